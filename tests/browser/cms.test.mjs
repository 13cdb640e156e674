// The editor in the browser under the sample configuration of nginx, without a network but for this machine: it shows every type by its
// label, and a page that it makes through decap-server passes `check`.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import { done, is, launch, missing, open, skip } from './browser.mjs';
import { nginx, serveByNginx } from './nginx.mjs';

const { VB, TMP, ROOT } = process.env;
const bundle = `${ROOT}/build/node/decap-cms.js`, proxy = `${ROOT}/build/node/node_modules/decap-server/dist/index.js`;
const gone = [bundle, proxy].find((file) => !fs.existsSync(file));
const why = missing() ?? (gone ? `${gone} is not there (make node)` : nginx ? null : 'nginx is not installed (make test-deps)');
if (why) skip(why);

const site = `${TMP}/site`, out = `${TMP}/redaktion`;
for (const part of ['content', 'layouts', 'assets']) fs.cpSync(`${ROOT}/${part}`, `${site}/${part}`, { recursive: true });
execFileSync(VB, ['cms', '--local', '--site', site, '--out', out, '--bundle', bundle], { stdio: 'ignore' });
is('the files', fs.readdirSync(`${out}/redaktoer`).sort(), ['config.yml', 'decap-cms.js', 'index.html', 'redaktoer.js']);

const port = await new Promise((found) => { const probe = net.createServer().listen(0, '127.0.0.1', () => { const { port } = probe.address(); probe.close(() => found(port)) }) });
const config = `${out}/redaktoer/config.yml`;
fs.writeFileSync(config, fs.readFileSync(config, 'utf8').replace('localhost:8081', `127.0.0.1:${port}`));
const server = spawn(process.execPath, [proxy], { cwd: site, env: { ...process.env, PORT: port, BIND_HOST: '127.0.0.1', MODE: 'fs', LOG_LEVEL: 'error' }, stdio: 'ignore' });
process.on('exit', () => server.kill('SIGTERM'));
const { origin } = await serveByNginx(`${TMP}/public`, (text) => text.replaceAll('/srv/viden/redaktion', out).replaceAll('https://git.kommune.example', `http://127.0.0.1:${port}`));

const browser = await launch();
const page = await open(browser, origin, undefined, { viewport: { width: 1200, height: 900 } });
page.setDefaultTimeout(30000);
await page.goto(`${origin}redaktoer/`);
await page.getByRole('button', { name: 'Log ind' }).click();
await page.getByText('Samlinger', { exact: true }).waitFor();

const labels = fs.readdirSync(`${site}/content/_types`).map((name) => /many: ([^,}]*)/.exec(fs.readFileSync(`${site}/content/_types/${name}`, 'utf8'))?.[1].trim()).filter(Boolean).sort();
const links = await page.locator('aside a, nav a').allInnerTexts();
is('each type has a collection with its label', labels.filter((label) => !links.some((text) => text.trim() === label)), []);
is('there are many', labels.length > 25, true);


// A new page: texts, a number, a page picked from a list.
await page.goto(`${origin}redaktoer/#/collections/stationsinput/new`);
const field = (name) => page.locator(`[id^="${name}-field"]`).first();
await field('title').fill('Prøvet i browseren');
async function pick(name, what) {
  const input = page.locator(`input[id^="${name}-field"]`).first();
  await input.click();
  await page.keyboard.type(what);
  await page.locator('[class*="-option"]', { hasText: what }).first().click();
}
await pick('arrangement', 'Arbejdsmiljødag i Sundhed');
await field('station').fill('digitale-muligheder');
await field('nummer').fill('99');
await field('tekst').fill('Skriv det, hvor det læses: på siden selv.');
await pick('owner', 'Kommunikationsteamet');
is('labels in Danish', (await page.locator('label').allInnerTexts()).slice(0, 4).map((text) => text.toLowerCase()), ['titel', 'kort fortalt (kan udelades)', 'arrangement', 'station']);
await page.getByRole('button', { name: 'Publicer' }).first().click();
await page.getByText('Publicer nu', { exact: true }).click();
await page.getByText('Publiceret', { exact: false }).first().waitFor();

if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/cms.png` });

const year = new Date().getFullYear(), made = `content/stationsinput/${year}/provet-i-browseren.md`;
const text = fs.existsSync(`${site}/${made}`) ? fs.readFileSync(`${site}/${made}`, 'utf8') : fs.readdirSync(`${site}/content/stationsinput`, { recursive: true }).join(' ');
is('what was saved', text.split('\n'), ['---', 'title: Prøvet i browseren', 'arrangement: arbejdsmiljoedag-2022', 'station: digitale-muligheder', 'nummer: 99', 'tekst: "Skriv det, hvor det læses: på siden selv."', 'owner: kommunikationsteamet', '---', '']);
const check = spawnSync(VB, ['check', '--site', site, '--skip', 'search,history', '--no-cache'], { encoding: 'utf8' });
is('it passes check', [check.status, check.stderr.split('\n').filter((line) => line.includes('error:'))], [0, []]);
is('no fault in the page, no request to another host', page.faults.filter((fault) => !fault.includes(`127.0.0.1:${port}`)), []);
await browser.close();
done();

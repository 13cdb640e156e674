// The editor in the browser under the sample configuration of nginx, without a network but for this machine: every page of every type is
// listed by its type's label, can be opened, and a page that is made there through decap-server passes `check`.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import { done, is, launch, missing, open, skip } from './browser.mjs';
import { nginx, serveByNginx } from './nginx.mjs';

const { VB, TMP, ROOT } = process.env;
const bundle = `${ROOT}/build/node/decap-cms.js`, proxy = `${ROOT}/build/node/node_modules/decap-server/dist/index.js`;
const gone = [bundle, proxy].find((file) => !fs.existsSync(file));
const why = missing() ?? (gone ? `${gone} is not there (make node, which needs npm's registry)` : nginx ? null : 'nginx is not installed (make test-deps)');
if (why) skip(why);
const LONGEST = 240000; // for all of it, on a machine with much else to do
setTimeout(() => { console.log('Bail out! it took too long'); process.exit(1) }, LONGEST).unref();

const site = `${TMP}/site`, out = `${TMP}/redaktion`;
for (const part of ['content', 'layouts', 'assets']) fs.cpSync(`${ROOT}/${part}`, `${site}/${part}`, { recursive: true });
execFileSync(VB, ['cms', '--local', '--site', site, '--out', out, '--bundle', bundle], { stdio: 'ignore' });
is('the files', fs.readdirSync(`${out}/redaktoer`).sort(), ['config.yml', 'decap-cms.js', 'index.html', 'redaktoer.js']);

const port = await new Promise((found) => { const probe = net.createServer().listen(0, '127.0.0.1', () => { const { port } = probe.address(); probe.close(() => found(port)) }) });
const config = `${out}/redaktoer/config.yml`;
fs.writeFileSync(config, fs.readFileSync(config, 'utf8').replace('localhost:8081', `127.0.0.1:${port}`));
const server = spawn(process.execPath, [proxy], { cwd: site, env: { ...process.env, PORT: port, BIND_HOST: '127.0.0.1', MODE: 'fs', LOG_LEVEL: 'error' }, stdio: 'ignore' });
process.on('exit', () => server.kill('SIGKILL'));
const { origin } = await serveByNginx(`${TMP}/public`, (text) => text.replaceAll('/srv/viden/redaktion', out).replaceAll('https://git.kommune.example', `http://127.0.0.1:${port}`));

const browser = await launch();
const page = await open(browser, origin, undefined, { viewport: { width: 1200, height: 900 } });
page.setDefaultTimeout(60000);
const shot = (name) => process.env.SHOTS && page.screenshot({ path: `${process.env.SHOTS}/cms-${name}.png` });
await page.goto(`${origin}redaktoer/`);
await page.getByRole('button', { name: 'Log ind' }).click();
await page.getByText('Samlinger', { exact: true }).waitFor();
await shot('list');

// What is listed of each type, also of the folders below its own, are the pages that the site has of it; the deepest of them opens.
const types = fs.readdirSync(`${site}/content/_types`).map((name) => name.replace('.yaml', ''));
const label = (type) => /many: ([^,}]*)/.exec(fs.readFileSync(`${site}/content/_types/${type}.yaml`, 'utf8'))?.[1].trim();
const links = (await page.locator('aside a').allInnerTexts()).map((text) => text.trim());
is('each type has a collection with its label', types.filter((type) => !links.includes(label(type))), []);
is('there are many', types.length > 25, true);
execFileSync(VB, ['build', '--site', site, '--out', `${TMP}/public`, '--skip', 'search,history', '--no-cache', '--drafts'], { stdio: 'ignore' });
const pages = JSON.parse(fs.readFileSync(`${TMP}/public/api/pages.json`)).filter((item) => item.source && item.type);
const go = (hash) => page.evaluate((to) => { location.hash = to }, hash);
const folder = (type) => /^folder: *"?([^"\n]*)/m.exec(fs.readFileSync(`${site}/content/_types/${type}.yaml`, 'utf8'))?.[1] ?? '';
const strange = [], wanting = [];
for (const type of types) {
  const wanted = pages.filter((item) => item.type === type).map((item) => item.source).sort();
  await go(`#/collections/${type}`);
  await page.locator('h1', { hasText: label(type) }).waitFor();
  const cards = page.locator(`a[href^="#/collections/${type}/entries/"]`);
  if (wanted.length) await cards.first().waitFor();
  const found = (await cards.evaluateAll((all) => all.map((card) => decodeURIComponent(card.hash).replace(/.*?\/entries\//, '')))).map((slug) => ['content', folder(type), `${slug}.md`].filter(Boolean).join('/')).sort();
  wanting.push(...wanted.filter((source) => !found.includes(source)));
  strange.push(...found.filter((source) => !wanted.includes(source)));
}
is('every page of the site is listed', wanting, []);
is('each with its type alone', strange, []);
await go('#/collections/stationsinput/entries/2022-11-01/tid-til-oplaering');
const field = (name) => page.locator(`[id^="${name}-field"]`).first();
await field('title').waitFor();
is('a page in a folder below opens', await field('title').inputValue(), 'Tid til oplæring');
await shot('page');

// A new page: texts, a number, a page picked from a list.
await go('#/collections/stationsinput/new');
await page.getByText('Publicer', { exact: true }).first().waitFor();
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

await shot('saved');
await page.setViewportSize({ width: 375, height: 800 });
const publish = await page.getByText('Publiceret', { exact: true }).first().boundingBox();
is('on a phone nothing is beside the screen', [await page.evaluate(() => document.documentElement.scrollWidth), publish.x + publish.width <= 375], [375, true]);
await shot('phone');
const made = 'content/stationsinput/provet-i-browseren.md';
const text = fs.existsSync(`${site}/${made}`) ? fs.readFileSync(`${site}/${made}`, 'utf8') : fs.readdirSync(`${site}/content/stationsinput`, { recursive: true }).join(' ');
is('what was saved', text.split('\n'), ['---', 'title: Prøvet i browseren', 'arrangement: arbejdsmiljoedag-2022', 'station: digitale-muligheder', 'nummer: 99', 'tekst: "Skriv det, hvor det læses: på siden selv."', 'owner: kommunikationsteamet', '---', '']);
const check = spawnSync(VB, ['check', '--site', site, '--skip', 'search,history', '--no-cache'], { encoding: 'utf8' });
is('it passes check', [check.status, check.stderr.split('\n').filter((line) => line.includes('error:'))], [0, []]);
is('no fault in the page, no request to another host', page.faults.filter((fault) => !fault.includes(`127.0.0.1:${port}`) && !/^(decap-cms\S* [\d.]+$|Using config file)/.test(fault)), []);
await browser.close();
done();

// Whom to ask about what one searches for: units and roles from api/knows.json beside the found pages, under the strictest policy;
// off where the settings say so, silent from a stick and where the file cannot be read.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { done, is, launch, missing, open, serve, skip, until } from './browser.mjs';

const why = missing();
if (why) skip(why);

const { VB, TMP, ROOT } = process.env;
for (const folder of ['content', 'layouts', 'assets']) fs.cpSync(`${ROOT}/${folder}`, `${TMP}/${folder}`, { recursive: true });
const build = (...more) => execFileSync(VB, ['build', '--no-cache', '--now', '2026-11-22', ...more], { cwd: TMP, stdio: ['ignore', 'pipe', 'ignore'] });
const unit = (slug, title) => fs.writeFileSync(`${TMP}/content/enheder/${slug}.md`, `---\ntitle: ${title}\nsummary: En prøve.\nowner: redaktionen\nreview_every: 12\n---\n`);
const note = (n, owner) => fs.writeFileSync(`${TMP}/content/vejledninger/proeve-${n}.md`, `---\ntitle: Kvaksalveri ${n}\nsummary: En prøve.\nowner: ${owner}\nreview_every: 12\n---\n\nOm kvaksalveri.\n`);
unit('aegget', 'Ægget');
unit('zoo', 'Zoo');
note(1, 'zoo');
note(2, 'aegget');
note(3, 'aegget');
build();

const { origin } = await serve(`${TMP}/public`);
const browser = await launch();
const page = await open(browser, origin);
const box = page.locator('[data-knows]');
const names = () => box.locator('li').allInnerTexts();
const search = async (words) => {
  await page.goto(`${origin}soeg/?q=${words}`);
  await page.locator('#_soeg-svar p').first().waitFor();
};

await search('kvaksalveri');
await box.waitFor();
is('who answers for the found pages, in the order of the alphabet', await names(), ['Zoo', 'Ægget']);
is('... with the way to them', await box.locator('a').evaluateAll((all) => all.map((a) => new URL(a.href).pathname)), ['/enheder/zoo/', '/enheder/aegget/']);
is('... and how it was found out', (await box.innerText()).includes('Listen er alfabetisk.'), true);
await page.fill('#_soeg', 'qqqqqqqqq');
await until(page, () => document.querySelector('[data-knows]').hidden);
is('nothing found, nobody to ask', await page.locator('#_soeg-svar li').count(), 0);
await search('kommune');
await box.waitFor();
is('five at most', (await names()).length <= 5, true);
is('no error, no other host', page.faults, []);

const alone = await open(browser, origin);
await alone.route('**/api/knows.json', (route) => route.abort());
await alone.goto(`${origin}soeg/?q=kvaksalveri`);
await alone.locator('#_soeg-svar li').first().waitFor();
await alone.waitForTimeout(300);
is('where the file cannot be read nothing is said', [await alone.locator('[data-knows]').isVisible(), alone.faults.length], [false, 1]);

build('--offline', '--out', `${TMP}/usb`);
const stick = await open(browser, 'file:');
await stick.goto(`file://${TMP}/usb/soeg/index.html?q=kvaksalveri`);
await stick.locator('#_soeg-svar li').first().waitFor();
is('nor from a stick', [await stick.locator('[data-knows]').isVisible(), stick.faults], [false, []]);

const settings = fs.readFileSync(`${TMP}/content/_site.yaml`, 'utf8');
fs.writeFileSync(`${TMP}/content/_site.yaml`, settings.replace(/^( *)knows: .*$/m, '$1knows: no'));
build();
is('the settings turn it off', [fs.existsSync(`${TMP}/public/api/knows.json`), /data-knows|hvem\.[0-9a-f]+\.js/.test(fs.readFileSync(`${TMP}/public/soeg/index.html`, 'utf8'))], [false, false]);
done();

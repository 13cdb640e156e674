// What has run out since the build: the page hides it and says so, by the reader's clock, under a strict policy.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { done, is, launch, missing, open, serve, skip } from './browser.mjs';

const why = missing();
if (why) skip(why);

const { VB, TMP, ROOT } = process.env;
const write = (name, text) => {
  fs.mkdirSync(`${TMP}/${name}`.replace(/\/[^/]*$/, ''), { recursive: true });
  fs.writeFileSync(`${TMP}/${name}`, text);
};
write('content/_site.yaml', 'title: Prøve\nlanguage: da\n');
write('content/index.md', '---\ntitle: Forside\n---\n\nVelkommen.\n');
write('content/kort.md', '---\ntitle: Kort\nexpires: 2026-12-01 08:00\n---\n\nHEMMELIG bagefter.\n');
write('content/lang.md', '---\ntitle: Lang\nexpires: 2027-12-01\n---\n\nStadig her.\n');
const build = (...more) => execFileSync(VB, ['build', '--no-cache', '--now', '2026-11-22', ...more], { cwd: TMP, stdio: ['ignore', 'pipe', 'ignore'] });
build();
const { origin } = await serve(`${TMP}/public`);
const browser = await launch();
const text = (page, what) => page.locator(what).allInnerTexts();

let page = await open(browser, origin, '2026-11-30T23:00:00Z');
await page.goto(`${origin}kort/`);
is('before it runs out a page stands as it was built', [await page.title(), (await text(page, '.prose'))[0].trim()], ['Kort · Prøve', 'HEMMELIG bagefter.']);
await page.goto(origin);
is('and so do lists', await text(page, '.children a'), ['Kort', 'Lang']);
await page.clock.setFixedTime('2026-12-01T07:00:01Z');
await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
is('a page left open loses what runs out meanwhile', await text(page, '.children a'), ['Lang']);
is('and says so, once', await text(page, 'main [role=status]'), ['Noget på listen er ikke længere aktuelt og vises ikke.']);
await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
is('looking again changes nothing', await page.locator('main [role=status]').count(), 1);
await page.goto(`${origin}kort/`);
is('a page that has run out shows nothing of itself', [await page.title(), await text(page, 'main'), await page.locator('text=HEMMELIG').count()], ['Siden er ikke længere aktuel.', ['Siden er ikke længere aktuel.'], 0]);
await page.goto(`${origin}lang/`);
is('another one stands', (await text(page, '.prose'))[0].trim(), 'Stadig her.');
is('no error, no other host', page.faults, []);
is('no cookie', await page.evaluate(() => document.cookie), '');

build('--offline', '--out', `${TMP}/usb`);
page = await open(browser, 'file:', '2026-12-02T07:00:00Z');
await page.goto(`file://${TMP}/usb/kort/index.html`);
is('from a stick too', await text(page, 'main'), ['Siden er ikke længere aktuel.']);

// The organisation's own layouts, on a copy of its content.
fs.rmSync(`${TMP}/content`, { recursive: true });
for (const folder of ['content', 'layouts', 'assets']) fs.cpSync(`${ROOT}/${folder}`, `${TMP}/${folder}`, { recursive: true });
for (const name of ['vejledninger/skriv-klart', 'anbefalinger/anbefaling-8']) {
  const text = fs.readFileSync(`${TMP}/content/${name}.md`, 'utf8');
  write(`content/${name}.md`, text.replace('\nowner:', '\nexpires: 2026-12-01\nowner:'));
}
build('--out', `${TMP}/own`);
const own = await serve(`${TMP}/own`);
page = await open(browser, own.origin, '2026-12-02T07:00:00Z');
await page.goto(`${own.origin}vejledninger/`);
is('in the site’s own lists', [await page.locator('main a:has-text("Skriv, så kolleger")').count(), await text(page, 'main [role=status]')], [0, ['Noget på listen er ikke længere aktuelt og vises ikke.']]);
await page.goto(`${own.origin}vejledninger/skriv-klart/`);
is('and pages', await text(page, 'main'), ['Siden er ikke længere aktuel.']);
await page.goto(`${own.origin}stationsinput/2022-11-01/et-simpelt-vaerktoej/`);
is('the trace loses its picture, and what led to the page', [await page.locator('figure').count(), await page.locator('main :text("Anbefaling 8")').count(), (await text(page, 'main [role=status]')).length], [0, 0, 3]);
await page.goto(`${own.origin}anbefalinger/`);
is('a table loses its row, and says so below', await text(page, 'table + [role=status]'), ['Noget på listen er ikke længere aktuelt og vises ikke.']);
is('no error there either', page.faults, []);
done();

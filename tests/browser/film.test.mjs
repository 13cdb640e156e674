// A film is fetched when the reader chooses it and not before, from the provider that the card names, and opens there without JavaScript;
// under the sample configuration for nginx, which is told of the provider and allows no other.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { done, is, launch, missing, open, skip, until } from './browser.mjs';
import { nginx, serveByNginx } from './nginx.mjs';

const why = missing() ?? (nginx ? null : 'nginx is not installed (make test-deps)');
if (why) skip(why);

const { VB, TMP } = process.env;
const provider = 'https://video.kommune.example';
fs.mkdirSync(`${TMP}/content`);
fs.writeFileSync(`${TMP}/content/_site.yaml`, 'title: Prøve\nlanguage: da\nvideo: [video.kommune.example]\n');
fs.writeFileSync(`${TMP}/content/p.svg`, '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 36"><path d="M0 0h64v36z"/></svg>');
fs.writeFileSync(`${TMP}/content/index.md`, `---\ntitle: Forside\n---\n[![Et møde](p.svg)](${provider}/et "Undertekster: ja")\n\n[Uden billede](${provider}/to "Undertekster: nej")\n\n[Hos andre](https://vimeo.com/1 "Undertekster: nej")\n`);
execFileSync(VB, ['build', '--no-cache', '--now', '2026-11-22'], { cwd: TMP, stdio: 'ignore' });
const { origin } = await serveByNginx(`${TMP}/public`, (sample) => sample.replace(`default "'none'"`, `default "${provider}"`));
const browser = await launch();
const asked = [];
const visit = async (more) => {
  const page = await open(browser, origin, undefined, more);
  await page.context().route(`${provider}/**`, (route) => {
    asked.push(route.request().url());
    return route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Film</title><p>Film</p>' });
  });
  await page.goto(origin);
  return page;
};

let page = await visit();
await page.waitForLoadState('networkidle');
is('before the reader chooses, nothing is asked of anyone', [asked, page.faults, await page.locator('iframe').count()], [[], [], 0]);
await page.keyboard.press('Tab');
for (let i = 0; i < 20 && !(await page.evaluate(() => document.activeElement.closest('figure.video'))); i++) await page.keyboard.press('Tab');
await page.keyboard.press('Enter');
await until(page, () => document.querySelectorAll('iframe').length === 1);
is('chosen by keyboard it plays in the page, under its own name', await page.locator('iframe').evaluate((f) => [f.src, f.title, document.activeElement === f]), [`${provider}/et`, 'Et møde', true]);
await page.frameLocator('iframe').locator('text=Film').waitFor();
is('only that one is fetched', asked, [`${provider}/et`]);
is('what is said of captions still stands', (await page.locator('figcaption').allInnerTexts())[0].split('\n'), ['Afspil video – åbner hos video.kommune.example', 'Undertekster: ja']);
await page.click('text=Uden billede');
await until(page, () => document.querySelectorAll('iframe').length === 2);
is('no error but the requests that were chosen, no cookie', [page.faults.filter((f) => f !== `asked ${provider}/et` && f !== `asked ${provider}/to`), await page.evaluate(() => document.cookie)], [[], '']);
is('another provider opens at its own', await page.locator('text=Hos andre').evaluate((a) => [a.href, a.closest('figure').dataset.film ?? null]), ['https://vimeo.com/1', null]);

page = await visit({ javaScriptEnabled: false });
await page.click('text=Uden billede');
is('without JavaScript it opens at the provider', page.url(), `${provider}/to`);
await browser.close();
done();

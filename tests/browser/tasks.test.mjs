// Ten things that readers come for, from the front page, at the size of a phone and by the keyboard alone, each in no more presses of
// Enter than a person would expect. A step is what the link or button says, or »find:« with what one types into the search field.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { done, is, launch, missing, open, skip, until } from './browser.mjs';
import { nginx, serveByNginx } from './nginx.mjs';

const why = missing() ?? (nginx ? null : 'nginx is not installed (make test-deps)');
if (why) skip(why);

const { VB, TMP, ROOT } = process.env;
execFileSync(VB, ['build', '--site', ROOT, '--out', `${TMP}/public`, '--now', '2026-11-22'], { stdio: ['ignore', 'pipe', 'ignore'] });
const { origin } = await serveByNginx(`${TMP}/public`);
const browser = await launch();
const page = await open(browser, origin, '2026-11-22T12:00:00+01:00', { viewport: { width: 375, height: 700 }, reducedMotion: 'reduce' });

async function tabTo(what, where = '') {
  for (let i = 0; i < 160; i++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(([what, where]) => {
      const e = document.activeElement;
      return what === 'input' ? e.name === 'q' : e.matches(`${where} :is(a, button)`) && e.textContent.replace(/\s+/g, ' ').includes(what);
    }, [what, where])) return;
  }
  throw new Error(`Tab never comes to »${what}« on ${page.url()}`);
}

// Enter, and what it leads to: another page, a part of this one, a file, or what the browser hands to another program.
async function press() {
  const href = await page.evaluate(() => document.activeElement.closest('a')?.href ?? '');
  if (!href.startsWith(origin) || href.endsWith('.ics')) return href;
  await Promise.all([page.waitForURL(href), page.keyboard.press('Enter')]);
  return href;
}

const text = (part) => page.locator(part).innerText();
async function task(name, steps, proof, expected) {
  await page.goto(origin);
  let at = '', presses = 0;
  try {
    for (const step of steps) {
      presses++;
      if (step.startsWith('find:')) {
        await tabTo('input');
        await page.keyboard.type(step.slice(5));
        await until(page, () => document.querySelector('#_soeg-svar li a'));
        presses--; // nothing was pressed: results come while one types
      } else if (step === 'Menu') {
        await tabTo('Menu', 'header');
        await page.keyboard.press('Enter');
      } else {
        await tabTo(step, 'body');
        at = await press();
      }
    }
    is(`${name}: ${presses} presses`, await proof(at), expected);
  } catch (error) {
    is(name, String(error.message), expected);
  }
}
const here = () => page.url().replace(origin, '');

await task('the input about flexible shifts', ['find:fleksible vagter', 'Fleksibel vagtplan'], here, 'stationsinput/2022-11-01/fleksibel-vagtplan/');
await task('print the dialog sheet of theme 2', ['Digitale muligheder', 'Print dialogark'], async () => {
  await page.emulateMedia({ media: 'print' });
  const lines = await page.locator('.lines').count(), menu = await page.locator('header nav').isVisible();
  await page.emulateMedia({ media: 'screen' });
  return [here(), lines > 0, menu];
}, ['dialogark/dialogark-digitale-muligheder/', true, false]);
await task('who represents IT og Digitalisering', ['Hvem arbejder med hvad'], async () => (await text('tr:has(th:text-is("IT og Digitalisering"))')).includes('Ingen repræsentant'), true);
await task('the next deadline of recommendation 8', ['Menu', 'Anbefalinger', 'Anbefaling 8'], async () => [here(), /Næste/.test(await text('main')), /Ikke oplyst/.test(await text('main'))], ['anbefalinger/anbefaling-8/', true, true]);
await task('which assets run out this quarter', ['Jeg passer sider'], async () => (await text('section:has(> #_grundlag)')).replace(/\s+/g, ' '), 'Grundlaget udløber Inden for tre måneder må produktet eller historien ikke vises længere. Forny grundlaget, eller find noget andet. Her er intet lige nu.');
const month = async (where) => (await page.locator(`${where} time`).evaluateAll((all) => all.filter((t) => t.checkVisibility()).map((t) => t.dateTime.slice(0, 10)))).filter((day) => day >= '2026-10-22').length > 0;
await task('what changed in theme 4 since last month', ['En stærk fortælling'], async () => [here(), await month('section:has(> #_nyt)'), await page.locator('section:has(> #_nyt) a[href]').count() > 0], ['temaer/en-staerk-fortaelling/', true, true]);
await task('... among all news', ['Se alt, der er nyt'], async () => {
  const all = await page.locator('#_nyt-liste [data-feeds]:not([hidden])').count();
  await page.getByLabel('Vis nyt om').selectOption({ label: 'En stærk fortælling' });
  await page.getByLabel('Fra', { exact: true }).selectOption('den seneste måned');
  const some = await page.locator('#_nyt-liste [data-feeds]:not([hidden])').count();
  return [some > 0 && some < all, decodeURIComponent(here())];
}, [true, 'nyt/?om=temaer/en-staerk-fortaelling/&dage=31']);
await task('... and what it said before', ['En stærk fortælling', 'Se, hvad der er ændret'], async () => [here(), (await page.locator('.versions time').count()) > 0], ['temaer/en-staerk-fortaelling/historik/', true]);
await task('add an event to the calendar', ['Arbejdsmiljødag', 'Føj til kalender'], async (at) => (await (await fetch(at)).text()).includes('SUMMARY:Arbejdsmiljødag'), true);
await task('correct a mistake', ['Digitale muligheder', 'Ret denne side'], (at) => at.endsWith('/content/temaer/digitale-muligheder.md'), true);
await task('what MED means', ['Ordliste'], async () => /medindflydelse/i.test(await text('dt:has-text("MED") + dd >> nth=0')) || /medindflydelse/i.test(await text('main')), true);
await task('the accessibility statement', ['Tilgængelighedserklæring'], here, 'tilgaengelighedserklaering/');
is('no error, no other host', page.faults, []);
await browser.close();
done();

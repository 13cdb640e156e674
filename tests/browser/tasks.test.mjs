// Ten things that readers come for, from the front page, at the size of a phone, by the keyboard alone and by touch alone, each in no more
// presses than a person would expect. A step is what the link or button says, or »find:« with what one types into the search field.
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
const page = await open(browser, origin, '2026-11-22T12:00:00+01:00', { viewport: { width: 375, height: 700 }, hasTouch: true, reducedMotion: 'reduce' });

const matches = ([what, where], e) => (what === 'input' ? e.name === 'q' : e.matches(`${where} :is(a, button)`) && e.textContent.replace(/\s+/g, ' ').includes(what));

// Two ways to go about it: each finds what is meant, and presses it.
const byKeyboard = {
  async find(what, where = '') {
    for (let i = 0; i < 160; i++) {
      await page.keyboard.press('Tab');
      if (await page.evaluate(`(${matches})(${JSON.stringify([what, where])}, document.activeElement)`)) return page.locator(':focus');
    }
    throw new Error(`Tab never comes to »${what}« on ${page.url()}`);
  },
  press: () => page.keyboard.press('Enter'),
};
const byTouch = {
  async find(what, where = '') {
    const all = what === 'input' ? page.locator('input[name=q]') : page.locator(`${where} :is(a, button)`).filter({ hasText: what });
    const there = all.filter({ visible: true }).first();
    const { width } = await there.boundingBox({ timeout: 5000 });
    if (width < 24) throw new Error(`»${what}« is ${width} px wide on ${page.url()}`);
    if (what === 'input') await there.tap();
    return there;
  },
  press: (there) => there.tap(),
};
let way, how;

// What it leads to: another page, a part of this one, a file, or what the browser hands to another program.
async function press(there) {
  const href = await there.evaluate((e) => e.closest('a')?.href ?? '');
  if (!href.startsWith(origin) || href.endsWith('.ics')) return href;
  await Promise.all([page.waitForURL(href), way.press(there)]);
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
        await way.find('input');
        await page.keyboard.type(step.slice(5));
        await until(page, () => document.querySelector('#_soeg-svar li a'));
        presses--; // nothing was pressed: results come while one types
      } else if (step === 'Menu') {
        await way.press(await way.find('Menu', 'header'));
      } else {
        at = await press(await way.find(step, 'body'));
      }
    }
    is(`${name}, by ${how}: ${presses} presses`, await proof(at), expected);
  } catch (error) {
    is(`${name}, by ${how}`, String(error.message), expected);
  }
}
const here = () => page.url().replace(origin, '');

const month = async (where) => (await page.locator(`${where} time`).evaluateAll((all) => all.filter((t) => t.checkVisibility()).map((t) => t.dateTime.slice(0, 10)))).filter((day) => day >= '2026-10-22').length > 0;

for (const [name, one] of Object.entries({ keyboard: byKeyboard, touch: byTouch })) {
  [how, way] = [name, one];
  await task('the input about flexible shifts', ['find:fleksible vagter', 'Fleksibel vagtplan'], here, 'stationsinput/2022-11-01/fleksibel-vagtplan/');
  await task('print the dialog sheet of theme 2', ['Digitale muligheder', 'Print dialogark'], async () => {
    await page.emulateMedia({ media: 'print' });
    const lines = await page.locator('.lines').count(), menu = await page.locator('header nav').isVisible();
    await page.emulateMedia({ media: 'screen' });
    return [here(), lines > 0, menu];
  }, ['dialogark/dialogark-digitale-muligheder/', true, false]);
  await task('who represents IT og Digitalisering', ['Hvem arbejder med hvad'], async () => (await text('tr:has(th:text-is("IT og Digitalisering"))')).includes('Ingen repræsentant'), true);
  await task('the next deadline of recommendation 8', ['Menu', 'Anbefalinger', 'Anbefaling 8'], async () => [here(), await text('div:has(> dt:text-is("Næste frist")) > dd')], ['anbefalinger/anbefaling-8/', 'Ikke oplyst']);
  await task('which assets run out this quarter', ['Jeg passer sider'], async () => (await text('section:has(> #_grundlag)')).replace(/\s+/g, ' '), 'Grundlaget udløber Inden for tre måneder må produktet eller historien ikke vises længere. Forny grundlaget, eller find noget andet. Her er intet lige nu.');
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
  await task('what MED means', ['Ordliste'], () => text('div:has(> dt:text-is("MED")) > dd'), 'medindflydelse og medbestemmelse – Systemet af udvalg, hvor ledere og medarbejdere taler sammen om arbejdet.');
  await task('the accessibility statement', ['Tilgængelighedserklæring'], here, 'tilgaengelighedserklaering/');
}
is('no error, no other host', page.faults, []);
await browser.close();
done();

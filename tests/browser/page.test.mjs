// What scripts add to a page: the section in view, links to sections, light or dark by choice, the menu of a phone, and an event on its day;
// under the strictest policy, and gone without a trace where there is no JavaScript.
import { execFileSync } from 'node:child_process';
import { done, is, launch, missing, open, serve, skip, until } from './browser.mjs';

const why = missing();
if (why) skip(why);

const { VB, TMP, ROOT } = process.env;
execFileSync(VB, ['build', '--no-cache', '--site', ROOT, '--now', '2026-11-22', '--skip', 'search,history', '--out', `${TMP}/public`], { stdio: 'ignore' });
const { origin } = await serve(`${TMP}/public`);
const browser = await launch();
const theme = `${origin}temaer/digitale-muligheder/`;

const page = await open(browser, origin, '2026-11-22T12:00:00+01:00', { viewport: { width: 1200, height: 800 } });
const ground = (p) => p.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
const current = () => page.locator('.toc [aria-current]').allInnerTexts();

await page.goto(theme);
is('at the top no section is in view yet', await current(), []);
await page.locator('#_input').scrollIntoViewIfNeeded();
await page.locator('.toc a[href="#_dialog"]').click();
await until(page, () => document.querySelector('.toc [aria-current]')?.hash === '#_dialog');
is('the entry of the section in view is marked', await current(), ['Tal om det hos jer']);
await page.locator('.toc a[href="#_input"]').click();
await until(page, () => document.querySelector('.toc [aria-current]')?.hash === '#_input');
is('upwards too', await current(), ['Det siger stationerne']);

const copy = page.locator('#_dialog .copy');
is('the button says what it does, and for which section', [await copy.getAttribute('aria-label'), await copy.getAttribute('aria-describedby')], ['Kopiér link', '_dialog']);
await page.evaluate(() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); });
await copy.focus();
await page.keyboard.press('Enter');
await until(page, () => document.querySelector('body > [role=status]').textContent !== '');
is('where nothing may be copied the address says it', [await page.locator('body > [role=status]').textContent(), new URL(page.url()).hash], ['Linket står i adresselinjen', '#_dialog']);
await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
await page.reload();
await page.locator('#_input .copy').click();
await until(page, () => document.querySelector('#_input .copy').dataset.done !== undefined);
is('else it is copied', [await page.locator('#_input .copy').getAttribute('data-done'), await page.evaluate(() => navigator.clipboard.readText())], ['Linket er kopieret', `${theme}#_input`]);

const light = await ground(page);
await page.selectOption('#_udseende', 'moerk');
const dark = await ground(page);
is('dark by choice', dark !== light, true);
await page.goto(origin);
is('is remembered', [await ground(page), await page.locator('#_udseende').inputValue()], [dark, 'moerk']);
await page.selectOption('#_udseende', '');
is('and forgotten', [await ground(page), await page.evaluate(() => localStorage.getItem('udseende'))], [light, null]);
await page.evaluate(() => localStorage.setItem('udseende', '"><img src=x>'));
await page.reload();
is("somebody else's words do no harm", [await ground(page), await page.locator('img').count()], [light, 0]);
is('no error, no other host', page.faults, []);

const night = await open(browser, origin, null, { colorScheme: 'dark' });
await night.goto(origin);
is('dark as the system is', await ground(night), dark);
await night.selectOption('#_udseende', 'lys');
is('light by choice in a dark system', await ground(night), light);

const phone = await open(browser, origin, null, { viewport: { width: 375, height: 740 }, javaScriptEnabled: false });
await phone.goto(theme);
const menu = phone.locator('#_menu');
is('without JavaScript what needs it does not show', [await phone.locator('.copy').count(), await phone.locator('#_udseende').isVisible()], [0, false]);
is('the menu of a phone is closed', await menu.isVisible(), false);
await phone.locator('.to-menu').press('Enter');
is('opens without JavaScript', await menu.isVisible(), true);
await phone.keyboard.press('Tab');
is('its first entry is next', await phone.locator('#_menu a:focus').innerText(), 'Temaer');
await phone.keyboard.press('Escape');
is('and closes', await menu.isVisible(), false);

const event = `${origin}arrangementer/paragraf-17-stk-4-moede-3/`;
const onTheDay = { timezoneId: 'Europe/Copenhagen', viewport: { width: 375, height: 740 } };
const day = await open(browser, origin, '2023-04-19T19:30:00+02:00', onTheDay);
const now = (p) => p.locator('[aria-current=time]').evaluateAll((all) => all.map((e) => e.textContent.replace(/\s+/g, ' ').trim()));
await day.goto(event);
await day.locator('details.group summary').nth(1).click();
is("on the day what is on now is marked, in each group's round, the programme and the table", await now(day), [
  'kl. 19.20–19.50 NuUddannelse – før, under og efter, og tidlig interesse for fagene', 'kl. 19.20–19.50 NuFra ledighed til uddannelse til fastansættelse, og fastholdelse af medarbejdere',
  'kl. 19.20–19.50 NuLedelse som fag', 'kl. 19.20–19.50 NuRunde 2', 'kl. 19.20–19.50 NuGruppe 3Gruppe 1Gruppe 2']);
await day.reload();
is('my group is remembered', await day.locator('details.group[open] summary').allInnerTexts(), ['Gruppe 2 8 medlemmer']);
await day.locator('details.group summary').nth(0).click();
is('and one group is open at a time', await day.locator('details.group[open] summary').allInnerTexts(), ['Gruppe 1 8 medlemmer']);
is('no error on the day', day.faults, []);
const after = await open(browser, origin, '2023-04-20T19:30:00+02:00', onTheDay);
await after.goto(event);
is('the day after nothing is on', await now(after), []);

await browser.close();
done();

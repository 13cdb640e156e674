// Searching in a real browser on the project's own site: typing, facets, back and forward, shared addresses, the keyboard alone, a phone,
// dark, without JavaScript; what a screen reader is told; axe.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { done, is, launch, missing, open, serve, skip, until } from './browser.mjs';

const why = missing();
if (why) skip(why);

const { VB, TMP, ROOT } = process.env;
execFileSync(VB, ['build', '--site', ROOT, '--out', `${TMP}/public`, '--now', '2026-11-22'], { stdio: ['ignore', 'pipe', 'ignore'] });
const { origin } = await serve(`${TMP}/public`);
const browser = await launch();
const found = (page) => page.locator('#_soeg-svar li a');
const titles = async (page) => (await found(page).allInnerTexts()).map((t) => t.trim());
const settled = (page, n = 1) => page.locator('#_soeg-svar li').nth(n - 1).waitFor();
const count = (page) => page.locator('#_soeg-svar > p').first().innerText();
const faults = [];
const visit = async (address, more) => {
  const page = await open(browser, origin, null, more);
  await page.goto(origin + address);
  faults.push(page.faults);
  return page;
};

// ---- the box, by the keyboard alone ----
let page = await visit('om-vidensbanken/');
const tabTo = async (name) => { for (let i = 0; i < 40; i++) { await page.keyboard.press('Tab'); if (await page.evaluate((n) => document.activeElement.name === n, name)) return true } return false };
is('the box is reached with Tab', await tabTo('q'), true);
is('the box has a visible label', await page.locator('label[for=_soeg]').isVisible(), true);
await page.keyboard.type('/?');
is('a slash is a sign like any other', await page.inputValue('#_soeg'), '/?');
await page.fill('#_soeg', '');
await page.keyboard.type('janteloven', { delay: 30 });
await settled(page);
is('results come while one types', (await titles(page))[0], 'Farvel til janteloven');
is('nothing is read aloud yet', await page.locator('#_soeg-antal').innerText(), '');
await until(page, () => document.querySelector('#_soeg-antal').textContent !== '');
is('then the count, and the count alone', await page.locator('#_soeg-antal').textContent(), await count(page));
await page.keyboard.press('Tab');
await page.keyboard.press('Tab');
is('Tab goes through the button into the results', await page.evaluate(() => document.activeElement.textContent), 'Farvel til janteloven');
await page.keyboard.press('Escape');
is('Escape closes them, and one is in the box again', [await found(page).count(), await page.evaluate(() => document.activeElement.name)], [0, 'q']);
await page.keyboard.press('End');
await page.keyboard.type(' ');
await settled(page);
await page.keyboard.press('Tab');
await page.keyboard.press('Tab');
await page.keyboard.press('Enter');
await page.waitForURL(/janteloven/);
is('Enter on a result goes there', page.url(), `${origin}stationsinput/2022-11-01/farvel-til-janteloven/`);
await page.fill('#_soeg', 'fællesskab');
await page.press('#_soeg', 'Enter');
await page.waitForURL(/soeg\//);
is('Enter in the box opens the search page', decodeURIComponent(page.url()), `${origin}soeg/?q=fællesskab`);
await settled(page);
page = await visit('');
await page.fill('#_soeg', 'borger');
await settled(page);
await page.locator('h1').click();
is('a click beside closes the results', await found(page).count(), 0);

// ---- the search page ----
page = await visit('soeg/?q=borger&type=Tema');
await settled(page);
const shared = await titles(page);
is('a shared address gives its results', [await page.inputValue('#_soeg'), shared.length > 0], ['borger', true]);
is('with its choices', await page.locator('input:checked').evaluateAll((all) => all.map((c) => [c.name, c.value])), [['type', 'Tema']]);
is('every result is of the kind chosen', [...new Set(await page.locator('#_soeg-svar small').allInnerTexts())], ['Tema']);
await page.fill('#_soeg', 'video');
await page.press('#_soeg', 'Enter');
await until(page, () => /q=video/.test(location.search));
await page.goBack();
await until(page, () => document.querySelector('#_soeg').value === 'borger');
await until(page, (n) => document.querySelectorAll('#_soeg-svar li').length === n, shared.length);
is('back gives what was there', await titles(page), shared);
await page.goForward();
await until(page, () => document.querySelector('#_soeg').value === 'video');
page = await visit('soeg/?q=borger');
await settled(page);
const box = page.locator('input[name=type]').first(), label = await box.evaluate((c) => c.parentNode.textContent);
await box.focus();
await page.keyboard.press('Space');
await until(page, () => /type=/.test(location.search));
const promised = label.match(/\((\d+)\)/)[1];
await until(page, (n) => document.querySelector('#_soeg-svar > p').textContent.match(/\d+/)?.[0] === n, promised);
is('a choice narrows to as many as it says', (await count(page)).match(/\d+/)[0], promised);
is('and keeps the focus', await page.evaluate(() => [document.activeElement.name, document.activeElement.checked]), ['type', true]);
page = await visit('soeg/?q=tema');
await settled(page, 10);
await page.getByRole('button', { name: 'Vis flere' }).press('Enter');
await settled(page, 20);
is('more results come below, and the focus is on the first of them', await page.evaluate(() => [...document.querySelectorAll('#_soeg-svar li a')].indexOf(document.activeElement)), 10);
page = await visit('soeg/?q=atraktiv+arbejdsplads');
await settled(page);
await page.getByRole('link', { name: 'Mente du attraktiv arbejdsplads?' }).click();
await settled(page);
is('what was meant is one click away', await page.inputValue('#_soeg'), 'attraktiv arbejdsplads');
page = await visit(`soeg/?q=${encodeURIComponent('<img src=x onerror=alert(1)> janteloven')}`);
await settled(page);
is('markup is text', await page.locator('#_soeg-svar img').count(), 0);
page = await visit('soeg/?q=qqqqqqqqq');
await until(page, () => document.querySelector('#_soeg-svar p') !== null);
is('nothing found: said, with a way on', [await count(page), await page.locator('#_soeg-svar a').getAttribute('href')], ['Ingen sider fundet. Prøv et andet ord, eller brug listen A-Å', `${origin}a-aa/`]);
is('... what the page says below it follows at once, and nothing to narrow by', [await page.locator('.trust').evaluate((e) => e.getBoundingClientRect().top < innerHeight), await page.locator('#_soeg-facetter').isVisible()], [true, false]);

// ---- nothing jumps when the answer comes ----
for (const viewport of [{ width: 375, height: 700 }, { width: 1200, height: 900 }]) {
  page = await visit('soeg/?q=borger', { viewport });
  await settled(page, 5);
  await page.waitForTimeout(300);
  const moved = await page.evaluate(() => new Promise((done) => new PerformanceObserver((list) => done(list.getEntries().map((e) => e.value))).observe({ type: 'layout-shift', buffered: true }) ?? setTimeout(() => done([]), 100)));
  is(`nothing jumps when the answer comes, ${viewport.width}`, moved, []);
}

// ---- what a screen reader meets ----
page = await visit('soeg/?q=vagtplan');
await settled(page);
await until(page, () => document.querySelector('#_soeg-antal').textContent !== '');
const tree = await page.locator('body').ariaSnapshot();
for (const part of ['- search:', '- searchbox "Søg": vagtplan', '- button "Find"', '- link "Fleksibel vagtplan"', '- status: 1 side fundet.']) is(`the accessibility tree has ${part}`, tree.includes(part), true);

// ---- the index cannot be had ----
page = await visit('soeg/');
await page.route('**/soeg/s/*', (route) => route.fulfill({ status: 404 }));
await page.fill('#_soeg', 'borger');
await until(page, () => document.querySelector('#_soeg-svar p') !== null);
is('a missing file is said, with a way on', [await count(page), await found(page).count()], ['Søgningen virker ikke lige nu. Prøv igen om lidt, eller brug listen A-Å', 0]);
await page.unroute('**/soeg/s/*');
await page.fill('#_soeg', 'borgere');
await settled(page);
is('and once it is there again it is used', (await found(page).count()) > 0, true);
faults.pop(); // the 404 that was made

// ---- an answer that is overtaken is dropped ----
page = await visit('soeg/');
let delay = 700;
await page.route('**/soeg/d/**', (route) => setTimeout(() => route.continue(), delay));
await page.fill('#_soeg', 'klima');
await page.waitForTimeout(250);
delay = 0;
await page.fill('#_soeg', 'janteloven');
await page.waitForTimeout(1400);
is('the last query has the last word', (await titles(page))[0], 'Farvel til janteloven');

// ---- a phone, dark, axe ----
const axe = fs.existsSync(`${ROOT}/build/node/node_modules/axe-core/axe.min.js`) && fs.readFileSync(`${ROOT}/build/node/node_modules/axe-core/axe.min.js`, 'utf8');
for (const [name, more] of [['light', { viewport: { width: 1200, height: 900 } }], ['on a phone', { viewport: { width: 375, height: 700 } }], ['dark', { viewport: { width: 375, height: 700 }, colorScheme: 'dark' }], ['in forced colours', { forcedColors: 'active' }]]) {
  for (const address of ['soeg/?q=attraktiv+arbejdsplads', 'om-vidensbanken/']) {
    page = await visit(address, more);
    if (!address.includes('q=')) await page.fill('#_soeg', 'borger');
    await settled(page);
    is(`${name}, ${address}: nothing is wider than the screen`, await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth), true);
    if (!axe) continue;
    await page.evaluate(axe);
    const colours = { 'color-contrast': { enabled: !more.forcedColors } }; // forced ones are the reader's own
    const { violations } = await page.evaluate((rules) => axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], rules }), colours);
    is(`${name}, ${address}: axe finds nothing`, violations.map((v) => [v.id, v.nodes[0].html.slice(0, 120)]), []);
  }
}

// ---- without JavaScript ----
page = await visit('soeg/', { javaScriptEnabled: false });
is('without JavaScript the page says so', await page.locator('#_soeg-uden').isVisible(), true);
await page.fill('#_soeg', 'borger');
await page.press('#_soeg', 'Enter');
await page.waitForURL(/a-aa/);
is('and the form leads to A-Å', page.url(), `${origin}a-aa/?q=borger`);

is('no error, no other host', faults.flat(), []);

// ---- the offline edition, from a file share ----
execFileSync(VB, ['build', '--site', ROOT, '--out', `${TMP}/offline`, '--offline', '--now', '2026-11-22'], { stdio: ['ignore', 'pipe', 'ignore'] });
page = await open(browser, 'file://');
await page.goto(`file://${TMP}/offline/temaer/index.html`);
await page.fill('#_soeg', 'janteloven');
await page.press('#_soeg', 'Enter');
await settled(page);
await found(page).first().click();
await page.waitForURL(/janteloven/);
is('over file:// one finds and opens a page', [page.url().replace(/.*offline/, ''), page.faults], ['/stationsinput/2022-11-01/farvel-til-janteloven/index.html', []]);

// ---- a folder of Markdown without layouts, in English ----
for (const [name, text] of [['_site.yaml', 'title: Handbook\nlanguage: en\n'], ['index.md', '# Handbook\n\nWelcome.\n'], ['run.md', '# Morning run\n\nThey run and swim.\n'], ['bake.md', '# Bread\n\nBake it twice.\n']]) {
  fs.mkdirSync(`${TMP}/plain/content`, { recursive: true });
  fs.writeFileSync(`${TMP}/plain/content/${name}`, text);
}
execFileSync(VB, ['build', '--site', `${TMP}/plain`, '--out', `${TMP}/plain-out`], { stdio: ['ignore', 'pipe', 'ignore'] });
const plain = await serve(`${TMP}/plain-out`);
page = await open(browser, plain.origin);
await page.goto(plain.origin);
await page.fill('#_soeg', 'running');
await settled(page);
is('the built-in layout finds English words by their stems', [await titles(page), await count(page)], [['Morning run'], '1 page found.']);
await page.press('#_soeg', 'Enter');
await page.waitForURL(/soeg/);
await settled(page);
is('and Enter leads to a page for searching', [page.url(), await titles(page), await page.locator('#_alle').isVisible(), page.faults], [`${plain.origin}soeg/?q=running`, ['Morning run'], false, []]);
await page.fill('#_soeg', 'qqqqqqq');
await page.getByText('see the list of all pages').waitFor();
is('where nothing is found the list of all pages is at hand', [await page.locator('#_alle').isVisible(), await page.getByText('see the list of all pages').getAttribute('href')], [true, `${plain.origin}soeg/#_alle`]);
for (const [name, more] of [['light', {}], ['on a phone, dark', { viewport: { width: 375, height: 700 }, colorScheme: 'dark' }]]) {
  page = await open(browser, plain.origin, null, more);
  await page.goto(`${plain.origin}soeg/?q=run`);
  await settled(page);
  is(`its page, ${name}: nothing is wider than the screen`, await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth), true);
  if (axe) await page.evaluate(axe);
  if (axe) is(`its page, ${name}: axe finds nothing`, await page.evaluate(async () => (await axe.run()).violations.map((v) => [v.id, v.nodes[0].html.slice(0, 120)])), []);
}
page = await open(browser, plain.origin, null, { javaScriptEnabled: false });
await page.goto(`${plain.origin}run/`);
await page.fill('#_soeg', 'bread');
await page.press('#_soeg', 'Enter');
await page.waitForURL(/soeg/);
is('without JavaScript it lists all pages', [page.url(), await page.locator('#_alle a').allInnerTexts()], [`${plain.origin}soeg/?q=bread#_alle`, ['Bread', 'Handbook', 'Morning run']]);
is('no cookie, nothing stored', await (await visit('soeg/?q=borger')).evaluate(() => [document.cookie, localStorage.length, sessionStorage.length]), ['', 0, 0]);
await browser.close();
done();

// "Nyt, siden du sidst læste": two builds of one site, read by one browser. What is new is marked section by section, and forgotten when
// the reader says so; nothing is sent, and what somebody else left in the browser's memory does no harm.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { done, is, launch, missing, open, serve, skip } from './browser.mjs';

const why = missing();
if (why) skip(why);

const { VB, TMP, ROOT } = process.env;
const run = (program, ...args) => execFileSync(program, args, { cwd: TMP, stdio: ['ignore', 'pipe', 'ignore'] });
const commit = (date, message) => {
  run('git', 'add', '-A');
  const env = { ...process.env, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date, GIT_AUTHOR_NAME: 'Ane', GIT_AUTHOR_EMAIL: 'ane@kommune.example', GIT_COMMITTER_NAME: 'Ane', GIT_COMMITTER_EMAIL: 'ane@kommune.example' };
  execFileSync('git', ['commit', '-qm', message], { cwd: TMP, env });
};
const build = (...more) => run(VB, 'build', '--no-cache', '--now', '2026-11-22', ...more);
const page_of = (intro, first, second, more = '') => fs.writeFileSync(`${TMP}/content/vejledninger/proeve.md`, `---\ntitle: Prøve\nsummary: En prøve.\nowner: redaktionen\nreview_every: 12\n---\n\n${intro}\n\n## Først\n\n${first}\n\n## Så\n\n${second}\n${more}`);
for (const folder of ['content', 'layouts', 'assets']) fs.cpSync(`${ROOT}/${folder}`, `${TMP}/${folder}`, { recursive: true });
fs.writeFileSync(`${TMP}/.gitignore`, 'public\nusb\n');
run('git', 'init', '-q', '-b', 'main', '.');
page_of('Sådan gør du.', 'Det første står her.', 'Det næste står her.');
commit('2026-01-05T10:00:00+0100', 'start');
build();

const { origin } = await serve(`${TMP}/public`);
const browser = await launch();
const page = await open(browser, origin);
const url = `${origin}vejledninger/proeve/`;
const texts = (what) => page.locator(what).allInnerTexts();
const links = async () => [await texts('nav[data-read] a'), await page.locator('nav[data-read] a').evaluateAll((all) => all.map((a) => a.getAttribute('href')))];

await page.goto(url);
is('the first time nothing is new', [await page.locator('nav[data-read]').isVisible(), await texts('.since-read')], [false, []]);
await page.goto(url);
is('nor when nothing has changed', await page.locator('nav[data-read]').isVisible(), false);

page_of('Sådan gør du.', 'Det første står her, og mere til.', 'Det   næste står her.', '\n## Sidst\n\nEn ny del.\n');
commit('2026-02-05T10:00:00+0100', 'mere');
build();
await page.goto(url);
is('what is new is listed, with links; a change of white space is nothing new', await links(), [['Først', 'Sidst'], ['#foerst', '#sidst']]);
is('and marked below its heading', await page.locator('.since-read').evaluateAll((all) => all.map((p) => `${p.previousElementSibling.textContent}: ${p.textContent}`)), ['Først: Nyt siden sidst', 'Sidst: Nyt siden sidst']);
is('the list is a landmark with a name', await page.locator('nav[data-read]').getAttribute('aria-label'), 'Nyt, siden du sidst læste');
await page.goto(`${origin}vejledninger/`);
is('lists are not marked', await page.locator('.since-read').count(), 0);
await page.goto(url);
is('once read it is new no more', await page.locator('nav[data-read]').isVisible(), false);

page_of('Sådan gør du nu.', 'Det første står her, og mere til.', 'Det   næste står her.', '\n## Sidst\n\nEn ny del.\n');
commit('2026-03-05T10:00:00+0100', 'top');
build();
await page.goto(`${origin}privatliv/`);
await page.locator('button[data-forget]').click();
is('the page on privacy makes the browser forget, and says so', [await texts('main [role=status]'), await page.evaluate(() => localStorage.getItem('laest'))], [['Nu er det glemt.'], '[]']);
await page.goto(url);
is('so that all is as the first time', await page.locator('nav[data-read]').isVisible(), false);
page_of('Sådan gør du i dag.', 'Det første står her, og mere til.', 'Det   næste står her.', '\n## Sidst\n\nEn ny del.\n');
commit('2026-04-05T10:00:00+0100', 'top');
build();
await page.goto(url);
is('what stands before the first heading is the page itself', await links(), [['Øverst på siden'], ['#_indhold']]);

for (const odd of ['nonsense', '{}', '[["x"]]', 'null', '[[1,2],3]', JSON.stringify([[new URL(url).pathname, { x: 1 }]]), JSON.stringify([[new URL(url).pathname, '<img src=x onerror=alert(1)>= = =']])]) {
  await page.evaluate((text) => localStorage.setItem('laest', text), odd);
  await page.goto(url);
}
is('odd memories do no harm', [await page.evaluate(() => JSON.parse(localStorage.getItem('laest')).length), await page.locator('main img').count()], [1, 0]);
await page.evaluate(() => localStorage.setItem('laest', JSON.stringify(Array.from({ length: 5000 }, (_, i) => [`/${i}/`, '=x']))));
await page.goto(url);
is('no more than 300 pages are remembered', await page.evaluate(() => JSON.parse(localStorage.getItem('laest')).length), 300);
is('no error, no other host, no cookie', [page.faults, await page.evaluate(() => document.cookie)], [[], '']);

build('--offline', '--out', `${TMP}/usb`);
const stick = await open(browser, 'file:');
await stick.goto(`file://${TMP}/usb/vejledninger/proeve/index.html`);
is('from a stick it works or keeps still', stick.faults, []);
build('--skip', 'history');
is('without a history there is nothing to remember', fs.readFileSync(`${TMP}/public/vejledninger/proeve/index.html`, 'utf8').includes('laest'), false);
done();

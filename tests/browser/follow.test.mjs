// "Nyt" for one reader: what they follow is remembered by the browser alone, and the list shows only that; under the strictest policy,
// by the keyboard, without JavaScript and with somebody else's words in the browser's memory.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { done, is, launch, missing, open, serve, skip } from './browser.mjs';

const why = missing();
if (why) skip(why);

const { VB, TMP, ROOT } = process.env;
const git = (...args) => execFileSync('git', args, { cwd: TMP, stdio: 'ignore', env: { ...process.env, GIT_AUTHOR_DATE: '2026-11-20T10:00:00+0100', GIT_COMMITTER_DATE: '2026-11-20T10:00:00+0100', GIT_AUTHOR_NAME: 'Ane', GIT_AUTHOR_EMAIL: 'a@b.example', GIT_COMMITTER_NAME: 'Ane', GIT_COMMITTER_EMAIL: 'a@b.example' } });
for (const folder of ['content', 'layouts', 'assets']) fs.cpSync(`${ROOT}/${folder}`, `${TMP}/${folder}`, { recursive: true });
fs.writeFileSync(`${TMP}/.gitignore`, 'public\nusb\n');
const unit = (slug, title) => fs.writeFileSync(`${TMP}/content/enheder/${slug}.md`, `---\ntitle: ${title}\nsummary: En prøve.\nowner: redaktionen\nreview_every: 12\n---\n`);
const note = (n, owner) => fs.writeFileSync(`${TMP}/content/vejledninger/proeve-${n}.md`, `---\ntitle: Prøve ${n}\nsummary: En prøve.\nowner: ${owner}\nreview_every: 12\n---\n\nOm.\n`);
unit('zoo', 'Zoo');
unit('tomt', 'Tomt');
for (const n of [1, 2, 3]) note(n, 'zoo');
git('init', '-q', '-b', 'main', '.');
git('add', '-A');
git('commit', '-qm', 'start');
const build = (...more) => execFileSync(VB, ['build', '--no-cache', '--now', '2026-11-22', ...more], { cwd: TMP, stdio: ['ignore', 'pipe', 'ignore'] });
build();

const feed = fs.readFileSync(`${TMP}/public/enheder/zoo/feed.xml`, 'utf8');
is("a unit's feed tells of the pages that it answers for", feed.match(/<title>Prøve \d/g).sort(), ['<title>Prøve 1', '<title>Prøve 2', '<title>Prøve 3']);

const { origin } = await serve(`${TMP}/public`);
const browser = await launch();
const page = await open(browser, origin);
const news = page.locator('#_nyt-liste [data-feeds]:not([hidden]) a');
const titles = async () => (await news.allTextContents()).sort();
const box = (name) => page.locator('.follow').getByLabel(name, { exact: true });

await page.goto(`${origin}nyt/`);
const everything = await news.count();
is('at first all is shown', [everything > 50, await page.locator('#_foelg').isVisible()], [true, false]);
await page.locator('.follow summary').focus();
await page.keyboard.press('Enter');
await box('Zoo').focus();
await page.keyboard.press('Space');
is('then only what is followed, the unit itself too', await titles(), ['Prøve 1', 'Prøve 2', 'Prøve 3', 'Zoo']);
is('it is said', await page.locator('[role=status]#_foelg').innerText(), 'Du ser kun det, du følger.');
is('what is folded is counted anew, and what is empty is away', [await page.locator('#_nyt-liste .count:visible').allInnerTexts(), await page.locator('#_nyt-liste section:visible').count()], [['1', '3'], 1]);
await page.reload();
is('the browser remembers', [await titles(), await box('Zoo').isChecked()], [['Prøve 1', 'Prøve 2', 'Prøve 3', 'Zoo'], true]);
is('each has the address of its feed', await page.locator('.follow li', { hasText: 'Zoo' }).locator('a').evaluate((a) => [new URL(a.href).pathname, a.textContent]), ['/enheder/zoo/feed.xml', 'Nyhedsfeed om Zoo']);
await page.locator('[data-everything]').click();
is('all again', [await news.count(), await box('Zoo').isChecked(), await page.locator('#_foelg').isVisible()], [everything, false, false]);

await page.locator('.sift select').first().selectOption({ label: 'Zoo' });
is('one thing can be chosen, and the address says so', [await titles(), new URL(page.url()).search], [['Prøve 1', 'Prøve 2', 'Prøve 3', 'Zoo'], '?om=enheder%2Fzoo%2F']);
await page.reload();
is('the address gives it again', (await titles()).length, 4);
await page.clock.setFixedTime('2026-12-10');
await page.goto(`${origin}nyt/?dage=31`);
is('a month back all is still there', await news.count(), everything);
await page.goto(`${origin}nyt/?om=enheder/zoo/&dage=7`);
is('nothing of the last week: it is said', [await news.count(), await page.locator('#_foelg').innerText()], [0, 'Der er ikke noget nyt om det, du har valgt.']);
await page.goto(`${origin}nyt/?om=findes/ikke/&dage=x`);
is('an odd address shows all', await news.count(), everything);

for (const odd of ['nonsense', '{}', 'null', '[1,[2]]', '["<img src=x onerror=alert(1)>"]', '["../findes/ikke/"]']) {
  await page.evaluate((text) => localStorage.setItem('foelger', text), odd);
  await page.reload();
  if ((await news.count()) !== everything) is(`odd memories do no harm: ${odd}`, await news.count(), everything);
}
is('odd memories do no harm', await page.locator('main img').count(), 0);
is('no error, no other host, no cookie', [page.faults, await page.evaluate(() => document.cookie)], [[], '']);

const plain = await open(browser, origin, null, { javaScriptEnabled: false });
await plain.goto(`${origin}nyt/`);
await plain.locator('.follow summary').click();
is('without JavaScript the feeds are there, and nothing to tick', [await plain.locator('.follow a:visible').count() > 10, await plain.locator('.follow input:visible').count(), await plain.locator('[data-everything]').isVisible()], [true, 0, false]);

build('--offline', '--out', `${TMP}/usb`);
const stick = await open(browser, 'file:');
await stick.goto(`file://${TMP}/usb/nyt/index.html`);
await stick.locator('.follow summary').click();
await stick.locator('.follow').getByLabel('Zoo', { exact: true }).check();
is('from a stick too', [await stick.locator('#_nyt-liste [data-feeds]:not([hidden])').count(), stick.faults], [4, []]);
done();

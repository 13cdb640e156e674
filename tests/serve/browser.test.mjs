// The preview in a browser: a change is on the screen soon and at the same place, errors are shown over the page and go when they are mended,
// drafts are marked, the content check stands at the foot, and the page can be seen as on a phone.
import { spawn, execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { done, is, launch, missing, open, skip, until as stays } from '../browser/browser.mjs';

const why = missing();
if (why) skip(why);
const { VB, TMP } = process.env;
const ROUNDS = 20;
// As until, but the page may be loaded anew meanwhile.
const until = (p, holds, given) => stays(p, holds, given).catch((error) => (/destroyed|navigat/.test(error) ? until(p, holds, given) : Promise.reject(error)));
const site = `${TMP}/site`;
const write = (name, text) => { fs.mkdirSync(`${site}/${name}`.replace(/[^/]*$/, ''), { recursive: true }); fs.writeFileSync(`${site}/${name}`, text); };
const replace = (name, text) => { fs.writeFileSync(`${site}/.${name.replaceAll('/', '-')}.swp`, text); fs.renameSync(`${site}/.${name.replaceAll('/', '-')}.swp`, `${site}/${name}`); };
const page = (title, text, more = '') => `---\ntitle: ${title}\n${more}---\n\n${text}\n`;
const long = (word) => Array.from({ length: 120 }, (_, i) => `## Afsnit ${i}\n\nHer står noget om afsnit ${i}${i === 70 ? `, og nu ${word}` : ''}.\n`).join('\n');

write('content/_site.yaml', 'title: Prøve\nbase_url: https://viden.kommune.example/viden/\nlanguage: da\n');
write('content/index.md', page('Forside', 'Velkommen. [Lang](lang.md) [Ny](ny.md)'));
write('content/lang.md', page('Lang', long('nul')));
write('content/ny.md', page('Ny side', 'Ikke færdig.\n\n![](billede.svg)', 'draft: true\n'));
write('content/billede.svg', '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>');

const server = spawn(VB, ['serve', '--site', site, '--port', '0', '--drafts', '--skip', 'history'], { stdio: ['ignore', 'pipe', 'pipe'] });
process.on('exit', () => server.kill()); // also when a check throws
let said = '';
server.stderr.on('data', (bytes) => { said += bytes; });
const origin = await new Promise((found) => server.stdout.on('data', (bytes) => { const m = /http:\/\/localhost:\d+\//.exec(String(bytes)); if (m) found(m[0]); }));
const browser = await launch();
const p = await open(browser, origin, null, { viewport: { width: 1200, height: 800 } });
const shown = (text) => until(p, (t) => document.querySelector('main')?.innerText.includes(t), text);
const preview = (selector) => p.locator(`vidensbank-preview ${selector}`);
const errors = () => preview('.errors');
// Until the script of the page has heard from the server: what is written before is seen by the next look.
const heard = () => until(p, () => document.querySelector('vidensbank-preview')?.shadowRoot.querySelector('.tools button'));

await p.goto(`${origin}lang/`);
await heard();
is('the page is the one that build makes, and a little more', await p.locator('h1').innerText(), 'Lang');

// ---- a change, at the same place ----
await p.locator('#afsnit-70').evaluate((e) => e.scrollIntoView({ block: 'start', behavior: 'instant' }));
const top = () => p.locator('#afsnit-70').evaluate((e) => Math.round(e.getBoundingClientRect().top));
const place = await top();
const times = [];
for (let i = 0; i < ROUNDS; i++) {
  await heard();
  await p.waitForTimeout(250); // the next full edition, which must not come between
  const from = performance.now();
  write('content/lang.md', page('Lang', long(`gang ${i}.`)));
  await shown(`gang ${i}.`);
  times.push(performance.now() - from);
}
times.sort((a, b) => a - b);
console.log(`# from saved to seen: median ${times[ROUNDS / 2].toFixed(0)} ms, at most ${times[ROUNDS - 1].toFixed(0)} ms of ${ROUNDS}`);
is('a saved text is seen within three seconds even here', times[ROUNDS / 2] < 3000, true);
await heard();
is('at the same place', Math.abs((await top()) - place) <= 2, true);
await heard();
write('content/lang.md', page('Lang', `Et nyt afsnit foran.\n\n${long('flyttet')}`));
await shown('flyttet');
await p.waitForTimeout(1500); // the summary has changed too: the full edition gives another page
await heard();
is('at the same place when there is more above', Math.abs((await top()) - place) <= 2, true);
await heard();
replace('content/lang.md', page('Lang', long('omdøbt')));
await shown('omdøbt');
is('by an editor that writes beside and renames', await errors().isVisible(), false);
await p.waitForTimeout(1500);

// ---- what else changes ----
await p.goto(`${origin}ny/`);
await heard();
is('a draft is marked', await preview('.draft').allInnerTexts(), ['Kladde']);
is('its content check stands at the foot', [await preview('.foot h2').innerText(), await preview('.foot li').allInnerTexts().then((all) => all.length > 0)], ['Indholdstjek af siden', true]);
write('content/billede.svg', '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1"><path d="M0 0h2v1z"/></svg>');
await until(p, () => performance.getEntriesByType('navigation')[0].type === 'reload');
is('a picture beside it is a change as well', true, true);
await p.goto(origin);
await until(p, () => document.querySelectorAll('.prose .serve-draft').length === 1);
is('links to drafts are marked', (await p.locator('.prose .serve-draft').innerText()).trim(), '(Kladde)');

// ---- errors ----
const good = page('Forside', 'Velkommen. [Lang](lang.md) [Ny](ny.md)');
const bad = page('Forside: ny', 'Velkommen igen.');
await p.goto(origin);
await heard();
write('content/index.md', bad);
await errors().waitFor({ state: 'visible' });
is('an error is shown with its place and the line', [await errors().locator('.place').innerText(), await errors().locator('pre').innerText()], ['content/index.md:2:8', 'title: Forside: ny']);
is('over the page as it was', await p.locator('h1').innerText(), 'Forside');
is('and on the console', /content\/index\.md:2:8: error: /.test(said), true);
await errors().locator('button').click();
is('it can be put aside', await errors().isVisible(), false);
write('content/index.md', good.replace('Velkommen.', 'Velkommen tilbage.'));
await shown('Velkommen tilbage.');
await errors().waitFor({ state: 'hidden' });
is('it is gone when it is mended', await errors().isVisible(), false);

let seen = 0;
for (let i = 0; i < 50; i++) {
  write('content/index.md', i % 2 ? bad : page('Forside', '[Borte](borte.md)'));
  if (i % 10 === 0) {
    await errors().waitFor({ state: 'visible' });
    seen++;
  }
  write('content/index.md', page('Forside', `Velkommen nr. ${i}. [Ny](ny.md)`));
  if (i % 5 === 4) await shown(`Velkommen nr. ${i}.`);
}
await errors().waitFor({ state: 'hidden' });
is('broken and mended fifty times', [seen, await errors().isVisible(), server.exitCode], [5, false, null]);

// ---- the telephone ----
await heard();
await preview('.tools button[aria-pressed]').click();
const frame = p.frameLocator('vidensbank-preview iframe');
await frame.locator('h1').waitFor();
is('the page as on a phone, beside it', [await preview('iframe').evaluate((e) => e.clientWidth), await frame.locator('h1').innerText()], [375, 'Forside']);
write('content/index.md', page('Forside', 'Velkommen på telefonen. [Ny](ny.md)'));
await frame.getByText('Velkommen på telefonen').waitFor();
is('stays there, and changes with it', await preview('.phone').isVisible(), true);

// ---- from the beginning with an error ----
is('nothing was refused by the policy, no other host was asked', p.faults.filter((f) => !/status of 404/.test(f)), []);
const left = () => { try { return execFileSync('pgrep', ['-P', String(server.pid)], { encoding: 'utf8' }).trim(); } catch { return ''; } };
is('it has editions at work', left() !== '', true);
const ended = new Promise((end) => server.on('exit', (code) => end(code)));
const editions = left().split('\n').filter(Boolean);
server.kill('SIGINT');
is('Ctrl+C ends it', await ended, 0);
await new Promise((wait) => setTimeout(wait, 300));
is('and all that it started', editions.filter((pid) => fs.existsSync(`/proc/${pid}`) && !/\) Z /.test(fs.readFileSync(`/proc/${pid}/stat`, 'utf8'))), []);
is('and leaves nothing in the site', fs.readdirSync(site), ['content']);
await browser.close();
done();

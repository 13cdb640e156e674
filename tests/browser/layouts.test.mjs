// Every layout of the project's own site in a real browser, under the headers of the sample configuration: one page of each kind
// (kinds.mjs). VB_FULL=1 looks at every page in every look.
import fs from 'node:fs';
import { done, is, launch, missing, open, skip } from './browser.mjs';
import { accessible, apart, byTab, declared, enlarged, fits, light, noDeadControl, still } from './checks.mjs';
import { buildKinds } from './kinds.mjs';
import { nginx, serveByNginx } from './nginx.mjs';

const why = missing() ?? (nginx ? null : 'nginx is not installed (make test-deps)');
if (why) skip(why);

const { TMP, ROOT, VB_FULL } = process.env;
const kinds = buildKinds(`${TMP}/public`);
const { origin } = await serveByNginx(`${TMP}/public`);

const browser = await launch();
const SIZES = { wide: [1200, 900], phone: [375, 700], narrow: [320, 640] };
const newPage = (more) => open(browser, origin, null, { reducedMotion: 'reduce', ...more });

// The pairs of colours that the settings declare, which every build computes: { text: [grounds] }.
const pairs = Object.fromEntries([...fs.readFileSync(`${ROOT}/content/_site.yaml`, 'utf8').match(/^contrast:\n((?: .*\n)+)/m)[1].matchAll(/^ +"?([\w*-]+)"?: \[(.*)\]$/gm)]
  .map(([, text, grounds]) => [text, grounds.split(',').map((ground) => ground.trim().replaceAll('"', ''))]));

// Every fault of one page, each with the look in which it was seen. At each width the colours are looked at in both schemes, all else in
// one of them: of what axe asks, colours alone depend on the scheme.
async function look({ page, plain, calm }, url) {
  const faults = [], say = (where, list) => faults.push(...list.map((fault) => `${where}: ${fault}`));
  for (const { faults: list } of [page, plain, calm]) list.length = 0;
  await calm.goto(origin + url);
  const first = await light(calm);
  if (first.length) await calm.reload(); // what the page does, it does again; what the machine did, it does not
  if (first.length) say('transfer', await light(calm));
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' });
  await page.setViewportSize({ width: 1200, height: 900 });
  await page.goto(origin + url);
  say('reduced motion', await still(page));
  say('colours', await declared(page, pairs));
  for (const [size, [width, height]] of Object.entries(SIZES)) {
    await page.setViewportSize({ width, height });
    say(size, await fits(page));
    say(size, await apart(page));
    if (size !== 'narrow') say(`${size}, enlarged`, await enlarged(page));
    if (size !== 'narrow') say(`${size}, by Tab`, await byTab(page, VB_FULL ? 1000 : 25));
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme });
      const whole = VB_FULL || (colorScheme === 'dark') === (size === 'phone');
      say(`${size} ${colorScheme}`, await accessible(page, { colours: !whole }));
    }
    await page.emulateMedia({ colorScheme: 'light' });
  }
  await page.emulateMedia({ forcedColors: 'active' });
  say('forced colours', await accessible(page, { forced: true }));
  await plain.goto(origin + url);
  say('without JavaScript', await noDeadControl(plain));
  say('without JavaScript', await fits(plain));
  if (await plain.evaluate(() => document.querySelector('main').innerText.trim().length < 20)) say('without JavaScript', ['nothing to read']);
  for (const { faults: list } of [page, plain, calm]) say('console', list);
  if ((await page.context().cookies()).length) say('console', ['a cookie']);
  return faults;
}

// The checks find what is wrong: a page with one fault for each.
const bad = await newPage({ reducedMotion: 'no-preference', viewport: { width: 320, height: 640 } });
await bad.setContent(`<html><title>x</title><style>html { scroll-behavior: smooth } a:focus { outline: none } :root { --text: #111; --paper: #fefefe } #lone { color: #234567; background: var(--paper) }</style><p id="lone">ikke aftalt</p><p style="color:#999;background:#fff">bleg</p>
<a href="#x">link</a><p>to ord</p><p style="margin-top:-2.3em">på hinanden</p><div style="overflow:auto"><p style="width:60em">bred</p></div>
<div style="overflow:hidden"><p style="width:60em">skjult</p></div><p style="width:60em">bred</p><button>død</button></html>`);
is('a pair of colours that no setting declares', (await declared(bad, { text: ['paper'] })).filter((fault) => fault.includes('--paper')), ['#lone on --paper: “ikke aftalt”']);
for (const check of [accessible, fits, apart, byTab, enlarged, light, still, noDeadControl]) is(`${check.name} finds what is wrong`, (await check(bad)).length > 0, true);
is('each way of being too wide', (await fits(bad)).map((fault) => fault.replace(/^\d+ px |:.*/g, '')), ['too wide', 'scrolls without the keyboard', 'cut off']);
is('colours alone by axe', (await accessible(bad, { colours: true })).map((fault) => fault.split(' ')[1]), ['color-contrast']);
is('colours and language by axe', (await accessible(bad)).map((fault) => fault.split(' ')[1]).filter((id) => /contrast|lang/.test(id)), ['color-contrast', 'html-has-lang']);

is('there are many kinds of pages', kinds.length > 35, true);
const queue = [...kinds], found = new Map();
const worker = async () => {
  const pages = { page: await newPage(), plain: await newPage({ javaScriptEnabled: false, viewport: { width: 320, height: 640 } }), calm: await newPage({ viewport: { width: 375, height: 700 } }) };
  for (let next; (next = queue.shift()); ) found.set(next.kind, await look(pages, next.url));
};
await Promise.all([worker(), worker()]);
for (const { kind, url } of kinds) is(`${kind}: /${url}`, found.get(kind), []);
await browser.close();
done();

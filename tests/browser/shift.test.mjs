// Nothing moves once it is shown: every kind of page at four widths, over a line so slow that the page comes in pieces and its scripts
// after it, and a search with what it finds. And what a search with its answer weighs.
import http from 'node:http';
import { done, is, launch, missing, open, skip, until } from './browser.mjs';
import { light } from './checks.mjs';
import { buildKinds } from './kinds.mjs';
import { nginx, serveByNginx } from './nginx.mjs';

const why = missing() ?? (nginx ? null : 'nginx is not installed (make test-deps)');
if (why) skip(why);

const WIDTHS = [[320, 640], [375, 700], [412, 823], [1200, 900]];
const PIECES = 4;
const later = (ms) => new Promise((go) => setTimeout(go, ms));
const { TMP } = process.env;
const kinds = buildKinds(`${TMP}/public`);
const { origin } = await serveByNginx(`${TMP}/public`);

// The same site over the slow line. extra: pages of the test's own.
const LATE = 'new PerformanceObserver(() => { const p = document.createElement("p"); p.textContent = "Sent"; document.body.prepend(p); document.body.id = "sent"; }).observe({ type: "paint", buffered: true });';
const extra = { '/sent/': '<!doctype html><title>x</title><p>Først</p><script type="module" src="/sent.js"></script>', '/sent.js': LATE };
const slow = http.createServer(async (request, response) => {
  const own = extra[request.url], kind = /\.js/.test(request.url) ? 'text/javascript' : 'text/html';
  const answer = own ? new Response(own, { headers: { 'content-type': kind } }) : await fetch(origin + request.url.slice(1));
  const body = Buffer.from(await answer.arrayBuffer()), type = answer.headers.get('content-type');
  response.writeHead(answer.status, { 'content-type': type });
  if (type.includes('javascript')) await later(100);
  const pieces = type.includes('html') ? PIECES : 1, size = Math.ceil(body.length / pieces);
  for (let i = 0; i < pieces; i++) {
    response.write(body.subarray(i * size, (i + 1) * size));
    if (pieces > 1) await later(25);
  }
  response.end();
});
await new Promise((ready) => slow.listen(0, '127.0.0.1', ready));
const slowly = `http://127.0.0.1:${slow.address().port}/`;

const moved = (page) => page.evaluate(() => new Promise((tell) => {
  const seen = [], name = ({ node }) => (node?.nodeType === 1 ? `${node.tagName.toLowerCase()}.${node.className}` : node?.textContent.trim().slice(0, 20));
  const add = (list) => { for (const entry of list) seen.push(`${entry.value.toFixed(4)} ${entry.sources.map(name).join(', ')}`) };
  const watch = new PerformanceObserver((list) => add(list.getEntries()));
  watch.observe({ type: 'layout-shift', buffered: true });
  setTimeout(() => { add(watch.takeRecords()); tell(seen) }, 80);
}));

const browser = await launch();
const newPage = () => open(browser, slowly, null, { reducedMotion: 'reduce' });
async function shifts(page, url, ready) {
  const faults = [];
  for (const [width, height] of WIDTHS) {
    await page.setViewportSize({ width, height });
    await page.goto(slowly + url);
    if (ready) await until(page, ready);
    faults.push(...(await moved(page)).map((fault) => `${width}: ${fault}`));
  }
  return faults;
}
is('what a late script pushes down is found', (await shifts(await newPage(), 'sent/', () => document.body.id === 'sent')).length, WIDTHS.length);

const answered = () => document.querySelector('#_soeg-svar li, #_soeg-svar p');
const queue = [...kinds, { kind: 'a search', url: 'soeg/?q=borger', ready: answered }, { kind: 'a search in vain', url: 'soeg/?q=qqqxz', ready: answered }];
const found = new Map(), all = [...queue];
const worker = async () => {
  const page = await newPage();
  for (let next; (next = queue.shift()); ) found.set(next.kind, await shifts(page, next.url, next.ready));
};
await Promise.all([worker(), worker()]);
for (const { kind, url } of all) is(`${kind}: /${url}`, found.get(kind), []);

const page = await open(browser, origin, null, { viewport: { width: 375, height: 700 } });
await page.goto(`${origin}soeg/?q=borger`);
await until(page, answered);
await page.waitForLoadState('networkidle');
is('a search with its answer is light', await light(page), []);
is('no error, no other host', page.faults, []);
await browser.close();
slow.close();
done();

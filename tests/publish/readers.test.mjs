// Readers by real nginx, under the sample configuration, while releases are switched: every answer is a whole page of one release,
// none is missing, and what a page leads to is there. TORTURE=1: 100,000 requests over 200 switches.
import { execFile, execFileSync } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import { promisify } from 'node:util';
import { done, is, skip } from '../browser/browser.mjs';
import { nginx, serveByNginx } from '../browser/nginx.mjs';

if (!nginx) skip('nginx is not installed (make test-deps)');

const { VB, TMP, TORTURE } = process.env;
const SWITCHES = TORTURE ? 200 : 20, REQUESTS = TORTURE ? 100000 : 5000, READERS = 8, PAGES = 12;
const hash = (bytes) => crypto.createHash('sha256').update(bytes).digest('hex');

// Three builds with the same addresses, and a style of its own each.
const builds = ['a', 'b', 'c'], whole = new Map(); // address -> hashes that a reader may see
for (const build of builds) {
  fs.mkdirSync(`${TMP}/site/content`, { recursive: true });
  fs.mkdirSync(`${TMP}/site/assets`, { recursive: true });
  fs.mkdirSync(`${TMP}/site/layouts`, { recursive: true });
  fs.writeFileSync(`${TMP}/site/content/_site.yaml`, 'title: Prøve\nbase_url: https://viden.kommune.example/\n');
  for (let i = 0; i < PAGES; i++)
    fs.writeFileSync(`${TMP}/site/content/${i ? `s${i}` : 'index'}.md`, `---\ntitle: Side ${i}\n---\n\n${`Teksten er ${build}. `.repeat(2000)}\n`);
  fs.writeFileSync(`${TMP}/site/assets/site.css`, `/* ${build} */\n${'p{margin:0}\n'.repeat(1000)}`);
  fs.writeFileSync(`${TMP}/site/layouts/base.mustache`, '<!doctype html><html lang="da"><head><title>{{page.title}}</title><link rel="stylesheet" href="{{assets.site_css}}"></head><body>{{$main}}{{page.body}}{{/main}}</body></html>\n');
  fs.writeFileSync(`${TMP}/site/layouts/page.mustache`, '{{<base}}{{/base}}\n');
  execFileSync(VB, ['build', '--no-cache', '--site', `${TMP}/site`, '--out', `${TMP}/${build}`, '--now', '2026-11-22'], { stdio: ['ignore', 'pipe', 'pipe'] });
  for (const { path, sha256 } of JSON.parse(fs.readFileSync(`${TMP}/${build}/manifest.json`, 'utf8')).files) {
    const address = path.replace(/(^|\/)index\.html$/, '$1');
    whole.set(address, (whole.get(address) || new Set()).add(sha256));
  }
}
const pages = ['', ...Array.from({ length: PAGES - 1 }, (_, i) => `s${i + 1}/`)];
is('each build has pages and a style of its own', [whole.get('s1/').size, [...whole.keys()].filter((name) => /^assets\/site\./.test(name)).length], [3, 3]);

const publish = (build) => promisify(execFile)(VB, ['publish', `${TMP}/srv`, '--out', `${TMP}/${build}`, '--keep', '2']);
await publish('a');
const { origin, server } = await serveByNginx(`${TMP}/srv/current`);
const agent = new http.Agent({ keepAlive: true, maxSockets: READERS });
const get = (address) => new Promise((answer, fail) => http.get(origin + address, { agent }, (response) => {
  const parts = [];
  response.on('data', (part) => parts.push(part)).on('end', () => answer({ status: response.statusCode, body: Buffer.concat(parts) })).on('error', fail);
}).on('error', fail));

let asked = 0, switching = true, switches = 0;
const wrong = [], seen = new Set();
const look = async (address) => {
  const { status, body } = await get(address);
  asked++;
  const known = whole.get(address);
  if (status !== 200) wrong.push(`${status} ${address}`);
  else if (!known?.has(hash(body))) wrong.push(`torn: ${address}`);
  else seen.add(hash(body));
  return body.toString();
};
const reader = async (number) => {
  for (let i = number; switching || asked < REQUESTS; i++) {
    const style = /href="(?:\.\.\/)*(assets\/[^"]+)"/.exec(await look(pages[i % pages.length]))?.[1];
    if (style) await look(style);
    else wrong.push('a page without its style');
  }
};
const readers = Array.from({ length: READERS }, (_, i) => reader(i));
for (; switches < SWITCHES; switches++) {
  const share = REQUESTS * switches / SWITCHES;
  while (asked < share) await new Promise((later) => setTimeout(later, 1)); // spread over the switches
  await publish(builds[(switches + 1) % builds.length]);
}
switching = false;
await Promise.all(readers);
is(`of ${REQUESTS} answers over ${SWITCHES} switches none is torn, none missing`, [...new Set(wrong)].slice(0, 5), []);
is('so many were asked for', [asked >= REQUESTS, switches], [true, SWITCHES]);
is('and all releases were seen', pages.map((address) => [...whole.get(address)].every((known) => seen.has(known))).every(Boolean), true);
execFileSync(VB, ['verify', `${TMP}/srv`], { stdio: 'ignore' });
server.close();
agent.destroy();
done();

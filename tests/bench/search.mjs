// search.mjs OUT_DIR: what a search costs a reader there, and how long the client takes once it has its files; one JSON line.
//   bytes fetched (as they lie on disk): before the first query, for one word, for two very common words, each with and without the
//   texts of the pages found; milliseconds of a query that has been asked before: median and the slowest of 200.
// Words are taken from the texts of 300 pages: the commonest, one from the middle and one that is rare.
import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';

const out = resolve(process.argv[2]), soeg = join(out, 'soeg');
await import(`file://${join(out, 'assets', readdirSync(join(out, 'assets')).find(f => /^soeg\.[0-9a-f]+\.js$/.test(f)))}`);
const fold = w => w.replace(/æ/g, 'ae').replace(/ø/g, 'oe').replace(/å/g, 'aa');
const manifest = JSON.parse(readFileSync(join(soeg, 'manifest.json'))), stop = new Set(manifest.stop.split(' '));

const spread = new Map(), step = Math.max(1, Math.floor(manifest.pages / 300));
for (let i = 0; i < manifest.pages; i += step) {
  const text = gunzipSync(readFileSync(join(soeg, `d/${i >> 8}/${i}.kbi`))).toString().toLowerCase();
  for (const w of new Set(text.match(/\p{L}{4,}/gu))) spread.set(w, (spread.get(w) || 0) + 1);
}
const words = [...spread].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([w]) => w).filter(w => !stop.has(fold(w)));
const at = part => words[Math.floor(words.length * part)];

let fetched = new Map();
const read = async name => {
  const bytes = readFileSync(join(soeg, name));
  fetched.set(name, bytes.length);
  return new Uint8Array(bytes);
};
const sum = keep => [...fetched].filter(([name]) => keep(name)).reduce((n, [, size]) => n + size, 0);
const cost = async query => {
  fetched = new Map();
  const search = await globalThis.soegning.open(read), before = sum(() => true);
  const began = performance.now(), answer = await search(query, 10), cold = performance.now() - began;
  return { query, found: answer.total, before, index: sum(n => !n.startsWith('d/')), texts: sum(n => n.startsWith('d/')), files: fetched.size, cold: Math.round(cold) };
};
const queries = [words[0], at(.1), at(.9), `${words[0]} ${words[1]}`, `${words[0]} ${at(.5)}`];
const costs = [];
for (const q of queries) costs.push(await cost(q + ' '), await cost(q));

const search = await globalThis.soegning.open(read), times = [];
for (const q of queries) await search(q + ' ');
for (let i = 0; i < 200; i++) {
  const began = performance.now();
  await search(queries[i % queries.length] + ' ');
  times.push(performance.now() - began);
}
times.sort((a, b) => a - b);
const ms = n => +n.toFixed(1);
console.log(JSON.stringify({ pages: manifest.pages, costs, warm: { median: ms(times[100]), p95: ms(times[190]), slowest: ms(times[199]) } }, null, 1));

// search.mjs OUT_DIR: what a search costs a reader there, and how long the client takes once it has its files; a table.
//   bytes fetched (as they lie on disk): before the first query, for one word, for two very common words, of the index and of the texts
//   of the pages found, each with the last word done and still being typed; milliseconds of processor time of a query that has been asked before.
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
  await search(query, 10);
  return { query, before, index: sum(n => !n.startsWith('d/')), texts: sum(n => n.startsWith('d/')) };
};
const queries = [words[0], at(.1), at(.9), `${words[0]} ${words[1]}`, `${words[0]} ${at(.5)}`];
const costs = [];
for (const q of queries) costs.push(await cost(q + ' '), await cost(q));

// Asked before, so that all files are there: the same words, words of every frequency, pairs with a common one, and beginnings while typed.
for (let i = 0; i < 40; i++) {
  const w = at((i / 40) ** 3), common = words[i];
  queries.push(`${w} `, `${common} ${w}`, w.slice(0, 2 + i % Math.max(1, w.length - 2)));
}
const search = await globalThis.soegning.open(read), times = [];
for (const q of queries) {
  await search(q); // for its files
  await search(q); // for its lists, as they are read into arrays
  const began = process.cpuUsage();
  await search(q);
  const { user, system } = process.cpuUsage(began);
  times.push((user + system) / 1000);
}
times.sort((a, b) => a - b);
const ms = part => times[Math.floor(times.length * part)].toFixed(1);
const kb = n => (n / 1000).toFixed(1).padStart(10);
console.log(`\na reader's search, ${manifest.pages} pages: kilobytes${' '.repeat(6)}before     index     texts       all`);
for (const c of costs) console.log(`  ${c.query.padEnd(42)}${kb(c.before)}${kb(c.index)}${kb(c.texts)}${kb(c.index + c.texts)}`);
console.log(`  asked again, ${times.length} queries, processor time: median ${ms(.5)} ms, p95 ${ms(.95)} ms, slowest ${ms(.9999)} ms`);

// The client's module on an index with bytes turned, taken out and put in, asked with whatever can be typed: it answers, or throws an
// Error; it does not hang, and what it answers is of the form that the page shows. FUZZ_SECONDS=60 goes on for so long, FUZZ_SEED=2
// takes another way; each is told, so that it can be gone again.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { build, client, done, is, ok, read } from './tap.mjs';

const LIMIT_MS = 5000, seconds = Number(process.env.FUZZ_SECONDS || 0), seed = Number(process.env.FUZZ_SEED || 1);
const out = build('site'), good = read(out);
await import(`file://${client(out)}`);
const { open } = globalThis.soegning;

// Mulberry32: small, and the same everywhere.
let state = seed;
const below = n => {
  state = state + 0x6D2B79F5 | 0;
  let t = Math.imul(state ^ state >>> 15, 1 | state);
  t = t + Math.imul(t ^ t >>> 7, 61 | t) ^ t;
  return ((t ^ t >>> 14) >>> 0) % n;
};
const pick = list => list[below(list.length)];

const changes = [
  b => { b[below(b.length)] ^= 1 << below(8); return b },
  b => { b[below(b.length)] = pick([0, 1, 127, 128, 255]); return b },
  b => b.subarray(0, below(b.length)),
  b => { const at = below(b.length); return Buffer.concat([b.subarray(0, at), b.subarray(at + 1 + below(8))]) },
  b => { const at = below(b.length); return Buffer.concat([b.subarray(0, at), Buffer.from(Array.from({ length: 1 + below(9) }, () => pick([255, 128, below(256)]))), b.subarray(at)]) },
  b => { const at = below(b.length); return Buffer.concat([b, b.subarray(at, at + below(200))]) },
];
const mutate = bytes => {
  let b = Buffer.from(bytes);
  for (let n = 1 + below(4); n > 0 && b.length; n--) b = pick(changes)(b);
  return b;
};
const folders = ['', 's', 'w', 'd/0'].filter(f => { try { return readdirSync(join(out, 'soeg', f)) } catch { return false } });
const files = folders.flatMap(f => readdirSync(join(out, 'soeg', f)).filter(n => /kbi$|json$/.test(n)).map(n => f ? `${f}/${n}` : n));
const words = ['borger', 'fællesskab', 'vagt plan', 'atraktiv', '"de fire temaer"', 'a', 'å', 'dosisdispensering', 'jantel', 'og', '§ 17', 'med-møde'];
const typed = () => {
  const q = mutate(Buffer.from(pick(words))).toString();
  return pick([q, `${q} ${pick(words)}`, `"${q}`, String.fromCodePoint(1 + below(0xD7FF)) + q, pick(words)]);
};

const sound = a => Array.isArray(a.results) && a.results.length <= 10 && a.results.every(r => typeof r.url === 'string' && Array.isArray(r.head)
  && (r.excerpt ?? []).every(([s, hit]) => typeof s === 'string' && (hit === undefined || typeof hit === 'boolean')));
const faults = [];
let asked = 0, answered = 0, slowest = 0;
const one = async () => {
  const spoilt = new Set([pick(files), pick(files), ...below(3) ? [] : files.filter(() => !below(3))]);
  const from = async name => {
    const b = await good(name);
    if (!spoilt.has(name) && !(name.startsWith('d/') && !below(6))) return b;
    return name.endsWith('json') ? mutate(b) : below(20) ? gzipSync(mutate(gunzipSync(b)), { level: 1 }) : mutate(b);
  };
  const q = typed(), before = state, began = performance.now();
  try {
    const a = await (await open(from))(q, 10, below(2) ? {} : { type: ['x'] });
    answered++;
    if (!sound(a)) faults.push([q, before, JSON.stringify(a).slice(0, 200)]);
  } catch (e) {
    if (!(e instanceof Error)) faults.push([q, before, String(e)]);
  }
  const took = performance.now() - began;
  slowest = Math.max(slowest, took);
  if (took > LIMIT_MS) faults.push([q, before, `${Math.round(took)} ms`]);
  asked++;
};
const end = performance.now() + seconds * 1000;
do await one(); while (seconds ? performance.now() < end : asked < 400);
is('damaged indexes: an answer of the right form, or an error, in time', faults.slice(0, 5), []);
ok('some can be answered all the same', answered > asked / 50, [asked, answered]);
console.log(`# seed ${seed}: ${asked} searches, ${answered} answered, the slowest ${Math.round(slowest)} ms`);
done();

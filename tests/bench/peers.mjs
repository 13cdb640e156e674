// peers.mjs BUILD SITE [RELEVANCE]: our search beside Pagefind and MiniSearch on the same pages, in one run.
// SITE: a corpus of tests/bench/corpus.py. All three index what our build made of it; the time of ours is that of a build with the search
// less that of one without, of theirs that of their own run over the finished site. MiniSearch has titles and texts from our index's own
// text files, its usual settings (prefixes, a slip in five letters) and no stemmer, as it comes.
// RELEVANCE: a folder with pages/ and queries.tsv; success@3 of each on it.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';

const [build, site, relevance] = process.argv.slice(2).map(p => resolve(p)), work = join(build, 'bench/search');
const require = createRequire(join(build, 'bench/peers/'));
const { default: MiniSearch } = await import(require.resolve('minisearch'));
const pagefind = join(build, 'bench/peers/node_modules/pagefind/lib/runner/bin.cjs');
const vb = (from, out, ...more) => execFileSync(join(build, 'vidensbank'), ['build', '--site', from, '--out', out, '--no-cache', '--skip', ['history', ...more].join()], { stdio: 'ignore' });
const timed = f => { const began = performance.now(), value = f(); return [(performance.now() - began) / 1000, value] };
const below = folder => readdirSync(folder, { withFileTypes: true }).flatMap(e => e.isDirectory() ? below(join(folder, e.name)) : [join(folder, e.name)]);
const bytes = files => files.reduce((n, f) => n + statSync(f).size, 0);

// One of our text files: varint-counted strings (url, title, kind, day, then id, heading, text of each section).
const page = file => {
  const b = gunzipSync(readFileSync(file));
  let at = 0;
  const int = () => { let n = 0, unit = 1, c; do { c = b[at++]; n += c % 128 * unit; unit *= 128 } while (c > 127); return n };
  const str = () => { const n = int(); return b.toString('utf8', at, at += n) };
  const [url, title] = [str(), str(), str(), str()];
  let text = '';
  for (let n = int(); n > 0; n--) { str(); text += `${str()}\n${str()}\n` }
  return { id: url, title, text };
};
const mini = pages => {
  const index = new MiniSearch({ fields: ['title', 'text'], searchOptions: { prefix: true, fuzzy: .2, boost: { title: 4 } } });
  index.addAll(pages);
  return index;
};
const texts = out => below(join(out, 'soeg/d')).map(page);
const found = dir => { // bytes of Pagefind's index: what it has beside its own programs
  const all = below(join(dir, 'pagefind')).filter(f => /\.(pf_meta|pf_index|pf_filter)$|pagefind-entry\.json$/.test(f));
  return bytes(all);
};

const out = join(work, 'site'), bare = join(work, 'bare');
mkdirSync(work, { recursive: true });
const [without] = timed(() => vb(site, bare, 'search')), [whole] = timed(() => vb(site, out));
const { pages: n, indexGzipBytesPerPage } = JSON.parse(execFileSync(process.execPath, [join(import.meta.dirname, '../search-cli.mjs'), '--stats', out]));
const rows = [['ours', whole - without, indexGzipBytesPerPage], ['ours, the whole build', whole, indexGzipBytesPerPage]];
const [seconds] = timed(() => execFileSync(process.execPath, [pagefind, '--site', bare, '--output-path', join(work, 'found/pagefind'), '--force-language', 'da'], { stdio: 'ignore' }));
rows.push(['Pagefind', seconds, Math.round(found(join(work, 'found')) / n)]);
const [making, packed] = timed(() => gzipSync(JSON.stringify(mini(texts(out)))).length);
rows.push(['MiniSearch', making, Math.round(packed / n)]);

// ---- relevance ----
const rank = {};
if (relevance && existsSync(join(relevance, 'queries.tsv'))) {
  const rout = join(work, 'relevance'), queries = readFileSync(join(relevance, 'queries.tsv'), 'utf8').trim().split('\n').slice(1).map(l => l.split('\t'));
  vb(join(relevance, 'pages'), rout);
  execFileSync(process.execPath, [pagefind, '--site', rout, '--force-language', 'da'], { stdio: 'ignore' });
  const split = s => (s || '').split(',').filter(x => x && x !== '-').map(x => x.split('#')[0]);
  const judge = answers => queries.filter((q, i) => {
    const top = answers[i].slice(0, 3).map(u => `/${u}`), has = names => names.some(name => top.some(u => u.endsWith(`/${name}/`)));
    return !has(split(q[5])) && (!split(q[4]).length || has(split(q[4])));
  }).length / queries.length;
  const ours = execFileSync(process.execPath, [join(import.meta.dirname, '../search-cli.mjs'), rout], { input: queries.map(q => q[3]).join('\n') + '\n' }).toString().trim().split('\n');
  rank.ours = judge(ours.map(l => JSON.parse(l).results.map(r => r.url)));
  const index = mini(texts(rout));
  rank.MiniSearch = judge(queries.map(q => index.search(q[3]).slice(0, 3).map(r => r.id)));
  rank.Pagefind = judge(await askPagefind(rout, queries.map(q => q[3])));
}

// Pagefind's client fetches its files: here from the folder.
async function askPagefind (dir, queries) {
  globalThis.fetch = async url => new Response(readFileSync(join(dir, new URL(url).pathname)));
  const client = await import(`file://${join(dir, 'pagefind/pagefind.js')}`);
  await client.options({ basePath: 'http://site.example/pagefind/', baseUrl: '/' });
  const answers = [];
  for (const q of queries) {
    const { results } = await client.search(q);
    answers.push(await Promise.all(results.slice(0, 3).map(async r => (await r.data()).url.slice(1))));
  }
  return answers;
}

console.log(`\nsearch, ${n} pages${' '.repeat(12)}seconds  bytes a page${rank.ours ? '  success@3' : ''}`);
for (const [name, s, size] of rows) console.log(`${name.padEnd(24)}${s.toFixed(2).padStart(13)}${String(size).padStart(14)}${rank[name] === undefined ? '' : `${(100 * rank[name]).toFixed(0).padStart(9)} %`}`);

// search-cli.mjs OUT_DIR: answers the queries on standard input, one a line, each as one JSON line
//   {"query":…,"results":[{"url":…,"anchor":…,"title":…,"score":…}]}, at most ten, with the site's own client and index.
// search-cli.mjs --stats OUT_DIR: {"pages":…,"indexGzipBytesPerPage":…,"clientGzipBytes":…}; the index is all of soeg/ but the
//   pages' own texts (soeg/d/). Needs nothing but Node. Exits 3, with a message, where there is no search or it is damaged.
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';

const args = process.argv.slice(2), stats = args[0] === '--stats', dir = args[stats ? 1 : 0];
if (!dir) {
  console.error('usage: search-cli.mjs [--stats] OUT_DIR');
  process.exit(2);
}
const fail = why => {
  console.error(`search-cli.mjs: ${dir}: ${why}`);
  process.exit(3);
};
if (!existsSync(join(dir, 'soeg', 'manifest.json'))) fail('there is no search here (soeg/manifest.json): build the site, without --skip search');
const client = readdirSync(join(dir, 'assets')).filter(name => /^soeg\.[0-9a-f]+\.js$/.test(name)).map(name => resolve(dir, 'assets', name))[0] ?? fail('there is no client (assets/soeg.*.js)');
const size = file => (file.endsWith('.kbi') ? statSync(file).size : gzipSync(readFileSync(file)).length);
const below = folder => readdirSync(folder, { withFileTypes: true }).flatMap(e => (e.isDirectory() ? below(join(folder, e.name)) : [join(folder, e.name)]));

if (stats) {
  const index = below(join(dir, 'soeg')).filter(f => /\.kbi$|manifest\.json$/.test(f) && !f.startsWith(join(dir, 'soeg', 'd')));
  const { pages } = JSON.parse(readFileSync(join(dir, 'soeg', 'manifest.json'), 'utf8'));
  const bytes = index.reduce((sum, f) => sum + size(f), 0);
  console.log(JSON.stringify({ pages, indexGzipBytesPerPage: Math.round(bytes / pages), clientGzipBytes: size(client) }));
} else {
  await import(pathToFileURL(client));
  const damaged = e => fail(`the index is damaged${e.message && `: ${e.message}`}`);
  const search = await globalThis.soegning.open(async name => new Uint8Array(readFileSync(join(dir, 'soeg', name)))).catch(damaged);
  const answer = async query => {
    const { results } = await search(query).catch(damaged);
    console.log(JSON.stringify({ query, results: results.map(({ url, anchor, title, score }) => ({ url, anchor, title, score })) }));
  };
  // Lines end in a line feed and nothing else; each is answered as it comes.
  let rest = '';
  for await (const chunk of process.stdin.setEncoding('utf8')) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop();
    for (const line of lines) await answer(line.replace(/\r$/, ''));
  }
  if (rest) await answer(rest);
}

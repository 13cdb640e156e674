// search-cli.mjs: a line for each query, whatever it is; a plain message where there is no search, or a damaged one. And what a site in
// another language finds.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { done, is, ok, ROOT, TMP, VB } from './tap.mjs';

const site = (name, language, pages) => {
  mkdirSync(join(TMP, name, 'content'), { recursive: true });
  writeFileSync(join(TMP, name, 'content/_site.yaml'), `title: T\nlanguage: ${language}\n`);
  for (const [file, text] of Object.entries(pages)) writeFileSync(join(TMP, name, 'content', file), text);
  return spawnSync(VB, ['build', '--site', join(TMP, name), '--out', join(TMP, `${name}-out`), '--no-cache'], { encoding: 'utf8' });
};
const cli = (out, input, ...args) => {
  const r = spawnSync(process.execPath, [join(ROOT, 'tests/search-cli.mjs'), ...args, join(TMP, out)], { input, encoding: 'utf8' });
  return { status: r.status, said: r.stderr, lines: r.stdout.split('\n').slice(0, -1).map(l => JSON.parse(l)) };
};
const urls = (out, query) => cli(out, `${query}\n`).lines[0].results.map(r => r.url);

site('en', 'en', { 'run.md': '# Morning run\n\nThey are swimming.\n', 'bread.md': '# Bread\n\nBaking takes a nationalised oven.\n' });
is('lines of all kinds are answered, one each', cli('en-out', ['', '  ', 'runs', 'x'.repeat(10000), 'a\0b', Buffer.from('ff', 'hex').toString('latin1'), 'run\r', 'a\u2028b', 'a\rb', '"', 'bread'].join('\n')).lines.map(l => l.results.length),
  [0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1]);
const raw = cli('en-out', Buffer.from([0xff, 0xfe, 0x20, 0x72, 0x75, 0x6e, 0x0a]));
is('bytes that are no UTF-8', [raw.status, raw.lines.map(l => l.results[0]?.url)], [0, ['run/']]);
is('a result has its four members', Object.keys(cli('en-out', 'swim').lines[0].results[0]), ['url', 'anchor', 'title', 'score']);
is('English: stems', [urls('en-out', 'swims'), urls('en-out', 'baked ovens'), urls('en-out', 'national')], [['run/'], ['bread/'], ['bread/']]);
is('English: a slip', urls('en-out', 'bread'), ['bread/']);
const { pages, indexGzipBytesPerPage, clientGzipBytes } = cli('en-out', '', '--stats').lines[0];
ok('--stats', pages === 2 && indexGzipBytesPerPage > 50 && clientGzipBytes > 4000 && clientGzipBytes <= 8192, pages, indexGzipBytesPerPage, clientGzipBytes);

site('fo', 'fo', { 'a.md': '# Føroyskt mál\n\nBarnagarðurin er opin.\n', 'b.md': '# Annað\n\nBarnagarður.\n' });
is('a language without stems: the word as it stands', urls('fo-out', 'barnagarðurin '), ['a/']);
is('... its beginning while it is typed', urls('fo-out', 'barnagarð').sort(), ['a/', 'b/']);
is('... capitals, accents, a slip', [urls('fo-out', 'FØROYSKT'), urls('fo-out', 'mal'), urls('fo-out', 'føroyskkt')], [['a/'], ['a/'], ['a/']]);

is('nothing but stop words: an answer, if without a page', urls('en-out', 'they are'), []);
site('blank', 'da', { 'og.md': '# Og\n' });
is('an index without a word: nothing found, not damage', urls('blank-out', 'vagtplan'), []);
rmSync(join(TMP, 'bare'), { recursive: true, force: true });
const skipped = spawnSync(VB, ['build', '--site', join(TMP, 'en'), '--out', join(TMP, 'bare'), '--no-cache', '--skip', 'search']);
for (const [name, out, ...args] of [['a folder without a search', 'bare'], ['... asked for its figures', 'bare', '--stats'], ['no folder', 'nowhere']]) {
  const r = cli(out, 'x\n', ...args);
  ok(`${name}: said`, r.status === 3 && /^search-cli\.mjs: .*: there is no search here \(soeg\/manifest\.json\): build the site, without --skip search\n$/.test(r.said), skipped.status, r.status, r.said);
}
cpSync(join(TMP, 'en-out'), join(TMP, 'cut'), { recursive: true });
for (const f of readdirSync(join(TMP, 'cut/soeg/s'))) writeFileSync(join(TMP, 'cut/soeg/s', f), 'x');
const cut = cli('cut', 'bread\n');
ok('a damaged index: said', cut.status === 3 && cut.said.includes('the index is damaged') && !cut.lines.length, cut.status, cut.said);
done();

// Do readers land where they want to: queries on the project's own site, and the public half of the relevance set where it lies beside.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { BUILD, build, done, ok, ROOT, skip, TMP, VB } from './tap.mjs';

const node = (...args) => execFileSync(process.execPath, args, { encoding: 'utf8' }).trim().split('\n');
const judge = (name, queries, out, least) => {
  const said = node(join(ROOT, 'tests/search/relevance.mjs'), queries, out), { success, mrr } = JSON.parse(said.at(-1));
  ok(`${name}: success@3 ${success}, mean reciprocal rank ${mrr}`, success >= least.success && mrr >= least.mrr, ...said);
};

const own = build('own');
judge('the real content', join(ROOT, 'tests/search/content.tsv'), own, { success: .97, mrr: .9 });
process.env.VIDENSBANK_LEXICON = '';
judge('the real content without the dictionary of compounds', join(ROOT, 'tests/search/content.tsv'), build('bare'), { success: .85, mrr: .8 });
delete process.env.VIDENSBANK_LEXICON;
const stats = JSON.parse(node(join(ROOT, 'tests/search-cli.mjs'), '--stats', own)[0]);
ok(`the client is ${stats.clientGzipBytes} bytes compressed, 8192 at most`, stats.clientGzipBytes <= 8192);
const english = gzipSync(readFileSync(join(BUILD, 'client/soeg-en.js'))).length;
ok(`the English one ${english}`, english <= 8192);
ok(`the index is ${stats.indexGzipBytesPerPage} bytes a page, 1100 at most`, stats.indexGzipBytesPerPage <= 1100);

const shared = join(ROOT, '../shared/relevance');
const plain = (name, env) => {
  const out = join(TMP, name);
  execFileSync(VB, ['build', '--site', join(shared, 'pages'), '--out', out, '--no-cache'], { stdio: 'ignore', env: { ...process.env, ...env } });
  return out;
};
if (existsSync(shared)) {
  judge('the relevance set', join(shared, 'queries.tsv'), plain('shared'), { success: .97, mrr: .93 });
  judge('the relevance set without the dictionary', join(shared, 'queries.tsv'), plain('shared-bare', { VIDENSBANK_LEXICON: '' }), { success: .85, mrr: .8 });
} else skip('the relevance set', 'it does not lie beside the project');
done();

// relevance.mjs QUERIES OUT_DIR: success@3 and the mean reciprocal rank (first ten) of search-cli.mjs, and every query that failed.
// QUERIES: tab separated, with a header: id, split, category, query, expected, forbidden. expected: addresses or parts of them,
// with #section when the link must lead there; any counts; "-" when only the forbidden ones matter. forbidden: not in the top three.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const [file, out] = process.argv.slice(2);
const rows = readFileSync(file, 'utf8').trim().split('\n').slice(1).map(line => line.split('\t'));
const cli = fileURLToPath(new URL('../search-cli.mjs', import.meta.url));
const answers = execFileSync(process.execPath, [cli, out], { input: rows.map(r => r[3]).join('\n') + '\n' }).toString().trim().split('\n').map(line => JSON.parse(line).results);
const fits = (r, wanted) => {
  const [page, section] = wanted.split('#');
  return `/${r.url}`.endsWith(`/${page}/`) && (!section || r.anchor === section);
};
const split = s => (s || '').split(',').filter(x => x && x !== '-');
let good = 0, reciprocal = 0, asked = 0;
rows.forEach(([id, , category, query, expected, forbidden], i) => {
  const wanted = split(expected), results = answers[i];
  const rank = results.findIndex(r => wanted.some(w => fits(r, w))) + 1;
  const wrong = results.slice(0, 3).some(r => split(forbidden).some(f => fits(r, f)));
  const success = !wrong && (!wanted.length || (rank > 0 && rank <= 3));
  good += success;
  if (wanted.length) { asked++; reciprocal += rank ? 1 / rank : 0 }
  if (!success) console.log(`# ${id} ${category}: "${query}" wanted ${expected}, got ${results.slice(0, 3).map(r => r.url + (r.anchor && `#${r.anchor}`)).join(' ')}`);
});
console.log(JSON.stringify({ queries: rows.length, success: +(good / rows.length).toFixed(4), mrr: +(reciprocal / asked).toFixed(4) }));

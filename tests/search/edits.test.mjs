// A cached build has the same index as one from the beginning, byte for byte, after each of EDITS (24; a long run: 200) random edits of the
// project's own site, to pages and to what is around them; so every query of tests/search/content.tsv has the same answers in the same order, which is asked at the end.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { done, is, ok, ROOT, TMP, VB } from './tap.mjs';

const site = join(TMP, 'site'), content = join(site, 'content'), edits = +process.env.EDITS || 24;
for (const folder of ['content', 'layouts', 'assets']) cpSync(join(ROOT, folder), join(site, folder), { recursive: true });
const build = (out, ...how) => spawnSync(VB, ['build', '--site', site, '--out', join(TMP, out), '--now', '2026-11-22', '--skip', 'history', '--keep-going', ...how], { stdio: 'ignore' }).status;
const files = folder => readdirSync(folder, { withFileTypes: true }).flatMap(e => e.isDirectory() ? files(join(folder, e.name)) : [join(folder, e.name)]).sort();
const index = out => files(join(TMP, out, 'soeg')).map(f => [f.slice(join(TMP, out).length), readFileSync(f, 'base64')]);

let seed = +process.env.SEED || 6;
const random = n => { seed = Math.imul(seed ^ seed >>> 15, 0x2c1b3c6d) + 0x6d2b79f5 | 0; return ((seed ^ seed >>> 13) >>> 0) % n };
const pages = () => files(content).filter(f => f.endsWith('.md') && !/\/[_.]/.test(f.slice(content.length)));
const any = () => { const all = pages(); return all[random(all.length)] };
const words = pages().flatMap(f => readFileSync(f, 'utf8').match(/\p{L}{4,}/gu) || []);
const word = () => words[random(words.length)], sentence = () => Array.from({ length: 3 + random(9) }, word).join(' ');
const rewrite = (f, change) => writeFileSync(f, change(readFileSync(f, 'utf8')));
const kinds = {
  add: () => rewrite(any(), t => `${t}\n${sentence()}.\n`),
  heading: () => rewrite(any(), t => `${t}\n## ${sentence()}\n\n${sentence()}\n`),
  shorten: () => rewrite(any(), t => t.replace(/\n[^\n]+\n*$/, '\n')),
  reword: () => { const a = word(), b = word(); rewrite(any(), t => t.replaceAll(` ${a} `, ` ${b} `)) },
  title: () => rewrite(any(), t => t.replace(/^title: .*/m, `title: ${sentence()}`)),
  draft: () => rewrite(any(), t => t.replace(/^---\n/, '---\ndraft: true\n')),
  keyword: () => rewrite(any(), t => t.replace(/^---\n/, `---\nkeywords: [${word()}, ${word()}]\n`)),
  create: () => writeFileSync(join(content, `vejledninger/ny-${random(1e6)}.md`), `---\ntitle: ${sentence()}\ntype: vejledning\n---\n\n${sentence()}\n`),
  remove: () => rmSync(any()),
  close: () => rewrite(any(), t => t.replace(/^---\n/, `---\n${random(2) ? 'publish: 2031-01-01' : 'expires: 2020-01-01'}\n`)),
  label: () => { const all = readdirSync(join(content, '_types')); rewrite(join(content, '_types', all[random(all.length)]), t => t.replace(/label: \{one: [^,]+,/, `label: {one: ${word()},`)) },
  split: () => { const [a, b] = [word(), word()].map(w => w.toLowerCase()); rewrite(join(content, '_sammensaetninger.txt'), t => `${t}${a}${b} = ${random(2) ? `${a}+${b}` : ''}\n`) },
  facets: () => rewrite(join(content, '_site.yaml'), t => t.replace(/facets: .*/, `facets: [${['type, owner', 'tema, year', 'author'][random(3)]}]`)),
  language: () => rewrite(join(content, '_site.yaml'), t => t.replace(/^language: .*/m, `language: ${['da', 'da', 'en', 'fo'][random(4)]}`)),
  rename: () => { const f = any(); renameSync(f, f.replace(/\.md$/, `-${random(99)}.md`)) },
};

// Each kind comes once before chance has the word.
let undone = 0;
const cache = ['--cache', join(TMP, 'cache')], differ = [], names = Object.keys(kinds);
build('cached', ...cache);
for (let i = 0; i < edits;) {
  const name = names[i < names.length ? i : random(names.length)];
  cpSync(content, join(TMP, 'before'), { recursive: true });
  kinds[name]();
  if (build('cached', ...cache)) { // an edit that no site can be made of is undone, and tried at another page
    rmSync(content, { recursive: true });
    renameSync(join(TMP, 'before'), content);
    undone++;
    continue;
  }
  i++;
  rmSync(join(TMP, 'before'), { recursive: true });
  build('clean', '--no-cache');
  const a = index('cached'), b = index('clean');
  if (JSON.stringify(a) !== JSON.stringify(b)) differ.push(`edit ${i}, ${name}: ${a.filter((f, k) => f[1] !== b[k]?.[1]).map(f => f[0]).slice(0, 3)}`);
}
ok(`${undone} edits were undone, fewer than twice as many as stand`, undone < 2 * edits);
is(`${edits} edits: the index of a cached build is that of a clean one`, differ, []);
const queries = readFileSync(join(ROOT, 'tests/search/content.tsv'), 'utf8').trim().split('\n').slice(1).map(l => l.split('\t')[3]).join('\n') + '\n';
const ask = out => execFileSync(process.execPath, [join(ROOT, 'tests/search-cli.mjs'), join(TMP, out)], { input: queries, encoding: 'utf8' });
is('and every query has the same answers', ask('cached'), ask('clean'));
done();

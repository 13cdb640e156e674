// The index and the client make the same of every word: of a dictionary's, of the site's own texts and of random strings.
// Each line of `analyse`: kind:word:key:kin for every word; the client must say the same.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BUILD, done, is, ROOT, skip } from './tap.mjs';

const load = async name => {
  await import(join(BUILD, 'client', name));
  return globalThis.soegning;
};
const compare = (name, { words, language }, kind, lines) => {
  const { key, kin } = language(kind || 'da1'), differ = [];
  const said = execFileSync(join(BUILD, 'drivers/analyse'), kind ? [kind] : [], { input: lines.join('\n') + '\n', maxBuffer: 2 ** 30 }).toString().split('\n');
  lines.forEach((line, i) => {
    const ours = words(line.normalize()).flatMap(t => [['w', t.word], ...t.pieces.map(p => ['p', p])])
      .map(([what, w]) => [what, w, key(w), kin(w) || key(w)].join(':')).join(' ');
    if (ours !== said[i].trimEnd()) differ.push(`${JSON.stringify(line)}: ${ours} | ${said[i]}`);
  });
  is(`${name}: ${lines.length} lines`, differ.slice(0, 5), []);
};

// Random text from a small generator of its own, so that a failure comes again. Letters of many scripts that have been in Unicode for long.
let seed = 20221101;
const random = n => { seed = Math.imul(seed ^ seed >>> 15, 0x2c1b3c6d) + 0x6d2b79f5 | 0; return ((seed ^ seed >>> 13) >>> 0) % n };
const pick = list => list[random(list.length)];
const ranges = [[0x20, 0x7e], [0xa1, 0x24f], [0x300, 0x36f], [0x391, 0x3a1], [0x3a3, 0x3ce], [0x400, 0x45f], [0x5d0, 0x5ea], [0x621, 0x64a], [0x905, 0x939], [0x1e00, 0x1ef9], [0x2010, 0x2015], [0x3041, 0x3096], [0x4e00, 0x9fa5], [0xac00, 0xd7a3], [0x1f600, 0x1f640], [0x1d400, 0x1d454], [0x20000, 0x2a6d6]];
const letters = [...'abcdefghijklmnopqrstuvwxyzæøåÆØÅéüö'], odd = [...'-\u2010\u2011\u00ad \u0301\u030a\'0123456789ABCXYZİΣſß'];
const endings = ['s', 'en', 'erne', 'ig', 'lig', 'els', 'løst', 'igst', 'heden', 'ernes', 'dt', 'kt', 'tt', 'ed', 'ing', 'eed', 'ies', 'ation', 'fully', 'y'];
const any = () => { const [a, b] = pick(ranges); return String.fromCodePoint(a + random(b - a + 1)) };
const some = (most, from) => Array.from({ length: 1 + random(most) }, from).join('');
const strings = n => Array.from({ length: n }, () => pick([
  () => some(9, () => pick(letters)) + pick(endings) + pick(['', pick(endings)]),
  () => some(14, () => pick([() => pick(letters), () => pick(odd), any])()),
  () => some(8, any),
])());

const danish = await load('soeg.js'), count = +process.env.STRINGS || 60000;
if (existsSync('/usr/share/dict/danish')) compare('wdanish', danish, '', readFileSync('/usr/share/dict/danish', 'utf8').trimEnd().split('\n'));
else skip('wdanish', 'the package wdanish is not installed');
const texts = readdirSync(join(ROOT, 'content'), { recursive: true }).filter(f => f.endsWith('.md')).flatMap(f => readFileSync(join(ROOT, 'content', f), 'utf8').split('\n'));
compare('the site\'s own texts', danish, '', texts);
compare('random strings', danish, '', strings(count));
compare('random strings without stems', danish, 'none', strings(count / 4));
const english = await load('soeg-en.js'), readme = readFileSync(join(ROOT, 'README.md'), 'utf8').split('\n');
compare('English text', english, 'en', [...readme, ...readFileSync(join(ROOT, 'LICENSE'), 'utf8').split('\n')]);
compare('random strings in English', english, 'en', strings(count / 4));
done();

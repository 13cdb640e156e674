// The Mustache specification's tests through `vidensbank template`, each with its own folder of partials.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const { VB, ROOT, TMP } = process.env;
const specs = join(ROOT, 'tests/mustache');
let n = 0, failed = 0;

function render(dir, test) {
  mkdirSync(join(dir, 'partials'), { recursive: true });
  writeFileSync(join(dir, 'template.mustache'), test.template);
  writeFileSync(join(dir, 'data.json'), JSON.stringify(test.data));
  for (const [name, text] of Object.entries(test.partials ?? {}))
    writeFileSync(join(dir, 'partials', `${name}.mustache`), text);
  return execFileSync(VB, ['template', 'template.mustache', 'data.json', '--partials', 'partials'],
    { cwd: dir, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

for (const file of readdirSync(specs).filter(f => f.endsWith('.json')).sort())
  for (const test of JSON.parse(readFileSync(join(specs, file), 'utf8')).tests) {
    let got;
    try {
      got = render(join(TMP, String(++n)), test);
    } catch (e) {
      got = `exit ${e.status}: ${e.stderr}`;
    }
    const ok = got === test.expected;
    if (!ok) failed++;
    console.log(`${ok ? 'ok' : 'not ok'} ${n} - ${file.slice(0, -5)}: ${test.name}`);
    if (!ok) console.log(`#   wanted ${JSON.stringify(test.expected)}\n#   got    ${JSON.stringify(got)}`);
  }
console.log(`1..${n}`);
process.exitCode = failed ? 1 : 0;

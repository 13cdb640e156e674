// tap - a test's lines, and the site that the search tests ask. Example: ok('finds', n === 1, n); done();
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const { VB, ROOT, TMP, BUILD } = process.env;
let n = 0, failed = 0;
export const ok = (name, good, ...seen) => {
  console.log(`${good ? 'ok' : 'not ok'} ${++n} - ${name}`);
  if (good) return;
  failed++;
  for (const s of seen) console.log(`#   ${(typeof s === 'string' ? s : JSON.stringify(s))?.slice(0, 600)}`);
};
export const is = (name, got, wanted) => ok(name, JSON.stringify(got) === JSON.stringify(wanted), 'got:', got, 'wanted:', wanted);
export const skip = (name, why) => console.log(`ok ${++n} - ${name} # SKIP ${why}`);
export const done = () => {
  console.log(`1..${n}`);
  process.exit(failed ? 1 : 0);
};
// The project's own site, built into TMP; more: options of `build`.
export const build = (name, ...more) => {
  const out = join(TMP, name);
  execFileSync(VB, ['build', '--site', ROOT, '--out', out, '--now', '2026-11-22', ...more], { stdio: ['ignore', 'ignore', 'inherit'] });
  return out;
};
export const client = out => join(out, 'assets', readdirSync(join(out, 'assets')).find(f => /^soeg\.[0-9a-f]+\.js$/.test(f)));
export const read = out => async name => new Uint8Array(readFileSync(join(out, 'soeg', name)));

// serve.mjs VIDENSBANK SITE - from a page saved to its text on the screen of a browser, ours beside `hugo serve` on the same pages: median of
// ROUNDS (20), in milliseconds and as a ratio. Of one page deep in the site the text is changed, then a heading, the title and the tags; a
// browser shows that page. Before each change either server has time to come to rest.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

process.env.ROOT ??= path.join(path.dirname(fileURLToPath(import.meta.url)), '../..');
const { launch, missing } = await import('../browser/browser.mjs');
const [vidensbank, site] = process.argv.slice(2).map((word) => path.resolve(word));
const ROUNDS = Number(process.env.BENCH_ROUNDS_SERVE ?? 20);
const here = path.join(process.env.ROOT, 'tests/bench');
const why = missing();
if (why) { console.log(`serve: not measured: ${why}`); process.exit(0); }

const pages = fs.readdirSync(`${site}/content`, { recursive: true }).filter((name) => name.endsWith('.md') && !/index\.md$/.test(name)).sort();
const name = pages[Math.floor(pages.length / 2)];
const file = `${site}/content/${name}`;
const address = `${name.replace(/\.md$/, '')}/`;
const before = fs.readFileSync(file, 'utf8');

const servers = {
  ours: () => [vidensbank, ['serve', '--site', site, '--port', '0']],
  hugo: () => ['hugo', ['serve', '--source', site, '--themesDir', here, '--theme', 'hugo', '--config', `${here}/hugo/hugo.toml`, '--noBuildLock', '--port', '18917', '--baseURL', 'http://localhost:18917/', '--appendPort=false', '--bind', '127.0.0.1']],
};

const changes = {
  text: (word) => `${before}\nOg ${word}.\n`,
  heading: (word) => `${before}\n## Om ${word}\n\nMere.\n`,
  title: (word) => before.replace(/^title: .*$/m, `title: Side ${word}`),
  tags: (word, round) => `${before.replace(/^tags: \[(.*), (.*)\]$/m, round % 2 ? 'tags: [$1]' : 'tags: [$2, $1]')}\nOg ${word}.\n`,
};
const LONGEST = 300000; // ms: a server that takes longer is given up
const rest = 1500 + 0.35 * pages.length; // ms: what either does besides, after it has shown the page
const middle = (times) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)];

async function saved(change, word, round, page) {
  const start = performance.now();
  fs.writeFileSync(file, change(word, round));
  while (!(await page.evaluate((w) => document.body?.innerText.includes(w), word).catch(() => false)) && performance.now() - start < LONGEST);
  return performance.now() - start;
}

// The address that the server says, or null when there is none.
const address_of = (server) => new Promise((found) => {
  let said = '';
  server.stdout.on('data', (bytes) => {
    said += bytes;
    const m = /http:\/\/localhost:\d+\//.exec(said);
    if (m) found(m[0]);
  });
  server.stderr.on('data', () => {});
  server.on('exit', () => found(null));
  server.on('error', () => found(null));
});

// Median by kind of change; null when the server cannot be had.
async function measure(which, browser) {
  const [program, options] = servers[which]();
  const server = spawn(program, options, { stdio: ['ignore', 'pipe', 'pipe'] });
  process.once('exit', () => server.kill('SIGKILL')); // also when something here throws
  const origin = await address_of(server);
  if (!origin) return null;
  const page = await browser.newPage();
  page.setDefaultTimeout(LONGEST);
  await page.goto(origin + address);
  await page.waitForTimeout(2 * rest);
  const found = {};
  for (const [kind, change] of Object.entries(changes)) {
    const times = [];
    for (let round = 0; round < ROUNDS; round++) {
      times.push(await saved(change, `maalt${which}${kind}${round}x`, round, page));
      await page.waitForTimeout(rest);
    }
    found[kind] = middle(times);
  }
  await page.close();
  server.kill('SIGINT');
  await new Promise((end) => server.on('exit', end));
  return found;
}

process.once('exit', () => fs.writeFileSync(file, before));
process.once('SIGINT', () => process.exit(130));
process.once('SIGTERM', () => process.exit(143));
const browser = await launch();
const ours = await measure('ours', browser);
const hugo = await measure('hugo', browser);
await browser.close();
for (const kind of Object.keys(changes)) {
  const beside = hugo ? `, hugo serve ${hugo[kind].toFixed(0)} ms, ratio ${(ours[kind] / hugo[kind]).toFixed(2)}` : ' (no hugo)';
  console.log(`serve, ${pages.length} pages, ${kind}: saved to seen ${ours[kind].toFixed(0)} ms${beside}`);
}

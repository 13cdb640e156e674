// browser.mjs - what browser tests share: the site over HTTP with the strictest policy that it must work under, and a browser that fails
// the test on any word on its console, on any request to another host, and on any cookie.
//   const { server, origin } = await serve(folder);  const browser = await launch();  const page = await open(browser, origin, time);
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; require-trusted-types-for 'script'; trusted-types 'none'";
const KINDS = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml', '.json': 'application/json' };
const library = `${process.env.ROOT}/build/node/node_modules/playwright-core/index.mjs`;
const chromium = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((file) => fs.existsSync(file));

// Why the browser tests cannot run here; null when they can.
export function missing() {
  if (!fs.existsSync(library)) return 'playwright-core is not installed (make node)';
  return chromium ? null : 'chromium is not installed (make test-deps)';
}

export function serve(folder) {
  const server = http.createServer((request, response) => {
    const name = decodeURIComponent(new URL(request.url, 'http://x').pathname);
    if (name === '/favicon.ico') return response.writeHead(204).end(); // asked for by itself
    const file = path.join(folder, name.endsWith('/') ? `${name}index.html` : name);
    if (!fs.existsSync(file)) return response.writeHead(404).end();
    response.writeHead(200, { 'Content-Type': KINDS[path.extname(file)] ?? 'application/octet-stream', 'Content-Security-Policy': POLICY });
    response.end(fs.readFileSync(file));
  });
  return new Promise((done) => server.listen(0, '127.0.0.1', () => done({ server, origin: `http://127.0.0.1:${server.address().port}/` })));
}

export async function launch() {
  const { chromium: engine } = await import(pathToFileURL(library));
  return engine.launch({ executablePath: chromium, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] });
}

// A page whose clock stands at `time` (else the clock of the machine); what goes wrong on it is in page.faults.
// more: what the browser is like (colorScheme, viewport, javaScriptEnabled).
export async function open(browser, origin, time, more) {
  const context = await browser.newContext(more);
  const page = await context.newPage();
  page.faults = [];
  page.on('console', (message) => page.faults.push(message.text()));
  page.on('pageerror', (error) => page.faults.push(String(error)));
  page.on('request', (request) => /^(http|ws)/.test(request.url()) && !request.url().startsWith(origin) && page.faults.push(`asked ${request.url()}`));
  if (time) await page.clock.setFixedTime(time);
  return page;
}

// Until the function, asked in the page again and again, says yes; for half a minute. Asked from here: the page's policy forbids the
// evaluation that playwright's own waitForFunction is made of.
export async function until(page, holds, given) {
  for (const end = Date.now() + 30000; Date.now() < end; ) {
    if (await page.evaluate(holds, given)) return;
    await page.waitForTimeout(20);
  }
  throw new Error(`never came true: ${holds}`);
}

// TAP
let count = 0;
let failed = 0;
export function is(name, got, wanted) {
  const [g, w] = [got, wanted].map((x) => JSON.stringify(x));
  count++;
  console.log(`${g === w ? 'ok' : 'not ok'} ${count} - ${name}`);
  if (g === w) return;
  failed++;
  console.log(`#   got ${g}\n#   wanted ${w}`);
}
export function skip(why) {
  console.log(`not ok 1 - in a browser # SKIP ${why}\n1..1`);
  process.exit(0);
}
export function done() {
  console.log(`1..${count}`);
  process.exit(failed ? 1 : 0);
}

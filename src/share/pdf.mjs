// pdf.mjs - prints the pages that are made for paper to tagged PDF, with bookmarks, title and language, by Chromium.
//   node src/share/pdf.mjs SITE FOLDER [PAGE...]
// PAGE: an address of the site ("aarshjul/"), or a type ("dialogark": all of its pages). The site is read from its folder under its own
// address, so that links in the PDF lead there; nothing else is fetched. At the foot stand the page's address and the day it was printed.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const [site, folder, ...wanted] = process.argv.slice(2);
const KINDS = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml', '.json': 'application/json' };
const chromium = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((file) => fs.existsSync(file));
const library = path.resolve('build/node/node_modules/playwright-core/index.mjs');
if (!chromium || !fs.existsSync(library)) {
  console.error('printing needs Chromium (apt-get install chromium) and playwright-core (make node)');
  process.exit(3);
}

const pages = JSON.parse(fs.readFileSync(path.join(site, 'api/pages.json')));
const chosen = pages.filter((page) => wanted.includes(page.type) || wanted.includes(page.url));
const base = fs.readFileSync(path.join(site, 'sitemap.xml'), 'utf8').match(/<loc>([^<]*)<\/loc>/)?.[1] ?? '';
const root = new URL('/', base || 'https://vidensbank.example/').href;
const prefix = pages.some((page) => base === root + page.url) ? root : new URL('.', base).href;

const answer = (route) => {
  const url = new URL(route.request().url());
  const name = decodeURIComponent(url.href.split(/[?#]/)[0].slice(prefix.length));
  const file = path.join(site, name.endsWith('/') || !name ? `${name}index.html` : name);
  if (!url.href.startsWith(prefix) || !path.resolve(file).startsWith(path.resolve(site)) || !fs.existsSync(file)) return route.abort();
  return route.fulfill({ body: fs.readFileSync(file), contentType: KINDS[path.extname(file)] ?? 'application/octet-stream' });
};
const escaped = (text) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);

const { chromium: engine } = await import(pathToFileURL(library));
const browser = await engine.launch({ executablePath: chromium, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] });
const context = await browser.newContext({ colorScheme: 'light', serviceWorkers: 'block' });
await context.route('**/*', answer);
const page = await context.newPage();
fs.mkdirSync(folder, { recursive: true });
for (const { url } of chosen) {
  const day = new Date().toLocaleDateString('da-DK', { dateStyle: 'long' }); // the page's own style has its number on the right
  await page.goto(prefix + url, { waitUntil: 'load' });
  await page.evaluate(() => document.querySelectorAll('main details').forEach((part) => (part.open = true)));
  const name = `${url.replace(/\/$/, '').replaceAll('/', '-') || 'forside'}.pdf`;
  await page.pdf({
    path: path.join(folder, name), tagged: true, outline: true, printBackground: true, preferCSSPageSize: true, displayHeaderFooter: true, headerTemplate: '<span></span>',
    footerTemplate: `<div style="font: 7pt sans-serif; width: 100%; margin: 0 16mm; display: flex; gap: 3em"><span>${escaped(prefix + url)}</span><span>${day}</span></div>`,
  });
  console.log(path.join(folder, name));
}
await browser.close();
process.exit(chosen.length ? 0 : 1);

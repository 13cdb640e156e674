// The sample configuration for nginx, run: what each kind of file says of itself, what is not handed out, what is missing. IIS's says
// the same; it is read here, not run.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { done, is, skip } from './browser.mjs';
import { nginx, serveByNginx } from './nginx.mjs';

if (!nginx) skip('nginx is not installed (make test-deps)');

const { VB, TMP, ROOT } = process.env;
const write = (name, text) => {
  fs.mkdirSync(`${TMP}/${name}`.replace(/\/[^/]*$/, ''), { recursive: true });
  fs.writeFileSync(`${TMP}/${name}`, text);
};
write('content/_site.yaml', 'title: Prøve\nbase_url: https://viden.kommune.example/\n');
write('content/index.md', '---\ntitle: Forside\n---\n\nVelkommen.\n');
write('content/have/mur.md', '---\ntitle: Mur\naliases: [hegn]\n---\n\n![En mur](mur.svg)\n');
write('content/have/mur.svg', '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>\n');
execFileSync(VB, ['build', '--no-cache', '--now', '2026-11-22'], { cwd: TMP, stdio: ['ignore', 'pipe', 'ignore'] });
write('public/.env', 'HEMMELIG');
write('public/have/kalender.ics', 'BEGIN:VCALENDAR');
fs.symlinkSync('/etc/passwd', `${TMP}/public/have/passwd.txt`);
const { origin, server } = await serveByNginx(`${TMP}/public`);
const ask = (address, more) => fetch(origin + address, { redirect: 'manual', ...more });
const told = async (address, ...names) => { const { status, headers } = await ask(address); return [status, ...names.map((name) => headers.get(name))] };
const manifest = JSON.parse(fs.readFileSync(`${TMP}/public/manifest.json`, 'utf8')).files.map((file) => file.path);
const css = manifest.find((name) => name.endsWith('.css'));

is('a page is asked for again each time', await told('have/mur/', 'cache-control', 'content-type'), [200, 'no-cache', 'text/html; charset=utf-8']);
is('a name with a hash is kept', await told(css, 'cache-control', 'content-type'), [200, 'public, max-age=31536000, immutable', 'text/css; charset=utf-8']);
is('... but not when it is missing', await told('assets/site.0123456789ab.css', 'cache-control'), [404, null]);
is('a page without its last slash leads to it', await told('have/mur', 'location'), [301, '/have/mur/']);
is('an address that moved leads on', await told('hegn/', 'location'), [301, '/have/mur/']);
is('a calendar says what it is', await told('have/kalender.ics', 'content-type'), [200, 'text/calendar; charset=utf-8']);
for (const address of ['', 'manglende/', 'have/mur/', 'api/pages.json'])
  is(`the headers stand on /${address}`, await told(address, 'x-content-type-options', 'x-frame-options', 'referrer-policy', 'cross-origin-opener-policy', 'strict-transport-security').then(([, ...rest]) => rest), ['nosniff', 'DENY', 'same-origin', 'same-origin', 'max-age=31536000']);
const policy = async (address) => (await ask(address)).headers.get('content-security-policy');
is('pages and errors have one policy', [(await policy('')).startsWith("default-src 'none'; script-src 'self'"), await policy('manglende/') === await policy('')], [true, true]);
const drawing = manifest.find((name) => name.endsWith('.svg'));
is('a drawing has its own', await policy(drawing), "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'");
is('what is missing gets the site’s page', [(await ask('manglende/')).status, (await (await ask('manglende/')).text()).includes('Siden findes ikke')], [404, true]);
for (const address of ['.env', '.vidensbank', 'have/.git/config', 'redirects/nginx.map', 'redirects/iis.config', 'have/passwd.txt'])
  is(`/${address} is not handed out`, [403, 404].includes((await ask(address)).status), true);
for (const method of ['POST', 'PUT', 'DELETE']) is(`${method} is refused`, [403, 405].includes((await ask('', { method })).status), true);
is('HEAD is answered', (await ask('', { method: 'HEAD' })).status, 200);
is('texts come compressed', (await told(css, 'content-encoding', 'vary')).slice(1), ['gzip', 'Accept-Encoding']);

const iis = fs.readFileSync(`${ROOT}/src/share/iis/web.config`, 'utf8');
const iisHeaders = [...iis.replace(/<location path="redaktoer">[^]*?<\/location>/, '').matchAll(/<add name="([\w-]+)" value="([^"]*)" \/>/g)].map(([, name, value]) => [name.toLowerCase(), value]);  // the editor's folder has its own
const { headers } = await ask('');
is('IIS’s headers are the same', iisHeaders.filter(([name, value]) => headers.get(name) !== value), []);
is('and all of them', iisHeaders.length, [...fs.readFileSync(`${ROOT}/src/share/nginx/vidensbank-headers.conf`, 'utf8').matchAll(/^add_header/gm)].length - 1); // caching is said elsewhere
execFileSync('python3', ['-c', 'import sys, xml.dom.minidom as m; m.parse(sys.argv[1])', `${ROOT}/src/share/iis/web.config`]);
server.close();
done();

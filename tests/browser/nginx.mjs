// nginx.mjs - a folder served by nginx under the sample configuration of src/share/nginx, word for word but for the address, the
// certificate and the folders.
//   const { server, origin } = await serveByNginx(folder);  …  server.close();
// The folder may be a link, as the one is that a publication switches. more: what else to change in the sample.
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';

export const nginx = ['/usr/sbin/nginx', '/usr/bin/nginx'].find((file) => fs.existsSync(file));
const sample = (name) => fs.readFileSync(`${process.env.ROOT}/src/share/nginx/${name}`, 'utf8');

const freePort = () => new Promise((done) => {
  const probe = net.createServer().listen(0, '127.0.0.1', () => { const { port } = probe.address(); probe.close(() => done(port)) });
});

// The sample as it is for this folder and port.
function configuration(folder, home, port, more) {
  const site = more(sample('vidensbank.conf'))
    .replace(/^ *listen \[::\].*\n/m, '').replace(/^ *ssl_certificate.*\n/gm, '')
    .replace('listen 443 ssl http2', `listen 127.0.0.1:${port}`)
    .replaceAll('/srv/viden/current', folder)
    .replace('include /etc/nginx/snippets/', `include ${home}/`);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${home}/${name};`).join(' ');
  const user = process.getuid() === 0 ? 'user root;' : ''; // the folder of a test is its owner's alone
  return `daemon off; pid ${home}/pid; error_log ${home}/error.log; ${user}\nevents {}\nhttp { access_log off; ${temporary}\n${site}\n}\n`;
}

async function answers(port) {
  for (let i = 0; i < 250; i++) {
    const there = await new Promise((done) => net.connect(port, '127.0.0.1').on('connect', function () { this.destroy(); done(true) }).on('error', () => done(false)));
    if (there) return;
    await new Promise((later) => setTimeout(later, 20));
  }
  throw new Error('nginx does not answer');
}

export async function serveByNginx(folder, more = (text) => text) {
  const home = fs.mkdtempSync(path.join(process.env.TMP, 'nginx-')), port = await freePort();
  fs.writeFileSync(`${home}/vidensbank-headers.conf`, sample('vidensbank-headers.conf'));
  fs.writeFileSync(`${home}/conf`, configuration(path.join(fs.realpathSync(path.dirname(folder)), path.basename(folder)), home, port, more));
  const quiet = { stdio: ['ignore', 'ignore', 'pipe'] };
  execFileSync(nginx, ['-t', '-e', `${home}/error.log`, '-c', `${home}/conf`], quiet); // says what is wrong, and throws
  const child = spawn(nginx, ['-e', `${home}/error.log`, '-c', `${home}/conf`], { stdio: 'ignore' });
  const close = () => child.kill('SIGTERM');
  process.on('exit', close);
  await answers(port);
  return { server: { close }, origin: `http://127.0.0.1:${port}/` };
}

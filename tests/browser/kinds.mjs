// kinds.mjs - the project's own site, built, and one address for each kind of page on it: the largest of each type and layout, as the
// sources say, and what has no source of its own. A new type is covered by itself. VB_FULL=1: every page is a kind.
//   const kinds = await buildKinds(`${TMP}/public`);   [{ kind, url }]
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';

const { VB, ROOT, VB_FULL } = process.env;

export function buildKinds(folder) {
  execFileSync(VB, ['build', '--site', ROOT, '--out', folder, '--now', '2026-11-22'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const read = (name) => JSON.parse(fs.readFileSync(`${folder}/${name}`, 'utf8'));
  const pages = new Map(read('api/pages.json').map((page) => [page.url, page]));
  const layout = (source) => (source && fs.existsSync(`${ROOT}/${source}`) && fs.readFileSync(`${ROOT}/${source}`, 'utf8').match(/^---\n(?:.*\n)*?layout: (.*)\n/)?.[1]) || '';
  const largest = new Map();
  for (const { path, size } of read('manifest.json').files.filter((file) => file.path.endsWith('.html'))) {
    const url = path.replace(/index\.html$/, ''), page = pages.get(url);
    const kind = VB_FULL ? url : page ? `${page.type} ${layout(page.source)}`.trim() : url.match(/historik\/$|side-\d+\/$/)?.[0] ?? path;
    if (!(largest.get(kind)?.size >= size)) largest.set(kind, { kind, url, size });
  }
  return [...largest.values()];
}

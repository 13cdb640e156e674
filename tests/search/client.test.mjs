// The client's module on the index of the project's own site: how it answers, and what a damaged index gives.
import { gunzipSync, gzipSync } from 'node:zlib';
import { build, client, done, is, ok, read } from './tap.mjs';

const out = build('site'), good = read(out);
await import(`file://${client(out)}`);
const { open } = globalThis.soegning;
const search = await open(good);
const urls = async (q, ...more) => (await search(q, ...more)).results.map(r => r.url);
const first = async (q, url, anchor) => {
  const { results } = await search(q);
  ok(`${q} leads to ${url}${anchor ? `#${anchor}` : ''}`, results[0]?.url === url && (!anchor || results[0].anchor === anchor), results.slice(0, 3).map(r => [r.url, r.anchor]));
};

// ---- words ----
await first('årshjul', 'aarshjul/');
await first('aarshjul', 'aarshjul/');
await first('ÅRSHJULET', 'aarshjul/');
await first('vagtplanerne', 'stationsinput/2022-11-01/fleksibel-vagtplan/');
await first('vagt plan', 'stationsinput/2022-11-01/fleksibel-vagtplan/');
await first('dosis-dispensering', 'stationsinput/2022-11-01/dosisdispensering/');
await first('med møde', 'vejledninger/hold-et-med-moede/');
ok('the beginning of a word finds it while it is typed', (await urls('jantel')).includes('stationsinput/2022-11-01/farvel-til-janteloven/'));
is('... but not when a blank shows that it is done', [!!(await search('jantel')).notes.prefix, !!(await search('jantel ')).notes.prefix], [true, false]);
ok('the last part of a compound finds it', (await urls('plan')).some(u => u.endsWith('/fleksibel-vagtplan/')));
const slip = await search('atraktiv arbejdsplads');
is('a slip is answered, and what was meant is asked', [slip.suggestion, slip.results[0].title.includes('attraktiv')], ['attraktiv arbejdsplads', true]);
is('a word that is right is not asked about', (await search('attraktiv arbejdsplads')).suggestion, '');
const said = await search('dosis dispensering');
ok('what was done is said', said.notes.joined?.has('dosisdispensering'), Object.keys(said.notes));

// ---- phrases, excerpts ----
const text = r => r.excerpt.map(x => x[0]).join('');
const phrase = await search('"de fire temaer"');
ok('a quoted phrase stands in every result', phrase.results.length > 0 && phrase.results.length < (await search('de fire temaer')).total, phrase.total);
is('a phrase that stands nowhere finds nothing', (await search('"temaer fire de"')).results, []);
const [hit] = (await search('janteloven')).results;
is('the words found are marked in the title', hit.head.filter(x => x[1]), [['janteloven', true]]);
ok('an excerpt is short', text(hit).length > 20 && text(hit).length < 450, text(hit));
ok('no more than asked for', (await search('tema', 3)).results.length === 3);
ok('each address once', new Set(await urls('tema', 60)).size === (await urls('tema', 60)).length);

// ---- facets ----
const wide = await search('borger', 10, {}), type = wide.facets.find(f => f.name === 'type'), { value, count } = type.values[0];
const narrow = await search('borger', 10, { type: [value] });
is('a facet keeps as many pages as it counts', narrow.total, count);
is('... and the choices beside it stay open', narrow.facets.find(f => f.name === 'type').values.length, type.values.length);
is('a value that nothing has finds nothing', (await search('borger', 10, { type: ['<b>'] })).total, 0);
is('a facet that is none is left alone', (await search('borger', 10, { __proto__x: ['1'] })).total, wide.total);
is('without a place for facets none are fetched', (await search('borger')).facets, []);

// ---- odd queries: an answer, never an error ----
const odd = ['', ' ', '"', '""', '"""', 'og', 'og i at det', '😀', '😀 👍🏽', '((*[', '.*', '\\', '^$', '<script>alert(1)</script>', '{{title}}', '%00', '\u0000', 'ﷺ 中文 русский', '\ud800', 'ＡＢＣ',
  'a'.repeat(10000), 'borger '.repeat(1500), '"a '.repeat(5000), 'æøå'.repeat(3000), '-', '--', 'a-', '\u00ad', '𝒜𝒷', '__proto__', 'constructor', 'toString hasOwnProperty', '1', '§ 17', '2022'];
const failures = [];
for (const q of odd) try { const a = await search(q); if (!Array.isArray(a.results)) failures.push(q.slice(0, 40)) } catch (e) { failures.push(`${q.slice(0, 40)}: ${e.message}`) }
is(`${odd.length} odd queries`, failures, []);
const began = performance.now();
await search('x'.repeat(10000) + ' '.repeat(5) + 'borger '.repeat(2000));
ok('a very long query takes less than a second', performance.now() - began < 1000);

is('nothing but stop words: said', [(await search('at og ')).only, (await search('at borger ')).only, (await search('!')).only, (await search('')).only], [true, false, undefined, undefined]);
is('two words in one, the first of three letters', (await search('lederudvikling ')).notes.split?.size, 2);

// ---- a new edition while the page is open: never another page's text under an old number ----
let edition = 0;
const tab = await open(async name => { const b = await good(name); return edition && name === 'manifest.json' ? new TextEncoder().encode(`${new TextDecoder().decode(b)} `) : b });
is('the same edition answers on', (await tab('borger')).results.length, 10);
edition = 1;
let answered = true;
await tab('borger').catch(() => answered = false);
is('... another one is an error, and then begun afresh', answered, false);

// ---- a damaged index: an error to tell of, never an empty answer ----
// A large index has its directory in pieces: the same one, cut in two.
const { segments: [segment], ...head } = JSON.parse(new TextDecoder().decode(await good('manifest.json'))), middle = segment.shards.length >> 1;
const pieces = [segment.shards.slice(0, middle), segment.shards.slice(middle)];
const int = n => n > 127 ? [n % 128 + 128, ...int(n >> 7)] : [n], piece = list => new Uint8Array(gzipSync(Buffer.from([...int(list.length),
  ...list.flatMap(([first, hash]) => { const b = Buffer.from(first); return [...int(b.length), ...b, ...Buffer.from(hash, 'hex')] })])));
const large = async name => {
  if (name === 'manifest.json') return new TextEncoder().encode(JSON.stringify({ ...head, segments: [{ ...segment, shards: undefined, dirs: pieces.map((p, i) => [p[0][0], `${i}`]) }] }));
  return name.startsWith('dir.') ? piece(pieces[+name.split('.')[1]]) : good(name);
};
const inPieces = await open(large), queries = ['borger', 'fællesskab', 'vagtplan', 'atraktiv arbejdsplads', 'paaroerende', 'sund', 'a', 'å'], ask = async s => JSON.stringify(await Promise.all(queries.map(q => s(q, 10, {}))));
is('an index with a directory in pieces gives the same answers', await ask(inPieces) === await ask(search), true);

const spoil = async (name, which, change, { query = 'borger fællesskab', from = good } = {}) => {
  let said = 'an answer', touched = 0;
  try {
    const broken = await open(async file => { const b = await from(file); if (!which.test(file)) return b; touched++; return change(b) });
    const a = await broken(query, 10, {});
    said = `${a.results.length} results`;
  } catch { said = 'an error' }
  is(name, [said, touched > 0], ['an error', true]);
};
const missing = () => { throw Error('404') }, half = b => b.subarray(0, b.length >> 1), inside = change => b => new Uint8Array(gzipSync(change(gunzipSync(b))));
for (const [what, which, more] of [['the manifest', /manifest/], ['a shard', /^s\//], ['a page\'s text', /^d\//], ['the facets', /^facets/],
  ['a list of words', /^w\//, { query: 'ffællesskab' }], ['a piece of the directory', /^dir/, { from: large }]]) {
  await spoil(`${what} missing`, which, missing, more);
  await spoil(`${what} cut`, which, half, more);
  await spoil(`${what}: an empty file`, which, () => new Uint8Array(), more);
  await spoil(`${what}: a page of an error instead`, which, () => new TextEncoder().encode('<!doctype html>404'), more);
  if (what === 'the manifest') continue;
  // (of a list of words the last byte: half of it may end where a word does, and that is a list too)
  const cut = b => b.subarray(0, what === 'a list of words' ? b.length - 1 : b.length - 1 >> 1);
  await spoil(`${what} cut before it was packed`, which, inside(cut), more);
  await spoil(`${what}: nothing but its packing`, which, inside(() => Buffer.alloc(0)), more);
  await spoil(`${what}: noise`, which, inside(b => b.map((c, i) => c ^ (i * 37 + 11 & 255))), more);
  if (!/facets|text/.test(what)) await spoil(`${what}: zeros`, which, inside(b => Buffer.alloc(b.length)), more);
}
for (const json of ['null', '{}', '[]', '{"v":2}', '{"v":2,"segments":[]}', '{"v":2,"segments":[{}]}', '{"v":2,"pages":1e9,"segments":[{"page":"x"}]}'])
  await spoil(`a manifest that says ${json}`, /manifest/, () => new TextEncoder().encode(json));
await spoil('a manifest of another version', /manifest/, b => new TextEncoder().encode(new TextDecoder().decode(b).replace('"v":2', '"v":1')));
done();

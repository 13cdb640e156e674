// `vidensbank search` and the client give the same answers in the same order: for the queries on the real content, cut, misspelt, joined,
// quoted, and for odd ones. And what the command says where there is nothing to search.
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { gunzipSync, gzipSync } from 'node:zlib'

const { VB, ROOT, TMP } = process.env, out = `${TMP}/out`
let n = 0, failed = 0
const tell = (good, name, ...more) => {
  failed += !good
  console.log(`${good ? 'ok' : 'not ok'} ${++n} - ${name}${good ? '' : `\n#   ${more.join('\n').replaceAll('\n', '\n#   ')}`}`)
}
execFileSync(VB, ['build', '--site', ROOT, '--out', out, '--no-cache', '--now', '2026-11-22'], { stdio: 'ignore' })

const queries = readFileSync(`${ROOT}/tests/search/content.tsv`, 'utf8').trim().split('\n').slice(1).map(l => l.split('\t')[3])
const half = q => Math.max(2, q.length >> 1)
const kinds = {
  'as they are': queries,
  'while they are typed': queries.map(q => q.slice(0, half(q))),
  'when they are done': queries.map(q => `${q} `),
  'with two letters changed round': queries.map(q => q.slice(0, 2) + q[3] + q[2] + q.slice(4)),
  'with a letter less': queries.map(q => q.slice(0, 3) + q.slice(4)),
  'with a blank in the middle': queries.map(q => `${q.slice(0, half(q))} ${q.slice(half(q))}`),
  'quoted': queries.map(q => `"${q}"`),
  'odd ones': ['og i at', '<b>x</b>', '.*[a-z](', '😀 vagtplan', 'ÅRSHJUL', 'aarshjul paaroerende', 'med møde', 'sundheds- og omsorgsområdet', '"', '""', 'vagtplan "',
    '„god historie”', 'plan plan planer', 'xyzzyqwertz', 'Привет мир', 'a', 'år', '2022', 'borger '.repeat(300), 'x'.repeat(3000)],
}
const ask = query => JSON.parse(execFileSync(VB, ['search', query, '--out', out, '--json']))
const same = (a, b) => a.length === b.length && a.every((r, i) =>
  r.url === b[i].url && r.anchor === b[i].anchor && r.title === b[i].title && Math.abs(r.score - b[i].score) <= 1e-6 * Math.max(1, r.score))
for (const [name, list] of Object.entries(kinds)) {
  const theirs = execFileSync('node', [`${ROOT}/tests/search-cli.mjs`, out], { input: list.join('\n') + '\n' }).toString().trim().split('\n').map(l => JSON.parse(l))
  const wrong = list.filter((q, i) => !same(theirs[i].results, ask(q).results))
  tell(theirs.length === list.length && !wrong.length, `${list.length} queries, ${name}: the same answers`, ...wrong.slice(0, 5).map(q => q.slice(0, 80)))
}

// ---- where there is nothing to search ----
const said = (...args) => { const r = spawnSync(VB, ['search', ...args], { cwd: TMP, env: { ...process.env, LC_ALL: 'C.UTF-8', LANGUAGE: 'en' } }); return `${r.status} ${r.stdout}${r.stderr}`.trim() }
mkdirSync(`${TMP}/empty`)
tell(said('x', '--out', 'empty') === '3 vidensbank: error: empty holds no search index that can be read: build the site first [environment]', 'no index', said('x', '--out', 'empty'))
tell(said().startsWith('2 vidensbank search: error: say what to search for'), 'no query', said())
// Each kind of file damaged in each way: the message, never a crash, a hang, or an answer as if there were less.
const all = readdirSync(`${out}/soeg`, { recursive: true, withFileTypes: true }).filter(e => e.isFile()).map(e => `${e.parentPath ?? e.path}/${e.name}`)
const inside = change => b => gzipSync(change(gunzipSync(b))), noise = b => b.map((c, i) => c ^ (i * 37 + 11 & 255))
const ways = { cut: b => b.subarray(0, b.length >> 1), empty: () => '', 'a page': () => '<!doctype html>404', 'of noise': inside(noise), 'of zeros': inside(b => Buffer.alloc(b.length)), 'empty inside': inside(() => '') }
for (const [what, which, query] of [['shards', /\/s\//, 'vagtplan'], ['lists of words', /\/w\//, 'ffællesskab'], ['texts', /\/d\//, 'vagtplan']]) {
  const files = all.filter(f => which.test(f)).map(f => [f, readFileSync(f)]), wrong = []
  for (const [way, change] of Object.entries(ways)) {
    for (const [f, bytes] of files) writeFileSync(f, change(bytes))
    const r = spawnSync(VB, ['search', query, '--out', out], { timeout: 20000 })
    if (r.status !== 3) wrong.push(`${way}: ${r.status} ${r.signal} ${r.stdout}`)
  }
  for (const [f, bytes] of files) writeFileSync(f, bytes)
  tell(files.length && !wrong.length, `damaged ${what}`, ...wrong)
}
const [shard] = readdirSync(`${out}/soeg/s`)
for (const [name, damage] of [['cut', f => writeFileSync(f, readFileSync(f).subarray(0, 500))], ['missing', f => rmSync(f)]]) {
  for (const f of readdirSync(`${out}/soeg/s`)) damage(`${out}/soeg/s/${f}`)
  const words = said('vagtplan', '--out', out)
  tell(/^3 vidensbank: error: s\/[0-9a-f]{12}\.kbi is missing or damaged: build the site again \[environment\]$/.test(words), `a shard that is ${name}`, shard, words)
}
const random = spawnSync('node', ['-e', 'let x = 1; process.stdout.write(Buffer.from(Array.from({length: 3000}, () => (x = x * 48271 % 2147483647) & 255)))']).stdout
for (const f of ['manifest.json']) writeFileSync(`${out}/soeg/${f}`, random)
tell(said('vagtplan', '--out', out).startsWith('3 '), 'a manifest that is none', said('vagtplan', '--out', out))
console.log(`1..${n}`)
process.exit(failed ? 1 : 0)

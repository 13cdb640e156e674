// read.mjs OUT: what the index under OUT/soeg/ says, in lines to be compared; stops with a message at anything that is not as the
// format says. Its own reader, so that the client's and the program's mistakes are not the same.
import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

const out = `${process.argv[2]}/soeg/`
const fault = (what) => { console.log(`FAULT ${what}`); process.exit(1) }
const used = new Set(['manifest.json'])
const open = (prefix, hash) => {
  const name = `${prefix}${hash}.kbi`, packed = readFileSync(out + name), bytes = gunzipSync(packed)
  used.add(name)
  if (packed.readUInt32LE(4) !== 0 || packed[3] !== 0) fault(`${name}: a time or a name in its gzip header`)
  if (hash && !prefix.startsWith('d/') && createHash('sha256').update(bytes).digest('hex').slice(0, 12) !== hash) fault(`${name}: another hash`)
  return bytes
}
class Reader {
  constructor (bytes) { this.b = bytes; this.at = 0 }
  get end () { return this.at === this.b.length }
  byte () { if (this.at >= this.b.length) fault('cut off'); return this.b[this.at++] }
  int () { for (let x = 0, m = 1; ; m *= 128) { const c = this.byte(); x += (c & 127) * m; if (c < 128) return x } }
  raw (n) { if (this.at + n > this.b.length) fault('cut off'); this.at += n; return this.b.subarray(this.at - n, this.at) }
  str () { return this.raw(this.int()).toString() }
  coded (before) { const n = this.int(); return Buffer.concat([before.subarray(0, n), this.raw(this.int())]) }
}
const pages = (r, n) => { let page = 0; return Array.from({ length: n }, (_, i) => { const d = r.int(); if (i && !d) fault('a page twice'); return (page += d) }) }
const list = (r, n) => { // one term's postings: page/section:level, p only as a part
  const found = pages(r, n).flatMap((page) => { const here = []; for (let more = 1; more;) { const s = r.int(); more = s & 1; here.push(`${page}/${s >> 1}:`) } return here })
  return found.map((x) => { const c = r.byte(); if (c > 127) fault('a byte over 127'); return `${x}${c & 63}${c & 64 ? 'p' : ''}` })
}

const m = JSON.parse(readFileSync(`${out}manifest.json`)), [seg] = m.segments
const { stop, segments, ...head } = m
console.log(JSON.stringify(head))
seg.shards ??= seg.dirs.flatMap(([first, hash]) => {
  const r = new Reader(open('dir.', hash)), part = Array.from({ length: r.int() }, () => [r.str(), r.raw(6).toString('hex')])
  if (part[0][0] !== first || !r.end) fault(`the directory of ${first}`)
  return part
})
let before = Buffer.from(''), terms = new Set()
for (const [first, hash] of seg.shards) {
  const r = new Reader(open('s/', hash)), n = r.int(), size = r.int(), posts = new Reader(r.b.subarray(r.at + size))
  if (r.b.length > 12100) fault(`${hash}: ${r.b.length} bytes`)
  for (let i = 0, key = Buffer.from(''); i < n; i++) {
    key = r.coded(key)
    if (i === 0 && key.toString() !== first) fault(`the shard of ${first} begins with ${key}`)
    if (Buffer.compare(before, key) >= 0) fault(`${key} after ${before}`)
    before = key
    const shown = r.coded(key).toString() || key.toString(), df = r.int(), bytes = posts.raw(r.int())
    const posted = new Reader(bytes)
    let found
    if (df > 2048) {
      const all = new Reader(open('s/', posted.raw(6).toString('hex'))), whole = new Set(pages(all, df)), level = posted.byte()
      found = list(posted, 1024)
      if (!all.end || level > 63 || found.some(x => !whole.has(+x.split('/')[0]))) fault(`${key}: its best pages`)
    } else found = list(posted, df)
    if (!posted.end || found.some(x => x.split('/')[0] >= m.pages)) fault(`${key}: its postings`)
    terms.add(key.toString())
    console.log(`${key} (${shown}) ${found.join(' ')}`)
  }
  if (!posts.end) fault(`${hash}: bytes too many`)
}
for (const [letter, hash] of seg.words)
  for (let r = new Reader(open('w/', hash)), key = Buffer.from(''); !r.end;) {
    key = r.coded(key)
    if ([...key.toString()][0] !== letter || !terms.has(key.toString())) fault(`word ${key} under ${letter}`)
    r.byte()
  }
const r = new Reader(open('facets.', seg.facets))
for (let i = r.int(); i > 0; i--) {
  const name = r.str(), label = r.str(), values = Array.from({ length: r.int() }, () => r.str())
  console.log(`facet ${name} (${label}) ${values.join(', ')}: ${Array.from({ length: m.pages }, () => Array.from({ length: r.int() }, () => r.int()).join('+') || '-').join(' ')}`)
}
if (!r.end) fault('bytes behind the facets')
for (let i = 0; i < m.pages; i++) {
  const t = new Reader(open(`d/${i >> 8}/`, String(i)))
  console.log(`page ${i} ${JSON.stringify([t.str(), t.str(), t.str(), t.str(), ...Array.from({ length: t.int() }, () => [t.str(), t.str(), t.str()])])}`)
  if (!t.end) fault(`bytes behind page ${i}`)
}
for (const f of readdirSync(out, { recursive: true, withFileTypes: true }))
  if (f.isFile() && f.name.endsWith('.kbi')) {
    const name = `${(f.parentPath ?? f.path)}/${f.name}`.slice(out.length)
    if (!used.has(name.replace(/^\/+/, ''))) fault(`${name} is named nowhere`)
  }

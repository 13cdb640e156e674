// files - the files under soeg/, as src/search/ writes them. Whatever is missing, cut or of another version throws.

const text8 = new TextDecoder(), demand = ok => { if (!ok) throw Error() };
const reader = (b, p = 0) => {
  const r = {
    more: () => p < b.length,
    at: () => p,
    byte: () => { demand(p < b.length); return b[p++] },
    int: () => { let n = 0, unit = 1, c; do { c = r.byte(); n += c % 128 * unit; unit *= 128 } while (c > 127); return n },
    raw: n => { demand(p + n <= b.length); return b.subarray(p, p += n) },
    str: () => text8.decode(r.raw(r.int())).normalize(),
    list: one => { const out = []; for (let n = r.int(); n > 0; n--) out.push(one()); return out },
    hash: () => Array.from(r.raw(6), c => c.toString(16).padStart(2, 0)).join(''),
  };
  return r;
};
const inflate = async b => new Uint8Array(await new Response(new Blob([b]).stream().pipeThrough(new DecompressionStream('gzip'))).arrayBuffer());
// Front coded words as a map; value(key's bytes) reads what stands behind each.
const coded = (r, most, value) => {
  const out = new Map();
  for (let key = []; r.more() && out.size < most;) {
    const same = r.int(), rest = r.raw(r.int());
    demand(same <= key.length && rest[0]);
    key = Uint8Array.of(...key.slice(0, same), ...rest);
    out.set(text8.decode(key), value(key));
  }
  demand(out.size);
  return out;
};
const readWords = b => { const r = reader(b); return coded(r, 1 / 0, r.byte) };
const readShard = b => {
  const r = reader(b), n = r.int(), size = r.int();
  let at = r.at() + size;
  return coded(r, n, bytes => {
    const key = text8.decode(bytes), shown = text8.decode(bytes.slice(0, r.int())) + r.str(), df = r.int(), posts = at;
    demand((at += r.int()) <= b.length);
    return { key, shown: shown || key, df, posts: b.subarray(posts, at) };
  });
};
const readText = b => {
  const { str, list } = reader(b);
  return { url: str(), head: { heading: str(), text: '' }, kind: str(), day: str(), sections: list(() => ({ id: str(), heading: str(), text: str() })) };
};
// What the levels weigh, step by step as in src/search/list.c.
const levels = [1];
while (!levels[63]) levels.push(levels.at(-1) * 1.08);
// Pages by the distances between them.
const readPages = (r, n) => {
  let page = 0;
  return Uint32Array.from({ length: n }, () => page += r.int());
};
// A term's postings: its pages, what each is worth; by page where its sections begin, those with their weights, each perhaps of a
// mere part of a word. A very common term's are of its best pages; before them stand the hash of a file with all, and the weight of
// the others.
const readList = ({ posts, df }) => {
  const r = reader(posts), all = df > 2048 && r.hash(), weigh = c => levels[c & 63], others = all && weigh(r.byte());
  const pages = readPages(r, all ? 1024 : df), first = [0], sections = [];
  for (let s; first.length <= pages.length; first.push(sections.length)) do { s = r.int(); sections.push(s >> 1) } while (s % 2);
  const bytes = r.raw(sections.length), weights = Float64Array.from(bytes, weigh);
  const worth = Float64Array.from(pages, (_, i) => { const here = weights.slice(first[i], first[i + 1]); return .92 * Math.max(...here) + .08 * here.reduce((a, b) => a + b) });
  return { all, others, pages, first, sections, bytes, weights, worth };
};

const openIndex = async read => {
  const head = async () => text8.decode(await read('manifest.json')), mine = await head();
  const { v, pages, stem, stop, segments: [seg] } = JSON.parse(mine), cache = new Map();
  demand(v === 2);
  const file = (name, decode) => {
    if (cache.size > 400) cache.clear();
    if (!cache.has(name)) cache.set(name, read(name).then(inflate).then(decode).catch(e => { cache.delete(name); throw e }));
    return cache.get(name);
  };
  // Where in a directory the key would be, and the directory's piece of a large index.
  const place = (list, key) => Math.max(0, list.findLastIndex(l => l[0] <= key));
  const piece = i => file(`dir.${seg.dirs[i][1]}.kbi`, b => { const r = reader(b); return r.list(() => [r.str(), r.hash()]) });
  // Terms to keep from the shard where `from` would be; with `wide` also from the next, if it begins with it.
  const range = async (from, keep, wide = 0) => {
    const { dirs } = seg, out = [], d = dirs && place(dirs, from);
    let shards = dirs ? await piece(d) : seg.shards;
    const a = place(shards, from);
    if (dirs?.[d + 1] && !shards[a + wide]) shards = [...shards, ...await piece(d + 1)];
    demand(shards[0] || !dirs);
    for (const s of shards.slice(a, a + 1 + wide)) if (s === shards[a] || s[0].startsWith(from))
      for (const term of (await file(`s/${s[1]}.kbi`, readShard)).values()) if (keep(term)) out.push(term);
    return out;
  };
  return {
    pages, ...language(stem), stop: new Set(stop?.split(' ')), range,
    letters: seg.words,
    lookup: async key => (await range(key, t => t.key === key))[0],
    known: async first => { const l = seg.words.find(l => l[0] === first); return l ? file(`w/${l[1]}.kbi`, readWords) : new Map() },
    // The texts of pages go by number: an edition that came meanwhile may have given the number to another page.
    same: async () => demand(mine === await head()),
    text: page => file(`d/${page >> 8}/${page}.kbi`, readText),
    all: t => file(`s/${t.list.all}.kbi`, b => readPages(reader(b), t.df)),
    columns: async () => seg.facets ? file(`facets.${seg.facets}.kbi`, b => {
      const r = reader(b);
      return r.list(() => {
        const name = r.str(), label = r.str(), values = r.list(r.str);
        return { name, label, of: Array.from({ length: pages }, () => r.list(() => values[r.int()])) };
      });
    }) : [],
  };
};

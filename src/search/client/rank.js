// rank - from terms to pages in their order, the section to land in, excerpts and facets.

const order = (a, b) => b.score - a.score || a.page - b.page;
// The best n, from the best on.
const foremost = (scores, n) => {
  const top = [];
  scores.forEach((score, page) => {
    if (score > (top[n - 1]?.score || 0)) {
      top.push({ page, score });
      top.sort(order).splice(n);
    }
  });
  return top;
};
// What the words give each page: the most that one of a word's terms does; and how many pages have all the words. With `all` the pages
// that very common words have beside their best as well, taken to be alike.
const score = async (ix, q, all) => {
  const { pages } = ix, sum = new Float64Array(pages), best = new Float64Array(pages), hits = new Uint8Array(pages), n = q.words.length;
  let whole = 0;
  for (const w of q.words) {
    const give = (p, v) => { if (v > best[p]) best[p] = v };
    for (const f of w.found.values()) {
      const t = f.term, df = t.df, l = f.list = t.list ||= readList(t);
      f.value = Math.fround(f.weight * Math.log(1 + (pages - df + .5) / (df + .5)));
      q.most = Math.max(q.most, df);
      l.pages.forEach((p, i) => give(p, f.value * l.worth[i]));
      if (all && l.all && f.weight > .5) (await ix.all(t)).forEach(p => give(p, f.value * l.others));
    }
    best.forEach((v, p) => { hits[p] += v > 0; sum[p] += v });
    best.fill(0);
  }
  sum.forEach((v, p) => {
    const share = hits[p] / n;
    sum[p] = v * share * share;
    whole += share === 1;
  });
  return [sum, whole];
};
// The section with most of the words.
const land = (q, top) => {
  for (const c of top) c.sums = new Map();
  for (const w of q.words) for (const c of top) {
    const mine = [];
    for (const { list: l, value } of w.found.values()) {
      const i = l.pages.indexOf(c.page);
      for (let k = l.first[i]; k < l.first[i + 1]; k++) {
        const s = l.sections[k];
        w.part ||= l.bytes[k] & 64;
        mine[s] = Math.max(mine[s] || 0, value * l.weights[k]);
      }
    }
    mine.forEach((v, s) => { const [sum, n] = c.sums.get(s) || [0, 0]; c.sums.set(s, [sum + v, n + 1]) });
  }
  const worth = ([, [sum, n]]) => sum * (1 + .5 * n);
  for (const c of top) c.section = [...c.sums].sort((a, b) => worth(b) - worth(a) || a[0] - b[0])[0]?.[0];
};
const tokens = (ix, s) => s.tokens ||= words(s.heading + '\n' + s.text).map(t => ({ ...t, folded: fold(t.word), key: ix.key(t.word) }));
// What only the page's text can tell: words as typed, side by side, quoted phrases. False when a phrase is not there.
const look = async (ix, q, c) => {
  const text = c.text = await ix.text(c.page), seen = new Set(), pairs = new Set(), phrases = new Set();
  for (const s of [text.head, ...text.sections]) tokens(ix, s).forEach((t, i, ts) => {
    if (q.words.some(w => w.folded === t.folded)) seen.add(t.folded);
    q.all.forEach((w, n) => {
      const next = q.all[n + 1] && ix.key(q.all[n + 1].word);
      if (next && t.key === ix.key(w.word) && (ts[i + 1]?.key === next || ts[i + 2]?.key === next)) pairs.add(n);
    });
    for (const ph of q.phrases) if (ph.every((w, j) => ts[i + j]?.folded === w.folded)) phrases.add(ph);
  });
  c.score *= 1 + .08 * seen.size + .25 * pairs.size;
  return phrases.size === q.phrases.length;
};
// Texts as [text, is a hit] pairs; of the section the stretch with most of the words.
const shown = (ix, q, { text, section, score }) => {
  const keys = new Set(q.words.flatMap(w => [...w.found.keys()])), roots = q.words.flatMap(w => [w.folded, ix.key(w.word)]).filter(r => r[3]);
  const hit = t => keys.has(t.key) || roots.some(r => t.folded.includes(r));
  const mark = (s, from, to) => {
    const out = [], whole = s.heading + '\n' + s.text;
    for (const t of tokens(ix, s)) if (t.at >= from && t.end <= to && hit(t)) { out.push([whole.slice(from, t.at)], [whole.slice(t.at, t.end), true]); from = t.end }
    return [...out, [whole.slice(from, to)]];
  };
  const own = text.sections[section] || text.sections[0], title = text.head.heading, from = own.heading.length + 1, length = from + own.text.length;
  const ts = tokens(ix, own).filter(t => t.at >= from);
  let most = 0, a = 0;
  ts.forEach((t, i) => {
    const n = hit(t) && new Set(ts.slice(i, i + 24).filter(hit).map(t => t.key)).size;
    if (n > most) { most = n; a = Math.max(0, i - 6) }
  });
  const begin = a ? ts[a].at : from, end = Math.min(ts[a + 32]?.at || length, begin + 400);
  return {
    url: text.url, anchor: own.id, title, kind: text.kind, score,
    head: mark(text.head, 0, title.length),
    heading: mark(own, 0, from - 1),
    excerpt: [[a ? '… ' : ''], ...mark(own, begin, end), [end < length ? '…' : '']],
  };
};
// Keeps the scores of pages with one of the chosen values in each column; a column's counts are as if it alone were open.
const sift = (columns, scores, chosen) => {
  const shut = columns.filter(c => chosen[c.name]);
  const fits = (page, but) => scores[page] && shut.every(c => c === but || c.of[page].some(v => chosen[c.name].includes(v)));
  const facets = columns.map(c => {
    const on = chosen[c.name] || [], counts = new Map(on.map(v => [v, 0]));
    c.of.forEach((values, page) => { if (fits(page, c)) for (const v of values) counts.set(v, (counts.get(v) || 0) + 1) });
    return { ...c, values: [...counts].map(([value, count]) => ({ value, count, on: on.includes(value) })) };
  });
  scores.forEach((_, page) => { if (!fits(page)) scores[page] = 0 });
  return facets;
};
// read(name) promises the bytes of soeg/name. search(typed, limit, {facet: [value]}) promises {total (null: not known), results,
// facets (when asked for), notes: {how: words}, suggestion, only: these were stop words alone}.
const open = async read => {
  const ix = await openIndex(read);
  return async (typed, limit = 10, chosen) => {
    const q = await understand(ix, typed), two = q.words[1], many = Math.max(two ? 15 : 10, limit);
    let all = Object.keys(chosen || {})[0], [scores, whole] = await score(ix, q, all);
    // Very common words have their best pages in the lists: where too few of these have all the words, all their pages are looked at.
    if (!all && two && whole < many) [scores] = await score(ix, q, all = two);
    const facets = sift(chosen ? await ix.columns() : [], scores, chosen), total = scores.filter(s => s).length;
    const top = foremost(scores, q.phrases[0] ? 90 : many), done = [];
    land(q, top);
    for (let i = 0; i < top.length && !done[limit - 1]; i += many)
      await Promise.all(top.slice(i, i + many).map(async c => { if (await look(ix, q, c)) done.push(c) }));
    await ix.same();
    const results = done.sort(order).slice(0, limit).map(c => shown(ix, q, c));
    return { total: q.phrases[0] ? results[limit - 1] ? null : results.length : all ? total : Math.max(total, q.most), results, facets, only: q.only, ...told(q) };
  };
};

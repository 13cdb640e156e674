// query - from what was typed to the terms of the index that may answer it, each with its weight.

const parse = (typed, { stop }) => {
  const text = typed.slice(0, 1000).normalize().replace(/[“”„»«]/g, '"'), parts = text.split('"'), all = [], phrases = [], list = [];
  parts.forEach((part, i) => {
    const found = words(part).map(t => ({ ...t, folded: fold(t.word) }));
    if (i % 2 && i < parts.length - 1 && found[0]) phrases.push(found);
    all.push(...found);
  });
  const isStop = t => stop.has(t.folded), open = /[\p{L}\p{N}]$/u.test(text), only = all[0] && all.every(isStop);
  all.forEach((t, place) => {
    if (!list[15] && (only || !isStop(t)) && !list.some(w => w.word === t.word))
      list.push({ ...t, place, last: open && place === all.length - 1, found: new Map() });
  });
  return { words: list, phrases, all, most: 0, only };
};
// Typing mistakes between two words (Damerau-Levenshtein), as long as they are no more than `most`.
const mistakes = (a, b, most) => {
  let old, row = [...Array(b.length + 1).keys()];
  for (let i = 1; i <= a.length && Math.min(...row) <= most; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] !== b[j - 1]));
      if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) next[j] = Math.min(next[j], old[j - 2] + 1);
    }
    old = row; row = next;
  }
  return row[b.length];
};
const letter = w => String.fromCodePoint(w.codePointAt());
const add = (w, term, weight, how) => { if (term && !(w.found.get(term.key)?.weight >= weight)) w.found.set(term.key, { term, weight, how }) };

// The word itself, its relatives, longer words while it is typed, its pieces.
const expand = (ix, w) => [
  ...spellings(w.word).flatMap(v => {
    const start = fold(v);
    return [ix.lookup(ix.key(v)).then(t => add(w, t, 1)),
      relatives(ix, v).then(ts => ts.map(t => add(w, t, .5))),
      w.last && start[1] && ix.range(start, t => t.key.startsWith(start), 1).then(ts => ts.sort((a, b) => a.key.length - b.key.length || b.df - a.df)
        .slice(0, 25).map(t => add(w, t, .45 * Math.max(.4, start.length / t.key.length), 'prefix')))];
  }),
  ...w.pieces.map(p => ix.lookup(ix.key(p)).then(t => add(w, t, .4))),
];
// Two neighbours as one word; a stop word too may be the half of one.
const join = (ix, q) => q.all.slice(1, 24).flatMap((b, i) => {
  const two = q.words.filter(w => w.place === i || w.place === i + 1);
  return two[0] ? [['', .9], ['s', .8]].flatMap(([link, weight]) => spellings(q.all[i].word + link + b.word).map(v =>
    ix.lookup(ix.key(v)).then(t => two.map(w => add(w, t, weight, 'joined'))))) : [];
});
// Known words that the key may be a slip of: [word, mistakes, commonness].
const near = async (ix, key) => {
  const out = [], most = key.length < 9 ? 1 : 2;
  if (key[3] && !/\p{N}/u.test(key)) for (const l of new Set([letter(key), key[1]])) for (const [k, df] of await ix.known(l)) {
    const n = Math.abs(k.length - key.length) > most ? 9 : mistakes(key, k, most);
    if (n <= most) out.push([k, n, df]);
  }
  return out.sort((a, b) => a[1] - b[1] || b[2] - a[2]).slice(0, 5);
};
// The word as two known ones, the second perhaps a slip. Words of three letters are not in the lists.
const split = async (ix, q, w, v) => {
  const known = async k => k[3] ? (await ix.known(letter(k))).has(k) : k[2] && ix.lookup(k);
  let two, small = 0;
  for (let i = 3; i < v.length - 2; i++) {
    const a = ix.key(v.slice(0, i)), b = ix.key(v.slice(i)), size = Math.min(i, v.length - i);
    if (size <= small || !await known(a)) continue;
    if (await known(b)) { two = [a, b]; small = size }
    else if (!two && b[5]) { const [n] = await near(ix, b); if (n) two = [a, n[0]] }
  }
  if (!two) return;
  const other = { ...w, folded: two[1], found: new Map() };
  add(w, await ix.lookup(two[0]), .6, 'split');
  add(other, await ix.lookup(two[1]), .6, 'split');
  return q.words.splice(q.words.indexOf(w) + 1, 0, other);
};
// A word that is not known: one slip away, two in one, two slips away, a piece of longer words.
const guess = async (ix, q, w) => {
  const ways = spellings(w.word), slips = (await Promise.all(ways.map(v => near(ix, ix.key(v))))).flat();
  if (slips.every(s => s[1] > 1)) for (const v of ways) if (await split(ix, q, w, v)) return;
  for (const [k, n] of slips) add(w, await ix.lookup(k), n > 1 ? .3 : .5, 'typo');
  if (!w.found.size) for (const [k, weight] of await longer(ix, w)) add(w, await ix.lookup(k), weight, 'inside');
};
const understand = async (ix, typed) => {
  const q = parse(typed, ix);
  await Promise.all([...q.words.flatMap(w => expand(ix, w)), ...join(ix, q)]);
  for (const w of [...q.words]) if (![...w.found.values()].some(f => f.weight >= .5 || f.how === 'prefix')) await guess(ix, q, w);
  return q;
};
// What was done besides looking the words up, and what may have been meant.
const told = q => {
  const notes = {}, by = (w, how) => [...w.found.values()].filter(f => f.how === how).map(f => f.term.shown);
  const note = (how, word) => (notes[how] ||= new Set()).add(word);
  for (const w of q.words) {
    if (by(w, 'prefix')[0]) note('prefix', w.word);
    if (by(w, 'inside')[0] || w.part) note('inside', w.word);
    for (const how of ['joined', 'split']) by(w, how).map(t => note(how, t));
  }
  return { notes, suggestion: q.words.some(w => by(w, 'typo')[0]) ? q.words.map(w => by(w, 'typo')[0] || w.word).join(' ') : '' };
};

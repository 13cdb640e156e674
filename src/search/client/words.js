// words - a text's words and what they are filed under; letter for letter as in src/search/.

const fold = s => /^[a-z\d]*$/.test(s) ? s
  : s.replace(/[æä]/g, 'ae').replace(/[øö]/g, 'oe').replace(/å/g, 'aa').normalize('NFD').replace(/\p{M}/gu, '').normalize();
const cut = w => w[64] ? [...w].slice(0, 64).join('') : w;
// Words of a text (NFC) with their places; word is in lower case and without its hyphens, pieces is what lay between those.
const words = text => Array.from(text.matchAll(/[\p{L}\p{N}\p{M}\u00ad]+(?:[-\u2010\u2011]\u00ad*[\p{L}\p{N}\p{M}][\p{L}\p{N}\p{M}\u00ad]*)*/gu), m => {
  const pieces = Array.from(m[0].replace(/\u00ad/g, ''), c => c.toLowerCase()).join('').split(/[-\u2010\u2011]/).filter(p => p);
  return { at: m.index, end: m.index + m[0].length, word: cut(pieces.join('')), pieces: pieces[1] ? pieces.map(cut) : [] };
}).filter(t => t.word);
// key: what a word is filed under. kin: what it shares with its relatives.
const language = name => {
  const memo = new Map(), by = (w, full) => {
    if (name === 'none' || /\p{N}/u.test(w)) return fold(w);
    // A stemmer counts letters: one place for each.
    const far = /[\ud800-\udbff]./g, them = w.match(far);
    return fold(stem(w.replace(far, '\ue000'), full).replace(/\ue000/g, c => them?.shift() || c));
  };
  return {
    key: w => memo.get(w) ?? (memo.size > 5e4 && memo.clear(), memo.set(w, by(w)), memo.get(w)),
    kin: w => name === 'da1' && by(w, true),
  };
};

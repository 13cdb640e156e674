// da - Danish stems: Snowball's steps when full; else without the third, and an s goes from behind what the first removed.

const endings = 'erendes erende hedens erens endes ernes heden heder erets ethed erede ende erne eren erer heds enes eres eret ered ene ere hed ens ers ets en er es et e'.split(' ');
const stem = (w, full) => {
  if (!w[2]) return w;
  const p1 = Math.max(3, (/^.*?[aeiouyæåø]+[^aeiouyæåø]/s.exec(w) || [w])[0].length), sEnding = /[abcdfghjklmnoprtvyzå]s$/;
  const ending = list => list.find(e => w.length - e.length >= p1 && w.endsWith(e)), drop = n => w = w.slice(0, -n);
  const pair = () => ending(['gd', 'dt', 'gt', 'kt']) && drop(1);
  const first = ending(endings);
  if (first) drop(first.length);
  if (sEnding.test(w) && (first ? !full && w[4] : w.length > p1)) drop(1);
  pair();
  if (full) {
    if (w.endsWith('igst')) drop(2);
    const e = ending(['elig', 'løst', 'lig', 'els', 'ig']);
    if (e === 'løst') drop(1);
    else if (e) { drop(e.length); pair() }
  }
  return w.length > p1 && /([bcdfghjklmnpqrstvwxz])\1$/.test(w) ? drop(1) : w;
};
// As typed, and with æ, ø, å for ae, oe, aa.
const spellings = w => /ae|oe|aa/.test(w) ? [w, w.replace(/ae/g, 'æ').replace(/oe/g, 'ø').replace(/aa/g, 'å')] : [w];
// Terms that share more than the stem: leder, ledelse.
const relatives = async (ix, w) => {
  const kin = ix.kin(w);
  return kin ? ix.range(kin, t => ix.kin(t.shown) === kin, 1) : [];
};
// Known words that the word is a piece of.
const longer = async (ix, w) => {
  const out = [], key = ix.key(w.word);
  if (w.folded[4] && ix.pages <= 2e4) for (const [l] of ix.letters) for (const [k, df] of await ix.known(l)) if (k.includes(key)) out.push([k, k.endsWith(key) ? .5 : .3, df]);
  return out.sort((a, b) => b[1] - a[1] || b[2] - a[2]).slice(0, 8);
};

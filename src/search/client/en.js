// en - English stems: Snowball's Porter2. Words hold no apostrophes here.
const region = (w, from) => { let i = from; while (i < w.length && !enVowel.test(w[i])) i++; while (i < w.length && enVowel.test(w[i])) i++; return Math.min(i + 1, w.length) };
const enVowel = /[aeiouy]/, shortEnd = /(^[aeiouy][^aeiouy]|[^aeiouy][aeiouy][^aeiouywxY])$/;
const pairs = s => s.split(' ').map(p => p.split('>')).sort((a, b) => b[0].length - a[0].length);
const enWhole = new Map(pairs('skis>ski skies>sky dying>die lying>lie tying>tie idly>idl gently>gentl ugly>ugli early>earli only>onli singly>singl sky>sky news>news howe>howe atlas>atlas cosmos>cosmos bias>bias andes>andes'));
const enDone = /^(inning|outing|canning|herring|earring|proceed|exceed|succeed)$/;
const en2 = pairs('tional>tion enci>ence anci>ance abli>able entli>ent izer>ize ization>ize ational>ate ation>ate ator>ate alism>al aliti>al alli>al fulness>ful ousli>ous ousness>ous iveness>ive iviti>ive biliti>ble bli>ble ogi>og fulli>ful lessli>less li>');
const en3 = pairs('tional>tion ational>ate alize>al icate>ic iciti>ic ical>ic ful> ness> ative>');
const en4 = pairs('al> ance> ence> er> ic> able> ible> ant> ement> ment> ent> ism> ate> iti> ous> ive> ize> ion>');
const stem = w => {
  if (w.length < 3) return w;
  if (enWhole.has(w)) return enWhole.get(w);
  w = w.replace(/^y/, 'Y').replace(/([aeiouy])y/g, '$1Y');
  const head = /^(gener|commun|arsen)/.exec(w), p1 = head ? head[0].length : region(w, 0), p2 = region(w, p1);
  if (w.endsWith('sses')) w = w.slice(0, -2);
  else if (/ie[ds]$/.test(w)) w = w.slice(0, w.length > 4 ? -2 : -1);
  else if (/[aeiouy].+s$/.test(w) && !/[us]s$/.test(w)) w = w.slice(0, -1);
  if (enDone.test(w)) return w;
  let m = /(eedly|eed|ingly|edly|ing|ed)$/.exec(w);
  if (m && m[0].startsWith('ee')) { if (m.index >= p1) w = w.slice(0, m.index + 2) }
  else if (m && enVowel.test(w.slice(0, m.index))) {
    w = w.slice(0, m.index);
    if (/(at|bl|iz)$/.test(w)) w += 'e';
    else if (/(bb|dd|ff|gg|mm|nn|pp|rr|tt)$/.test(w)) w = w.slice(0, -1);
    else if (w.length <= p1 && shortEnd.test(w)) w += 'e';
  }
  w = w.replace(/(.[^aeiouy])[yY]$/, '$1i');
  const step = (list, from, when = () => true) => {
    for (const [e, to] of list) if (w.endsWith(e)) { const b = w.slice(0, -e.length); if (b.length >= from && when(e, b)) w = b + to; return }
  };
  step(en2, p1, (e, b) => e === 'ogi' ? b.endsWith('l') : e !== 'li' || /[cdeghkmnrt]$/.test(b));
  step(en3, p1, (e, b) => e !== 'ative' || b.length >= p2);
  step(en4, p2, (e, b) => e !== 'ion' || /[st]$/.test(b));
  const b = w.slice(0, -1);
  if (w.endsWith('e') ? b.length >= p2 || b.length >= p1 && !shortEnd.test(b) : w.endsWith('ll') && b.length >= p2) w = b;
  return w.replace(/Y/g, 'y');
};


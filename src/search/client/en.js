// en - English stems: Snowball's Porter2. Words hold no apostrophes here. In a list `a>b` puts b for a; without > it
// goes, or stays; longer ones stand first.

const lists = [
  'skis>ski skies>sky dying>die lying>lie tying>tie idly>idl gently>gentl ugly>ugli early>earli only>onli singly>singl sky news howe atlas cosmos bias andes',
  'ization>ize ational>ate fulness>ful ousness>ous iveness>ive tional>tion biliti>ble lessli>less entli>ent ation>ate alism>al aliti>al ousli>ous iviti>ive fulli>ful enci>ence anci>ance abli>able izer>ize ator>ate alli>al bli>ble ogi>og li',
  'ational>ate tional>tion alize>al icate>ic iciti>ic ative ical>ic ness ful',
  'ement ance ence able ible ment ant ent ism ate iti ous ive ize ion al er ic',
].map(list => list.split(' ').map(pair => pair.split('>')));
const done = /^((inn|out|cann|herr|earr)ing|(pro|ex|suc)ceed)$/, brief = /(^[aeiouy][^aeiouy]|[^aeiouy][aeiouy][^aeiouywxY])$/,
  after = { ogi: /l$/, li: /[cdeghkmnrt]$/, ion: /[st]$/ };
const stem = w => {
  const whole = lists[0].find(p => p[0] === w), drop = n => w = w.slice(0, -n);
  if (whole || !w[2]) return whole?.[1] || w;
  w = w.replace(/(^|[aeiouy])y/g, '$1Y');
  const region = from => w.length - w.slice(from).replace(/^[^aeiouy]*[aeiouy]+[^aeiouy]|.*/, '').length;
  const p1 = /^(gener|commun|arsen)/.exec(w)?.[0].length || region(0), p2 = region(p1);
  if (/sses$|..ie[ds]$/.test(w)) drop(2);
  else if (/ie[ds]$|[aeiouy].*[^us]s$/.test(w)) drop(1);
  if (done.test(w)) return w;
  const [, head, e] = /^(.*?)(e?ed|ing)(ly)?$/.exec(w) || [, ''];
  if (e === 'eed') { if (head.length >= p1) w = head + 'ee' }
  else if (/[aeiouy]/.test(head)) {
    w = head;
    if (/(at|bl|iz)$/.test(w) || w.length <= p1 && brief.test(w)) w += 'e';
    else if (/([bdfgmnprt])\1$/.test(w)) drop(1);
  }
  w = w.replace(/(.[^aeiouy])[yY]$/, '$1i');
  for (const i of [1, 2, 3]) {
    const [e, to = ''] = lists[i].find(p => w.endsWith(p[0])) || [], b = e && w.slice(0, -e.length);
    if (e && b.length >= (e === 'ative' || i > 2 ? p2 : p1) && (after[e] || /$/).test(b)) w = b + to;
  }
  const b = w.slice(0, -1);
  if (w.endsWith('e') ? b.length >= p2 || b.length >= p1 && !brief.test(b) : w.endsWith('ll') && b.length >= p2) w = b;
  return w.toLowerCase();
};
const spellings = w => [w], relatives = async () => [], longer = relatives;

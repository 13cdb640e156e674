// page - the search box on every page, and the search page (where there is room for facets), if there is one. Texts and addresses are
// data on the form.
// In the offline edition the files come as scripts: over file:// nothing else is let through.

const form = globalThis.document?.querySelector('form[data-index]');
const begin = () => {
  const t = form.dataset, input = form.elements.q, list = form.action, part = name => document.getElementById('_soeg-' + name);
  const out = part('svar'), live = part('antal'), facets = part('facetter'), step = facets ? 10 : 6;
  const el = (tag, props, ...kids) => { const e = Object.assign(document.createElement(tag), props); e.append(...kids); return e };
  const link = (href, ...kids) => el('a', { href }, ...kids), onward = () => link(list, t.list), fill = (text, word) => text.replace('{}', () => word);
  const hits = pairs => pairs.map(([s, hit]) => hit ? el('mark', {}, s) : s);
  let engine, asked = 0, timer, saying, key = 0, limit;

  const files = {};
  globalThis.soegFil = (name, data) => files[name] = data;
  const read = async name => {
    if (t.offline) {
      await new Promise((onload, fail) => {
        const s = el('script', { src: t.index + name + '.js', onload });
        s.addEventListener('error', fail);
        document.head.append(s);
      });
      return Uint8Array.from(atob(files[name]), c => c.charCodeAt());
    }
    const answer = await fetch(t.index + name, { cache: /^[md]/.test(name) ? 'no-cache' : 'default' });
    demand(answer.ok);
    return new Uint8Array(await answer.arrayBuffer());
  };
  const load = () => engine ||= open(read);
  const clear = () => { asked++; out.replaceChildren(); facets?.replaceChildren(); say('') };
  // The count alone is read aloud, when the typing has paused.
  const say = text => { clearTimeout(saying); saying = setTimeout(() => live.textContent = text, key + 600 - Date.now()) };
  const address = (q, chosen) => t.page + '?' + new URLSearchParams([['q', q], ...Object.entries(chosen || {}).flatMap(([k, vs]) => vs.map(v => [k, v]))]);
  const item = r => el('li', {}, link(t.root + r.url + (t.offline || '') + (r.anchor && '#' + r.anchor), ...hits(r.head), ...r.anchor ? [' › ', ...hits(r.heading)] : []),
    el('small', {}, r.kind), ...facets ? [el('p', {}, ...hits(r.excerpt))] : []);
  const column = c => el('fieldset', {}, el('legend', {}, c.label || t[c.name]),
    ...c.values.sort((a, b) => b.on - a.on || b.count - a.count).slice(0, 12)
      .map(v => el('label', {}, el('input', { type: 'checkbox', name: c.name, value: v.value, checked: v.on }), ` ${v.value} (${v.count})`)));
  const show = (q, a, chosen) => {
    const n = a.total ?? a.results.length, text = fill(!n ? a.only ? t.only : t.none : a.total === null ? t.least : n > 1 ? t.many : t.one, n), { name, value } = document.activeElement;
    out.replaceChildren(el('p', {}, text, ' ', n ? '' : onward()),
      ...a.suggestion ? [el('p', {}, el(t.page ? 'a' : 'span', { href: address(a.suggestion) }, fill(t.meant, a.suggestion)))] : [],
      ...facets ? Object.entries(a.notes).map(([how, ws]) => el('p', {}, fill(t[how], [...ws].join('«, »')))) : [],
      el('ol', {}, ...a.results.map(item)));
    if (n > a.results.length || a.total === null) out.append(t.more ? el('button', { type: 'button', onclick: async () => {
      const at = limit;
      limit += step;
      await ask(q, chosen);
      out.querySelectorAll('li a')[at]?.focus();
    } }, t.more) : link(address(q), t.all));
    facets?.replaceChildren(...a.facets.filter(c => c.values[1] || c.values[0]?.on).map(column));
    for (const c of facets?.querySelectorAll('input') || []) if (c.name === name && c.value === value) c.focus();
    say(text);
  };
  const ask = async (q, chosen) => {
    const mine = ++asked;
    if (!q.trim()) return clear();
    for (const last of [false, true]) try {
      const a = await (await load())(q, limit, chosen);
      return mine === asked && show(q, a, chosen);
    } catch {
      // A new edition may have been published meanwhile: begin afresh, once.
      engine = null;
      if (last && mine === asked) { clear(); out.append(el('p', {}, t.broken, ' ', onward())); say(t.broken) }
    }
  };
  const go = how => {
    const chosen = facets && {};
    clearTimeout(timer);
    limit = step;
    if (facets) {
      for (const c of facets.querySelectorAll(':checked')) (chosen[c.name] ||= []).push(c.value);
      history[how](null, '', address(input.value, chosen));
    }
    ask(input.value, chosen);
  };
  const arrive = () => {
    const p = new URLSearchParams(location.search);
    limit = step;
    input.value = p.get('q') || '';
    p.delete('q');
    ask(input.value, Object.fromEntries([...p.keys()].map(k => [k, p.getAll(k)])));
  };
  form.action = t.page || list;
  input.onfocus = () => load().catch(() => engine = null);
  input.oninput = () => { key = Date.now(); clearTimeout(timer); timer = setTimeout(go, 120, 'replaceState') };
  if (facets) {
    part('uden').hidden = true;
    facets.parentNode.open = innerWidth > 960;
    form.onsubmit = e => { e.preventDefault(); go('pushState') };
    facets.onchange = () => go('pushState');
    onpopstate = arrive;
    arrive();
  } else {
    if (!t.page) form.onsubmit = e => e.preventDefault();
    const stop = () => { clearTimeout(timer); clear() };
    form.onkeydown = e => { if (e.key === 'Escape') { stop(); input.focus() } };
    for (const away of ['focusin', 'pointerdown']) document.addEventListener(away, e => { if (!form.contains(e.target)) stop() });
  }
};
if (form) begin();
else globalThis.soegning = { open, words, language };

// live.js - the preview's part of a page: shows errors over it, its content check and draft mark at its foot, the page as on a phone, and
// loads it anew, at the same place, when it has changed. It writes no markup (Trusted Types) and lives in a shadow tree of its own.
(() => {
  const note = JSON.parse(document.getElementById('.serve').textContent);
  if (window.top !== window) return; // the picture of it on a phone
  const PLACE = '.serve place';
  const PHONE = '.serve phone';
  const PHONE_WIDTH = 375;
  let labels = {};
  let source = null;
  let hidden = false; // the errors, by the reader

  // ---- the same place ----
  const BLOCKS = 'h1, h2, h3, h4, p, li, tr, figure, pre, blockquote, summary, dt, dd';
  const blocks = () => [...(document.querySelector('main') ?? document.body).querySelectorAll(BLOCKS)].filter((e) => e.textContent.trim());
  // What sticks to the window says nothing of how far it has been scrolled.
  const sticks = (e) => Boolean(e) && (['sticky', 'fixed'].includes(getComputedStyle(e).position) || sticks(e.parentElement));
  const called = (e) => `${e.tagName} ${e.textContent.trim().slice(0, 80)}`;
  function savePlace() {
    const all = blocks();
    const seen = all.filter((e) => e.getBoundingClientRect().bottom > 0).slice(0, 40).filter((e) => !sticks(e)).slice(0, 6);
    const marks = seen.map((e) => ({ name: called(e), nth: all.filter((o) => called(o) === called(e)).indexOf(e), top: e.getBoundingClientRect().top }));
    const open = [...document.querySelectorAll('details')].map((d) => d.open);
    sessionStorage.setItem(PLACE, JSON.stringify({ path: location.pathname, x: scrollX, y: scrollY, marks, open }));
  }
  function findPlace(place) {
    const all = blocks();
    for (const mark of place.marks) {
      const found = all.filter((e) => called(e) === mark.name)[mark.nth];
      if (found) return scrollTo({ left: place.x, top: scrollY + found.getBoundingClientRect().top - mark.top, behavior: 'instant' });
    }
    return scrollTo({ left: place.x, top: place.y, behavior: 'instant' });
  }
  function restorePlace() {
    const saved = sessionStorage.getItem(PLACE);
    sessionStorage.removeItem(PLACE);
    const place = saved && JSON.parse(saved);
    if (!place || place.path !== location.pathname) return;
    const details = [...document.querySelectorAll('details')];
    if (details.length === place.open.length) details.forEach((d, i) => { d.open = place.open[i]; });
    findPlace(place);
    addEventListener('load', () => {
      findPlace(place); // pictures may have come
      setTimeout(() => { history.scrollRestoration = 'auto'; }, 200); // sooner, and the browser goes where it was itself
    }, { once: true });
  }
  function reload() {
    savePlace();
    history.scrollRestoration = 'manual';
    source?.close();
    location.reload();
  }

  // ---- is there another one by now? ----
  const loaded = performance.getEntriesByType('navigation')[0]?.serverTiming?.find((t) => t.name === 'tag')?.description;
  const bare = (tag) => (tag ?? '').replaceAll('"', '');
  async function compare() {
    const answer = await fetch(location.pathname, { method: 'HEAD', cache: 'no-store' }).catch(() => null);
    if (answer && bare(answer.headers.get('ETag')) !== bare(loaded)) reload();
  }

  // ---- what is shown ----
  function make(name, attributes, ...children) {
    const e = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (key === 'on') e.addEventListener('click', value);
      else e.setAttribute(key, value);
    }
    e.append(...children);
    return e;
  }
  const say = (name, n) => (labels[name] ?? '').replace('{n}', n);
  const host = make('vidensbank-preview', { lang: document.documentElement.lang || 'da' });
  const root = host.attachShadow({ mode: 'open' });
  const errors = make('section', { class: 'errors', role: 'alert', hidden: '' });
  const foot = make('aside', { class: 'foot' });
  const tools = make('div', { class: 'tools' });
  const phone = make('aside', { class: 'phone', hidden: '' });
  const style = make('link', { rel: 'stylesheet', href: '/.serve/live.css' });
  root.append(style, foot, errors, tools, phone);

  function showError(error) {
    const place = [error.path, error.line || '', error.line && error.column ? error.column : ''].filter((part) => part !== '').join(':');
    const item = make('li', {});
    if (place) item.append(make('code', { class: 'place' }, place));
    item.append(make('p', {}, error.text, ' ', make('small', {}, error.code)));
    if (error.quote) item.append(make('pre', {}, make('code', {}, error.quote)));
    return item;
  }
  function showErrors(state) {
    const n = state.errors.length + state.more;
    errors.replaceChildren();
    errors.hidden = !n || hidden;
    if (!n) { hidden = false; return; }
    const close = make('button', { type: 'button', on: () => { hidden = true; errors.hidden = true; showTools(state); } }, say('hide'));
    errors.append(make('header', {}, make('h2', {}, n === 1 ? say('one_error') : say('many_errors', n)), close), make('p', {}, say('stands')),
      make('ol', {}, ...state.errors.map(showError)));
    if (state.more) errors.append(make('p', {}, say('more', state.more)));
  }

  function showFoot() {
    const items = note.findings.map((f) => make('li', { class: f.level }, f.line ? make('b', {}, `${say('line', f.line)}: `) : '', f.text, ' ', make('small', {}, f.code)));
    foot.replaceChildren(make('h2', {}, say('check')), make('p', {}, make('code', {}, note.source)), items.length ? make('ul', {}, ...items) : make('p', {}, say('no_findings')));
    foot.hidden = !note.source;
  }

  function showPhone(open) {
    phone.hidden = !open;
    phone.replaceChildren();
    document.documentElement.style.marginInlineEnd = '';
    if (!open) return sessionStorage.removeItem(PHONE);
    sessionStorage.setItem(PHONE, '1');
    phone.append(make('iframe', { src: location.href, title: say('phone_title'), width: PHONE_WIDTH, height: 720 }));
    if (innerWidth > 1000) document.documentElement.style.marginInlineEnd = `${PHONE_WIDTH + 40}px`;
  }

  function showTools(state) {
    const n = note.findings.length;
    tools.replaceChildren();
    if (note.draft) tools.append(make('b', { class: 'draft' }, say('draft')));
    if (state?.errors.length && hidden) tools.append(make('button', { type: 'button', on: () => { hidden = false; show(state); } }, say('show')));
    if (n) tools.append(make('button', { type: 'button', on: () => foot.scrollIntoView() }, n === 1 ? say('one_finding') : say('many_findings', n)));
    tools.append(make('button', { type: 'button', 'aria-pressed': String(!phone.hidden), on: () => { showPhone(phone.hidden); showTools(state); } }, say('phone')));
  }

  function markDrafts(state) {
    const drafts = new Set(state.drafts.map((url) => new URL(url, `${location.origin}/`).pathname));
    for (const link of document.querySelectorAll('a[href]')) {
      if (link.origin !== location.origin || !drafts.has(link.pathname) || link.querySelector('.serve-draft')) continue;
      link.append(make('small', { class: 'serve-draft' }, ` (${say('draft')})`));
    }
  }

  function show(state) {
    labels = state.labels;
    showErrors(state);
    showFoot();
    if (sessionStorage.getItem(PHONE) && phone.hidden) showPhone(true);
    showTools(state);
    markDrafts(state);
  }

  // ---- the way to the server: open while the page is looked at, since a browser has but six of them to one address ----
  let lost = 0;
  function listen() {
    source = new EventSource('/.serve/events');
    source.addEventListener('state', (event) => { clearTimeout(lost); lost = 0; show(JSON.parse(event.data)); });
    source.addEventListener('look', (event) => (event.data === 'force' ? reload() : compare()));
    source.addEventListener('error', () => {
      lost ||= setTimeout(() => tools.replaceChildren(make('b', { class: 'draft' }, say('lost'))), 3000);
    });
  }
  document.addEventListener('visibilitychange', () => {
    source?.close();
    if (!document.hidden) listen();
  });
  document.body.append(host);
  restorePlace();
  if (!document.hidden) listen();
})();

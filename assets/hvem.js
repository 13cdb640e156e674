// hvem.js - on the search page: whom to ask about what was searched for. Units and roles, never persons: those that the found pages
// name most often, in the order of the alphabet (api/knows.json, src/model/knows.h). Works on what soeg.js shows, in the element
// #_soeg-svar; nothing is sent. Over file:// nothing can be read, and then nothing is said.
// On an element: data-knows, the file's address, data-root, that of the site; in it an empty list.
{
  const place = document.querySelector('[data-knows]');
  const found = document.getElementById('_soeg-svar');
  const PAGES = 20; // of those found, the best
  const MOST = 5;

  const pathOf = (href, base) => new URL(href, base).pathname.replace(/index\.html$/, '');
  const root = new URL(place.dataset.root, location);
  const load = async () => {
    const answer = await fetch(place.dataset.knows, { cache: 'no-cache' });
    if (!answer.ok) throw Error(answer.status);
    return new Map((await answer.json()).map(({ url, knows }) => [pathOf(url, root), knows]));
  };
  let known;

  // [{name, url}], known by how many of the pages they are named on.
  const whoOf = (pages, byPage) => {
    const all = new Map();
    for (const page of pages)
      for (const who of byPage.get(page) ?? []) {
        const key = `${who.url} ${who.name}`;
        all.set(key, { ...who, times: (all.get(key)?.times ?? 0) + 1 });
      }
    const collator = new Intl.Collator(document.documentElement.lang);
    return [...all.values()].sort((a, b) => b.times - a.times).slice(0, MOST).sort((a, b) => collator.compare(a.name, b.name));
  };

  const item = ({ name, url }) => {
    const li = document.createElement('li');
    const a = document.createElement(url ? 'a' : 'span');
    if (url) a.href = new URL(url, root);
    a.textContent = name;
    li.append(a);
    return li;
  };

  let asked = 0;
  const tell = async () => {
    const mine = ++asked;
    const pages = new Set([...found.querySelectorAll('ol a')].map((a) => pathOf(a.href)));
    const byPage = pages.size ? await (known ??= load()).catch(() => new Map()) : new Map();
    if (mine !== asked) return; // something else was searched for meanwhile
    const who = whoOf([...pages].slice(0, PAGES), byPage);
    place.querySelector('ul').replaceChildren(...who.map(item));
    place.hidden = !who.length;
  };

  if (location.protocol !== 'file:') {
    new MutationObserver(tell).observe(found, { childList: true });
    tell();
  }
}

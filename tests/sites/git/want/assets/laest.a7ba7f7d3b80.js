// laest.js - what is new on a page since this browser last showed it, section by section. Nothing is sent anywhere.
// On an element: data-read, "ID=VERSION ID=VERSION" of the page's sections (no ID: the page itself), data-mark, what stands below a new
// section's heading, and data-top, what the page itself is called in the list that the element then gets. A button with data-forget, what
// it says afterwards, forgets all of it. A module, and a classic script in the offline edition.
{
  const KEY = 'laest';
  const MOST = 300; // pages

  // By address, the page that was read last at the end. A browser may refuse to remember, and anybody may have written there.
  const recall = () => {
    try {
      return new Map(JSON.parse(localStorage.getItem(KEY) ?? '[]'));
    } catch {
      return new Map();
    }
  };
  const keep = (pages) => {
    try {
      localStorage.setItem(KEY, JSON.stringify([...pages].slice(-MOST)));
    } catch {
      // Then nothing is remembered.
    }
  };

  const versions = (text) => new Map(text.split(' ').map((part) => part.split('=')));

  const make = (name, text, className) => {
    const element = document.createElement(name);
    element.textContent = text;
    if (className) element.className = className;
    return element;
  };

  const entry = (id, heading, place) => {
    const link = make('a', heading ? heading.textContent : place.dataset.top);
    link.href = `#${heading ? id : document.querySelector('main').id}`;
    const item = document.createElement('li');
    item.append(link);
    return item;
  };

  const tell = (place, fresh) => {
    const list = document.createElement('ul');
    for (const id of fresh) {
      const heading = id && document.getElementById(id);
      if (id && !heading) continue; // the layout does not show it
      if (heading) heading.after(make('p', place.dataset.mark, 'changed since-read'));
      list.append(entry(id, heading, place));
    }
    if (!list.childElementCount) return;
    place.append(make('p', place.getAttribute('aria-label')), list);
    place.hidden = false;
  };

  const place = document.querySelector('[data-read]');
  if (place) {
    const pages = recall();
    const now = place.dataset.read;
    const before = pages.get(location.pathname);
    pages.delete(location.pathname);
    keep(pages.set(location.pathname, now));
    if (typeof before === 'string') {
      const seen = versions(before);
      tell(place, [...versions(now)].filter(([id, version]) => seen.get(id) !== version).map(([id]) => id));
    }
  }

  const button = document.querySelector('button[data-forget]');
  if (button) {
    button.hidden = false;
    button.addEventListener('click', () => {
      keep(new Map());
      const said = make('p', button.dataset.forget);
      said.setAttribute('role', 'status');
      button.replaceWith(said);
    });
  }
}

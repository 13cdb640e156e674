// side.js - small helps on a page: which section is in view, links to sections, days as people say them, print. All of it can be done without.
// On its own script tag: data-copy, the name of the button that copies a section's link; data-copied and data-in-address, what is
// said then; data-today and data-yesterday. A module, and a classic script in the offline edition.
{
  const words = document.querySelector('script[data-copy]').dataset;
  const all = (what) => [...document.querySelectorAll(what)];

  // "På denne side": the entry of the section in view, which is the last one that has begun.
  const follow = () => {
    const places = all('.toc a').map((link) => ({ link, target: document.getElementById(decodeURIComponent(link.hash.slice(1))) })).filter((p) => p.target);
    if (!places.length) return;
    let here;
    const look = () => {
      const end = innerHeight + scrollY >= document.documentElement.scrollHeight - 2 && scrollY > 0;
      const begun = places.filter((p) => p.target.getBoundingClientRect().top < innerHeight * 0.35);
      const now = end ? places.at(-1) : begun.at(-1);
      if (now === here) return;
      here?.link.removeAttribute('aria-current');
      here = now;
      if (!now) return;
      now.link.setAttribute('aria-current', 'location');
      const list = now.link.closest('ul');
      if (list.scrollWidth > list.clientWidth) list.scrollTo({ left: now.link.offsetLeft - list.offsetLeft - 16 });
    };
    const watch = new IntersectionObserver(look, { rootMargin: '0px 0px -65% 0px', threshold: [0, 1] });
    for (const p of places) watch.observe(p.target);
    addEventListener('scrollend', look);
  };

  const said = document.createElement('p');
  said.className = 'unseen';
  said.setAttribute('role', 'status');

  const icon = (id) => {
    const [svg, use] = ['svg', 'use'].map((name) => document.createElementNS('http://www.w3.org/2000/svg', name));
    svg.setAttribute('class', 'icon');
    svg.setAttribute('aria-hidden', 'true');
    use.setAttribute('href', `#${id}`);
    svg.append(use);
    return svg;
  };

  const copy = async (button, id) => {
    const address = new URL(`#${id}`, location.href).href;
    let done = words.copied;
    try {
      await navigator.clipboard.writeText(address);
    } catch {
      location.hash = id;
      done = words.inAddress;
    }
    said.textContent = done;
    button.dataset.done = done;
    setTimeout(() => { delete button.dataset.done; said.textContent = ''; }, 4000);
  };

  const linkable = () => {
    for (const heading of all('.content h2[id]')) {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'copy';
      button.setAttribute('aria-label', words.copy);
      button.setAttribute('aria-describedby', heading.id);
      button.append(icon('_i-link'));
      button.addEventListener('click', () => copy(button, heading.id));
      heading.append(button);
    }
  };

  // "I går" is true for a day, and the page may be older: so the browser says it. The full date stays for who points at it.
  const speakOfDays = () => {
    const day = (date) => `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`;
    const now = new Date();
    const names = { [day(now)]: words.today, [day(new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1))]: words.yesterday };
    for (const time of all('.news time')) {
      const name = names[time.dateTime.slice(0, 10)];
      if (!name) continue;
      time.title = time.textContent;
      time.textContent = name;
    }
  };

  document.body.append(said);
  follow();
  linkable();
  speakOfDays();
  for (const button of all('button[data-print]')) button.addEventListener('click', () => print());
  // On paper everything is open.
  addEventListener('beforeprint', () => { for (const d of all('main details:not([open])')) d.open = true; });
}

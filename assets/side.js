// side.js - what every page does in a browser: light, dark or as the system, then small helps: which section is in view, links to
// sections, days as people say them, print. All of it can be done without, and nothing is sent anywhere.
// A classic script in the head: what the reader chose here before holds before anything is drawn; the helps come when the page is read,
// and move nothing. Marks the root with data-js, so that what needs scripts shows only then, and with data-asked while a question in the
// address waits for its answer: what stands below it comes with it, and nothing jumps.
// On its own script tag: data-copy, the name of the button that copies a section's link; data-copied and data-in-address, what is
// said then; data-today and data-yesterday.
{
  const words = document.currentScript.dataset;
  const all = (what) => [...document.querySelectorAll(what)];

  const KEY = 'udseende';
  const LOOKS = ['lys', 'moerk'];
  const PATIENCE = 10000; // ms
  const root = document.documentElement;

  const recall = () => {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null; // a browser may refuse to remember
    }
  };
  const keep = (look) => {
    try {
      if (look) localStorage.setItem(KEY, look);
      else localStorage.removeItem(KEY);
    } catch {
      // Then it holds for this page.
    }
  };
  const show = (look) => {
    if (LOOKS.includes(look)) root.dataset.udseende = look;
    else delete root.dataset.udseende;
  };

  // No longer than that, if there never is an answer.
  const waitForAnswer = () => {
    const found = document.getElementById('_soeg-svar');
    const settle = () => { delete root.dataset.asked; };
    if (found) new MutationObserver(settle).observe(found, { childList: true });
    setTimeout(settle, found ? PATIENCE : 0);
  };

  // The choice at the foot of the page.
  const offerLooks = () => {
    const choice = document.querySelector('select[data-looks]');
    if (!choice) return;
    const reflect = () => { choice.value = root.dataset.udseende ?? ''; };
    reflect();
    choice.addEventListener('change', () => {
      keep(choice.value);
      show(choice.value);
    });
    // Another tab, and a page that comes back from the browser's memory.
    for (const event of ['storage', 'pageshow']) addEventListener(event, () => { show(recall()); reflect(); });
  };

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

  root.dataset.js = '';
  if (/[?&]q=[^&]/.test(location.search)) root.dataset.asked = ''; // what stands below the answer waits for it
  show(recall());
  // As soon as all of the page is there: before the deferred scripts, and mostly before it is drawn.
  document.addEventListener('readystatechange', () => {
    if ('asked' in root.dataset) waitForAnswer();
    offerLooks();
    document.body.append(said);
    follow();
    linkable();
    speakOfDays();
    for (const button of all('button[data-print]')) button.addEventListener('click', () => print());
    // On paper everything is open.
    addEventListener('beforeprint', () => { for (const d of all('main details:not([open])')) d.open = true; });
  }, { once: true });
}

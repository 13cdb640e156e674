// foelg.js - "Nyt" for one reader: shows only what belongs to the themes, units and kinds of pages that they follow. The browser
// remembers which those are; nothing is sent. Without it all is shown. A module, and a classic script in the offline edition.
// On elements: data-feeds, the addresses of what a piece of news belongs to; data-follow, what makes sense with this script alone;
// data-everything, a button that ends it; data-some and data-none, on the place where it is said.
{
  const KEY = 'foelger';
  const boxes = [...document.querySelectorAll('.follow input')];
  const list = document.getElementById('_nyt-liste');
  const said = document.getElementById('_foelg');
  const all = document.querySelector('[data-everything]');

  // The browser may refuse to remember, and anybody may have written there.
  const recall = () => {
    try {
      return new Set(JSON.parse(localStorage.getItem(KEY) ?? '[]'));
    } catch {
      return new Set();
    }
  };
  const keep = (followed) => {
    try {
      localStorage.setItem(KEY, JSON.stringify(followed));
    } catch {
      // Then nothing is remembered.
    }
  };

  const shown = (element) => element.querySelector('[data-feeds]:not([hidden])');

  const filter = (followed) => {
    for (const news of list.querySelectorAll('[data-feeds]'))
      news.hidden = followed.length > 0 && !news.dataset.feeds.split(' ').some((feed) => followed.includes(feed));
    for (const group of list.querySelectorAll('section, li:not([data-feeds])')) group.hidden = !shown(group);
    for (const count of list.querySelectorAll('.count'))
      count.textContent = count.closest('details').querySelectorAll('[data-feeds]:not([hidden])').length;
    said.hidden = all.hidden = !followed.length;
    said.textContent = followed.length ? said.dataset[shown(list) ? 'some' : 'none'] : '';
  };

  const followed = () => boxes.filter((box) => box.checked).map((box) => box.value);
  const change = () => {
    keep(followed());
    filter(followed());
  };

  if (boxes.length) {
    const known = recall();
    for (const element of [...boxes, ...document.querySelectorAll('[data-follow]')]) element.hidden = false;
    for (const box of boxes) box.checked = known.has(box.value);
    document.querySelector('.follow').addEventListener('change', change);
    all.addEventListener('click', () => {
      for (const box of boxes) box.checked = false;
      change();
      document.querySelector('.follow summary').focus();
    });
    filter(followed());
  }
}

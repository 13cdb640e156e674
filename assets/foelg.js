// foelg.js - "Nyt" for one reader: shows only what belongs to the themes, units and kinds of pages that they follow, or to the one
// chosen now, of the days chosen. The browser remembers what is followed, and the address what is chosen; nothing is sent. Without it
// all is shown. A module, and a classic script in the offline edition.
// On elements: data-feeds, the addresses of what a piece of news belongs to; data-follow, what makes sense with this script alone;
// data-everything, a button that ends it; data-some and data-none, on the place where it is said.
{
  const KEY = 'foelger';
  const boxes = [...document.querySelectorAll('.follow input')];
  const list = document.getElementById('_nyt-liste');
  const said = document.getElementById('_foelg');
  const all = document.querySelector('[data-everything]');
  const choice = document.querySelector('.sift')?.elements;

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

  const followed = () => boxes.filter((box) => box.checked).map((box) => box.value);

  // The first day that is shown, as it is written; all, when no period is chosen.
  const since = () => (choice.dage.value ? new Date(Date.now() - choice.dage.value * 864e5).toISOString().slice(0, 10) : '');

  const filter = () => {
    const chosen = choice.om.value, wanted = chosen ? [chosen] : followed(), first = since();
    for (const news of list.querySelectorAll('[data-feeds]')) {
      const about = !wanted.length || news.dataset.feeds.split(' ').some((feed) => wanted.includes(feed));
      news.hidden = !about || news.closest('section').querySelector('time').dateTime < first;
    }
    for (const group of list.querySelectorAll('section, li:not([data-feeds])')) group.hidden = !shown(group);
    for (const count of list.querySelectorAll('.count'))
      count.textContent = count.closest('details').querySelectorAll('[data-feeds]:not([hidden])').length;
    const following = !chosen && wanted.length > 0, none = !shown(list);
    said.textContent = none ? said.dataset.none : following ? said.dataset.some : '';
    said.hidden = !said.textContent;
    all.hidden = !following;
  };

  const change = () => {
    keep(followed());
    filter();
  };

  // What is chosen stands in the address, so that it can be sent to others: ?om=temaer/stoej/&dage=30
  const plain = (address) => address.replace(/^(\.\.\/)+/, '');
  const fromAddress = () => {
    const asked = new URLSearchParams(location.search);
    choice.om.value = [...choice.om.options].find((o) => plain(o.value) === asked.get('om'))?.value ?? '';
    choice.dage.value = [...choice.dage.options].find((o) => o.value === asked.get('dage'))?.value ?? '';
  };
  const choose = () => {
    const asked = [['om', plain(choice.om.value)], ['dage', choice.dage.value]].filter(([, value]) => value);
    history.replaceState(null, '', asked.length ? `?${new URLSearchParams(asked)}` : location.pathname);
    filter();
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
    fromAddress();
    for (const select of [choice.om, choice.dage]) select.addEventListener('change', choose);
    filter();
  }
}

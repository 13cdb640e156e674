// expiry.js - takes out of sight what has run out since the site was built, and says so; the next build takes it away.
// On an element: data-until, the moment from which it is no longer to be seen. On its own script tag: data-page, what stands in the place
// of a page, and data-list, what stands below a list that lacks something. A module, and a classic script in the offline edition.
{
  const words = document.querySelector('script[data-page]').dataset;
  const hasRunOut = (element) => Date.parse(element.dataset.until) <= Date.now();

  const notice = (text) => {
    const p = document.createElement('p');
    p.className = 'notice note';
    p.setAttribute('role', 'status');
    p.textContent = text;
    return p;
  };

  const hidePage = () => {
    delete document.body.dataset.until;
    document.title = words.page;
    document.querySelector('main').replaceChildren(notice(words.page));
  };

  const hideItem = (item) => {
    const list = item.parentElement.closest('ul, ol, dl, table') ?? item.parentElement;
    item.remove();
    if (!list.nextElementSibling?.matches('[role=status]')) list.after(notice(words.list));
  };

  const look = () => {
    if (document.body.dataset.until && hasRunOut(document.body)) hidePage();
    for (const item of document.querySelectorAll('main [data-until]')) if (hasRunOut(item)) hideItem(item);
  };

  look();
  // A page that was left open overnight, or comes back from the browser's memory.
  addEventListener('pageshow', look);
  document.addEventListener('visibilitychange', look);
}

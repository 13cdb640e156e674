// udseende.js - light, dark or as the system: what the reader chose here before, before anything is drawn. Nothing is sent anywhere.
// A classic script in the head, so that no page flashes. Marks the root with data-js, so that what needs scripts shows
// only then, and with data-asked where the address has a question, so that nothing jumps when the answer comes.
{
  const KEY = 'udseende';
  const LOOKS = ['lys', 'moerk'];
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

  root.dataset.js = '';
  if (/[?&]q=[^&]/.test(location.search)) root.dataset.asked = ''; // room for what will be found
  show(recall());
  document.addEventListener('DOMContentLoaded', () => {
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
  });
}

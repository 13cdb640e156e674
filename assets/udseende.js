// udseende.js - light, dark or as the system: what the reader chose here before, before anything is drawn. Nothing is sent anywhere.
// A classic script in the head, so that no page flashes. Marks the root with data-js, so that what needs scripts shows
// only then, and with data-asked while a question in the address waits for its answer: what stands below it comes with it, and nothing jumps.
{
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

  root.dataset.js = '';
  if (/[?&]q=[^&]/.test(location.search)) root.dataset.asked = ''; // what stands below the answer waits for it
  show(recall());
  document.addEventListener('DOMContentLoaded', () => {
    if ('asked' in root.dataset) waitForAnswer();
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

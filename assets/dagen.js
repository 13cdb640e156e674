// dagen.js - an event on its day: which group I am in, remembered, and what is going on now. Without it all groups can be opened by hand.
// On elements: data-day, the event's day; data-now, what stands at what is going on. A time of day is <time datetime="18:20">, and
// what it holds for is the list item around it, or the row. A module, and a classic script in the offline edition.
{
  const KEY = 'gruppe';
  const groups = [...document.querySelectorAll('details.group')];
  const place = location.pathname;

  // By event; a browser may refuse to remember, and anybody may have written there.
  const recall = () => {
    try {
      return Object(JSON.parse(localStorage.getItem(KEY) ?? '{}'));
    } catch {
      return {};
    }
  };
  const keep = (chosen) => {
    try {
      localStorage.setItem(KEY, JSON.stringify(chosen));
    } catch {
      // Then nothing is remembered.
    }
  };

  const mine = recall()[place];
  for (const group of groups) {
    const name = group.querySelector('summary').textContent;
    if (name === mine) group.open = true;
    group.querySelector('summary').addEventListener('click', () => {
      const { [place]: gone, ...others } = recall();
      keep(group.open ? others : { ...others, [place]: name });
    });
  }

  const event = document.querySelector('[data-day]');
  const two = (n) => String(n).padStart(2, '0');
  const look = () => {
    const now = new Date();
    const clock = `${two(now.getHours())}:${two(now.getMinutes())}`;
    const today = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}` === event.dataset.day;
    for (const item of event.querySelectorAll('[data-slot]')) {
      const [from, to] = [...item.querySelectorAll('time')].map((time) => time.dateTime);
      const on = today && from <= clock && to !== undefined && clock < to;
      if (on) item.setAttribute('aria-current', 'time');
      else item.removeAttribute('aria-current');
      item.querySelector('.now')?.remove();
      if (!on) continue;
      const mark = document.createElement('strong');
      mark.className = 'now';
      mark.textContent = event.dataset.now;
      item.querySelector('time').parentElement.append(' ', mark);
    }
  };
  if (event) {
    look();
    setInterval(look, 20000);
    document.addEventListener('visibilitychange', look);
  }
}

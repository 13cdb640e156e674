// film.js - plays a film in the page once the reader chooses it, from the provider that its card names; until then nothing is fetched.
// On a card: data-film, the address that plays it in a frame. A module, and a classic script in the offline edition.
{
  const play = (card, link) => {
    const frame = document.createElement('iframe');
    frame.src = card.dataset.film;
    frame.title = link.textContent.trim() || link.querySelector('img')?.alt || card.dataset.film;
    frame.allow = 'picture-in-picture';
    frame.allowFullscreen = true;
    frame.referrerPolicy = 'strict-origin';
    frame.tabIndex = 0;
    link.replaceWith(frame);
    frame.focus();
  };

  for (const card of document.querySelectorAll('figure[data-film]')) {
    const link = card.querySelector('a');
    link?.addEventListener('click', (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      play(card, link);
    });
  }
}

/* film - a link to a film alone in its paragraph, as a labelled card: a local picture, where it is played, what is known of its captions.
 * Owns:      nothing. Fails: never.
 * Invariant: nothing is fetched from anywhere before the reader chooses to. Then, with JavaScript (view/builtin/film.js), the film plays
 *            in the page where the settings allow its provider (`video`: [vimeo.com]); else, and without JavaScript, the link opens it.
 * Markup:    <figure class="video"><a href="…">…</a><figcaption>…</figcaption></figure>, with data-film="ADDRESS" where it may be played.
 */
#ifndef VIEW_FILM_H
#define VIEW_FILM_H

#include "view/view.h"

struct str film_host(struct str url); /* "vimeo.com", without www. */
/* The address at which the provider plays it in a frame; empty: the settings do not allow it, or it cannot be made out. */
struct str film_frame(const struct settings *s, struct str url, struct arena *a);
/* A member of pages: whether one of their films may be played in the page. */
struct value film_any(const struct view *v, const struct page *p, struct arena *a);

#endif

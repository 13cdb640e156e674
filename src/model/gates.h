/* gates - whether a page may be seen: the one predicate that everything after the model relies on. Every page has draft, publish
 * and expires; a type can declare more (read/type_gates.h).
 * Owns: nothing. Fails: a gate that cannot be read is closed.
 */
#ifndef MODEL_GATES_H
#define MODEL_GATES_H

#include "model/page.h"
#include "read/settings.h"

/* Reads draft, publish and expires of p->front (Jekyll's `published: false` counts as a draft) into the page. */
void gates_read(struct page *p, const struct settings *s, struct diags *ds);
/* Whether the type's own gates close it: then its files are not published either, whoever else refers to them. */
bool gates_withheld(const struct page *p, int64_t now);
bool gates_visible(const struct page *p, int64_t now, bool drafts);
/* The next moment after `now` at which gates_visible changes; 0: never. */
int64_t gates_next(const struct page *p, int64_t now, bool drafts);
/* Brings *until down to the first moment after `now` that any of the page's gates names, whatever else it says. */
void gates_bound(const struct page *p, int64_t now, int64_t *until);
/* The moment from which a page that is visible no longer is, and with it the page of its history; INT64_MAX: never. */
int64_t gates_until(const struct page *p);
/* Why it is hidden, in English, for tr() or tr_in(): "draft", "not published yet", "expired", "faulty"; NULL when it is visible. */
const char *gates_reason(const struct page *p, int64_t now, bool drafts);

#endif

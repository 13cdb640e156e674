/* change - what happened to a page from one of its public versions to another, as readers are told of it.
 * Owns:      nothing; works in the arena of the page being rendered.
 * Fails:     never: what an earlier version says that no longer makes sense is passed over.
 * Invariant: only what both versions showed readers: fields that the type's gates go by are left out with their whole group, and a
 *            relation to a page that is hidden now says nothing of it.
 * Example:   struct change c = change_make(v, p, &p->past[1], &p->past[0], a); c.what -> "Status ændret til Afsluttet", "små rettelser i teksten"
 */
#ifndef VIEW_CHANGE_H
#define VIEW_CHANGE_H

#include "view/compare.h"
#include "view/view.h"

struct change {
    /* Of fields: {label, from, to, added [text], removed [text], blocks, rewritten}; what is not there is null. */
    struct value *fields;
    size_t n, cap;
    struct value *what; /* each change in a few words */
    size_t n_what, cap_what;
    struct comparison text;
    struct str
        verdict; /* on the text as a whole; of nothing that readers see when there is nothing else; or "" */
    bool moved;  /* to another address */
    bool seen;   /* false: nothing that readers see */
};

struct change change_make(const struct view *v, const struct page *p, const struct past_version *from,
                          const struct past_version *to, struct arena *a);
/* again: as the block before; [{changed, new, gone, moved, again, runs [{same, new, gone}]}] */
struct value change_blocks(const struct comparison *c, struct arena *a);
struct str change_title(const struct past_version *v); /* what the page was called */
/* change_fields.c: fills fields and what. */
void change_fields(struct change *c, const struct view *v, const struct page *p,
                   const struct past_version *from, const struct past_version *to, struct arena *a);
void change_tell(struct change *c, struct str what, struct arena *a);

#endif

/* wordlist - content/_sammensaetninger.txt: how the site itself wants its words split. "ord = del+del", or "ord =" for never.
 * Owns:      nothing; lies in the arena given.
 * Fails:     a line that cannot be meant is a diagnostic (word-list) with its place, and is left out.
 * Invariant: a line holds for all forms of its word. Blank lines and what follows # are passed over.
 * Example:   wordlist_read(bytes, path, language, a, ds, &list); if (wordlist_find(&list, word, parts, &n)) ...
 */
#ifndef SEARCH_WORDLIST_H
#define SEARCH_WORDLIST_H

#include "base/diag.h"
#include "base/map.h"

struct language;

enum { WORDLIST_PARTS = 4 };

struct wordlist {
    const struct language *language;
    struct map by_stem; /* struct wordlist_line */
};

void wordlist_read(struct str bytes, struct str path, const struct language *language, struct arena *a,
                   struct diags *ds, struct wordlist *out);
/* Whether the list tells of the word; *n is 0 when it is never to be split. */
bool wordlist_find(const struct wordlist *l, struct str word, struct str parts[WORDLIST_PARTS], size_t *n);

#endif

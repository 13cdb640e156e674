/* people - persons as the history names them, each once, through .mailmap.
 * Owns:      nothing; all lies in the arena.
 * Fails:     never. What a name holds that cannot be shown is taken out (control characters) or becomes U+FFFD, and *odd is set.
 * Invariant: a person is a name and an e-mail address after .mailmap; an address is the same in any case of its letters.
 */
#ifndef HISTORY_PEOPLE_H
#define HISTORY_PEOPLE_H

#include "base/map.h"
#include "history/mailmap.h"
#include "history/record.h"

struct people {
    struct arena *arena;
    struct mailmap mailmap;
    struct map by_raw, by_person; /* to index + 1 */
    struct person *items;
    size_t n, cap;
};

void people_init(struct people *p, struct str mailmap, struct arena *a);
/* latin1: the bytes are ISO 8859-1 (a commit's encoding header says so). */
uint32_t people_find(struct people *p, struct str name, struct str email, bool latin1, bool *odd);

/* One who is known by name and address already, as people_find gave them. */
uint32_t people_add(struct people *p, struct str name, struct str email);

/* Text from a commit, made fit to show: UTF-8, no control characters, `max` characters at most. */
struct str people_clean(struct arena *a, struct str raw, bool latin1, size_t max, bool *odd);

#endif

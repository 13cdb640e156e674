/* onward - a history that is known, some commits further: only what lies between is read.
 * Owns:      nothing; results lie in the arena, or point into what was kept.
 * Fails:     false when it is not that simple, and the whole is to be walked: the known commit is not reached by ONWARD_MOST single
 *            parents, a page was removed, moved, or came back, the clone is shallow, or there is something to say of a commit.
 * Invariant: true gives what the whole walk would, to the byte, people in their order too. What is kept is a history of which nothing had
 *            to be said and nothing is missing, under a key made of all that it depends on besides commits and paths.
 * Why:       the memo spares reading, but every commit is still visited: 15,000 tangled ones take 180 ms with it, and 15 ms so.
 */
#ifndef HISTORY_ONWARD_H
#define HISTORY_ONWARD_H

#include "history/walk.h"

enum { ONWARD_MOST = 256 };

bool onward_history(const struct walk_ask *ask, struct arena *a, struct history *out);

struct oid onward_key(const struct walk_ask *ask);
/* Whether this is worth keeping: all is known, and `ask->known` does not say it already. told: a diagnostic was given. */
bool onward_worth(const struct walk_ask *ask, const struct history *h, bool told);
/* packed: as history_pack gives it. */
void onward_keep(const struct walk_ask *ask, struct str packed, struct buf *out);

#endif

/* walk - one walk over the commits, for all pages at once.
 * Owns:      nothing that outlives the call; results go to the arena.
 * Fails:     missing or damaged objects, a shallow clone, odd commits are diagnostics (warnings), and what they would tell is left
 *            out of the records; when not even the newest commit can be read, `present` is false.
 * Bounds:    time grows with commits and with what each changed, memory with pages and events. 100,000 commits over 100,000 pages take
 *            4.5 s of processor time and 870 MB, the history packed and unpacked again among them; one commit more, 0.35 s (onward.h).
 *            1,000 pages of 7 KB with 5,000 commits, all lines' origins told: half the time of `git blame -w` on 20 of the pages; where
 *            thousands of merges and moves tangle short pages, up to three times it.
 * Invariant: a commit touches a page when the page's blob differs in it from that in every parent; followed along each line of
 *            descent over renames until the commit that added it. Each commit's tree is compared with its parents'
 *            entry by entry, descending only where ids differ.
 */
#ifndef HISTORY_WALK_H
#define HISTORY_WALK_H

#include "history/record.h"

struct memo;
struct objects;

struct walk_ask {
    struct objects *objects;
    struct oid commit;       /* to start from */
    struct str prefix;       /* folder in the repository's tree that paths are relative to; "" or "docs" */
    const struct str *paths; /* pages, as source.h names them, sorted */
    size_t n;
    const struct str *
        ignore; /* the settings' attribution.ignore: patterns (fnmatch) on author name, e-mail, "name <e-mail>", or subject */
    size_t n_ignore;
    struct str
        mailmap; /* contents of .mailmap and .git-blame-ignore-revs at the commit, or of the working tree; may be empty */
    struct str ignore_revs;
    unsigned threads; /* for the lines; see lines.h */
    struct str known; /* what onward_keep kept of the same question before; may be empty */
};

/* m: what is known from before; it is added to. */
void walk_history(const struct walk_ask *ask, struct memo *m, struct arena *a, struct diags *ds,
                  struct history *out);

void history_pack(const struct history *h, struct buf *out);
bool history_unpack(struct str packed, struct arena *a, struct history *out); /* false: damaged or forged */

#endif

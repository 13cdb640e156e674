/* grounds - what each page of the output was made of the last time, so that it is not made again where all of that is the same.
 * Owns:      the sums of this build's pages, and what came of each; grounds_free lets go.
 * Fails:     never: what is not known to be the same is made. A build that a file's maker had something to tell of makes it again.
 * Processes: opened before the workers are forked. A worker says what it looked at (model/reads.h), the parent keeps it.
 * Invariant: a page is pure in its frame and in what page_inner told while it was made. The frame is one for the site: the program (by the
 *            cache), layouts, strings, settings, types, people, options, the moment as far as judgements hold (site.until), the files
 *            beside pages, and of every page all but its `inner`: address, title, summary, front matter, whether it is seen. So an edit of a
 *            body makes that page again, and those that show something of its text or history; any other edit makes all. What shows what the build
 *            itself came to (reads_build) is always made; of a share of a listing its rows are part of the ground.
 *            That equal grounds give equal bytes is tried by tests/cache/edits; that nobody looks past page_inner, by tests/house.
 * Kept:      in one piece under the frame and the manifest of the output in force, which it tells of.
 * Example:   p = grounds_open(&plan); ... if (grounds_hold(p, item, &was)) grounds_again(p, item); else in a worker: grounds_watch(p, item);
 *            make it; grounds_pack(p, item, told, out); and in the parent grounds_note(p, item, &came, &unpack); ... grounds_save(p, &manifest, ds);
 */
#ifndef RENDER_GROUNDS_H
#define RENDER_GROUNDS_H

#include "base/pack.h"
#include "render/items.h"

struct doc_cache;
struct grounds;

struct grounds_plan {
    const struct items *items;
    struct str declared;     /* the bytes of settings, types, people and layouts, or their hashes */
    struct sha256 live;      /* hash of the manifest in force; all zero: nothing is */
    struct doc_cache *cache; /* NULL: nothing was kept, and nothing will be */
};

/* What came of an item. */
struct grounds_outcome {
    uint64_t size;
    struct sha256 sha256;
    struct oid packed; /* what it is remembered by among what is packed; of others nothing */
};

struct grounds *grounds_open(const struct grounds_plan *plan);
/* Whether the item comes out as it did the last time: as *was. */
bool grounds_hold(struct grounds *p, const struct item *it, struct grounds_outcome *was);
/* In the worker: notes from now on what is looked at for an item, and appends it. told: something was told of it. */
void grounds_watch(const struct grounds *p, const struct item *it);
void grounds_pack(const struct grounds *p, const struct item *it, bool told, struct buf *out);
/* In the parent: what a worker packed. False: it is damaged. */
bool grounds_note(struct grounds *p, const struct item *it, const struct grounds_outcome *came,
                  struct unpack *u);
void grounds_again(struct grounds *p, const struct item *it); /* it held: and will hold the next time */
/* manifest: of what is in force now. */
void grounds_save(struct grounds *p, const struct sha256 *manifest, struct diags *ds);
void grounds_free(struct grounds *p); /* NULL is fine */

#endif

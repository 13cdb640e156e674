/* markup - the body of another generator's page as Markdown of ours: short codes of Hugo, tags of Jekyll, admonitions and attributes of
 * MkDocs, links, embeds, callouts and tags of Obsidian.
 * Owns:      nothing; the text goes to the buffer given.
 * Fails:     what it does not know stays as it stands, and is told with its line (not-placed).
 * Invariant: code is never changed, and no line of text is left out but marks that mean nothing here (a place for a table of
 *            contents, attributes, ends of blocks). Time is linear in the text, but for a line, which is read once for each mark in it.
 */
#ifndef IMPORT_MARKUP_H
#define IMPORT_MARKUP_H

#include "base/buf.h"
#include "base/diag.h"
#include "base/value.h"

enum { MARKUP_DEPTH = 8, MARKUP_BASE = 32, MARKUP_TAGS = 200 };

/* What is open around a line: a note or a tab by its indentation, `base` columns further in than what is around it, and four more;
 * or a note until the mark that closes it. */
enum block_kind { BLOCK_NOTE, BLOCK_TAB, BLOCK_CLOSED };
struct block {
    uint8_t kind, base;
};

enum link_kind { LINK_PLACE, LINK_ROOT, LINK_NAME };

struct markup {
    struct str path;     /* of the page, for what is told */
    uint32_t first_line; /* of the body */
    struct arena *arena;
    struct diags *notes;
    /* Where a link leads now: `written` as it stood (LINK_PLACE), or from the folder's root (LINK_ROOT), or the name of a note or a post
     * (LINK_NAME). Empty: nothing is known of it. */
    struct str (*place)(void *ctx, enum link_kind kind, struct str written);
    void *ctx;
    struct value *tags; /* a map: gets each #word of the text, up to MARKUP_TAGS; NULL: they mean nothing */
    /* the conversion's own */
    uint32_t line;
    char fence;
    size_t fence_n, fence_depth;
    struct block blocks[MARKUP_DEPTH];
    size_t n_blocks;
    bool listing, in_list, after_blank, parts;
};

void markup_convert(struct markup *m, struct str body, struct buf *out);

#endif

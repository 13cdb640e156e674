/* markup - the body of another generator's page as Markdown of ours: short codes of Hugo, tags of Jekyll, admonitions and attributes of
 * MkDocs, links, embeds and callouts of Obsidian.
 * Owns:      nothing; the text goes to the buffer given.
 * Fails:     what it does not know stays as it stands, and is told with its line (not-placed).
 * Invariant: code is never changed, and no line of text is left out but marks that mean nothing here (a place for a table of
 *            contents, attributes, ends of blocks). Time is linear in the text, but for a line, which is read once for each mark in it.
 */
#ifndef IMPORT_MARKUP_H
#define IMPORT_MARKUP_H

#include "base/buf.h"
#include "base/diag.h"

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
    /* the conversion's own */
    uint32_t line;
    char fence;
    size_t fence_n;
    bool indented, quoted, listing;
};

void markup_convert(struct markup *m, struct str body, struct buf *out);

#endif

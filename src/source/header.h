/* header - what a raw commit object says, read without trust: any line may be missing, doubled, endless or nonsense.
 * Owns:      nothing; all parts point into the bytes.
 * Fails:     commit_parse returns false only without a tree; idents that cannot be read are empty, dates that cannot be right absent.
 * Why:       libgit2's own parser stops at odd dates and names, and the walk with it.
 */
#ifndef SOURCE_HEADER_H
#define SOURCE_HEADER_H

#include "base/date.h"
#include "base/hash.h"

struct ident {
    struct str name, email;
    bool has_date; /* the date is one that can be right */
    struct moment date;
    uint64_t seconds; /* as written, however odd: what Git sorts by; 0 when there is no number */
};

struct commit_text {
    struct oid tree;
    struct str parents; /* the parent lines, 48 bytes each: header_parent */
    size_t n_parents;
    struct ident author, committer;
    struct str encoding; /* of names and message; empty: UTF-8 */
    struct str message;
};

bool header_parse(struct str bytes, struct commit_text *out);
struct oid header_parent(const struct commit_text *c, size_t i);
struct ident header_ident(struct str line); /* "Ane Hansen <ane@kommune.example> 1767603600 +0100" */

#endif

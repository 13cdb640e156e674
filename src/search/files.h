/* files - the files of the search index: where each goes and what is in it.
 * Owns:      nothing; the list and its bytes lie in the arena given.
 * Fails:     never. Processes: listed in the parent; each is packed in the worker that writes it.
 * Invariant: a file's name holds the hash of what is in it, except the manifest's and the pages' texts. Packed as gzip without
 *            name and time, so the same index gives the same bytes.
 * Example:   name = files_add(&f, "s/", raw); ... files_make(&f, i, scratch, &raw); files_pack(&f, i, buf_str(&raw), &out);
 */
#ifndef SEARCH_FILES_H
#define SEARCH_FILES_H

#include "base/buf.h"
#include "base/hash.h"
#include "base/map.h"

struct page;
struct site;

#define SEARCH_FOLDER "soeg/"

enum { FILES_HASH = 6 }; /* bytes of a hash in a name */

struct search_file {
    struct str path;         /* in the output */
    struct str raw;          /* before packing */
    const struct page *page; /* whose text it is, made when it is written; else NULL */
    bool plain;              /* not packed: the manifest */
};

struct search_files {
    struct arena *arena;
    const struct site *site;
    struct search_file *list;
    size_t n, cap;
    struct map paths; /* so that equal bytes are one file */
};

void files_begin(struct search_files *f, const struct site *s, struct arena *a);
/* Adds FOLDER/HASH.kbi with a copy of the bytes, if it is not there; its hash. */
struct sha256 files_add(struct search_files *f, const char *prefix, struct str raw);
void files_add_plain(struct search_files *f, const char *name, struct str raw);
void files_add_page(struct search_files *f, const struct page *p, uint32_t number);
struct str files_hash_name(struct search_files *f, const struct sha256 *h); /* 12 digits */
/* What is in one file, before it is packed. */
void files_make(const struct search_files *f, size_t i, struct arena *scratch, struct buf *out);
/* That, as it is to be written. */
void files_pack(const struct search_files *f, size_t i, struct str raw, struct buf *out);
/* The same as a classic script that hands it to the client, for the offline edition: over file:// a page may fetch nothing. */
void files_pack_script(const struct search_files *f, size_t i, struct str raw, struct buf *out);

#endif

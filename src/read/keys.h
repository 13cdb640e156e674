/* keys - reading a map whose keys are known beforehand: settings, people, page types.
 * Owns:      nothing.
 * Fails:     a key that no row names is a diagnostic (unknown-key) with the nearest one; a value of the wrong kind is one of
 *            the reading's own code, and the call returns false with *out left as it was.
 * Example:   static const struct { struct str name; reader *read; } rows[] = ...;
 *            size_t i = keys_find(KEYS(rows), p->key.s); if (i == STR_NONE) keys_unknown(&r, KEYS(rows), p, "the settings");
 */
#ifndef READ_KEYS_H
#define READ_KEYS_H

#include "base/diag.h"
#include "base/value.h"

/* What is read, and where its faults go. */
struct reading {
    struct str path;
    enum diag_code fault; /* code of a value that cannot be used */
    struct arena *arena;
    struct diags *diags;
};

/* A table of any rows that begin with their name as a struct str. */
struct keys {
    const void *rows;
    size_t n, size;
};
#define KEYS(table) ((struct keys){(table), sizeof(table) / sizeof *(table), sizeof *(table)})

#define KEYS_FAULT(r, v, ...) diag_at((r)->diags, (r)->fault, (r)->path, (v)->line, (v)->col, __VA_ARGS__)

size_t keys_find(struct keys known, struct str name); /* the row's index, or STR_NONE */
struct str keys_hint(struct keys known, struct str name,
                     struct arena *a);                    /* "; did you mean \"x\"?", or "" */
struct str keys_list(struct keys known, struct arena *a); /* "a, b, c" */
void keys_unknown(const struct reading *r, struct keys known, const struct value_pair *p, const char *where);

/* The value of a pair as what it must be. */
bool keys_text(const struct reading *r, const struct value_pair *p, struct str *out);
bool keys_bool(const struct reading *r, const struct value_pair *p, bool *out);
bool keys_int(const struct reading *r, const struct value_pair *p, int64_t *out);
bool keys_map(const struct reading *r, const struct value_pair *p);
bool keys_texts(const struct reading *r, const struct value_pair *p, struct str **out,
                size_t *n); /* a list, or one text */

#endif

/* diag - what the program has to tell the one who wrote the content: collected, sorted, printed in GNU form.
 * Owns:      its list, in the arena it was given.
 * Fails:     never.
 * Processes: a worker fills its own and packs it (diags_pack); the parent unpacks it into the build's.
 * Invariant: `code` names a row of codes.def, whose level holds on a site with settings, or in a plain folder; diags_settle
 *            applies that and the site's own `levels`. Printed paths and texts hold no control bytes. Texts are in the
 *            language that was spoken (base/tr.h) when they were made: the format is translated here, its arguments are not.
 * Example:   diag_at(ds, CODE_UNKNOWN_KEY, path, 7, 9, "unknown key \"%.*s\"; did you mean \"%.*s\"?", STR_F(k), STR_F(near));
 *            -> content/temaer/stoej.md:7:9: error: unknown key "titel"; did you mean "title"? [unknown-key]
 */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include <stdio.h>

#include "base/arena.h"
#include "base/str.h"

struct buf;

enum diag_level { DIAG_IGNORE, DIAG_NOTE, DIAG_WARNING, DIAG_ERROR };

enum diag_code {
#define CODE(id, name, site, folder, why) CODE_##id,
#include "base/codes.def"
#undef CODE
    CODE_COUNT
};

struct diag {
    enum diag_level level;
    enum diag_code code;
    struct str path;    /* as the reader knows it; empty when it is about no file */
    uint32_t line, col; /* 0: not known */
    struct str text;
};

struct diags {
    struct arena *arena;
    struct diag *items;
    size_t n, cap;
};

void diag_at(struct diags *ds, enum diag_code code, struct str path, uint32_t line, uint32_t col,
             const char *fmt, ...) __attribute__((format(printf, 6, 7)));

struct str code_name(enum diag_code c);
const char *code_why(enum diag_code c); /* in English: for tr() or tr_in() */
bool code_find(struct str name, enum diag_code *out);

/* Sets every level: by the code's row (folder: the folder's column), then by overrides[code] where that is not -1
 * (overrides may be NULL). Then sorts by path, line, column, code, text, and drops exact repeats. */
void diags_settle(struct diags *ds, bool folder, const int *overrides);
struct str diag_level_name(enum diag_level level);
size_t diags_count(const struct diags *ds, enum diag_level level);
bool diags_any(const struct diags *ds,
               enum diag_level at_least);           /* works before diags_settle by the site column */
void diags_print(const struct diags *ds, FILE *to); /* all of them */
void diags_json(const struct diags *ds, struct buf *out);

/* To and from bytes (native order). Unpacking checks every length and code, appends, and returns false on nonsense. */
void diags_pack(const struct diags *ds, struct buf *out);
bool diags_unpack(struct diags *ds, struct str *in);

/* The nearest of `n` candidates to `word`, for "did you mean": empty when none is near. */
struct str diag_nearest(struct str word, const struct str *candidates, size_t n);
struct str diag_hint(struct str near, struct arena *a); /* "; did you mean \"x\"?" behind a sentence, or "" */

#endif

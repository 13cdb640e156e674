/* yaml_fault - what an editor did wrong where libyaml gave up, and the line as it should be.
 * Owns: nothing. Fails: never; it falls back on libyaml's own words.
 */
#ifndef READ_YAML_FAULT_H
#define READ_YAML_FAULT_H

#include "base/diag.h"
#include "base/tr.h"

struct yaml_fault {
    struct str text;     /* the whole YAML */
    const char *problem; /* libyaml's words; may be NULL */
    const char *context; /* "while scanning a quoted scalar" ...; may be NULL */
    size_t line, col;    /* where it gave up, from 0 */
    size_t context_line, context_col;
};

/* Adds one diagnostic. first_line: the file's line of the text's first. */
void yaml_fault_report(const struct yaml_fault *f, struct str path, uint32_t first_line, struct arena *a,
                       struct diags *ds);

/* A problem of ours, not of libyaml's. */
#define YAML_SMART_QUOTES TR_MARK("typographic quotes are letters to YAML; write straight ones")

/* Whether a value stands between typographic quotes, which YAML takes for letters. */
bool yaml_smart_quoted(struct str value);

#endif

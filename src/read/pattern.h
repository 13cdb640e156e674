/* pattern - an address of the settings in which {names} are filled in: where a page is edited, where a fault is told.
 * Owns:      nothing.
 * Fails:     pattern_fault says why a text is no such address, as the end of a sentence, or gives NULL.
 * Invariant: what is filled in is percent-encoded but for /, so that it stands in a path, a query or a mail alike: it can neither
 *            end the address's part that it stands in nor begin another.
 * Example:   pattern_fill(a, STR("https://git.example/edit/{source}"), (struct pattern_place[]){{STR("source"), path}}, 1)
 */
#ifndef READ_PATTERN_H
#define READ_PATTERN_H

#include "base/str.h"

struct pattern_place {
    struct str name, value;
};

/* Why a browser cannot be sent to `s` (http, https). */
const char *pattern_fault_web(struct str s);
/* The same, but {names} are fine, and so is mailto:; pattern_stranger tells which name is none of those (they end with an empty one). */
const char *pattern_fault(struct str s);
struct str pattern_stranger(struct str s, const struct str *names); /* "{nmae}", or empty */
bool pattern_is_mail(struct str s);
struct str pattern_fill(struct arena *a, struct str pattern, const struct pattern_place *places, size_t n);

#endif

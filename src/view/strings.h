/* strings - every word that a reader sees and no editor wrote, by key, in the site's language.
 * Owns:      nothing; lies in the arena. Fails: an unknown key gives the key itself.
 * Invariant: the built-in file of the language (da, en; en for others) serves what layouts/strings/LANGUAGE.yaml does not say.
 */
#ifndef VIEW_STRINGS_H
#define VIEW_STRINGS_H

#include "base/date.h"
#include "base/map.h"
#include "base/value.h"

struct strings {
    struct value own, builtin;
    struct map by_key; /* of both: key -> struct value * */
};

void strings_open(struct strings *s, struct arena *a); /* fills by_key; own goes before builtin */

struct str strings_get(const struct strings *s, struct str key);
/* The text with {name} replaced. */
struct str strings_fill(const struct strings *s, struct str key, struct str name, struct str with,
                        struct arena *a);
/* The same, of n names at once. */
struct str strings_fill_all(const struct strings *s, struct str key, const struct value_pair *with, size_t n,
                            struct arena *a);
/* "6. oktober 2022", "6. okt. 2022"; as exact as the date is. */
struct str strings_date(const struct strings *s, struct date d, bool brief, struct arena *a);
struct str strings_weekday(const struct strings *s, struct date d);
struct str strings_time(const struct strings *s, int minutes, struct arena *a); /* "8.15" */
/* "1234.5" as the language writes it: "1.234,5" */
struct str strings_number(const struct strings *s, struct str written, struct arena *a);
extern const struct value_class strings_class; /* self: struct strings */

#endif

/* releases - the names of a target's releases, their order, and which of them stay. Pure: a folder here and a server far away
 * are counted the same way.
 * Owns:      nothing; names lie in the arena.
 * Fails:     never: what has no release's name is none of ours, and is left alone.
 * Invariant: a release is named NUMBER-HASH (HASH: the first 12 digits of its manifest's). One whose number is above that in force
 *            was never put in force, or was taken out of it by a rollback: the next publication removes it and may take its number.
 * Example:   releases_add(&r, name, a) for each; releases_settle(&r, STR("releases/7-0123456789ab"));
 */
#ifndef WRITE_RELEASES_H
#define WRITE_RELEASES_H

#include "base/arena.h"
#include "base/str.h"

#define RELEASES_DIR "releases"
#define RELEASES_LINK "current"
#define RELEASES_MARKER ".vidensbank"
#define RELEASES_HEAD "Sites are published here by vidensbank"

struct release {
    uint64_t number;
    struct str name;
};

struct releases {
    struct release *items; /* by number, once settled */
    size_t n, cap;
    size_t current; /* index; n: none is in force */
};

void releases_add(struct releases *r, struct str name, struct arena *a);
/* link: where RELEASES_LINK leads, empty when there is none. False: to something that is no release. */
bool releases_settle(struct releases *r, struct str link);
struct str releases_hash(struct str manifest, struct arena *a);
struct str releases_next(const struct releases *r, struct str manifest, struct arena *a); /* a new name */
size_t releases_previous(const struct releases *r); /* what a rollback goes to; n: nothing */
bool releases_withdrawn(const struct releases *r, size_t i);
/* Whether the i-th goes, once `name` is in force and `keep` of them stay, the one in force among them. */
bool releases_spent(const struct releases *r, size_t i, struct str name, size_t keep);
struct str releases_marker_text(void);

#endif

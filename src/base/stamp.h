/* stamp - what has been looked at, file by file, as one number: equal stamps, equal files, without reading any.
 * Owns:      a buffer; stamp_clear lets go.
 * Fails:     never: a file that is not there is stamped as that.
 * Invariant: a file counts with its name, kind, mode, owner, size, device, inode and both times. Nobody sets a time of change, so a file
 *            that is changed after the look has another stamp, but for one changed twice within a tick of the clock, before the look
 *            and after it. So a stamp is only good (stamp_settled) when nothing in it changed in the tick of the look, or later:
 *            the rule by which Git calls an entry of its index racy. Times without fractions may be those of a file system that counts
 *            in twos of seconds.
 * Example:   struct stamp t; stamp_begin(&t); stamp_file(&t, path); if (stamp_settled(&t)) use(stamp_end(&t)); stamp_clear(&t);
 */
#ifndef BASE_STAMP_H
#define BASE_STAMP_H

#include <sys/stat.h>

#include "base/buf.h"
#include "base/hash.h"

struct stamp {
    struct buf bytes; /* not yet in the hash */
    struct sha256 hash;
    int64_t begun,
        newest; /* nanoseconds since 1970: before the first look; the latest that anything can have changed */
};

void stamp_begin(struct stamp *t);
void stamp_text(struct stamp *t, struct str s);
void stamp_number(struct stamp *t, uint64_t x);
void stamp_stat(struct stamp *t, struct str name, const struct stat *st);
void stamp_folder(struct stamp *t, struct str name, const struct stat *st); /* without its times */
void stamp_file(struct stamp *t, const char *path);
bool stamp_settled(const struct stamp *t);
struct sha256 stamp_end(struct stamp *t); /* of all so far; more may follow */
void stamp_clear(struct stamp *t);

#endif

#include "base/stamp.h"

#include <errno.h>
#include <fcntl.h>
#include <time.h>

#include "base/pack.h"

enum { ENOUGH = 64 * 1024 }; /* bytes that are hashed at a time */
#define SECOND INT64_C(1000000000)

static int64_t nanoseconds(struct timespec t)
{
    return (int64_t)t.tv_sec * SECOND + t.tv_nsec;
}

/* By the clock that file systems take their times from: it stands still for the length of a tick. */
void stamp_begin(struct stamp *t)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME_COARSE, &now);
    *t = (struct stamp){.begun = nanoseconds(now), .newest = INT64_MIN};
}

static void fold(struct stamp *t)
{
    buf_put_n(&t->bytes, t->hash.b, sizeof t->hash.b);
    t->hash = hash_sha256(buf_str(&t->bytes));
    buf_clear(&t->bytes);
}

void stamp_text(struct stamp *t, struct str s)
{
    pack_str(&t->bytes, s);
    if (t->bytes.n >= ENOUGH)
        fold(t);
}

void stamp_number(struct stamp *t, uint64_t x)
{
    pack_u64(&t->bytes, x);
}

static void put_kind(struct stamp *t, struct str name, const struct stat *st)
{
    stamp_text(t, name);
    pack_u32(&t->bytes, st->st_mode);
    pack_u32(&t->bytes, st->st_uid);
    pack_u64(&t->bytes, st->st_dev);
}

void stamp_stat(struct stamp *t, struct str name, const struct stat *st)
{
    int64_t changed = nanoseconds(st->st_ctim);
    put_kind(t, name, st);
    pack_u64(&t->bytes, (uint64_t)st->st_size);
    pack_u64(&t->bytes, st->st_ino);
    pack_u64(&t->bytes, (uint64_t)nanoseconds(st->st_mtim));
    pack_u64(&t->bytes, (uint64_t)changed);
    int64_t latest = changed % (SECOND / 100) == 0 ? changed + 2 * SECOND : changed;
    if (latest > t->newest)
        t->newest = latest;
}

void stamp_folder(struct stamp *t, struct str name, const struct stat *st)
{
    put_kind(t, name, st);
}

void stamp_file(struct stamp *t, const char *path)
{
    struct stat st;
    if (stat(path, &st) == 0) {
        stamp_stat(t, str_of(path), &st);
        return;
    }
    stamp_number(t, (uint64_t)errno);
    stamp_text(t, str_of(path));
}

bool stamp_settled(const struct stamp *t)
{
    return t->newest < t->begun;
}

struct sha256 stamp_end(struct stamp *t)
{
    fold(t);
    return t->hash;
}

void stamp_clear(struct stamp *t)
{
    buf_free(&t->bytes);
}

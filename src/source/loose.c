#include "source/loose.h"

#include <errno.h>
#include <libdeflate.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/machine.h"

enum { HEAD_MAX = 32, START = 64 * 1024 }; /* "commit 12345" and a NUL stand before the bytes */

static bool inflate_all(struct str raw, size_t limit, struct buf *out)
{
    struct libdeflate_decompressor *d = libdeflate_alloc_decompressor();
    if (!d)
        mem_exhausted();
    enum libdeflate_result r = LIBDEFLATE_INSUFFICIENT_SPACE;
    for (size_t room = START; r == LIBDEFLATE_INSUFFICIENT_SPACE; room *= 4) {
        bool last = room >= limit + HEAD_MAX;
        buf_clear(out);
        buf_reserve(out, last ? limit + HEAD_MAX : room);
        r = libdeflate_zlib_decompress(d, raw.p, raw.n, out->p, last ? limit + HEAD_MAX : room, &out->n);
        if (last)
            break;
    }
    libdeflate_free_decompressor(d);
    return r == LIBDEFLATE_SUCCESS;
}

/* Takes the head off, when it tells this kind and the length that is there. */
static bool behead(struct buf *b, enum object_kind kind)
{
    static const struct str names[] = {[OBJECT_COMMIT] = STR_INIT("commit "),
                                       [OBJECT_TREE] = STR_INIT("tree "),
                                       [OBJECT_BLOB] = STR_INIT("blob "),
                                       [OBJECT_TAG] = STR_INIT("tag ")};
    struct str all = buf_str(b), name = names[kind];
    size_t end = str_find(str_sub(all, 0, HEAD_MAX), 0);
    int64_t size;
    if (end == STR_NONE || !str_starts(all, name) || !str_int(str_sub(all, name.n, end - name.n), &size) ||
        size < 0 || (uint64_t)size != all.n - end - 1)
        return false;
    b->n -= end + 1;
    memmove(b->p, b->p + end + 1, b->n);
    return true;
}

bool loose_read(struct str store, const struct oid *id, enum object_kind kind, size_t limit, struct buf *out)
{
    struct arena scratch = {0};
    struct buf raw = {0};
    struct str hex = hash_hex(&scratch, id->b, sizeof id->b);
    struct str path =
        str_printf(&scratch, "%.*s/%.2s/%s", STR_F(store), hex.p, str_c(&scratch, str_from(hex, 2)));
    bool there = file_read(path.p, limit + limit / 1000 + 1024, &raw);
    if (!there)
        machine_refused(path.p, errno);
    bool ok = there && inflate_all(buf_str(&raw), limit, out) && behead(out, kind) && out->n <= limit;
    buf_free(&raw);
    arena_clear(&scratch);
    return ok;
}

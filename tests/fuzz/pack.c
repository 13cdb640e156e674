/* Fuzz driver: the objects of a repository, packed and loose. The first byte tells how the rest becomes a pack:
 *   even  parts, each a byte of type (1 to 4, or a delta: 6, 7), one for its base, one to add to the size told, one of length, and its
 *         bytes, which are compressed here: so the fuzzer gets at deltas, chains and lengths without learning to compress
 *   odd   two bytes of length, the index, and the pack, as they stand
 * and the rest is tried as a loose object too, as it stands and compressed. What is read has the kind, the size and the bytes that it
 * has when it is read again. */
#include "fuzz.h"

#include <libdeflate.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "source/loose.h"
#include "source/packfile.h"

enum { PARTS = 64, LIMIT = 1 << 16, HEAD = 12, ID = 20 };

static char folder[64];

static void write_file(const char *name, struct str bytes)
{
    char path[200];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *f = fopen(path, "w");
    fuzz_require(f && fwrite(bytes.p ? bytes.p : "", 1, bytes.n, f) == bytes.n && fclose(f) == 0, "a file");
}

static void remove_folder(void)
{
    char command[128];
    snprintf(command, sizeof command, "rm -rf %s", folder);
    fuzz_require(system(command) == 0, "nothing is left behind");
}

static void begin(void)
{
    char part[128];
    if (folder[0])
        return;
    snprintf(folder, sizeof folder, "%s/fuzz-pack-XXXXXX", access("/dev/shm", W_OK) ? "/tmp" : "/dev/shm");
    fuzz_require(mkdtemp(folder) != NULL, "a folder");
    snprintf(part, sizeof part, "%s/00", folder);
    mkdir(part, 0700);
    atexit(remove_folder);
}

static void compress(struct str bytes, struct buf *out)
{
    static struct libdeflate_compressor *c;
    if (!c)
        c = libdeflate_alloc_compressor(1);
    size_t most = libdeflate_zlib_compress_bound(c, bytes.n);
    buf_reserve(out, most);
    out->n += libdeflate_zlib_compress(c, bytes.p ? bytes.p : "", bytes.n, out->p + out->n, most);
}

static void put_be32(struct buf *b, uint32_t x)
{
    char bytes[] = {(char)(x >> 24), (char)(x >> 16), (char)(x >> 8), (char)x};
    buf_put_n(b, bytes, 4);
}

static struct oid id_of(size_t i)
{
    return (struct oid){.b = {[0] = (uint8_t)(i * 3), [19] = (uint8_t)i}};
}

/* ---- a pack from its parts ---- */

static void put_head(struct buf *pack, unsigned type, size_t size)
{
    unsigned char c = (unsigned char)((type & 7) << 4 | (size & 15));
    for (size >>= 4; size; size >>= 7) {
        buf_char(pack, (char)(c | 0x80));
        c = (unsigned char)(size & 0x7f);
    }
    buf_char(pack, (char)c);
}

static void put_distance(struct buf *pack, size_t back)
{
    unsigned char bytes[10], *p = bytes + sizeof bytes;
    *--p = (unsigned char)(back & 0x7f);
    while (back >>= 7)
        *--p = (unsigned char)(0x80 | (--back & 0x7f));
    buf_put_n(pack, p, (size_t)(bytes + sizeof bytes - p));
}

static size_t put_parts(struct str rest, struct buf *pack, uint32_t at[PARTS])
{
    size_t n = 0;
    for (; rest.n >= 4 && n < PARTS; n++) {
        const unsigned char *head = (const unsigned char *)rest.p;
        struct str bytes = str_sub(rest, 4, head[3]);
        struct oid base = id_of(head[1]);
        rest = str_from(rest, 4 + (size_t)head[3]);
        at[n] = (uint32_t)pack->n;
        put_head(pack, head[0], bytes.n + head[2]);
        if ((head[0] & 7) == 6)
            put_distance(pack, n && head[1] < n ? pack->n - 1 - at[head[1]] : head[1]);
        else if ((head[0] & 7) == 7)
            buf_put_n(pack, base.b, ID);
        compress(bytes, pack);
    }
    return n;
}

static void make(struct str parts, struct buf *idx, struct buf *pack)
{
    uint32_t at[PARTS];
    buf_put(pack, STR("PACK\0\0\0\2\0\0\0\0"));
    size_t n = put_parts(parts, pack, at);
    pack->p[HEAD - 1] = (char)n;
    buf_put_n(pack, (char[ID]){0}, ID);
    buf_put(idx, STR("\377tOc\0\0\0\2"));
    for (unsigned b = 0; b < 256; b++) {
        size_t below = b / 3 + 1;
        put_be32(idx, (uint32_t)(below < n ? below : n));
    }
    for (size_t i = 0; i < n; i++) {
        struct oid id = id_of(i);
        buf_put_n(idx, id.b, ID);
    }
    for (size_t i = 0; i < n; i++)
        put_be32(idx, 0);
    for (size_t i = 0; i < n; i++)
        put_be32(idx, at[i]);
    buf_put_n(idx, (char[2 * ID]){0}, (size_t)2 * ID);
}

/* ---- reading ---- */

static void read_one(struct packs *p, const struct oid *id)
{
    struct buf once = {0}, twice = {0};
    enum object_kind kind, again;
    uint64_t size = 0;
    enum packed found = packs_read(p, id, LIMIT, &kind, &once);
    if (found == PACKED_FOUND) {
        fuzz_require(kind >= OBJECT_COMMIT && kind <= OBJECT_TAG, "a kind that there is");
        fuzz_require(once.n <= LIMIT, "no more than was asked for");
        fuzz_require(packs_size(p, id, LIMIT, &again, &size) == PACKED_FOUND && again == kind &&
                         size == once.n,
                     "its size beforehand");
        fuzz_require(packs_read(p, id, LIMIT, &again, &twice) == PACKED_FOUND && again == kind &&
                         str_eq(buf_str(&once), buf_str(&twice)),
                     "the same when read again");
    } else {
        packs_size(p, id, LIMIT, &kind, &size);
    }
    buf_free(&once);
    buf_free(&twice);
}

static void read_loose(struct str bytes)
{
    struct buf out = {0}, packed = {0};
    struct oid id = {.b = {0}};
    const char *name = "00/00000000000000000000000000000000000000";
    compress(bytes, &packed);
    for (int i = 0; i < 2; i++) {
        write_file(name, i ? bytes : buf_str(&packed));
        for (enum object_kind kind = OBJECT_COMMIT; kind <= OBJECT_TAG; kind++)
            if (loose_read(str_of(folder), &id, kind, LIMIT, &out))
                fuzz_require(out.n <= LIMIT, "no more than was asked for");
    }
    buf_free(&out);
    buf_free(&packed);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct str all = str_n((const char *)bytes, n), rest = str_from(all, 1);
    struct buf idx = {0}, pack = {0};
    if (!n)
        return 0;
    begin();
    if (bytes[0] & 1) {
        size_t cut = rest.n >= 2 ? (size_t)bytes[1] << 8 | bytes[2] : 0;
        buf_put(&idx, str_sub(rest, 2, cut));
        buf_put(&pack, str_from(rest, 2 + cut));
    } else {
        make(rest, &idx, &pack);
    }
    write_file("pack-a.idx", buf_str(&idx));
    write_file("pack-a.pack", buf_str(&pack));
    struct packs *p = packs_new(4096); /* little, so that it is emptied now and then */
    packs_add(p, folder);
    for (size_t i = 0; i < PARTS; i++) {
        struct oid id = id_of(i);
        read_one(p, &id);
    }
    packs_free(p);
    read_loose(rest);
    buf_free(&idx);
    buf_free(&pack);
    return 0;
}

#include "write/manifest.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/escape.h"
#include "base/limits.h"
#include "base/tr.h"
#include "base/utf8.h"

/* ---- writing ---- */

static void put_text_or_null(struct buf *b, struct str s)
{
    if (!s.n) {
        buf_put(b, STR("null"));
        return;
    }
    buf_char(b, '"');
    escape_json(b, s);
    buf_char(b, '"');
}

static void put_hex(struct buf *b, const uint8_t *p, size_t n)
{
    static const char digits[] = "0123456789abcdef";
    buf_reserve(b, 2 * n);
    for (size_t i = 0; i < n; i++) {
        b->p[b->n++] = digits[p[i] >> 4];
        b->p[b->n++] = digits[p[i] & 15];
    }
}

void manifest_text(const struct manifest *m, struct buf *b)
{
    buf_put(b, STR("{\"commit\":"));
    put_text_or_null(b, m->commit);
    buf_put(b, STR(",\"time\":"));
    put_text_or_null(b, m->time);
    buf_put(b, STR(",\"files\":["));
    for (size_t i = 0; i < m->n; i++) {
        buf_put(b, i ? STR(",\n{\"path\":\"") : STR("\n{\"path\":\""));
        escape_json(b, m->files[i].path);
        buf_put(b, STR("\",\"size\":"));
        buf_int(b, (int64_t)m->files[i].size);
        buf_put(b, STR(",\"sha256\":\""));
        put_hex(b, m->files[i].sha256.b, sizeof m->files[i].sha256.b);
        buf_put(b, STR("\"}"));
    }
    buf_put(b, STR("\n]}\n"));
}

/* ---- reading: exactly that form, so the reader is small and fast (100,000 files in a few hundredths of a second) ---- */

static bool take(struct str *in, struct str what)
{
    if (!str_starts(*in, what))
        return false;
    *in = str_from(*in, what.n);
    return true;
}

static bool unescape_into(struct str s, struct buf *b)
{
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] != '\\') {
            buf_char(b, s.p[i]);
            continue;
        }
        char c = ++i < s.n ? s.p[i] : 0;
        uint8_t code[2];
        char utf8[4];
        if (c == '"' || c == '\\')
            buf_char(b, c);
        else if (c == 'n')
            buf_char(b, '\n');
        else if (c == 'u' && hash_unhex(str_sub(s, i + 1, 4), code, 2)) {
            buf_put_n(b, utf8, utf8_encode((uint32_t)(code[0] << 8 | code[1]), utf8));
            i += 4;
        } else
            return false;
    }
    return true;
}

/* A JSON string: points into the text where nothing is escaped. */
static bool take_string(struct str *in, struct arena *a, struct str *out)
{
    if (!take(in, STR("\"")))
        return false;
    size_t n = 0;
    bool escaped = false;
    for (; n < in->n && in->p[n] != '"'; n++)
        if (in->p[n] == '\\') {
            escaped = true;
            n++;
        }
    if (n >= in->n)
        return false;
    *out = str_sub(*in, 0, n);
    *in = str_from(*in, n + 1);
    if (escaped) {
        struct buf b = {0};
        bool ok = unescape_into(*out, &b);
        *out = buf_dup(a, &b);
        buf_free(&b);
        return ok;
    }
    return true;
}

static bool take_string_or_null(struct str *in, struct arena *a, struct str *out)
{
    *out = STR("");
    return take(in, STR("null")) || take_string(in, a, out);
}

static bool take_size(struct str *in, uint64_t *out)
{
    size_t n = 0;
    uint64_t x = 0;
    for (; n < in->n && n < 18 && in->p[n] >= '0' && in->p[n] <= '9'; n++)
        x = x * 10 + (uint64_t)(in->p[n] - '0');
    *in = str_from(*in, n);
    *out = x;
    return n > 0;
}

static bool take_file(struct str *in, struct arena *a, struct manifest_file *f)
{
    return take(in, STR("\n{\"path\":")) && take_string(in, a, &f->path) && take(in, STR(",\"size\":")) &&
           take_size(in, &f->size) && take(in, STR(",\"sha256\":\"")) &&
           hash_unhex(str_sub(*in, 0, 2 * sizeof f->sha256.b), f->sha256.b, sizeof f->sha256.b) &&
           (*in = str_from(*in, 2 * sizeof f->sha256.b), take(in, STR("\"}")));
}

bool manifest_read(struct str in, struct arena *a, struct manifest *m)
{
    *m = (struct manifest){0};
    if (!take(&in, STR("{\"commit\":")) || !take_string_or_null(&in, a, &m->commit) ||
        !take(&in, STR(",\"time\":")) || !take_string_or_null(&in, a, &m->time) ||
        !take(&in, STR(",\"files\":[")))
        return false;
    size_t least = sizeof ",\n{\"path\":\"x\",\"size\":1,\"sha256\":\"\"}" - 1 + 2 * sizeof(struct sha256);
    size_t cap = in.n / least + 1; /* never more than the text can hold */
    m->files = ARENA_ARRAY(a, struct manifest_file, cap);
    for (bool more = str_starts(in, STR("\n{")); more; more = take(&in, STR(",")))
        if (m->n == cap || !take_file(&in, a, &m->files[m->n++]))
            return false;
    struct str bad;
    return str_eq(in, STR("\n]}\n")) && manifest_sort(m, &bad);
}

/* ---- order ---- */

static int by_path(const void *x, const void *y)
{
    return str_cmp(((const struct manifest_file *)x)->path, ((const struct manifest_file *)y)->path);
}

/* The first file whose path is not before `path`. */
static size_t lower_bound(const struct manifest *m, struct str path)
{
    size_t from = 0, to = m->n;
    while (from < to) {
        size_t mid = from + (to - from) / 2;
        if (str_cmp(m->files[mid].path, path) < 0)
            from = mid + 1;
        else
            to = mid;
    }
    return from;
}

struct manifest_file *manifest_find(const struct manifest *m, struct str path)
{
    size_t i = lower_bound(m, path);
    return i < m->n && str_eq(m->files[i].path, path) ? &m->files[i] : NULL;
}

bool manifest_has_below(const struct manifest *m, struct str dir)
{
    char slashed[LIMIT_PATH + 1];
    if (dir.n >= sizeof slashed)
        return false;
    memcpy(slashed, dir.p, dir.n);
    slashed[dir.n] = '/';
    struct str prefix = str_n(slashed, dir.n + 1);
    size_t i = lower_bound(m, prefix);
    return i < m->n && str_starts(m->files[i].path, prefix);
}

bool manifest_same_bytes(const struct manifest_file *x, const struct manifest_file *y)
{
    return x->size == y->size && memcmp(x->sha256.b, y->sha256.b, sizeof x->sha256.b) == 0;
}

const char *manifest_path_fault(struct str path)
{
    if (path.n == 0)
        return tr("is empty");
    if (path.n > LIMIT_PATH)
        return tr("is too long");
    if (str_eq(path, STR(MANIFEST_NAME)))
        return tr("is the manifest's own name");
    for (size_t i = 0; i < path.n; i++)
        if ((unsigned char)path.p[i] < 0x20 || path.p[i] == 0x7F)
            return tr("holds a control character");
    for (size_t from = 0; from <= path.n;) { /* by hand: an empty part at the end counts */
        size_t to = from;
        while (to < path.n && path.p[to] != '/')
            to++;
        if (to == from)
            return tr("has an empty part");
        if (path.p[from] == '.')
            return tr("has a part that begins with a dot");
        if (to - from > LIMIT_NAME)
            return tr("has a part that is too long");
        from = to + 1;
    }
    return utf8_invalid(path) == STR_NONE ? NULL : tr("is not UTF-8");
}

bool manifest_sort(struct manifest *m, struct str *bad)
{
    bool sorted = true;
    for (size_t i = 1; i < m->n && sorted; i++)
        sorted = str_cmp(m->files[i - 1].path, m->files[i].path) < 0;
    if (!sorted)
        qsort(m->files, m->n, sizeof *m->files, by_path);
    for (size_t i = 0; i < m->n; i++) {
        *bad = m->files[i].path;
        if (manifest_path_fault(*bad) || (i && str_eq(m->files[i - 1].path, *bad)))
            return false;
    }
    for (size_t i = 0; i < m->n; i++) /* "a" and "a/b": only an i with such a neighbour can be both */
        for (size_t k = i + 1; k < m->n && str_starts(m->files[k].path, m->files[i].path); k++)
            if (m->files[k].path.p[m->files[i].path.n] == '/') {
                *bad = m->files[i].path;
                return false;
            }
    return true;
}

void manifest_file_pack(const struct manifest_file *f, struct buf *out)
{
    pack_u64(out, f->size);
    pack_u64(out, f->inode);
    pack_sha256(out, &f->sha256);
}

void manifest_file_unpack(struct unpack *u, struct manifest_file *f)
{
    f->size = unpack_u64(u);
    f->inode = unpack_u64(u);
    f->sha256 = unpack_sha256(u);
}

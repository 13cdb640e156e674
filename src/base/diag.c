#include "base/diag.h"

#include <stdarg.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/escape.h"
#include "base/pack.h"
#include "base/path.h"
#include "base/tr.h"

static const struct {
    struct str name;
    const char *why;
    enum diag_level site, folder;
} codes[] = {
#define NOTE DIAG_NOTE
#define WARNING DIAG_WARNING
#define ERROR DIAG_ERROR
#define CODE(id, text, on_site, in_folder, reason) {STR_INIT(text), reason, on_site, in_folder},
#include "base/codes.def"
#undef CODE
#undef NOTE
#undef WARNING
#undef ERROR
};

static const struct str level_names[] = {STR_INIT("ignore"), STR_INIT("note"), STR_INIT("warning"),
                                         STR_INIT("error")};

void diag_at(struct diags *ds, enum diag_code code, struct str path, uint32_t line, uint32_t col,
             const char *fmt, ...)
{
    char *text = NULL;
    va_list ap;
    va_start(ap, fmt);
    int n = vasprintf(&text, tr(fmt), ap);
    va_end(ap);
    if (n < 0)
        mem_exhausted();
    *ARENA_PUSH(ds->arena, ds->items, ds->n, ds->cap, struct diag) = (struct diag){
        .level = codes[code].site,
        .code = code,
        .path = path,
        .line = line,
        .col = col,
        .text = path_printable(ds->arena, str_n(text, (size_t)n)),
    };
    free(text);
}

struct str diag_level_name(enum diag_level level)
{
    return level_names[level];
}

struct str code_name(enum diag_code c)
{
    return codes[c].name;
}

const char *code_why(enum diag_code c)
{
    return codes[c].why;
}

bool code_find(struct str name, enum diag_code *out)
{
    for (size_t i = 0; i < CODE_COUNT; i++)
        if (str_eq(codes[i].name, name)) {
            *out = (enum diag_code)i;
            return true;
        }
    return false;
}

static int by_place(const void *x, const void *y)
{
    const struct diag *a = x, *b = y;
    int c = str_cmp(a->path, b->path);
    if (c)
        return c;
    if (a->line != b->line)
        return a->line < b->line ? -1 : 1;
    if (a->col != b->col)
        return a->col < b->col ? -1 : 1;
    if (a->code != b->code)
        return str_cmp(codes[a->code].name, codes[b->code].name);
    return str_cmp(a->text, b->text);
}

void diags_settle(struct diags *ds, bool folder, const int *overrides)
{
    if (ds->n)
        qsort(ds->items, ds->n, sizeof *ds->items, by_place);
    size_t kept = 0;
    for (size_t i = 0; i < ds->n; i++) {
        struct diag d = ds->items[i];
        if (kept && by_place(&ds->items[kept - 1], &d) == 0)
            continue;
        d.level = folder ? codes[d.code].folder : codes[d.code].site;
        if (overrides && overrides[d.code] >= 0)
            d.level = (enum diag_level)overrides[d.code];
        ds->items[kept++] = d;
    }
    ds->n = kept;
}

size_t diags_count(const struct diags *ds, enum diag_level level)
{
    size_t n = 0;
    for (size_t i = 0; i < ds->n; i++)
        n += ds->items[i].level == level;
    return n;
}

bool diags_any(const struct diags *ds, enum diag_level at_least)
{
    for (size_t i = 0; i < ds->n; i++)
        if (ds->items[i].level >= at_least)
            return true;
    return false;
}

/* stderr keeps nothing back: told piece by piece, 2,500 warnings took longer than to look at 10,000 pages. */
void diags_print(const struct diags *ds, FILE *to)
{
    struct arena a = {0};
    struct buf b = {0};
    for (size_t i = 0; i < ds->n; i++) {
        const struct diag *d = &ds->items[i];
        if (d->level == DIAG_IGNORE)
            continue;
        struct str path = d->path.n ? path_printable(&a, d->path) : STR("vidensbank");
        buf_put(&b, path);
        buf_char(&b, ':');
        if (d->line)
            buf_printf(&b, "%u:", d->line);
        if (d->line && d->col)
            buf_printf(&b, "%u:", d->col);
        buf_printf(&b, " %.*s: %.*s [%.*s]\n", STR_F(level_names[d->level]), STR_F(d->text),
                   STR_F(codes[d->code].name));
        arena_reset(&a);
    }
    if (b.n)
        fwrite(b.p, 1, b.n, to);
    buf_free(&b);
    arena_clear(&a);
}

static void json_pair(struct buf *out, const char *name, struct str text)
{
    buf_printf(out, "\"%s\":\"", name);
    escape_json(out, text);
    buf_char(out, '"');
}

void diags_json(const struct diags *ds, struct buf *out)
{
    struct arena a = {0};
    buf_char(out, '[');
    bool first = true;
    for (size_t i = 0; i < ds->n; i++) {
        const struct diag *d = &ds->items[i];
        if (d->level == DIAG_IGNORE)
            continue;
        buf_put(out, first ? STR("\n{") : STR(",\n{"));
        first = false;
        json_pair(out, "path", path_printable(&a, d->path));
        buf_printf(out, ",\"line\":%u,\"column\":%u,", d->line, d->col);
        json_pair(out, "level", level_names[d->level]);
        buf_char(out, ',');
        json_pair(out, "code", codes[d->code].name);
        buf_char(out, ',');
        json_pair(out, "message", d->text);
        buf_char(out, '}');
    }
    buf_put(out, STR("\n]\n"));
    arena_clear(&a);
}

void diags_pack(const struct diags *ds, struct buf *out)
{
    pack_u32(out, (uint32_t)ds->n);
    for (size_t i = 0; i < ds->n; i++) {
        const struct diag *d = &ds->items[i];
        pack_u32(out, (uint32_t)d->code);
        pack_u32(out, d->line);
        pack_u32(out, d->col);
        pack_str(out, d->path);
        pack_str(out, d->text);
    }
}

bool diags_unpack(struct diags *ds, struct str *in)
{
    struct unpack u = {.rest = *in};
    size_t n = unpack_count(&u, 20);
    for (size_t i = 0; i < n && !u.bad; i++) {
        struct diag d = {0};
        uint32_t code = unpack_u32(&u);
        d.line = unpack_u32(&u);
        d.col = unpack_u32(&u);
        d.path = unpack_str(&u);
        d.text = unpack_str(&u);
        if (u.bad || code >= CODE_COUNT)
            return false;
        d.code = (enum diag_code)code;
        d.level = codes[code].site;
        d.path = str_dup(ds->arena, d.path);
        d.text = path_printable(ds->arena, d.text);
        *ARENA_PUSH(ds->arena, ds->items, ds->n, ds->cap, struct diag) = d;
    }
    *in = u.rest;
    return !u.bad;
}

struct str diag_nearest(struct str word, const struct str *candidates, size_t n)
{
    struct str best = {"", 0};
    size_t least = word.n < 4 ? 2 : word.n < 8 ? 3 : 4; /* first distance that is too far */
    for (size_t i = 0; i < n; i++) {
        size_t d = str_distance(word, candidates[i]);
        if (d < least) {
            least = d;
            best = candidates[i];
        }
    }
    return best;
}

struct str diag_hint(struct str near, struct arena *a)
{
    return near.n ? str_printf(a, tr("; did you mean \"%.*s\"?"), STR_F(near)) : STR("");
}

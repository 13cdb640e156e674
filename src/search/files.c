#include "search/files.h"

#include <libdeflate.h>
#include <nettle/base64.h>

#include "base/arena.h"
#include "search/pagetext.h"
#include "search/shown.h"
#include "search/varint.h"

/* The quickest level. At 10,000 pages 4 takes 1.6 times as long over the texts and saves 2.5 % (of texts that people wrote 0.1 %); over the
 * shards, in which hardly anything repeats, 9 takes 4.6 times as long and saves 0.9 %, 10 takes ten times as long and saves 2.6 %. */
enum { PACK_LEVEL = 1, PAGES_PER_FOLDER = 256 };

static struct search_file *add(struct search_files *f)
{
    return ARENA_PUSH(f->arena, f->list, f->n, f->cap, struct search_file);
}

struct str files_hash_name(struct search_files *f, const struct sha256 *h)
{
    return hash_hex(f->arena, h->b, FILES_HASH);
}

void files_begin(struct search_files *f, const struct site *s, struct arena *a)
{
    *f = (struct search_files){.arena = a, .site = s, .paths = {.arena = a}};
}

struct sha256 files_add(struct search_files *f, const char *prefix, struct str raw)
{
    struct sha256 h = hash_sha256(raw);
    struct str name = files_hash_name(f, &h);
    struct str path = str_printf(f->arena, SEARCH_FOLDER "%s%.*s.kbi", prefix, STR_F(name));
    if (!map_has(&f->paths, path)) { /* barn and børn are on the same pages */
        *add(f) = (struct search_file){.path = path, .raw = str_dup(f->arena, raw)};
        map_put(&f->paths, path, f);
    }
    return h;
}

void files_add_plain(struct search_files *f, const char *name, struct str raw)
{
    *add(f) = (struct search_file){
        .path = str_printf(f->arena, SEARCH_FOLDER "%s", name), .raw = str_dup(f->arena, raw), .plain = true};
}

void files_add_page(struct search_files *f, const struct page *p, uint32_t number)
{
    *add(f) = (struct search_file){
        .path = str_printf(f->arena, SEARCH_FOLDER "d/%u/%u.kbi", number / PAGES_PER_FOLDER, number),
        .page = p};
}

/* A section's text and then its code. */
static void put_text(const struct pagesection *s, struct buf *out)
{
    bool both = s->text.n && s->code.n;
    varint_put(out, (uint32_t)(s->text.n + s->code.n + both));
    buf_put(out, s->text);
    if (both)
        buf_char(out, '\n');
    buf_put(out, s->code);
}

/* What a result shows of a page: address, title, kind, day, and the sections with their text. */
static void put_page(const struct search_files *f, const struct page *p, struct arena *a, struct buf *out)
{
    struct pagetext text;
    struct date day;
    pagetext_make(p, a, &text);
    varint_put_str(out, p->url);
    varint_put_str(out, p->title);
    varint_put_str(out, shown_type(p));
    varint_put_str(out, shown_day(f->site, p, &day) ? date_iso(a, day) : STR(""));
    varint_put(out, (uint32_t)text.n);
    for (size_t i = 0; i < text.n; i++) {
        varint_put_str(out, text.sections[i].id);
        varint_put_str(out, text.sections[i].heading);
        put_text(&text.sections[i], out);
    }
}

static void pack(struct str raw, struct buf *out)
{
    static struct libdeflate_compressor
        *c; /* one for the process: it takes longer to make than most files to pack */
    if (!c && !(c = libdeflate_alloc_compressor(PACK_LEVEL)))
        mem_exhausted();
    size_t most = libdeflate_gzip_compress_bound(c, raw.n);
    buf_reserve(out, most);
    out->n += libdeflate_gzip_compress(c, raw.p ? raw.p : "", raw.n, out->p + out->n, most);
}

void files_make(const struct search_files *f, size_t i, struct arena *scratch, struct buf *out)
{
    if (f->list[i].page)
        put_page(f, f->list[i].page, scratch, out);
    else
        buf_put(out, f->list[i].raw);
}

void files_pack(const struct search_files *f, size_t i, struct str raw, struct buf *out)
{
    if (f->list[i].plain)
        buf_put(out, raw);
    else
        pack(raw, out);
}

void files_pack_script(const struct search_files *f, size_t i, struct str raw, struct buf *out)
{
    struct buf bytes = {0};
    struct str name = str_from(f->list[i].path, sizeof SEARCH_FOLDER - 1);
    files_pack(f, i, raw, &bytes);
    size_t n = BASE64_ENCODE_RAW_LENGTH(bytes.n);
    buf_printf(out, "soegFil(\"%.*s\",\"", STR_F(name));
    buf_reserve(out, n);
    base64_encode_raw(out->p + out->n, bytes.n, (const uint8_t *)bytes.p);
    out->n += n;
    buf_put(out, STR("\")\n"));
    buf_free(&bytes);
}

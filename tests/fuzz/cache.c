/* Fuzz driver: bytes that cross a process or lie in a cache, damaged and forged. Input: how many patches (a byte), the patches (two
 * bytes of place, one of value, xor), then a page. The page is packed as a doc, in a history and in a cache, each is patched, and read
 * back: nothing, or something sound that is packed as it came. */
#include "fuzz.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "history/commits.h"
#include "history/lines.h"
#include "history/memo.h"
#include "history/recall.h"
#include "history/walk.h"
#include "read/doc.h"
#include "read/doc_cache.h"

struct patches {
    const uint8_t *p;
    size_t n;
};

static void patch(struct buf *b, const struct patches *ps)
{
    for (size_t i = 0; i < ps->n && b->n; i++) {
        const uint8_t *p = ps->p + 3 * i;
        size_t at = ((size_t)p[0] << 8 | p[1]) % b->n;
        if (p[2])
            b->p[at] = (char)(b->p[at] ^ p[2]);
        else
            b->n = at; /* cut off */
    }
}

/* ---- a doc ---- */

static void check_doc(struct str packed, struct arena *a)
{
    const struct doc *d = doc_unpack(packed, a);
    struct buf again = {0}, twice = {0};
    if (!d)
        return;
    for (size_t i = 0; i < d->n_holes; i++)
        fuzz_require(d->holes[i].start <= d->holes[i].end && d->holes[i].end <= d->html.n,
                     "holes in the HTML");
    for (size_t i = 0; i < d->n_headings; i++)
        fuzz_require(d->headings[i].html_at <= d->html.n && d->headings[i].text_at <= d->text.n,
                     "headings too");
    for (size_t i = 0; i < d->n_codes; i++)
        fuzz_require(d->codes[i].start <= d->codes[i].end && d->codes[i].end <= d->text.n,
                     "code in the text");
    fuzz_require(utf8_invalid(d->html) == STR_NONE && utf8_invalid(d->text) == STR_NONE, "UTF-8");
    doc_pack(d, &again);
    const struct doc *e = doc_unpack(buf_str(&again), a);
    fuzz_require(e != NULL, "packed again it can be read");
    doc_pack(e, &twice);
    fuzz_require(str_eq(buf_str(&again), buf_str(&twice)), "and is the same");
    buf_free(&again);
    buf_free(&twice);
}

/* ---- a history ---- */

static void make_history(struct str page, struct buf *out)
{
    struct person people[2] = {{STR("Ane"), STR("ane@x")}, {str_sub(page, 0, 0), STR("bo@x")}};
    struct moment day = {1767603600, 60};
    struct touch touch = {.known = true, .commit = {{1}}, .has_date = true, .date = day, .author = 1};
    struct contribution parts[2] = {{0, 3}, {1, 1}};
    struct version versions[2] = {
        {.commit = {{1}}, .date = day, .has_date = true, .path = STR("content/a.md")},
        {.commit = {{2}}, .author = 1, .path = STR("content/b.md"), .subject = STR("ny")}};
    struct line_run lines[3] = {
        {3, 0, false}, {1, LINES_UNKNOWN, true}, {(uint32_t)page.n % 100 + 1, 1, false}};
    struct str former = STR("content/b.md");
    struct removed removed = {.path = STR("content/c.md"), .has_date = true, .date = day};
    struct record r = {.created = touch,
                       .updated = touch,
                       .people = parts,
                       .n_people = 2,
                       .versions = versions,
                       .n_versions = 2,
                       .former = &former,
                       .n_former = 1,
                       .reviews = &touch,
                       .n_reviews = 1,
                       .n_sure = 1,
                       .has_lines = true,
                       .lines = lines,
                       .n_lines = 3,
                       .complete = true};
    struct history h = {.present = true,
                        .commit = {{9}},
                        .commit_date = day,
                        .has_commit_date = true,
                        .people = people,
                        .n_people = 2,
                        .records = &r,
                        .n_records = 1,
                        .removed = &removed,
                        .n_removed = 1};
    history_pack(&h, out);
}

static void check_record(const struct history *h, const struct record *r, struct arena *a)
{
    for (size_t i = 0; i < r->n_versions; i++)
        fuzz_require(r->versions[i].author < h->n_people, "authors that there are");
    for (size_t i = 0; i < r->n_people; i++)
        fuzz_require(r->people[i].person < h->n_people, "persons that there are");
    for (size_t i = 0; i < r->n_lines; i++)
        fuzz_require(r->lines[i].version < r->n_versions || r->lines[i].version == LINES_UNKNOWN,
                     "versions that there are");
    record_sum_lines(r, 1, 100000, a);
}

static void check_history(struct str packed, struct arena *a)
{
    struct history h;
    struct buf again = {0};
    if (!history_unpack(packed, a, &h))
        return;
    for (size_t i = 0; i < h.n_records; i++)
        check_record(&h, &h.records[i], a);
    history_pack(&h, &again);
    fuzz_require(str_eq(buf_str(&again), packed), "packed as it came");
    buf_free(&again);
}

/* ---- a cache, and what is asked of it ---- */

static char folder[64];

static void remove_folder(void)
{
    char command[128];
    snprintf(command, sizeof command, "rm -rf %s", folder);
    fuzz_require(system(command) == 0, "nothing is left behind");
}

static void begin(void)
{
    if (folder[0])
        return;
    snprintf(folder, sizeof folder, "%s/fuzz-cache-XXXXXX", access("/dev/shm", W_OK) ? "/tmp" : "/dev/shm");
    fuzz_require(mkdtemp(folder) != NULL, "a folder");
    atexit(remove_folder);
}

static struct oid id_of(unsigned i)
{
    return (struct oid){.b = {(uint8_t)(i * 40), (uint8_t)i}};
}

/* The patches are in the file this time: its head, its table, the docs. */
static void patch_file(const struct patches *ps, struct arena *a)
{
    struct buf bytes = {0};
    char path[256];
    struct sha256 id = hash_sha256(STR("site"));
    snprintf(path, sizeof path, "%s/%.*s.docs", folder, STR_F(hash_hex(a, id.b, 12)));
    FILE *f = fopen(path, "r+");
    fuzz_require(f != NULL, "a cache that was written");
    buf_reserve(&bytes, 1 << 20);
    bytes.n = fread(bytes.p, 1, 1 << 20, f);
    patch(&bytes, ps);
    rewind(f);
    fuzz_require(fwrite(bytes.p, 1, bytes.n, f) == bytes.n && fflush(f) == 0 &&
                     ftruncate(fileno(f), (off_t)bytes.n) == 0,
                 "a cache that was damaged");
    fclose(f);
    buf_free(&bytes);
}

/* Answers that somebody else wrote to what the history asks. */
static void check_answers(struct str forged, struct doc_cache *cache, struct arena *a)
{
    struct oid x = id_of(1), y = id_of(2);
    struct diags ds = {.arena = a};
    struct buf packed = {0}, room = {0};
    struct commits none = {.n = 0};
    struct origins origins;
    struct memo *m = memo_new(cache, STR(""));
    for (enum memo_kind kind = MEMO_COMMIT; kind <= MEMO_ORIGINS; kind++)
        memo_put(m, kind, &x, kind == MEMO_CHANGES || kind == MEMO_RENAMES ? &y : NULL, forged);
    memo_pack(m, &packed);
    fuzz_require(memo_save(cache, buf_str(&packed), &ds), "what was packed can be saved");
    memo_free(m);
    struct doc_cache *again = doc_cache_open(folder, STR("site"), a);
    m = memo_new(again, STR(""));
    fuzz_require(str_eq(memo_find(m, MEMO_CHANGES, &x, &y), forged) || !forged.n, "an answer comes back");
    none.slots = ARENA_ARRAY(a, uint32_t, 2);
    none.n_slots = 2;
    if (recall_origins(m, &x, &none, a, &origins))
        for (size_t i = 0; i < origins.n; i++)
            fuzz_require(origins.items[i].commit == COMMIT_UNKNOWN, "no commit that there is not");
    memo_free(m);
    doc_cache_close(again);
    memo_save(cache, forged, &ds);
    buf_free(&packed);
    buf_free(&room);
}

static void check_cache(struct str packed, struct str forged, const struct patches *ps, struct arena *a)
{
    struct oid ids[5] = {id_of(0), id_of(1), id_of(2), id_of(4), id_of(5)};
    struct str docs[5] = {packed, STR("x"), packed, forged, STR("")};
    struct diags ds = {.arena = a};
    struct doc_cache *c = doc_cache_open(folder, STR("site"), a);
    doc_cache_save(c, ids, docs, 5, &ds);
    doc_cache_close(c);
    patch_file(ps, a);
    c = doc_cache_open(folder, STR("site"), a);
    for (unsigned i = 0; i < 7; i++) {
        struct oid id = id_of(i);
        check_doc(doc_cache_find(c, &id), a);
    }
    check_answers(forged, c, a);
    doc_cache_close(c);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena a = {0};
    struct buf doc = {0}, history = {0};
    struct patches ps = {.p = bytes + 1, .n = n ? bytes[0] % 16 : 0};
    if (n < 1 + 3 * ps.n)
        return 0;
    struct str page = str_n((const char *)bytes + 1 + 3 * ps.n, n - 1 - 3 * ps.n);
    begin();
    doc_pack(doc_parse(page, &a), &doc);
    make_history(page, &history);
    check_cache(buf_str(&doc), page, &ps, &a);
    patch(&doc, &ps);
    patch(&history, &ps);
    check_doc(buf_str(&doc), &a);
    check_history(buf_str(&history), &a);
    check_history(page, &a);
    buf_free(&doc);
    buf_free(&history);
    arena_clear(&a);
    return 0;
}

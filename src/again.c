#include "again.h"

#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/pack.h"
#include "base/path.h"
#include "base/stamp.h"
#include "base/tr.h"
#include "base/work.h"
#include "read/doc_cache.h"
#include "search/lexicon.h"
#include "write/output.h"

/* ---- the key ---- */

static void stamp_c(struct stamp *t, const char *s)
{
    stamp_number(t, s != NULL);
    stamp_text(t, str_of(s));
}

static void stamp_options(const struct build *b, struct stamp *t)
{
    const struct build_options *o = &b->options;
    const bool flags[] = {o->drafts, o->strict, o->keep_going, o->offline, o->skip_search, o->skip_history};
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
        stamp_number(t, flags[i]);
    stamp_c(t, o->rev);
    stamp_c(t, o->at);
    stamp_c(t, o->now);
    stamp_c(t, getenv("SOURCE_DATE_EPOCH"));
    stamp_text(t, tr_language());
    stamp_file(t, lexicon_path());
    stamp_c(t, getenv("LD_LIBRARY_PATH"));
    stamp_file(t, "/etc/ld.so.cache"); /* what is loaded at run time (render/resize.h) came or went */
}

/* By the clock, or by a moment that is part of the key. */
static bool by_clock(const struct build *b)
{
    return !b->options.now && !b->options.at && !getenv("SOURCE_DATE_EPOCH");
}

static void make_key(struct build *b)
{
    struct stamp t;
    stamp_begin(&t);
    source_watch(b->source, &t);
    build_list(b);
    source_watch(b->source, NULL);
    source_stamp_history(b->source, &b->arena, &t);
    stamp_options(b, &t);
    struct sha256 h = stamp_end(&t);
    memcpy(b->key.b, h.b, sizeof b->key.b);
    b->has_key = stamp_settled(&t);
    stamp_clear(&t);
}

/* ---- what was told ---- */

static void put_told(const struct build *b, struct buf *out)
{
    bool clock = by_clock(b);
    pack_u64(out, clock ? (uint64_t)b->now : 0);
    pack_u64(out, clock ? (uint64_t)b->site->until : INT64_MAX);
    pack_str(out, str_n((const char *)b->manifest.b, sizeof b->manifest.b));
    pack_u64(out, b->told.pages);
    pack_u64(out, b->output_files);
    pack_str(out, b->told.next_at);
    pack_str(out, b->told.next_source);
    pack_u8(out, b->told.next_opens);
    diags_pack(&b->diags, out);
    for (size_t i = 0; i < b->diags.n; i++)
        pack_u8(out, (uint8_t)b->diags.items[i].level);
}

/* What the build told that had this key, when its judgements hold at this moment. */
static bool take_told(struct build *b, struct str bytes)
{
    struct unpack u = {.rest = bytes};
    int64_t now = by_clock(b) ? (int64_t)time(NULL) : 0;
    int64_t from = (int64_t)unpack_u64(&u), until = (int64_t)unpack_u64(&u);
    struct str manifest = unpack_str(&u);
    b->told.pages = (size_t)unpack_u64(&u);
    b->output_files = b->unchanged = (size_t)unpack_u64(&u);
    b->told.next_at = str_dup(&b->arena, unpack_str(&u));
    b->told.next_source = str_dup(&b->arena, unpack_str(&u));
    b->told.next_opens = unpack_u8(&u) != 0;
    if (u.bad || manifest.n != sizeof b->manifest.b || now < from || now >= until ||
        !diags_unpack(&b->diags, &u.rest) || u.rest.n != b->diags.n)
        return false;
    memcpy(b->manifest.b, manifest.p, manifest.n);
    for (size_t i = 0; i < b->diags.n; i++) {
        b->diags.items[i].level = (enum diag_level)unpack_u8(&u);
        if (b->diags.items[i].level > DIAG_WARNING)
            return false;
    }
    return true;
}

/* ---- the output ---- */

/* In a process beside the look at the source, and under the lock: a build of this output that is on its way comes first. */
static void look_at_output(void *ctx, size_t item, struct buf *out)
{
    struct build *b = ctx;
    struct sha256 manifest;
    (void)item;
    char *there = str_c(&b->arena, path_join(&b->arena, str_of(b->options.out), STR(MANIFEST_NAME)));
    if (access(there, F_OK)) /* then there is nothing to look at, and nothing to make on the way */
        return;
    struct output *o = build_output(b);
    if (o && output_exact(o, &manifest))
        buf_put_n(out, manifest.b, sizeof manifest.b);
    output_close(o);
}

static bool output_is(const struct build *b, struct work *looking)
{
    struct work_result r = work_result(looking, 0);
    return r.status == WORK_DONE && str_eq(r.bytes, str_n((const char *)b->manifest.b, sizeof b->manifest.b));
}

bool again_stands(struct build *b)
{
    struct diags opened = b->diags;
    if (b->options.no_cache)
        return false;
    struct work *looking = work_start(
        &(struct work_plan){.n = 1, .jobs = b->options.jobs ? 1 : 0, .fn = look_at_output, .ctx = b});
    b->diags = opened;
    make_key(b);
    struct doc_cache *cache = b->has_key ? build_cache(b, " again") : NULL;
    struct str bytes = doc_cache_find(cache, &b->key);
    struct diags listed = b->diags;
    b->diags = (struct diags){.arena = &b->arena};
    bool told = bytes.n && take_told(b, bytes);
    if (looking)
        work_finish(looking);
    bool stands = told && looking && output_is(b, looking);
    if (looking)
        work_free(looking);
    doc_cache_close(cache);
    if (stands)
        return true;
    b->diags = listed;
    b->output_files = b->unchanged = 0;
    b->told = (struct build_told){0};
    return false;
}

/* Whether the next build could do other than this: something was left out that it may be able to read, or the time of day is told. */
static bool is_whole(const struct build *b)
{
    if (by_clock(b) && templates_ask_time(&b->templates))
        return false;
    static const enum diag_code lacks[] = {CODE_UNREADABLE,   CODE_WORKER_LOST, CODE_HISTORY_GAP,
                                           CODE_HISTORY_LOST, CODE_ENVIRONMENT, CODE_LFS_POINTER,
                                           CODE_CACHE};
    for (size_t i = 0; i < b->diags.n; i++)
        for (size_t k = 0; k < sizeof lacks / sizeof *lacks; k++)
            if (b->diags.items[i].code == lacks[k])
                return false;
    return !b->left_out && old_whole(b->old);
}

void again_keep(struct build *b)
{
    struct doc_cache *cache = b->has_key && is_whole(b) ? build_cache(b, " again") : NULL;
    struct buf told = {0};
    if (!cache)
        return;
    put_told(b, &told);
    struct str bytes = buf_str(&told);
    doc_cache_save(cache, &b->key, &bytes, 1, &b->diags);
    doc_cache_close(cache);
    buf_free(&told);
}

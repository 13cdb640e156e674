#include "search/store.h"

#include <libdeflate.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "read/yaml.h"
#include "search/files.h"
#include "search/tokens.h"
#include "search/varint.h"

enum {
    VERSION = 2,
    WIDE = 2,
    UNLISTED_LETTERS = 3, /* too short for the lists of words */
    KEY_BYTES = 2 * TOKEN_BYTES,
    PAGES_PER_FOLDER = 256,
    FILE_BYTES = 256 * 1024 * 1024
};

/* ---- files ---- */

static void damage(struct store *s, struct str name)
{
    if (!s->damaged.n)
        s->damaged = name;
}

static bool inflate(struct store *s, struct str packed, struct str *out)
{
    if (packed.n < 18)
        return false;
    const unsigned char *end = (const unsigned char *)packed.p + packed.n;
    size_t n = end[-4] | (size_t)end[-3] << 8 | (size_t)end[-2] << 16 | (size_t)end[-1] << 24, got;
    if (n > FILE_BYTES)
        return false;
    struct libdeflate_decompressor *d = libdeflate_alloc_decompressor();
    if (!d)
        mem_exhausted();
    char *bytes = arena_raw(s->arena, n + 1);
    bool ok = !libdeflate_gzip_decompress(d, packed.p, packed.n, bytes, n, &got) && got == n;
    libdeflate_free_decompressor(d);
    *out = str_n(bytes, n);
    return ok;
}

/* The bytes of soeg/NAME; empty, and told, when it cannot be read. */
static struct str read_file(struct store *s, struct str name, bool packed)
{
    struct buf b = {0};
    struct str bytes = STR("");
    const char *path = str_c(s->arena, str_printf(s->arena, "%s/" SEARCH_FOLDER "%.*s", s->dir, STR_F(name)));
    if (!file_read(path, FILE_BYTES, &b))
        damage(s, name);
    else if (!packed)
        bytes = buf_dup(s->arena, &b);
    else if (!inflate(s, buf_str(&b), &bytes))
        damage(s, name);
    buf_free(&b);
    return bytes;
}

static struct str read_hashed(struct store *s, const char *prefix, struct str hash, struct str *name)
{
    *name = str_printf(s->arena, "%s%.*s.kbi", prefix, STR_F(hash));
    return read_file(s, *name, true);
}

/* ---- the manifest ---- */

static uint32_t number_of(const struct value *map, struct str key)
{
    int64_t n;
    return value_as_int(value_get(map, key), &n) && n >= 0 && n < UINT32_MAX ? (uint32_t)n : 0;
}

static size_t list_files(struct store *s, const struct value *list, struct store_file **out)
{
    size_t n = list && list->kind == VALUE_LIST ? list->list.n : 0;
    *out = ARENA_ARRAY(s->arena, struct store_file, n);
    for (size_t i = 0; i < n; i++) {
        const struct value *pair = &list->list.items[i];
        if (pair->kind == VALUE_LIST && pair->list.n == 2)
            (*out)[i] = (struct store_file){.first = value_str(&pair->list.items[0]),
                                            .hash = value_str(&pair->list.items[1])};
    }
    return n;
}

/* A piece of a large site's directory, behind those before it. */
static void read_piece(struct store *s, const struct store_file *piece, size_t *cap)
{
    struct str name;
    struct varints v = {.rest = read_hashed(s, "dir.", piece->hash, &name)};
    uint32_t n = varint_get(&v);
    v.bad = v.bad || !n;
    for (; n && !v.bad; n--) {
        struct store_file f = {.first = varint_get_str(&v)};
        struct str raw = varint_get_bytes(&v, FILES_HASH);
        f.hash = hash_hex(s->arena, (const uint8_t *)raw.p, raw.n);
        if (!v.bad)
            *ARENA_PUSH(s->arena, s->shards, s->n_shards, *cap, struct store_file) = f;
    }
    if (v.bad)
        damage(s, name);
}

static void read_directory(struct store *s, const struct value *segment)
{
    struct store_file *pieces;
    size_t n = list_files(s, value_get(segment, STR("dirs")), &pieces), cap = 0;
    s->n_words = list_files(s, value_get(segment, STR("words")), &s->words);
    if (!n)
        s->n_shards = list_files(s, value_get(segment, STR("shards")), &s->shards);
    for (size_t i = 0; i < n; i++)
        read_piece(s, &pieces[i], &cap);
}

static const struct language *language_of(struct str stem)
{
    static const struct str codes[] = {STR_INIT("da"), STR_INIT("en")};
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (str_eq(language_find(codes[i])->name, stem))
            return language_find(codes[i]);
    return language_find(STR("none"));
}

static bool read_manifest(struct store *s, struct diags *ds)
{
    struct str name = STR("manifest.json"), stop;
    struct value map;
    struct str bytes = read_file(s, name, false);
    if (s->damaged.n || !yaml_parse(bytes, name, 1, s->arena, ds, &map) ||
        number_of(&map, STR("v")) != VERSION)
        return false;
    const struct value *segments = value_get(&map, STR("segments"));
    if (!segments || segments->kind != VALUE_LIST || segments->list.n != 1)
        return false;
    s->pages = number_of(&map, STR("pages"));
    s->language = language_of(value_str(value_get(&map, STR("stem"))));
    for (struct str rest = value_str(value_get(&map, STR("stop"))); rest.n && str_split(&rest, ' ', &stop);)
        table_add(&s->stop, stop);
    read_directory(s, &segments->list.items[0]);
    return true;
}

bool store_open(struct store *s, const char *dir, struct arena *a, struct diags *ds)
{
    *s = (struct store){.dir = dir, .arena = a};
    if (read_manifest(s, ds) && !s->damaged.n)
        return true;
    diag_at(ds, CODE_ENVIRONMENT, STR(""), 0, 0,
            "%s holds no search index that can be read: build the site first", dir);
    store_close(s);
    return false;
}

void store_close(struct store *s)
{
    table_free(&s->stop);
}

/* ---- shards ---- */

/* A string of which the first bytes are those of another. */
static struct str front_decoded(struct store *s, struct varints *v, struct str before)
{
    uint32_t same = varint_get(v);
    struct str rest = varint_get_str(v);
    if (same > before.n)
        v->bad = true;
    return v->bad ? STR("") : str_cat(s->arena, str_sub(before, 0, same), rest);
}

/* A key in order behind another: something follows what they share, and no word is longer than the index makes them. */
static struct str next_key(struct store *s, struct varints *v, struct str before)
{
    struct str key = front_decoded(s, v, before);
    v->bad = v->bad || key.n > KEY_BYTES || str_cmp(key, before) <= 0;
    return key;
}

static void decode_shard(struct store *s, struct varints *v, struct store_terms *out)
{
    uint32_t n = varint_get(v), size = varint_get(v);
    struct str key = STR(""), all = v->rest;
    struct varints posts = {.rest = str_from(all, size)};
    v->rest = str_sub(all, 0, size);
    v->bad = v->bad || size > all.n || !n;
    for (uint32_t i = 0; i < n && !v->bad; i++) {
        struct store_term t = {.key = next_key(s, v, key)};
        t.shown = front_decoded(s, v, t.key);
        if (!t.shown.n)
            t.shown = t.key;
        t.df = varint_get(v);
        t.posts = varint_get_bytes(&posts, varint_get(v));
        v->bad = v->bad || posts.bad;
        *ARENA_PUSH(s->arena, out->items, out->n, out->cap, struct store_term) = t;
        key = t.key;
    }
}

static struct store_terms *shard(struct store *s, size_t i)
{
    struct store_file *f = &s->shards[i];
    struct str name;
    if (!f->read) {
        struct store_terms *terms = f->read = ARENA_NEW(s->arena, struct store_terms);
        struct varints v = {.rest = read_hashed(s, "s/", f->hash, &name)};
        decode_shard(s, &v, terms);
        if (v.bad) {
            damage(s, name);
            terms->n = 0;
        }
    }
    return f->read;
}

/* The shard where the key is, if it is anywhere: the last that begins before it or with it. */
static size_t shard_of(const struct store *s, struct str key)
{
    size_t low = 0, high = s->n_shards;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (str_cmp(key, s->shards[middle].first) < 0)
            high = middle;
        else
            low = middle;
    }
    return low;
}

struct store_term *store_lookup(struct store *s, struct str key)
{
    if (!s->n_shards)
        return NULL;
    struct store_terms *terms = shard(s, shard_of(s, key));
    for (size_t i = 0; i < terms->n; i++)
        if (str_eq(terms->items[i].key, key))
            return &terms->items[i];
    return NULL;
}

void store_prefix(struct store *s, struct str prefix, struct store_terms *out)
{
    size_t first = shard_of(s, prefix);
    *out = (struct store_terms){0};
    for (size_t i = first; i < s->n_shards && i < first + WIDE; i++) {
        if (i > first && !str_starts(s->shards[i].first, prefix))
            break;
        const struct store_terms *terms = shard(s, i);
        for (size_t k = 0; k < terms->n; k++)
            if (str_starts(terms->items[k].key, prefix))
                *ARENA_PUSH(s->arena, out->items, out->n, out->cap, struct store_term) = terms->items[k];
    }
}

static void read_list(struct store *s, struct store_term *t)
{
    struct str bytes = t->posts;
    uint32_t n = t->df;
    if (n > LIST_COMMON) {
        struct varints v = {.rest = bytes};
        t->all = varint_get_bytes(&v, FILES_HASH);
        struct str level = varint_get_bytes(&v, 1);
        t->others = v.bad ? 0 : list_weight((uint8_t)*level.p);
        bytes = v.rest;
        n = LIST_BEST;
    }
    t->list = ARENA_NEW(s->arena, struct list);
    if (!list_read(bytes, n, s->pages, s->arena, t->list)) {
        damage(s, str_cat(s->arena, STR("s/: "), t->key));
        t->list->n = 0;
    }
}

const struct list *store_list(struct store *s, struct store_term *t)
{
    if (!t->list)
        read_list(s, t);
    return t->list;
}

uint32_t store_all(struct store *s, struct store_term *t, uint32_t **pages)
{
    struct str name, hash = hash_hex(s->arena, (const uint8_t *)t->all.p, t->all.n);
    struct varints v = {.rest = read_hashed(s, "s/", hash, &name)};
    if (list_read_pages(&v, t->df, s->pages, s->arena, pages) && !v.rest.n)
        return t->df;
    damage(s, name);
    return 0;
}

/* ---- words ---- */

static void decode_words(struct store *s, struct varints *v, struct store_words *out)
{
    struct str key = STR("");
    out->by_key.arena = s->arena;
    v->bad = !v->rest.n;
    while (v->rest.n && !v->bad) {
        key = next_key(s, v, key);
        struct str common = varint_get_bytes(v, 1);
        if (v->bad)
            return;
        *ARENA_PUSH(s->arena, out->items, out->n, out->cap, struct store_word) =
            (struct store_word){key, (unsigned char)*common.p};
        map_put(&out->by_key, key, out);
    }
}

const struct store_words *store_words(struct store *s, struct str letter)
{
    struct str name;
    size_t i = 0;
    while (i < s->n_words && !str_eq(s->words[i].first, letter))
        i++;
    if (i == s->n_words)
        return NULL;
    struct store_file *f = &s->words[i];
    if (!f->read) {
        struct store_words *words = f->read = ARENA_NEW(s->arena, struct store_words);
        struct varints v = {.rest = read_hashed(s, "w/", f->hash, &name)};
        decode_words(s, &v, words);
        if (v.bad)
            damage(s, name);
    }
    return f->read;
}

bool store_knows(struct store *s, struct str word)
{
    if (utf8_length(word) == UNLISTED_LETTERS)
        return store_lookup(s, word);
    const struct store_words *words = store_words(s, utf8_cut(word, 1));
    return words && map_has(&words->by_key, word);
}

/* ---- pages ---- */

bool store_page(struct store *s, uint32_t number, struct store_page *out)
{
    struct str name = str_printf(s->arena, "d/%u/%u.kbi", number / PAGES_PER_FOLDER, number);
    struct varints v = {.rest = read_file(s, name, true)};
    *out = (struct store_page){0};
    out->url = varint_get_str(&v);
    out->title = varint_get_str(&v);
    varint_get_str(&v); /* its kind, and its day: not told here */
    varint_get_str(&v);
    uint32_t n = varint_get(&v);
    if (v.bad || !n || n > v.rest.n) {
        damage(s, name);
        return false;
    }
    out->sections = ARENA_ARRAY(s->arena, struct store_section, n);
    for (; out->n < n && !v.bad; out->n++) {
        struct store_section *section = &out->sections[out->n];
        section->id = varint_get_str(&v);
        section->heading = varint_get_str(&v);
        section->text = varint_get_str(&v);
    }
    if (v.bad)
        damage(s, name);
    return !v.bad;
}

#include "history/commits.h"

#include <assert.h>
#include <errno.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/machine.h"
#include "base/path.h"
#include "history/recall.h"
#include "history/trailers.h"
#include "source/header.h"

enum {
    SUBJECT_CHARS = 300,
    NOTE_CHARS = 500,
    HELPERS_MAX = 64,
    REVIEWS_MAX = 256,
    SHALLOW_FILE = 64 * 1024 * 1024
};

struct reading {
    struct objects *objects;
    struct memo *memo;
    struct people *people;
    const struct ignore *ignore;
    struct arena *arena;
    struct diags *ds;
    struct commits *out;
    struct map shallow;     /* ids in the clone's list of edges */
    const struct oid *edge; /* or NULL */
    bool told_gap, told_shallow;
};

/* ---- commits by id ---- */

static size_t slot_of(const struct commits *c, const struct oid *id)
{
    uint64_t h;
    memcpy(&h, id->b, sizeof h);
    size_t i = h & (c->n_slots - 1);
    while (c->slots[i] && !oid_eq(&c->items[c->slots[i] - 1].id, id))
        i = (i + 1) & (c->n_slots - 1);
    return i;
}

uint32_t commits_find(const struct commits *c, const struct oid *id)
{
    uint32_t found = c->n_slots ? c->slots[slot_of(c, id)] : 0;
    return found ? found - 1 : COMMIT_UNKNOWN;
}

static void widen(struct commits *c, struct arena *a)
{
    c->n_slots = c->n_slots ? 2 * c->n_slots : 4096;
    c->slots = ARENA_ARRAY(a, uint32_t, c->n_slots);
    for (size_t i = 0; i < c->n; i++)
        c->slots[slot_of(c, &c->items[i].id)] = (uint32_t)i + 1;
}

/* The commit's index; a new one goes to the end, to be read in its turn. */
static uint32_t commit_index(struct reading *r, const struct oid *id)
{
    struct commits *c = r->out;
    if (2 * (c->n + 1) > c->n_slots)
        widen(c, r->arena);
    assert(c->slots);
    size_t slot = slot_of(c, id);
    if (!c->slots[slot]) {
        ARENA_PUSH(r->arena, c->items, c->n, c->cap, struct commit)->id = *id;
        c->slots[slot] = (uint32_t)c->n;
    }
    return c->slots[slot] - 1;
}

/* ---- one commit ---- */

static struct str short_id(struct reading *r, const struct oid *id)
{
    return hash_hex(r->arena, id->b, 5);
}

/* Old tools on Windows wrote names in Latin 1 and said so. No other encoding is taken at its word. */
static bool is_latin1(struct str encoding)
{
    static const struct str names[] = {STR_INIT("iso-8859-1"), STR_INIT("iso8859-1"),
                                       STR_INIT("latin1"),     STR_INIT("latin-1"),
                                       STR_INIT("cp1252"),     STR_INIT("windows-1252")};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_eq_nocase(encoding, names[i]))
            return true;
    return false;
}

static void add_helper(struct reading *r, struct commit *c, struct str value, bool latin1)
{
    bool odd = false;
    struct ident id = header_ident(value);
    if (!id.name.n || c->n_helpers == HELPERS_MAX)
        return;
    uint32_t who = people_find(r->people, id.name, id.email, latin1, &odd);
    struct commits *out = r->out;
    *ARENA_PUSH(r->arena, out->helpers, out->n_helpers, out->cap_helpers, uint32_t) = who;
    c->n_helpers++;
}

/* More than a few hundred in one commit is no reading. */
static void add_review(struct reading *r, struct commit *c, struct str value, bool latin1)
{
    bool odd = false;
    struct commits *out = r->out;
    uint32_t commit = (uint32_t)(c - out->items);
    struct str path = people_clean(r->arena, str_sub(value, 0, LIMIT_PATH), latin1, LIMIT_PATH, &odd);
    bool many = out->n_reviews >= REVIEWS_MAX && out->reviews[out->n_reviews - REVIEWS_MAX].commit == commit;
    if (path.n && !odd && !many)
        *ARENA_PUSH(r->arena, out->reviews, out->n_reviews, out->cap_reviews, struct reviewed) =
            (struct reviewed){commit, path};
}

static void read_trailers(struct reading *r, struct commit *c, struct str message, bool latin1)
{
    struct str block = trailers_find(message), key, value;
    bool odd = false;
    c->helpers = (uint32_t)r->out->n_helpers;
    while (trailers_next(&block, &key, &value)) {
        if (str_eq_nocase(key, STR("co-authored-by")))
            add_helper(r, c, value, latin1);
        else if (str_eq_nocase(key, STR("note")))
            c->note = people_clean(r->arena, str_sub(value, 0, 4096), latin1, NOTE_CHARS, &odd);
        else if (str_eq_nocase(key, STR("reviewed")))
            add_review(r, c, value, latin1);
        else if (str_eq_nocase(key, STR("attribution")) && str_eq_nocase(value, STR("skip")))
            c->ignored = true;
    }
}

static struct str subject_of(struct reading *r, struct str message, bool latin1)
{
    bool odd = false;
    struct str line = STR("");
    while (str_split(&message, '\n', &line) && str_trim(line).n == 0)
        ;
    return people_clean(r->arena, str_sub(line, 0, 4096), latin1, SUBJECT_CHARS, &odd);
}

static void read_text(struct reading *r, struct commit *c, const struct commit_text *t)
{
    bool latin1 = is_latin1(t->encoding), odd = false;
    c->tree = t->tree;
    c->seconds = t->committer.seconds;
    c->date = t->author.date;
    c->has_date = t->author.has_date;
    c->author = people_find(r->people, t->author.name, t->author.email, latin1, &odd);
    c->subject = subject_of(r, t->message, latin1);
    read_trailers(r, c, t->message, latin1);
    const struct person *author = &r->people->items[c->author];
    c->ignored = c->ignored || ignore_commit(r->ignore, &c->id, author, c->subject);
    struct str id = odd || !c->has_date || !author->name.n ? short_id(r, &c->id) : STR("");
    if (!c->has_date)
        diag_at(r->ds, CODE_ODD_COMMIT, STR(""), 0, 0,
                "commit %.*s: the author's date cannot be right and is left out", STR_F(id));
    if (!author->name.n)
        diag_at(r->ds, CODE_ODD_COMMIT, STR(""), 0, 0, "commit %.*s: the author's name is missing",
                STR_F(id));
    else if (odd)
        diag_at(r->ds, CODE_ODD_COMMIT, STR(""), 0, 0,
                "commit %.*s: the author's name is not UTF-8, or holds control characters", STR_F(id));
}

static void lose(struct reading *r, struct commit *c)
{
    c->lost = true;
    if (!r->told_gap)
        diag_at(r->ds, CODE_HISTORY_GAP, STR(""), 0, 0,
                "the commit %.*s is missing or damaged; what lies behind it is not known",
                STR_F(short_id(r, &c->id)));
    r->told_gap = true;
}

static void add_parents(struct reading *r, size_t i, const struct commit_text *t)
{
    struct commits *out = r->out;
    struct commit *c = &out->items[i];
    c->shallow = r->edge && oid_eq(&c->id, r->edge);
    if (c->shallow)
        return;
    c->shallow = t->n_parents > 0 && map_has(&r->shallow, str_n((const char *)c->id.b, sizeof c->id.b));
    if (c->shallow) {
        if (!r->told_shallow)
            diag_at(r->ds, CODE_SHALLOW, STR(""), 0, 0,
                    "the clone is shallow: first dates and authors are not known; git fetch --unshallow");
        r->told_shallow = true;
        return;
    }
    c->parents = (uint32_t)out->n_parents;
    for (size_t k = 0; k < t->n_parents; k++) {
        struct oid id = header_parent(t, k);
        uint32_t parent = commit_index(r, &id); /* may move items */
        bool twice = false;
        for (size_t j = out->items[i].parents; j < out->n_parents; j++)
            twice = twice || out->parents[j] == parent;
        if (twice)
            continue;
        *ARENA_PUSH(r->arena, out->parents, out->n_parents, out->cap_parents, uint32_t) = parent;
        out->items[i].n_parents++;
    }
}

static void read_one(struct reading *r, size_t i, struct buf *b)
{
    struct commit *c = &r->out->items[i];
    struct commit_text t;
    struct str bytes;
    if (!recall_commit(r->memo, r->objects, &c->id, b, &bytes) || !header_parse(bytes, &t)) {
        lose(r, c);
        return;
    }
    read_text(r, c, &t);
    if (i == 0) {
        r->out->head_date = t.committer.date;
        r->out->has_head_date = t.committer.has_date;
    }
    add_parents(r, i, &t);
}

/* ---- the edges of a shallow clone ---- */

static void read_shallow(struct reading *r)
{
    struct buf b = {0};
    struct str path = path_join(r->arena, str_of(objects_common_dir(r->objects)), STR("shallow"));
    if (file_read(str_c(r->arena, path), SHALLOW_FILE, &b)) {
        struct str rest = buf_str(&b), line;
        while (str_split(&rest, '\n', &line)) {
            struct oid *id = ARENA_NEW(r->arena, struct oid);
            if (line.n == 40 && hash_unhex(line, id->b, sizeof id->b))
                map_put(&r->shallow, str_n((const char *)id->b, sizeof id->b), id);
        }
    } else {
        machine_refused("shallow", errno);
    }
    buf_free(&b);
}

/* ---- order ---- */

/* A heap of commits: the newest first, of equals the one that came first. */
struct waiting {
    uint32_t commit;
    uint32_t came;
    uint64_t seconds;
};

static bool before(const struct waiting *x, const struct waiting *y)
{
    return x->seconds != y->seconds ? x->seconds > y->seconds : x->came < y->came;
}

static void swap_waiting(struct waiting *x, struct waiting *y)
{
    struct waiting t = *x;
    *x = *y;
    *y = t;
}

static void heap_put(struct waiting *h, size_t *n, struct waiting w)
{
    size_t i = (*n)++;
    h[i] = w;
    for (; i > 0 && before(&h[i], &h[(i - 1) / 2]); i = (i - 1) / 2)
        swap_waiting(&h[i], &h[(i - 1) / 2]);
}

static struct waiting heap_take(struct waiting *h, size_t *n)
{
    struct waiting top = h[0];
    h[0] = h[--*n];
    for (size_t i = 0, child; (child = 2 * i + 1) < *n; i = child) {
        if (child + 1 < *n && before(&h[child + 1], &h[child]))
            child++;
        if (!before(&h[child], &h[i]))
            break;
        swap_waiting(&h[i], &h[child]);
    }
    return top;
}

static void sort_commits(struct commits *c, struct arena *a)
{
    uint32_t *children = ARENA_ARRAY(a, uint32_t, c->n);
    for (size_t i = 0; i < c->n_parents; i++)
        children[c->parents[i]]++;
    struct waiting *heap = ARENA_ARRAY(a, struct waiting, c->n);
    size_t n = 0, done = 0;
    uint32_t came = 0;
    c->order = ARENA_ARRAY(a, uint32_t, c->n);
    heap_put(heap, &n, (struct waiting){.seconds = c->items[0].seconds});
    while (n > 0) {
        uint32_t i = heap_take(heap, &n).commit;
        c->order[done++] = i;
        for (uint32_t k = 0; k < c->items[i].n_parents; k++) {
            uint32_t p = c->parents[c->items[i].parents + k];
            if (--children[p] == 0)
                heap_put(heap, &n, (struct waiting){p, ++came, c->items[p].seconds});
        }
    }
    c->n = done; /* all of them: ids are hashes, so there are no circles, unless somebody broke SHA-1 */
}

bool commits_read(struct objects *o, struct memo *m, const struct oid *first, const struct oid *edge,
                  struct people *people, const struct ignore *ignore, struct arena *a, struct diags *ds,
                  struct commits *out)
{
    *out = (struct commits){0};
    struct reading r = {o, m, people, ignore, a, ds, out, .shallow = {.arena = a}, .edge = edge};
    struct buf b = {0};
    read_shallow(&r);
    out->clone_is_shallow = r.shallow.n > 0;
    commit_index(&r, first);
    for (size_t i = 0; i < out->n; i++)
        read_one(&r, i, &b);
    buf_free(&b);
    if (out->items[0].lost)
        return false;
    sort_commits(out, a);
    return true;
}

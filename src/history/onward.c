#include "history/onward.h"

#include "base/limits.h"
#include "base/machine.h"
#include "base/pack.h"
#include "history/assemble.h"
#include "history/memo.h"
#include "history/reviews.h"
#include "source/header.h"

struct onward {
    const struct walk_ask *ask;
    struct arena *arena;
    struct history base;     /* as it was known */
    struct str *paths;       /* of its records */
    struct record **before;  /* by page: what was known of it, or NULL */
    uint32_t *person_of;     /* by person of the base: in the new list */
    struct origins *origins; /* by page: of the text it had then */
    struct people people;
    struct commits commits;
    struct followed followed;
};

/* ---- what was kept ---- */

struct oid onward_key(const struct walk_ask *ask)
{
    struct buf b = {0};
    struct oid key;
    pack_str(&b, STR("onward"));
    pack_str(&b, ask->prefix);
    pack_str(&b, ask->mailmap);
    pack_str(&b, ask->ignore_revs);
    for (size_t i = 0; i < ask->n_ignore; i++)
        pack_str(&b, ask->ignore[i]);
    struct sha256 h = hash_sha256(buf_str(&b));
    memcpy(key.b, h.b, sizeof key.b);
    buf_free(&b);
    return key;
}

void onward_keep(const struct walk_ask *ask, struct str packed, struct buf *out)
{
    buf_put_n(out, &ask->commit, sizeof ask->commit);
    pack_u32(out, (uint32_t)ask->n);
    for (size_t i = 0; i < ask->n; i++)
        pack_str(out, ask->paths[i]);
    buf_put(out, packed);
}

static bool read_known(struct onward *w)
{
    struct unpack u = {.rest = w->ask->known};
    struct oid commit = unpack_oid(&u);
    size_t n = unpack_count(&u, 4);
    w->paths = ARENA_ARRAY(w->arena, struct str, n + 1);
    for (size_t i = 0; i < n; i++)
        w->paths[i] = unpack_str(&u);
    return !u.bad && history_unpack(u.rest, w->arena, &w->base) && w->base.present &&
           w->base.n_records == n && oid_eq(&w->base.commit, &commit);
}

/* Whether it is what was asked for, commit and paths. */
static bool known_already(const struct walk_ask *ask)
{
    struct unpack u = {.rest = ask->known};
    struct oid commit = unpack_oid(&u);
    size_t n = unpack_count(&u, 4), i = 0;
    while (i < n && n == ask->n && str_eq(unpack_str(&u), ask->paths[i]))
        i++;
    return !u.bad && oid_eq(&commit, &ask->commit) && n == ask->n && i == n;
}

/* All lines too: what could not be read this time may be there the next. */
static bool is_whole(const struct record *r)
{
    bool whole = r->complete && (r->has_lines || !r->n_versions);
    for (size_t i = 0; i < r->n_lines && whole; i++)
        whole = r->lines[i].version != LINES_UNKNOWN;
    return whole;
}

static bool all_whole(const struct history *h)
{
    bool whole = h->present && !h->unread;
    for (size_t i = 0; i < h->n_records && whole; i++)
        whole = is_whole(&h->records[i]);
    return whole;
}

bool onward_worth(const struct walk_ask *ask, const struct history *h, bool told)
{
    return !told && !machine_has_refused() && all_whole(h) && !known_already(ask);
}

/* ---- the commits between ---- */

/* Whether single parents lead to the known commit. */
static bool leads_there(const struct onward *w)
{
    struct oid id = w->ask->commit;
    struct buf b = {0};
    bool there = oid_eq(&id, &w->base.commit), on = true;
    for (unsigned i = 0; i < ONWARD_MOST && on && !there; i++) {
        struct commit_text t;
        on = objects_read(w->ask->objects, &id, OBJECT_COMMIT, LIMIT_COMMIT, &b) &&
             header_parse(buf_str(&b), &t) && t.n_parents == 1;
        if (on)
            id = header_parent(&t, 0);
        there = on && oid_eq(&id, &w->base.commit);
    }
    buf_free(&b);
    return there;
}

/* Each page's record as it was known. False: a page that was known is not asked for. */
static bool find_before(struct onward *w)
{
    size_t i = 0;
    w->before = ARENA_ARRAY(w->arena, struct record *, w->ask->n + 1);
    for (size_t page = 0; page < w->ask->n && i < w->base.n_records; page++)
        if (str_eq(w->paths[i], w->ask->paths[page]))
            w->before[page] = &w->base.records[i++];
    return i == w->base.n_records;
}

/* Pages were changed and added between, and nothing else: each that was there then is known, each that was not is new. */
static bool plain_changes(const struct onward *w)
{
    const struct followed *f = &w->followed;
    if (f->removals.n || f->n_tracks != w->ask->n + 1)
        return false;
    for (size_t i = 0; i < w->ask->n; i++) {
        bool was = w->before[i] && w->before[i]->n_versions > 0;
        if (f->trails[i].cut != was)
            return false;
    }
    return true;
}

static void origins_before(struct onward *w)
{
    w->origins = ARENA_ARRAY(w->arena, struct origins, w->ask->n + 1);
    for (size_t i = 0; i < w->ask->n; i++) {
        const struct record *r = w->before[i];
        struct origins *o = &w->origins[i];
        if (!r || !r->has_lines)
            continue;
        *o = (struct origins){.known = true, .blob = r->blob, .n = r->n_lines, .spent = r->spent};
        o->items = ARENA_ARRAY(w->arena, struct origin, r->n_lines + 1);
        for (size_t k = 0; k < r->n_lines; k++) {
            const struct line_run *run = &r->lines[k];
            uint32_t commit = run->version == LINES_UNKNOWN ? COMMIT_UNKNOWN : ORIGIN_BEFORE + run->version;
            o->items[k] = (struct origin){run->lines, commit, run->blank};
        }
    }
}

/* Reviews that the known commit itself told of are known. */
static void drop_known_reviews(struct commits *c, const struct oid *known)
{
    size_t kept = 0;
    for (size_t i = 0; i < c->n_reviews; i++)
        if (!oid_eq(&c->items[c->reviews[i].commit].id, known))
            c->reviews[kept++] = c->reviews[i];
    c->n_reviews = kept;
}

/* The walk over what lies between, as if the history were cut off at the known commit. */
static bool walk_between(struct onward *w, struct history *out)
{
    const struct walk_ask *ask = w->ask;
    struct diags told = {.arena = w->arena};
    struct ignore ignore;
    struct lineage lineage;
    struct memo *none = memo_new(NULL, ask->prefix);
    struct arena *a = w->arena;
    people_init(&w->people, ask->mailmap, a);
    ignore_init(&ignore, ask->ignore_revs, ask->ignore, ask->n_ignore, a);
    bool plain = commits_read(ask->objects, none, &ask->commit, &w->base.commit, &w->people, &ignore, a,
                              &told, &w->commits) &&
                 !w->commits.clone_is_shallow;
    if (plain) {
        drop_known_reviews(&w->commits, &w->base.commit);
        follow_pages(ask->objects, none, &w->commits, ask->prefix, ask->paths, ask->n, a, &told,
                     &w->followed);
        plain = plain_changes(w);
    }
    if (plain) {
        struct origins *origins = ARENA_ARRAY(a, struct origins, ask->n + 1);
        lineage_find(&w->commits, &w->followed, ask->n, a, &lineage);
        origins_before(w);
        lines_attribute(ask->objects, none, &w->commits, &lineage, w->origins, ask->n, ask->threads, a,
                        origins);
        assemble_records(&w->commits, &w->people, &w->followed, origins, ask->paths, ask->n, a, out);
        reviews_assign(&w->commits, &w->followed, ask->prefix, a, out);
    }
    memo_free(none);
    return plain && !told.n && !w->followed.unread;
}

/* ---- what was known, behind what is new ---- */

/* In the order in which the whole walk would meet them. */
static void join_people(struct onward *w, struct history *out)
{
    w->person_of = ARENA_ARRAY(w->arena, uint32_t, w->base.n_people + 1);
    for (size_t i = 0; i < w->base.n_people; i++)
        w->person_of[i] = people_add(&w->people, w->base.people[i].name, w->base.people[i].email);
    out->people = w->people.items;
    out->n_people = w->people.n;
}

static struct touch renumbered(const struct onward *w, struct touch t)
{
    if (t.known)
        t.author = w->person_of[t.author];
    return t;
}

static void join_versions(struct onward *w, const struct record *was, struct record *r)
{
    struct version *all = ARENA_ARRAY(w->arena, struct version, r->n_versions + was->n_versions + 1);
    memcpy(all, r->versions, r->n_versions * sizeof *all);
    for (size_t i = 0; i < was->n_versions; i++) {
        all[r->n_versions + i] = was->versions[i];
        all[r->n_versions + i].author = w->person_of[was->versions[i].author];
    }
    r->versions = all;
    r->n_versions += was->n_versions;
    r->n_sure = r->n_versions;
}

static void join_contributions(struct onward *w, const struct record *was, struct record *r)
{
    struct contribution *all = ARENA_ARRAY(w->arena, struct contribution, r->n_people + was->n_people + 1);
    size_t n = r->n_people;
    memcpy(all, r->people, n * sizeof *all);
    for (size_t i = 0; i < was->n_people; i++) {
        uint32_t person = w->person_of[was->people[i].person];
        size_t k = 0;
        while (k < r->n_people && all[k].person != person)
            k++;
        if (k == r->n_people)
            all[n++] = (struct contribution){.person = person};
        all[k == r->n_people ? n - 1 : k].commits += was->people[i].commits;
    }
    r->people = all;
    r->n_people = n;
    assemble_sort_people(w->people.items, r);
}

/* Of the page where the newest commit before the review had it (reviews.h): as long as that is a known one, a branch beside may have had
 * it under another path. The commits between are numbered from the newest on. */
static void drop_doubtful_reviews(const struct onward *w, const struct record *was, struct str path,
                                  struct record *r)
{
    if (str_eq(was->versions[0].path, path))
        return;
    size_t n = 0, changed = r->n_versions;
    uint32_t oldest = changed ? commits_find(&w->commits, &r->versions[changed - 1].commit) : 0;
    while (changed && n < r->n_reviews && commits_find(&w->commits, &r->reviews[n].commit) <= oldest)
        n++;
    r->n_reviews = n;
}

static void join_reviews(struct onward *w, const struct record *was, struct record *r)
{
    struct touch *all = ARENA_ARRAY(w->arena, struct touch, r->n_reviews + was->n_reviews + 1);
    if (r->n_reviews)
        memcpy(all, r->reviews, r->n_reviews * sizeof *all);
    for (size_t i = 0; i < was->n_reviews; i++)
        all[r->n_reviews + i] = renumbered(w, was->reviews[i]);
    r->reviews = all;
    r->n_reviews += was->n_reviews;
}

/* False: whose its lines are is not known any more. */
static bool join_record(struct onward *w, const struct record *was, struct str path, struct record *r)
{
    bool changed = r->n_versions > 0;
    if (changed && !r->has_lines)
        return false;
    if (!changed) {
        r->has_lines = was->has_lines;
        r->blob = was->blob;
        r->lines = was->lines;
        r->n_lines = was->n_lines;
        r->spent = was->spent;
    }
    if (!r->updated.known)
        r->updated = renumbered(w, was->updated);
    r->created = renumbered(w, was->created);
    r->complete = true;
    r->former = was->former;
    r->n_former = was->n_former;
    drop_doubtful_reviews(w, was, path, r);
    join_versions(w, was, r);
    join_contributions(w, was, r);
    join_reviews(w, was, r);
    return true;
}

/* A page that is back is not removed. False: for its place in a full list there is one more that is not known. */
static bool join_removed(struct onward *w, struct history *out)
{
    struct map there = {.arena = w->arena};
    for (size_t i = 0; i < w->ask->n; i++)
        map_put(&there, w->ask->paths[i], w);
    out->removed = ARENA_ARRAY(w->arena, struct removed, w->base.n_removed + 1);
    for (size_t i = 0; i < w->base.n_removed; i++)
        if (!map_has(&there, w->base.removed[i].path))
            out->removed[out->n_removed++] = w->base.removed[i];
    return w->base.n_removed < REMOVED_MOST || out->n_removed == w->base.n_removed;
}

bool onward_history(const struct walk_ask *ask, struct arena *a, struct history *out)
{
    struct onward w = {.ask = ask, .arena = a};
    struct history h = {.present = true, .commit = ask->commit};
    *out = (struct history){0};
    if (!ask->known.n || !read_known(&w) || !find_before(&w) || !leads_there(&w) || !walk_between(&w, &h))
        return false;
    h.commit_date = w.commits.head_date;
    h.has_commit_date = w.commits.has_head_date;
    join_people(&w, &h);
    if (!join_removed(&w, &h))
        return false;
    for (size_t i = 0; i < ask->n; i++)
        if (w.before[i] && w.before[i]->n_versions &&
            !join_record(&w, w.before[i], ask->paths[i], &h.records[i]))
            return false;
    *out = h;
    return true;
}

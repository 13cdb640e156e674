#include "history/follow.h"

#include "base/map.h"
#include "base/progress.h"
#include "base/tr.h"
#include "history/recall.h"
#include "history/rename.h"
#include "history/trackset.h"

/* A track that the commit being looked at changed, as its first parent sees it. */
struct hit {
    uint32_t track;
    struct oid blob;
};

struct following {
    struct memo *memo;
    const struct commits *commits;
    struct treediff *diff;
    struct prints *prints;
    struct arena *arena;
    struct arena scratch; /* of one comparison */
    struct diags *ds;
    struct followed *out;
    struct map by_path;                /* to the first track with the path */
    struct trackset **waiting;         /* by commit */
    uint32_t commit, parent;           /* being looked at */
    const struct oid *old_tree, *tree; /* of the two */
    const int32_t *renames;            /* between them; NULL: nobody has asked yet */
    uint32_t line;                     /* the next commit on the line of first parents */
    struct hit *hits;                  /* of the commit being looked at */
    size_t n_hits, cap_hits;
    bool told_gap;
};

/* ---- tracks ---- */

static uint32_t tracks_at(const struct following *f, struct str path)
{
    return (uint32_t)(uintptr_t)map_get(&f->by_path, path);
}

/* The page's track at this path, made when it is new: an older path then, since we walk back. */
static uint32_t track_of(struct following *f, uint32_t page, struct str path)
{
    struct followed *o = f->out;
    uint32_t first = tracks_at(f, path);
    for (uint32_t t = first; t; t = o->tracks[t].next_here)
        if (o->tracks[t].page == page)
            return t;
    path = str_dup(f->arena, path);
    *ARENA_PUSH(f->arena, o->tracks, o->n_tracks, o->cap_tracks, struct track) =
        (struct track){.page = page, .path = path, .next_here = first};
    o->tracks[o->n_tracks - 1].place = first ? o->tracks[first].place : ++o->n_places;
    uint32_t made = (uint32_t)o->n_tracks - 1;
    map_put(&f->by_path, path, (void *)(uintptr_t)made);
    uint32_t *link = &o->trails[page].tracks;
    while (*link)
        link = &o->tracks[*link].next_of_page;
    *link = made;
    return made;
}

/* ---- where the history is cut off ---- */

static void cut(struct following *f, uint32_t track)
{
    struct trail *t = &f->out->trails[f->out->tracks[track].page];
    if (!t->cut)
        t->sure = f->out->n;
    t->cut = true;
    t->open = t->open || !t->counted;
}

static void cut_all(struct following *f, const struct trackset *s)
{
    for (uint32_t t = 0; trackset_next(s, &t); t++)
        cut(f, t);
}

static bool in_gap(const struct changes *c, struct str path)
{
    for (size_t i = 0; i < c->n_gaps; i++) {
        struct str gap = c->gaps[i];
        if (gap.n == 0 || (str_starts(path, gap) && path.n > gap.n && path.p[gap.n] == '/'))
            return true;
    }
    return false;
}

static void tell_gap(struct following *f, const struct changes *c)
{
    if (c->n_gaps && !f->told_gap) {
        f->told_gap = true;
        diag_at(f->ds, CODE_HISTORY_GAP, STR(""), 0, 0,
                "the tree %.*s in the history is missing or damaged; what it would tell is left out",
                STR_F(hash_hex(f->arena, c->gap.b, 5)));
    }
}

static void add_hop(struct following *f, struct hop h)
{
    struct followed *o = f->out;
    h.commit = f->commit;
    h.parent = f->parent;
    *ARENA_PUSH(f->arena, o->hops, o->n_hops, o->cap_hops, struct hop) = h;
}

/* Tracks below folders of which nothing is known do not go on. */
static struct trackset *cut_gaps(struct following *f, struct trackset *s, const struct changes *c)
{
    if (!c->n_gaps)
        return s;
    tell_gap(f, c);
    s = trackset_own(s);
    for (uint32_t t = 0; trackset_next(s, &t); t++) {
        if (!in_gap(c, f->out->tracks[t].path))
            continue;
        cut(f, t);
        add_hop(f, (struct hop){.place = f->out->tracks[t].place, .from = PLACE_UNKNOWN});
        trackset_remove(s, t);
    }
    return s;
}

/* ---- one commit and one parent ---- */

static void hit(struct following *f, uint32_t track, const struct oid *blob)
{
    struct track *t = &f->out->tracks[track];
    if (f->parent == 0) {
        t->hits = 0;
        t->goes_on = false;
        *ARENA_PUSH(f->arena, f->hits, f->n_hits, f->cap_hits, struct hit) = (struct hit){track, *blob};
    }
    t->hits += t->hits == f->parent; /* all parents so far: only then does it matter */
}

/* The parent has not got the path: the line goes on under the old name, or ends. Returns where it goes on. */
static uint32_t end_or_rename(struct following *f, struct trackset *s, uint32_t track,
                              const struct changes *c, int32_t from)
{
    trackset_remove(s, track);
    if (from == RENAME_NONE) {
        if (!c->hides_old)
            return PLACE_NONE;
        cut(f, track); /* the old file may lie in the gap */
        f->out->tracks[track].goes_on = true;
        return PLACE_UNKNOWN;
    }
    uint32_t old = track_of(f, f->out->tracks[track].page, c->items[from].path);
    trackset_add(s, old);
    f->out->tracks[track].goes_on = true;
    return f->out->tracks[old].place;
}

static const int32_t *renames(struct following *f, const struct changes *c)
{
    if (!f->renames)
        f->renames =
            recall_renames(f->memo, f->prints, f->old_tree, f->tree, c, &f->scratch, &f->out->unread);
    return f->renames;
}

/* Hands the tracks in s (whose hold it takes) on through one parent's changes. */
static struct trackset *through(struct following *f, struct trackset *s, const struct changes *c)
{
    s = cut_gaps(f, s, c);
    for (size_t i = 0; i < c->n; i++) {
        const struct change *ch = &c->items[i];
        struct hop hop = {.now = ch->now, .old = ch->old};
        for (uint32_t t = ch->has ? tracks_at(f, ch->path) : 0; t; t = f->out->tracks[t].next_here) {
            if (!trackset_has(s, t))
                continue;
            hit(f, t, &ch->now);
            hop.place = f->out->tracks[t].place;
            hop.from = hop.place;
            if (ch->had) {
                f->out->tracks[t].goes_on = true;
                continue;
            }
            const int32_t *from = renames(f, c);
            s = trackset_own(s);
            hop.from = end_or_rename(f, s, t, c, from[i]);
            if (from[i] != RENAME_NONE)
                hop.old = c->items[from[i]].old;
        }
        if (hop.place)
            add_hop(f, hop);
    }
    return s;
}

static void settle_hits(struct following *f, uint32_t commit, size_t parents)
{
    struct followed *o = f->out;
    for (size_t i = 0; i < f->n_hits; i++) {
        struct track *t = &o->tracks[f->hits[i].track];
        if (t->hits != parents)
            continue;
        *ARENA_PUSH(f->arena, o->events, o->n, o->cap, struct event) =
            (struct event){t->page, commit, t->path, f->hits[i].blob, !t->goes_on};
        if (!f->commits->items[commit].ignored)
            o->trails[t->page].counted = true;
    }
    f->n_hits = 0;
}

static void compare(struct following *f, const struct oid *old, const struct oid *now, struct changes *out)
{
    f->old_tree = old;
    f->tree = now;
    f->renames = NULL;
    recall_changes(f->memo, f->diff, old, now, &f->scratch, out);
}

/* The tracks in s, whose hold it takes, on into one parent. A commit without any is compared with nothing at all. */
static void hand_on(struct following *f, struct trackset *s, const struct commit *c, uint32_t k)
{
    struct changes changes;
    if (c->n_parents == 0) {
        compare(f, NULL, &c->tree, &changes);
        trackset_drop(through(f, s, &changes));
    } else {
        uint32_t p = f->commits->parents[c->parents + k];
        compare(f, &f->commits->items[p].tree, &c->tree, &changes);
        f->waiting[p] = trackset_join(f->waiting[p], through(f, s, &changes));
        if (f->commit == f->line && k == 0 && removed_any(&f->out->removals, &changes))
            removed_take(&f->out->removals, c, &changes, renames(f, &changes));
    }
    arena_reset(&f->scratch);
}

/* A commit that no page goes back to: all that it may tell is what the line of first parents removed. */
static void look_back(struct following *f, uint32_t i)
{
    const struct commit *c = &f->commits->items[i];
    const struct commit *parent = &f->commits->items[c->n_parents ? f->commits->parents[c->parents] : i];
    struct changes changes;
    if (i != f->line || c->lost || c->shallow || !c->n_parents || parent->lost)
        return;
    compare(f, &parent->tree, &c->tree, &changes);
    tell_gap(f, &changes);
    if (removed_any(&f->out->removals, &changes))
        removed_take(&f->out->removals, c, &changes, renames(f, &changes));
    arena_reset(&f->scratch);
    f->line = f->commits->parents[c->parents];
}

static void visit(struct following *f, uint32_t i)
{
    const struct commit *c = &f->commits->items[i];
    struct trackset *s = f->waiting[i];
    uint32_t lines = c->n_parents ? c->n_parents : 1;
    f->waiting[i] = NULL;
    f->commit = i;
    if (c->lost || c->shallow || s->count == 0) {
        cut_all(f, s);
        trackset_drop(s);
        look_back(f, i);
        return;
    }
    for (uint32_t k = 0; k + 1 < lines; k++)
        trackset_hold(s);
    for (uint32_t k = 0; k < lines; k++) {
        if (k < c->n_parents && f->commits->items[f->commits->parents[c->parents + k]].lost) {
            cut_all(f, s);
            trackset_drop(s);
        } else {
            f->parent = k;
            hand_on(f, s, c, k);
        }
    }
    settle_hits(f, i, lines);
    if (i == f->line && c->n_parents)
        f->line = f->commits->parents[c->parents];
}

/* The pages that the first commit has. */
static void begin(struct following *f, const struct str *paths, size_t n)
{
    struct changes all;
    struct trackset *s = trackset_new(n + 1);
    ARENA_PUSH(f->arena, f->out->tracks, f->out->n_tracks, f->out->cap_tracks, struct track); /* 0 is none */
    for (size_t i = 0; i < n; i++)
        track_of(f, (uint32_t)i, paths[i]);
    treediff_compare(f->diff, NULL, &f->commits->items[0].tree, &f->scratch, &all);
    for (size_t i = 0; i < all.n; i++)
        for (uint32_t t = tracks_at(f, all.items[i].path); t; t = f->out->tracks[t].next_here) {
            trackset_add(s, t);
            f->out->trails[f->out->tracks[t].page].present = true;
        }
    tell_gap(f, &all);
    for (uint32_t t = 1; t < f->out->n_tracks; t++)
        if (in_gap(&all, f->out->tracks[t].path))
            cut(f, t);
    arena_reset(&f->scratch);
    f->waiting[0] = s;
}

void follow_pages(struct objects *o, struct memo *m, const struct commits *c, struct str prefix,
                  const struct str *paths, size_t n, struct arena *a, struct diags *ds, struct followed *out)
{
    struct following f = {.memo = m, .commits = c, .arena = a, .ds = ds, .out = out, .by_path = {.arena = a}};
    *out = (struct followed){.trails = ARENA_ARRAY(a, struct trail, n + 1)};
    f.diff = treediff_new(o, prefix);
    f.prints = prints_new(o);
    f.waiting = ARENA_ARRAY(a, struct trackset *, c->n + 1);
    begin(&f, paths, n);
    removed_begin(&out->removals, paths, n, a);
    struct progress p = {.what = tr("reading the history")};
    for (size_t i = 0; i < c->n; i++) {
        progress_step(&p, i, c->n);
        if (f.waiting[c->order[i]])
            visit(&f, c->order[i]);
        else
            look_back(&f, c->order[i]);
    }
    progress_end(&p);
    arena_clear(&f.scratch);
    treediff_free(f.diff);
    prints_free(f.prints);
}

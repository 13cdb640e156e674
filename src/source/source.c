#include "source/source.h"

#include <stdlib.h>

#include "base/limits.h"
#include "base/path.h"
#include "base/tr.h"
#include "source/kinds.h"

static bool is_below(struct str path, struct str folder)
{
    return !folder.n || (str_starts(path, folder) && path.n > folder.n && path.p[folder.n] == '/');
}

/* In its place by the order of paths. */
static void add_imagined(const struct source *s, struct arena *a, struct source_list *l)
{
    struct source_entry *items = ARENA_ARRAY(a, struct source_entry, l->n + 1);
    size_t n = 0, i = 0;
    while (i < l->n && str_cmp(l->items[i].path, s->imagined.path) < 0)
        items[n++] = l->items[i++];
    items[n++] = s->imagined;
    i += i < l->n && str_eq(l->items[i].path, s->imagined.path);
    while (i < l->n)
        items[n++] = l->items[i++];
    *l = (struct source_list){items, n};
}

bool source_list(struct source *s, struct str under, struct arena *a, struct diags *ds,
                 struct source_list *out)
{
    *out = (struct source_list){0};
    if (!s->kind->list(s, under, a, ds, out))
        return false;
    if (s->imagined.path.n && is_below(s->imagined.path, under))
        add_imagined(s, a, out);
    return true;
}

void source_imagine(struct source *s, struct str path, struct str bytes)
{
    s->imagined =
        (struct source_entry){.path = path, .size = bytes.n, .blob = hash_blob(bytes), .has_blob = true};
    s->imagined_bytes = bytes;
}

void source_watch(struct source *s, struct stamp *t)
{
    s->watch = t;
}

void source_stamp_history(struct source *s, struct arena *a, struct stamp *t)
{
    s->kind->stamp_history(s, a, t);
}

bool source_read(struct source *s, const struct source_entry *e, size_t limit, struct diags *ds,
                 struct buf *out)
{
    if (s->imagined.path.n && str_eq(e->path, s->imagined.path)) {
        buf_put(out, s->imagined_bytes);
        return true;
    }
    return s->kind->read(s, e, limit, ds, out);
}

bool source_find(struct source *s, struct str path, struct arena *a, struct source_entry *out)
{
    return source_path_ok(path) && s->kind->find(s, path, a, out);
}

const char *const *source_folders(const struct source *s, struct arena *a)
{
    if (s->objects)
        return objects_folders(s->objects, a);
    const char **out = ARENA_ARRAY(a, const char *, 2);
    out[0] = str_c(a, s->dir);
    return out;
}

bool source_place(struct source *s, struct arena *a, struct diags *ds, struct source_place *out)
{
    *out = (struct source_place){0};
    return s->kind->place(s, a, ds, out);
}

bool source_top_file(struct source *s, struct str name, size_t limit, struct buf *out)
{
    return s->kind->top_file(s, name, limit, out);
}

void source_close(struct source *s)
{
    if (s)
        s->kind->close(s);
}

/* ---- the rules for names and links ---- */

static size_t depth_of(struct str dir)
{
    size_t n = dir.n > 0;
    for (size_t i = 0; i < dir.n; i++)
        n += dir.p[i] == '/';
    return n;
}

enum admitted source_admit(struct gather *g, struct str dir, struct str name, struct str *path)
{
    bool hostile = str_eq(name, STR(".")) || str_eq(name, STR("..")) || str_eq_nocase(name, STR(".git")) ||
                   str_find(name, '/') != STR_NONE;
    if (!hostile && str_starts(name, STR(".")))
        return ADMIT_PASS_OVER;
    *path = dir.n ? path_join(g->arena, dir, name) : str_dup(g->arena, name);
    struct str shown = path_printable(g->arena, *path);
    const char *fault = hostile ? tr("is no name for a file in a tree") : path_name_fault(name);
    if (fault) {
        diag_at(g->ds, CODE_BAD_NAME, shown, 0, 0, "the name \"%.*s\" %s",
                STR_F(path_printable(g->arena, name)), fault);
        return ADMIT_PASS_OVER;
    }
    if (path->n > LIMIT_PATH || depth_of(dir) >= LIMIT_DIR_DEPTH) {
        diag_at(g->ds, CODE_LIMIT, shown, 0, 0, "the path is longer than %d bytes or %d folders", LIMIT_PATH,
                LIMIT_DIR_DEPTH);
        return ADMIT_PASS_OVER;
    }
    return ADMIT_TAKE;
}

bool source_path_ok(struct str path)
{
    struct str part;
    if (path.n == 0 || path.n > LIMIT_PATH || path.p[path.n - 1] == '/')
        return false;
    while (str_split(&path, '/', &part))
        if (path_name_fault(part) || part.p[0] == '.')
            return false;
    return true;
}

bool source_link_target(struct arena *a, struct str dir, struct str target, struct str *out)
{
    return target.n > 0 && target.p[0] != '/' && path_resolve(a, dir, target, out) && source_path_ok(*out);
}

static const char to_folder[] = TR_MARK("leads to a folder, which is not followed");

const char *source_folder_link(struct str folder, struct str target)
{
    bool above =
        !target.n || str_eq(folder, target) || (str_starts(folder, target) && folder.p[target.n] == '/');
    return above ? TR_MARK("leads in a circle") : to_folder;
}

void source_tell_link(struct gather *g, struct str path, const char *why)
{
    enum diag_code code = why == to_folder ? CODE_SYMLINK_FOLDER : CODE_SYMLINK;
    diag_at(g->ds, code, path_printable(g->arena, path), 0, 0, "the symbolic link %s", tr(why));
}

/* ---- lists ---- */

void source_add(struct gather *g, struct source_entry e)
{
    *ARENA_PUSH(g->arena, g->list.items, g->list.n, g->cap, struct source_entry) = e;
}

bool source_room(struct gather *g)
{
    if (g->seen == LIMIT_ENTRIES)
        diag_at(g->ds, CODE_LIMIT, STR(""), 0, 0, "more than %d files and folders", LIMIT_ENTRIES);
    return g->seen++ < LIMIT_ENTRIES;
}

static int by_path(const void *x, const void *y)
{
    const struct source_entry *a = x, *b = y;
    return str_cmp(a->path, b->path);
}

struct source_list source_finish(struct gather *g)
{
    struct source_list l = g->list;
    if (g->seen > LIMIT_ENTRIES)
        l.n =
            0; /* refused: a few trees within each other can name a hundred million pages, and no time goes to reading any */
    if (l.n)
        qsort(l.items, l.n, sizeof *l.items, by_path);
    size_t kept = 0;
    for (size_t i = 0; i < l.n; i++) {
        if (kept && str_eq(l.items[kept - 1].path, l.items[i].path))
            diag_at(g->ds, CODE_BAD_NAME, l.items[i].path, 0, 0, "the tree holds this name twice");
        else
            l.items[kept++] = l.items[i];
    }
    l.n = kept;
    return l;
}

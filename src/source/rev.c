/* A Git revision: names and links come from tree objects, and are looked at as sharply as those of a working tree. */
#include <errno.h>
#include <git2.h>
#include <stdlib.h>

#include "base/limits.h"
#include "base/path.h"
#include "base/tr.h"
#include "source/header.h"
#include "source/kinds.h"
#include "source/tree.h"

enum { LINK_MAX_BYTES = 4096, TAGS_MAX = 8 };

/* ---- from a name to a tree ---- */

/* The id behind "KEYWORD " at the start of an object. */
static bool head_line(struct str bytes, struct str keyword, struct oid *out)
{
    return str_starts(bytes, keyword) && bytes.n > keyword.n + 40 && bytes.p[keyword.n + 40] == '\n' &&
           hash_unhex(str_sub(bytes, keyword.n, 40), out->b, sizeof out->b);
}

/* From a commit, or a tag on one, to the commit and its tree. Not libgit2's parsed commits: odd dates and names stop those. */
static bool peel(struct objects *o, struct oid *id, struct oid *tree)
{
    struct buf b = {0};
    bool ok = false;
    for (unsigned i = 0; i < TAGS_MAX && !ok; i++) {
        if (objects_read(o, id, OBJECT_COMMIT, LIMIT_COMMIT, &b)) {
            ok = head_line(buf_str(&b), STR("tree "), tree);
            break;
        }
        if (!objects_read(o, id, OBJECT_TAG, LIMIT_COMMIT, &b) || !head_line(buf_str(&b), STR("object "), id))
            break;
    }
    buf_free(&b);
    return ok;
}

static bool resolve_rev(struct objects *o, struct str rev, struct arena *a, struct oid *out)
{
    git_repository *repo = objects_repository(o);
    if (rev.n == 40 && hash_unhex(rev, out->b, sizeof out->b))
        return true;
    git_oid id;
    git_reference *ref = NULL;
    git_object *obj = NULL;
    char *name = str_c(a, rev);
    errno = 0;
    int rc = git_reference_dwim(&ref, repo, name);
    if (rc == 0)
        rc = git_reference_name_to_id(&id, repo, git_reference_name(ref));
    bool ok = rc == 0;
    source_git_refused(rc);
    if (!ok && git_revparse_single(&obj, repo, name) == 0) {
        git_oid_cpy(&id, git_object_id(obj));
        ok = true;
    }
    if (ok)
        memcpy(out->b, id.id, sizeof out->b);
    git_reference_free(ref);
    git_object_free(obj);
    return ok;
}

/* ---- finding ---- */

static bool find_in_tree(struct objects *o, const struct oid *tree, struct str name, struct tree_entry *out)
{
    struct buf b = {0};
    bool found = false;
    if (objects_read(o, tree, OBJECT_TREE, LIMIT_TREE, &b)) {
        struct tree_iter t = {.rest = buf_str(&b)};
        while (!found && tree_next(&t, out))
            found = str_eq(out->name, name);
    }
    buf_free(&b);
    return found;
}

static bool find_path(struct objects *o, struct oid tree, struct str path, struct tree_entry *out)
{
    struct str part;
    *out = (struct tree_entry){.kind = TREE_FOLDER, .id = tree};
    while (path.n && str_split(&path, '/', &part)) {
        if (out->kind != TREE_FOLDER)
            return false;
        tree = out->id;
        if (!find_in_tree(o, &tree, part, out))
            return false;
    }
    return true;
}

/* One step along a link to a regular file in the source. NULL when it came there, else why not. */
static const char *follow_link(struct source *s, struct str dir, struct tree_entry *e, struct arena *a)
{
    struct buf target = {0};
    struct str path = {0};
    const char *why = NULL;
    if (!objects_read(s->objects, &e->id, OBJECT_BLOB, LINK_MAX_BYTES, &target))
        why = TR_MARK("cannot be read");
    else if (!source_link_target(a, dir, buf_str(&target), &path))
        why = TR_MARK("leads out of the site");
    else if (!find_path(s->objects, s->tree, path, e))
        why = TR_MARK("leads nowhere, or through another link");
    else if (e->kind == TREE_FOLDER)
        why = source_folder_link(dir, path);
    else if (e->kind != TREE_FILE)
        why = TR_MARK("leads to another link or to no regular file");
    buf_free(&target);
    return why;
}

/* ---- listing ---- */

struct folder {
    struct str path;
    struct oid tree;
};

struct folders {
    struct folder *items;
    size_t n, cap;
};

static void add_blob(struct source *s, struct gather *g, struct str path, const struct oid *blob)
{
    struct source_entry e = {.path = path, .blob = *blob, .has_blob = true};
    if (objects_blob_size(s->objects, blob, &e.size)) {
        source_add(g, e);
        return;
    }
    struct str id = hash_hex(g->arena, blob->b, 4);
    diag_at(g->ds, CODE_UNREADABLE, path, 0, 0, "the repository lacks the file's bytes (object %.*s)",
            STR_F(id));
}

static void list_one(struct source *s, struct gather *g, struct folders *todo, struct str dir,
                     struct tree_entry e)
{
    struct str path;
    if (source_admit(g, dir, e.name, &path) != ADMIT_TAKE)
        return;
    if (e.kind == TREE_MODULE) {
        diag_at(g->ds, CODE_SUBMODULE, path, 0, 0, "the submodule's files are left out");
        return;
    }
    if (e.kind == TREE_FOLDER) {
        *ARENA_PUSH(g->arena, todo->items, todo->n, todo->cap, struct folder) = (struct folder){path, e.id};
        return;
    }
    const char *why = e.kind == TREE_LINK ? follow_link(s, dir, &e, g->arena) : NULL;
    if (why)
        source_tell_link(g, path, why);
    else
        add_blob(s, g, path, &e.id);
}

static void list_folder(struct source *s, struct gather *g, struct folders *todo, struct folder f)
{
    struct buf b = {0};
    struct tree_iter t = {0};
    struct tree_entry e;
    if (objects_read(s->objects, &f.tree, OBJECT_TREE, LIMIT_TREE, &b))
        t.rest = buf_str(&b);
    else
        t.bad = true;
    while (tree_next(&t, &e) && source_room(g))
        list_one(s, g, todo, f.path, e);
    if (t.bad)
        diag_at(g->ds, CODE_UNREADABLE, f.path, 0, 0, "the folder's tree is missing or damaged (object %.*s)",
                STR_F(hash_hex(g->arena, f.tree.b, 4)));
    buf_free(&b);
}

static bool rev_list(struct source *s, struct str under, struct arena *a, struct diags *ds,
                     struct source_list *out)
{
    struct gather g = {.arena = a, .ds = ds};
    struct folders todo = {0};
    struct tree_entry top;
    if (!find_path(s->objects, s->tree, under, &top))
        return true;
    if (top.kind != TREE_FOLDER) {
        source_tell_link(&g, under, "or file stands where a folder should");
        return false;
    }
    if (s->watch)
        stamp_text(s->watch, str_n((const char *)top.id.b, sizeof top.id.b));
    *ARENA_PUSH(a, todo.items, todo.n, todo.cap, struct folder) = (struct folder){under, top.id};
    while (todo.n > 0 && g.seen <= LIMIT_ENTRIES)
        list_folder(s, &g, &todo, todo.items[--todo.n]);
    *out = source_finish(&g);
    return true;
}

/* ---- reading ---- */

static bool rev_find(struct source *s, struct str path, struct arena *a, struct source_entry *out)
{
    struct tree_entry e;
    if (!find_path(s->objects, s->tree, path, &e) ||
        (e.kind == TREE_LINK && follow_link(s, path_dir(path), &e, a)) || e.kind != TREE_FILE)
        return false;
    *out = (struct source_entry){.path = str_dup(a, path), .blob = e.id, .has_blob = true};
    return objects_blob_size(s->objects, &e.id, &out->size);
}

/* What is read here is published, and cached, under this id: see objects.h. */
static bool is_blob(const struct oid *id, struct str bytes)
{
    struct oid made = hash_blob(bytes);
    return oid_eq(&made, id);
}

static bool rev_read(struct source *s, const struct source_entry *e, size_t limit, struct diags *ds,
                     struct buf *out)
{
    uint64_t size = e->size;
    struct buf b = {0};
    if (size > limit) {
        diag_at(ds, CODE_TOO_LARGE, e->path, 0, 0, "the file is longer than %zu bytes", limit);
        return false;
    }
    bool ok = objects_read(s->objects, &e->blob, OBJECT_BLOB, limit, &b) && is_blob(&e->blob, buf_str(&b));
    if (ok)
        buf_put(out, buf_str(&b));
    else
        diag_at(ds, CODE_UNREADABLE, e->path, 0, 0,
                "the repository lacks the file's bytes, or they are damaged");
    buf_free(&b);
    return ok;
}

static bool rev_place(struct source *s, struct arena *a, struct diags *ds, struct source_place *out)
{
    (void)ds;
    *out = (struct source_place){.git_dir = str_c(a, str_of(objects_git_dir(s->objects))),
                                 .has_commit = true,
                                 .commit = s->commit,
                                 .prefix = s->prefix};
    return true;
}

static bool rev_top_file(struct source *s, struct str name, size_t limit, struct buf *out)
{
    struct tree_entry e;
    struct buf b = {0};
    bool ok = find_path(s->objects, s->top, name, &e) && e.kind == TREE_FILE &&
              objects_read(s->objects, &e.id, OBJECT_BLOB, limit, &b);
    if (ok)
        buf_put(out, buf_str(&b));
    buf_free(&b);
    return ok;
}

/* The people's wishes are read from HEAD. */
static void rev_stamp_history(struct source *s, struct arena *a, struct stamp *t)
{
    stamp_text(t, str_n((const char *)s->commit.b, sizeof s->commit.b));
    stamp_text(t, s->prefix);
    objects_stamp(s->objects, a, t);
}

static void rev_close(struct source *s)
{
    objects_close(s->objects);
}

const struct source_kind source_rev_kind = {rev_list,     rev_read,          rev_find, rev_place,
                                            rev_top_file, rev_stamp_history, rev_close};

/* ---- opening ---- */

/* REV:PATH at the first colon outside braces (REV may be HEAD^{/text: more}). */
static void split_spec(struct str spec, struct str *rev, struct str *path)
{
    size_t depth = 0, i = 0;
    for (; i < spec.n && (spec.p[i] != ':' || depth > 0); i++)
        depth = spec.p[i] == '{' ? depth + 1 : spec.p[i] == '}' && depth > 0 ? depth - 1 : depth;
    *rev = str_sub(spec, 0, i);
    *path = str_from(spec, i + 1);
    while (path->n && str_ends(*path, STR("/")))
        path->n--;
    while (str_starts(*path, STR("./")))
        *path = str_from(*path, 2);
}

/* The root's tree in the commit that the source stands at. */
static bool find_root(struct source *s, struct str rev, struct diags *ds)
{
    struct tree_entry e;
    if (find_path(s->objects, s->top, s->prefix, &e) && e.kind == TREE_FOLDER) {
        s->tree = e.id;
        return true;
    }
    diag_at(ds, CODE_ENVIRONMENT, STR(""), 0, 0, "there is no folder \"%.*s\" in revision \"%.*s\"",
            STR_F(path_printable(s->arena, s->prefix)), STR_F(path_printable(s->arena, rev)));
    return false;
}

static struct source *open_at(struct objects *o, struct str rev, struct str path, struct arena *a,
                              struct diags *ds)
{
    struct source *s = ARENA_NEW(a, struct source);
    *s = (struct source){.kind = &source_rev_kind, .arena = a, .objects = o, .root = -1, .last = -1};
    s->prefix = str_dup(a, path);
    if (!resolve_rev(o, rev, a, &s->commit) || !peel(o, &s->commit, &s->top))
        diag_at(ds, CODE_ENVIRONMENT, STR(""), 0, 0,
                "\"%.*s\" names no commit that can be read in the Git repository",
                STR_F(path_printable(a, rev)));
    else if (find_root(s, rev, ds))
        return s;
    objects_close(o);
    return NULL;
}

struct source *source_open_rev(const char *repo, const char *spec, struct arena *a, struct diags *ds)
{
    struct str rev, path;
    split_spec(str_of(spec), &rev, &path);
    struct objects *o = objects_open(str_of(repo), true, CODE_ENVIRONMENT, a, ds);
    return o ? open_at(o, rev, path, a, ds) : NULL;
}

struct source *source_open_head(const char *dir, struct arena *a, struct diags *ds)
{
    struct str path = {"", 0};
    struct objects *o = objects_open(str_of(dir), true, CODE_ENVIRONMENT, a, ds);
    char *real = o ? realpath(dir, NULL) : NULL;
    if (real)
        source_prefix(str_of(real), objects_repository(o), a, &path);
    free(real);
    return o ? open_at(o, STR("HEAD"), path, a, ds) : NULL;
}

/* ---- going back ---- */

/* The clone may end before the history does. */
static bool too_early(struct source *s, struct commit_text *c, struct str when, struct diags *ds)
{
    struct str first = c->committer.has_date ? moment_iso(s->arena, c->committer.date)
                                             : str_of(tr("a date that cannot be right"));
    struct str id = hash_hex(s->arena, s->commit.b, 5);
    if (c->n_parents)
        diag_at(
            ds, CODE_ENVIRONMENT, STR(""), 0, 0,
            "the clone lacks the history before commit %.*s of %.*s, so what stood on %.*s is not known; fetch "
            "with git fetch --unshallow",
            STR_F(id), STR_F(first), STR_F(when));
    else
        diag_at(ds, CODE_ENVIRONMENT, STR(""), 0, 0,
                "there was no commit yet on %.*s: the first, %.*s, is of %.*s", STR_F(when), STR_F(id),
                STR_F(first));
    return false;
}

bool source_go_back(struct source *s, struct moment at, struct diags *ds)
{
    struct str when = moment_iso(s->arena, at);
    struct buf b = {0};
    struct commit_text c = {0}, next;
    struct oid id = s->commit;
    bool found = false, readable = true;
    while (!found) {
        buf_clear(&b);
        readable = objects_read(s->objects, &id, OBJECT_COMMIT, LIMIT_COMMIT, &b) &&
                   header_parse(buf_str(&b), &next);
        if (!readable)
            break;
        c = next;
        s->commit = id;
        s->top = c.tree;
        found = c.committer.has_date && c.committer.date.epoch <= at.epoch;
        if (!c.n_parents)
            break;
        id = header_parent(&c, 0);
    }
    buf_free(&b);
    return found ? find_root(s, when, ds) : too_early(s, &c, when, ds);
}

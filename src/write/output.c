#include "write/output.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/tr.h"
#include "write/buffers.h"
#include "write/live.h"
#include "write/tree.h"

struct output {
    struct arena arena;
    struct buffers buffers;
    struct live live;
};

static bool fail(const struct output *o, struct diags *ds, struct str path, const char *what)
{
    int e = errno;
    struct arena *a = ds->arena;
    struct str where = str_printf(a, "%.*s/%.*s", STR_F(o->buffers.out), STR_F(path));
    diag_at(ds, CODE_ENVIRONMENT, where, 0, 0, "cannot %s: %s", tr(what), tr_errno(e));
    return false;
}

struct output *output_open(const struct output_plan *plan, struct diags *ds)
{
    struct output *o = mem_alloc(sizeof *o);
    signal(SIGXFSZ, SIG_IGN); /* a limit on file sizes is an error like others */
    if (!buffers_open(&o->buffers, plan, &o->arena, ds)) {
        output_close(o);
        return NULL;
    }
    live_read(&o->live, o->buffers.live, &o->arena);
    return o;
}

const struct manifest *output_live(const struct output *o)
{
    return o->live.manifest.n ? &o->live.manifest : NULL;
}

bool output_exact(const struct output *o, struct sha256 *manifest)
{
    *manifest = hash_sha256(buf_str(&o->live.text));
    return o->live.exact;
}

void output_close(struct output *o)
{
    if (!o)
        return;
    buffers_close(&o->buffers);
    live_clear(&o->live);
    arena_clear(&o->arena);
    free(o);
}

int output_folder(const struct output *o)
{
    return o->buffers.linked ? o->buffers.parent : o->buffers.beside;
}

/* ---- in workers ---- */

static bool path_good(const struct output *o, struct str path, struct diags *ds)
{
    const char *fault = manifest_path_fault(path);
    if (fault)
        diag_at(ds, CODE_OUTPUT, o->buffers.out, 0, 0, "nothing is published as \"%.*s\": the path %s",
                STR_F(path), fault);
    return !fault;
}

bool output_keep(const struct output *o, struct str path, struct manifest_file *f)
{
    f->path = path;
    const struct manifest_file *live = live_find(&o->live, f);
    if (live)
        f->inode = live->inode;
    return live != NULL;
}

bool output_put(struct output *o, struct str path, struct str bytes, struct manifest_file *f,
                struct diags *ds)
{
    struct stat st;
    *f = (struct manifest_file){.path = path, .size = bytes.n, .sha256 = hash_sha256(bytes)};
    if (!path_good(o, path, ds))
        return false;
    if (output_keep(o, path, f))
        return true;
    int spare = buffers_spare(&o->buffers);
    if (spare < 0 || !tree_put(spare, path, bytes, &st))
        return fail(o, ds, path, "write the file");
    f->inode = st.st_ino;
    return true;
}

bool output_put_file(struct output *o, struct str path, int fd, struct manifest_file *f, struct diags *ds)
{
    struct stat st;
    *f = (struct manifest_file){.path = path};
    if (!path_good(o, path, ds))
        return false;
    const struct manifest_file *live = manifest_find(&o->live.manifest, path);
    if (fstat(fd, &st))
        return fail(o, ds, path, "read the file to publish");
    if (live && live->size == (uint64_t)st.st_size) { /* worth a look before anything is copied */
        if (!tree_hash(fd, LIMIT_FILE, &f->sha256, &f->size))
            return fail(o, ds, path, "read the file to publish");
        if (output_keep(o, path, f))
            return true;
    }
    int spare = buffers_spare(&o->buffers);
    if (spare < 0 || !tree_put_copy(spare, path, fd, LIMIT_FILE, &st, &f->sha256))
        return fail(o, ds, path, "copy the file");
    f->size = (uint64_t)st.st_size;
    f->inode = st.st_ino;
    return true;
}

/* ---- the commit ---- */

struct bringing { /* the tree beside, on its way to what is wanted */
    struct output *o;
    const struct manifest *site;
    bool *there; /* per file of the site */
    struct diags *ds;
};

/* Keeps the inodes that are wanted where they are wanted, and removes all else. */
static enum tree_step spare_visit(void *ctx, struct str path, const struct stat *st, int dir,
                                  const char *name)
{
    struct bringing *g = ctx;
    if (S_ISDIR(st->st_mode) && manifest_has_below(g->site, path))
        return TREE_ON;
    const struct manifest_file *f = S_ISREG(st->st_mode) ? manifest_find(g->site, path) : NULL;
    if (f && f->inode == st->st_ino && f->size == (uint64_t)st->st_size) {
        g->there[f - g->site->files] = true;
        return TREE_ON;
    }
    if (file_remove_tree(dir, name))
        return TREE_SKIP;
    fail(g->o, g->ds, path, "remove the file of an older build");
    return TREE_FAIL;
}

/* Where the file system has no hard links, the bytes are copied, and must be what they were. */
static bool bring_copy(struct output *o, const struct manifest_file *f, struct stat *st)
{
    struct sha256 hash;
    int from = tree_open(o->buffers.live, f->path);
    bool ok = from >= 0 && tree_put_copy(o->buffers.spare, f->path, from, LIMIT_FILE, st, &hash);
    if (from >= 0)
        close(from);
    if (ok && memcmp(hash.b, f->sha256.b, sizeof hash.b) != 0) {
        errno = ESTALE;
        ok = false;
    }
    return ok;
}

static bool bring_file(struct output *o, const struct manifest_file *f, struct diags *ds)
{
    struct stat st;
    const struct manifest_file *live = live_find(&o->live, f);
    errno =
        ESTALE; /* a record of a file that is not there: a worker lied, or somebody meddles with the tree */
    if (!live || live->inode != f->inode)
        return fail(o, ds, f->path, "find the file that was written");
    if (tree_link(o->buffers.live, f->path, o->buffers.spare, &st)) {
        errno = ESTALE;
        return st.st_ino == live->inode ? true : fail(o, ds, f->path, "take over the file in force");
    }
    bool no_links =
        errno == EPERM || errno == EMLINK || errno == EOPNOTSUPP || errno == ENOSYS || errno == EXDEV;
    return (no_links && bring_copy(o, f, &st)) ? true : fail(o, ds, f->path, "take over the file in force");
}

static bool bring(struct output *o, const struct manifest *site, struct diags *ds)
{
    struct bringing g = {.o = o, .site = site, .ds = ds, .there = ARENA_ARRAY(&o->arena, bool, site->n)};
    size_t errors = ds->n;
    int spare = buffers_spare(&o->buffers);
    if (spare < 0 || !tree_walk(spare, spare_visit, &g))
        return ds->n > errors ? false : fail(o, ds, STR(""), "bring the tree beside up to date");
    for (size_t i = 0; i < site->n; i++)
        if (!g.there[i] && !bring_file(o, &site->files[i], ds))
            return false;
    return true;
}

/* The manifest last: nothing in the tree is newer. */
static bool seal(struct output *o, struct str text, struct diags *ds)
{
    struct stat st;
    int spare = o->buffers.spare;
    if (!tree_put(spare, STR(BUFFERS_MARKER), buffers_marker_text(), &st))
        return fail(o, ds, STR(BUFFERS_MARKER), "write the file");
    if (!tree_put(spare, STR(MANIFEST_NAME), text, &st))
        return fail(o, ds, STR(MANIFEST_NAME), "write the file");
    return syncfs(spare) == 0 ? true : fail(o, ds, STR(""), "put the data on disk");
}

static struct output_stats count(const struct output *o, const struct manifest *site)
{
    struct output_stats st = {.files = site->n};
    size_t common = 0;
    for (size_t i = 0; i < site->n; i++) {
        if (live_find(&o->live, &site->files[i]))
            st.unchanged++;
        if (manifest_find(&o->live.manifest, site->files[i].path))
            common++;
    }
    st.written = st.files - st.unchanged;
    st.removed = o->live.manifest.n - common;
    return st;
}

bool output_commit(struct output *o, struct manifest *site, struct diags *ds, struct output_stats *st)
{
    struct str bad;
    struct buf text = {0};
    if (!manifest_sort(site, &bad)) {
        diag_at(ds, CODE_OUTPUT, o->buffers.out, 0, 0,
                "\"%.*s\" cannot be published: twice, a file and a folder, or no path", STR_F(bad));
        return false;
    }
    manifest_text(site, &text);
    *st = count(o, site);
    st->manifest = hash_sha256(buf_str(&text));
    bool ok =
        (o->live.exact && str_eq(buf_str(&text), buf_str(&o->live.text))) ||
        (bring(o, site, ds) && seal(o, buf_str(&text), ds) && buffers_switch(&o->buffers, &o->arena, ds));
    buf_free(&text);
    return ok;
}

#include "write/release.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/path.h"
#include "base/tr.h"
#include "write/buffers.h"
#include "write/sign.h"
#include "write/tree.h"

enum { HASH_LEAST = 12, MODE_TREE = 0755 };

static bool fail(const struct release_plan *p, struct diags *ds, struct str path, const char *what)
{
    int e = errno;
    diag_at(ds, CODE_ENVIRONMENT, p->target, 0, 0, "cannot %s \"%.*s\": %s", tr(what), STR_F(path),
            tr_errno(e));
    return false;
}

/* "site.0123456789ab.css", "0123456789ab.kbi" */
bool release_is_lasting(struct str path)
{
    struct str stem = path_base(path), ext = path_ext(stem);
    if (ext.n < 2)
        return false;
    stem.n -= ext.n;
    size_t dot = str_rfind(stem, '.');
    struct str hash = dot == STR_NONE ? stem : str_from(stem, dot + 1);
    bool ok = hash.n >= HASH_LEAST && hash.n <= 2 * sizeof(struct sha256);
    for (size_t i = 0; ok && i < hash.n; i++)
        ok = strchr("0123456789abcdef", hash.p[i]) != NULL;
    return ok;
}

bool release_has(const struct finished *last, const struct manifest_file *f)
{
    const struct manifest_file *there = last ? finished_find(last, f->path) : NULL;
    return there && manifest_same_bytes(there, f);
}

/* ---- files ---- */

static bool is_as_wanted(int root, const struct manifest_file *want)
{
    struct manifest_file found = {0};
    int fd = tree_open(root, want->path);
    bool ok =
        fd >= 0 && tree_hash(fd, want->size, &found.sha256, &found.size) && manifest_same_bytes(&found, want);
    if (fd >= 0)
        close(fd);
    return ok;
}

static bool take_link(int from, const struct manifest_file *f, int to)
{
    struct stat st;
    return tree_link(from, f->path, to, &st) && is_as_wanted(to, f);
}

static bool take_copy(int from, const struct manifest_file *f, int to)
{
    struct manifest_file copy = {0};
    struct stat st;
    int fd = tree_open(from, f->path);
    bool ok = fd >= 0 && tree_put_copy(to, f->path, fd, LIMIT_FILE, &st, &copy.sha256);
    if (fd >= 0)
        close(fd);
    if (!ok)
        return false;
    copy.size = (uint64_t)st.st_size;
    errno = ESTALE;
    return manifest_same_bytes(&copy, f);
}

static bool place(const struct release_plan *p, const struct manifest_file *f, int to, struct diags *ds,
                  struct release_count *count)
{
    bool there = release_has(p->last, f);
    count->unchanged += there;
    count->sent += !there;
    if (there && take_link(p->last->root, f, to))
        return true;
    if ((p->share && take_link(p->build->root, f, to)) || take_copy(p->build->root, f, to))
        return true;
    if (errno != ESTALE && errno != ENOENT)
        return fail(p, ds, f->path, "copy the file");
    diag_at(ds, CODE_OUTPUT, p->target, 0, 0,
            "\"%.*s\" is not what the build made any more; build again, then publish", STR_F(f->path));
    return false;
}

/* ---- assets of the release before ---- */

/* Whether nothing of the build stands in its place, is a folder of it, or lies in it. */
static bool fits(const struct manifest *site, struct str path)
{
    for (struct str dir = path_dir(path); dir.n; dir = path_dir(dir))
        if (manifest_find(site, dir))
            return false;
    return !manifest_find(site, path) && !manifest_has_below(site, path);
}

/* The site's own assets, named after what they are. Smaller copies of pictures, named by their hash alone or with a width behind it,
 * are content: what was withdrawn is gone. */
static bool is_kept(struct str path)
{
    struct str base = path_base(path);
    base.n -= path_ext(base).n;
    return str_starts(path, STR("assets/")) && release_is_lasting(path) && str_find(base, '.') != STR_NONE;
}

static void keep_assets(const struct release_plan *p, int to, struct arena *a, struct manifest *kept)
{
    const struct manifest *before = &p->last->site;
    kept->files = ARENA_ARRAY(a, struct manifest_file, before->n + 1);
    for (size_t i = 0; i < before->n; i++) {
        const struct manifest_file *f = &before->files[i];
        if (!is_kept(f->path) || !fits(&p->build->site, f->path))
            continue;
        bool here = p->last->root < 0 || take_link(p->last->root, f, to) || take_copy(p->last->root, f, to);
        if (here)
            kept->files[kept->n++] = *f;
        else
            unlinkat(to, str_c(a, f->path), 0); /* damaged at the target: better missing */
    }
}

static size_t count_removed(const struct release_plan *p)
{
    size_t removed = 0;
    for (size_t i = 0; p->last && i < p->last->site.n; i++)
        removed += !manifest_find(&p->build->site, p->last->site.files[i].path);
    return removed;
}

/* ---- the whole ---- */

static bool put(const struct release_plan *p, int to, const char *name, struct str text, struct diags *ds)
{
    struct stat st;
    return tree_put(to, str_of(name), text, &st) || fail(p, ds, str_of(name), "write the file");
}

static bool put_signature(const struct release_plan *p, struct str bytes, int to, struct arena *a,
                          struct diags *ds)
{
    struct str signature, why;
    if (sign_make(p->key, bytes, a, &signature, &why))
        return put(p, to, FINISHED_SIGNATURE, signature, ds);
    diag_at(ds, CODE_ENVIRONMENT, p->target, 0, 0, "cannot sign with \"%s\": %.*s", p->key, STR_F(why));
    return false;
}

/* The manifest last, as in a build. */
static bool seal(const struct release_plan *p, const struct manifest *kept, int to, struct arena *a,
                 struct diags *ds)
{
    struct buf text = {0};
    if (kept->n)
        manifest_text(kept, &text);
    struct str manifest = buf_str(&p->build->text), beside = buf_str(&text);
    bool ok = put(p, to, BUFFERS_MARKER, buffers_marker_text(), ds) &&
              (!beside.n || put(p, to, FINISHED_KEPT, beside, ds)) &&
              (!p->key || put_signature(p, str_cat(a, manifest, beside), to, a, ds)) &&
              put(p, to, MANIFEST_NAME, manifest, ds);
    buf_free(&text);
    return ok && (fchmod(to, MODE_TREE) == 0 || fail(p, ds, STR("."), "open to readers"));
}

bool release_make(const struct release_plan *p, int to, struct arena *a, struct diags *ds,
                  struct release_count *count)
{
    struct manifest kept = {0};
    *count = (struct release_count){.removed = count_removed(p)};
    for (size_t i = 0; i < p->build->site.n; i++)
        if (!place(p, &p->build->site.files[i], to, ds, count))
            return false;
    if (p->last)
        keep_assets(p, to, a, &kept);
    count->kept = kept.n;
    return seal(p, &kept, to, a, ds);
}

#include "source/objects.h"

#include <git2.h>
#include <git2/sys/repository.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/path.h"
#include "source/source.h"

struct objects {
    git_repository *repo;
    git_odb *odb;
    struct packs *packs;
};

const char *source_git_error(void)
{
    const git_error *e = git_error_last();
    return e && e->message ? e->message : "";
}

/* ---- opening ---- */

static const git_config_level_t outside[] = {GIT_CONFIG_LEVEL_PROGRAMDATA, GIT_CONFIG_LEVEL_SYSTEM,
                                             GIT_CONFIG_LEVEL_XDG, GIT_CONFIG_LEVEL_GLOBAL};

static void set_outside_config(const char *path) /* "" none; NULL where the user keeps it */
{
    for (size_t i = 0; i < sizeof outside / sizeof *outside; i++)
        git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, outside[i], path);
}

/* What a repository may say it needs without our reading objects any differently. */
static const char *const extensions[] = {"partialclone", "worktreeconfig", "preciousobjects"};

static void start_library(void)
{
    static bool started;
    if (started)
        return;
    started = true;
    git_libgit2_init();
    git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0); /* a third of its reading time */
    git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, extensions, sizeof extensions / sizeof *extensions);
    set_outside_config("");
}

static void tell_owner(const char *path, bool search, enum diag_code code, struct arena *a, struct diags *ds)
{
    git_buf found = {0};
    struct str dir = str_of(path);
    if (search && git_repository_discover(&found, path, 1, NULL) == 0)
        dir = str_dup(a, str_of(found.ptr));
    git_buf_dispose(&found);
    if (str_ends(dir, STR("/")))
        dir.n--;
    if (str_ends(dir, STR("/.git")))
        dir.n -= strlen("/.git");
    dir = path_printable(a, dir);
    diag_at(ds, code, STR(""), 0, 0,
            "the Git repository \"%.*s\" belongs to another user; if you trust it: git config --global --add "
            "safe.directory '%.*s'",
            STR_F(dir), STR_F(dir));
}

/* The user's own configuration matters for one question alone: whose repositories to trust. */
static git_repository *open_repository(const char *path, bool search, enum diag_code code, struct arena *a,
                                       struct diags *ds)
{
    git_repository *repo = NULL;
    unsigned flags = search ? GIT_REPOSITORY_OPEN_CROSS_FS : GIT_REPOSITORY_OPEN_NO_SEARCH;
    int rc = git_repository_open_ext(&repo, path, flags, NULL);
    if (rc == GIT_EOWNER) {
        set_outside_config(NULL);
        rc = git_repository_open_ext(&repo, path, flags, NULL);
        set_outside_config("");
        if (rc) {
            tell_owner(path, search, code, a, ds);
            return NULL;
        }
    }
    if (rc == GIT_ENOTFOUND)
        diag_at(ds, code, STR(""), 0, 0, "there is no Git repository here, so nothing is known of its history");
    else if (rc)
        diag_at(ds, code, STR(""), 0, 0, "the Git repository cannot be opened: %s", source_git_error());
    return rc ? NULL : repo;
}

struct objects *objects_open(struct str path, bool search, enum diag_code code, struct arena *a, struct diags *ds)
{
    start_library();
    git_repository *repo = open_repository(str_c(a, path), search, code, a, ds);
    if (!repo)
        return NULL;
    git_odb *odb = NULL;
    struct str dir = path_join(a, str_of(git_repository_commondir(repo)), STR("objects"));
    if (git_odb_open(&odb, str_c(a, dir))) {
        diag_at(ds, code, STR(""), 0, 0, "the Git repository's objects cannot be opened: %s", source_git_error());
        git_repository_free(repo);
        return NULL;
    }
    git_repository_set_odb(repo, odb);
    struct objects *o = mem_alloc(sizeof *o);
    *o = (struct objects){.repo = repo, .odb = odb, .packs = packs_open(str_c(a, path_join(a, dir, STR("pack"))))};
    return o;
}

void objects_close(struct objects *o)
{
    if (!o)
        return;
    packs_free(o->packs);
    git_odb_free(o->odb);
    git_repository_free(o->repo);
    free(o);
}

git_repository *objects_repository(struct objects *o)
{
    return o->repo;
}

const char *objects_git_dir(const struct objects *o)
{
    return git_repository_path(o->repo);
}

const char *objects_common_dir(const struct objects *o)
{
    return git_repository_commondir(o->repo);
}

/* ---- reading ---- */

static void to_git(const struct oid *id, git_oid *out)
{
    memcpy(out->id, id->b, sizeof id->b);
}

/* A blob that is not there is no surprise (a partial clone): asked for without looking through the packs anew. */
static bool library_has(struct objects *o, const git_oid *id, enum object_kind kind)
{
    return kind != OBJECT_BLOB || git_odb_exists_ext(o->odb, id, GIT_ODB_LOOKUP_NO_REFRESH);
}

static bool library_read(struct objects *o, const struct oid *id, enum object_kind kind, size_t limit,
                         struct buf *out)
{
    git_oid gid;
    git_object_t type;
    size_t size;
    git_odb_object *obj = NULL;
    to_git(id, &gid);
    if (!library_has(o, &gid, kind) || git_odb_read_header(&size, &type, o->odb, &gid) ||
        type != (git_object_t)kind || size > limit || git_odb_read(&obj, o->odb, &gid))
        return false;
    buf_clear(out);
    buf_put_n(out, git_odb_object_data(obj), git_odb_object_size(obj));
    git_odb_object_free(obj);
    return true;
}

bool objects_read(struct objects *o, const struct oid *id, enum object_kind kind, size_t limit, struct buf *out)
{
    enum object_kind found;
    if (packs_read(o->packs, id, limit, &found, out) == PACKED_FOUND)
        return found == kind;
    return library_read(o, id, kind, limit, out);
}

bool objects_blob_size(struct objects *o, const struct oid *id, uint64_t *size)
{
    enum object_kind found;
    if (packs_size(o->packs, id, LIMIT_FILE, &found, size) == PACKED_FOUND)
        return found == OBJECT_BLOB;
    git_oid gid;
    git_object_t type;
    size_t n;
    to_git(id, &gid);
    if (!library_has(o, &gid, OBJECT_BLOB) || git_odb_read_header(&n, &type, o->odb, &gid))
        return false;
    *size = n;
    return type == GIT_OBJECT_BLOB;
}

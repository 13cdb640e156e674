#include "source/objects.h"

#include <errno.h>
#include <git2.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/machine.h"
#include "base/path.h"
#include "base/stamp.h"
#include "source/kinds.h"
#include "source/loose.h"
#include "source/source.h"

enum {
    STORES_MAX = 32,
    ALTERNATES_MAX = 64 * 1024,
    MEMORY = 48 << 20, /* for resolved objects: the trees of a large site */
    MEMORY_READER = 16 << 20,
};

struct objects {
    git_repository *repo; /* NULL: a reader alone */
    size_t memory;
    struct packs *packs;
    struct str stores
        [STORES_MAX]; /* folders of objects: the repository's own, then its alternates' (in the arena) */
    size_t n_stores;
    bool looked_again;
};

const char *source_git_error(void)
{
    const git_error *e = git_error_last();
    return e && e->message ? e->message : "";
}

void source_git_refused(int rc)
{
    int left =
        errno; /* what the call that failed left, where libgit2 does not say that the machine was to blame */
    const git_error *e = git_error_last();
    if (rc && rc != GIT_ENOTFOUND && e)
        machine_refused(e->message, e->klass == GIT_ERROR_OS         ? EIO
                                    : e->klass == GIT_ERROR_NOMEMORY ? ENOMEM
                                                                     : left);
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
    source_git_memory();
    git_libgit2_init();
    git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0); /* a third of its reading time */
    git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, extensions, sizeof extensions / sizeof *extensions);
    set_outside_config("");
}

/* Where the repository lies, whoever owns it; empty when there is none. */
static struct str discover(const char *path, struct arena *a)
{
    git_buf found = {0};
    struct str dir = STR("");
    if (git_repository_discover(&found, path, 1, NULL) == 0)
        dir = str_dup(a, str_of(found.ptr));
    git_buf_dispose(&found);
    if (str_ends(dir, STR("/")))
        dir.n--;
    if (str_ends(dir, STR("/.git")))
        dir.n -= strlen("/.git");
    return path_printable(a, dir);
}

static int note_star(const git_config_entry *e, void *all)
{
    *(bool *)all = strcmp(e->value, "*") == 0 ||
                   (*e->value && *(bool *)all); /* an empty value takes back what stood before */
    return 0;
}

/* safe.directory = *, as containers have it: libgit2 1.5.1 does not know the star. */
static bool trusts_all(void)
{
    git_config *config = NULL;
    bool all = false;
    if (git_config_open_default(&config) == 0)
        git_config_get_multivar_foreach(config, "safe.directory", NULL, note_star, &all);
    git_config_free(config);
    return all;
}

void objects_user_config(git_config **out)
{
    set_outside_config(NULL);
    if (git_config_open_default(out))
        *out = NULL;
    set_outside_config("");
}

/* Once more, now that the user's configuration may say whom to trust. */
static int open_trusted(git_repository **repo, const char *path, unsigned flags)
{
    set_outside_config(NULL);
    int rc = git_repository_open_ext(repo, path, flags, NULL);
    if (rc && trusts_all()) {
        git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
        rc = git_repository_open_ext(repo, path, flags, NULL);
        git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 1);
    }
    set_outside_config("");
    return rc;
}

/* The user's own configuration matters for one question alone: whose repositories to trust. Without one to answer it libgit2 1.5.1
 * says GIT_ENOTFOUND (of the setting), as if there were no repository. */
static git_repository *open_repository(const char *path, bool search, enum diag_code code, struct arena *a,
                                       struct diags *ds)
{
    git_repository *repo = NULL;
    unsigned flags = search ? GIT_REPOSITORY_OPEN_CROSS_FS : GIT_REPOSITORY_OPEN_NO_SEARCH;
    git_error_clear();
    errno = 0;
    int rc = git_repository_open_ext(&repo, path, flags, NULL);
    if (rc == 0)
        return repo;
    source_git_refused(rc);
    struct str why = str_dup(a, str_of(source_git_error())), dir = discover(path, a);
    if ((rc == GIT_EOWNER || rc == GIT_ENOTFOUND) && dir.n) {
        rc = open_trusted(&repo, path, flags);
        if (rc == 0)
            return repo;
    }
    if (!dir.n)
        diag_at(ds, code, STR(""), 0, 0,
                "there is no Git repository here, so nothing is known of its history");
    else if (rc == GIT_EOWNER || rc == GIT_ENOTFOUND)
        diag_at(
            ds, code, STR(""), 0, 0,
            "the Git repository \"%.*s\" belongs to another user; if you trust it: git config --global --add "
            "safe.directory '%.*s'",
            STR_F(dir), STR_F(dir));
    else if (str_find_str(why, STR("objectformat")) !=
             STR_NONE) /* extensions.objectformat: all that it can be is SHA-256 */
        diag_at(ds, code, STR(""), 0, 0,
                "the Git repository names its objects by SHA-256; only the usual SHA-1 is read here");
    else
        diag_at(ds, code, STR(""), 0, 0, "the Git repository cannot be opened: %.*s", STR_F(why));
    return NULL;
}

/* The repository's own store and those it borrows from, and those they borrow from. */
static void find_stores(struct objects *o, struct arena *a)
{
    o->stores[o->n_stores++] = path_join(a, str_of(git_repository_commondir(o->repo)), STR("objects"));
    for (size_t i = 0; i < o->n_stores; i++) {
        struct buf b = {0};
        const char *alternates = str_c(a, path_join(a, o->stores[i], STR("info/alternates")));
        if (file_read(alternates, ALTERNATES_MAX, &b)) {
            struct str rest = buf_dup(a, &b), line;
            while (o->n_stores < STORES_MAX && str_split(&rest, '\n', &line))
                if (line.n && line.p[0] != '#')
                    o->stores[o->n_stores++] = line.p[0] == '/' ? line : path_join(a, o->stores[i], line);
        } else {
            machine_refused(alternates, errno);
        }
        buf_free(&b);
    }
}

static void open_packs(struct objects *o)
{
    struct arena scratch = {0};
    packs_free(o->packs);
    o->packs = packs_new(o->memory);
    for (size_t i = 0; i < o->n_stores; i++)
        packs_add(o->packs, str_c(&scratch, path_join(&scratch, o->stores[i], STR("pack"))));
    arena_clear(&scratch);
}

struct objects *objects_open(struct str path, bool search, enum diag_code code, struct arena *a,
                             struct diags *ds)
{
    start_library();
    git_repository *repo = open_repository(str_c(a, path), search, code, a, ds);
    if (!repo)
        return NULL;
    struct objects *o = mem_alloc(sizeof *o);
    o->repo = repo;
    o->memory = MEMORY;
    find_stores(o, a);
    open_packs(o);
    return o;
}

struct objects *objects_reader(const struct objects *o)
{
    struct objects *r = mem_alloc(sizeof *r);
    *r = *o;
    r->repo = NULL;
    r->packs = NULL;
    r->memory = MEMORY_READER;
    open_packs(r);
    return r;
}

void objects_close(struct objects *o)
{
    if (!o)
        return;
    packs_free(o->packs);
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

const char *const *objects_folders(const struct objects *o, struct arena *a)
{
    const char **out = ARENA_ARRAY(a, const char *, o->n_stores + 3);
    size_t n = 0;
    out[n++] = objects_git_dir(o);
    out[n++] = objects_common_dir(o);
    for (size_t i = 0; i < o->n_stores; i++)
        out[n++] = str_c(a, o->stores[i]);
    return out;
}

/* ---- what it stands at ---- */

static void stamp_in(const char *dir, const char *name, struct arena *a, struct stamp *t)
{
    stamp_file(t, str_c(a, path_join(a, str_of(dir), str_of(name))));
}

void objects_stamp(const struct objects *o, struct arena *a, struct stamp *t)
{
    git_reference *head = NULL;
    git_oid id;
    stamp_in(objects_git_dir(o), "HEAD", a, t);
    stamp_in(objects_common_dir(o), "packed-refs", a, t);
    stamp_in(objects_common_dir(o), "shallow", a, t);
    if (git_reference_lookup(&head, o->repo, "HEAD") == 0 &&
        git_reference_type(head) == GIT_REFERENCE_SYMBOLIC)
        stamp_in(objects_common_dir(o), git_reference_symbolic_target(head), a, t);
    git_reference_free(head);
    if (git_reference_name_to_id(&id, o->repo, "HEAD") == 0)
        stamp_text(t, str_n((const char *)id.id, sizeof id.id));
}

/* ---- reading ---- */

static bool read_loose(struct objects *o, const struct oid *id, enum object_kind kind, size_t limit,
                       struct buf *out)
{
    bool found = false;
    for (size_t i = 0; i < o->n_stores && !found; i++)
        found = loose_read(o->stores[i], id, kind, limit, out);
    return found;
}

static bool read_now(struct objects *o, const struct oid *id, enum object_kind kind, size_t limit,
                     struct buf *out)
{
    enum object_kind found;
    if (packs_read(o->packs, id, limit, &found, out) == PACKED_FOUND)
        return found == kind;
    return read_loose(o, id, kind, limit, out);
}

/* A commit or tree that is not there may have gone into a new pack meanwhile (git gc). A blob that is not there is no surprise: the
 * clone may be a partial one. */
bool objects_read(struct objects *o, const struct oid *id, enum object_kind kind, size_t limit,
                  struct buf *out)
{
    if (read_now(o, id, kind, limit, out))
        return true;
    if (kind == OBJECT_BLOB || o->looked_again)
        return false;
    o->looked_again = true;
    open_packs(o);
    return read_now(o, id, kind, limit, out);
}

bool objects_blob_size(struct objects *o, const struct oid *id, uint64_t *size)
{
    enum object_kind found;
    if (packs_size(o->packs, id, LIMIT_FILE, &found, size) == PACKED_FOUND)
        return found == OBJECT_BLOB;
    struct buf b = {0};
    bool ok = read_loose(o, id, OBJECT_BLOB, LIMIT_FILE, &b);
    *size = b.n;
    buf_free(&b);
    return ok;
}

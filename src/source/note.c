#include "source/note.h"

#include <git2.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/tr.h"
#include "source/objects.h"
#include "source/source.h"

struct noting {
    git_repository *repo;
    struct arena *arena;
    struct str why; /* what is in the way */
    git_reference *head;
    git_commit *parent;
    git_tree *tree;
    git_signature *author;
};

static bool refuse(struct noting *n, struct str why)
{
    n->why = why;
    return false;
}

static bool failed(struct noting *n)
{
    const char *words = source_git_error();
    return refuse(n, str_dup(n->arena, str_of(*words ? words : tr("the Git repository cannot be written"))));
}

/* A commit made on no branch would be lost; one made in the middle of a merge would come before it. */
static bool on_branch(struct noting *n)
{
    if (git_repository_is_bare(n->repo))
        return refuse(n, str_of(tr("the Git repository is bare: make the review where the files are")));
    if (git_repository_head_unborn(n->repo) == 1)
        return refuse(n, str_of(tr("the Git repository has no commits yet")));
    if (git_repository_head_detached(n->repo) == 1)
        return refuse(n, str_of(tr("no branch is checked out: git switch BRANCH")));
    if (git_repository_state(n->repo) != GIT_REPOSITORY_STATE_NONE)
        return refuse(n, str_of(tr("a merge or the like is not finished yet: finish it first")));
    return git_repository_head(&n->head, n->repo) == 0 || failed(n);
}

static bool take_parent(struct noting *n)
{
    git_object *commit = NULL;
    if (git_reference_peel(&commit, n->head, GIT_OBJECT_COMMIT) != 0)
        return failed(n);
    n->parent = (git_commit *)commit;
    return git_commit_tree(&n->tree, n->parent) == 0 || failed(n);
}

static bool has_file(struct noting *n, struct str path)
{
    git_tree_entry *e = NULL;
    bool ok = git_tree_entry_bypath(&e, n->tree, str_c(n->arena, path)) == 0 &&
              git_tree_entry_type(e) == GIT_OBJECT_BLOB;
    git_tree_entry_free(e);
    return ok || refuse(n, str_printf(n->arena, tr("\"%.*s\" is not committed yet"), STR_F(path)));
}

static struct str setting(struct noting *n, const git_config *c, const char *name)
{
    git_buf value = {0};
    struct str found = STR("");
    if (c && git_config_get_string_buf(&value, c, name) == 0)
        found = str_dup(n->arena, str_trim(str_of(value.ptr)));
    git_buf_dispose(&value);
    return found;
}

/* The environment's word goes first, then the repository's, then the user's. */
static struct str who(struct noting *n, git_config *user, const char *variable, const char *name)
{
    git_config *own = NULL;
    struct str found = str_dup(n->arena, str_trim(str_of(getenv(variable))));
    if (!found.n && git_repository_config_snapshot(&own, n->repo) == 0)
        found = setting(n, own, name);
    git_config_free(own);
    return found.n ? found : setting(n, user, name);
}

static bool take_author(struct noting *n, struct moment when)
{
    git_config *live = NULL, *user = NULL;
    objects_user_config(&live);
    if (live)
        git_config_snapshot(&user, live);
    struct str name = who(n, user, "GIT_AUTHOR_NAME", "user.name");
    struct str email = who(n, user, "GIT_AUTHOR_EMAIL", "user.email");
    git_config_free(user);
    git_config_free(live);
    if (!name.n || !email.n)
        return refuse(n, str_of(tr("Git does not know who you are: git config --global user.name \"Your "
                                   "Name\"; git config --global user.email you@example.org")));
    return git_signature_new(&n->author, str_c(n->arena, name), str_c(n->arena, email), when.epoch,
                             when.offset) == 0 ||
           failed(n);
}

static bool write_commit(struct noting *n, struct str message, struct note_made *out)
{
    git_oid id;
    const git_commit *parents[] = {n->parent};
    if (git_commit_create(&id, n->repo, "HEAD", n->author, n->author, "UTF-8", str_c(n->arena, message),
                          n->tree, 1, parents) != 0)
        return failed(n);
    memcpy(out->commit.b, id.id, sizeof out->commit.b);
    out->branch = str_dup(n->arena, str_of(git_reference_shorthand(n->head)));
    return true;
}

struct str note_commit(const char *git_dir, const struct str *paths, size_t n_paths, struct str message,
                       struct moment when, struct arena *a, struct note_made *out)
{
    struct diags ds = {.arena = a};
    struct objects *o = objects_open(str_of(git_dir), false, CODE_ENVIRONMENT, a, &ds);
    if (!o)
        return ds.n ? ds.items[0].text : str_of(tr("the Git repository cannot be written"));
    struct noting n = {.repo = objects_repository(o), .arena = a, .why = STR("")};
    bool ok = on_branch(&n) && take_parent(&n);
    for (size_t i = 0; i < n_paths && ok; i++)
        ok = has_file(&n, paths[i]);
    ok = ok && take_author(&n, when) && write_commit(&n, message, out);
    git_signature_free(n.author);
    git_tree_free(n.tree);
    git_commit_free(n.parent);
    git_reference_free(n.head);
    objects_close(o);
    return ok ? STR("") : n.why;
}

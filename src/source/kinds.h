/* kinds - the private half of source.h: what a working tree and a revision each do, and the rules that both obey.
 * Owns: see source.h. Fails: as source.h says.
 * Invariant: a name from a folder or a tree becomes part of a path only through source_admit, a link's target only through
 *            source_link_target.
 */
#ifndef SOURCE_KINDS_H
#define SOURCE_KINDS_H

#include "base/buf.h"
#include "base/stamp.h"
#include "source/objects.h"
#include "source/source.h"

struct source_kind {
    bool (*list)(struct source *s, struct str under, struct arena *a, struct diags *ds,
                 struct source_list *out);
    bool (*read)(struct source *s, const struct source_entry *e, size_t limit, struct diags *ds,
                 struct buf *out);
    bool (*find)(struct source *s, struct str path, struct arena *a, struct source_entry *out);
    bool (*place)(struct source *s, struct arena *a, struct diags *ds, struct source_place *out);
    bool (*top_file)(struct source *s, struct str name, size_t limit, struct buf *out);
    void (*stamp_history)(struct source *s, struct arena *a, struct stamp *t);
    void (*close)(struct source *s);
};

struct source {
    const struct source_kind *kind;
    struct arena *arena;
    struct stamp *watch;          /* NULL, or what is looked at is put in here */
    struct source_entry imagined; /* source_imagine; path empty: none */
    struct str imagined_bytes;
    /* a working tree */
    int root;             /* the site's folder */
    struct str dir;       /* its real path */
    int last;             /* the folder that was opened last, -1 none, */
    struct buf last_path; /* and its path */
    /* a revision */
    struct objects *objects;
    struct oid commit, top, tree; /* top: the commit's tree; tree: that of the root */
    struct str prefix;
};

void source_git_memory(void); /* before libgit2 is started; memory.c says why */

/* A list in the making. */
struct gather {
    struct source_list list;
    size_t cap, seen; /* seen: folders and files looked at, LIMIT_ENTRIES at most */
    struct arena *arena;
    struct diags *ds;
};

enum admitted { ADMIT_PASS_OVER, ADMIT_TAKE };

/* Whether `name` in folder `dir` is taken; *path is then the two joined. Faults are told. */
enum admitted source_admit(struct gather *g, struct str dir, struct str name, struct str *path);
void source_add(struct gather *g, struct source_entry e);
/* Room for one more folder or file; told once when there is none. */
bool source_room(struct gather *g);
struct source_list source_finish(struct gather *g); /* sorted */
/* Where a link in folder `dir` leads: false when that is out of the site or into what begins with a dot. */
bool source_link_target(struct arena *a, struct str dir, struct str target, struct str *out);
bool source_path_ok(struct str path); /* each part can be a file's name and begins with no dot */
const char *source_folder_link(struct str folder,
                               struct str target); /* why a link in `folder` to a folder is not followed */
void source_tell_link(struct gather *g, struct str path, const char *why);

/* Where a folder (its real path) lies in the repository's working tree, or false when it does not lie in one (a bare repository). */
bool source_prefix(struct str dir, struct git_repository *repo, struct arena *a, struct str *out);

extern const struct source_kind source_dir_kind, source_rev_kind;

#endif

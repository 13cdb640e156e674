/* publish - a finished build put in force where readers find it: in a folder of this machine, on servers by rsync, in an object store by
 * rclone. The steps are taken on all targets one after the other, so that several servers change at nearly the same moment, and one
 * that fails stays as it was.
 *   ready   all that no reader sees: the new release whole beside the old; of a store the files whose names hold their hash
 *   force   the switch; of a store, which has none, the pages and last the manifest
 *   tidy    releases, and files of a store, that are not kept
 *   back    the release before that in force
 * Owns:      a target's lock and folders from its first step until publish_close.
 * Fails:     a step returns false, with a diagnostic that names the target; then no further step may be taken on it.
 * Processes: programs that are run get the target as the user named it, behind "--"; publish_find refuses what they could take for
 *            more than an address. No target comes from the content: who may commit must not choose what a web master's
 *            keys open.
 */
#ifndef WRITE_PUBLISH_H
#define WRITE_PUBLISH_H

#include "base/diag.h"
#include "write/finished.h"
#include "write/release.h"

struct publish_job {
    const struct finished *build; /* NULL for a rollback */
    const char *out;              /* the build's folder; what is made for a far target lies beside it */
    const char *const *apart;     /* folders that no target may be or lie in, NULL-ended */
    size_t keep;                  /* releases that stay, that in force among them; at least 1 */
    const char *key;              /* to sign with, or NULL */
};

struct publish_kind;

struct publish_target {
    const char *name; /* as the user named it */
    unsigned number;  /* among the targets of this run */
    const struct publish_job *job;
    const struct publish_kind *kind;
    struct arena *arena;
    struct diags *ds;
    void *state;
    struct str release; /* its name, once it is ready */
    bool same;          /* it is in force already */
    bool touched;       /* what readers there see may have changed, though a step failed */
    struct release_count count;
};

struct publish_kind {
    bool (*claims)(struct str name);
    const char *(*fault)(struct str name); /* why it cannot be an address, or NULL */
    bool (*ready)(struct publish_target *t);
    bool (*force)(struct publish_target *t);
    void (*tidy)(struct publish_target *t);
    bool (*back)(struct publish_target *t); /* NULL: it keeps no earlier release */
    void (*close)(struct publish_target *t);
};

extern const struct publish_kind publish_folder, publish_server, publish_store;

/* The kind of target that is meant; NULL: *why tells (in the user's language) why it is none. */
const struct publish_kind *publish_find(const char *name, const char **why);

bool publish_refuse(struct publish_target *t, const char *why); /* CODE_OUTPUT; always false */
bool publish_broken(struct publish_target *t,
                    const char *what); /* CODE_ENVIRONMENT, by errno; always false */
struct release_plan publish_plan(const struct publish_target *t, const struct finished *last, bool share);

#endif

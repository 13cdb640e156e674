/* output - a site's files on their way to the reader: built beside, compared with what is in force, switched in whole.
 * Owns:      the lock on the output and the folders; output_close lets go. Without a commit before it the old site stands
 *            as it was, byte for byte.
 * Fails:     with a diagnostic and false; after that only output_close makes sense. SIGXFSZ is ignored from output_open on.
 * Processes: output_put and output_put_file run in workers forked after output_open, each path in one of them; their records go
 *            to the parent (manifest_file_pack), which commits and takes nothing on trust that it can look up on disk.
 * Invariant: a file whose bytes are in force already is not written: at the commit it gets a second name (hard link) in
 *            the new tree, and keeps its inode and time. When nothing differs at all, nothing is written, and the tree in force stays.
 *            Nothing is believed of the tree beside but what has the inode wanted, so whatever a killed build left is harmless. Of
 *            the tree in force a file is believed whose size is the manifest's and which is no newer than the manifest: what
 *            was changed by hand is made anew, what was added by hand goes.
 * Example:   o = output_open(&plan, ds); ... in workers: output_put(o, path, bytes, &f, ds); manifest_file_pack(&f, out);
 *            ... output_commit(o, &site, ds, &stats); output_close(o);
 */
#ifndef WRITE_OUTPUT_H
#define WRITE_OUTPUT_H

#include "base/diag.h"
#include "write/manifest.h"

struct output_plan {
    const char *out; /* the folder as the user named it */
    const char *const
        *apart; /* folders that it may not be, hold, or lie in (content, layouts, .git); NULL-ended or NULL */
    const char *const *around; /* folders that it may lie in, but not be or hold (the site's own); the same */
    bool wait;                 /* for another build of this output; else that is a failure */
};

struct output_stats {
    size_t files, written, unchanged, removed;
    struct sha256 manifest; /* hash of its text */
};

struct output;

struct output *output_open(const struct output_plan *plan, struct diags *ds); /* NULL: see ds */
bool output_put(struct output *o, struct str path, struct str bytes, struct manifest_file *f,
                struct diags *ds);
bool output_put_file(struct output *o, struct str path, int fd, struct manifest_file *f,
                     struct diags *ds); /* from its start */
/* What is in force at the path, when it is of the size and hash in *f: it stays, and *f is completed. Else nothing is done. */
bool output_keep(const struct output *o, struct str path, struct manifest_file *f);
/* The folder, open, in which alone output_put and output_put_file change anything: what a worker is confined to (base/confine.h). */
int output_folder(const struct output *o);
/* site: all files put, and what is known of the content; it gets sorted. */
bool output_commit(struct output *o, struct manifest *site, struct diags *ds, struct output_stats *st);
/* Whether the tree in force is what its manifest says, no more and no less; *manifest is then the hash of that. */
bool output_exact(const struct output *o, struct sha256 *manifest);
void output_close(struct output *o);

/* What is in force: for a build that wants to know its commit and time before it does anything. NULL: nothing. */
const struct manifest *output_live(const struct output *o);

#endif

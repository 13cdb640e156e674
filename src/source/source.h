/* source - where bytes come from: a working tree or a Git revision, behind one interface.
 * Owns:      an open folder or repository; source_close lets go.
 * Fails:     source_open_* return NULL with a diagnostic; single bad entries (links out of the site, FIFOs, names that cannot be)
 *            are diagnostics and are left out of the list.
 * Processes: may be used in workers forked after source_list (reading moves no shared file offset).
 * Invariant: entries are sorted by path bytewise; paths are relative to the site's root, `content/temaer/a.md` as
 *            diagnostics name them; under REV:PATH relative to PATH. The same commit checked out gives the same list.
 */
#ifndef SOURCE_SOURCE_H
#define SOURCE_SOURCE_H

#include "base/date.h"
#include "base/diag.h"
#include "base/hash.h"

struct buf;
struct source;
struct stamp;

struct source_entry {
    struct str path;
    uint64_t size;
    int64_t mtime_ns; /* working tree only, else 0 */
    struct oid blob;  /* known for a revision; for a working tree only when has_blob */
    bool has_blob;
};

struct source_list {
    struct source_entry *items;
    size_t n;
};

/* dir: the site's folder. */
struct source *source_open_dir(const char *dir, struct arena *a, struct diags *ds);
/* spec: REV or REV:PATH; repo: a folder in the repository, or the bare repository itself. */
struct source *source_open_rev(const char *repo, const char *spec, struct arena *a, struct diags *ds);
/* HEAD, of the repository that holds the site's folder, or that is it (bare); the source is the folder's place in it. */
struct source *source_open_head(const char *dir, struct arena *a, struct diags *ds);
/* A revision, back to the commit that stood at the moment: the first, along first parents, whose committer's date is not later; its
 * other dates may be out of order, and one that cannot be right is passed over. False when none stood, with a diagnostic. */
bool source_go_back(struct source *s, struct moment at, struct diags *ds);
void source_close(struct source *s);

/* Everything below `under` ("" the root; "content"). Names beginning with a dot are passed over; of the others all regular
 * files come, whatever they are. */
bool source_list(struct source *s, struct str under, struct arena *a, struct diags *ds,
                 struct source_list *out);
/* From now on a file with these bytes is there as if it had been written, in place of one that may be: what a page would be told can
 * be known before anything is. Path and bytes must outlive the source. */
void source_imagine(struct source *s, struct str path, struct str bytes);
/* From now on source_list stamps all that it looks at: of a working tree every file, of a revision its tree. NULL: no more. */
void source_watch(struct source *s, struct stamp *t);
/* Stamps the commit that the source stands at, and the files beside its objects that say what its history is. */
void source_stamp_history(struct source *s, struct arena *a, struct stamp *t);
/* Appends the file's bytes. false: unreadable or longer than limit, with a diagnostic. */
bool source_read(struct source *s, const struct source_entry *e, size_t limit, struct diags *ds,
                 struct buf *out);
/* The folders that source_read and source_find need, NULL-ended, for a worker that is confined to them (base/confine.h). */
const char *const *source_folders(const struct source *s, struct arena *a);
/* One file by path; false when it is not there (no diagnostic then: *missing is set). */
bool source_find(struct source *s, struct str path, struct arena *a, struct source_entry *out);

/* For the history: the repository that holds the source, the commit it stands at, and where in it the root lies. False when there is
 * none (a diagnostic no-repository then says why). */
struct source_place {
    const char *git_dir; /* of the repository */
    bool has_commit;     /* false: unborn branch */
    struct oid commit;
    struct str prefix; /* path of the root in the repository's tree: "" or "docs" (no slash at the end) */
};
bool source_place(struct source *s, struct arena *a, struct diags *ds, struct source_place *out);
/* A file at the top of the repository that holds the source: .mailmap, .git-blame-ignore-revs. Appends its bytes; false, without a
 * diagnostic, when it is not there. */
bool source_top_file(struct source *s, struct str name, size_t limit, struct buf *out);
const char *source_git_error(void); /* libgit2's last words, or "" */
void source_git_refused(
    int rc); /* notes (base/machine.h) when rc, just given by libgit2, is of the machine's making */

#endif

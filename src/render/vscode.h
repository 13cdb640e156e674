/* vscode - what Visual Studio Code needs to help whoever edits a site: settings, tasks, snippets, schemas.
 * Owns:      nothing; texts lie in the arena.
 * Fails:     never.
 * Invariant: made from the types alone: each has a snippet with a place to fill in for every field that must be there, and a schema.
 *            The problem matcher reads the lines that `check` prints.
 */
#ifndef RENDER_VSCODE_H
#define RENDER_VSCODE_H

#include "read/types.h"

struct vscode_file {
    struct str path; /* ".vscode/tasks.json" */
    struct value data;
};

/* *n files; those whose path begins with ".vscode/schemas/" are the program's own, the others may have been changed by people. */
struct vscode_file *vscode_files(const struct types *ts, struct arena *a, size_t *n);

#endif

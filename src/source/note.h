/* note - a commit that changes no file: what it has to say is its message.
 * Owns:      nothing. Fails: returns why, in words for people; nothing is changed then.
 * Invariant: neither the files nor what is staged for the next commit is touched: the tree is that of the commit before. The author is
 *            whom GIT_AUTHOR_NAME and GIT_AUTHOR_EMAIL name, else user.name and user.email in the repository or of the user.
 * Example:   struct str why = note_commit(git_dir, paths, 1, message, now, &arena, &made);
 */
#ifndef SOURCE_NOTE_H
#define SOURCE_NOTE_H

#include "base/date.h"
#include "base/hash.h"

struct note_made {
    struct oid commit;
    struct str branch;
};

/* paths: files of the repository that must stand in the commit before. Empty: it is made. */
struct str note_commit(const char *git_dir, const struct str *paths, size_t n, struct str message,
                       struct moment when, struct arena *a, struct note_made *out);

#endif

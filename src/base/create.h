/* create - files below a folder that did not exist, or that are replaced whole; for commands that write into a site.
 * Owns:      nothing.
 * Fails:     false with errno set, and the folder is as it was, but for parents that may have been made. EEXIST: the file is there
 *            already. ELOOP or ENOTDIR: a symbolic link is on the way, which is never followed.
 * Invariant: nothing is overwritten by create_file; a reader of what create_replace writes sees the old bytes or the new ones.
 * Example:   if (!create_file("site", STR("content/temaer/stoej.md"), text, 0666)) say(tr_errno(errno));
 */
#ifndef BASE_CREATE_H
#define BASE_CREATE_H

#include <sys/types.h>

#include "base/str.h"

/* path: below root, without . and ..; its folders are made where they are missing. */
bool create_file(const char *root, struct str path, struct str bytes, mode_t mode);
/* The file must be there, and keeps its mode. */
bool create_replace(const char *root, struct str path, struct str bytes);

#endif

/* file - reading and writing whole files.
 * Owns: nothing that stays open. Fails: returns false with errno set; the caller says what it was about.
 */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/buf.h"

/* Reads `path` (below folder descriptor dirfd, or AT_FDCWD) into b (appended). Never follows a symbolic link at its end, opens
 * regular files only (ENXIO for others), gives EFBIG past `limit` bytes. */
bool file_read_at(int dirfd, const char *path, size_t limit, struct buf *b);
bool file_read(const char *path, size_t limit, struct buf *b); /* follows links: for what the user named */
bool file_write_all(int fd, const void *p, size_t n);          /* EINTR and short writes handled */
bool file_make_dirs(const char *path);                         /* mkdir -p, mode 0777 less umask */
bool file_remove_tree(int dirfd, const char *name);            /* never follows links; true when it is gone */
struct str file_cwd(struct arena *a);

#endif

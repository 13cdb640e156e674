/* machine - what the machine refused while a build went on, where the build would else take a thing for absent: an object of the
 * history, a list of words, a setting. Such a build must not replace the site that stands: on another day it gives another.
 * Owns:      one page of memory for the process and those forked from it, for good.
 * Fails:     never. Where no shared page can be had, what workers meet is not known.
 * Processes: machine_refused may be called in workers and threads; the first refusal stays. A worker that was taken over can at most make
 *            the build fail, or hide what others met.
 * Example:   if (fd < 0) machine_refused(path, errno);   ... in the end: machine_tell(ds);
 */
#ifndef BASE_MACHINE_H
#define BASE_MACHINE_H

#include "base/diag.h"

void machine_begin(void); /* before workers are forked; forgets what was noted */
/* Notes it, unless the error says that there is no such thing (ENOENT, ENOTDIR, ELOOP ...). errno stays. */
void machine_refused(const char *what, int error);
bool machine_has_refused(void);
void machine_tell(struct diags *ds); /* CODE_ENVIRONMENT, once something was refused */

#endif

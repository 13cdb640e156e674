/* confine - a worker that needs threads of its own, and nothing else of the system.
 * Owns:      nothing. Fails: false where the kernel or the processor's kind has no such filter; then nothing has changed.
 * Invariant: for the rest of the process' life it starts no program and no process, opens no socket and traces nobody: each such call
 *            fails with EPERM. Threads can be had.
 */
#ifndef BASE_CONFINE_H
#define BASE_CONFINE_H

#include <stdbool.h>

bool confine_to_threads(void);

#endif

/* report - what a build has to say at its end, on stderr.
 * Owns:  nothing. Fails: never.
 */
#ifndef CLI_REPORT_H
#define CLI_REPORT_H

#include "build.h"

/* Diagnostics, timings when asked for, and the one line at the end. built: files were written, not only checked. */
void report_build(const struct build *b, bool built, int rc);

#endif

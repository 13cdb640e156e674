/* sarif - diagnostics in SARIF 2.1.0, which code hosts show beside the lines of a merge request.
 * Owns:      nothing. Fails: never.
 * Invariant: paths are relative to the site, as everywhere, and percent-encoded; each code that is told is one rule.
 */
#ifndef CLI_SARIF_H
#define CLI_SARIF_H

#include "base/diag.h"

void sarif_print(const struct diags *ds, struct buf *out);

#endif

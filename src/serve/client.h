/* client - the script and the style that each page is given, embedded (src/serve/client/).
 * Owns: nothing. Fails: never; *type is NULL for an address that is none of theirs.
 */
#ifndef SERVE_CLIENT_H
#define SERVE_CLIENT_H

#include "base/str.h"

struct str client_find(struct str path, struct str *type); /* path: ".serve/live.js" */

#endif

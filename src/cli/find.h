/* find - the page that a command's argument names: a source path, an address, or a name.
 * Owns: nothing. Fails: NULL, and a message with the nearest page.
 */
#ifndef CLI_FIND_H
#define CLI_FIND_H

#include "build.h"

const struct page *find_page(struct build *b, const char *word);

#endif

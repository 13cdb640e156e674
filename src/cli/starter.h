/* starter - the site that `init` begins with, one for each language, embedded in the binary.
 * Owns: nothing; the bytes are part of the program. The table is made by the Makefile from src/cli/starter/: names are
 *       "LANGUAGE/path", as in "da/content/_site.yaml".
 */
#ifndef CLI_STARTER_H
#define CLI_STARTER_H

#include "view/builtin.h"

extern const struct builtin starter_files[]; /* ends with a NULL name */

#endif

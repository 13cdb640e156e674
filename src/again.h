/* again - whether a build would make what stands there already, told in the time of a look at every file.
 * Owns:      nothing that stays.
 * Fails:     never: what is not known to be the same is built.
 * Invariant: a build's outcome depends on the program and its libraries (read/doc_cache.h asks that), the options, the language of
 *            messages, the files of the source, the history, the word list, and the moment. All of it makes the key; the last build
 *            that came to its end leaves in the cache, under its key, what it told, until when its judgements hold (model/site.h) and the
 *            hash of the manifest. The key is made before anything is read, and thrown away when a file had just changed then
 *            (base/stamp.h), so what changes during a build is found by the next. The output counts when its manifest is that one and
 *            no file or folder of it is newer (write/live.h). --jobs is no part of the key: it changes no byte. Builds that left something
 *            out because the machine refused it are not kept, nor those with --keep-going that left pages out.
 * Example:   rc = build_open(&b, &o); if (!rc && !again_stands(&b)) { rc = build_load(&b); if (!rc) rc = build_write(&b); }
 */
#ifndef AGAIN_H
#define AGAIN_H

#include "build.h"

/* Makes the key. True: nothing is to be done, and `b` tells what the build told that did it. */
bool again_stands(struct build *b);
void again_keep(struct build *b); /* after a build that did its work; nothing without a key */

#endif

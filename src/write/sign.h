/* sign - who stands behind a manifest, by ssh-keygen -Y with the keys that people have for Git already.
 * Owns: nothing; texts lie in the arena. Fails: with false and *why, a text for people.
 */
#ifndef WRITE_SIGN_H
#define WRITE_SIGN_H

#include "base/arena.h"
#include "base/str.h"

#define SIGN_NAMESPACE "vidensbank" /* a signature made for anything else is none here */

bool sign_make(const char *key, struct str bytes, struct arena *a, struct str *signature, struct str *why);
/* signers: a file of allowed signers, as ssh-keygen(1) has it; *who is the one of them who signed. */
bool sign_check(const char *signers, struct str bytes, struct str signature, struct arena *a, struct str *who,
                struct str *why);

#endif

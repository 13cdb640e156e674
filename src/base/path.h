/* path - paths with / as the separator: never touched by the file system, so they hold for Git trees as well.
 * Owns: nothing; results lie in the arena. Fails: by returning false or an empty string.
 */
#ifndef BASE_PATH_H
#define BASE_PATH_H

#include "base/str.h"

struct str path_dir(struct str p);  /* "a/b.md" -> "a"; "b.md" -> "" */
struct str path_base(struct str p); /* "a/b.md" -> "b.md" */
struct str path_ext(struct str p);  /* "a/b.Md" -> ".Md"; none -> "" */
struct str path_join(struct arena *a, struct str dir, struct str name);
bool path_holds(struct str folder, struct str dir); /* itself and all below; "" holds all */

/* Resolves `rel` against folder `dir` ("" is the root), taking . and .. away. False when it leads out of the root
 * or holds an empty part in the middle; a leading / means the root. */
bool path_resolve(struct arena *a, struct str dir, struct str rel, struct str *out);

/* The way from page address `from` ("a/b/", "" the front page) to site path `to` ("a/c/", "x.css", ""):
 * "../c/", "../../x.css", "../../". From a page to itself: "./". */
struct str path_relative(struct arena *a, struct str from, struct str to);

/* One part of an address: lower case, æ→ae ø→oe å→aa (and their capitals, composed or decomposed), other letters with
 * marks to their base where Unicode has one, other runs to one '-', none at the ends. May be empty. */
struct str path_slug(struct arena *a, struct str text);

/* Why `name` cannot be a file name on every system that the content is checked out on, or NULL when it can: control
 * characters, : * ? " < > | \, names reserved on Windows (with any extension), a trailing dot or blank, longer than LIMIT_NAME. */
const char *path_name_fault(struct str name);

/* For messages: control characters, line separators and invalid UTF-8 as \xNN. */
struct str path_printable(struct arena *a, struct str p);

#endif

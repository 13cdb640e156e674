/* file - what a reader is told of a file before it is fetched: its kind and its size.
 * Owns: nothing. Fails: a kind that is never published has no name.
 * Example: {{#attachments}}<a href="{{url}}">{{title}}</a> ({{kind}}, {{size}}){{/attachments}}
 */
#ifndef VIEW_FILE_H
#define VIEW_FILE_H

#include "view/view.h"

struct str file_kind(const struct view *v, struct str path);                 /* "PDF", "Word", "film" */
struct str file_size(const struct view *v, uint64_t bytes, struct arena *a); /* "120 KB", "1,2 MB" */
bool file_is_picture(struct str path);
/* {title, url, kind, size} of a file in site.files; of a picture also width, height and srcset, as far as they are known. */
struct value file_value(const struct view *v, uint32_t file, struct str title, struct arena *a);

#endif

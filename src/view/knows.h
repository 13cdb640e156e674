/* knows - whom to ask about what a page is about (model/knows.h): [{title, url}], url null where they have no page.
 * Owns: nothing; lies in the arena. Fails: never.
 */
#ifndef VIEW_KNOWS_H
#define VIEW_KNOWS_H

#include "view/view.h"

struct value knows_value(const struct view *v, const struct page *p, struct arena *a);

#endif

/* stale - the reasons for looking at a page again, in words (model/stale.h): [{text, url, kind}], the url of what is meant.
 * Owns: nothing; lies in the arena. Fails: never; a page without a reason has an empty list.
 */
#ifndef VIEW_STALE_H
#define VIEW_STALE_H

#include "view/view.h"

struct value stale_reasons(const struct view *v, const struct page *p, struct arena *a);

#endif

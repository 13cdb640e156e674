/* redirects - where pages stood before, for a web server that is to answer itself (301) instead of handing out the pages that
 *             lead on: redirects/nginx.map and redirects/iis.config.
 * Owns:      nothing; each appends to a buffer. Fails: never; no bytes when no page ever stood elsewhere.
 * Invariant: the same as the site's own redirects: aliases and earlier addresses of visible pages, each straight to where the page
 *            is now; addresses go from the server's root, below the path of base_url. With and without the last slash.
 * Use:       nginx   map $uri $moved { include redirects/nginx.map; }      and in the server: if ($moved) { return 301 $moved; }
 *            IIS     <rewriteMaps configSource="redirects\iis.config"/>    and a rule that redirects to {vidensbank:{REQUEST_URI}}
 */
#ifndef RENDER_REDIRECTS_H
#define RENDER_REDIRECTS_H

#include "model/site.h"

struct buf;

void render_redirects_nginx(const struct site *s, struct buf *out);
void render_redirects_iis(const struct site *s, struct buf *out);

#endif

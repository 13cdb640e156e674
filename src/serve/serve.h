/* serve - the preview: the site on this machine's own address, made anew whenever something in it is saved.
 * Owns:      everything until serve_run returns: no file is made, nothing is left behind.
 * Fails:     returns the exit code; a site with errors is served as far as it goes, with the errors on the screen.
 * Processes: this one speaks HTTP and watches the folders; it reads nothing of the site. Editions (press.h) are its children.
 * Invariant: one edition stands and answers; one may be coming; the thorough one of the standing edition may be at work. A change ends
 *            what is coming and begins it anew, so the last edition is always of what is saved. Requests that an edition did not live to
 *            answer are asked of the next. A burst of changes is waited out; at rest nothing runs and nothing is polled.
 */
#ifndef SERVE_SERVE_H
#define SERVE_SERVE_H

#include "build.h"

struct serve_options {
    struct build_options build;
    unsigned port;
    bool open; /* in the browser, once there is something to see */
};

int serve_run(const struct serve_options *o);

#endif

/* glimpse - a page as it was just saved, shown in the edition that stands, while the next one is made.
 * Owns:      the workers' bytes that the new text lies in, and the models before: they stay for as long as the edition.
 * Fails:     false when it cannot be shown this way: a page that came or went, one with errors, one that names the site or a unit; then
 *            nothing is changed.
 * Invariant: only for the moment until the next edition, which is a full build, is ready (some tenths of a second; of 10,000 pages one to
 *            two seconds). Where what was saved decides no more than what the page shows of itself (model/renew.h), it is put into the model
 *            that stands: that takes no longer for many pages than for one. Else the whole model is made again, of this page as it is now and
 *            of what had been read of the others: so gates, addresses, lists and links are those that a build would find; what is spared is
 *            to look for files, to read them, and the history. Pictures new to the site have no size yet.
 */
#ifndef SERVE_GLIMPSE_H
#define SERVE_GLIMPSE_H

#include "build.h"

bool glimpse_take(struct build *b, struct str source);

#endif

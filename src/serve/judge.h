/* judge - whether a request is one that is answered, and what it asks for.
 * Owns:      nothing.
 * Fails:     by the status that the request gets.
 * Invariant: in this order: another Host 421, another method 405, a body 400, an address that is too long 414, one that is none 400. So a
 *            page of another site that got this address by DNS, or by a form, is told nothing. The path is decoded once, and names what
 *            the site was made of: no file is opened by it, so no way leads out, and dots in it mean nothing.
 */
#ifndef SERVE_JUDGE_H
#define SERVE_JUDGE_H

#include "base/arena.h"
#include "base/limits.h"
#include "base/str.h"

struct judged {
    const char *method, *url; /* url: as it was sent, before any ? */
    size_t asked;             /* bytes of the whole address */
    const char *host;         /* NULL: none was sent */
    size_t n_hosts;
    bool body;
    unsigned port;
};

/* 0: it is answered; then *path is the decoded path, without the first /. */
unsigned judge_request(const struct judged *r, char path[LIMIT_PATH], size_t *n);
bool judge_host(struct str host, unsigned port);     /* names this machine, as itself sees it */
bool judge_origin(struct str origin, unsigned port); /* "http://HOST:PORT" of this server */

#endif

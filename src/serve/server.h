/* server - what serve_run holds, and how editions follow each other; serve.c is its loop.
 * Owns:      editions, the requests that wait for them, what was told last.
 * Fails:     never the server: an edition that fails or dies is told of on the screen.
 * Invariant: `waiting` are the requests asked of `standing`, in order, or of none when none stands.
 */
#ifndef SERVE_SERVER_H
#define SERVE_SERVER_H

#include "serve/edition.h"
#include "serve/http.h"
#include "serve/serve.h"
#include "serve/watch.h"

struct server {
    const struct serve_options *options;
    struct http http;
    struct watch watch;
    struct edition standing, thorough, coming, coming_thorough;
    struct http_request *waiting, **waiting_end;
    struct buf state; /* JSON, notes.h */
    struct change change;
    int64_t changed_first, changed_last; /* monotonic ms; 0: no change */
    int64_t build_at;                    /* ms; 0: none is to be begun */
    int64_t until;                       /* seconds since 1970: when the clock alone changes the site */
    int64_t stood_at;                    /* ms: since when the standing edition stands */
    unsigned interrupted;                /* editions in a row that were ended before they were ready */
    uint64_t number;
    bool glimpsed; /* the page that was saved is on the screen already */
    bool failed;   /* what was saved last cannot be built: `state` tells of that, not of what stands */
    bool shown;    /* something has been there to see */
    bool over;
    int rc;
};

int64_t server_ms(void);
void server_begin_edition(struct server *s, bool partial);
void server_ask(void *server, struct http_request *r); /* http.ask */
void server_hear_standing(struct server *s);
void server_hear_coming(struct server *s);
void server_hear_thorough(struct server *s);
void server_end(struct server *s);

#endif

/* http - the server's half of HTTP, by libmicrohttpd, in the loop of the one who owns it.
 * Owns:      the listening socket, connections, requests that wait for an answer, listeners; http_close lets go.
 * Fails:     http_open returns false with errno when none of the ports can be had.
 * Processes: one thread; nothing blocks. A request that an edition must answer is put aside (suspended) until http_answer.
 * Invariant: listens on 127.0.0.1 alone. At most CONNECTIONS at a time. A listener that goes away is noticed at the next heartbeat.
 * Example:   http_open(&h, 8080, &ask, ctx); poll h.fd for http_wait(&h) ms; http_run(&h);
 */
#ifndef SERVE_HTTP_H
#define SERVE_HTTP_H

#include <microhttpd.h>

#include "serve/wire.h"

struct http_listener;

struct http_request {
    struct MHD_Connection *connection;
    char path[LIMIT_PATH];
    size_t n;       /* of path */
    size_t asked_n; /* bytes of the address as it was sent */
    bool judged;
    bool waits; /* for http_answer */
    bool answered;
    struct wire_telling made;
    struct http_listener *listener; /* NULL: it is none */
    struct http_request *next;      /* for the one who keeps those that wait */
};

struct http {
    struct MHD_Daemon *daemon;
    int fd;
    unsigned port;
    void (*ask)(void *ctx, struct http_request *r); /* is to end in http_answer, now or later */
    void *ctx;
    struct http_listener *listeners;
    struct buf hello; /* what a new listener hears first */
};

/* The port, or where it is taken the next that is free. */
bool http_open(struct http *h, unsigned port, void (*ask)(void *, struct http_request *), void *ctx);
int http_wait(struct http *h); /* milliseconds until http_run is due, -1: not before something comes */
void http_run(struct http *h);
void http_answer(struct http *h, struct http_request *r, const struct wire_telling *made);
void http_say(struct http *h, struct str event); /* to all listeners: whole events of text/event-stream */
void http_hello(struct http *h, struct str event);
void http_close(struct http *h); /* requests that wait must be answered before */

#endif

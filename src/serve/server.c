#include "serve/server.h"

#include <errno.h>
#include <time.h>
#include <unistd.h>

#include "base/tr.h"
#include "cli/cli.h"
#include "serve/notes.h"

enum {
    MOST_STATE = 8 * 1024 * 1024,
    SHORT_LIFE_MS = 2000,
    AFTER_GLIMPSE_MS =
        120 /* so that the page is on the screen before the next edition takes the processors */
};

int64_t server_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* ---- what pages hear ---- */

static void say(struct server *s, const char *look)
{
    struct buf event = {0};
    buf_printf(&event, "id: %llu\nevent: state\ndata: ", (unsigned long long)s->number);
    buf_put(&event, buf_str(&s->state));
    buf_put(&event, STR("\n\n"));
    size_t state = event.n;
    buf_printf(&event, "event: look\ndata: %s\n\n", look);
    http_say(&s->http, buf_str(&event));
    event.n = state;
    buf_put(&event, STR("retry: 300\nevent: look\ndata: compare\n\n"));
    http_hello(&s->http, buf_str(&event));
    buf_free(&event);
}

static void take_state(struct server *s, const struct wire_telling *t)
{
    if (t->fd < 0 || t->size > MOST_STATE)
        return;
    buf_clear(&s->state);
    buf_reserve(&s->state, t->size);
    while (s->state.n < t->size) {
        ssize_t n = pread(t->fd, s->state.p + s->state.n, t->size - s->state.n, (off_t)s->state.n);
        if (n <= 0)
            break;
        s->state.n += (size_t)n;
    }
}

static void tell_dead(struct server *s)
{
    buf_clear(&s->state);
    notes_dead(tr("the site could not be built: the process that did it came to a sudden end"), &s->state);
    say(s, "compare");
}

/* ---- requests ---- */

static void refuse_one(struct server *s, struct http_request *r, int status)
{
    http_answer(&s->http, r, &(struct wire_telling){.status = status, .fd = -1});
}

static struct http_request *take_first(struct server *s)
{
    struct http_request *r = s->waiting;
    if (r && !(s->waiting = r->next))
        s->waiting_end = &s->waiting;
    return r;
}

static void refuse_all(struct server *s, int status)
{
    for (struct http_request *r; (r = take_first(s)) != NULL;)
        refuse_one(s, r, status);
}

static bool ask_standing(struct server *s, struct http_request *r)
{
    return wire_ask(s->standing.fd, WIRE_MAKE, str_n(r->path, r->n));
}

void server_ask(void *server, struct http_request *r)
{
    struct server *s = server;
    bool none = !s->standing.ready && s->coming.fd < 0 && !s->build_at;
    if (none || (s->standing.ready && !ask_standing(s, r))) {
        refuse_one(s, r, 503);
        return;
    }
    r->next = NULL;
    *s->waiting_end = r;
    s->waiting_end = &r->next;
}

/* The edition takes the place of the one that stands, and is asked what that had not answered yet. */
static void put_up(struct server *s, struct edition *e)
{
    edition_end(&s->standing);
    s->standing = *e;
    s->standing.ready = true;
    *e = edition_none;
    s->stood_at = server_ms();
    s->shown = true;
    for (struct http_request *r = s->waiting; r; r = r->next)
        if (!ask_standing(s, r))
            break; /* it is gone already: that is heard next */
}

/* ---- editions ---- */

void server_begin_edition(struct server *s, bool partial)
{
    struct build_options o = s->options->build;
    o.keep_going = partial;
    edition_end(&s->coming);
    edition_end(&s->coming_thorough);
    s->build_at = 0;
    if (!edition_start(&o, partial, &s->coming, &s->coming_thorough)) {
        fprintf(stderr, tr("vidensbank: error: no process could be started: %s\n"), tr_errno(errno));
        s->build_at = server_ms() + SHORT_LIFE_MS;
        return;
    }
    s->coming.partial = partial;
}

static void coming_failed(struct server *s, int rc)
{
    bool partial = s->coming.partial;
    edition_end(&s->coming);
    edition_end(&s->coming_thorough);
    s->interrupted = 0;
    s->glimpsed = false;
    s->failed = true;
    s->number++;
    say(s, "compare");
    if (!s->shown && rc == EXIT_ENVIRONMENT) {
        s->over = true;
        s->rc = rc;
    } else if (!s->standing.ready && !partial) {
        server_begin_edition(s, true);
    } else if (!s->standing.ready) {
        s->shown = true;
        refuse_all(s, 503);
    }
}

static void coming_ready(struct server *s, const struct wire_telling *t)
{
    bool partial = s->coming.partial;
    edition_end(&s->thorough);
    put_up(s, &s->coming);
    s->thorough = s->coming_thorough;
    s->coming_thorough = edition_none;
    s->thorough.pid = t->pid;
    s->thorough.partial = partial;
    s->until = t->until;
    s->interrupted = 0;
    s->failed = partial;
    if (!partial)
        take_state(s, t);
    s->number++;
    say(s, s->glimpsed ? "compare" : "force");
    s->glimpsed = false;
}

void server_hear_coming(struct server *s)
{
    struct wire_telling t;
    int got = wire_hear_telling(s->coming.fd, &t);
    if (got == 0)
        return;
    if (got < 0) {
        tell_dead(s);
        coming_failed(s, EXIT_CONTENT);
        return;
    }
    if (t.what == WIRE_READY) {
        coming_ready(s, &t);
    } else {
        if (!s->coming.partial)
            take_state(s, &t);
        coming_failed(s, t.status);
    }
    if (t.fd >= 0)
        close(t.fd);
}

void server_hear_thorough(struct server *s)
{
    struct wire_telling t;
    int got = wire_hear_telling(s->thorough.fd, &t);
    if (got == 0)
        return;
    if (got < 0 || t.what != WIRE_READY) { /* what stands goes on standing */
        edition_end(&s->thorough);
    } else {
        put_up(s, &s->thorough);
        if (!s->failed)
            take_state(s, &t);
        say(s, "compare");
    }
    if (got > 0 && t.fd >= 0)
        close(t.fd);
}

static void standing_died(struct server *s)
{
    bool soon = server_ms() - s->stood_at < SHORT_LIFE_MS;
    edition_end(&s->standing);
    refuse_all(s, 500);
    if (!soon && s->coming.fd < 0)
        s->build_at = server_ms();
    if (soon && s->coming.fd < 0)
        tell_dead(s);
}

static void glimpsed(struct server *s, bool shown)
{
    if (s->build_at)
        s->build_at = server_ms() + (shown ? AFTER_GLIMPSE_MS : 0);
    if (!shown)
        return;
    s->glimpsed = true;
    say(s, "force");
}

void server_hear_standing(struct server *s)
{
    for (;;) {
        struct wire_telling t;
        int got = wire_hear_telling(s->standing.fd, &t);
        if (got < 0)
            standing_died(s);
        if (got <= 0)
            return;
        struct http_request *r = t.what == WIRE_MADE ? take_first(s) : NULL;
        if (r)
            http_answer(&s->http, r, &t);
        else if (t.fd >= 0)
            close(t.fd);
        if (t.what == WIRE_GLIMPSED)
            glimpsed(s, t.status);
    }
}

void server_end(struct server *s)
{
    refuse_all(s, 503);
    edition_end(&s->standing);
    edition_end(&s->thorough);
    edition_end(&s->coming);
    edition_end(&s->coming_thorough);
    buf_free(&s->state);
}

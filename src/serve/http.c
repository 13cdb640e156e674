#include "serve/http.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/arena.h"
#include "serve/answer.h"
#include "serve/client.h"
#include "serve/judge.h"

enum {
    CONNECTIONS = 128,
    MEMORY = 32 * 1024, /* of one: longer heads are refused */
    IDLE_SECONDS = 60,
    PORTS_TRIED = 50,
    EVENT_BLOCK = 16 * 1024
};

/* A page that is told of changes, by an answer that does not end. */
struct http_listener {
    struct MHD_Connection *connection;
    struct buf waiting;
    size_t sent; /* of waiting */
    bool suspended, closing;
    struct http_listener *next;
};

/* ---- listeners ---- */

static ssize_t speak(void *cls, uint64_t pos, char *room, size_t max)
{
    struct http_listener *l = cls;
    size_t n = l->waiting.n - l->sent;
    (void)pos;
    if (!n && l->closing)
        return MHD_CONTENT_READER_END_OF_STREAM;
    if (!n) {
        l->suspended = true;
        MHD_suspend_connection(l->connection);
        return 0;
    }
    if (n > max)
        n = max;
    memcpy(room, l->waiting.p + l->sent, n);
    l->sent += n;
    if (l->sent == l->waiting.n) {
        buf_clear(&l->waiting);
        l->sent = 0;
    }
    return (ssize_t)n;
}

static void wake(struct http_listener *l)
{
    if (l->suspended)
        MHD_resume_connection(l->connection);
    l->suspended = false;
}

static enum MHD_Result listen_on(struct http *h, struct http_request *r)
{
    struct http_listener *l = mem_alloc(sizeof *l);
    l->connection = r->connection;
    buf_put(&l->waiting, buf_str(&h->hello));
    l->next = h->listeners;
    h->listeners = r->listener = l;
    struct MHD_Response *answer =
        MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, EVENT_BLOCK, speak, l, NULL);
    if (!answer)
        return MHD_NO;
    answer_headers(answer, "text/event-stream; charset=utf-8");
    enum MHD_Result sent = MHD_queue_response(r->connection, 200, answer);
    MHD_destroy_response(answer);
    return sent;
}

static void forget_listener(struct http *h, struct http_listener *gone)
{
    for (struct http_listener **l = &h->listeners; *l; l = &(*l)->next)
        if (*l == gone) {
            *l = gone->next;
            break;
        }
    buf_free(&gone->waiting);
    mem_release(gone);
}

void http_say(struct http *h, struct str event)
{
    for (struct http_listener *l = h->listeners; l; l = l->next) {
        buf_put(&l->waiting, event);
        wake(l);
    }
}

void http_hello(struct http *h, struct str event)
{
    buf_clear(&h->hello);
    buf_put(&h->hello, event);
}

/* ---- requests ---- */

static void *begin(void *ctx, const char *uri, struct MHD_Connection *c)
{
    struct http_request *r = mem_alloc(sizeof *r);
    (void)ctx;
    r->connection = c;
    r->asked_n = strlen(uri);
    r->made.fd = -1;
    return r;
}

static void end(void *ctx, struct MHD_Connection *c, void **of, enum MHD_RequestTerminationCode how)
{
    struct http *h = ctx;
    struct http_request *r = *of;
    (void)c, (void)how;
    if (!r)
        return;
    if (r->listener)
        forget_listener(h, r->listener);
    if (r->made.fd >= 0)
        close(r->made.fd);
    mem_release(r);
    *of = NULL;
}

static enum MHD_Result count_hosts(void *ctx, enum MHD_ValueKind kind, const char *name, const char *value)
{
    size_t *n = ctx;
    (void)kind, (void)value;
    *n += str_eq_nocase(str_of(name), STR("host"));
    return MHD_YES;
}

static unsigned judge(struct http *h, struct http_request *r, const char *method, const char *url)
{
    struct MHD_Connection *c = r->connection;
    const char *length = MHD_lookup_connection_value(c, MHD_HEADER_KIND, "Content-Length");
    struct judged j = {.method = method,
                       .url = url,
                       .asked = r->asked_n,
                       .host = MHD_lookup_connection_value(c, MHD_HEADER_KIND, "Host"),
                       .port = h->port};
    MHD_get_connection_values(c, MHD_HEADER_KIND, count_hosts, &j.n_hosts);
    j.body = (length && strcmp(length, "0")) ||
             MHD_lookup_connection_value(c, MHD_HEADER_KIND, "Transfer-Encoding");
    return judge_request(&j, r->path, &r->n);
}

/* What is of the preview, not of the site. */
static enum MHD_Result answer_own(struct http *h, struct http_request *r, struct str path)
{
    const char *origin = MHD_lookup_connection_value(r->connection, MHD_HEADER_KIND, "Origin");
    struct str type, bytes = client_find(path, &type);
    if (type.p)
        return answer_bytes(r->connection, 200, type, bytes);
    if (!str_eq(path, STR(".serve/events")))
        return answer_status(r->connection, 404);
    if (origin && !judge_origin(str_of(origin), h->port))
        return answer_status(r->connection, 403);
    return listen_on(h, r);
}

static enum MHD_Result handle(void *ctx, struct MHD_Connection *c, const char *url, const char *method,
                              const char *version, const char *data, size_t *size, void **of)
{
    struct http *h = ctx;
    struct http_request *r = *of;
    (void)version, (void)data, (void)size;
    if (r->waits)
        return r->answered ? answer_made(c, str_n(r->path, r->n), &r->made) : MHD_YES;
    if (!r->judged) { /* an answer now, before the request is at its end, ends the connection as well */
        unsigned refused = judge(h, r, method, url);
        r->judged = true;
        return refused ? answer_status(c, refused) : MHD_YES;
    }
    struct str path = str_n(r->path, r->n);
    if (str_starts(path, STR(".serve/")))
        return answer_own(h, r, path);
    r->waits = true;
    MHD_suspend_connection(c);
    h->ask(h->ctx, r);
    return MHD_YES;
}

void http_answer(struct http *h, struct http_request *r, const struct wire_telling *made)
{
    (void)h;
    r->made = *made;
    r->answered = true;
    MHD_resume_connection(r->connection);
}

/* ---- the socket ---- */

/* Paths are decoded by judge.h, once, with bounds. */
static size_t leave_alone(void *ctx, struct MHD_Connection *c, char *s)
{
    (void)ctx, (void)c;
    return strlen(s);
}

static int bind_one(unsigned port)
{
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0), yes = 1;
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (fd < 0)
        return -1;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (!bind(fd, (struct sockaddr *)&at, sizeof at) && !listen(fd, CONNECTIONS))
        return fd;
    int why = errno;
    close(fd);
    errno = why;
    return -1;
}

static int bind_some(unsigned *port)
{
    int fd = -1;
    for (unsigned i = 0; fd < 0 && i < PORTS_TRIED && *port + i <= 65535; i++)
        if ((fd = bind_one(*port + i)) >= 0) {
            struct sockaddr_in at = {0};
            socklen_t n = sizeof at;
            if (!getsockname(fd, (struct sockaddr *)&at, &n)) /* port 0: any that is free */
                *port = ntohs(at.sin_port);
            return fd;
        }
    return -1;
}

bool http_open(struct http *h, unsigned port, void (*ask)(void *, struct http_request *), void *ctx)
{
    *h = (struct http){.port = port, .ask = ask, .ctx = ctx};
    int fd = bind_some(&h->port);
    if (fd < 0)
        return false;
    h->daemon = MHD_start_daemon(
        MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL, handle, h, MHD_OPTION_LISTEN_SOCKET, fd,
        MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
        (size_t)MEMORY, MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_SECONDS, MHD_OPTION_STRICT_FOR_CLIENT,
        0, MHD_OPTION_UNESCAPE_CALLBACK, leave_alone, NULL, MHD_OPTION_URI_LOG_CALLBACK, begin, h,
        MHD_OPTION_NOTIFY_COMPLETED, end, h, MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1, MHD_OPTION_END);
    if (!h->daemon) {
        close(fd);
        return false;
    }
    h->fd = MHD_get_daemon_info(h->daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd;
    return true;
}

int http_wait(struct http *h)
{
    MHD_UNSIGNED_LONG_LONG ms;
    if (MHD_get_timeout(h->daemon, &ms) != MHD_YES)
        return -1;
    return ms > 60000 ? 60000 : (int)ms;
}

void http_run(struct http *h)
{
    MHD_run(h->daemon);
}

void http_close(struct http *h)
{
    for (struct http_listener *l = h->listeners; l; l = l->next) {
        l->closing = true;
        wake(l);
    }
    if (h->daemon) {
        MHD_run(h->daemon);
        MHD_stop_daemon(h->daemon);
    }
    buf_free(&h->hello);
}

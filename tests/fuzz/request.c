/* Fuzz driver: a connection's bytes as they come from the browser, through the whole of serve/http, with an edition that has every
 * file. Nothing is told to who names another host or asks by another method; what is asked for is a path; every answer of ours has
 * the policy. */
#include "fuzz.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include "serve/http.h"

enum { PORT = 8080, TURNS = 64, PAGE = 20 };

static struct http server;
static int page;

static void ask(void *ctx, struct http_request *r)
{
    struct wire_telling t = {.what = WIRE_MADE, .status = 200, .size = PAGE, .fd = dup(page)};
    (void)ctx;
    for (size_t i = 0; i < r->n; i++)
        fuzz_require((unsigned char)r->path[i] >= 32 && r->path[i] != 127 && r->path[i] != '\\',
                     "a path without control characters");
    fuzz_require(r->n <= LIMIT_PATH, "a path of a length that is allowed");
    if (r->n && r->path[0] == 'm') {
        close(t.fd);
        t = (struct wire_telling){.what = WIRE_MADE, .status = 301, .fd = -1};
    }
    http_answer(&server, r, &t);
}

static void begin(void)
{
    char text[PAGE] = {0};
    if (server.daemon)
        return;
    page = memfd_create("page", 0);
    fuzz_require(page >= 0 && write(page, text, PAGE) == PAGE, "a file to answer with");
    fuzz_require(http_open(&server, 0, ask, NULL), "a server");
    server.port = PORT;
}

static void hear(int from, struct buf *to)
{
    char part[4096];
    for (ssize_t n; (n = recv(from, part, sizeof part, MSG_DONTWAIT)) > 0;)
        buf_put_n(to, part, (size_t)n);
}

static void talk(struct str said, struct buf *heard)
{
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int ends[2];
    fuzz_require(!socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends), "a connection");
    if (send(ends[0], said.p, said.n, MSG_NOSIGNAL) < 0)
        said.n = 0;
    shutdown(ends[0], SHUT_WR);
    fuzz_require(MHD_add_connection(server.daemon, ends[1], (struct sockaddr *)&at, sizeof at) == MHD_YES,
                 "a connection that is taken");
    for (int i = 0; i < TURNS && (i < 4 || http_wait(&server) == 0); i++) {
        http_run(&server);
        hear(ends[0], heard);
    }
    close(ends[0]);
    for (int i = 0; i < TURNS && server.listeners; i++) { /* as the heartbeat finds out that one is gone */
        http_say(&server, STR(":\n\n"));
        http_run(&server);
    }
    fuzz_require(!server.listeners, "no listener is left");
    http_run(&server);
}

static bool names(struct str said, const char *what)
{
    for (size_t i = 0; i < said.n; i++)
        if (str_eq_nocase(str_sub(said, i, strlen(what)), str_of(what)))
            return true;
    return false;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct str said = str_n((const char *)bytes, n < 16384 ? n : 16384);
    struct buf heard = {0};
    begin();
    talk(said, &heard);
    struct str reply = buf_str(&heard);
    bool told = names(reply, "HTTP/1.1 2") || names(reply, "HTTP/1.1 3");
    fuzz_require(!told || names(said, "localhost") || names(said, "127.0.0.1") || names(said, "[::1]"),
                 "only who names this machine is told anything");
    fuzz_require(!told || str_find_str(said, STR("GET")) != STR_NONE ||
                     str_find_str(said, STR("HEAD")) != STR_NONE,
                 "only GET and HEAD are answered");
    fuzz_require(!told || names(reply, "Content-Security-Policy: default-src 'none'"), "with the policy");
    fuzz_require(!names(reply, "HTTP/1.1 500"), "nothing breaks the server");
    buf_free(&heard);
    return 0;
}

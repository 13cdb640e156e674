#include "serve/serve.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/tr.h"
#include "cli/cli.h"
#include "serve/server.h"

enum {
    QUIET_MS = 8,           /* without a change, and a burst is taken to be over; */
    LONGEST_BURST_MS = 400, /* what goes on for longer is not waited for */
    GLIMPSE_MS = 1000,      /* the next edition waits for a glimpse; server.c says how it goes on */
    MOST_INTERRUPTED = 3,   /* then an edition is let come to its end whatever is saved meanwhile */
    HEARTBEAT_MS = 15000
};

/* ---- changes ---- */

static void heard_change(struct server *s)
{
    watch_read(&s->watch, &s->change);
    if (!s->change.any)
        return;
    s->changed_last = server_ms();
    if (!s->changed_first)
        s->changed_first = s->changed_last;
}

static bool may_be_glimpsed(const struct server *s)
{
    return s->standing.ready && !s->standing.partial && !s->change.many && s->change.n == 1 &&
           str_ends(str_of(s->change.paths[0]), STR(".md"));
}

/* It is quiet again. Watches are set before anything is read, so what changes from now on is told. */
static void settle(struct server *s)
{
    if (!watch_renew(&s->watch))
        fprintf(stderr, tr("vidensbank: error: the folders cannot be watched: %s\n"), tr_errno(errno));
    if (s->coming.fd >= 0 && s->interrupted < MOST_INTERRUPTED) {
        edition_end(&s->coming);
        edition_end(&s->coming_thorough);
        s->interrupted++;
    }
    s->glimpsed = false;
    s->build_at = server_ms();
    if (may_be_glimpsed(s) && wire_ask(s->standing.fd, WIRE_GLIMPSE, str_of(s->change.paths[0])))
        s->build_at += GLIMPSE_MS;
    memset(&s->change, 0, sizeof s->change);
    s->changed_first = s->changed_last = 0;
}

static int64_t settles_at(const struct server *s)
{
    int64_t quiet = s->changed_last + QUIET_MS, longest = s->changed_first + LONGEST_BURST_MS;
    return quiet < longest ? quiet : longest;
}

/* ---- the loop ---- */

static void do_what_is_due(struct server *s, int64_t *heartbeat)
{
    int64_t now = server_ms();
    if (s->changed_first && now >= settles_at(s))
        settle(s);
    if (s->until < INT64_MAX && (int64_t)time(NULL) >= s->until) {
        s->until = INT64_MAX;
        s->build_at = now;
    }
    if (s->build_at && now >= s->build_at && s->coming.fd < 0)
        server_begin_edition(s, false);
    if (now >= *heartbeat) {
        http_say(&s->http, STR(": \n\n"));
        *heartbeat = now + HEARTBEAT_MS;
    }
}

static int wait_ms(struct server *s, int64_t heartbeat)
{
    int64_t now = server_ms(), next = heartbeat;
    int http = http_wait(&s->http);
    if (s->changed_first && settles_at(s) < next)
        next = settles_at(s);
    if (s->build_at && s->coming.fd < 0 && s->build_at < next)
        next = s->build_at;
    int64_t ms = next > now ? next - now : 0;
    return http >= 0 && http < ms ? http : (int)ms;
}

static void heard_signal(struct server *s, int fd)
{
    struct signalfd_siginfo what;
    if (read(fd, &what, sizeof what) != sizeof what)
        return;
    if (what.ssi_signo != SIGCHLD)
        s->over = true;
    while (waitpid(-1, NULL, WNOHANG) > 0) /* editions, and what they forked and left to us */
        continue;
}

static void open_browser(struct server *s, struct str url)
{
    struct arena a = {0};
    char *argv[] = {(char[]){"xdg-open"}, str_c(&a, url), NULL};
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attr;
    sigset_t none;
    pid_t pid;
    sigemptyset(&none);
    posix_spawn_file_actions_init(&actions);
    for (int fd = 0; fd < 3; fd++)
        posix_spawn_file_actions_addopen(&actions, fd, "/dev/null", O_RDWR, 0);
    posix_spawnattr_init(&attr);
    posix_spawnattr_setsigmask(&attr, &none);
    posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETSIGMASK);
    (void)s;
    if (posix_spawnp(&pid, argv[0], &actions, &attr, argv, environ))
        fprintf(stderr, tr("no browser could be opened; go to %.*s\n"), STR_F(url));
    posix_spawnattr_destroy(&attr);
    posix_spawn_file_actions_destroy(&actions);
    arena_clear(&a);
}

static void loop(struct server *s, int signals, struct str url)
{
    int64_t heartbeat = server_ms() + HEARTBEAT_MS;
    bool open = s->options->open;
    while (!s->over) {
        struct pollfd fds[] = {{s->http.fd, POLLIN, 0},   {s->watch.fd, POLLIN, 0},
                               {signals, POLLIN, 0},      {s->standing.fd, POLLIN, 0},
                               {s->coming.fd, POLLIN, 0}, {s->thorough.fd, POLLIN, 0}};
        if (poll(fds, sizeof fds / sizeof *fds, wait_ms(s, heartbeat)) < 0 && errno != EINTR)
            break;
        if (fds[2].revents)
            heard_signal(s, signals);
        if (fds[1].revents)
            heard_change(s);
        if (fds[3].revents)
            server_hear_standing(s);
        if (fds[4].revents)
            server_hear_coming(s);
        else if (fds[5].revents) /* what came may just have taken its place */
            server_hear_thorough(s);
        do_what_is_due(s, &heartbeat);
        http_run(&s->http);
        if (open && s->shown) {
            open = false;
            open_browser(s, url);
        }
    }
}

static int catch_signals(void)
{
    sigset_t all;
    sigemptyset(&all);
    sigaddset(&all, SIGINT);
    sigaddset(&all, SIGTERM);
    sigaddset(&all, SIGHUP);
    sigaddset(&all, SIGCHLD);
    sigprocmask(SIG_BLOCK, &all, NULL);
    signal(SIGPIPE, SIG_IGN);
    prctl(PR_SET_CHILD_SUBREAPER, 1); /* a thorough edition outlives the one that forked it */
    return signalfd(-1, &all, SFD_CLOEXEC | SFD_NONBLOCK);
}

static void tell_address(const struct server *s, struct str url)
{
    if (s->http.port != s->options->port && s->options->port)
        fprintf(stderr, tr("port %u is taken; using %u\n"), s->options->port, s->http.port);
    printf(tr("the site is at %.*s (Ctrl+C stops)\n"), STR_F(url));
    fflush(stdout);
    if (s->watch.lacking)
        fprintf(
            stderr,
            tr("%zu folders cannot be watched; raise fs.inotify.max_user_watches to see changes in them\n"),
            s->watch.lacking);
}

int serve_run(const struct serve_options *o)
{
    static struct server s;
    struct arena a = {0};
    s = (struct server){.options = o,
                        .standing = edition_none,
                        .thorough = edition_none,
                        .coming = edition_none,
                        .coming_thorough = edition_none,
                        .until = INT64_MAX};
    s.waiting_end = &s.waiting;
    int signals = catch_signals();
    if (signals < 0 || !watch_open(&s.watch, o->build.site)) {
        fprintf(stderr, tr("vidensbank: error: the folders cannot be watched: %s\n"), tr_errno(errno));
        return EXIT_ENVIRONMENT;
    }
    if (!http_open(&s.http, o->port, server_ask, &s)) {
        fprintf(stderr, tr("vidensbank: error: no port from %u on can be had: %s\n"), o->port,
                tr_errno(errno));
        watch_close(&s.watch);
        return EXIT_ENVIRONMENT;
    }
    struct str url = str_printf(&a, "http://localhost:%u/", s.http.port);
    tell_address(&s, url);
    server_begin_edition(&s, false);
    loop(&s, signals, url);
    server_end(&s);
    http_close(&s.http);
    watch_close(&s.watch);
    close(signals);
    arena_clear(&a);
    return s.rc;
}

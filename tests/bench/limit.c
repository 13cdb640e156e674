/* limit - the least that a site generator of this kind could do, to measure ours against: walk a folder, read each page, let
 * cmark-gfm with tables make HTML of it, write that between 3 KB of frame. No front matter, links, history, templates, search.
 * usage: limit PROCESSES CONTENT OUT
 * Processes, each with an arena for cmark-gfm that is emptied after each page; pages handed out eight at a time.
 */
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <cmark-gfm.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ARENA = 256 << 20, PAGE = 512 << 10, BATCH = 8 };

static char **pages;
static size_t n_pages, cap, root_length;
static const char *out;

static void fail(const char *what)
{
    perror(what);
    exit(1);
}

/* ---- cmark-gfm's memory ---- */

static char *arena;
static size_t used;

static void *take(size_t n)
{
    size_t *p = (size_t *)(arena + used);
    used += (n + 31) & ~(size_t)15;
    if (used > ARENA)
        fail("arena");
    p[0] = n;
    return p + 2;
}

static void *take_zero(size_t n, size_t size)
{
    return memset(take(n * size), 0, n * size);
}

static void *take_more(void *p, size_t n)
{
    if (!p)
        return take(n);
    size_t had = ((size_t *)p)[-2];
    return n <= had ? p : memcpy(take(n), p, had);
}

static void keep(void *p)
{
    (void)p;
}

static cmark_mem memory = {take_zero, take_more, keep};

/* ---- pages ---- */

static int visit(const char *path, const struct stat *st, int kind, struct FTW *at)
{
    (void)st;
    (void)at;
    char folder[4096];
    size_t n = strlen(path);
    if (kind == FTW_D && path[n - 1] != '/') {
        snprintf(folder, sizeof folder, "%s%s", out, path + root_length);
        mkdir(folder, 0755);
    }
    if (kind != FTW_F || n < 3 || strcmp(path + n - 3, ".md") != 0)
        return 0;
    if (n_pages == cap && !(pages = realloc(pages, (cap = cap ? cap * 2 : 4096) * sizeof *pages)))
        fail("pages");
    pages[n_pages++] = strdup(path);
    return 0;
}

static void write_page(const char *path, char *html)
{
    static char head[2100], foot[900];
    char to[4096];
    struct iovec parts[3] = {{head, sizeof head}, {html, strlen(html)}, {foot, sizeof foot}};
    memset(head, 'h', sizeof head);
    memset(foot, 'f', sizeof foot);
    int n = snprintf(to, sizeof to, "%s%.*s", out, (int)(strlen(path) - root_length - 3), path + root_length);
    mkdir(to, 0755);
    snprintf(to + n, sizeof to - (size_t)n, "/index.html");
    int fd = open(to, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    if (fd < 0 || writev(fd, parts, 3) < 0)
        fail(to);
    close(fd);
}

static void make_page(const char *path)
{
    static char text[PAGE];
    int fd = open(path, O_RDONLY);
    ssize_t n = fd < 0 ? -1 : read(fd, text, sizeof text);
    if (n < 0)
        fail(path);
    close(fd);
    used = 0;
    cmark_parser *parser = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, &memory);
    cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension("table"));
    cmark_parser_feed(parser, text, (size_t)n);
    cmark_node *document = cmark_parser_finish(parser);
    write_page(path, cmark_render_html_with_mem(document, CMARK_OPT_DEFAULT,
                                                cmark_parser_get_syntax_extensions(parser), &memory));
}

int main(int argc, char **argv)
{
    if (argc != 4)
        return 2;
    int processes = atoi(argv[1]);
    out = argv[3];
    root_length = strlen(argv[2]);
    mkdir(out, 0755);
    if (nftw(argv[2], visit, 64, FTW_PHYS))
        fail(argv[2]);
    atomic_size_t *next = mmap(NULL, sizeof *next, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    arena = mmap(NULL, ARENA, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (next == MAP_FAILED || arena == MAP_FAILED)
        fail("mmap");
    cmark_gfm_core_extensions_ensure_registered();
    for (int i = 0; i < processes; i++)
        if (fork() == 0) {
            for (size_t from; (from = atomic_fetch_add(next, BATCH)) < n_pages;)
                for (size_t k = from; k < from + BATCH && k < n_pages; k++)
                    make_page(pages[k]);
            _exit(0);
        }
    int status, bad = 0;
    while (wait(&status) > 0)
        bad |= status;
    return bad != 0;
}

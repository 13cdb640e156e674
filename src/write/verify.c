#include "write/verify.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/tr.h"
#include "write/buffers.h"
#include "write/tree.h"

struct check {
    const struct finished *f;
    struct arena *arena;
    verify_tell *tell;
    void *ctx;
    size_t faults;
    struct str *extra;
    size_t n, cap;
};

static void fault(struct check *c, enum verify_fault what, struct str path)
{
    c->faults++;
    if (c->tell)
        c->tell(c->ctx, what, path);
}

static void check_file(struct check *c, const struct manifest_file *want)
{
    struct manifest_file found = {0};
    int fd = tree_open(c->f->root, want->path);
    if (fd < 0) {
        bool gone = errno == ENOENT || errno == ENOTDIR;
        bool other = errno == ELOOP || errno == ENXIO; /* a link, or no file at all */
        fault(c, gone ? VERIFY_MISSING : other ? VERIFY_CHANGED : VERIFY_UNREADABLE, want->path);
        return;
    }
    bool read = tree_hash(fd, want->size, &found.sha256, &found.size);
    if (!read)
        fault(c, errno == EFBIG ? VERIFY_CHANGED : VERIFY_UNREADABLE, want->path);
    else if (!manifest_same_bytes(&found, want))
        fault(c, VERIFY_CHANGED, want->path);
    close(fd);
}

static void check_all(struct check *c, const struct manifest *m)
{
    for (size_t i = 0; i < m->n; i++)
        check_file(c, &m->files[i]);
}

/* What a finished tree has besides the files of its manifests. */
static bool is_ours(struct str path)
{
    static const struct str names[] = {STR_INIT(MANIFEST_NAME), STR_INIT(BUFFERS_MARKER),
                                       STR_INIT(FINISHED_KEPT), STR_INIT(FINISHED_SIGNATURE)};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_eq(path, names[i]))
            return true;
    return false;
}

static enum tree_step visit(void *ctx, struct str path, const struct stat *st, int dir, const char *name)
{
    struct check *c = ctx;
    (void)dir, (void)name;
    bool folder = S_ISDIR(st->st_mode);
    if (folder ? finished_has_below(c->f, path) : finished_find(c->f, path) != NULL)
        return TREE_ON;
    if (S_ISREG(st->st_mode) && is_ours(path))
        return TREE_ON;
    if (c->n < VERIFY_EXTRAS)
        *ARENA_PUSH(c->arena, c->extra, c->n, c->cap, struct str) = str_dup(c->arena, path);
    else
        c->faults++;
    return TREE_SKIP;
}

static int by_path(const void *x, const void *y)
{
    return str_cmp(*(const struct str *)x, *(const struct str *)y);
}

size_t verify_tree(const struct finished *f, struct arena *a, verify_tell *tell, void *ctx)
{
    struct check c = {.f = f, .arena = a, .tell = tell, .ctx = ctx};
    check_all(&c, &f->site);
    check_all(&c, &f->kept);
    if (!tree_walk(f->root, visit, &c))
        fault(&c, VERIFY_UNREADABLE, STR("."));
    if (c.n)
        qsort(c.extra, c.n, sizeof *c.extra, by_path);
    for (size_t i = 0; i < c.n; i++)
        fault(&c, VERIFY_EXTRA, c.extra[i]);
    return c.faults;
}

const char *verify_word(enum verify_fault fault)
{
    static const char *const words[] = {
        [VERIFY_MISSING] = TR_MARK("missing"),
        [VERIFY_CHANGED] = TR_MARK("changed"),
        [VERIFY_UNREADABLE] = TR_MARK("unreadable"),
        [VERIFY_EXTRA] = TR_MARK("extra"),
    };
    return words[fault];
}

/* output: a reader sees the whole old tree or the whole new one, whatever happens to the build. */
#include "write/output.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/work.h"
#include "write/tree.h"

enum { FILES = 200 };

/* ---- a site of FILES pages; generation g differs from g - 1 in some, has one more and one less ---- */

struct build {
    const char *out;
    unsigned generation, jobs;
    size_t page_bytes;
    bool nowait, lie;
    const char *const *apart, *const *around;
    struct output_stats stats;
    struct output *o;
};

static struct str page_path(struct arena *a, const struct build *b, size_t i)
{
    size_t number = i == 0 ? 1000 + b->generation : i;
    return i % 10 == 1 ? str_printf(a, "side-%zu.html", number)
                       : str_printf(a, "afsnit-%zu/%zu/index.html", number % 7, number);
}

static void page_bytes(const struct build *b, size_t i, struct buf *out)
{
    unsigned changed =
        b->generation - b->generation % (1 + (unsigned)i % 3); /* every, every second, every third time */
    while (out->n < b->page_bytes)
        buf_printf(out, "page %zu of %u\n", i, changed);
}

static void put_page(void *ctx, size_t i, struct buf *out)
{
    struct build *b = ctx;
    struct arena a = {0};
    struct diags ds = {.arena = &a};
    struct buf bytes = {0};
    struct manifest_file f;
    page_bytes(b, i, &bytes);
    if (output_put(b->o, page_path(&a, b, i), buf_str(&bytes), &f, &ds)) {
        f.inode += b->lie;
        manifest_file_pack(&f, out);
    }
    buf_free(&bytes);
    arena_clear(&a);
}

static bool collect(struct build *b, struct work *w, struct arena *a, struct manifest *m)
{
    m->files = ARENA_ARRAY(a, struct manifest_file, FILES);
    for (m->n = 0; m->n < FILES; m->n++) {
        struct work_result r = work_result(w, m->n);
        struct unpack u = {.rest = r.bytes};
        m->files[m->n].path = page_path(a, b, m->n);
        manifest_file_unpack(&u, &m->files[m->n]);
        if (r.status != WORK_DONE || u.bad)
            return false;
    }
    return true;
}

/* The whole of a build; false when it failed, and then there is a diagnostic or a worker had one. */
static bool build_into(struct build *b, struct diags *ds)
{
    struct arena *a = ds->arena;
    struct output_plan plan = {.out = b->out, .apart = b->apart, .around = b->around, .wait = !b->nowait};
    struct manifest site = {.commit = STR("c0ffee")};
    b->o = output_open(&plan, ds);
    if (!b->o)
        return false;
    struct work *w = work_start(&(struct work_plan){.n = FILES, .jobs = b->jobs, .fn = put_page, .ctx = b});
    work_finish(w);
    bool ok = collect(b, w, a, &site) && output_commit(b->o, &site, ds, &b->stats);
    work_free(w);
    output_close(b->o);
    return ok;
}

static bool build(struct build *b)
{
    struct arena a = {0};
    struct diags ds = {.arena = &a};
    bool ok = build_into(b, &ds);
    arena_clear(&a);
    return ok;
}

static bool build_generation(const char *out, unsigned generation)
{
    return build(&(struct build){.out = out, .generation = generation, .jobs = 2, .page_bytes = 300});
}

/* ---- what lies in a folder, as one text ---- */

struct listing {
    struct arena arena;
    struct str *lines;
    size_t n, cap;
    bool inodes;
    int root;
};

static enum tree_step list_entry(void *ctx, struct str path, const struct stat *st, int dir, const char *name)
{
    struct listing *l = ctx;
    struct buf bytes = {0};
    struct stat own;
    if (S_ISDIR(st->st_mode) && fstatat(dir, name, &own, AT_SYMLINK_NOFOLLOW) == 0)
        st = &own;
    struct str what = str_printf(&l->arena, "%.*s %o", STR_F(path), (unsigned)st->st_mode);
    if (S_ISREG(st->st_mode) && file_read_at(dir, name, SIZE_MAX / 2, &bytes)) {
        struct sha256 h = hash_sha256(buf_str(&bytes));
        struct str hex = hash_hex(&l->arena, h.b, sizeof h.b);
        what = str_printf(&l->arena, "%.*s %.*s", STR_F(what), STR_F(hex));
    }
    if (l->inodes)
        what = str_printf(&l->arena, "%.*s %lu %ld.%ld", STR_F(what), (unsigned long)st->st_ino,
                          (long)st->st_mtim.tv_sec, (long)st->st_mtim.tv_nsec);
    buf_free(&bytes);
    *ARENA_PUSH(&l->arena, l->lines, l->n, l->cap, struct str) = what;
    return TREE_ON;
}

static int by_line(const void *x, const void *y)
{
    return str_cmp(*(const struct str *)x, *(const struct str *)y);
}

/* Every path with kind, mode and hash; with `inodes` also what would tell that something was written. */
static char *tree_text(const char *dir, bool inodes)
{
    struct listing l = {.inodes = inodes};
    struct buf text = {0};
    int fd = open(dir, O_RDONLY | O_DIRECTORY);
    if (fd >= 0) {
        assert_true(tree_walk(fd, list_entry, &l));
        close(fd);
    } else
        buf_put(&text, STR("(none)"));
    if (l.n)
        qsort(l.lines, l.n, sizeof *l.lines, by_line);
    for (size_t i = 0; i < l.n; i++)
        buf_printf(&text, "%.*s\n", STR_F(l.lines[i]));
    buf_char(&text, 0);
    arena_clear(&l.arena);
    return text.p;
}

static void assert_same_tree(const char *x, const char *y)
{
    char *tx = tree_text(x, false), *ty = tree_text(y, false);
    assert_string_equal(tx, ty);
    free(tx);
    free(ty);
}

/* Generation g built fresh, to compare with. */
static const char *fresh(unsigned generation)
{
    static char name[64];
    snprintf(name, sizeof name, "fresh-%u", generation);
    if (access(name, F_OK))
        assert_true(build_generation(name, generation));
    return name;
}

static void assert_is_generation(const char *out, unsigned generation)
{
    assert_same_tree(out, fresh(generation));
}

static void put(const char *path, const char *text)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    assert_true(fd >= 0 && file_write_all(fd, text, strlen(text)));
    close(fd);
}

static void remove_all(const char *name)
{
    assert_true(file_remove_tree(AT_FDCWD, name));
}

static bool exists(const char *path)
{
    struct stat st;
    return lstat(path, &st) == 0;
}

/* Each test in a folder of its own. */
static char start_dir[4096];
static int in_folder(void **state)
{
    char dir[] = "/tmp/output-test-XXXXXX";
    (void)state;
    umask(022);
    assert_non_null(getcwd(start_dir, sizeof start_dir));
    assert_non_null(mkdtemp(dir));
    return chdir(dir);
}

static int out_of_folder(void **state)
{
    char dir[4096];
    (void)state;
    assert_non_null(getcwd(dir, sizeof dir));
    assert_int_equal(chdir(start_dir), 0);
    remove_all(dir);
    return 0;
}

/* ---- what a build does ---- */

static void a_first_build(void **state)
{
    (void)state;
    struct build b = {.out = "public", .jobs = 2, .page_bytes = 300};
    struct stat st;
    assert_true(build(&b));
    assert_int_equal(b.stats.files, FILES);
    assert_int_equal(b.stats.written, FILES);
    assert_true(exists("public/afsnit-1/8/index.html") && exists("public/manifest.json") &&
                exists("public/.vidensbank"));
    assert_int_equal(stat("public", &st), 0);
    assert_int_equal(st.st_mode & 07777, 0755);
    assert_int_equal(stat(".public.build", &st), 0);
    assert_int_equal(st.st_mode & 07777, 0700);
    remove_all(".public.build");
    b = (struct build){.out = "alone/deep/public/", .jobs = 0, .page_bytes = 300};
    assert_true(build(&b)); /* other jobs, folders above to make, a slash at the end */
    assert_same_tree("public", "alone/deep/public");
}

static void nothing_changed_writes_nothing(void **state)
{
    (void)state;
    struct build b = {.out = "public", .generation = 1, .jobs = 2, .page_bytes = 300};
    assert_true(build(&b));
    for (unsigned i = 0; i < 3; i++) {
        char *before = tree_text(".", true);
        assert_true(build(&b));
        char *after = tree_text(".", true);
        assert_string_equal(before, after);
        assert_int_equal(b.stats.unchanged, FILES);
        assert_int_equal(b.stats.written + b.stats.removed, 0);
        free(before);
        free(after);
        b.generation = 2;
        assert_true(build(&b));
    }
}

static void many_generations(void **state)
{
    (void)state;
    struct stat was, is;
    for (unsigned g = 1; g <= 8; g++) {
        struct build b = {.out = "public", .generation = g, .jobs = 2, .page_bytes = 300};
        assert_true(build(&b));
        assert_is_generation("public", g);
        assert_int_equal(b.stats.files, b.stats.written + b.stats.unchanged);
        assert_int_equal(b.stats.removed, g > 1);
        if (g == 6)
            assert_int_equal(stat("public/side-101.html", &was), 0); /* 101 % 3 = 2: changes at 6 and 9 */
    }
    assert_int_equal(stat("public/side-101.html", &is), 0);
    assert_int_equal(is.st_ino,
                     was.st_ino); /* an unchanged file keeps its inode and time over two switches */
    assert_int_equal(is.st_mtim.tv_nsec, was.st_mtim.tv_nsec);
}

static void any_umask(void **state)
{
    (void)state;
    static const mode_t masks[] = {0, 077, 027, 0777};
    fresh(3);
    for (size_t i = 0; i < sizeof masks / sizeof *masks; i++) {
        umask(masks[i]);
        assert_true(build_generation("public", (unsigned)(3 + i % 2)));
        umask(022);
        assert_is_generation("public", (unsigned)(3 + i % 2));
    }
}

/* ---- refusals ---- */

static void refused(struct build b)
{
    struct arena a = {0};
    struct diags ds = {.arena = &a};
    char *before = tree_text(".", true);
    b.page_bytes = 100;
    assert_false(build_into(&b, &ds));
    assert_int_equal(ds.n, 1);
    assert_int_equal(ds.items[0].code, CODE_OUTPUT);
    char *after = tree_text(".", true);
    assert_string_equal(before, after);
    free(before);
    free(after);
    arena_clear(&a);
}

static void foreign_places_are_refused(void **state)
{
    (void)state;
    const char *const content[] = {"site/content", "missing", NULL}, *const site[] = {"site", NULL};
    assert_true(file_make_dirs("foreign") && file_make_dirs("site/content/sub") &&
                file_make_dirs("elsewhere"));
    put("foreign/vigtig.txt", "vigtig");
    put("a-file", "fil");
    assert_int_equal(symlink("elsewhere", "a-link"), 0);
    assert_int_equal(symlink("nowhere", "dangling"), 0);
    assert_int_equal(mkfifo("a-fifo", 0600), 0);
    static const char *const bad[] = {"foreign", "foreign/", "a-file",  "a-link", "dangling", "a-fifo",
                                      ".",       "..",       "site/..", "/",      ""};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        refused((struct build){.out = bad[i]});
    static const char *const sources[] = {"site/content", "site/content/sub", "site/content/new/public",
                                          "site", "."};
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++)
        refused((struct build){.out = sources[i], .apart = content, .around = site});
    assert_true(
        build(&(struct build){.out = "site/public", .page_bytes = 10, .apart = content, .around = site}));
    put("site/public/.vidensbank", "nothing of ours");
    refused((struct build){.out = "site/public"});
}

static void what_is_beside_must_be_ours(void **state)
{
    (void)state;
    assert_true(file_make_dirs(".public.build") && file_make_dirs("elsewhere"));
    put(".public.build/vigtig.txt", "vigtig");
    refused((struct build){.out = "public"});
    assert_int_equal(symlink("elsewhere", ".other.build"), 0);
    refused((struct build){.out = "other"});
    assert_true(file_make_dirs("empty"));
    assert_true(build_generation("empty", 1)); /* an empty folder is fine */
    assert_is_generation("empty", 1);
}

static void bad_paths_are_refused(void **state)
{
    (void)state;
    struct arena a = {0};
    struct diags ds = {.arena = &a};
    struct manifest_file f[2];
    struct output_stats st;
    struct output *o = output_open(&(struct output_plan){.out = "public"}, &ds);
    static const char *const bad[] = {"../x",          "/tmp/x",      "a//b", "a/../../x", ".git/config",
                                      "manifest.json", ".vidensbank", "a\nb", ""};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(output_put(o, str_of(bad[i]), STR("x"), &f[0], &ds));
    assert_int_equal(ds.n, sizeof bad / sizeof *bad);
    assert_true(output_put(o, STR("a/b"), STR("x"), &f[0], &ds));
    assert_true(output_put(o, STR("a"), STR("x"), &f[1], &ds));
    assert_false(
        output_commit(o, &(struct manifest){.files = f, .n = 2}, &ds, &st)); /* a file and a folder */
    assert_true(output_put(o, STR("b"), STR("x"), &f[0], &ds));
    f[1].path = STR("../b");
    assert_false(output_commit(o, &(struct manifest){.files = f, .n = 2}, &ds, &st));
    output_close(o);
    assert_false(exists("public") || exists("x"));
    arena_clear(&a);
}

/* ---- meddling ---- */

static void a_changed_live_tree_is_made_anew(void **state)
{
    (void)state;
    assert_true(file_make_dirs("outside/afsnit-1"));
    put("outside/vigtig.txt", "vigtig");
    for (unsigned same = 0; same < 2; same++) { /* with the site changed, and with only the tree changed */
        assert_true(build_generation("public", 4));
        usleep(10000); /* the file system's clock ticks */
        assert_int_equal(unlink("public/side-11.html"), 0);
        put("public/side-21.html", "changed by hand");
        put("public/added.html", "by hand");
        assert_true(file_make_dirs("public/empty/folder"));
        assert_int_equal(unlink("public/side-31.html"), 0);
        assert_int_equal(symlink("../outside/vigtig.txt", "public/side-31.html"), 0);
        remove_all("public/afsnit-1");
        assert_int_equal(symlink("../outside", "public/afsnit-1"), 0);
        assert_int_equal(chmod("public/side-41.html", 0), 0);
        remove_all("public/side-51.html");
        assert_true(file_make_dirs("public/side-51.html/folder"));
        char *outside = tree_text("outside", true);
        assert_true(build_generation("public", same ? 4 : 5));
        assert_is_generation("public", same ? 4 : 5);
        assert_true(build_generation("public", 6)); /* nor does it come back from the tree beside */
        assert_is_generation("public", 6);
        char *after = tree_text("outside", true);
        assert_string_equal(outside, after);
        free(outside);
        free(after);
    }
    assert_true(build_generation("public", 4));
    assert_int_equal(unlink("public/manifest.json"), 0);
    assert_true(build_generation("public", 4));
    assert_is_generation("public", 4);
}

static void rubbish_beside_is_harmless(void **state)
{
    (void)state;
    assert_true(build_generation("public", 1) && build_generation("public", 2));
    assert_true(file_make_dirs("outside"));
    put("outside/index.html", "vigtig");
    char *outside = tree_text("outside", true);
    remove_all(".public.build/next/afsnit-2");
    assert_int_equal(symlink("../../outside", ".public.build/next/afsnit-2"), 0);
    remove_all(".public.build/next/afsnit-3/3");
    assert_int_equal(symlink("../../../../outside", ".public.build/next/afsnit-3/3"), 0);
    remove_all(".public.build/next/afsnit-4/4/index.html");
    assert_true(file_make_dirs(".public.build/next/afsnit-4/4/index.html/deep"));
    remove_all(".public.build/next/afsnit-5");
    put(".public.build/next/afsnit-5", "a file");
    put(".public.build/next/side-101.html", "another text");
    assert_true(file_make_dirs(".public.build/next/strange/deep/er"));
    assert_true(build_generation("public", 3));
    assert_is_generation("public", 3);
    remove_all(".public.build/next");
    assert_int_equal(symlink("../outside", ".public.build/next"), 0);
    assert_false(build_generation("public", 4)); /* not what this program made there */
    assert_is_generation("public", 3);
    assert_int_equal(unlink(".public.build/next"), 0);
    assert_true(build_generation("public", 4));
    assert_is_generation("public", 4);
    char *after = tree_text("outside", true);
    assert_string_equal(outside, after);
    free(outside);
    free(after);
}

static void a_lying_worker_is_caught(void **state)
{
    (void)state;
    assert_true(build_generation("public", 1));
    assert_false(
        build(&(struct build){.out = "public", .generation = 2, .jobs = 2, .page_bytes = 300, .lie = true}));
    assert_is_generation("public", 1);
}

/* ---- accidents ---- */

static int64_t now_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static void kill_at_any_time(void **state)
{
    (void)state;
    char *trees[2] = {tree_text(fresh(1), false), tree_text(fresh(2), false)};
    unsigned now = 1, seen_new = 0, seen_old = 0;
    assert_true(build_generation("public", 2));
    int64_t start = now_us();
    assert_true(build_generation("public", now));
    int64_t span = (now_us() - start) * 3 / 2;
    srand(7);
    for (int i = 0; i < 50; i++) {
        unsigned next = 3 - now;
        pid_t pid = fork();
        if (pid == 0)
            _exit(!build_generation("public", next));
        usleep((useconds_t)(rand() % span));
        kill(pid, SIGKILL);
        waitpid(pid, NULL, 0);
        char *tree = tree_text("public", false);
        bool is_new = strcmp(tree, trees[next - 1]) == 0;
        if (!is_new)
            assert_string_equal(tree, trees[now - 1]);
        seen_new += is_new;
        seen_old += !is_new;
        free(tree);
        if (is_new)
            now = next;
    }
    print_message("# %u killed before the switch, %u after\n", seen_old, seen_new);
    assert_true(seen_old > 0);
    assert_true(build_generation("public", 3 - now));
    assert_is_generation("public", 3 - now);
    free(trees[0]);
    free(trees[1]);
}

static void builds_at_once(void **state)
{
    (void)state;
    enum { BUILDS = 12 };
    pid_t pids[BUILDS];
    fresh(1), fresh(2);
    for (unsigned i = 0; i < BUILDS; i++)
        if ((pids[i] = fork()) == 0)
            _exit(!build_generation("public", 1 + i % 2));
    for (unsigned i = 0; i < BUILDS; i++) {
        int how;
        waitpid(pids[i], &how, 0);
        assert_int_equal(how, 0);
    }
    assert_true(build_generation("public", 2));
    assert_is_generation("public", 2);

    struct arena a = {0};
    struct diags ds = {.arena = &a};
    struct output *o = output_open(&(struct output_plan){.out = "public"}, &ds);
    assert_non_null(o);
    refused((struct build){.out = "public", .nowait = true});
    output_close(o);
    assert_true(build(&(struct build){.out = "public", .nowait = true, .page_bytes = 10}));
    arena_clear(&a);
}

/* A reader who looks again and again meets one of the two trees, and a page that is there is whole. */
static void readers_meet_whole_trees(void **state)
{
    (void)state;
    assert_true(build_generation("public", 1));
    pid_t pid = fork();
    if (pid == 0) {
        for (unsigned g = 2; g < 20; g++)
            if (!build_generation("public", g))
                _exit(1);
        _exit(0);
    }
    int how = 0;
    struct buf text = {0};
    for (unsigned n = 0; waitpid(pid, &how, WNOHANG) == 0 && n < 1000000; n++) {
        buf_clear(&text);
        assert_true(
            file_read("public/side-91.html", 10000, &text)); /* changes every second time; is never away */
        unsigned page, changed;
        assert_true(text.n >= 300 && text.p[text.n - 1] == '\n');
        buf_char(&text, 0);
        assert_int_equal(sscanf(text.p, "page %u of %u", &page, &changed), 2);
        assert_int_equal(page, 91);
    }
    assert_int_equal(how, 0);
    buf_free(&text);
}

static bool build_in_child(void (*hinder)(void), unsigned generation, size_t bytes, unsigned jobs)
{
    int how;
    pid_t pid = fork();
    if (pid == 0) {
        hinder();
        _exit(!build(
            &(struct build){.out = "public", .generation = generation, .jobs = jobs, .page_bytes = bytes}));
    }
    waitpid(pid, &how, 0);
    assert_true(WIFEXITED(how)); /* no signal */
    return WEXITSTATUS(how) == 0;
}

static void small_files_only(void)
{
    setrlimit(RLIMIT_FSIZE, &(struct rlimit){1024, 1024});
}

static void few_descriptors(void)
{
    setrlimit(RLIMIT_NOFILE, &(struct rlimit){24, 24});
}

static void hardly_any_descriptors(void)
{
    setrlimit(RLIMIT_NOFILE, &(struct rlimit){8, 8});
}

static void limits_leave_the_old_tree(void **state)
{
    (void)state;
    assert_true(build_generation("public", 1));
    char *before = tree_text("public", true);
    assert_false(build_in_child(small_files_only, 2, 3000, 2));
    assert_false(build_in_child(small_files_only, 2, 300, 2)); /* only the manifest is too large */
    assert_false(build_in_child(hardly_any_descriptors, 2, 300, 2));
    char *after = tree_text("public", true);
    assert_string_equal(before, after);
    assert_true(build_in_child(few_descriptors, 2, 300, 16));
    assert_is_generation("public", 2);
    free(before);
    free(after);
}

static void a_full_disk_leaves_the_old_tree(void **state)
{
    (void)state;
    assert_int_equal(mkdir("disk", 0755), 0);
    if (mount("none", "disk", "tmpfs", 0, "size=3m") != 0) {
        print_message("# no tmpfs here\n");
        skip();
    }
    struct arena a = {0};
    struct diags ds = {.arena = &a};
    struct build small = {.out = "disk/public", .generation = 1, .page_bytes = 300}, large = small;
    large.generation = 2;
    large.page_bytes = 20000;
    bool first = build(&small);
    char *before = tree_text("disk/public", true);
    bool second = build_into(&large, &ds);
    char *after = tree_text("disk/public", true);
    large.page_bytes = 300;
    bool third = build(&large);
    char *last = tree_text("disk/public", false), *want = tree_text(fresh(2), false);
    umount2("disk", MNT_DETACH);
    assert_true(first && !second && third);
    assert_string_equal(before, after);
    assert_string_equal(last, want);
    free(before), free(after), free(last), free(want);
    arena_clear(&a);
}

/* ---- file systems that can do less: one system call, with one flag, answers with an error ---- */

static void forbid(int call, unsigned flag_arg, uint32_t flags, int error)
{
    struct sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)call, 0, 3),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (uint32_t)(offsetof(struct seccomp_data, args) + 8 * flag_arg)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, flags, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (uint32_t)error),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {sizeof code / sizeof *code, code};
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}

static void no_exchange(void)
{
    forbid(SYS_renameat2, 4, 2, EINVAL);
}

static void no_links(void)
{
    forbid(SYS_linkat, 4, 0, EPERM);
}

static void no_openat2(void)
{
    forbid(SYS_openat2, 3, sizeof(uint64_t) * 3, ENOSYS);
}

static void no_copy_range(void)
{
    forbid(SYS_copy_file_range, 5, 0, EXDEV);
}

static void no_links_no_copies(void)
{
    no_links();
    no_copy_range();
}

static void without_exchange_a_link(void **state)
{
    (void)state;
    struct stat st;
    char to[64];
    for (unsigned g = 1; g <= 4; g++) {
        assert_true(build_in_child(no_exchange, g, 300, 2));
        assert_is_generation("public", g);
        assert_int_equal(lstat("public", &st), 0);
        assert_true(S_ISLNK(st.st_mode));
        ssize_t n = readlink("public", to, sizeof to);
        assert_int_equal(n, 9);
        assert_memory_equal(to, g % 2 ? ".public.a" : ".public.b", 9);
        assert_int_equal(stat("public", &st), 0);
        assert_int_equal(st.st_mode & 07777, 0755);
        if (g > 1) {
            assert_int_equal(stat(g % 2 ? ".public.b" : ".public.a", &st), 0);
            assert_int_equal(st.st_mode & 07777, 0700);
        }
    }
    assert_true(build_generation("public", 5)); /* a link stays a link */
    assert_is_generation("public", 5);
    remove_all(".public.b");
    assert_true(file_make_dirs(".public.b"));
    put(".public.b/vigtig.txt", "vigtig");
    assert_false(build_generation("public", 6));
    assert_is_generation("public", 5);

    assert_true(build_generation("folder", 1)); /* made where exchanging worked: stays as it is */
    assert_int_equal(rename("folder", "moved"), 0);
    remove_all("public");
    remove_all(".public.build");
    assert_int_equal(rename("moved", "public"), 0);
    char *before = tree_text("public", true);
    assert_false(build_in_child(no_exchange, 2, 300, 2));
    char *after = tree_text("public", true);
    assert_string_equal(before, after);
    free(before);
    free(after);
}

static void with_less_of_a_kernel(void **state)
{
    (void)state;
    static void (*const less[])(void) = {no_links, no_openat2, no_links_no_copies};
    for (unsigned i = 0; i < sizeof less / sizeof *less; i++)
        for (unsigned g = 1; g <= 4; g++) {
            assert_true(build_in_child(less[i], g, 300, 2));
            assert_is_generation("public", g);
        }
}

/* ---- files from elsewhere ---- */

static void large_files(void **state)
{
    (void)state;
    struct arena a = {0};
    struct diags ds = {.arena = &a};
    struct manifest_file f;
    struct output_stats st;
    char *text = malloc(1 << 20);
    for (size_t i = 0; i < 1 << 20; i++)
        text[i] = (char)('a' + i % 23);
    text[(1 << 20) - 1] = 0;
    for (unsigned round = 0; round < 4; round++) {
        text[17] = (char)('0' + round / 2);
        put("large", text);
        int fd = open("large", O_RDONLY);
        struct output *o = output_open(&(struct output_plan){.out = "public"}, &ds);
        assert_true(output_put_file(o, STR("filer/large.bin"), fd, &f, &ds));
        assert_true(str_eq(hash_hex(&a, f.sha256.b, 32), hash_hex(&a, hash_sha256(str_of(text)).b, 32)));
        assert_true(output_commit(o, &(struct manifest){.files = &f, .n = 1}, &ds, &st));
        assert_int_equal(st.written, round % 2 == 0);
        output_close(o);
        close(fd);
        struct buf got = {0};
        assert_true(file_read("public/filer/large.bin", 1 << 20, &got) &&
                    str_eq(buf_str(&got), str_of(text)));
        buf_free(&got);
    }
    free(text);
    arena_clear(&a);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, in_folder, out_of_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(a_first_build),
        IN_FOLDER(nothing_changed_writes_nothing),
        IN_FOLDER(many_generations),
        IN_FOLDER(any_umask),
        IN_FOLDER(foreign_places_are_refused),
        IN_FOLDER(what_is_beside_must_be_ours),
        IN_FOLDER(bad_paths_are_refused),
        IN_FOLDER(a_changed_live_tree_is_made_anew),
        IN_FOLDER(rubbish_beside_is_harmless),
        IN_FOLDER(a_lying_worker_is_caught),
        IN_FOLDER(kill_at_any_time),
        IN_FOLDER(builds_at_once),
        IN_FOLDER(readers_meet_whole_trees),
        IN_FOLDER(limits_leave_the_old_tree),
        IN_FOLDER(a_full_disk_leaves_the_old_tree),
        IN_FOLDER(without_exchange_a_link),
        IN_FOLDER(with_less_of_a_kernel),
        IN_FOLDER(large_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

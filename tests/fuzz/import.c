/* Fuzz driver: a page of another generator, in a folder whose menu is the same bytes, as a page of ours. What comes of it is a page whose
 * front matter can be read, and is no longer than its marks can make it. */
#include "fuzz.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "import/folder.h"
#include "read/front.h"

/* A blank line within notes becomes a mark for each of them; a link, the way to its page. */
enum { LONGER_BY = 64, AND_BY = 16384 };

static char folder[64];

static void remove_folder(void)
{
    char command[128];
    snprintf(command, sizeof command, "rm -rf %s", folder);
    fuzz_require(system(command) == 0, "nothing is left behind");
}

static void put(const char *name, const void *bytes, size_t n)
{
    char path[200];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *f = fopen(path, "w");
    fuzz_require(f && fwrite(bytes, 1, n, f) == n && fclose(f) == 0, "a file");
}

static void begin(void)
{
    static const char *const folders[] = {".obsidian", "docs", "_posts"};
    char path[200];
    if (folder[0])
        return;
    snprintf(folder, sizeof folder, "%s/fuzz-import-XXXXXX", access("/dev/shm", W_OK) ? "/tmp" : "/dev/shm");
    fuzz_require(mkdtemp(folder) != NULL, "a folder");
    atexit(remove_folder);
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, folders[i]);
        mkdir(path, 0700);
    }
    put("docs/index.md", "# a\n", 4);
    put("docs/c.svg", "<svg/>", 6);
    put("_posts/2024-01-31-b.md", "b\n", 2);
}

static void check(const struct folder_item *it, size_t n, struct arena *a)
{
    struct diags faults = {.arena = a};
    struct front front;
    if (!it->ready)
        return;
    fuzz_require(it->text.n <= LONGER_BY * n + AND_BY, "it is no longer than its marks make it");
    if (str_starts(it->text, STR("---\n")))
        fuzz_require(front_read(it->text, it->to, a, &faults, &front), "what is written can be read");
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static const struct mapping mapping;
    static const struct types types;
    struct arena a = {0};
    struct diags diags = {.arena = &a};
    begin();
    put("docs/a.md", bytes, n);
    put("mkdocs.yml", bytes, n);
    struct folder f = {.dir = folder, .mapping = &mapping, .types = &types, .arena = &a, .diags = &diags};
    f.source = source_open_dir(folder, &a, &diags);
    fuzz_require(f.source && folder_read(&f), "the folder is read");
    for (size_t i = 0; i < f.n; i++)
        check(&f.items[i], n, &a);
    source_close(f.source);
    arena_clear(&a);
    return 0;
}

/* Fuzz driver: what a target says of itself, a manifest and behind a NUL byte the assets it keeps. Read, its paths lead nowhere but
 * down, no two are in each other's way, and written out again it reads the same. */
#include "fuzz.h"

#include "write/finished.h"
#include "write/release.h"

static void check_manifest(const struct manifest *m, struct arena *a)
{
    struct buf text = {0};
    struct manifest again;
    manifest_text(m, &text);
    fuzz_require(manifest_read(buf_str(&text), a, &again) && again.n == m->n, "what was written can be read");
    for (size_t i = 0; i < m->n; i++) {
        struct str path = m->files[i].path;
        fuzz_require(!manifest_path_fault(path), "only good paths");
        fuzz_require(path.p[0] != '/' && path.p[0] != '.', "paths lead down");
        fuzz_require(manifest_find(m, path) == &m->files[i], "each is found");
        fuzz_require(!manifest_has_below(m, path), "no file is a folder");
        fuzz_require(str_eq(again.files[i].path, path) && manifest_same_bytes(&again.files[i], &m->files[i]),
                     "read again it is the same");
        release_is_lasting(path);
    }
    buf_free(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a = {0};
    struct finished f = {.root = -1};
    struct str all = str_n((const char *)data, size);
    size_t cut = str_find(all, 0);
    buf_put(&f.text, str_sub(all, 0, cut == STR_NONE ? all.n : cut));
    if (cut != STR_NONE)
        buf_put(&f.kept_text, str_from(all, cut + 1));
    if (finished_read_texts(&f, &a)) {
        check_manifest(&f.site, &a);
        check_manifest(&f.kept, &a);
        for (size_t i = 0; i < f.kept.n; i++)
            fuzz_require(!manifest_find(&f.site, f.kept.files[i].path), "what is kept is not in the build");
    }
    finished_close(&f);
    arena_clear(&a);
    return 0;
}

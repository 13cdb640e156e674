/* Fuzz driver of render/media: every kind's check and cleaning on the same bytes.
 * With a fuzzer:  clang -fsanitize=fuzzer,address,undefined ... tests/fuzz/media.c
 * On files:       cc -DFUZZ_MAIN ... ; media FILE...   (seeds and findings as ordinary tests)
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/limits.h"
#include "render/media.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const names[] = {"a.jpg", "a.png", "a.webp", "a.svg", "a.avif", "a.mp4", "a.docx", "a.odt", "a.vtt", "a.ics"};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str bytes = str_n((const char *)data, size);
    struct buf once = {0}, twice = {0};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct str path = str_of(names[i]);
        media_check(path, bytes);
        buf_clear(&once);
        buf_clear(&twice);
        if (!media_clean(path, bytes, &once))
            continue;
        /* what is clean can be read again and stays as it is; it is never much more than there was */
        if (!media_clean(path, buf_str(&once), &twice) || !str_eq(buf_str(&once), buf_str(&twice)) || once.n > size + 64)
            abort();
    }
    buf_free(&once);
    buf_free(&twice);
    return 0;
}

#ifdef FUZZ_MAIN
int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        struct buf b = {0};
        if (!file_read(argv[i], LIMIT_SVG * 2, &b)) {
            perror(argv[i]);
            return 1;
        }
        LLVMFuzzerTestOneInput((const uint8_t *)b.p, b.n);
        buf_free(&b);
    }
    return 0;
}
#endif

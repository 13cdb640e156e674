/* fuzz/media - render/media: every kind's check and cleaning on the same bytes. What is clean can be read again and stays as it is. */
#include "fuzz.h"

#include "render/measure.h"
#include "render/media.h"

static const char *const names[] = {"a.jpg", "a.png",  "a.webp", "a.svg", "a.avif",
                                    "a.mp4", "a.docx", "a.odt",  "a.vtt", "a.ics"};

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct str file = str_n((const char *)bytes, n);
    struct buf once = {0}, twice = {0};
    struct measure size;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct str path = str_of(names[i]);
        media_check(path, file);
        measure_picture(path, file, &size);
        buf_clear(&once);
        buf_clear(&twice);
        if (!media_clean(path, file, &once))
            continue;
        /* 64: what put back a picture's orientation takes */
        if (!media_clean(path, buf_str(&once), &twice) || !str_eq(buf_str(&once), buf_str(&twice)) ||
            once.n > n + 64)
            abort();
    }
    buf_free(&once);
    buf_free(&twice);
    return 0;
}

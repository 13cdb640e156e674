/* How wide and high a picture is drawn: by each format's head, turned as the camera says, and nothing from what is damaged. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* clang-format off: cmocka wants the four before it */
#include <cmocka.h>
/* clang-format on */

#include "base/buf.h"
#include "render/measure.h"

#define SIZED(lit)                                                                                           \
    {                                                                                                        \
        "" lit, sizeof(lit) - 1                                                                              \
    }
#define TIFF_6 "MM\0*\0\0\0\10\0\1\1\22\0\3\0\0\0\1\0\6\0\0\0\0\0\0"

static const struct {
    const char *path;
    struct str bytes;
    unsigned width, height; /* 0: not to be known */
} cases[] = {
    {"a.png", SIZED("\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\6\x40\0\0\3\x84"), 1600, 900},
    {"A.PNG", SIZED("\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1"), 1, 1},
    {"a.png", SIZED("\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\0\0\0\0\0\1"), 0, 0},
    {"a.png", SIZED("\x89PNG\r\n\x1A\n\0\0\0\rIHDR\xFF\0\0\0\0\0\0\1"), 0, 0},
    {"a.gif", SIZED("GIF89a\x40\1\xF0\0"), 320, 240},
    {"a.jpg", SIZED("\xFF\xD8\xFF\xE0\0\4xx\xFF\xC0\0\x0B\10\1\xE0\2\x80\1\1\1\1"), 640, 480},
    {"a.jpeg", SIZED("\xFF\xD8\xFF\xFF\xC2\0\x0B\10\1\xE0\2\x80\1\1\1\1"), 640, 480},
    {"a.jpg",
     SIZED("\xFF\xD8\xFF\xE1\0\x22"
           "Exif\0\0" TIFF_6 "\xFF\xC4\0\2\xFF\xC0\0\x0B\10\1\xE0\2\x80\1\1\1\1"),
     480, 640},
    {"a.jpg", SIZED("\xFF\xD8\xFF\xDA\0\2zzzzzzzzzz"), 0, 0},
    {"a.jpg", SIZED("\xFF\xD8\xFF\xE0\0\0\xFF\xC0\0\x0B\10\1\xE0\2\x80"), 0, 0},
    {"a.webp", SIZED("RIFF\0\0\0\0WEBPVP8X\x0A\0\0\0\0\0\0\0\x3F\6\0\x83\3\0"), 1600, 900},
    {"a.webp", SIZED("RIFF\0\0\0\0WEBPVP8X\x0A\0\0\0\x08\0\0\0\x3F\6\0\x83\3\0EXIF\x1A\0\0\0" TIFF_6), 900,
     1600},
    {"a.webp", SIZED("RIFF\0\0\0\0WEBPVP8L\5\0\0\0\x2F\x3F\xC6\xE0\0"), 1600, 900},
    {"a.webp", SIZED("RIFF\0\0\0\0WEBPVP8 \x0A\0\0\0\0\0\0\x9D\1\x2A\x80\2\xE0\1"), 640, 480},
    {"a.webp", SIZED("RIFF\0\0\0\0WEBPVP8 \x0A\0\0\0\0\0\0\0\1\x2A\x80\2\xE0\1"), 0, 0},
    {"a.avif",
     SIZED(
         "\0\0\0\x14"
         "ftypavif....\0\0\0\x14ispe\0\0\0\0\0\0\0\xA0\0\0\0\x78\0\0\0\x14ispe\0\0\0\0\0\0\6\x40\0\0\3\x84"),
     1600, 900},
    {"a.avif", SIZED("\0\0\0\x14ispe\0\0\0\0\0\0\6\x40\0\0\3\x84\0\0\0\x09irot\1"), 900, 1600},
    {"a.svg", SIZED("<svg xmlns='x' width=\"640\" height='480px'>"), 640, 480},
    {"a.svg", SIZED("<?xml version='1.0'?>\n<svg\n viewBox=\"0 0 64.4 48\" width=\"100%\">"), 64, 48},
    {"a.svg", SIZED("<svg viewBox='0,0,64,48'/>"), 64, 48},
    {"a.svg", SIZED("<svg width='12cm' height='3cm'>"), 0, 0},
    {"a.svg", SIZED("<svg data-width='1' width = '2' height = '3'>"), 2, 3},
    {"a.svg", SIZED("<svg width='1e9' height='nan' viewBox='0 0'"), 0, 0},
    {"a.pdf", SIZED("%PDF-1.7"), 0, 0},
};

static void test_sizes(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct measure m = {0};
        bool known = measure_picture(str_of(cases[i].path), cases[i].bytes, &m);
        if (known != (cases[i].width != 0))
            fail_msg("case %zu (%s) is %s", i, cases[i].path, known ? "known" : "not known");
        if (known && (m.width != cases[i].width || m.height != cases[i].height))
            fail_msg("case %zu (%s): %u x %u", i, cases[i].path, m.width, m.height);
    }
}

/* Cut off anywhere, or with a byte changed anywhere, it is read within its bounds (under the sanitizers). */
static void test_damaged(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (size_t at = 0; at < cases[i].bytes.n * 2; at++) {
            struct buf damaged = {0};
            struct measure m;
            buf_put(&damaged, at < cases[i].bytes.n ? str_sub(cases[i].bytes, 0, at) : cases[i].bytes);
            if (at >= cases[i].bytes.n)
                damaged.p[at - cases[i].bytes.n] = (char)0xFF;
            if (measure_picture(str_of(cases[i].path), buf_str(&damaged), &m))
                assert_true(m.width && m.height);
            buf_free(&damaged);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sizes),
        cmocka_unit_test(test_damaged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "read/input.h"

#include "base/buf.h"
#include "base/scan.h"
#include "base/utf8.h"

enum { MAX_CONTROL_WARNINGS = 20 }; /* of one file; the rest are counted in one */

void input_place(struct str text, size_t i, uint32_t *line, uint32_t *col)
{
    size_t start = 0;
    *line = 1;
    for (size_t k = 0; k < i && k < text.n; k++) {
        bool end = text.p[k] == '\n' || (text.p[k] == '\r' && !(k + 1 < text.n && text.p[k + 1] == '\n'));
        if (end) {
            ++*line;
            start = k + 1;
        }
    }
    *col = (uint32_t)utf8_length(str_sub(text, start, i - start)) + 1;
}

/* The name of the UTF-16 or UTF-32 that the bytes look like, or NULL. Without a byte order mark, text in a Latin alphabet
 * has a NUL in every other place. */
static const char *wide_encoding(struct str s)
{
    static const struct {
        struct str mark;
        const char *name;
    } marks[] = {
        {STR_INIT("\xff\xfe\0\0"), "UTF-32 (little-endian)"},
        {STR_INIT("\0\0\xfe\xff"), "UTF-32 (big-endian)"},
        {STR_INIT("\xff\xfe"), "UTF-16 (little-endian)"},
        {STR_INIT("\xfe\xff"), "UTF-16 (big-endian)"},
    };
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (str_starts(s, marks[i].mark))
            return marks[i].name;
    if (s.n >= 4 && s.p[0] && !s.p[1] && s.p[2] && !s.p[3])
        return "UTF-16 (little-endian)";
    if (s.n >= 4 && !s.p[0] && s.p[1] && !s.p[2] && s.p[3])
        return "UTF-16 (big-endian)";
    return NULL;
}

static void report_bad_byte(struct str s, size_t at, struct str path, struct diags *ds)
{
    uint32_t line, col;
    input_place(s, at, &line, &col);
    unsigned c = (unsigned char)s.p[at];
    /* a byte of the upper half with ASCII behind it is a letter in the encodings of old Windows editors */
    bool latin = c >= 0xa0 && (at + 1 == s.n || (unsigned char)s.p[at + 1] < 0x80);
    if (latin) {
        char letter[4];
        unsigned n = utf8_encode(c, letter);
        diag_at(ds, CODE_NOT_UTF8, path, line, col,
                "byte 0x%02X is not UTF-8; the file looks like Latin-1 or Windows-1252, where it is "
                "\"%.*s\": save it as UTF-8",
                c, (int)n, letter);
    } else {
        diag_at(ds, CODE_NOT_UTF8, path, line, col, "byte 0x%02X is not UTF-8: save the file as UTF-8", c);
    }
}

static bool check_encoding(struct str s, struct str path, struct diags *ds)
{
    const char *wide = wide_encoding(s);
    if (wide) {
        diag_at(ds, CODE_NOT_UTF8, path, 1, 1, "the file looks like %s: save it as UTF-8", wide);
        return false;
    }
    const char *nul = memchr(s.p, 0, s.n);
    if (nul) {
        uint32_t line, col;
        input_place(s, (size_t)(nul - s.p), &line, &col);
        diag_at(ds, CODE_NUL_BYTE, path, line, col, "a NUL byte stands here; the file is damaged or no text");
        return false;
    }
    size_t bad = utf8_invalid(s);
    if (bad == STR_NONE)
        return true;
    report_bad_byte(s, bad, path, ds);
    return false;
}

/* Bytes that an unwanted character may begin with, the lead bytes of C1, U+061C, U+20xx, U+Fxxx and beyond among them: most text
 * never decodes a character here. */
static inline scan_block is_suspect(scan_block b)
{
    scan_block control = scan_within(b, 0, 31) & ~scan_within(b, '\t', '\n');
    return control | scan_is(b, 0x7f) | scan_is(b, 0xc2) | scan_is(b, 0xd8) | scan_is(b, 0xe2) |
           scan_within(b, 0xef, 0xff);
}

/* A byte that is no UTF-8: utf8_next gives U+FFFD for it and moves by one, for a real one by three. */
static bool is_stray_byte(uint32_t c, size_t n)
{
    return c == 0xfffd && n == 1;
}

static size_t first_unwanted(struct str s)
{
    for (size_t i = 0; (i = scan_next(s, i, is_suspect)) < s.n;) {
        size_t at = i;
        uint32_t c = utf8_next(s, &i);
        if (utf8_unwanted(c) || is_stray_byte(c, i - at))
            return at;
    }
    return STR_NONE;
}

static struct str line_ends_to_lf(struct str s, struct arena *a)
{
    if (s.n == 0 || !memchr(s.p, '\r', s.n))
        return s;
    char *to = arena_alloc(a, s.n);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] != '\r')
            to[n++] = s.p[i];
        else if (!(i + 1 < s.n && s.p[i + 1] == '\n'))
            to[n++] = '\n';
    }
    return str_n(to, n);
}

static struct str drop_unwanted(struct str s, struct str path, struct arena *a, struct diags *ds)
{
    if (first_unwanted(s) == STR_NONE)
        return s;
    char *to = arena_alloc(a, s.n);
    size_t n = 0, start = 0, dropped = 0;
    uint32_t line = 1;
    for (size_t i = 0; i < s.n;) {
        size_t at = i;
        uint32_t c = utf8_next(s, &i);
        if (!utf8_unwanted(c)) {
            memcpy(to + n, s.p + at, i - at);
            n += i - at;
        } else if (++dropped <= MAX_CONTROL_WARNINGS) {
            uint32_t col = (uint32_t)utf8_length(str_sub(s, start, at - start)) + 1;
            diag_at(ds, CODE_CONTROL_CHARACTER, path, line, col, "the invisible character U+%04X is left out",
                    (unsigned)c);
        }
        if (c == '\n') {
            line++;
            start = i;
        }
    }
    if (dropped > MAX_CONTROL_WARNINGS)
        diag_at(ds, CODE_CONTROL_CHARACTER, path, 0, 0, "%zu more invisible characters are left out",
                dropped - MAX_CONTROL_WARNINGS);
    return str_n(to, n);
}

bool input_read(struct str bytes, struct str path, struct arena *a, struct diags *ds, struct str *text)
{
    *text = (struct str){0};
    if (bytes.n == 0)
        return true;
    if (!check_encoding(bytes, path, ds))
        return false;
    if (str_starts(bytes, STR("\xef\xbb\xbf")))
        bytes = str_from(bytes, 3);
    *text = drop_unwanted(line_ends_to_lf(bytes, a), path, a, ds);
    return true;
}

struct str input_scrub(struct str s, struct arena *a, uint32_t *first)
{
    *first = 0;
    if (first_unwanted(s) == STR_NONE)
        return s;
    char *to = arena_alloc(a, s.n);
    size_t n = 0;
    for (size_t i = 0; i < s.n;) {
        size_t at = i;
        uint32_t c = utf8_next(s, &i);
        bool stray = is_stray_byte(c, i - at);
        if (!stray && !utf8_unwanted(c)) {
            memcpy(to + n, s.p + at, i - at);
            n += i - at;
        } else if (*first == 0) {
            *first = stray ? 0xff00u + (unsigned char)s.p[at] : c;
        }
    }
    return str_n(to, n);
}

void input_warn_escaped(uint32_t c, struct str path, uint32_t line, uint32_t col, struct diags *ds)
{
    diag_at(ds, CODE_CONTROL_CHARACTER, path, line, col, "the escaped invisible character U+%04X is left out",
            (unsigned)c);
}

struct str input_clean(struct str s, struct str path, uint32_t line, uint32_t col, struct arena *a,
                       struct diags *ds)
{
    uint32_t first;
    s = input_scrub(s, a, &first);
    if (first)
        input_warn_escaped(first, path, line, col, ds);
    return s;
}

/* Fuzz driver: one text in every context of the output (base/escape.h). What comes out cannot end the place it stands in, and where
 * the context has a reader here, or a simple one, it is read back as it was. */
#include "fuzz.h"

#include "base/arena.h"
#include "base/escape.h"
#include "base/utf8.h"
#include "read/front.h"

static const char unreserved[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

static bool only(struct str s, const char *allowed)
{
    for (size_t i = 0; i < s.n; i++)
        if (!s.p[i] || !strchr(allowed, s.p[i]))
            return false;
    return true;
}

static bool has_any(struct str s, const char *bad)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] && strchr(bad, s.p[i]))
            return true;
    return false;
}

/* The four references, the only ones that are written. */
static void read_html(struct str s, struct buf *out)
{
    static const struct {
        struct str name;
        char c;
    } known[] = {{STR_INIT("&amp;"), '&'},
                 {STR_INIT("&lt;"), '<'},
                 {STR_INIT("&gt;"), '>'},
                 {STR_INIT("&quot;"), '"'}};
    while (s.n) {
        size_t i = 0;
        while (s.p[0] == '&' && i < 4 && !str_starts(s, known[i].name))
            i++;
        fuzz_require(i < 4, "a reference that is known");
        buf_char(out, s.p[0] == '&' ? known[i].c : s.p[0]);
        s = str_from(s, s.p[0] == '&' ? known[i].name.n : 1);
    }
}

static void read_json(struct str s, struct buf *out)
{
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] != '\\') {
            buf_char(out, s.p[i]);
            continue;
        }
        char c = s.p[++i], utf8[4];
        if (c == 'u') {
            char hex[5] = {s.p[i + 1], s.p[i + 2], s.p[i + 3], s.p[i + 4], 0};
            buf_put_n(out, utf8, utf8_encode((uint32_t)strtoul(hex, NULL, 16), utf8));
            i += 4;
        } else {
            buf_char(out, c == 'n' ? '\n' : c);
        }
    }
}

static void read_percent(struct str s, struct buf *out)
{
    for (size_t i = 0; i < s.n; i++) {
        char hex[3] = {0};
        if (s.p[i] == '%') {
            memcpy(hex, s.p + i + 1, 2);
            i += 2;
        }
        buf_char(out, hex[0] ? (char)strtoul(hex, NULL, 16) : s.p[i]);
    }
}

/* One field of a line that a spreadsheet reads, with the word that keeps it from being a formula. */
static void check_csv(struct str s, struct str written)
{
    bool formula = s.n && strchr("=+-@\t\r", s.p[0]) && s.p[0];
    bool quoted = written.n && written.p[0] == '"';
    struct buf read = {0};
    fuzz_require(quoted || !has_any(written, "\",;\r\n"), "what ends a field stands in quotes");
    for (size_t i = quoted; i + quoted < written.n; i++) {
        if (quoted && written.p[i] == '"')
            fuzz_require(i + 2 < written.n && written.p[++i] == '"', "quotes are doubled");
        buf_char(&read, written.p[i]);
    }
    fuzz_require(str_eq(str_from(buf_str(&read), formula), s), "a field comes back");
    fuzz_require(!formula || read.p[0] == '\'', "no formula");
    buf_free(&read);
}

static void check_yaml(struct str s, struct str written, struct arena *a)
{
    struct diags ds = {.arena = a};
    struct buf page = {0};
    struct front f;
    buf_put(&page, STR("---\nt: "));
    buf_put(&page, written);
    buf_put(&page, STR("\nz: 1\n---\n"));
    fuzz_require(front_read(buf_str(&page), STR("f"), a, &ds, &f), "what was written can be read");
    const struct value *v = value_get(&f.map, STR("t"));
    fuzz_require(v && f.map.map.n == 2, "it stays one value");
    fuzz_require(v->kind == VALUE_TEXT && str_eq(v->s, s), "a text comes back");
    buf_free(&page);
}

static bool printable(struct str s)
{
    for (size_t i = 0; i < s.n;)
        if (utf8_unwanted(utf8_next(s, &i)))
            return false;
    return true;
}

static void check_texts(struct str s, struct arena *a)
{
    struct buf out = {0}, back = {0};
    escape_html(&out, s);
    fuzz_require(!has_any(buf_str(&out), "<>\""), "HTML that stays text");
    read_html(buf_str(&out), &back);
    fuzz_require(str_eq(buf_str(&back), s), "HTML comes back");
    buf_clear(&out);
    escape_xml(&out, s);
    fuzz_require(!has_any(buf_str(&out), "<>\"\x01\x02\x03\x07\x08\x0b\x0c\x1b\x7f"), "XML that stays text");
    buf_clear(&out);
    buf_clear(&back);
    escape_json(&out, s);
    fuzz_require(!has_any(buf_str(&out), "<>&\n\r\t"), "JSON that stays a string, in a script too");
    read_json(buf_str(&out), &back);
    fuzz_require(str_eq(buf_str(&back), s), "JSON comes back");
    buf_clear(&out);
    escape_ical(&out, s);
    fuzz_require(!has_any(buf_str(&out), "\r\n"), "a calendar's text stays on its line");
    buf_clear(&out);
    escape_nginx(&out, s);
    for (size_t i = 0; i < out.n; i++)
        fuzz_require(out.p[i] != '"' && (out.p[i] != '\\' || ++i < out.n), "a quoted word that does not end");
    buf_clear(&out);
    escape_csv(&out, s);
    check_csv(s, buf_str(&out));
    buf_clear(&out);
    escape_yaml(&out, s);
    if (printable(s))
        check_yaml(s, buf_str(&out), a);
    buf_free(&out);
    buf_free(&back);
}

static void check_addresses(struct str s)
{
    struct buf out = {0}, back = {0};
    escape_url(&out, s);
    fuzz_require(only(buf_str(&out), "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
                                     "%!#$&'()*+,/:;=?@"),
                 "an address of what may stand in one");
    buf_clear(&out);
    escape_url_path(&out, s);
    for (size_t i = 0; i < out.n; i++)
        fuzz_require(strchr(unreserved, out.p[i]) || out.p[i] == '/' || out.p[i] == '%',
                     "a path of its signs");
    read_percent(buf_str(&out), &back);
    fuzz_require(str_eq(buf_str(&back), s), "a path comes back");
    buf_free(&out);
    buf_free(&back);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena a = {0};
    struct str s = str_n((const char *)bytes, n);
    check_addresses(s);
    if (utf8_invalid(s) == STR_NONE)
        check_texts(s, &a);
    arena_clear(&a);
    return 0;
}

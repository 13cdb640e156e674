#include "base/escape.h"

#include "base/scan.h"
#include "base/utf8.h"

/* What replaces each byte in HTML and XML; the same table serves text and quoted attributes. */
static const struct str entities[256] = {
    ['&'] = STR_INIT("&amp;"),
    ['<'] = STR_INIT("&lt;"),
    ['>'] = STR_INIT("&gt;"),
    ['"'] = STR_INIT("&quot;"),
};

/* Every byte of every page comes through here. */
static inline scan_block is_markup(scan_block b)
{
    return scan_is(b, '&') | scan_is(b, '<') | scan_is(b, '>') | scan_is(b, '"');
}

void escape_html(struct buf *b, struct str s)
{
    size_t from = 0;
    for (size_t i; (i = scan_next(s, from, is_markup)) < s.n; from = i + 1) {
        buf_put_n(b, s.p + from, i - from);
        buf_put(b, entities[(unsigned char)s.p[i]]);
    }
    buf_put_n(b, s.p + from, s.n - from);
}

void escape_xml(struct buf *b, struct str s)
{
    for (size_t i = 0; i < s.n;) {
        size_t from = i;
        uint32_t c = utf8_next(s, &i);
        bool held = c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && (c & 0xFFFE) != 0xFFFE && c != 0x7F);
        if (held)
            escape_html(b, str_n(s.p + from, i - from));
    }
}

void escape_json(struct buf *b, struct str s)
{
    for (size_t i = 0; i < s.n;) {
        size_t from = i;
        uint32_t c = utf8_next(s, &i);
        if (c == '"' || c == '\\')
            buf_char(b, '\\'), buf_char(b, (char)c);
        else if (c == '\n')
            buf_put(b, STR("\\n"));
        else if (c < 0x20 || c == 0x7F || c == '<' || c == '>' || c == '&' || c == 0x2028 || c == 0x2029)
            buf_printf(b, "\\u%04x", (unsigned)c);
        else
            buf_put_n(b, s.p + from, i - from);
    }
}

static const bool is_unreserved[256] = {
    ['0' ... '9'] = true, ['A' ... 'Z'] = true, ['a' ... 'z'] = true, ['-'] = true,
    ['.'] = true,         ['_'] = true,         ['~'] = true,
};

static bool unreserved(unsigned char c)
{
    return is_unreserved[c];
}

static void percent(struct buf *b, unsigned char c)
{
    static const char digits[] = "0123456789ABCDEF";
    buf_char(b, '%');
    buf_char(b, digits[c >> 4]);
    buf_char(b, digits[c & 15]);
}

static bool hex_digit(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

void escape_url(struct buf *b, struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        bool escaped = c == '%' && i + 2 < s.n && hex_digit(s.p[i + 1]) && hex_digit(s.p[i + 2]);
        if (unreserved(c) || escaped || (c && strchr("!#$&'()*+,/:;=?@", c)))
            buf_char(b, (char)c);
        else
            percent(b, c);
    }
}

static inline scan_block is_escaped_in_paths(scan_block b)
{
    scan_block stays =
        scan_within(b | 0x20, 'a', 'z') | scan_within(b, '-', '9') | scan_is(b, '_') | scan_is(b, '~');
    return ~stays; /* from - to 9 stand . and / too */
}

bool escape_url_path_needed(struct str s)
{
    return scan_next(s, 0, is_escaped_in_paths) < s.n;
}

void escape_url_path(struct buf *b, struct str s)
{
    size_t from = 0;
    for (size_t i; (i = scan_next(s, from, is_escaped_in_paths)) < s.n; from = i + 1) {
        buf_put_n(b, s.p + from, i - from);
        percent(b, (unsigned char)s.p[i]);
    }
    buf_put(b, str_from(s, from));
}

void escape_csv(struct buf *b, struct str s)
{
    bool formula = s.n && s.p[0] && strchr("=+-@\t\r", s.p[0]) != NULL;
    bool quote = formula;
    for (size_t i = 0; i < s.n; i++)
        quote |= s.p[i] == '"' || s.p[i] == ',' || s.p[i] == ';' || s.p[i] == '\n' || s.p[i] == '\r';
    if (quote)
        buf_char(b, '"');
    if (formula)
        buf_char(b, '\'');
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '"')
            buf_char(b, '"');
        buf_char(b, s.p[i]);
    }
    if (quote)
        buf_char(b, '"');
}

void escape_ical(struct buf *b, struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (c == '\\' || c == ';' || c == ',')
            buf_char(b, '\\'), buf_char(b, c);
        else if (c == '\n')
            buf_put(b, STR("\\n"));
        else if ((unsigned char)c >= 0x20 && c != 0x7F)
            buf_char(b, c);
    }
}

void escape_nginx(struct buf *b, struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '"' || s.p[i] == '\\')
            buf_char(b, '\\');
        buf_char(b, s.p[i]);
    }
}

/* What YAML readers, old and new, make of these words when they stand alone is no text. */
static bool is_yaml_word(struct str s)
{
    static const struct str words[] = {STR_INIT("y"),    STR_INIT("n"),     STR_INIT("yes"), STR_INIT("no"),
                                       STR_INIT("on"),   STR_INIT("off"),   STR_INIT("ja"),  STR_INIT("nej"),
                                       STR_INIT("true"), STR_INIT("false"), STR_INIT("null")};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_eq_nocase(s, words[i]))
            return true;
    return false;
}

/* Letters first, and nothing behind that could be a sign of YAML's: any other text is quoted, which is never wrong. */
static bool is_yaml_plain(struct str s)
{
    if (!s.n || is_yaml_word(s) || s.p[s.n - 1] == ' ' || s.p[s.n - 1] == ':')
        return false;
    for (size_t i = 0; i < s.n;) {
        size_t from = i;
        uint32_t c = utf8_next(s, &i);
        bool letter = (c | 32) - 'a' < 26 || (c >= 0xC0 && c < 0x2000);
        bool colon = c == ':' && i < s.n && s.p[i] == ' ';
        bool hash = c == '#' && s.p[from ? from - 1 : 0] == ' ';
        if ((!from && !letter) || c < 0x20 || (c >= 0x7F && c < 0xA0) || colon || hash || c == '"' ||
            c == '\\' || c == '\'' || c == '`' || c >= 0x2028)
            return false;
    }
    return true;
}

void escape_yaml(struct buf *b, struct str s)
{
    if (is_yaml_plain(s)) {
        buf_put(b, s);
        return;
    }
    buf_char(b, '"');
    for (size_t i = 0; i < s.n;) {
        size_t from = i;
        uint32_t c = utf8_next(s, &i);
        if (c == '"' || c == '\\')
            buf_char(b, '\\'), buf_char(b, (char)c);
        else if (c < 0x20 || (c >= 0x7F && c < 0xA0))
            buf_printf(b, "\\x%02x", (unsigned)c);
        else if (c == 0x2028 || c == 0x2029 || c == 0xFEFF)
            buf_printf(b, "\\u%04x", (unsigned)c);
        else
            buf_put_n(b, s.p + from, i - from);
    }
    buf_char(b, '"');
}

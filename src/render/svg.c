#include "render/svg.h"

#include <stdio.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "render/svg_css.h"
#include "render/svg_names.h"

struct svg {
    struct str s;
    size_t i;                         /* what is read next */
    struct str open[LIMIT_SVG_DEPTH]; /* names of the elements that are open */
    size_t depth;
    bool rooted;      /* the root element was met */
    struct buf value; /* of the attribute at hand, references resolved */
    struct buf css;   /* of the style element at hand: it may come in pieces */
    bool failed;
};

static char why[400];

/* fault: a format in English for the name and what is said of it, which it may leave out. */
static void fail_text(struct svg *v, size_t at, const char *fault, struct str name, const char *rest)
{
    unsigned line = 1;
    if (v->failed) /* the first fault is the one told */
        return;
    for (size_t i = 0; i < at && i < v->s.n; i++)
        line += v->s.p[i] == '\n';
    int n = snprintf(why, sizeof why, tr("line %u: "), line);
    snprintf(why + n, sizeof why - (size_t)n, tr(fault), STR_F(utf8_cut(name, 40)), rest);
    v->failed = true;
}

/* "line 3: the element \"script\" is not allowed" */
static void fail(struct svg *v, size_t at, const char *fault, struct str name)
{
    fail_text(v, at, fault, name, "");
}

static void fail_plain(struct svg *v, const char *fault)
{
    fail_text(v, v->i, fault, STR(""), "");
}

static bool ahead(const struct svg *v, struct str what)
{
    return str_starts(str_from(v->s, v->i), what);
}

/* Moves behind the next `end`; *part is what stood before it. */
static bool take_to(struct svg *v, struct str end, struct str *part)
{
    size_t n = str_find_str(str_from(v->s, v->i), end);
    if (n == STR_NONE) {
        fail_plain(v, "the markup does not end");
        return false;
    }
    *part = str_sub(v->s, v->i, n);
    v->i += n + end.n;
    return true;
}

static bool blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void skip_blanks(struct svg *v)
{
    while (v->i < v->s.n && blank(v->s.p[v->i]))
        v->i++;
}

static struct str take_name(struct svg *v)
{
    size_t from = v->i;
    for (; v->i < v->s.n; v->i++) {
        char c = v->s.p[v->i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':';
        bool later = (c >= '0' && c <= '9') || c == '-' || c == '.';
        if (!letter && !(later && v->i > from))
            break;
    }
    return str_sub(v->s, from, v->i - from);
}

/* ---- references ---- */

/* The character that "#38" or "#x26" means; 0 when it is none that XML can hold. */
static uint32_t numbered(struct str digits)
{
    uint32_t c = 0, base = 10;
    digits = str_from(digits, 1);
    if (digits.n && digits.p[0] == 'x') {
        base = 16;
        digits = str_from(digits, 1);
    }
    for (size_t i = 0; i < digits.n; i++) {
        char d = digits.p[i];
        uint32_t x = d >= '0' && d <= '9'                 ? (uint32_t)(d - '0')
                     : (d | 32) >= 'a' && (d | 32) <= 'f' ? (uint32_t)((d | 32) - 'a' + 10)
                                                          : 99;
        if (x >= base || c > 0x10FFFF / base)
            return 0;
        c = c * base + x;
    }
    return c;
}

static uint32_t named(struct str name)
{
    static const struct {
        struct str name;
        char c;
    } known[] = {{STR_INIT("amp"), '&'},
                 {STR_INIT("lt"), '<'},
                 {STR_INIT("gt"), '>'},
                 {STR_INIT("quot"), '"'},
                 {STR_INIT("apos"), '\''}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (str_eq(name, known[i].name))
            return (uint32_t)known[i].c;
    return 0;
}

/* Appends the text that a browser will see. */
static void resolve(struct svg *v, struct str raw, struct buf *out)
{
    for (size_t i = 0; i < raw.n && !v->failed;) {
        if (raw.p[i] != '&') {
            buf_char(out, raw.p[i++]);
            continue;
        }
        size_t end = str_find(str_sub(raw, i, 16), ';');
        struct str name = end == STR_NONE ? str_sub(raw, i + 1, 12) : str_sub(raw, i + 1, end - 1);
        uint32_t c = end == STR_NONE || !name.n ? 0 : name.p[0] == '#' ? numbered(name) : named(name);
        char utf8[4];
        if (!c || c > 0x10FFFF) {
            fail(v, v->i, "the reference \"%.*s\" is not allowed", name);
            return;
        }
        buf_put_n(out, utf8, utf8_encode(c, utf8));
        i += end + 1;
    }
}

/* ---- attributes ---- */

static bool free_text(struct str name)
{
    return str_starts(name, STR("aria-")) || str_starts(name, STR("data-")) ||
           str_starts(name, STR("xmlns")) || str_eq(name, STR("id")) || str_eq(name, STR("class")) ||
           str_eq(name, STR("xlink:title"));
}

static bool inner_address(struct str s)
{
    return str_starts(s, STR("#")) || str_starts(s, STR("data:image/png;base64,")) ||
           str_starts(s, STR("data:image/jpeg;base64,"));
}

static void check_attribute(struct svg *v, size_t at, struct str name, struct str value)
{
    bool address = str_eq(name, STR("href")) || str_eq(name, STR("xlink:href"));
    if (!svg_attribute_known(name))
        fail(v, at, "the attribute \"%.*s\" is not allowed", name);
    else if (str_eq(name, STR("xmlns")) && !str_eq(value, STR("http://www.w3.org/2000/svg")))
        fail(v, at, "\"%.*s\" must be http://www.w3.org/2000/svg", name);
    else if (address && !inner_address(value))
        fail(v, at, "\"%.*s\" leads out of the picture; only #… and embedded PNG or JPEG are allowed", name);
    else if (!address && !free_text(name)) {
        const char *fault = svg_css_fault(value);
        if (fault)
            fail_text(v, at, "\"%.*s\" %s", name, tr(fault));
    }
}

static void take_attribute(struct svg *v)
{
    size_t at = v->i;
    struct str name = take_name(v), raw;
    skip_blanks(v);
    if (!name.n || !ahead(v, STR("="))) {
        fail_plain(v, "the markup is not well-formed");
        return;
    }
    v->i++;
    skip_blanks(v);
    bool single = ahead(v, STR("'"));
    if (!single && !ahead(v, STR("\""))) {
        fail_plain(v, "an attribute has no quotes");
        return;
    }
    v->i++;
    if (!take_to(v, single ? STR("'") : STR("\""), &raw))
        return;
    if (str_find(raw, '<') != STR_NONE) {
        fail_plain(v, "an attribute holds <");
        return;
    }
    buf_clear(&v->value);
    resolve(v, raw, &v->value);
    if (!v->failed)
        check_attribute(v, at, name, buf_str(&v->value));
}

/* ---- elements ---- */

static bool in_style(const struct svg *v)
{
    return v->depth && str_eq(v->open[v->depth - 1], STR("style"));
}

static void open_element(struct svg *v, struct str name)
{
    if (!svg_element_known(name))
        fail(v, v->i, "the element \"%.*s\" is not allowed", name);
    else if (in_style(v))
        fail_plain(v, "an element stands within a style element");
    else if (v->depth == 0 && (v->rooted || !str_eq(name, STR("svg"))))
        fail_plain(v, "the one outermost element must be svg");
    else if (v->depth == LIMIT_SVG_DEPTH)
        fail_plain(v, "the elements are nested too deep");
    else {
        v->rooted = true;
        v->open[v->depth++] = name;
        buf_clear(&v->css);
    }
}

static void close_element(struct svg *v)
{
    const char *fault = in_style(v) ? svg_css_fault(buf_str(&v->css)) : NULL;
    if (fault)
        fail_text(v, v->i, "\"%.*s\" %s", STR("style"), tr(fault));
    v->depth--;
}

static void take_start(struct svg *v)
{
    v->i++;
    open_element(v, take_name(v));
    while (!v->failed) {
        size_t before = v->i;
        skip_blanks(v);
        if (ahead(v, STR("/>"))) {
            v->i += 2;
            close_element(v);
            return;
        }
        if (ahead(v, STR(">"))) {
            v->i++;
            return;
        }
        if (before == v->i)
            fail_plain(v, "the markup is not well-formed");
        else
            take_attribute(v);
    }
}

static void take_end(struct svg *v)
{
    v->i += 2;
    struct str name = take_name(v);
    skip_blanks(v);
    if (!v->depth || !str_eq(name, v->open[v->depth - 1]) || !ahead(v, STR(">"))) {
        fail(v, v->i, "the end tag \"%.*s\" fits no start tag", name);
        return;
    }
    v->i++;
    close_element(v);
}

/* ---- what stands between ---- */

static void take_text(struct svg *v)
{
    size_t n = str_find(str_from(v->s, v->i), '<');
    struct str raw = str_sub(v->s, v->i, n == STR_NONE ? v->s.n : n);
    if (!v->depth && str_trim(raw).n)
        fail_plain(v, "text stands outside the picture");
    buf_clear(&v->value);
    resolve(v, raw, in_style(v) ? &v->css : &v->value);
    v->i += raw.n;
}

static void take_comment(struct svg *v)
{
    struct str text;
    v->i += STR("<!--").n;
    if (take_to(v, STR("-->"), &text) &&
        (str_find_str(text, STR("--")) != STR_NONE || str_ends(text, STR("-"))))
        fail_plain(v, "a comment holds --");
}

static void take_cdata(struct svg *v)
{
    struct str text;
    v->i += STR("<![CDATA[").n;
    if (!v->depth)
        fail_plain(v, "text stands outside the picture");
    else if (take_to(v, STR("]]>"), &text) && in_style(v))
        buf_put(&v->css, text);
}

/* The one instruction that is allowed, at the very start: <?xml version="1.0" encoding="UTF-8"?> */
static void take_declaration(struct svg *v)
{
    struct str text;
    v->i += STR("<?xml").n;
    if (!take_to(v, STR("?>"), &text))
        return;
    size_t at = str_find_str(text, STR("encoding"));
    struct str encoding = at == STR_NONE ? STR("") : str_trim(str_from(text, at + STR("encoding").n));
    if (at != STR_NONE && !str_eq_nocase(str_sub(encoding, 0, 7), STR("=\"utf-8")) &&
        !str_eq_nocase(str_sub(encoding, 0, 7), STR("='utf-8")))
        fail_plain(v, "the encoding must be UTF-8");
}

/* Many programs write a plain <!DOCTYPE svg PUBLIC …>, which does nothing; one with a part in [ ] could declare entities. */
static void take_doctype(struct svg *v)
{
    struct str rest = str_from(v->s, v->i);
    size_t end = str_find(rest, '>');
    if (end == STR_NONE || v->rooted || str_find(str_sub(rest, 0, end), '[') != STR_NONE)
        fail_plain(v,
                   "a DOCTYPE with declarations is not allowed: save the picture as plain SVG, without it");
    else
        v->i += end + 1;
}

static void take_markup(struct svg *v, size_t start)
{
    if (v->i == start && ahead(v, STR("<?xml ")))
        take_declaration(v);
    else if (ahead(v, STR("<?")))
        fail_plain(v, "a processing instruction is not allowed");
    else if (ahead(v, STR("<!--")))
        take_comment(v);
    else if (ahead(v, STR("<![CDATA[")))
        take_cdata(v);
    else if (ahead(v, STR("<!DOCTYPE svg ")))
        take_doctype(v);
    else if (ahead(v, STR("<!")))
        fail_plain(v, "this declaration is not allowed: save the picture as plain SVG, without it");
    else if (ahead(v, STR("</")))
        take_end(v);
    else
        take_start(v);
}

const char *svg_check(struct str bytes)
{
    struct svg v = {.s = bytes};
    if (bytes.n > LIMIT_SVG)
        return tr("it is longer than an SVG picture may be (4 MiB)");
    if (memchr(bytes.n ? bytes.p : "", 0, bytes.n) || utf8_invalid(bytes) != STR_NONE)
        return tr("it is no UTF-8 text, which an SVG picture must be");
    if (ahead(&v, STR("\xEF\xBB\xBF")))
        v.i = 3;
    for (size_t start = v.i; v.i < v.s.n && !v.failed;) {
        if (v.s.p[v.i] == '<')
            take_markup(&v, start);
        else
            take_text(&v);
    }
    if (!v.failed && (v.depth || !v.rooted))
        fail_plain(&v, v.rooted ? TR_MARK("the picture does not end") : TR_MARK("there is no svg element"));
    buf_free(&v.value);
    buf_free(&v.css);
    return v.failed ? why : NULL;
}

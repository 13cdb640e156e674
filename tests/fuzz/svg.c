/* Fuzz driver: an SVG picture that is let through, read as a browser reads it: no element that runs, embeds or animates, no handler, no
 * address but within the picture, no declaration; the elements end as they began. */
#include "fuzz.h"

#include <ctype.h>

#include "base/buf.h"
#include "render/measure.h"
#include "render/svg.h"

static const char *const never[] = {
    "script", "foreignObject", "iframe",   "object",           "embed", "a",   "animate",
    "set",    "handler",       "listener", "animateTransform", "link",  "meta"};

static struct str name_of(struct str *s)
{
    size_t n = 0;
    while (n < s->n && (isalnum((unsigned char)s->p[n]) || strchr(":_-.", s->p[n])))
        n++;
    struct str name = str_n(s->p, n);
    *s = str_from(*s, n);
    return name;
}

static void skip_blanks(struct str *s)
{
    while (s->n && isspace((unsigned char)s->p[0]))
        *s = str_from(*s, 1);
}

static void check_attribute(struct str name, struct str value)
{
    size_t colon = str_rfind(name, ':');
    struct str local = colon == STR_NONE ? name : str_from(name, colon + 1);
    fuzz_require(!(local.n > 2 && str_eq_nocase(str_sub(local, 0, 2), STR("on")) && colon == STR_NONE),
                 "no handler");
    if (str_eq_nocase(local, STR("href")) && !str_starts(name, STR("xmlns")))
        fuzz_require(str_starts(value, STR("#")) || str_starts(value, STR("data:image/")) ||
                         str_starts(value, STR("&#")),
                     "no address outside");
    for (size_t i = 0; i + 4 < value.n; i++) {
        struct str behind = str_from(value, i + 4);
        skip_blanks(&behind);
        fuzz_require(!str_eq_nocase(str_sub(value, i, 4), STR("url(")) || str_starts(behind, STR("#")) ||
                         str_starts(behind, STR("'#")) || str_starts(behind, STR("\"#")) ||
                         str_starts(behind, STR("&")) || str_eq(name, STR("id")) ||
                         str_eq(name, STR("class")) || str_starts(name, STR("data-")) ||
                         str_starts(name, STR("aria-")) || str_starts(name, STR("xmlns")) ||
                         str_eq(name, STR("xlink:title")) || str_eq(name, STR("href")) ||
                         str_eq(name, STR("xlink:href")),
                     "no url() outside");
    }
}

static void check_start(struct str *s, size_t *depth)
{
    struct str name = name_of(s);
    for (size_t i = 0; i < sizeof never / sizeof *never; i++)
        fuzz_require(!str_eq_nocase(name, str_of(never[i])), "no element that does anything");
    for (++*depth;;) {
        skip_blanks(s);
        if (str_starts(*s, STR("/>")) || str_starts(*s, STR(">"))) {
            *depth -= s->p[0] == '/';
            *s = str_from(*s, s->p[0] == '/' ? 2 : 1);
            return;
        }
        struct str attribute = name_of(s);
        skip_blanks(s);
        fuzz_require(attribute.n && str_starts(*s, STR("=")), "an attribute has a value");
        *s = str_from(*s, 1);
        skip_blanks(s);
        char quote = s->n ? s->p[0] : 0;
        size_t end = str_find(str_from(*s, 1), quote);
        fuzz_require((quote == '"' || quote == '\'') && end != STR_NONE, "in quotes");
        check_attribute(attribute, str_sub(*s, 1, end));
        *s = str_from(*s, end + 2);
    }
}

/* Whether s begins so; then what follows is behind `end`. */
static bool passes(struct str *s, struct str begin, struct str end)
{
    if (!str_starts(*s, begin))
        return false;
    size_t at = str_find_str(str_from(*s, begin.n), end);
    fuzz_require(at != STR_NONE, "what begins has an end");
    *s = str_from(*s, begin.n + at + end.n);
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct str s = str_n((const char *)bytes, n);
    struct measure m;
    size_t depth = 0;
    measure_picture(STR("a.svg"), s, &m);
    if (svg_check(s))
        return 0;
    while (s.n) {
        if (s.p[0] != '<')
            s = str_from(s, 1);
        else if (passes(&s, STR("<!--"), STR("-->")) || passes(&s, STR("<![CDATA["), STR("]]>")) ||
                 passes(&s, STR("<?xml "), STR("?>")))
            continue;
        else if (str_starts(s, STR("<!"))) {
            size_t end = str_find(s, '>');
            fuzz_require(str_starts(s, STR("<!DOCTYPE svg ")) && end != STR_NONE &&
                             str_find(str_sub(s, 0, end), '[') == STR_NONE,
                         "no declaration");
            s = str_from(s, end + 1);
        } else if (str_starts(s, STR("</"))) {
            fuzz_require(depth-- > 0, "an end has its beginning");
            s = str_from(s, str_find(s, '>') + 1);
        } else {
            s = str_from(s, 1);
            check_start(&s, &depth);
        }
    }
    fuzz_require(depth == 0, "all that was begun has ended");
    return 0;
}

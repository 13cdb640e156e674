#include "render/svg_css.h"

#include "base/tr.h"

static const struct str functions[] = {
    STR_INIT("url"),         STR_INIT("rgb"),        STR_INIT("rgba"),   STR_INIT("hsl"),
    STR_INIT("hsla"),        STR_INIT("calc"),       STR_INIT("var"),    STR_INIT("min"),
    STR_INIT("max"),         STR_INIT("clamp"),      STR_INIT("matrix"), STR_INIT("translate"),
    STR_INIT("translatex"),  STR_INIT("translatey"), STR_INIT("scale"),  STR_INIT("scalex"),
    STR_INIT("scaley"),      STR_INIT("rotate"),     STR_INIT("skewx"),  STR_INIT("skewy"),
    STR_INIT("nth-child"),   STR_INIT("not"),        STR_INIT("blur"),   STR_INIT("brightness"),
    STR_INIT("drop-shadow"), STR_INIT("polygon"),    STR_INIT("circle"), STR_INIT("ellipse"),
    STR_INIT("inset"),       STR_INIT("opacity"),
};

static bool name_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || (unsigned char)c >= 0x80;
}

static bool blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

/* Whether what stands between url( and its end begins with #. */
static bool points_inside(struct str css, size_t i)
{
    while (i < css.n && blank(css.p[i]))
        i++;
    if (i < css.n && (css.p[i] == '"' || css.p[i] == '\''))
        i++;
    return i < css.n && css.p[i] == '#';
}

static bool known_function(struct str name)
{
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        if (str_eq_nocase(name, functions[i]))
            return true;
    return false;
}

static const char *call_fault(struct str css, size_t paren)
{
    size_t from = paren;
    while (from > 0 && name_byte(css.p[from - 1]))
        from--;
    struct str name = str_sub(css, from, paren - from);
    if (!name.n) /* a parenthesis of its own, as in @media (…) */
        return NULL;
    if (!known_function(name))
        return TR_MARK("calls a CSS function that is not allowed");
    if (str_eq_nocase(name, STR("url")) && !points_inside(css, paren + 1))
        return TR_MARK("has a url() that leads out of the picture; only url(#…) is allowed");
    return NULL;
}

const char *svg_css_fault(struct str css)
{
    const char *fault = NULL;
    for (size_t i = 0; i < css.n && !fault; i++) {
        if (css.p[i] == '\\')
            fault = TR_MARK("has a backslash in its CSS, which is not allowed");
        else if (css.p[i] == '@' && !(str_eq_nocase(str_sub(css, i, 6), STR("@media")) && i + 6 < css.n &&
                                      !name_byte(css.p[i + 6])))
            fault = TR_MARK("has a CSS rule that begins with @; only @media is allowed");
        else if (css.p[i] == '(')
            fault = call_fault(css, i);
    }
    return fault;
}

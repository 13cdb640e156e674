#include "read/pattern.h"

#include "base/buf.h"
#include "base/escape.h"
#include "base/tr.h"

static const char *fault_characters(struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c <= ' ' || c == 0x7F || strchr("\"<>\\^`|", c))
            return tr("holds a character that an address cannot hold");
    }
    return NULL;
}

const char *pattern_fault_web(struct str s)
{
    size_t scheme = str_eq_nocase(str_sub(s, 0, 8), STR("https://"))  ? 8
                    : str_eq_nocase(str_sub(s, 0, 7), STR("http://")) ? 7
                                                                      : 0;
    if (!scheme)
        return tr("must begin with http:// or https://");
    struct str rest = str_from(s, scheme), host = rest;
    for (size_t i = 0; i < rest.n; i++)
        if (strchr("/?#", rest.p[i])) {
            host = str_sub(rest, 0, i);
            break;
        }
    if (!host.n || str_find(host, '@') != STR_NONE)
        return tr("must name a host, without user and password");
    return fault_characters(s);
}

bool pattern_is_mail(struct str s)
{
    return str_eq_nocase(str_sub(s, 0, 7), STR("mailto:"));
}

/* The length of the {name} that s begins with; 0: it is none of these. */
static size_t place(struct str s, const struct str *names)
{
    for (; names->n; names++)
        if (s.n >= names->n + 2 && s.p[0] == '{' && s.p[names->n + 1] == '}' &&
            str_eq(str_sub(s, 1, names->n), *names))
            return names->n + 2;
    return 0;
}

const char *pattern_fault(struct str s)
{
    bool mail = pattern_is_mail(s);
    const char *fault = mail ? fault_characters(s) : pattern_fault_web(s);
    return !fault && mail && str_find(s, '@') == STR_NONE ? tr("must name who gets the mail") : fault;
}

struct str pattern_stranger(struct str s, const struct str *names)
{
    for (size_t i = 0; i < s.n; i++) {
        struct str rest = str_from(s, i);
        size_t n = place(rest, names), end = str_find(rest, '}');
        if (!n && (rest.p[0] == '{' || rest.p[0] == '}'))
            return str_sub(rest, 0, end == STR_NONE ? 1 : end + 1);
        i += n ? n - 1 : 0;
    }
    return STR("");
}

struct str pattern_fill(struct arena *a, struct str pattern, const struct pattern_place *places, size_t n)
{
    struct buf b = {0};
    for (size_t i = 0; i < pattern.n; i++) {
        size_t k = 0, end = str_find(str_from(pattern, i), '}');
        struct str name = pattern.p[i] == '{' && end != STR_NONE ? str_sub(pattern, i + 1, end - 1) : STR("");
        while (k < n && !(name.n && str_eq(places[k].name, name)))
            k++;
        if (k < n) {
            escape_url_path(&b, places[k].value);
            i += end;
        } else {
            buf_char(&b, pattern.p[i]);
        }
    }
    struct str out = buf_dup(a, &b);
    buf_free(&b);
    return out;
}

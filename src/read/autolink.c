#include "read/autolink.h"

enum {
    MAX_DOMAIN = 253
}; /* as in the domain name system; it also keeps `www.a_www.a_` from being read again and again */

static bool is_alnum(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static bool is_letter_beyond_ascii(char c)
{
    return (unsigned char)c >= 0x80;
}

/* Quotation marks and the like that Danish text puts right behind an address. */
static size_t closing_mark(struct str s)
{
    static const struct str marks[] = {
        STR_INIT("\xe2\x80\x9c"), STR_INIT("\xe2\x80\x9d"), STR_INIT("\xe2\x80\x99"),
        STR_INIT("\xe2\x80\xa6"),                                                 /* “ ” ’ … */
        STR_INIT("\xe2\x80\x93"), STR_INIT("\xc2\xbb"),     STR_INIT("\xc2\xab"), /* – » « */
    };
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (str_ends(s, marks[i]))
            return marks[i].n;
    return 0;
}

/* `&hellip;` at the end is no part of an address; a lone semicolon neither. */
static size_t entity_at_end(struct str s)
{
    size_t i = s.n - 1;
    while (i > 0 && is_alnum(s.p[i - 1]))
        i--;
    return i > 0 && i < s.n - 1 && s.p[i - 1] == '&' ? s.n - i + 1 : 1;
}

/* The address without the punctuation that belongs to the sentence, and without a closing parenthesis that was opened before. */
static size_t trim_end(struct str s)
{
    size_t opened = 0, closed = 0;
    for (size_t i = 0; i < s.n; i++) {
        opened += s.p[i] == '(';
        closed += s.p[i] == ')';
    }
    while (s.n > 0) {
        char c = s.p[s.n - 1];
        size_t less = 0;
        if (c == ')') {
            if (closed <= opened)
                break;
            closed--;
            less = 1;
        } else if (c == ';') {
            less = entity_at_end(s);
        } else if (strchr("?!.,:*_~'\"", c)) {
            less = 1;
        } else {
            less = closing_mark(s);
        }
        if (less == 0)
            break;
        s.n -= less;
    }
    return s.n;
}

/* Length of the domain at the start of s. Its last two parts hold no underscore; 0 when it is none. */
static size_t domain_length(struct str s, bool needs_dot)
{
    size_t n = 0, dots = 0, last_underscore = 0,
           before_last = 0; /* underscores in the last part, in the one before */
    for (; n < s.n && n <= MAX_DOMAIN; n++) {
        char c = s.p[n];
        if (c == '.') {
            if (n == 0 || s.p[n - 1] == '.')
                break;
            dots++;
            before_last = last_underscore;
            last_underscore = 0;
        } else if (c == '_') {
            last_underscore++;
        } else if (!is_alnum(c) && c != '-' && !is_letter_beyond_ascii(c)) {
            break;
        }
    }
    return n > MAX_DOMAIN || last_underscore || before_last || (needs_dot && dots == 0) ? 0 : n;
}

static size_t url_end(struct str text, size_t start, size_t host, bool needs_dot)
{
    struct str rest = str_from(text, host);
    if (rest.n == 0 || !(is_alnum(rest.p[0]) || is_letter_beyond_ascii(rest.p[0])) ||
        domain_length(rest, needs_dot) == 0)
        return 0;
    size_t end = host;
    while (end < text.n && text.p[end] != ' ' && text.p[end] != '\t' && text.p[end] != '\n' &&
           text.p[end] != '<')
        end++;
    end = start + trim_end(str_sub(text, start, end - start));
    return end > host ? end : 0;
}

static bool bounded_before(struct str text, size_t i)
{
    return i == 0 || !is_alnum(text.p[i - 1]);
}

/* text[i] is the colon of http:// or https:// */
static bool match_scheme(struct str text, size_t from, size_t i, struct autolink *out)
{
    static const struct str schemes[] = {STR_INIT("https"), STR_INIT("http")};
    if (!str_starts(str_from(text, i), STR("://")))
        return false;
    for (size_t k = 0; k < 2; k++) {
        size_t n = schemes[k].n;
        if (i < from + n || !str_eq_nocase(str_sub(text, i - n, n), schemes[k]) ||
            !bounded_before(text, i - n))
            continue;
        size_t end = url_end(text, i - n, i + 3, false);
        *out = (struct autolink){i - n, end, STR("")};
        return end != 0;
    }
    return false;
}

static bool match_www(struct str text, size_t i, struct autolink *out)
{
    if (!str_starts(str_from(text, i), STR("www.")) || !bounded_before(text, i))
        return false;
    size_t end = url_end(text, i, i + 4, true);
    if (!end) /* www.dk: the name itself has the dot */
        return false;
    *out = (struct autolink){i, end, STR("http://")};
    return true;
}

static bool is_local_part(char c)
{
    return is_alnum(c) || c == '.' || c == '-' || c == '_' || c == '+';
}

/* text[i] is the @ */
static bool match_mail(struct str text, size_t from, size_t i, struct autolink *out)
{
    size_t start = i, end = i + 1, dots = 0;
    while (start > from && is_local_part(text.p[start - 1]))
        start--;
    while (end < text.n &&
           (is_alnum(text.p[end]) || text.p[end] == '-' || text.p[end] == '_' || text.p[end] == '.')) {
        if (text.p[end] == '.' && !(end + 1 < text.n && is_alnum(text.p[end + 1])))
            break;
        dots += text.p[end++] == '.';
    }
    char last = text.p[end - 1];
    if (start == i || dots == 0 || last == '-' || last == '_' || (end < text.n && text.p[end] == '@'))
        return false;
    *out = (struct autolink){start, end, STR("mailto:")};
    return true;
}

bool autolink_next(struct str text, size_t *from, struct autolink *out)
{
    for (size_t i = *from; i < text.n; i++) {
        char c = text.p[i];
        if ((c == ':' && match_scheme(text, *from, i, out)) || (c == 'w' && match_www(text, i, out)) ||
            (c == '@' && match_mail(text, *from, i, out))) {
            *from = out->end;
            return true;
        }
    }
    *from = text.n;
    return false;
}

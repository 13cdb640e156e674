/* check - what holds for every doc, whatever the bytes were: the fuzz drivers and the tests of hostile pages share it.
 * doc_fault gives NULL, or what is broken.
 */
#ifndef TESTS_FUZZ_CHECK_H
#define TESTS_FUZZ_CHECK_H

#include <ctype.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "read/doc.h"

enum { CHECK_DEPTH = 512 };

static const char *const check_tags[] = {
    "a",      "blockquote", "br",    "code",  "del",   "div", "em",    "h2", "h3",  "h4",
    "h5",     "h6",         "hr",    "input", "label", "li",  "ol",    "p",  "pre", "section",
    "strong", "sup",        "table", "tbody", "td",    "th",  "thead", "tr", "ul",
};
static const char *const check_attributes[] = {"aria-label", "checked", "class", "disabled", "href", "id",
                                               "role",       "scope",   "start", "tabindex", "type"};

static inline int check_index(const char *const *names, size_t n, struct str s)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(str_of(names[i]), s))
            return (int)i;
    return -1;
}

#define CHECK_INDEX(names, s) check_index((names), sizeof(names) / sizeof *(names), (s))

static inline struct str check_name(struct str *s)
{
    size_t n = 0;
    while (n < s->n && (isalnum((unsigned char)s->p[n]) || s->p[n] == '-'))
        n++;
    struct str name = str_n(s->p, n);
    *s = str_from(*s, n);
    return name;
}

/* ` name` and ` name="value"` up to the > */
static inline const char *check_tag_attributes(struct str *s)
{
    while (s->n && s->p[0] == ' ') {
        *s = str_from(*s, 1);
        if (CHECK_INDEX(check_attributes, check_name(s)) < 0)
            return "an attribute that is none of ours";
        if (!str_starts(*s, STR("=\"")))
            continue;
        size_t end = str_find(str_from(*s, 2), '"');
        if (end == STR_NONE || memchr(s->p + 2, '<', end))
            return "an attribute without an end";
        *s = str_from(*s, end + 3);
    }
    if (s->n == 0 || s->p[0] != '>')
        return "a tag without an end";
    *s = str_from(*s, 1);
    return NULL;
}

static inline bool check_is_void(struct str name)
{
    return str_eq(name, STR("br")) || str_eq(name, STR("hr")) || str_eq(name, STR("input"));
}

/* Our tags only, balanced; no stray < > or ". */
static inline const char *html_fault(struct str s)
{
    struct str open[CHECK_DEPTH];
    size_t depth = 0;
    while (s.n) {
        if (s.p[0] == '>' || s.p[0] == '"')
            return "a character that is not escaped";
        if (s.p[0] != '<') {
            s = str_from(s, 1);
            continue;
        }
        bool close = s.n > 1 && s.p[1] == '/';
        s = str_from(s, close ? 2 : 1);
        struct str name = check_name(&s);
        if (CHECK_INDEX(check_tags, name) < 0)
            return "a tag that is none of ours";
        const char *fault = check_tag_attributes(&s);
        if (fault)
            return fault;
        if (close && (depth == 0 || !str_eq(open[--depth], name)))
            return "a closing tag without its opening one";
        if (!close && !check_is_void(name)) {
            if (depth == CHECK_DEPTH)
                return "tags too deep";
            open[depth++] = name;
        }
    }
    return depth ? "a tag that is not closed" : NULL;
}

static inline bool check_clean(struct str s)
{
    for (size_t i = 0; i < s.n;) {
        size_t at = i;
        uint32_t c = utf8_next(s, &i);
        if (utf8_unwanted(c) || (c == 0xfffd && i - at == 1))
            return false;
    }
    return true;
}

static inline const char *hole_fault(const struct doc *d, const struct hole *h)
{
    if (h->start > h->end || h->end > d->html.n)
        return "a hole outside the HTML";
    if (!check_clean(h->dest) || !check_clean(h->title) || !check_clean(h->alt))
        return "an unwanted character in a hole";
    for (size_t i = 0;
         i < h->dest.n && (isalnum((unsigned char)h->dest.p[i]) || strchr(":+-.", h->dest.p[i])); i++)
        if (h->dest.p[i] == ':' && isalpha((unsigned char)h->dest.p[0]) &&
            strncasecmp(h->dest.p, "http:", 5) != 0 && strncasecmp(h->dest.p, "https:", 6) != 0 &&
            strncasecmp(h->dest.p, "mailto:", 7) != 0 && strncasecmp(h->dest.p, "tel:", 4) != 0)
            return "a scheme that is not allowed";
    /* the text between is markup in itself: tags do not overlap holes */
    return html_fault(str_sub(d->html, h->start, h->end - h->start));
}

static inline const char *doc_fault(const struct doc *d, struct arena *a)
{
    const char *fault = html_fault(d->html);
    if (!fault && (!check_clean(d->html) || !check_clean(d->text) || !check_clean(d->lead) ||
                   !check_clean(d->title_heading)))
        fault = "an unwanted character";
    for (size_t i = 0; i < d->n_holes && !fault; i++)
        fault = hole_fault(d, d->holes + i);
    for (size_t i = 0; i < d->n_headings && !fault; i++)
        fault = html_fault(d->headings[i].html);
    if (fault)
        return fault;
    struct buf once = {0}, twice = {0};
    doc_pack(d, &once);
    const struct doc *u = doc_unpack(buf_str(&once), a);
    if (u)
        doc_pack(u, &twice);
    if (!u || !str_eq(buf_str(&once), buf_str(&twice)))
        fault = "a packed doc that does not come back";
    buf_free(&once);
    buf_free(&twice);
    return fault;
}

#endif

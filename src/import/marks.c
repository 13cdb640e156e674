#include "import/marks.h"

#include "base/arena.h"
#include "base/escape.h"
#include "base/path.h"
#include "base/tr.h"
#include "import/words.h"

/* A letter of any script, a digit or _. */
static bool is_word(char c)
{
    return (c & 0x80) || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           c == '_';
}

static void note(struct markup *m, const char *what, struct str mark)
{
    diag_at(m->notes, CODE_NOT_PLACED, m->path, m->line, 1, "%s \"%.*s\" is left as it stands", tr(what),
            STR_F(mark));
}

/* A link's text may hold no bracket of its own, nor its address a blank. */
static void put_link(bool picture, struct str text, struct str to, struct buf *out)
{
    buf_printf(out, "%s[%.*s](", picture ? "!" : "", STR_F(text));
    escape_url(out, to);
    buf_char(out, ')');
}

static struct str place(struct markup *m, enum link_kind kind, struct str written)
{
    struct str to = m->place(m->ctx, kind, written);
    if (!to.n)
        diag_at(m->notes, CODE_NOT_PLACED, m->path, m->line, 1,
                "the link to \"%.*s\" leads to nothing in this folder", STR_F(written));
    return to.n ? to : written;
}

static bool is_away(struct str s)
{
    return str_find_str(s, STR("://")) != STR_NONE || str_starts(s, STR("#")) ||
           str_starts(s, STR("mailto:")) || str_starts(s, STR("tel:")) || str_starts(s, STR("//")) ||
           str_starts(s, STR("data:")) || !s.n;
}

/* Hugo's short codes. False: not one that is known. */
static bool put_short_code(struct markup *m, struct str inside, bool in_link, struct buf *out)
{
    struct words w;
    words_read(inside, &w);
    struct str name = words_get(&w, "", 0), first = words_get(&w, "", 1);
    if (str_eq(name, STR("ref")) || str_eq(name, STR("relref"))) {
        struct str to = place(m, LINK_NAME, first.n ? first : words_get(&w, "path", 1));
        if (in_link)
            escape_url(out, to);
        else
            put_link(false, first, to, out);
    } else if (str_eq(name, STR("figure"))) {
        struct str src = words_get(&w, "src", 1), caption = words_get(&w, "caption", 9),
                   alt = words_get(&w, "alt", 9);
        struct str title = words_get(&w, "title", 9);
        put_link(true,
                 alt.n       ? alt
                 : caption.n ? caption
                             : title,
                 is_away(src) ? src : place(m, LINK_PLACE, src), out);
        if (caption.n && alt.n)
            buf_printf(out, "\n*%.*s*", STR_F(caption));
    } else if (str_eq(name, STR("youtube"))) {
        buf_printf(out, "https://www.youtube.com/watch?v=%.*s", STR_F(words_get(&w, "id", 1)));
    } else if (str_eq(name, STR("vimeo"))) {
        buf_printf(out, "https://vimeo.com/%.*s", STR_F(words_get(&w, "id", 1)));
    } else {
        return false;
    }
    return true;
}

/* Jekyll's tags and its address of the site, which is nothing here. */
static bool put_liquid(struct markup *m, struct str inside, bool in_link, struct buf *out)
{
    struct words w;
    words_read(inside, &w);
    struct str name = words_get(&w, "", 0), first = words_get(&w, "", 1);
    if (str_eq(name, STR("link")) || str_eq(name, STR("post_url"))) {
        struct str to = place(m, str_eq(name, STR("link")) ? LINK_ROOT : LINK_NAME, first);
        if (in_link)
            escape_url(out, to);
        else
            put_link(false, first, to, out);
        return true;
    }
    return false;
}

/* {{ site.baseurl }}, {{ "/a/" | relative_url }}: the address alone. */
static bool liquid_address(struct str inside, struct str *address)
{
    size_t pipe = str_find(inside, '|');
    struct str what = str_trim(str_sub(inside, 0, pipe == STR_NONE ? inside.n : pipe));
    bool site = str_eq(what, STR("site.baseurl")) || str_eq(what, STR("site.url"));
    bool quoted = what.n > 1 && strchr("\"'", what.p[0]) && what.p[what.n - 1] == what.p[0];
    *address = site ? STR("") : str_sub(what, 1, what.n > 1 ? what.n - 2 : 0);
    return site || (quoted && pipe != STR_NONE);
}

/* [[Note#Heading|text]], ![[picture.png|300]] */
static void put_wiki(struct markup *m, struct str inside, bool embed, struct buf *out)
{
    size_t bar = str_find(inside, '|'), hash = str_find(inside, '#');
    struct str target = str_sub(inside, 0, bar == STR_NONE ? inside.n : bar);
    struct str text = bar == STR_NONE ? target : str_from(inside, bar + 1);
    bool here = hash == 0;
    struct str to = here ? str_from(target, 1) : place(m, LINK_NAME, target);
    bool picture =
        embed &&
        str_find(str_from(to, str_rfind(to, '/') == STR_NONE ? 0 : str_rfind(to, '/')), '.') != STR_NONE &&
        !str_ends(to, STR(".md")) && str_find_str(to, STR(".md#")) == STR_NONE;
    if (here)
        buf_printf(out, "[%.*s](#%.*s)", STR_F(text), STR_F(path_slug(m->arena, to)));
    else
        put_link(picture,
                 picture && bar != STR_NONE && text.n && text.p[0] >= '0' && text.p[0] <= '9' ? target : text,
                 to, out);
}

/* A mark of another generator at s[i]; *end is behind it. False: there is none. */
static bool put_mark(struct markup *m, struct str s, size_t i, bool in_link, struct buf *out, size_t *end)
{
    struct str inside, address;
    bool code = words_between(s, i, STR("{{<"), STR(">}}"), &inside, end) ||
                words_between(s, i, STR("{{%"), STR("%}}"), &inside, end);
    if (code || words_between(s, i, STR("{%"), STR("%}"), &inside, end)) {
        if (code ? put_short_code(m, inside, in_link, out) : put_liquid(m, inside, in_link, out))
            return true;
        note(m, code ? TR_MARK("the short code") : TR_MARK("the tag"), str_sub(inside, 0, 60));
        buf_put(out, str_sub(s, i, *end - i));
        return true;
    }
    if (words_between(s, i, STR("{{"), STR("}}"), &inside, end)) {
        if (liquid_address(inside, &address))
            buf_put(out, address);
        else {
            note(m, TR_MARK("the value"), str_sub(inside, 0, 60));
            buf_put(out, str_sub(s, i, *end - i));
        }
        return true;
    }
    bool embed = words_between(s, i, STR("![["), STR("]]"), &inside, end);
    if (!in_link && (embed || words_between(s, i, STR("[["), STR("]]"), &inside, end)) && inside.n) {
        put_wiki(m, inside, embed, out);
        return true;
    }
    return false;
}

/* {: .x}, { .x }, {#id}, {target=_blank}: attributes, behind a link, a picture or a heading. */
static bool is_attributes(struct str s, size_t i, size_t *end)
{
    struct str inside;
    if (!words_between(s, i, STR("{"), STR("}"), &inside, end) || (i + 1 < s.n && strchr("{%<", s.p[i + 1])))
        return false;
    return inside.n && (strchr(":.#", inside.p[0]) || str_starts(inside, STR("target=")) ||
                        str_starts(inside, STR("width=")) || str_starts(inside, STR("loading=")));
}

void marks_tell_id(struct markup *m, struct str attributes)
{
    struct str inside = str_sub(attributes, 1, attributes.n - 2), word;
    while (str_split(&inside, ' ', &word)) {
        word = word.n && word.p[0] == ':' ? str_from(word, 1) : word;
        if (word.n > 1 && word.p[0] == '#')
            diag_at(m->notes, CODE_NOT_PLACED, m->path, m->line, 1, "there is no place for the id \"%.*s\"",
                    STR_F(str_from(word, 1)));
    }
}

/* #word at s[i], where such words mean something. It stays in the text too. */
static void take_tag(struct markup *m, struct str s, size_t i)
{
    size_t end = i + 1;
    bool letters = false;
    if (!m->tags || m->tags->map.n >= MARKUP_TAGS || (i && s.p[i - 1] != ' ' && s.p[i - 1] != '\t'))
        return;
    for (; end < s.n && (is_word(s.p[end]) || s.p[end] == '-' || s.p[end] == '/'); end++)
        letters |= !(s.p[end] >= '0' && s.p[end] <= '9');
    struct str tag = str_sub(s, i + 1, end - i - 1);
    if (letters && !value_get(m->tags, tag))
        value_map_add(m->tags, m->arena, tag, value_text(tag));
}

/* The address of a link, from s[i] behind its "(" to before the blank or bracket that ends it. */
static size_t put_address(struct markup *m, struct str s, size_t i, struct buf *out)
{
    struct buf b = {0};
    size_t end, depth = 0;
    bool marked = false;
    for (; i < s.n && !(s.p[i] == ')' && !depth) && s.p[i] != ' ';) {
        if (s.p[i] == '{' && put_mark(m, s, i, true, &b, &end)) {
            marked |= !str_starts(str_from(s, i), STR("{{ "));
            i = end;
            continue;
        }
        depth += s.p[i] == '(';
        depth -= s.p[i] == ')';
        buf_char(&b, s.p[i++]);
    }
    struct str written = buf_dup(m->arena, &b);
    buf_free(&b);
    if (marked || is_away(written))
        buf_put(out, written);
    else
        escape_url(out, place(m, LINK_PLACE, written));
    return i;
}

static size_t code_span(struct str s, size_t i)
{
    size_t n = 0;
    while (i + n < s.n && s.p[i + n] == '`')
        n++;
    for (size_t k = i + n; k + n <= s.n; k++) {
        size_t run = 0;
        while (k + run < s.n && s.p[k + run] == '`')
            run++;
        if (run == n)
            return k + n;
        k += run;
    }
    return i + n;
}

void marks_put(struct markup *m, struct str s, struct buf *out)
{
    for (size_t i = 0, end; i < s.n; i = end) {
        char c = s.p[i];
        end = i + 1;
        if (c == '`') {
            end = code_span(s, i);
            buf_put(out, str_sub(s, i, end - i));
        } else if (c == '\\' && end < s.n) {
            buf_put(out, str_sub(s, i, 2));
            end++;
        } else if (c == '{' && is_attributes(s, i, &end)) {
            marks_tell_id(m, str_sub(s, i, end - i));
            while (out->n && out->p[out->n - 1] == ' ')
                out->n--;
        } else if (strchr("{[!", c) && put_mark(m, s, i, false, out, &end)) {
            continue;
        } else if (c == ']' && end < s.n && s.p[end] == '(') {
            buf_put(out, STR("]("));
            end = put_address(m, s, i + 2, out);
        } else {
            if (c == '#')
                take_tag(m, s, i);
            end = i + 1;
            buf_char(out, c);
        }
    }
    buf_char(out, '\n');
}

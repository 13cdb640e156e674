#include "import/markup.h"

#include "base/arena.h"
#include "base/escape.h"
#include "base/path.h"
#include "base/tr.h"

/* ---- words between marks: name, then values with or without quotes, name=value too ---- */

enum { WORDS = 16 };

struct words {
    struct str keys[WORDS], values[WORDS];
    size_t n;
};

static struct str take_word(struct str *s)
{
    *s = str_trim(*s);
    char quote = s->n && strchr("\"'`", s->p[0]) ? s->p[0] : 0;
    size_t i = quote != 0;
    while (i < s->n && (quote ? s->p[i] != quote : !strchr(" \t=", s->p[i])))
        i++;
    struct str word = str_sub(*s, quote != 0, i - (quote != 0));
    *s = str_from(*s, i + (quote != 0));
    return word;
}

static void read_words(struct str s, struct words *w)
{
    w->n = 0;
    for (s = str_trim(s); s.n && w->n < WORDS; s = str_trim(s)) {
        struct str word = take_word(&s);
        bool named = s.n && s.p[0] == '=';
        w->keys[w->n] = named ? word : STR("");
        if (named)
            s = str_from(s, 1);
        w->values[w->n++] = named ? take_word(&s) : word;
        if (!named && s.n && s.p[0] == '=')
            s = str_from(s, 1);
    }
}

/* By its name, else by its place among those without one. */
static struct str word(const struct words *w, const char *key, size_t place)
{
    for (size_t i = 0; i < w->n; i++)
        if (*key && str_eq(w->keys[i], str_of(key)))
            return w->values[i];
    for (size_t i = 0, k = 0; i < w->n; i++)
        if (!w->keys[i].n && k++ == place)
            return w->values[i];
    return STR("");
}

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

/* ---- admonitions ---- */

static const struct {
    struct str name, ours;
} kinds[] = {
    {STR_INIT("note"), STR_INIT("NOTE")},       {STR_INIT("info"), STR_INIT("NOTE")},
    {STR_INIT("abstract"), STR_INIT("NOTE")},   {STR_INIT("summary"), STR_INIT("NOTE")},
    {STR_INIT("question"), STR_INIT("NOTE")},   {STR_INIT("example"), STR_INIT("NOTE")},
    {STR_INIT("quote"), STR_INIT("NOTE")},      {STR_INIT("todo"), STR_INIT("NOTE")},
    {STR_INIT("tip"), STR_INIT("TIP")},         {STR_INIT("hint"), STR_INIT("TIP")},
    {STR_INIT("success"), STR_INIT("TIP")},     {STR_INIT("important"), STR_INIT("IMPORTANT")},
    {STR_INIT("warning"), STR_INIT("WARNING")}, {STR_INIT("attention"), STR_INIT("WARNING")},
    {STR_INIT("caution"), STR_INIT("CAUTION")}, {STR_INIT("danger"), STR_INIT("CAUTION")},
    {STR_INIT("error"), STR_INIT("CAUTION")},   {STR_INIT("failure"), STR_INIT("CAUTION")},
    {STR_INIT("bug"), STR_INIT("CAUTION")},
};

static struct str kind_of(struct str name)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (str_eq_nocase(kinds[i].name, name))
            return kinds[i].ours;
    return STR("NOTE");
}

static void put_admonition(struct str kind, struct str title, struct buf *out)
{
    buf_printf(out, "[!%.*s]%s%.*s\n", STR_F(kind_of(kind)), title.n ? " " : "", STR_F(title));
}

/* Short codes that mean an admonition around what follows; those that are a kind themselves do too. */
static bool is_notice(struct str name)
{
    static const struct str names[] = {STR_INIT("notice"), STR_INIT("admonition"), STR_INIT("alert"),
                                       STR_INIT("callout")};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_eq(name, names[i]))
            return true;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (str_eq(name, kinds[i].name))
            return true;
    return false;
}

/* ---- within a line ---- */

/* The inside of what begins with `open` at s[i] and ends with `close`; *end is behind it. */
static bool between(struct str s, size_t i, struct str open, struct str close, struct str *inside,
                    size_t *end)
{
    struct str rest = str_from(s, i);
    if (!str_starts(rest, open))
        return false;
    size_t n = str_find_str(str_from(rest, open.n), close);
    if (n == STR_NONE)
        return false;
    *inside = str_trim(str_sub(rest, open.n, n));
    *end = i + open.n + n + close.n;
    return true;
}

/* A link's text may hold no bracket of its own, nor its address a blank. */
static void put_link(struct markup *m, bool picture, struct str text, struct str to, struct buf *out)
{
    (void)m;
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
    read_words(inside, &w);
    struct str name = word(&w, "", 0), first = word(&w, "", 1);
    if (str_eq(name, STR("ref")) || str_eq(name, STR("relref"))) {
        struct str to = place(m, LINK_NAME, first.n ? first : word(&w, "path", 1));
        if (in_link)
            escape_url(out, to);
        else
            put_link(m, false, first, to, out);
    } else if (str_eq(name, STR("figure"))) {
        struct str src = word(&w, "src", 1), caption = word(&w, "caption", 9), alt = word(&w, "alt", 9);
        struct str title = word(&w, "title", 9);
        put_link(m, true,
                 alt.n       ? alt
                 : caption.n ? caption
                             : title,
                 is_away(src) ? src : place(m, LINK_PLACE, src), out);
        if (caption.n && alt.n)
            buf_printf(out, "\n*%.*s*", STR_F(caption));
    } else if (str_eq(name, STR("youtube"))) {
        buf_printf(out, "https://www.youtube.com/watch?v=%.*s", STR_F(word(&w, "id", 1)));
    } else if (str_eq(name, STR("vimeo"))) {
        buf_printf(out, "https://vimeo.com/%.*s", STR_F(word(&w, "id", 1)));
    } else {
        return false;
    }
    return true;
}

/* Jekyll's tags and its address of the site, which is nothing here. */
static bool put_liquid(struct markup *m, struct str inside, bool in_link, struct buf *out)
{
    struct words w;
    read_words(inside, &w);
    struct str name = word(&w, "", 0), first = word(&w, "", 1);
    if (str_eq(name, STR("link")) || str_eq(name, STR("post_url"))) {
        struct str to = place(m, str_eq(name, STR("link")) ? LINK_ROOT : LINK_NAME, first);
        if (in_link)
            escape_url(out, to);
        else
            put_link(m, false, first, to, out);
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
        put_link(m, picture,
                 picture && bar != STR_NONE && text.n && text.p[0] >= '0' && text.p[0] <= '9' ? target : text,
                 to, out);
}

/* A mark of another generator at s[i]; *end is behind it. False: there is none. */
static bool put_mark(struct markup *m, struct str s, size_t i, bool in_link, struct buf *out, size_t *end)
{
    struct str inside, address;
    bool code = between(s, i, STR("{{<"), STR(">}}"), &inside, end) ||
                between(s, i, STR("{{%"), STR("%}}"), &inside, end);
    if (code || between(s, i, STR("{%"), STR("%}"), &inside, end)) {
        if (code ? put_short_code(m, inside, in_link, out) : put_liquid(m, inside, in_link, out))
            return true;
        note(m, code ? TR_MARK("the short code") : TR_MARK("the tag"), str_sub(inside, 0, 60));
        buf_put(out, str_sub(s, i, *end - i));
        return true;
    }
    if (between(s, i, STR("{{"), STR("}}"), &inside, end)) {
        if (liquid_address(inside, &address))
            buf_put(out, address);
        else {
            note(m, TR_MARK("the value"), str_sub(inside, 0, 60));
            buf_put(out, str_sub(s, i, *end - i));
        }
        return true;
    }
    bool embed = between(s, i, STR("![["), STR("]]"), &inside, end);
    if (!in_link && (embed || between(s, i, STR("[["), STR("]]"), &inside, end)) && inside.n) {
        put_wiki(m, inside, embed, out);
        return true;
    }
    return false;
}

/* {: .x}, { .x }, {#id}, {target=_blank}: attributes, behind a link, a picture or a heading. */
static bool is_attributes(struct str s, size_t i, size_t *end)
{
    struct str inside;
    if (!between(s, i, STR("{"), STR("}"), &inside, end) || (i + 1 < s.n && strchr("{%<", s.p[i + 1])))
        return false;
    return inside.n && (strchr(":.#", inside.p[0]) || str_starts(inside, STR("target=")) ||
                        str_starts(inside, STR("width=")) || str_starts(inside, STR("loading=")));
}

/* An id says where links lead: what a heading gets here is another. */
static void tell_id(struct markup *m, struct str attributes)
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

static void put_inline(struct markup *m, struct str s, struct buf *out)
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
            tell_id(m, str_sub(s, i, end - i));
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

/* ---- blocks: what is indented below a mark, or stands until one that ends it ---- */

static size_t indent_of(struct str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n && strchr(" \t", s.p[i]); i++)
        n += s.p[i] == '\t' ? 4 : 1;
    return n;
}

static struct str less_indented(struct str s, size_t n)
{
    for (; n && s.n && strchr(" \t", s.p[0]); s = str_from(s, 1))
        n = s.p[0] == '\t' && n > 4 ? n - 4 : s.p[0] == '\t' ? 0 : n - 1;
    return s;
}

static void leave_blocks(struct markup *m, size_t n)
{
    m->n_blocks = n;
    if (m->fence && m->fence_depth > n)
        m->fence = 0;
}

static bool enter_block(struct markup *m, enum block_kind kind, size_t base)
{
    if (m->n_blocks == MARKUP_DEPTH)
        return false;
    m->blocks[m->n_blocks++] = (struct block){.kind = kind, .base = (uint8_t)base};
    m->in_list = false;
    return true;
}

/* How many of the open blocks the line belongs to; *line without what it is indented by for them. */
static size_t blocks_of(const struct markup *m, struct str *line)
{
    size_t i = 0;
    for (; i < m->n_blocks; i++) {
        const struct block *b = &m->blocks[i];
        if (b->kind == BLOCK_CLOSED)
            continue;
        if (indent_of(*line) < b->base + 4u)
            break;
        *line = less_indented(*line, b->base + 4u);
    }
    return i;
}

static void put_prefix(const struct markup *m, bool blank, struct buf *out)
{
    for (size_t i = 0; i < m->n_blocks; i++) {
        const struct block *b = &m->blocks[i];
        bool quote = b->kind != BLOCK_TAB;
        buf_printf(out, "%*s%s", b->base, "", quote ? "> " : "");
    }
    while (blank && out->n && out->p[out->n - 1] == ' ')
        out->n--;
}

/* Ends a paragraph, so that what follows is none of the block's. */
static void put_gap(const struct markup *m, struct buf *out)
{
    put_prefix(m, true, out);
    buf_char(out, '\n');
}

/* ---- lines ---- */

static bool is_dropped(struct str s)
{
    static const struct str lines[] = {
        STR_INIT("[TOC]"),         STR_INIT("[[_TOC_]]"), STR_INIT("{:toc}"),      STR_INIT("<!--more-->"),
        STR_INIT("<!-- more -->"), STR_INIT("{% raw %}"), STR_INIT("{% endraw %}")};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        if (str_eq_nocase(s, lines[i]))
            return true;
    return str_starts(s, STR("{:")) && str_ends(s, STR("}"));
}

/* ``` and ~~~, and what other generators write for them. */
static bool take_fence(struct markup *m, struct str s, struct buf *out)
{
    struct str inside = STR("");
    size_t end, n = 0;
    while (s.n && n < s.n && s.p[n] == s.p[0] && strchr("`~", s.p[0]))
        n++;
    if (n > 2) {
        if (!m->fence) {
            m->fence = s.p[0];
            m->fence_n = n;
            m->fence_depth = m->n_blocks;
        } else if (m->fence == s.p[0] && n >= m->fence_n && str_trim(str_from(s, n)).n == 0) {
            m->fence = 0;
        }
        return false;
    }
    bool code = between(s, 0, STR("{{<"), STR(">}}"), &inside, &end) ||
                between(s, 0, STR("{%"), STR("%}"), &inside, &end);
    struct words w;
    read_words(code ? inside : STR(""), &w);
    struct str name = word(&w, "", 0);
    bool opens = str_eq(name, STR("highlight"));
    bool closes = str_eq(name, STR("/highlight")) || str_eq(name, STR("endhighlight")) ||
                  str_eq(inside, STR("/ highlight"));
    if (!code || !(m->listing ? closes : opens && !m->fence))
        return false;
    m->listing = opens;
    buf_printf(out, "```%.*s\n", STR_F(opens ? word(&w, "", 1) : STR("")));
    return true;
}

/* !!! note "Title", ??? note, === "Tab" */
static bool take_indented(struct markup *m, struct str line, struct buf *out)
{
    struct str s = str_trim(line);
    struct words w;
    size_t base = indent_of(line);
    bool tab = str_starts(s, STR("=== \"")) || str_starts(s, STR("===! \"")) || str_starts(s, STR("===+ \""));
    bool note = str_starts(s, STR("!!! ")) || str_starts(s, STR("??? ")) || str_starts(s, STR("???+ "));
    if ((!tab && !note) || (base >= 4 && !m->in_list) || base > MARKUP_BASE)
        return false;
    if (!enter_block(m, tab ? BLOCK_TAB : BLOCK_NOTE, base))
        return false;
    read_words(str_from(s, str_find(s, ' ')), &w);
    buf_printf(out, "%*s", (int)base, "");
    if (tab) {
        buf_printf(out, "**%.*s**\n", STR_F(word(&w, "", 0)));
        put_gap(m, out);
    } else {
        size_t title = w.n > 1 && str_eq(w.values[1], STR("inline")) ? w.n - 1 : 1;
        buf_put(out, STR("> "));
        put_admonition(word(&w, "", 0), word(&w, "", title), out);
    }
    return true;
}

/* > [!info]- Title, > > [!info] */
static bool take_callout(struct str s, struct buf *out)
{
    struct str inside;
    size_t n = 0, end;
    while (n < s.n && strchr("> ", s.p[n]))
        n++;
    if (!n || s.p[0] != '>' || !between(s, n, STR("[!"), STR("]"), &inside, &end))
        return false;
    struct str title = str_from(s, end);
    title = str_trim(title.n && strchr("+-", title.p[0]) ? str_from(title, 1) : title);
    buf_put(out, str_sub(s, 0, n));
    put_admonition(inside, title, out);
    return true;
}

/* {{< notice tip "Title" >}} and its end, which `start` is where the line begins in `out` for. */
static bool take_notice(struct markup *m, struct str s, size_t start, struct buf *out)
{
    struct str inside;
    struct words w;
    size_t end, last = m->n_blocks;
    if (!between(s, 0, STR("{{<"), STR(">}}"), &inside, &end) &&
        !between(s, 0, STR("{{%"), STR("%}}"), &inside, &end))
        return false;
    read_words(inside, &w);
    struct str name = word(&w, "", 0);
    bool closes = name.n && name.p[0] == '/';
    if (!is_notice(closes && name.n > 1 ? str_from(name, 1)
                   : closes             ? word(&w, "", 1)
                                        : name) ||
        str_trim(str_from(s, end)).n)
        return false;
    while (closes && last && m->blocks[last - 1].kind != BLOCK_CLOSED)
        last--;
    if (closes) {
        out->n = start;
        leave_blocks(m, last ? last - 1 : 0);
        m->parts = true;
        return true;
    }
    if (!enter_block(m, BLOCK_CLOSED, 0))
        return false;
    struct str first = word(&w, "type", 1);
    bool itself =
        !str_eq(kind_of(name), STR("NOTE")) || str_eq(name, STR("note")) || str_eq(name, STR("info"));
    buf_put(out, STR("> "));
    put_admonition(itself ? name : first, itself ? word(&w, "title", 1) : word(&w, "title", 2), out);
    return true;
}

/* Whether what is indented may be an item's rather than code. */
static void see_list(struct markup *m, struct str line)
{
    size_t n = 0;
    if (!line.n || strchr(" \t", line.p[0]))
        return;
    while (n < line.n && line.p[n] >= '0' && line.p[n] <= '9')
        n++;
    n += n < line.n && strchr(n ? ".)" : "-*+", line.p[n]);
    m->in_list = n && n < line.n && strchr(" \t", line.p[n]);
}

static void take_line(struct markup *m, struct str line, struct buf *out)
{
    bool blank = !str_trim(line).n, fenced = m->fence != 0, after_blank = m->after_blank;
    size_t held = blank ? m->n_blocks : blocks_of(m, &line);
    bool leaves = held < m->n_blocks || (m->parts && !blank);
    leave_blocks(m, held);
    if (leaves && !after_blank)
        put_gap(m, out);
    m->parts &= blank;
    m->after_blank = blank;
    size_t start = out->n;
    put_prefix(m, blank, out);
    struct str s = str_trim(line);
    fenced = fenced && m->fence;
    if (take_fence(m, s, out))
        return;
    if (fenced || m->fence || m->listing) {
        buf_put(out, blank && m->n_blocks ? STR("") : line);
        buf_char(out, '\n');
        return;
    }
    see_list(m, line);
    if (is_dropped(s)) {
        tell_id(m, s);
        out->n = start;
    } else if (!take_indented(m, line, out) && !take_callout(s, out) && !take_notice(m, s, start, out)) {
        put_inline(m, line, out);
    }
}

void markup_convert(struct markup *m, struct str body, struct buf *out)
{
    struct str line;
    m->line = m->first_line;
    for (bool more = str_split(&body, '\n', &line); more; m->line++) {
        struct str next = STR("");
        more = str_split(&body, '\n', &next);
        if (more || line.n)
            take_line(m, line, out);
        line = next;
    }
    if (m->listing)
        buf_put(out, STR("```\n"));
}

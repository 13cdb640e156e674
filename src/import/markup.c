#include "import/markup.h"

#include "import/marks.h"
#include "import/words.h"

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
    bool code = words_between(s, 0, STR("{{<"), STR(">}}"), &inside, &end) ||
                words_between(s, 0, STR("{%"), STR("%}"), &inside, &end);
    struct words w;
    words_read(code ? inside : STR(""), &w);
    struct str name = words_get(&w, "", 0);
    bool opens = str_eq(name, STR("highlight"));
    bool closes = str_eq(name, STR("/highlight")) || str_eq(name, STR("endhighlight")) ||
                  str_eq(inside, STR("/ highlight"));
    if (!code || !(m->listing ? closes : opens && !m->fence))
        return false;
    m->listing = opens;
    buf_printf(out, "```%.*s\n", STR_F(opens ? words_get(&w, "", 1) : STR("")));
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
    words_read(str_from(s, str_find(s, ' ')), &w);
    buf_printf(out, "%*s", (int)base, "");
    if (tab) {
        buf_printf(out, "**%.*s**\n", STR_F(words_get(&w, "", 0)));
        put_gap(m, out);
    } else {
        size_t title = w.n > 1 && str_eq(w.values[1], STR("inline")) ? w.n - 1 : 1;
        buf_put(out, STR("> "));
        put_admonition(words_get(&w, "", 0), words_get(&w, "", title), out);
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
    if (!n || s.p[0] != '>' || !words_between(s, n, STR("[!"), STR("]"), &inside, &end))
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
    if (!words_between(s, 0, STR("{{<"), STR(">}}"), &inside, &end) &&
        !words_between(s, 0, STR("{{%"), STR("%}}"), &inside, &end))
        return false;
    words_read(inside, &w);
    struct str name = words_get(&w, "", 0);
    bool closes = name.n && name.p[0] == '/';
    if (!is_notice(closes && name.n > 1 ? str_from(name, 1)
                   : closes             ? words_get(&w, "", 1)
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
    struct str first = words_get(&w, "type", 1);
    bool itself =
        !str_eq(kind_of(name), STR("NOTE")) || str_eq(name, STR("note")) || str_eq(name, STR("info"));
    buf_put(out, STR("> "));
    put_admonition(itself ? name : first, itself ? words_get(&w, "title", 1) : words_get(&w, "title", 2),
                   out);
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
        marks_tell_id(m, s);
        out->n = start;
    } else if (!take_indented(m, line, out) && !take_callout(s, out) && !take_notice(m, s, start, out)) {
        marks_put(m, line, out);
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

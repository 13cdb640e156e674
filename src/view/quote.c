#include "view/quote.h"

#include <unicode/uchar.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"

enum {
    MOST = 240,   /* bytes of a sentence that is shown */
    AROUND = 4000 /* bytes of HTML on each side of a link that are looked at */
};

/* ---- from HTML to text ---- */

/* Tags that stand within a line of text; every other one ends it. */
static bool is_inline(struct str tag)
{
    static const struct str names[] = {STR_INIT("em"),  STR_INIT("strong"), STR_INIT("code"),
                                       STR_INIT("del"), STR_INIT("sup"),    STR_INIT("a")};
    size_t n = 0;
    tag = str_from(tag, str_starts(tag, STR("</")) ? 2 : 1);
    while (n < tag.n && ((tag.p[n] >= 'a' && tag.p[n] <= 'z') || (tag.p[n] >= '0' && tag.p[n] <= '9')))
        n++;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_eq(str_sub(tag, 0, n), names[i]))
            return true;
    return false;
}

/* The block's HTML around [start, end): from the tag that ends what stood before to the one that begins what comes. */
static void block_around(struct str html, size_t start, size_t end, size_t *from, size_t *to)
{
    size_t least = start > AROUND ? start - AROUND : 0, most = html.n - end > AROUND ? end + AROUND : html.n;
    for (*from = start; *from > least; --*from)
        if (html.p[*from - 1] == '>') {
            size_t open = str_rfind(str_sub(html, 0, *from), '<');
            if (open == STR_NONE || !is_inline(str_from(html, open)))
                break;
            *from = open + 1;
        }
    for (*to = end; *to < most; ++*to)
        if (html.p[*to] == '<' && !is_inline(str_from(html, *to)))
            break;
}

static size_t put_entity(struct buf *out, struct str s)
{
    static const struct {
        struct str written;
        char means;
    } known[] = {{STR_INIT("&amp;"), '&'},
                 {STR_INIT("&lt;"), '<'},
                 {STR_INIT("&gt;"), '>'},
                 {STR_INIT("&quot;"), '"'}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (str_starts(s, known[i].written)) {
            buf_char(out, known[i].means);
            return known[i].written.n;
        }
    buf_char(out, '&');
    return 1;
}

/* Appends what a reader sees of the HTML, line ends as blanks. */
static void put_text(struct buf *out, struct str html)
{
    for (size_t i = 0; i < html.n;) {
        struct str rest = str_from(html, i);
        struct str past = str_starts(rest, STR("<sup")) ? STR("</sup>") : STR(">");
        size_t end = rest.p[0] == '<' ? str_find_str(rest, past) : 0;
        if (rest.p[0] == '<') {
            i = end == STR_NONE ? html.n : i + end + past.n;
        } else if (rest.p[0] == '&') {
            i += put_entity(out, rest);
        } else {
            buf_char(out, rest.p[0] == '\n' ? ' ' : rest.p[0]);
            i++;
        }
    }
}

/* ---- sentences ---- */

/* Words after which a full stop ends no sentence. */
static bool is_abbreviated(struct str before)
{
    static const struct str words[] = {
        STR_INIT("f.eks"), STR_INIT("bl.a"),  STR_INIT("ca"),  STR_INIT("jf"),  STR_INIT("nr"),
        STR_INIT("kl"),    STR_INIT("pkt"),   STR_INIT("stk"), STR_INIT("hhv"), STR_INIT("evt"),
        STR_INIT("inkl"),  STR_INIT("ekskl"), STR_INIT("pga"), STR_INIT("dvs"), STR_INIT("mht"),
        STR_INIT("tlf"),   STR_INIT("e.g"),   STR_INIT("i.e"), STR_INIT("no"),  STR_INIT("vs"),
        STR_INIT("Dr"),    STR_INIT("St"),    STR_INIT("Sct"),
    };
    size_t blank = str_rfind(before, ' ');
    struct str word = blank == STR_NONE ? before : str_from(before, blank + 1);
    while (word.n && strchr("(\"'", word.p[0]))
        word = str_from(word, 1);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_eq_nocase(word, words[i]))
            return true;
    return word.n == 1;
}

/* Whether a sentence ends with the blank at i. */
static bool ends_at(struct str text, size_t i)
{
    size_t end = i, next = i + 1;
    while (end && strchr("\"')", text.p[end - 1]))
        end--;
    if (end >= 2 && (str_ends(str_sub(text, 0, end), STR("«")) || str_ends(str_sub(text, 0, end), STR("»"))))
        end -= 2;
    if (text.p[i] != ' ' || !end || !strchr(".!?", text.p[end - 1]) || next >= text.n)
        return false;
    return !u_islower((UChar32)utf8_next(text, &next)) &&
           !(text.p[end - 1] == '.' && is_abbreviated(str_sub(text, 0, end - 1)));
}

/* At most MOST bytes with [start, end) in them, cut between words. */
static struct str shortened(struct str text, size_t start, size_t end, struct arena *a)
{
    if (text.n <= MOST)
        return str_trim(text);
    if (end - start > MOST) /* a link longer than any sentence that is shown */
        return str_cat(a, utf8_cut(str_sub(text, start, end - start), MOST / 2), STR(" …"));
    size_t spare = (MOST - (end - start)) / 2;
    size_t from = start > spare ? start - spare : 0, to = text.n - end > spare ? end + spare : text.n;
    while (from && from < start && text.p[from - 1] != ' ')
        from++;
    while (to < text.n && to > end && text.p[to] != ' ')
        to--;
    return str_printf(a, "%s%.*s%s", from ? "… " : "", STR_F(str_trim(str_sub(text, from, to - from))),
                      to < text.n ? " …" : "");
}

struct str quote_sentence(struct str html, size_t start, size_t end, struct arena *a)
{
    size_t from, to;
    struct buf b = {0};
    block_around(html, start, end, &from, &to);
    put_text(&b, str_sub(html, from, start - from));
    size_t link = b.n;
    put_text(&b, str_sub(html, start, end - start));
    size_t past = b.n;
    put_text(&b, str_sub(html, end, to - end));
    struct str text = buf_dup(a, &b);
    buf_free(&b);
    for (from = link; from && !ends_at(text, from - 1); from--)
        ;
    for (to = past; to < text.n && !ends_at(text, to); to++)
        ;
    return shortened(str_sub(text, from, to - from), link - from, past - from, a);
}

/* ---- pages that link ---- */

static struct str sentence_in(const struct doc *d, const struct target *targets, const struct page *to,
                              struct arena *a)
{
    for (size_t i = 0; targets && i < d->n_holes; i++)
        if (targets[i].kind == TARGET_PAGE && targets[i].page == to)
            return quote_sentence(d->html, d->holes[i].start, d->holes[i].end, a);
    return STR("");
}

static struct str sentence_of(const struct page *from, const struct page *to, struct arena *a)
{
    const struct inner *in = page_inner(from);
    struct str s = sentence_in(in->doc, in->targets, to, a);
    for (size_t i = 0; !s.n && i < from->n_parts; i++)
        s = sentence_in(from->parts[i].doc, from->parts[i].targets, to, a);
    return s;
}

static struct str relation_of(const struct view *v, const struct page *from, const struct page *to)
{
    for (size_t i = 0; i < from->n_relations; i++)
        for (size_t k = 0; k < from->relations[i].pages.n; k++)
            if (from->relations[i].pages.items[k] == to)
                return from->relations[i].field->label;
    return from->owner == to ? strings_get(v->vs->strings, STR("owner")) : STR("");
}

struct backlink {
    struct value page;
    const struct page *from, *to;
};

static bool backlink_get(const struct value *self, const struct key *key, struct arena *a, struct value *out)
{
    const struct backlink *b = self->obj.self;
    bool sentence = str_eq(key->s, STR("sentence"));
    if (!sentence && !str_eq(key->s, STR("relation")))
        return value_member(&b->page, key, a, out);
    struct str s = sentence ? sentence_of(b->from, b->to, a) : relation_of(self->obj.ctx, b->from, b->to);
    *out = s.n ? value_text(s) : value_null();
    return true;
}

static struct str backlink_text(const struct value *self, struct arena *a)
{
    (void)a;
    return ((const struct backlink *)self->obj.self)->from->title;
}

static struct str backlink_name(const struct value *self, size_t i)
{
    static const struct str own[] = {STR_INIT("sentence"), STR_INIT("relation")};
    enum { N_OWN = sizeof own / sizeof *own };
    const struct value *page = &((const struct backlink *)self->obj.self)->page;
    return i < N_OWN ? own[i] : page->obj.cls->name_at(page, i - N_OWN);
}

static const struct value_class backlink_class = {"backlink", backlink_get, backlink_text, NULL,
                                                  backlink_name};

struct value quote_backlinks(const struct view *v, const struct page *p, struct arena *a)
{
    const struct inner *in = page_inner(p);
    struct value *items = ARENA_ARRAY(a, struct value, in->backlinks.n);
    struct backlink *b = ARENA_ARRAY(a, struct backlink, in->backlinks.n);
    for (size_t i = 0; i < in->backlinks.n; i++) {
        b[i] = (struct backlink){view_page(v, in->backlinks.items[i]), in->backlinks.items[i], p};
        items[i] = value_object(&backlink_class, &b[i], v);
    }
    return value_list(items, in->backlinks.n);
}

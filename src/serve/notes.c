#include "serve/notes.h"

#include "base/escape.h"
#include "base/limits.h"
#include "base/path.h"
#include "base/tr.h"

enum {
    MOST_ERRORS = 50,   /* that are shown at once */
    MOST_DRAFTS = 2000, /* whose links are marked */
    MOST_QUOTED = 240   /* bytes of the line that an error is in */
};

static const struct {
    const char *name, *text;
} labels[] = {
    {"one_error", TR_MARK("1 error stops the site")},
    {"many_errors", TR_MARK("{n} errors stop the site")},
    {"stands", TR_MARK("The page below is as it was before. It is renewed when the error is mended.")},
    {"more", TR_MARK("and {n} more")},
    {"hide", TR_MARK("Hide")},
    {"show", TR_MARK("Show errors")},
    {"line", TR_MARK("line {n}")},
    {"draft", TR_MARK("Draft")},
    {"phone", TR_MARK("Phone")},
    {"phone_title", TR_MARK("The page on a phone")},
    {"check", TR_MARK("Content check of this page")},
    {"no_findings", TR_MARK("Nothing to mend on this page.")},
    {"one_finding", TR_MARK("1 finding")},
    {"many_findings", TR_MARK("{n} findings")},
    {"lost", TR_MARK("The preview has stopped. Start vidensbank serve again.")},
};

static void put_text(struct buf *out, const char *name, struct str text)
{
    buf_printf(out, "\"%s\":\"", name);
    escape_json(out, text);
    buf_char(out, '"');
}

static void put_labels(struct buf *out)
{
    buf_put(out, STR("\"labels\":{"));
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        if (i)
            buf_char(out, ',');
        put_text(out, labels[i].name, str_of(tr(labels[i].text)));
    }
    buf_char(out, '}');
}

/* The line that a diagnostic is about, as it stands in the file now. */
static struct str quote(struct build *b, const struct diag *d, struct arena *a)
{
    struct source_entry e;
    struct buf bytes = {0};
    struct diags none = {.arena = a};
    struct str line = STR("");
    if (!d->line || !b->source || !source_find(b->source, d->path, a, &e) ||
        !source_read(b->source, &e, LIMIT_SETTINGS, &none, &bytes)) {
        buf_free(&bytes);
        return line;
    }
    struct str rest = buf_dup(a, &bytes);
    buf_free(&bytes);
    for (uint32_t i = 0; i < d->line; i++)
        if (!str_split(&rest, '\n', &line))
            return STR("");
    line = str_trim(line);
    if (line.n > MOST_QUOTED) {
        line.n = MOST_QUOTED;
        while (line.n && ((unsigned char)line.p[line.n] & 0xc0) == 0x80)
            line.n--;
    }
    return path_printable(a, line);
}

static void put_errors(struct build *b, struct buf *out)
{
    struct arena a = {0};
    size_t n = 0;
    buf_put(out, STR("\"errors\":["));
    for (size_t i = 0; i < b->diags.n; i++) {
        const struct diag *d = &b->diags.items[i];
        if (d->level != DIAG_ERROR || n++ >= MOST_ERRORS)
            continue;
        buf_put(out, n > 1 ? STR(",{") : STR("{"));
        put_text(out, "path", path_printable(&a, d->path));
        buf_printf(out, ",\"line\":%u,\"column\":%u,", d->line, d->col);
        put_text(out, "text", path_printable(&a, d->text));
        buf_char(out, ',');
        put_text(out, "code", code_name(d->code));
        buf_char(out, ',');
        put_text(out, "quote", quote(b, d, &a));
        buf_char(out, '}');
    }
    buf_printf(out, "],\"more\":%zu", n > MOST_ERRORS ? n - MOST_ERRORS : 0);
    arena_clear(&a);
}

static void put_drafts(const struct build *b, struct buf *out)
{
    size_t n = 0;
    buf_put(out, STR("\"drafts\":["));
    for (size_t i = 0; b->site && i < b->site->n_pages && n < MOST_DRAFTS; i++) {
        const struct page *p = b->site->pages[i];
        if (!p->draft || !p->visible)
            continue;
        buf_put(out, n++ ? STR(",\"") : STR("\""));
        escape_json(out, p->url);
        buf_char(out, '"');
    }
    buf_char(out, ']');
}

void notes_state(struct build *b, struct buf *out)
{
    buf_printf(out, "{\"pages\":%zu,\"warnings\":%zu,", b->told.pages, diags_count(&b->diags, DIAG_WARNING));
    put_errors(b, out);
    buf_char(out, ',');
    put_drafts(b, out);
    buf_char(out, ',');
    put_labels(out);
    buf_char(out, '}');
}

void notes_dead(const char *why, struct buf *out)
{
    buf_put(out, STR("{\"pages\":0,\"warnings\":0,\"errors\":[{\"path\":\"\",\"line\":0,\"column\":0,"));
    put_text(out, "text", str_of(why));
    buf_put(out, STR(",\"code\":\"\",\"quote\":\"\"}],\"more\":0,\"drafts\":[],"));
    put_labels(out);
    buf_char(out, '}');
}

static void put_finding(const struct diag *d, struct arena *a, struct buf *out)
{
    buf_char(out, '{');
    put_text(out, "level", diag_level_name(d->level));
    buf_printf(out, ",\"line\":%u,", d->line);
    put_text(out, "text", path_printable(a, d->text));
    buf_char(out, ',');
    put_text(out, "code", code_name(d->code));
    buf_char(out, '}');
}

void notes_page(const struct build *b, const struct page *p, struct buf *out)
{
    struct arena a = {0};
    size_t n = 0;
    buf_char(out, '{');
    put_text(out, "source", p ? p->source : STR(""));
    buf_printf(out, ",\"draft\":%s,\"findings\":[", p && p->draft ? "true" : "false");
    for (size_t i = 0; p && p->source.n && i < b->diags.n; i++) {
        const struct diag *d = &b->diags.items[i];
        if (d->level == DIAG_IGNORE || !str_eq(d->path, p->source))
            continue;
        if (n++)
            buf_char(out, ',');
        put_finding(d, &a, out);
    }
    buf_put(out, STR("]}"));
    arena_clear(&a);
}

/* Where the last </body> stands, or the end. */
static size_t end_of_body(struct str html)
{
    static const struct str tag = STR_INIT("</body>");
    for (size_t i = html.n; i >= tag.n; i--)
        if (str_eq(str_sub(html, i - tag.n, tag.n), tag))
            return i - tag.n;
    return html.n;
}

void notes_put(const struct build *b, const struct page *p, struct str html, struct buf *out)
{
    size_t at = end_of_body(html);
    buf_put(out, str_sub(html, 0, at));
    buf_put(out, STR("<script type=\"application/json\" id=\".serve\">"));
    notes_page(b, p, out);
    buf_put(out, STR("</script><script src=\"/.serve/live.js\" defer></script>"));
    buf_put(out, str_from(html, at));
}

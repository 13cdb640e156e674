#include "base/buf.h"
#include "base/escape.h"
#include "base/tr.h"
#include "cli/options.h"
#include "cli/report.h"
#include "model/gates.h"
#include "model/stale.h"
#include "model/upkeep.h"

/* What can be listed: a name and the test that a page must pass. */
static bool is_draft(const struct site *s, const struct page *p)
{
    (void)s;
    return p->draft;
}

static bool is_future(const struct site *s, const struct page *p)
{
    return p->has_publish && p->publish_at > s->now;
}

static bool is_expired(const struct site *s, const struct page *p)
{
    return p->has_expires && p->expires_at <= s->now;
}

static bool is_orphan(const struct site *s, const struct page *p)
{
    (void)s;
    return upkeep_orphan(p);
}

static bool is_stale(const struct site *s, const struct page *p)
{
    return s->stale[p->index] != NULL;
}

static bool is_any(const struct site *s, const struct page *p)
{
    (void)s, (void)p;
    return true;
}

static const struct {
    const char *name;
    bool (*test)(const struct site *s, const struct page *p);
} lists[] = {
    {"drafts", is_draft},   {"future", is_future}, {"expired", is_expired}, {"overdue", upkeep_overdue},
    {"orphans", is_orphan}, {"stale", is_stale},   {"all", is_any}};
enum { N_LISTS = sizeof lists / sizeof *lists };

static void json_member(struct buf *b, const char *name, struct str s, const char *after)
{
    buf_printf(b, "\"%s\":\"", name);
    escape_json(b, s);
    buf_printf(b, "\"%s", after);
}

static void json_member_or_null(struct buf *b, const char *name, struct str s, const char *after)
{
    if (s.n)
        json_member(b, name, s, after);
    else
        buf_printf(b, "\"%s\":null%s", name, after);
}

/* When it opens or closes next. */
static void json_moment(struct buf *b, const struct site *s, int64_t at)
{
    struct arena a = {0};
    struct str iso = at ? moment_iso(&a, (struct moment){at, settings_offset(s->settings, at)}) : STR("");
    if (at)
        buf_printf(b, "\"%.*s\"", STR_F(iso));
    else
        buf_put(b, STR("null"));
    arena_clear(&a);
}

/* {kind, date, section, words, page}: what is not of the kind is null. */
static void json_reason(struct buf *b, const struct stale_reason *r)
{
    struct arena a = {0};
    buf_printf(b, "{\"kind\":\"%s\",", stale_kind_name(r->kind));
    json_member(b, "date", date_iso(&a, r->date), ",");
    json_member_or_null(b, "section", r->heading ? r->heading->id : STR(""), ",");
    json_member_or_null(b, "words", r->words, ",");
    json_member_or_null(b, "page", r->page ? r->page->source : STR(""), "}");
    arena_clear(&a);
}

/* When it is due, and what speaks for looking at it. */
static void json_stale(struct buf *b, const struct site *s, const struct page *p)
{
    struct arena a = {0};
    struct date due;
    const struct staleness *found = s->stale[p->index];
    buf_char(b, ',');
    json_member_or_null(b, "due", upkeep_due(p, &due) ? date_iso(&a, due) : STR(""), ",");
    buf_printf(b, "\"score\":%u,\"reasons\":[", found ? found->score : 0);
    for (size_t i = 0; found && i < found->n; i++) {
        buf_put(b, i ? STR(",") : STR(""));
        json_reason(b, &found->reasons[i]);
    }
    buf_char(b, ']');
    arena_clear(&a);
}

static void print(const struct site *s, bool (*test)(const struct site *, const struct page *), bool json,
                  bool drafts)
{
    struct buf b = {0};
    bool first = true;
    if (json)
        buf_char(&b, '[');
    for (size_t i = 0; i < s->n_pages; i++) {
        const struct page *p = s->pages[i];
        if (p->origin != PAGE_FILE || !test(s, p))
            continue;
        if (!json) {
            buf_printf(&b, "%.*s\t%.*s\n", STR_F(p->source), STR_F(p->title));
            continue;
        }
        buf_put(&b, first ? STR("\n{") : STR(",\n{"));
        first = false;
        json_member(&b, "source", p->source, ",");
        json_member(&b, "url", p->url, ",");
        json_member(&b, "title", p->title, ",");
        buf_printf(&b, "\"visible\":%s,\"next_change\":", p->visible ? "true" : "false");
        json_moment(&b, s, gates_next(p, s->now, drafts));
        if (test == upkeep_overdue || test == is_stale)
            json_stale(&b, s, p);
        buf_char(&b, '}');
    }
    if (json)
        buf_put(&b, STR("\n]\n"));
    if (b.n)
        fwrite(b.p, 1, b.n, stdout);
    buf_free(&b);
}

static int run(int argc, char **argv)
{
    struct options o;
    int rc = options_read(&cmd_list, OPT_READ | OPT_JSON, argc, argv, &o);
    if (rc)
        return rc;
    size_t which = 0;
    while (o.first + 1 == argc && which < N_LISTS && strcmp(lists[which].name, argv[o.first]))
        which++;
    if (o.first + 1 != argc || which == N_LISTS)
        return cli_usage(&cmd_list,
                         "say what to list: drafts, future, expired, overdue, stale, orphans or all");
    struct build b;
    rc = build_open(&b, &o.build);
    if (!rc)
        rc = build_load(&b);
    if (b.site)
        print(b.site, lists[which].test, o.json, b.options.drafts);
    if (rc)
        report_build(&b, false, rc);
    build_close(&b);
    return rc;
}

const struct command cmd_list = {
    .name = "list",
    .usage = "drafts|future|expired|overdue|stale|orphans|all [--json] [--site DIR] [--now DATE]",
    .summary = TR_MARK(
        "list pages that are drafts, not yet or no longer published, due for review, stale, or linked from nowhere"),
    .help = TR_MARK("  --json             as JSON: source, url, title, visible, next_change;\n"
                    "                     of pages that are overdue or stale also due, score and reasons\n"
                    "  --site DIR         the site's folder, or with --rev its repository (default .)\n"
                    "  --now DATE         the moment that is now\n"),
    .run = run,
};

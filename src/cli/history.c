#include <stdarg.h>

#include "base/buf.h"
#include "base/escape.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "cli/find.h"
#include "cli/options.h"
#include "cli/report.h"
#include "model/sections.h"
#include "view/people.h"

/* {date, author, commit} as api/pages.json has it: the date in ISO form with its own zone. */
static struct value touch_json(struct build *b, const struct view *v, const struct touch *t)
{
    struct value shown = people_touch(v, t, &b->arena), m = {.kind = VALUE_MAP};
    const struct value *author = value_get(&shown, STR("author")), *commit = value_get(&shown, STR("commit"));
    if (shown.kind != VALUE_MAP)
        return value_null();
    value_map_add(&m, &b->arena, STR("date"),
                  t->has_date ? value_text(moment_iso(&b->arena, t->date)) : value_null());
    value_map_add(&m, &b->arena, STR("author"), *author);
    value_map_add(&m, &b->arena, STR("commit"), *commit);
    return m;
}

/* The label, blanks to the column where what follows stands, and that. */
static void print_line(const char *label, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
static void print_line(const char *label, const char *fmt, ...)
{
    va_list ap;
    size_t n = utf8_length(str_of(label));
    printf("%s%*s", label, (int)(n < 13 ? 13 - n : 1), "");
    va_start(ap, fmt);
    vprintf(fmt, ap);
    va_end(ap);
    putchar('\n');
}

static void print_touch(const char *label, const struct value *touch)
{
    if (touch->kind != VALUE_MAP)
        print_line(label, tr("not known"));
    else
        print_line(label, "%.*s  %.*s  %.*s", STR_F(value_str(value_get(touch, STR("date")))),
                   STR_F(value_str(value_get(touch, STR("author")))),
                   STR_F(str_sub(value_str(value_get(touch, STR("commit"))), 0, 12)));
}

/* names: [{name, WHAT}]. */
static void print_names(const char *label, struct value names, struct str what)
{
    for (size_t i = 0; i < names.list.n; i++)
        print_line(i ? "" : label, "%.*s (%lld)",
                   STR_F(value_str(value_get(&names.list.items[i], STR("name")))),
                   (long long)value_get(&names.list.items[i], what)->i);
}

/* A page without headings is one section, of which nothing is to be told beside the page. */
static void print_sections(struct build *b, const struct view *v, const struct page *p)
{
    struct sections s = sections_of(p, &b->arena);
    for (size_t i = 0; i < s.n && s.n > 1; i++) {
        const struct heading *h = s.items[i].heading;
        struct value updated = touch_json(b, v, &s.items[i].history.newest);
        printf("\n%.*s\n", STR_F(h ? h->text : p->title));
        print_touch(tr("updated"), &updated);
        print_names(tr("lines"), people_shares(v, &s.items[i].history, &b->arena), STR("lines"));
    }
}

static void print_text(struct build *b, const struct view *v, const struct page *p)
{
    const struct record *r = page_inner(p)->record;
    struct value created = touch_json(b, v, &r->created), updated = touch_json(b, v, &r->updated);
    struct value people = people_contributors(v, r, &b->arena);
    printf("%.*s\n", STR_F(p->source));
    print_touch(tr("created"), &created);
    print_touch(tr("updated"), &updated);
    print_names(tr("contributors"), people, STR("commits"));
    for (size_t i = 0; i < r->n_former; i++)
        print_line(i ? "" : tr("former"), "%.*s", STR_F(r->former[i]));
    if (!r->complete)
        print_line(tr("incomplete"), "%s", tr("the history may hold more than is known here"));
    print_sections(b, v, p);
}

/* The versions as values: {date, author, commit, path, ignored}. */
static struct value versions(struct build *b, const struct view *v, const struct record *r)
{
    struct value *items = ARENA_ARRAY(&b->arena, struct value, r->n_versions);
    for (size_t i = 0; i < r->n_versions; i++) {
        const struct version *x = &r->versions[i];
        struct touch t = {.known = true,
                          .commit = x->commit,
                          .date = x->date,
                          .has_date = x->has_date,
                          .author = x->author};
        items[i] = touch_json(b, v, &t);
        value_map_add(&items[i], &b->arena, STR("path"), value_text(x->path));
        value_map_add(&items[i], &b->arena, STR("ignored"), value_bool(x->ignored));
    }
    return value_list(items, r->n_versions);
}

/* {id, title, updated, people: [{name, lines}]} for each section. */
static struct value sections(struct build *b, const struct view *v, const struct page *p)
{
    struct sections s = sections_of(p, &b->arena);
    struct value *items = ARENA_ARRAY(&b->arena, struct value, s.n);
    for (size_t i = 0; i < s.n; i++) {
        const struct heading *h = s.items[i].heading;
        const struct line_sum *sum = &s.items[i].history;
        items[i] = (struct value){.kind = VALUE_MAP};
        value_map_add(&items[i], &b->arena, STR("id"), value_text(h ? h->id : STR("")));
        value_map_add(&items[i], &b->arena, STR("title"), value_text(h ? h->text : p->title));
        value_map_add(&items[i], &b->arena, STR("updated"), touch_json(b, v, &sum->newest));
        value_map_add(&items[i], &b->arena, STR("people"), people_shares(v, sum, &b->arena));
    }
    return value_list(items, s.n);
}

static void print_json(struct build *b, const struct view *v, const struct page *p)
{
    struct value m = {.kind = VALUE_MAP},
                 *former = ARENA_ARRAY(&b->arena, struct value, page_inner(p)->record->n_former);
    struct buf out = {0};
    for (size_t i = 0; i < page_inner(p)->record->n_former; i++)
        former[i] = value_text(page_inner(p)->record->former[i]);
    value_map_add(&m, &b->arena, STR("source"), value_text(p->source));
    value_map_add(&m, &b->arena, STR("created"), touch_json(b, v, &page_inner(p)->record->created));
    value_map_add(&m, &b->arena, STR("updated"), touch_json(b, v, &page_inner(p)->record->updated));
    value_map_add(&m, &b->arena, STR("contributors"),
                  people_contributors(v, page_inner(p)->record, &b->arena));
    value_map_add(&m, &b->arena, STR("former"), value_list(former, page_inner(p)->record->n_former));
    value_map_add(&m, &b->arena, STR("complete"), value_bool(page_inner(p)->record->complete));
    value_map_add(&m, &b->arena, STR("sections"), sections(b, v, p));
    value_map_add(&m, &b->arena, STR("versions"), versions(b, v, page_inner(p)->record));
    value_json(&m, &b->arena, true, 0, &out);
    buf_char(&out, '\n');
    fwrite(out.p, 1, out.n, stdout);
    buf_free(&out);
}

static int show(struct build *b, const char *word, bool json)
{
    const struct page *p = find_page(b, word);
    struct view v;
    if (!p)
        return EXIT_USAGE;
    if (!page_inner(p)->record || !page_inner(p)->record->n_versions) {
        fprintf(stderr, tr("vidensbank: note: no commit is known to touch %.*s\n"), STR_F(p->source));
        if (!page_inner(p)->record)
            return EXIT_OK;
    }
    templates_view(&b->templates, &b->view, p, &v);
    if (json)
        print_json(b, &v, p);
    else
        print_text(b, &v, p);
    return EXIT_OK;
}

static int run(int argc, char **argv)
{
    struct options o;
    int rc = options_read(&cmd_history, OPT_READ | OPT_JSON, argc, argv, &o);
    if (rc)
        return rc;
    if (o.first + 1 != argc)
        return cli_usage(&cmd_history, "say which page");
    struct build b;
    rc = build_open(&b, &o.build);
    if (!rc)
        rc = build_load(&b);
    if (rc)
        report_build(&b, false, rc);
    if (b.site) {
        int shown = show(&b, argv[o.first], o.json);
        rc = shown ? shown : rc;
    }
    build_close(&b);
    return rc;
}

const struct command cmd_history = {
    .name = "history",
    .usage = "PAGE [--json] [--site DIR] [--rev REV[:PATH]]",
    .summary = TR_MARK("who made and changed a page, section by section, and when"),
    .help = TR_MARK("  PAGE               its file, its address or its name\n"
                    "  --json             as JSON, with every version and every section\n"),
    .run = run,
};

#include "base/buf.h"
#include "base/escape.h"
#include "cli/find.h"
#include "cli/options.h"
#include "view/people.h"

static void print_touch(struct build *b, const char *label, const struct value *touch)
{
    const struct value *date = value_get(touch, STR("date")), *author = value_get(touch, STR("author"));
    if (!touch || touch->kind != VALUE_MAP) {
        printf("%-12s not known\n", label);
        return;
    }
    struct key iso = key_of(STR("iso"));
    struct value when = value_null();
    if (date && date->kind == VALUE_OBJECT)
        value_member(date, &iso, &b->arena, &when);
    printf("%-12s %.*s  %.*s  %.*s\n", label, STR_F(value_str(&when)), STR_F(value_str(author)),
           STR_F(str_sub(value_str(value_get(touch, STR("commit"))), 0, 12)));
}

static void print_text(struct build *b, const struct view *v, const struct page *p)
{
    const struct record *r = p->record;
    struct value created = people_touch(v, &r->created, &b->arena), updated = people_touch(v, &r->updated, &b->arena);
    struct value people = people_contributors(v, r, &b->arena);
    printf("%.*s\n", STR_F(p->source));
    print_touch(b, "created", &created);
    print_touch(b, "updated", &updated);
    for (size_t i = 0; i < people.list.n; i++)
        printf("%-12s %.*s (%lld)\n", i ? "" : "contributors", STR_F(value_str(value_get(&people.list.items[i], STR("name")))),
               (long long)value_get(&people.list.items[i], STR("commits"))->i);
    for (size_t i = 0; i < r->n_former; i++)
        printf("%-12s %.*s\n", i ? "" : "former", STR_F(r->former[i]));
    if (!r->complete)
        printf("%-12s the history may hold more than is known here\n", "incomplete");
}

/* The versions as values: {date, author, commit, path, ignored}. */
static struct value versions(struct build *b, const struct view *v, const struct record *r)
{
    struct value *items = ARENA_ARRAY(&b->arena, struct value, r->n_versions);
    for (size_t i = 0; i < r->n_versions; i++) {
        const struct version *x = &r->versions[i];
        struct touch t = {.known = true, .commit = x->commit, .date = x->date, .has_date = x->has_date, .author = x->author};
        items[i] = people_touch(v, &t, &b->arena);
        value_map_add(&items[i], &b->arena, STR("path"), value_text(x->path));
        value_map_add(&items[i], &b->arena, STR("ignored"), value_bool(x->ignored));
    }
    return value_list(items, r->n_versions);
}

static void print_json(struct build *b, const struct view *v, const struct page *p)
{
    struct value m = {.kind = VALUE_MAP}, *former = ARENA_ARRAY(&b->arena, struct value, p->record->n_former);
    struct buf out = {0};
    for (size_t i = 0; i < p->record->n_former; i++)
        former[i] = value_text(p->record->former[i]);
    value_map_add(&m, &b->arena, STR("source"), value_text(p->source));
    value_map_add(&m, &b->arena, STR("created"), people_touch(v, &p->record->created, &b->arena));
    value_map_add(&m, &b->arena, STR("updated"), people_touch(v, &p->record->updated, &b->arena));
    value_map_add(&m, &b->arena, STR("contributors"), people_contributors(v, p->record, &b->arena));
    value_map_add(&m, &b->arena, STR("former"), value_list(former, p->record->n_former));
    value_map_add(&m, &b->arena, STR("complete"), value_bool(p->record->complete));
    value_map_add(&m, &b->arena, STR("versions"), versions(b, v, p->record));
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
    if (!p->record || !p->record->n_versions) {
        fprintf(stderr, "vidensbank: note: no commit is known to touch %.*s\n", STR_F(p->source));
        if (!p->record)
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
        build_report(&b, false, rc);
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
    .summary = "who made and changed a page, and when",
    .help = "  PAGE               its file, its address or its name\n"
            "  --json             as JSON, with every version\n",
    .run = run,
};

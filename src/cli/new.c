#include <errno.h>
#include <unistd.h>

#include "base/create.h"
#include "base/path.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "cli/draft.h"
#include "cli/options.h"
#include "cli/report.h"

enum { ANSWER = 4096, NUMBERS = 99 };

/* A page about to be made. */
struct making {
    const struct options *o;
    struct build *b; /* the site as it is */
    struct draft draft;
    struct str dir, path; /* folder below content, the page's file */
    struct buf text;
    bool terminal;
};

static int refuse(const char *text, int rc)
{
    fprintf(stderr, tr("vidensbank: error: %s\n"), text);
    return rc;
}

/* ---- what is asked for ---- */

static int find_type(struct making *m, const char *word)
{
    const struct types *ts = &m->b->types;
    m->draft.type = types_find(ts, str_of(word));
    if (m->draft.type || (!ts->n && !strcmp(word, "page")))
        return EXIT_OK;
    if (!ts->n)
        return cli_usage(&cmd_new, "this site declares no page types; a page is made by \"new page TITLE\"");
    struct str *names = ARENA_ARRAY(&m->b->arena, struct str, ts->n), all = STR("");
    for (size_t i = 0; i < ts->n; i++) {
        names[i] = ts->items[i].name;
        all = str_printf(&m->b->arena, "%.*s%s%.*s", STR_F(all), i ? ", " : "", STR_F(names[i]));
    }
    struct str near = diag_nearest(str_of(word), names, ts->n);
    return near.n ? cli_usage(&cmd_new, "there is no type \"%s\"; did you mean \"%.*s\"?", word, STR_F(near))
                  : cli_usage(&cmd_new, "there is no type \"%s\"; there are %.*s", word, STR_F(all));
}

/* The type's folder, and what --folder says below it. */
static int find_folder(struct making *m)
{
    const struct type *t = m->draft.type;
    const char *below = m->o->folder ? m->o->folder : "";
    struct str part, rest;
    if (!path_resolve(&m->b->arena, t ? t->folder : STR(""), str_of(below), &m->dir) || *below == '/')
        return cli_usage(&cmd_new, "--folder names a folder within the type's own, found \"%s\"", below);
    for (rest = str_of(below); str_split(&rest, '/', &part);)
        if (part.n && (path_name_fault(part) || part.p[0] == '.' || part.p[0] == '_'))
            return cli_usage(&cmd_new, "--folder names a folder within the type's own, found \"%s\"", below);
    m->draft.says_type = t && types_of_folder(&m->b->types, m->dir) != t;
    return EXIT_OK;
}

static int take_fields(struct making *m)
{
    struct draft *d = &m->draft;
    for (size_t i = 0; i < m->o->n_fields; i++) {
        struct str given = str_of(m->o->fields[i]);
        size_t eq = str_find(given, '=');
        struct str name = str_trim(str_sub(given, 0, eq == STR_NONE ? 0 : eq));
        if (!name.n || utf8_invalid(given) != STR_NONE)
            return cli_usage(&cmd_new, "--field wants NAME=VALUE, found \"%s\"", m->o->fields[i]);
        if (str_eq(name, STR("title")) || str_eq(name, STR("type")))
            return cli_usage(&cmd_new, "--field: \"%.*s\" is said by the word itself: new TYPE TITLE",
                             STR_F(name));
        if (draft_value(d, name))
            return cli_usage(&cmd_new, "--field: \"%.*s\" is given twice", STR_F(name));
        *ARENA_PUSH(&m->b->arena, d->values, d->n_values, d->cap_values, struct draft_value) =
            (struct draft_value){.name = name, .text = str_from(given, eq + 1)};
    }
    return EXIT_OK;
}

/* ---- asking ---- */

static bool read_answer(struct making *m, struct str *out)
{
    char line[ANSWER];
    if (!fgets(line, sizeof line, stdin))
        return false;
    *out = str_dup(&m->b->arena, str_trim(str_of(line)));
    return utf8_invalid(*out) == STR_NONE;
}

/* Until there is an answer; false: there will be none. */
static bool ask(struct making *m, struct str about, struct str *out)
{
    do
        fprintf(stderr, "%.*s\n> ", STR_F(about));
    while (read_answer(m, out) && !out->n);
    return out->n > 0;
}

static bool ask_value(struct making *m, struct str name, struct str about)
{
    struct draft *d = &m->draft;
    struct draft_value *v = draft_value(d, name);
    struct str answer;
    if (v && v->text.n)
        return true;
    if (!ask(m, about, &answer))
        return false;
    if (!v) {
        v = ARENA_PUSH(&m->b->arena, d->values, d->n_values, d->cap_values, struct draft_value);
        *v = (struct draft_value){.name = name, .asked = true};
    }
    v->text = answer;
    return true;
}

static bool ask_all(struct making *m)
{
    const struct type *t = m->draft.type;
    const struct settings *s = &m->b->settings;
    for (size_t i = 0; i < s->n_required; i++)
        if (!str_eq(s->required[i], STR("title")) && !str_eq(s->required[i], STR("date")) &&
            !ask_value(m, s->required[i], s->required[i]))
            return false;
    for (size_t i = 0; t && i < t->n_fields; i++)
        if (t->fields[i].required && !t->fields[i].via.n &&
            !ask_value(m, t->fields[i].name, draft_about(&t->fields[i], &m->b->arena)))
            return false;
    return true;
}

/* ---- what the build would say ---- */

static size_t count_taken(const struct diags *ds)
{
    size_t n = 0;
    for (size_t i = 0; i < ds->n; i++)
        n += ds->items[i].code == CODE_DOUBLE_PERMALINK;
    return n;
}

/* The value that a diagnostic is about; NULL: none that was given. */
static struct draft_value *value_at(struct making *m, uint32_t line)
{
    for (size_t i = 0; i < m->draft.n_values; i++)
        if (m->draft.values[i].line == line)
            return &m->draft.values[i];
    return NULL;
}

enum verdict { GOOD, TAKEN, ASK_AGAIN, REFUSED };

/* What is only missing is for the editor to fill in; what is wrong with a value or the title is refused. */
static enum verdict weigh(struct making *m, const struct build *judged, struct str *missing)
{
    enum verdict v = count_taken(&judged->diags) > count_taken(&m->b->diags) ? TAKEN : GOOD;
    for (size_t i = 0; v != TAKEN && i < judged->diags.n; i++) {
        const struct diag *d = &judged->diags.items[i];
        if (!str_eq(d->path, m->path) || d->level < DIAG_WARNING)
            continue;
        struct draft_value *value = value_at(m, d->line);
        bool wrong = d->level == DIAG_ERROR && d->code != CODE_MISSING_KEY &&
                     (value || d->line <= 2 || d->code == CODE_YAML);
        if (d->level == DIAG_ERROR && !wrong)
            *missing = str_printf(&m->b->arena, "%.*s  %.*s\n", STR_F(*missing), STR_F(d->text));
        if (!wrong)
            continue;
        refuse(str_c(&m->b->arena, d->text), 0);
        v = value && value->asked && v != REFUSED ? ASK_AGAIN : REFUSED;
        if (value && value->asked)
            value->text = STR("");
    }
    return v;
}

static enum verdict judge(struct making *m, struct str *missing)
{
    struct build judged;
    enum verdict v = REFUSED;
    *missing = STR("");
    buf_clear(&m->text);
    draft_write(&m->draft, &m->b->arena, &m->text);
    if (!build_open(&judged, &m->b->options)) {
        source_imagine(judged.source, m->path, buf_str(&m->text));
        build_load(&judged);
        if (judged.site)
            v = weigh(m, &judged, missing);
    }
    build_close(&judged);
    return v;
}

/* A name for the file whose address is free. The same title there is the same page. */
static enum verdict find_place(struct making *m, struct str slug, struct str *missing)
{
    for (int i = 1; i <= NUMBERS; i++) {
        struct str name = i > 1 ? str_printf(&m->b->arena, "%.*s-%d.md", STR_F(slug), i)
                                : str_cat(&m->b->arena, slug, STR(".md"));
        struct str below = path_join(&m->b->arena, m->dir, name);
        m->path = path_join(&m->b->arena, m->b->content, below);
        const struct page *there = map_get(&m->b->site->by_source, m->path);
        if (there && (m->o->slug || str_eq_nocase(there->title, m->draft.title))) {
            fprintf(stderr, tr("vidensbank: error: that page is there already: %.*s\n"), STR_F(m->path));
            return REFUSED;
        }
        enum verdict v = there ? TAKEN : judge(m, missing);
        if (v != TAKEN)
            return v;
    }
    refuse(tr("no address is free; give the page another title, or --slug"), 0);
    return REFUSED;
}

/* ---- the file ---- */

static int write_page(struct making *m, struct str missing)
{
    if (!create_file(m->o->build.site, m->path, buf_str(&m->text), 0666)) {
        fprintf(stderr, tr("vidensbank: error: %.*s cannot be written: %s\n"), STR_F(m->path),
                tr_errno(errno));
        return errno == EEXIST ? EXIT_USAGE : EXIT_ENVIRONMENT;
    }
    printf("%.*s\n", STR_F(m->path));
    if (missing.n)
        fprintf(stderr, tr("to fill in before the page can come out:\n%.*s"), STR_F(missing));
    return EXIT_OK;
}

static int make(struct making *m)
{
    struct str slug = path_slug(&m->b->arena, str_of(m->o->slug)), missing;
    struct moment now = {m->b->now, settings_offset(&m->b->settings, m->b->now)};
    m->draft.today = date_iso(&m->b->arena, moment_day(now));
    if (!slug.n)
        slug = path_slug(&m->b->arena, m->draft.title);
    if (!slug.n) {
        fprintf(
            stderr,
            tr("vidensbank: error: \"%.*s\" holds no letters or digits to make an address of; say one by --slug\n"),
            STR_F(m->draft.title));
        return EXIT_USAGE;
    }
    slug = utf8_cut(slug, 80);
    for (;;) {
        if (m->terminal && !ask_all(m))
            return refuse(tr("nothing was written"), EXIT_USAGE);
        enum verdict v = find_place(m, slug, &missing);
        if (v == GOOD)
            return write_page(m, missing);
        if (v != ASK_AGAIN)
            return EXIT_USAGE;
    }
}

static int take_title(struct making *m, const char *word)
{
    m->draft.title = str_trim(str_of(word));
    if (!m->draft.title.n && m->terminal)
        ask(m, str_of(tr("Title")), &m->draft.title);
    if (!m->draft.title.n)
        return cli_usage(&cmd_new, "say which type of page, and its title");
    if (utf8_invalid(m->draft.title) != STR_NONE)
        return cli_usage(&cmd_new, "the title is not UTF-8");
    m->draft.title = utf8_clean(&m->b->arena, m->draft.title, NULL);
    return EXIT_OK;
}

/* Faults elsewhere in the content are no reason not to begin a page. */
static int run(int argc, char **argv)
{
    struct options o;
    struct build b;
    int rc = options_read(&cmd_new, OPT_NEW, argc, argv, &o);
    if (rc)
        return rc;
    if (o.first >= argc || argc - o.first > 2)
        return cli_usage(&cmd_new, "say which type of page, and its title");
    o.build.skip_history = o.build.skip_search = o.build.drafts = true;
    rc = build_open(&b, &o.build);
    if (!rc)
        rc = build_load(&b);
    if (!b.site) {
        report_build(&b, false, rc);
    } else {
        struct making m = {.o = &o, .b = &b, .draft = {.settings = &b.settings}};
        m.terminal = isatty(STDIN_FILENO) && isatty(STDERR_FILENO);
        rc = find_type(&m, argv[o.first]);
        if (!rc)
            rc = take_title(&m, argv[o.first + 1]);
        if (!rc)
            rc = find_folder(&m);
        if (!rc)
            rc = take_fields(&m);
        if (!rc)
            rc = make(&m);
        buf_free(&m.text);
    }
    build_close(&b);
    return rc;
}

const struct command cmd_new = {
    .name = "new",
    .usage = "TYPE TITLE [--field NAME=VALUE]... [--folder DIR] [--slug NAME] [--site DIR] [--now DATE]",
    .summary = TR_MARK(
        "a page of that type, with its fields to fill in; on a terminal it asks for what must be there"),
    .help = TR_MARK(
        "  TYPE               as its file in content/_types/ is called; \"page\" where there are none\n"
        "  TITLE              the page's title; its file is named after it\n"
        "  --field NAME=VALUE a value to begin with, as often as needed; items of a list between commas\n"
        "  --folder DIR       a folder within the type's own\n"
        "  --slug NAME        another name for the file, and with it another address\n"
        "  --site DIR         the site's folder (default .)\n"
        "  --now DATE         the day that the page is dated\n"),
    .run = run,
};

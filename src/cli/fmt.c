#include <errno.h>

#include "base/create.h"
#include "base/limits.h"
#include "base/path.h"
#include "base/tr.h"
#include "cli/options.h"
#include "cli/report.h"
#include "read/front.h"
#include "read/order.h"
#include "render/schema.h"

struct formatting {
    struct build *b;
    bool check;
    size_t changed, faulty;
    bool unwritable;
};

/* The keys of a type's pages as its schema has them: the engine's own, then the type's. */
static size_t names_of(struct build *b, const struct type *t, struct str **out)
{
    static const struct type none = {0};
    struct value schema = schema_value(&b->types, t ? t : &none, &b->arena);
    const struct value *properties = value_get(&schema, STR("properties"));
    *out = ARENA_ARRAY(&b->arena, struct str, properties->map.n);
    for (size_t i = 0; i < properties->map.n; i++)
        (*out)[i] = properties->map.pairs[i].key.s;
    return properties->map.n;
}

static const struct type *type_of(struct build *b, struct str path, struct str bytes)
{
    struct diags unheard = {.arena = &b->arena};
    struct front f;
    struct str below = b->content.n ? str_from(path, b->content.n + 1) : path;
    if (front_read(bytes, path, &b->arena, &unheard, &f) && value_get(&f.map, STR("type")))
        return types_find(&b->types, value_str(value_get(&f.map, STR("type"))));
    return types_of_folder(&b->types, path_dir(below));
}

static void put_in_order(struct formatting *f, struct str path, struct str sorted)
{
    if (!f->check && !create_replace(f->b->options.site, path, sorted)) {
        fprintf(stderr, tr("vidensbank: error: %.*s cannot be written: %s\n"), STR_F(path), tr_errno(errno));
        f->unwritable = true;
        return;
    }
    f->changed++;
    printf("%.*s\n", STR_F(path));
}

static void format(struct formatting *f, const struct source_entry *e)
{
    struct build *b = f->b;
    struct buf bytes = {0};
    struct str text, sorted, *names;
    if (!source_read(b->source, e, LIMIT_PAGE, &b->diags, &bytes)) {
        f->faulty++;
        buf_free(&bytes);
        return;
    }
    text = buf_dup(&b->arena, &bytes);
    buf_free(&bytes);
    size_t n = names_of(b, type_of(b, e->path, text), &names);
    switch (order_front(text, names, n, &b->arena, &sorted)) {
    case ORDER_CHANGED:
        put_in_order(f, e->path, sorted);
        break;
    case ORDER_FAULTY:
        fprintf(stderr, tr("%.*s: left as it is: its front matter cannot be read; check says why\n"),
                STR_F(e->path));
        f->faulty++;
        break;
    case ORDER_ODD:
        fprintf(stderr, tr("%.*s: left as it is: its keys cannot be moved without changing what they say\n"),
                STR_F(e->path));
        break;
    case ORDER_KEPT:
        break;
    }
}

/* A page by its path, or by its file's name where only one has it. */
static const struct source_entry *find_entry(struct build *b, const char *word)
{
    struct str w = str_of(word), name = str_ends(w, STR(".md")) ? w : str_cat(&b->arena, w, STR(".md"));
    const struct source_entry *found = NULL;
    size_t n = 0;
    if (str_starts(w, STR("./")))
        w = str_from(w, 2);
    for (size_t i = 0; i < b->entries.n; i++) {
        const struct source_entry *e = &b->entries.items[i];
        if (str_eq(e->path, w))
            return e;
        if (str_eq(path_base(e->path), name)) {
            found = e;
            n++;
        }
    }
    if (n == 1)
        return found;
    fprintf(stderr,
            n ? tr("vidensbank: error: there are several pages \"%s\"; say which by its path\n")
              : tr("vidensbank: error: there is no page \"%s\"\n"),
            word);
    return NULL;
}

static int format_all(struct formatting *f, int n, char **words)
{
    for (int i = 0; i < n; i++) {
        const struct source_entry *e = find_entry(f->b, words[i]);
        if (!e)
            return EXIT_USAGE;
        format(f, e);
    }
    for (size_t i = 0; !n && i < f->b->entries.n; i++)
        format(f, &f->b->entries.items[i]);
    fprintf(stderr,
            f->check ? tr_n("%zu page is not in order\n", "%zu pages are not in order\n", f->changed)
                     : tr_n("%zu page put in order\n", "%zu pages put in order\n", f->changed),
            f->changed);
    if (f->unwritable)
        return EXIT_ENVIRONMENT;
    return f->faulty || (f->check && f->changed) ? EXIT_CONTENT : EXIT_OK;
}

static int run(int argc, char **argv)
{
    struct options o;
    struct build b;
    int rc = options_read(&cmd_fmt, OPT_FMT, argc, argv, &o);
    if (rc)
        return rc;
    rc = build_open(&b, &o.build);
    if (!rc)
        rc = build_types(&b);
    if (rc)
        report_build(&b, false, rc);
    else
        rc = format_all(&(struct formatting){.b = &b, .check = o.check}, argc - o.first, argv + o.first);
    build_close(&b);
    return rc;
}

const struct command cmd_fmt = {
    .name = "fmt",
    .usage = "[PAGE]... [--check] [--site DIR]",
    .summary = TR_MARK(
        "put the front matter of pages in the order of their types, with the comments; the text is not touched"),
    .help = TR_MARK(
        "  PAGE               its file, or the file's name (default: all pages)\n"
        "  --check            change nothing; name the pages that are not in order, and fail if there are any\n"
        "  --site DIR         the site's folder (default .)\n"),
    .run = run,
};

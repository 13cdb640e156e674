#include "cli/changed.h"

#include "base/limits.h"
#include "base/path.h"
#include "cli/cli.h"

/* REV, or REV:PATH where the site is a folder of its repository. */
static bool spec_of(struct build *b, const char *rev, struct str *out)
{
    struct source_place place;
    if (!source_place(b->source, &b->arena, &b->diags, &place))
        return false;
    *out = place.prefix.n ? str_printf(&b->arena, "%s:%.*s", rev, STR_F(place.prefix)) : str_of(rev);
    return true;
}

static bool read_blob(struct build *b, struct str path, struct oid *out)
{
    struct source_entry e;
    struct diags unheard = {.arena = &b->arena};
    struct buf bytes = {0};
    if (!source_find(b->source, path, &b->arena, &e))
        return false;
    bool ok = e.has_blob || source_read(b->source, &e, LIMIT_FILE, &unheard, &bytes);
    *out = e.has_blob ? e.blob : hash_blob(buf_str(&bytes));
    buf_free(&bytes);
    return ok;
}

static bool is_touched(struct build *now, struct build *then, struct str path)
{
    struct oid x, y;
    bool is = read_blob(now, path, &x), was = read_blob(then, path, &y);
    return is != was || (is && !oid_eq(&x, &y));
}

static struct str key_of_diag(const struct diag *d, struct arena *a)
{
    return str_printf(a, "%.*s\n%u\n%.*s", STR_F(d->path), (unsigned)d->code, STR_F(d->text));
}

static void keep_new(struct build *b, struct build *then)
{
    struct map known = {.arena = &b->arena};
    size_t kept = 0;
    for (size_t i = 0; i < then->diags.n; i++)
        map_put(&known, key_of_diag(&then->diags.items[i], &b->arena), b);
    for (size_t i = 0; i < b->diags.n; i++) {
        struct diag d = b->diags.items[i];
        bool old = map_has(&known, key_of_diag(&d, &b->arena));
        if (!old || (d.path.n && is_touched(b, then, d.path)))
            b->diags.items[kept++] = d;
    }
    b->diags.n = kept;
}

int changed_keep(struct build *b, const char *rev, bool tried)
{
    struct build then;
    struct str spec;
    struct build_options o = b->options;
    if (!spec_of(b, rev, &spec))
        return EXIT_ENVIRONMENT;
    o.rev = str_c(&b->arena, spec);
    o.at = NULL;
    int rc = build_open(&then, &o);
    if (!rc) {
        build_load(&then);
        if (tried && then.site)
            build_try(&then);
        keep_new(b, &then);
        bool failed =
            diags_count(&b->diags, DIAG_ERROR) || (b->options.strict && diags_count(&b->diags, DIAG_WARNING));
        rc = failed ? EXIT_CONTENT : EXIT_OK;
    } else {
        for (size_t i = 0; i < then.diags.n; i++)
            diag_at(&b->diags, then.diags.items[i].code, STR(""), 0, 0, "%s",
                    str_c(&b->arena, then.diags.items[i].text));
    }
    build_close(&then);
    return rc;
}

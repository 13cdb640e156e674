#include "base/buf.h"
#include "base/escape.h"
#include "base/tr.h"
#include "cli/options.h"
#include "search/rank.h"

static void put_member(struct buf *b, const char *name, struct str s)
{
    buf_printf(b, "\"%s\":\"", name);
    escape_json(b, s);
    buf_char(b, '"');
}

/* As tests/search-cli.mjs tells it, one line. */
static void put_json(struct buf *b, struct str query, const struct rank_result *results, size_t n)
{
    buf_char(b, '{');
    put_member(b, "query", query);
    buf_put(b, STR(",\"results\":["));
    for (size_t i = 0; i < n; i++) {
        buf_put(b, i ? STR(",{") : STR("{"));
        put_member(b, "url", results[i].url);
        buf_char(b, ',');
        put_member(b, "anchor", results[i].anchor);
        buf_char(b, ',');
        put_member(b, "title", results[i].title);
        buf_printf(b, ",\"score\":%.9g}", results[i].score);
    }
    buf_put(b, STR("]}\n"));
}

static void put_text(struct buf *b, const struct rank_result *results, size_t n)
{
    for (size_t i = 0; i < n; i++)
        buf_printf(b, "%8.2f  %.*s%s%.*s\t%.*s\n", results[i].score, STR_F(results[i].url),
                   results[i].anchor.n ? "#" : "", STR_F(results[i].anchor), STR_F(results[i].title));
}

static int answer(struct store *s, struct str query, bool json, struct diags *ds)
{
    struct rank_result results[RANK_RESULTS];
    struct buf b = {0};
    size_t n = rank_answer(s, query, results);
    if (s->damaged.n) {
        diag_at(ds, CODE_ENVIRONMENT, STR(""), 0, 0, "%.*s is missing or damaged: build the site again",
                STR_F(s->damaged));
        return EXIT_ENVIRONMENT;
    }
    if (json)
        put_json(&b, query, results, n);
    else
        put_text(&b, results, n);
    if (b.n)
        fwrite(b.p, 1, b.n, stdout);
    buf_free(&b);
    return EXIT_OK;
}

static int run(int argc, char **argv)
{
    struct options o;
    struct arena a = {0};
    struct diags ds = {.arena = &a};
    struct store store;
    int rc = options_read(&cmd_search, OPT_OUT | OPT_JSON, argc, argv, &o);
    if (rc)
        return rc;
    if (o.first + 1 != argc)
        return cli_usage(&cmd_search, "say what to search for, as one word: \"vagt plan\"");
    if (!store_open(&store, o.build.out, &a, &ds)) {
        rc = EXIT_ENVIRONMENT;
    } else {
        rc = answer(&store, str_of(argv[o.first]), o.json, &ds);
        store_close(&store);
    }
    diags_settle(&ds, false, NULL);
    diags_print(&ds, stderr);
    arena_clear(&a);
    return rc;
}

const struct command cmd_search = {
    .name = "search",
    .usage = "QUERY [--out DIR] [--json]",
    .summary = TR_MARK("try the search of a finished site: the same answers as in the browser"),
    .help = TR_MARK("  --out DIR          the finished site (default public)\n"
                    "  --json             as JSON: url, anchor, title and score of at most ten results\n"),
    .run = run,
};

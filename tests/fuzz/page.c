/* Fuzz driver: a page from its bytes to the HTML that a browser gets, in a site of settings, types, pictures and links, by the built-in
 * layouts; its entry in the machines' list, the feed and the search too. The HTML is well nested; nothing in it runs but the layouts'
 * own scripts, by their address; no style, no handler, no address but of the four schemes; no longer than a page may be. */
#include "fuzz.h"

#include <ctype.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"
#include "build.h"
#include "emit.h"
#include "render/items.h"
#include "source/source.h"

enum { DEPTH = 600 };

static char folder[64];

static void remove_folder(void)
{
    char command[128];
    snprintf(command, sizeof command, "rm -rf %s", folder);
    fuzz_require(system(command) == 0, "nothing is left behind");
}

static void put(const char *name, const char *text)
{
    char path[200];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *f = fopen(path, "w");
    fuzz_require(f && fputs(text, f) >= 0 && fclose(f) == 0, "a file");
}

static void begin(void)
{
    static const char *const folders[] = {"content", "content/_types"};
    char path[200];
    if (folder[0])
        return;
    snprintf(folder, sizeof folder, "%s/fuzz-page-XXXXXX", access("/dev/shm", W_OK) ? "/tmp" : "/dev/shm");
    fuzz_require(mkdtemp(folder) != NULL, "a folder");
    for (size_t i = 0; i < 2; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, folders[i]);
        mkdir(path, 0700);
    }
    put("content/_site.yaml",
        "title: Viden\nbase_url: https://viden.example/bank/\nedit_url: https://git.example/{source}\n"
        "levels: {" /* so that most pages are shown, whatever is wrong with them */
        "unknown-key: note, type-error: note, bad-date: note, bad-choice: note, bad-slug: note, rule: note, "
        "broken-link: note, broken-anchor: note, broken-file: note, unknown-reference: note, "
        "missing-key: note, bad-query: note, yaml-feature: note, double-permalink: note}\n");
    put("content/_types/side.yaml",
        "label: {one: Side, many: Sider}\nfolder: ''\nfields:\n  tekst: {kind: text}\n  md: {kind: markdown}\n  dag: {kind: period}\n"
        "  url: {kind: url}\n  fil: {kind: file}\n  se: {kind: pages, to: side, inverse: set_fra}\n"
        "  valg: {kind: choice, choices: {a: A, b: B}}\n  liste: {kind: list, of: {kind: text}}\n"
        "  poster: {kind: list, fields: {navn: {kind: text, required: true}, tid: {kind: time}, tal: {kind: number}}}\n"
        "calendar: {start: dag}\n");
    put("content/index.md", "---\ntitle: Forside\n---\n\n[a](a.md) og [b](b.md#to)\n");
    put("content/b.md", "---\ntitle: B\nse: [a]\n---\n\n# En\n\n## To\n\n![](c.svg)\n");
    put("content/c.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 3\"/>");
    put("content/d.txt", "d\n");
    atexit(remove_folder);
}

/* ---- a page of HTML ---- */

static struct str name_of(struct str *s)
{
    size_t n = 0;
    while (n < s->n && (isalnum((unsigned char)s->p[n]) || strchr(":_-.", s->p[n])))
        n++;
    struct str name = str_n(s->p, n);
    *s = str_from(*s, n);
    return name;
}

static bool one_of(struct str name, const char *names)
{
    struct str rest = str_of(names), one;
    while (str_split(&rest, ' ', &one))
        if (str_eq_nocase(one, name))
            return true;
    return false;
}

static void check_attribute(struct str element, struct str name, struct str value)
{
    fuzz_require(!str_eq_nocase(str_sub(name, 0, 2), STR("on")), "no handler");
    fuzz_require(!one_of(name, "style srcdoc formaction background ping"), "no attribute that does anything");
    fuzz_require(str_find(value, '<') == STR_NONE, "no tag in an attribute");
    if (!one_of(name, "href src action poster data srcset cite"))
        return;
    fuzz_require(!str_starts(value, STR("//")) && !str_starts(value, STR("\\")), "no other host");
    size_t colon = str_find(value, ':'), end = str_find(value, '/');
    size_t query = str_find(value, '?'), hash = str_find(value, '#');
    end = end < query ? end : query;
    if (colon < (end < hash ? end : hash))
        fuzz_require(one_of(str_sub(value, 0, colon), "http https mailto tel"), "an allowed scheme");
    if (one_of(name, "src srcset action poster") || one_of(element, "link"))
        fuzz_require(colon == STR_NONE || str_starts(value, STR("https://viden.example/bank/")),
                     "what is fetched is the site's own");
}

/* Behind the name; true: it closes itself. A start tag of a script must say where that lies. */
static bool read_attributes(struct str element, bool close, struct str *s)
{
    bool has_src = false;
    for (;;) {
        while (s->n && isspace((unsigned char)s->p[0]))
            *s = str_from(*s, 1);
        if (str_starts(*s, STR("/>")) || str_starts(*s, STR(">"))) {
            bool closed = s->p[0] == '/';
            *s = str_from(*s, closed ? 2 : 1);
            fuzz_require(close || has_src || !str_eq(element, STR("script")), "no script in the page");
            return closed;
        }
        struct str name = name_of(s), value = STR("");
        fuzz_require(name.n > 0, "an attribute has a name");
        if (str_starts(*s, STR("="))) {
            size_t end = str_find(str_from(*s, 2), '"');
            fuzz_require(s->n > 1 && s->p[1] == '"' && end != STR_NONE, "a value in quotes");
            value = str_sub(*s, 2, end);
            *s = str_from(*s, end + 3);
        }
        has_src = has_src || str_eq(name, STR("src"));
        check_attribute(element, name, value);
    }
}

static void check_html(struct str s)
{
    static const char voids[] = "area br col hr img input link meta source track wbr";
    struct str open[DEPTH];
    size_t depth = 0;
    fuzz_require(s.n <= LIMIT_TEMPLATE_OUTPUT, "no longer than a page may be");
    fuzz_require(str_eq_nocase(str_sub(s, 0, 15), STR("<!doctype html>")), "a page");
    for (s = str_from(s, 15); s.n;) {
        if (s.p[0] != '<') {
            size_t next = str_find(s, '<');
            s = str_from(s, next == STR_NONE ? s.n : next);
            continue;
        }
        bool close = s.n > 1 && s.p[1] == '/';
        s = str_from(s, close ? 2 : 1);
        struct str name = name_of(&s);
        fuzz_require(name.n && !one_of(name, "style iframe object embed base applet frame"),
                     "no such element");
        bool closed = read_attributes(name, close, &s);
        if (close)
            fuzz_require(depth && str_eq(open[--depth], name), "an end that fits its beginning");
        else if (!closed && !one_of(name, voids)) {
            fuzz_require(depth < DEPTH, "not too deep");
            open[depth++] = name;
        }
    }
    fuzz_require(!depth, "all that was begun has ended");
}

static void render(struct build *b)
{
    struct items items = {0};
    struct diags ds = {.arena = &b->arena};
    emit_list(b, &items, &ds);
    for (size_t i = 0; i < items.n; i++) {
        struct arena scratch = {0};
        struct buf out = {0};
        const struct item *it = &items.list[i];
        bool asset = it->kind == ITEM_ASSET || it->kind == ITEM_COPY || it->kind == ITEM_FILE;
        fuzz_require(it->path.n && it->path.p[0] != '/' && it->path.p[0] != '.' &&
                         str_find_str(it->path, STR("/.")) == STR_NONE,
                     "a path within the output");
        if (!asset && item_make(&items, it, &scratch, &ds, &out) &&
            (it->kind == ITEM_PAGE || it->kind == ITEM_404))
            check_html(buf_str(&out));
        buf_free(&out);
        arena_clear(&scratch);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct build b;
    struct build_options o = build_defaults;
    begin();
    o.site = folder;
    o.out = "public";
    o.now = "2026-03-01";
    o.jobs = 0;
    o.no_cache = o.skip_search = o.skip_history = true;
    if (!build_open(&b, &o)) {
        source_imagine(b.source, STR("content/a.md"), str_n((const char *)bytes, n));
        if (!build_load(&b))
            render(&b);
    }
    build_close(&b);
    return 0;
}

#include "import/folder.h"

#include <sys/stat.h>

#include "base/arena.h"
#include "base/escape.h"
#include "base/limits.h"
#include "base/path.h"
#include "import/front_keys.h"
#include "import/markup.h"
#include "import/nav.h"
#include "read/front.h"
#include "read/input.h"
#include "read/toml.h"
#include "write/program.h"

/* Folders of generators that hold no text of their authors, and those whose name is no part of an address. */
static const struct str machinery[] = {
    STR_INIT("layouts/"), STR_INIT("archetypes/"), STR_INIT("themes/"),   STR_INIT("node_modules/"),
    STR_INIT("public/"),  STR_INIT("resources/"),  STR_INIT("_layouts/"), STR_INIT("_includes/"),
    STR_INIT("_site/"),   STR_INIT("_sass/"),      STR_INIT("_data/"),    STR_INIT("site/"),
    STR_INIT("vendor/")};
static const struct str roots[] = {STR_INIT("content/"), STR_INIT("docs/"), STR_INIT("static/")};

static bool is_machinery(struct str path)
{
    for (size_t i = 0; i < sizeof machinery / sizeof *machinery; i++)
        if (str_starts(path, machinery[i]))
            return true;
    return false;
}

static struct str below_root(struct str path)
{
    for (size_t i = 0; i < sizeof roots / sizeof *roots; i++)
        if (str_starts(path, roots[i]))
            return str_from(path, roots[i].n);
    return path;
}

static bool is_page(struct str path)
{
    return str_ends(path, STR(".md")) || str_ends(path, STR(".markdown"));
}

/* ---- where things go ---- */

/* "2024-01-31-title" as Jekyll names posts. */
static bool has_day(struct str stem)
{
    bool ok = stem.n > 11 && stem.p[4] == '-' && stem.p[7] == '-' && stem.p[10] == '-';
    for (size_t i = 0; ok && i < 10; i++)
        ok = i == 4 || i == 7 || (stem.p[i] >= '0' && stem.p[i] <= '9');
    return ok;
}

/* A name that can be an address, its extension kept. */
static struct str sound_name(struct folder *f, struct folder_item *it, struct str name)
{
    struct str ext = path_ext(name), stem = str_sub(name, 0, name.n - ext.n);
    if (it->page && has_day(stem)) {
        struct value day = {.kind = VALUE_TEXT, .plain = true, .s = str_sub(stem, 0, 10)};
        value_map_add(&it->found, f->arena, STR("date"), day);
        stem = str_from(stem, 11);
    }
    if (str_eq(stem, STR("_index")) || (it->page && str_eq_nocase(stem, STR("README"))))
        return STR("index.md");
    struct str slug = path_slug(f->arena, stem);
    slug = slug.n ? slug : STR("x");
    return str_cat(f->arena, slug, it->page ? STR(".md") : ext);
}

static struct str sound_path(struct folder *f, struct folder_item *it, struct str path)
{
    struct str part, to = STR(""), rest = path_dir(path);
    while (str_split(&rest, '/', &part))
        if (part.n) {
            struct str slug = path_slug(f->arena, part);
            to = path_join(f->arena, to, slug.n ? slug : STR("x"));
        }
    return path_join(f->arena, to, sound_name(f, it, path_base(path)));
}

static void set_place(struct folder *f, struct folder_item *it)
{
    struct str path = it->entry->path, below = below_root(path);
    const struct mapped_folder *m = mapping_folder(f->mapping, path);
    struct str cut = path;
    if (!m)
        m = mapping_folder(f->mapping, below), cut = below;
    if (m && m->has_to && (it->page || m->from.n))
        it->to = path_join(f->arena, m->to, sound_path(f, it, str_from(cut, m->from.n + (m->from.n > 0))));
    else
        it->to = path_join(f->arena, f->under, sound_path(f, it, below));
}

static void add_name(struct folder *f, struct str name, struct folder_item *it)
{
    if (!map_has(&f->by_name, name))
        map_put(&f->by_name, name, it);
}

/* What links may call it: its path, that without the root, a note's or a post's name, the address of a post. */
static void add_names(struct folder *f, struct folder_item *it)
{
    struct str path = it->entry->path, below = below_root(path), base = path_base(path);
    struct str stem = str_sub(base, 0, base.n - path_ext(base).n);
    map_put(&f->by_path, path, it);
    if (!map_has(&f->by_path, below))
        map_put(&f->by_path, below, it);
    add_name(f, base, it);
    if (!it->page)
        return;
    add_name(f, stem, it);
    if (has_day(stem)) {
        struct str at =
            str_printf(f->arena, "%.*s/%.*s/%.*s/%.*s.md", STR_F(str_sub(stem, 0, 4)),
                       STR_F(str_sub(stem, 5, 2)), STR_F(str_sub(stem, 8, 2)), STR_F(str_from(stem, 11)));
        if (!map_has(&f->by_path, at))
            map_put(&f->by_path, at, it);
    }
}

/* ---- where links lead ---- */

struct at {
    struct folder *folder;
    struct folder_item *page;
};

static struct str decoded(struct arena *a, struct str s)
{
    char *p = arena_alloc(a, s.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        static const char hex[] = "0123456789abcdef";
        const char *x = s.p[i] == '%' && i + 2 < s.n ? strchr(hex, s.p[i + 1] | 32) : NULL;
        const char *y = x ? strchr(hex, s.p[i + 2] | 32) : NULL;
        p[n++] = y && *x && *y ? (char)((x - hex) * 16 + (y - hex)) : s.p[i];
        i += y && *x && *y ? 2 : 0;
    }
    return str_n(p, n);
}

struct folder_item *folder_find(struct folder *f, struct str p)
{
    static const char *const tails[] = {"%.*s",          "%.*s.md",        "%.*s.markdown",
                                        "%.*s/index.md", "%.*s/_index.md", "%.*s/README.md"};
    while (p.n && p.p[p.n - 1] == '/')
        p.n--;
    if (str_ends(p, STR(".html")))
        p.n -= 5;
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
        struct str path = str_printf(f->arena, tails[i], STR_F(p));
        struct folder_item *it = map_get(&f->by_path, p.n ? path : str_from(path, 1));
        if (it)
            return it;
    }
    return NULL;
}

static struct folder_item *find(const struct at *at, enum link_kind kind, struct str s)
{
    struct folder *f = at->folder;
    struct str from = at->page->entry->path, p, dir = path_dir(from);
    struct str own =
        str_sub(from, 0, from.n - path_ext(from).n); /* where the page's own address ends in a / */
    struct folder_item *it = NULL;
    bool whole = kind == LINK_ROOT || (s.n && s.p[0] == '/');
    if (path_resolve(f->arena, whole ? STR("") : dir, s, &p))
        it = folder_find(f, p);
    if (!it && !whole && path_resolve(f->arena, own, s, &p))
        it = folder_find(f, p);
    if (!it && kind == LINK_NAME)
        it = map_get(&f->by_name, path_base(s));
    if (!it && kind == LINK_NAME)
        it = map_get(&f->by_name, str_cat(f->arena, path_base(s), STR(".md")));
    return it;
}

static struct str place(void *ctx, enum link_kind kind, struct str written)
{
    const struct at *at = ctx;
    struct folder *f = at->folder;
    size_t cut = 0;
    while (cut < written.n && written.p[cut] != '#' && written.p[cut] != '?')
        cut++;
    struct folder_item *it = find(at, kind, decoded(f->arena, str_sub(written, 0, cut)));
    if (!it)
        return STR("");
    it->wanted = true;
    struct str anchor = str_from(written, cut), dir = path_dir(at->page->to);
    if (anchor.n && kind == LINK_NAME)
        anchor = str_cat(f->arena, STR("#"), path_slug(f->arena, str_from(anchor, 1)));
    dir = dir.n ? str_cat(f->arena, dir, STR("/")) : dir;
    return str_cat(f->arena, path_relative(f->arena, dir, it->to), anchor);
}

/* ---- pages ---- */

/* Tables are beyond what is read of TOML: each is told. */
static void tell_tables(struct folder *f, struct str toml, struct str path)
{
    struct str line;
    for (uint32_t no = 2; str_split(&toml, '\n', &line); no++) {
        struct str s = str_trim(line);
        if (s.n > 2 && s.p[0] == '[' && s.p[s.n - 1] == ']' && !strchr("\"'", s.p[1]))
            diag_at(f->diags, CODE_NOT_PLACED, path, no, 1,
                    "there is no place for the table %.*s and what follows it", STR_F(s));
    }
}

/* +++ … +++, else as front.h has it. */
static bool split(struct folder *f, struct str bytes, struct str path, struct front *out)
{
    struct str text;
    if (!str_starts(bytes, STR("+++")))
        return front_read(bytes, path, f->arena, f->diags, out);
    *out = (struct front){.map = {.kind = VALUE_MAP}, .present = true, .body_line = 1};
    if (!input_read(bytes, path, f->arena, f->diags, &text))
        return false;
    size_t end = str_find_str(str_from(text, 3), STR("\n+++"));
    if (end == STR_NONE) {
        diag_at(f->diags, CODE_FRONT_MATTER, path, 1, 1, "the front matter has no +++ line at its end");
        return false;
    }
    tell_tables(f, str_sub(text, 4, end), path);
    toml_front(str_sub(text, 4, end), 2, f->arena, &out->map);
    size_t body = str_find(str_from(text, end + 4), '\n');
    out->body = body == STR_NONE ? STR("") : str_from(text, end + 5 + body);
    for (size_t i = 0; i < text.n - out->body.n; i++)
        out->body_line += text.p[i] == '\n';
    return true;
}

/* A Word file as Markdown. Nothing of its own is run: pandoc's sandbox reads this one file. */
static bool read_word(struct folder *f, const struct folder_item *it, struct buf *out)
{
    const char *file = str_c(f->arena, path_join(f->arena, str_of(f->dir), it->entry->path));
    const char *argv[] = {"timeout", "60",           "pandoc",      "--sandbox", "-f", "docx",
                          "-t",      "gfm-raw_html", "--wrap=none", "--",        file, NULL};
    struct program p = {.argv = argv};
    int rc = program_run(&p);
    if (rc == 0)
        buf_put(out, buf_str(&p.out));
    else if (rc == 127 || rc == PROGRAM_ABSENT)
        diag_at(f->diags, CODE_NOT_PLACED, it->entry->path, 0, 0,
                "a Word file needs pandoc, which is not installed");
    else
        diag_at(f->diags, CODE_UNREADABLE, it->entry->path, 0, 0, "pandoc cannot read it: %.*s",
                STR_F(program_fault(&p, f->arena)));
    program_clear(&p);
    return rc == 0;
}

static void write_front(struct folder *f, struct folder_item *it, const struct front *front, struct buf *out)
{
    const struct mapped_folder *m = mapping_folder(f->mapping, it->entry->path);
    m = m ? m : mapping_folder(f->mapping, below_root(it->entry->path));
    const struct type *own = types_of_folder(f->types, path_dir(it->to));
    struct front_keys keys = {.path = it->entry->path,
                              .to = it->to,
                              .map = &front->map,
                              .found = &it->found,
                              .mapping = f->mapping,
                              .folder = m,
                              .type = m && m->type ? m->type : own,
                              .arena = f->arena,
                              .notes = f->diags};
    keys.says_type = m && m->type && m->type != own;
    front_keys_write(&keys, out);
}

static void add_tags(struct folder *f, struct folder_item *it, const struct value *tags)
{
    struct value *items = ARENA_ARRAY(f->arena, struct value, tags->map.n);
    for (size_t i = 0; i < tags->map.n; i++)
        items[i] = tags->map.pairs[i].value;
    if (tags->map.n)
        value_map_add(&it->found, f->arena, STR("tags"), value_list(items, tags->map.n));
}

/* Of a page that does not begin with one: what the menu calls it, or the name of a note's file. */
static void add_title(struct folder *f, struct folder_item *it, struct str body)
{
    struct str name = path_base(it->entry->path), title = it->menu_title;
    if (!title.n && f->vault)
        title = str_sub(name, 0, name.n - path_ext(name).n);
    if (title.n && !str_starts(body, STR("# ")))
        value_map_add(&it->found, f->arena, STR("title"), value_text(title));
}

static void read_page(struct folder *f, struct folder_item *it)
{
    struct buf bytes = {0}, out = {0}, body = {0};
    struct value tags = {.kind = VALUE_MAP};
    struct front front;
    struct at at = {f, it};
    struct str path = it->entry->path;
    bool ok =
        it->word ? read_word(f, it, &bytes) : source_read(f->source, it->entry, LIMIT_PAGE, f->diags, &bytes);
    if (ok && split(f, buf_dup(f->arena, &bytes), path, &front)) {
        for (; front.body.n && front.body.p[0] == '\n'; front.body_line++)
            front.body = str_from(front.body, 1);
        struct markup m = {.path = path,
                           .first_line = front.body_line,
                           .arena = f->arena,
                           .notes = f->diags,
                           .place = place,
                           .ctx = &at,
                           .tags = f->vault ? &tags : NULL};
        markup_convert(&m, front.body, &body);
        add_tags(f, it, &tags);
        add_title(f, it, front.body);
        write_front(f, it, &front, &out);
        buf_put(&out, buf_str(&body));
        it->text = buf_dup(f->arena, &out);
        it->ready = true;
    }
    buf_free(&bytes);
    buf_free(&body);
    buf_free(&out);
}

/* Two names that fold to one: the first stays. */
static void drop_doubles(struct folder *f)
{
    struct map taken = {.arena = f->arena};
    for (size_t i = 0; i < f->n; i++) {
        struct folder_item *it = &f->items[i], *first = map_get(&taken, it->to);
        if (!it->ready && !it->wanted)
            continue;
        if (!first) {
            map_put(&taken, it->to, it);
            continue;
        }
        diag_at(f->diags, CODE_FILE_EXISTS, it->entry->path, 0, 0, "%.*s would go to %.*s as well",
                STR_F(first->entry->path), STR_F(it->to));
        it->ready = it->wanted = false;
    }
}

/* Obsidian keeps its own settings in the folder. */
static bool is_vault(const struct folder *f)
{
    struct stat st;
    return stat(str_c(f->arena, path_join(f->arena, str_of(f->dir), STR(".obsidian"))), &st) == 0;
}

bool folder_read(struct folder *f)
{
    struct source_list list;
    f->by_path.arena = f->by_name.arena = f->arena;
    if (!source_list(f->source, STR(""), f->arena, f->diags, &list))
        return false;
    f->items = ARENA_ARRAY(f->arena, struct folder_item, list.n);
    for (size_t i = 0; i < list.n; i++) {
        struct folder_item *it = &f->items[f->n];
        if (is_machinery(list.items[i].path))
            continue;
        *it = (struct folder_item){.entry = &list.items[i], .found = {.kind = VALUE_MAP}};
        it->word = str_ends(it->entry->path, STR(".docx"));
        it->page = it->word || is_page(it->entry->path);
        set_place(f, it);
        f->n++;
    }
    for (size_t i = 0; i < f->n; i++)
        add_names(f, &f->items[i]);
    f->vault = is_vault(f);
    nav_read(f);
    for (size_t i = 0; i < f->n; i++)
        if (f->items[i].page)
            read_page(f, &f->items[i]);
    drop_doubles(f);
    return true;
}

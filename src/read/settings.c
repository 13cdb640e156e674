#include "read/settings.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/limits.h"
#include "base/path.h"
#include "base/tr.h"
#include "read/keys.h"
#include "read/pattern.h"
#include "read/types.h"
#include "read/zone.h"

struct setting {
    struct str name;
    void (*read)(const struct reading *r, const struct value_pair *p, struct settings *out);
};

static const struct {
    struct str name;
    size_t most;
} limits_known[SITE_LIMITS] = {
    [SITE_LIMIT_PAGE] = {STR_INIT("page"), LIMIT_PAGE},
    [SITE_LIMIT_OUTPUT] = {STR_INIT("output"), LIMIT_OUTPUT},
    [SITE_LIMIT_LINKS] = {STR_INIT("links"), LIMIT_LINKS},
    [SITE_LIMIT_TITLE] = {STR_INIT("title"), LIMIT_TITLE},
    [SITE_LIMIT_TAGS] = {STR_INIT("tags"), LIMIT_TAGS},
    [SITE_LIMIT_FILE] = {STR_INIT("file"), LIMIT_FILE},
};

void settings_defaults(struct settings *s)
{
    *s = (struct settings){
        .path = STR(""),
        .title = STR(""),
        .base_url = STR(""),
        .language = STR("da"),
        .stem = STR("da"),
        .time_zone = STR("Europe/Copenhagen"),
        .edit_url = STR(""),
        .new_url = STR(""),
        .contact = STR(""),
        .attribution = STR(""),
        .knows = true,
    };
    for (size_t i = 0; i < SITE_LIMITS; i++)
        s->limits[i] = limits_known[i].most;
    for (size_t i = 0; i < CODE_COUNT; i++)
        s->levels[i] = -1;
}

/* ---- addresses ---- */

static void read_base_url(const struct reading *r, const struct value_pair *p, struct settings *out)
{
    struct str url;
    if (!keys_text(r, p, &url) || !url.n)
        return;
    const char *fault = pattern_fault_web(url);
    if (!fault && (str_find(url, '?') != STR_NONE || str_find(url, '#') != STR_NONE))
        fault = tr("must have no query and no fragment");
    if (!fault && (str_find(url, '{') != STR_NONE || str_find(url, '}') != STR_NONE))
        fault = tr("holds a character that an address cannot hold");
    if (fault)
        KEYS_FAULT(r, &p->value, "\"base_url\" %s: \"%.*s\"", fault, STR_F(url));
    else
        out->base_url = str_ends(url, STR("/")) ? url : str_cat(r->arena, url, STR("/"));
}

/* An address in which these names are filled in, the last of them empty. */
static void read_pattern(const struct reading *r, const struct value_pair *p, const struct str *names,
                         struct str *out)
{
    struct str url;
    if (!keys_text(r, p, &url) || !url.n)
        return;
    const char *fault = pattern_fault(url);
    struct str stranger = fault ? STR("") : pattern_stranger(url, names), known = STR("");
    for (size_t i = 0; names[i].n; i++)
        known = str_printf(r->arena, "%.*s%s{%.*s}", STR_F(known), i ? ", " : "", STR_F(names[i]));
    if (fault)
        KEYS_FAULT(r, &p->value, "\"%.*s\" %s: \"%.*s\"", STR_F(p->key.s), fault, STR_F(url));
    else if (stranger.n)
        KEYS_FAULT(r, &p->value, "\"%.*s\" can have only %.*s filled in, not \"%.*s\"", STR_F(p->key.s),
                   STR_F(known), STR_F(stranger));
    else
        *out = url;
}

static void read_edit_url(const struct reading *r, const struct value_pair *p, struct settings *out)
{
    static const struct str names[] = {STR_INIT("source"), STR_INIT("")};
    read_pattern(r, p, names, &out->edit_url);
}

static void read_new_url(const struct reading *r, const struct value_pair *p, struct settings *out)
{
    static const struct str names[] = {STR_INIT("source"), STR_INIT("folder"), STR_INIT("name"),
                                       STR_INIT("text"), STR_INIT("")};
    read_pattern(r, p, names, &out->new_url);
}

/* A mail address, an address to send readers to, or any other way to reach somebody. */
static void read_contact(const struct reading *r, const struct value_pair *p, struct settings *out)
{
    static const struct str names[] = {STR_INIT("title"), STR_INIT("url"), STR_INIT("source"), STR_INIT("")};
    struct str s;
    if (keys_text(r, p, &s) && str_find_str(s, STR("://")) == STR_NONE && !pattern_is_mail(s))
        out->contact = s;
    else if (p->value.kind == VALUE_TEXT)
        read_pattern(r, p, names, &out->contact);
}

/* ---- plain ones ---- */

static void read_title(const struct reading *r, const struct value_pair *p, struct settings *out)
{
    keys_text(r, p, &out->title);
}

static void read_language(const struct reading *r, const struct value_pair *p, struct settings *out)
{
    struct str s;
    if (!keys_text(r, p, &s))
        return;
    bool good = s.n == 2 || s.n == 3;
    for (size_t i = 0; good && i < s.n; i++)
        good = s.p[i] >= 'a' && s.p[i] <= 'z';
    if (good)
        out->language = s;
    else
        KEYS_FAULT(r, &p->value, "\"language\" must be two or three small letters such as da, not \"%.*s\"",
                   STR_F(s));
}

static void read_time_zone(const struct reading *r, const struct value_pair *p, struct settings *out)
{
    struct str s;
    if (!keys_text(r, p, &s))
        return;
    if (zone_known(s)) {
        out->time_zone = s;
        return;
    }
    struct str hint = diag_hint(zone_nearest(s, r->arena), r->arena);
    KEYS_FAULT(r, &p->value, "unknown time zone \"%.*s\"%.*s", STR_F(s), STR_F(hint));
}

/* ---- menu ---- */

/* A site address as page.url has it: "temaer/" from "temaer", "/temaer/", "temaer/"; "feed.xml" stays. */
static bool site_address(struct arena *a, struct str written, struct str *out)
{
    struct str first =
        str_sub(written, 0, str_find(written, '/') == STR_NONE ? written.n : str_find(written, '/'));
    bool sound = str_find(first, ':') == STR_NONE && str_find(written, '?') == STR_NONE &&
                 str_find(written, '#') == STR_NONE && !str_starts(written, STR("//"));
    if (!sound || !path_resolve(a, STR(""), written, out))
        return false;
    if (out->n && !path_ext(*out).n)
        *out = str_cat(a, *out, STR("/"));
    return true;
}

static bool read_menu_item(const struct reading *r, const struct value *v, struct menu_item *item)
{
    static const struct {
        struct str name;
    } known[] = {{STR_INIT("title")}, {STR_INIT("to")}};
    struct str to = {NULL, 0};
    if (v->kind != VALUE_MAP) {
        KEYS_FAULT(r, v, "an item of \"menu\" must be {title: …, to: …}");
        return false;
    }
    *item = (struct menu_item){.title = {"", 0}, .line = v->line, .col = v->col};
    for (size_t i = 0; i < v->map.n; i++) {
        const struct value_pair *p = &v->map.pairs[i];
        size_t key = keys_find(KEYS(known), p->key.s);
        if (key == STR_NONE)
            keys_unknown(r, KEYS(known), p, "an item of the menu");
        else if (!keys_text(r, p, key == 0 ? &item->title : &to))
            return false;
    }
    if (!item->title.n || !to.p) {
        KEYS_FAULT(r, v, "an item of \"menu\" needs \"title\" and \"to\"");
        return false;
    }
    if (!site_address(r->arena, to, &item->to)) {
        KEYS_FAULT(r, v, "\"to\" must be an address of this site such as temaer/, not \"%.*s\"", STR_F(to));
        return false;
    }
    const struct value_pair *p = value_pair(v, STR("to"));
    item->line = p->value.line;
    item->col = p->value.col;
    return true;
}

static void read_menu(const struct reading *r, const struct value_pair *p, struct settings *out)
{
    if (p->value.kind != VALUE_LIST) {
        KEYS_FAULT(r, &p->value, "\"menu\" must be a list of {title: …, to: …}");
        return;
    }
    out->menu = ARENA_ARRAY(r->arena, struct menu_item, p->value.list.n);
    for (size_t i = 0; i < p->value.list.n; i++)
        out->n_menu += read_menu_item(r, &p->value.list.items[i], &out->menu[out->n_menu]);
}

/* ---- maps ---- */

static void read_attribution(const struct reading *r, const struct value_pair *p, struct settings *out)
{
    static const struct {
        struct str name;
    } known[] = {{STR_INIT("default")}, {STR_INIT("ignore")}, {STR_INIT("knows")}};
    if (!keys_map(r, p))
        return;
    for (size_t i = 0; i < p->value.map.n; i++) {
        const struct value_pair *q = &p->value.map.pairs[i];
        size_t key = keys_find(KEYS(known), q->key.s);
        if (key == STR_NONE)
            keys_unknown(r, KEYS(known), q, "attribution");
        else if (q->value.kind == VALUE_NULL)
            continue;
        else if (key == 0)
            keys_text(r, q, &out->attribution);
        else if (key == 2)
            keys_bool(r, q, &out->knows);
        else
            keys_texts(r, q, &out->ignore, &out->n_ignore);
    }
}

static void unknown_code(const struct reading *r, const struct value_pair *p)
{
    struct {
        struct str name;
    } codes[CODE_COUNT];
    for (size_t i = 0; i < CODE_COUNT; i++)
        codes[i].name = code_name((enum diag_code)i);
    keys_unknown(r, KEYS(codes), p, "levels");
}

static void read_levels(const struct reading *r, const struct value_pair *p, struct settings *out)
{
    static const struct {
        struct str name;
        enum diag_level level;
    } words[] = {{STR_INIT("error"), DIAG_ERROR},
                 {STR_INIT("warning"), DIAG_WARNING},
                 {STR_INIT("note"), DIAG_NOTE},
                 {STR_INIT("ignore"), DIAG_IGNORE}};
    if (!keys_map(r, p))
        return;
    for (size_t i = 0; i < p->value.map.n; i++) {
        const struct value_pair *q = &p->value.map.pairs[i];
        struct str word;
        enum diag_code code;
        if (!code_find(q->key.s, &code)) {
            unknown_code(r, q);
            continue;
        }
        if (!keys_text(r, q, &word))
            continue;
        size_t at = keys_find(KEYS(words), word);
        if (at != STR_NONE) {
            out->levels[code] = (int)words[at].level;
            continue;
        }
        struct str hint = keys_hint(KEYS(words), word, r->arena);
        KEYS_FAULT(r, &q->value, "unknown level \"%.*s\": error, warning, note or ignore%.*s", STR_F(word),
                   STR_F(hint));
    }
}

static void read_facets(const struct reading *r, const struct value_pair *p, struct settings *out)
{
    if (!keys_texts(r, p, &out->facets, &out->n_facets))
        return;
    out->has_facets = true;
    out->facets_line = p->value.line;
    out->facets_col = p->value.col;
}

static void read_stem(const struct reading *r, const struct value_pair *p, struct settings *out)
{
    static const struct {
        struct str name;
    } stems[] = {{STR_INIT("da")}, {STR_INIT("en")}, {STR_INIT("none")}};
    struct str s;
    if (!keys_text(r, p, &s))
        return;
    if (keys_find(KEYS(stems), s) == STR_NONE)
        KEYS_FAULT(r, &p->value, "\"stem\" must be da, en or none, not \"%.*s\"", STR_F(s));
    else
        out->stem = s;
}

static void read_search(const struct reading *r, const struct value_pair *p, struct settings *out)
{
    static const struct setting known[] = {{STR_INIT("facets"), read_facets}, {STR_INIT("stem"), read_stem}};
    if (!keys_map(r, p))
        return;
    for (size_t i = 0; i < p->value.map.n; i++) {
        const struct value_pair *q = &p->value.map.pairs[i];
        size_t at = keys_find(KEYS(known), q->key.s);
        if (at == STR_NONE)
            keys_unknown(r, KEYS(known), q, "search");
        else
            known[at].read(r, q, out);
    }
}

static void read_required(const struct reading *r, const struct value_pair *p, struct settings *out)
{
    struct str *names;
    size_t n;
    if (!keys_texts(r, p, &names, &n))
        return;
    for (size_t i = 0; i < n; i++)
        if (!types_engine_key(names[i])) {
            KEYS_FAULT(r, p->value.kind == VALUE_LIST ? &p->value.list.items[i] : &p->value,
                       "\"%.*s\" is no key that every page can have", STR_F(names[i]));
            return;
        }
    out->required = names;
    out->n_required = n;
}

/* contrast: {muted: [paper, surface], "*": ["*-wash"]} */
static void read_contrast(const struct reading *r, const struct value_pair *p, struct settings *out)
{
    size_t cap = 0;
    for (size_t i = 0; keys_map(r, p) && i < p->value.map.n; i++) {
        const struct value_pair *q = &p->value.map.pairs[i];
        struct str *grounds;
        size_t n;
        if (!keys_texts(r, q, &grounds, &n))
            return;
        for (size_t k = 0; k < n; k++) {
            const struct value *at = q->value.kind == VALUE_LIST ? &q->value.list.items[k] : &q->value;
            struct contrast_pair pair = {q->key.s, grounds[k], at->line, at->col};
            if (str_eq(pair.text, STR("*")) && !str_starts(pair.ground, STR("*-")))
                KEYS_FAULT(r, at, "the ground of \"*\" must begin with *- too, not \"%.*s\"",
                           STR_F(pair.ground));
            else
                *ARENA_PUSH(r->arena, out->contrast, out->n_contrast, cap, struct contrast_pair) = pair;
        }
    }
}

static void read_video(const struct reading *r, const struct value_pair *p, struct settings *out)
{
    keys_texts(r, p, &out->video, &out->n_video);
    for (size_t i = 0; i < out->n_video; i++)
        for (size_t k = 0; k < out->video[i].n; k++)
            if (strchr("/:?# ", out->video[i].p[k])) {
                KEYS_FAULT(r, p->value.kind == VALUE_LIST ? &p->value.list.items[i] : &p->value,
                           "\"video\" wants names of hosts such as vimeo.com, not \"%.*s\"",
                           STR_F(out->video[i]));
                break;
            }
}

static void read_editor(const struct reading *r, const struct value_pair *p, struct settings *out)
{
    editor_read(r, p, &out->editor);
}

/* Settings of other commands: any map. */
static void read_map(const struct reading *r, const struct value_pair *p, struct settings *out)
{
    (void)out;
    keys_map(r, p);
}

static void read_limits(const struct reading *r, const struct value_pair *p, struct settings *out)
{
    if (!keys_map(r, p))
        return;
    for (size_t i = 0; i < p->value.map.n; i++) {
        const struct value_pair *q = &p->value.map.pairs[i];
        size_t at = keys_find(KEYS(limits_known), q->key.s);
        int64_t n;
        if (at == STR_NONE)
            keys_unknown(r, KEYS(limits_known), q, "limits");
        else if (!keys_int(r, q, &n))
            continue;
        else if (n < 1 || (uint64_t)n > limits_known[at].most)
            KEYS_FAULT(r, &q->value, "limit \"%.*s\" must be from 1 to %lld, not %lld", STR_F(q->key.s),
                       (long long)limits_known[at].most, (long long)n);
        else
            out->limits[at] = (size_t)n;
    }
}

static const struct setting settings_known[] = {
    {STR_INIT("title"), read_title},       {STR_INIT("base_url"), read_base_url},
    {STR_INIT("language"), read_language}, {STR_INIT("time_zone"), read_time_zone},
    {STR_INIT("edit_url"), read_edit_url}, {STR_INIT("new_url"), read_new_url},
    {STR_INIT("contact"), read_contact},   {STR_INIT("menu"), read_menu},
    {STR_INIT("required"), read_required}, {STR_INIT("attribution"), read_attribution},
    {STR_INIT("levels"), read_levels},     {STR_INIT("publish"), read_map},
    {STR_INIT("search"), read_search},     {STR_INIT("limits"), read_limits},
    {STR_INIT("contrast"), read_contrast}, {STR_INIT("video"), read_video},
    {STR_INIT("cms"), read_editor},
};

void settings_read(const struct value *map, struct str path, struct arena *a, struct diags *ds,
                   struct settings *out)
{
    struct reading r = {.path = path, .fault = CODE_BAD_SETTING, .arena = a, .diags = ds};
    settings_defaults(out);
    out->present = true;
    out->stem = STR("");
    out->path = path;
    if (map->kind != VALUE_MAP)
        KEYS_FAULT(&r, map, "the settings must be a map of keys and values");
    for (size_t i = 0; map->kind == VALUE_MAP && i < map->map.n; i++) {
        const struct value_pair *p = &map->map.pairs[i];
        size_t at = keys_find(KEYS(settings_known), p->key.s);
        if (at == STR_NONE)
            keys_unknown(&r, KEYS(settings_known), p, "the settings");
        else if (p->value.kind != VALUE_NULL)
            settings_known[at].read(&r, p, out);
    }
    if (!out->stem.n)
        out->stem = out->language;
    if (!out->attribution.n)
        out->attribution = str_eq(out->language, STR("da")) ? STR("Redaktionen") : STR("Editors");
}

int64_t settings_epoch(const struct settings *s, int64_t days, int second_of_day)
{
    return zone_epoch(s->time_zone, days, second_of_day);
}

bool settings_moment(const struct settings *s, struct str text, bool end, int64_t *out)
{
    struct date day;
    int second, offset;
    bool zone;
    if (!date_parse_moment(text, &day, &second, &offset, &zone))
        return false;
    int64_t days = date_to_days(day);
    if (end && date_parse(text, &day))
        *out = settings_epoch(s, days + 1, 0) - 1;
    else
        *out = zone ? days * 86400 + second - offset * (int64_t)60 : settings_epoch(s, days, second);
    return true;
}

int32_t settings_offset(const struct settings *s, int64_t epoch)
{
    return zone_offset(s->time_zone, epoch);
}

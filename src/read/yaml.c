#include "read/yaml.h"

#include <yaml.h>

#include "base/limits.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "read/input.h"
#include "read/yaml_fault.h"

enum { DATA_DEPTH = 64, FEW_KEYS = 32 };

struct reader {
    yaml_parser_t parser;
    struct str text, path;
    uint32_t first_line;
    bool data; /* template data: see yaml.h */
    unsigned depth;
    size_t nodes;
    bool bad; /* something was reported; the value is not to be used */
    struct arena *arena;
    struct diags *diags;
};

static uint32_t line_of(const struct reader *r, yaml_mark_t m)
{
    return r->first_line + (uint32_t)m.line;
}

static uint32_t col_of(yaml_mark_t m)
{
    return (uint32_t)m.column + 1;
}

/* A fault that leaves the rest readable: told, and the reading goes on. */
#define FAULT(r, code, mark, ...)                                                                            \
    ((r)->bad = true, diag_at((r)->diags, (code), (r)->path, line_of((r), (mark)), col_of(mark), __VA_ARGS__))

static void report(struct reader *r, const struct yaml_fault *f)
{
    r->bad = true;
    yaml_fault_report(f, r->path, r->first_line, r->arena, r->diags);
}

static bool next_event(struct reader *r, yaml_event_t *e)
{
    if (yaml_parser_parse(&r->parser, e))
        return true;
    if (r->parser.error == YAML_MEMORY_ERROR) /* no fault of the text */
        mem_exhausted();
    const yaml_parser_t *p = &r->parser;
    struct yaml_fault f = {.text = r->text,
                           .problem = p->problem,
                           .context = p->context,
                           .line = p->problem_mark.line,
                           .col = p->problem_mark.column,
                           .context_line = p->context_mark.line,
                           .context_col = p->context_mark.column};
    report(r, &f);
    return false;
}

static bool read_node(struct reader *r, yaml_event_t *e, struct value *out);

static bool is_null(struct str s)
{
    return s.n == 0 || str_eq(s, STR("~")) || str_eq(s, STR("null")) || str_eq(s, STR("Null")) ||
           str_eq(s, STR("NULL"));
}

static struct str event_text(const yaml_event_t *e)
{
    return str_n((const char *)e->data.scalar.value, e->data.scalar.length);
}

static void read_scalar(struct reader *r, const yaml_event_t *e, struct value *out)
{
    bool plain = e->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    struct str s = event_text(e);
    if (plain && is_null(s))
        return; /* VALUE_NULL as it stands */
    if (plain && !r->data && yaml_smart_quoted(s))
        report(r, &(struct yaml_fault){.text = r->text,
                                       .problem = YAML_SMART_QUOTES,
                                       .line = e->start_mark.line,
                                       .col = e->start_mark.column});
    s = input_clean(str_dup(r->arena, s), r->path, out->line, out->col, r->arena, r->diags);
    out->kind = VALUE_TEXT;
    out->plain = plain;
    out->s = s;
}

static bool read_list(struct reader *r, struct value *out)
{
    struct value *items = NULL;
    size_t n = 0, cap = 0;
    out->kind = VALUE_LIST;
    for (;;) {
        yaml_event_t e;
        if (!next_event(r, &e))
            return false;
        if (e.type == YAML_SEQUENCE_END_EVENT) {
            yaml_event_delete(&e);
            break;
        }
        struct value item;
        bool ok = read_node(r, &e, &item);
        yaml_event_delete(&e);
        if (!ok)
            return false;
        *ARENA_PUSH(r->arena, items, n, cap, struct value) = item;
    }
    out->list.items = items;
    out->list.n = n;
    return true;
}

/* The pairs of one map while it is read; a table of the keys once there are more than a few. */
struct pairs {
    struct value_pair *items;
    size_t n, cap;
    struct map index;
};

static const struct value_pair *find_pair(const struct pairs *p, const struct key *key)
{
    if (p->n > FEW_KEYS) {
        size_t *at = map_get_key(&p->index, key);
        return at ? p->items + *at : NULL;
    }
    for (size_t i = 0; i < p->n; i++)
        if (p->items[i].key.hash == key->hash && str_eq(p->items[i].key.s, key->s))
            return p->items + i;
    return NULL;
}

static void index_pair(struct reader *r, struct pairs *p, size_t i)
{
    size_t *at = ARENA_NEW(r->arena, size_t);
    *at = i;
    p->index.arena = r->arena;
    map_put(&p->index, p->items[i].key.s, at);
}

static void add_pair(struct reader *r, struct pairs *p, const struct value_pair *pair)
{
    *ARENA_PUSH(r->arena, p->items, p->n, p->cap, struct value_pair) = *pair;
    if (p->n == FEW_KEYS + 1)
        for (size_t i = 0; i < p->n; i++)
            index_pair(r, p, i);
    else if (p->n > FEW_KEYS)
        index_pair(r, p, p->n - 1);
}

static bool too_many(struct reader *r, yaml_mark_t mark)
{
    if (r->data || ++r->nodes <= LIMIT_YAML_NODES)
        return false;
    FAULT(r, CODE_LIMIT, mark, "more than %d values; split the file", (int)LIMIT_YAML_NODES);
    return true;
}

/* A key is text on its own. false: the reading cannot go on. */
static bool read_key(struct reader *r, const yaml_event_t *e, struct value_pair *pair)
{
    if (too_many(r, e->start_mark))
        return false;
    if (e->type != YAML_SCALAR_EVENT) {
        const char *what = e->type == YAML_ALIAS_EVENT           ? tr("an alias")
                           : e->type == YAML_MAPPING_START_EVENT ? tr("a map")
                                                                 : tr("a list");
        FAULT(r, CODE_YAML, e->start_mark,
              "a key must be text, found %s; put quotes around a text that begins with {, [ or *", what);
        return false;
    }
    struct str s = event_text(e);
    pair->line = line_of(r, e->start_mark);
    pair->col = col_of(e->start_mark);
    if (e->data.scalar.anchor || (e->data.scalar.tag && !r->data))
        FAULT(r, CODE_YAML_FEATURE, e->start_mark, "a key with an anchor or a tag; write the key alone");
    if (s.n == 0)
        FAULT(r, CODE_YAML, e->start_mark, "a key is missing before the colon");
    if (str_eq(s, STR("<<")) && e->data.scalar.style == YAML_PLAIN_SCALAR_STYLE)
        FAULT(r, CODE_YAML_FEATURE, e->start_mark, "the merge key << is not read; write the values out");
    pair->key = key_of(input_clean(str_dup(r->arena, s), r->path, pair->line, pair->col, r->arena, r->diags));
    return true;
}

static bool read_pair(struct reader *r, yaml_event_t *key, struct pairs *p)
{
    struct value_pair pair = {0};
    if (!read_key(r, key, &pair))
        return false;
    yaml_event_t e;
    if (!next_event(r, &e))
        return false;
    bool ok = read_node(r, &e, &pair.value);
    yaml_event_delete(&e);
    if (!ok)
        return false;
    const struct value_pair *first = find_pair(p, &pair.key);
    if (first) {
        r->bad = true;
        diag_at(r->diags, CODE_DOUBLE_KEY, r->path, pair.line, pair.col,
                "the key \"%.*s\" stands already in line %u; keep one of them", STR_F(pair.key.s),
                first->line);
    } else {
        add_pair(r, p, &pair);
    }
    return true;
}

static bool read_map(struct reader *r, struct value *out)
{
    struct pairs p = {0};
    for (;;) {
        yaml_event_t e;
        if (!next_event(r, &e))
            return false;
        bool end = e.type == YAML_MAPPING_END_EVENT;
        bool ok = end || read_pair(r, &e, &p);
        yaml_event_delete(&e);
        if (!ok)
            return false;
        if (end)
            break;
    }
    out->kind = VALUE_MAP;
    out->map.pairs = p.items;
    out->map.n = p.n;
    return true;
}

/* Anchors and tags are properties of three kinds of events. */
static void check_properties(struct reader *r, const yaml_event_t *e)
{
    const yaml_char_t *anchor = NULL, *tag = NULL;
    if (e->type == YAML_SCALAR_EVENT) {
        anchor = e->data.scalar.anchor;
        tag = e->data.scalar.tag;
    } else if (e->type == YAML_SEQUENCE_START_EVENT) {
        anchor = e->data.sequence_start.anchor;
        tag = e->data.sequence_start.tag;
    } else if (e->type == YAML_MAPPING_START_EVENT) {
        anchor = e->data.mapping_start.anchor;
        tag = e->data.mapping_start.tag;
    }
    if (anchor)
        FAULT(r, CODE_YAML_FEATURE, e->start_mark,
              "the anchor \"&%.60s\" is not read; put quotes around a text that begins with &",
              (const char *)anchor);
    if (tag && !r->data) {
        struct str name = str_of((const char *)tag),
                   core = STR("tag:yaml.org,2002:"); /* what libyaml makes of !! */
        bool is_core = str_starts(name, core);
        name = utf8_cut(is_core ? str_from(name, core.n) : name, 60);
        FAULT(r, CODE_YAML_FEATURE, e->start_mark,
              "the tag \"%s%.*s\" is not read; put quotes around a text that begins with !",
              is_core ? "!!" : "", STR_F(name));
    }
}

static bool read_deeper(struct reader *r, const yaml_event_t *e, struct value *out)
{
    unsigned most = r->data ? DATA_DEPTH : LIMIT_YAML_DEPTH;
    if (r->depth == most) {
        FAULT(r, CODE_LIMIT, e->start_mark, "lists and maps within each other more than %u deep", most);
        return false;
    }
    r->depth++;
    bool ok = e->type == YAML_MAPPING_START_EVENT ? read_map(r, out) : read_list(r, out);
    r->depth--;
    return ok;
}

static bool read_node(struct reader *r, yaml_event_t *e, struct value *out)
{
    *out = (struct value){.line = line_of(r, e->start_mark), .col = col_of(e->start_mark)};
    if (too_many(r, e->start_mark))
        return false;
    check_properties(r, e);
    switch (e->type) {
    case YAML_SCALAR_EVENT:
        read_scalar(r, e, out);
        return true;
    case YAML_SEQUENCE_START_EVENT:
    case YAML_MAPPING_START_EVENT:
        return read_deeper(r, e, out);
    case YAML_ALIAS_EVENT:
        FAULT(r, CODE_YAML_FEATURE, e->start_mark,
              "the alias \"*%.60s\" is not read; put quotes around a text that begins with *",
              (const char *)e->data.alias.anchor);
        return true;
    default:
        FAULT(r, CODE_YAML, e->start_mark, "expected a value");
        return false;
    }
}

/* Takes events that carry nothing; false at a fault. *node is the first that does, *end tells that the stream is over. */
static bool skip_to_node(struct reader *r, yaml_event_t *node, bool *end)
{
    *end = false;
    while (next_event(r, node)) {
        *end = node->type == YAML_STREAM_END_EVENT;
        if (*end || (node->type != YAML_STREAM_START_EVENT && node->type != YAML_DOCUMENT_START_EVENT &&
                     node->type != YAML_DOCUMENT_END_EVENT))
            return true;
        yaml_event_delete(node);
    }
    return false;
}

static bool read_rest(struct reader *r)
{
    yaml_event_t e;
    bool end;
    if (!skip_to_node(r, &e, &end))
        return false;
    if (!end)
        FAULT(r, CODE_YAML, e.start_mark, "a second YAML document begins before this; a file holds one");
    yaml_event_delete(&e);
    return end;
}

static void check_root(struct reader *r, const struct value *v)
{
    static const char *const found[] = {[VALUE_TEXT] = TR_MARK("a text"), [VALUE_LIST] = TR_MARK("a list")};
    if (r->data || v->kind == VALUE_MAP || v->kind == VALUE_NULL)
        return;
    r->bad = true;
    struct str s = value_str(v);
    size_t colon = v->kind == VALUE_TEXT && v->plain ? str_find(s, ':') : STR_NONE;
    if (colon != STR_NONE && colon > 0) {
        struct str key = str_sub(s, 0, colon), rest = str_from(s, colon + 1);
        diag_at(r->diags, CODE_YAML, r->path, v->line, v->col,
                "a blank is missing after the colon: %.*s: %.*s", STR_F(key), STR_F(rest));
        return;
    }
    diag_at(r->diags, CODE_YAML, r->path, v->line, v->col, "expected lines of \"key: value\", found %s",
            tr(found[v->kind]));
}

static bool read_document(struct reader *r, struct value *out)
{
    yaml_event_t e;
    bool end;
    *out = (struct value){.kind = VALUE_MAP};
    if (!skip_to_node(r, &e, &end))
        return false;
    struct value v = {.kind = VALUE_NULL};
    bool ok = end || (read_node(r, &e, &v) && read_rest(r));
    yaml_event_delete(&e);
    if (!ok)
        return false;
    check_root(r, &v);
    if (!r->bad && (v.kind != VALUE_NULL || (r->data && !end)))
        *out = v;
    return !r->bad;
}

static bool parse(struct reader *r, struct value *out)
{
    *out = (struct value){.kind = VALUE_MAP};
    if (!input_read(r->text, r->path, r->arena, r->diags, &r->text))
        return false;
    if (!yaml_parser_initialize(&r->parser))
        mem_exhausted();
    yaml_parser_set_encoding(&r->parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&r->parser, (const unsigned char *)(r->text.n ? r->text.p : ""), r->text.n);
    bool ok = read_document(r, out);
    yaml_parser_delete(&r->parser);
    return ok;
}

bool yaml_parse(struct str text, struct str path, uint32_t first_line, struct arena *a, struct diags *ds,
                struct value *out)
{
    struct reader r = {.text = text, .path = path, .first_line = first_line, .arena = a, .diags = ds};
    return parse(&r, out);
}

bool yaml_parse_data(struct str text, struct str path, struct arena *a, struct diags *ds, struct value *out)
{
    struct reader r = {.text = text, .path = path, .first_line = 1, .data = true, .arena = a, .diags = ds};
    return parse(&r, out);
}

#include <stdlib.h>

#include "model/query_parts.h"

/* Rows under their keys: one group for each, found again by its key's words. */

/* ---- reading: NAME, or {by: NAME, as: letter} ---- */

static const struct {
    struct str name;
    enum group_as as;
} ways[] = {{STR_INIT("letter"), GROUP_LETTER},
            {STR_INIT("day"), GROUP_DAY},
            {STR_INIT("month"), GROUP_MONTH},
            {STR_INIT("year"), GROUP_YEAR}};

static void read_as(struct query_compiler *c, const struct value *v)
{
    struct str word = value_str(v);
    size_t i = keys_find(KEYS(ways), word);
    bool date = c->q->group.kind == NAME_DATE;
    if (i == STR_NONE) {
        struct str list = keys_list(KEYS(ways), c->r.arena), hint = keys_hint(KEYS(ways), word, c->r.arena);
        QUERY_FAULT(c, v, "\"%.*s\" is no way to group; there are %.*s%.*s", STR_F(word), STR_F(list),
                    STR_F(hint));
    } else if (date && ways[i].as == GROUP_LETTER) {
        QUERY_FAULT(c, v, "\"%.*s\" is a date: group it as day, month or year", STR_F(c->q->group.written));
    } else if (!date && ways[i].as != GROUP_LETTER) {
        QUERY_FAULT(c, v, "\"%.*s\" is no date: it can be grouped as it is, or as letter",
                    STR_F(c->q->group.written));
    } else {
        c->q->as = ways[i].as;
    }
}

void query_group_read(struct query_compiler *c, const struct value *v)
{
    static const struct {
        struct str name;
    } parts[] = {{STR_INIT("by")}, {STR_INIT("as")}};
    const struct value *by = v->kind == VALUE_MAP ? value_get(v, STR("by")) : v,
                       *as = value_get(v, STR("as"));
    if (!by || by->kind != VALUE_TEXT) {
        QUERY_FAULT(c, v, "group wants a name, or {by: NAME, as: letter, day, month or year}");
        return;
    }
    for (size_t i = 0; v->kind == VALUE_MAP && i < v->map.n; i++)
        if (keys_find(KEYS(parts), v->map.pairs[i].key.s) == STR_NONE)
            QUERY_FAULT(c, &v->map.pairs[i], "\"%.*s\" is no part of group: by and as are",
                        STR_F(v->map.pairs[i].key.s));
    c->q->grouped = query_name_read(c, by, value_str(by), &c->q->group);
    if (c->q->grouped && as)
        read_as(c, as);
}

/* ---- grouping ---- */

/* What a row is grouped by: its group's words, and the place of the group among the others. */
struct key_of_row {
    struct str words; /* "" : the rows without, whose group comes last */
    struct operand place;
    struct query_group head;
};

struct grouped {
    struct query_group group;
    struct operand place;
};

static struct date shortened(int64_t days, enum group_as as)
{
    struct date d = date_from_days(days);
    return (struct date){d.year, as == GROUP_YEAR ? 0 : d.month, as == GROUP_DAY ? d.day : 0};
}

static struct key_of_row key_of_date(const struct run *r, const struct operand *o)
{
    struct key_of_row k = {.head = {.is_date = true, .date = shortened(o->from, r->q->as)}};
    k.words = k.head.title = date_iso(r->a, k.head.date);
    k.place = (struct operand){.is_number = true, .number = date_to_days(k.head.date)};
    return k;
}

static struct key_of_row key_of_letter(const struct run *r, const struct operand *o)
{
    struct key_of_row k = {0};
    uint32_t place;
    k.words = k.head.title = collate_letter(r->site->collate, o->text, &place, r->a);
    k.place = (struct operand){.is_number = true, .number = place};
    return k;
}

static struct key_of_row key_of_operand(const struct run *r, const struct operand *o)
{
    struct key_of_row k = {.place = *o};
    if (o->is_date && r->q->as != GROUP_WHOLE)
        return key_of_date(r, o);
    if (r->q->as == GROUP_LETTER)
        return key_of_letter(r, o);
    k.head.page = o->page;
    k.head.title = o->label.n ? o->label : o->text;
    k.words = o->page      ? str_printf(r->a, "/%u", o->page->index)
              : o->is_bool ? str_printf(r->a, "%d", o->number != 0)
                           : o->text;
    if (o->is_bool)
        k.head.title = k.words;
    return k;
}

struct grouping {
    const struct run *r;
    struct map by_words; /* struct grouped */
    struct grouped **items;
    size_t n, cap;
};

static void put(struct grouping *g, const struct key_of_row *k, const struct query_row *row)
{
    struct arena *a = g->r->a;
    struct grouped *in = map_get(&g->by_words, k->words);
    if (!in) {
        in = ARENA_NEW(a, struct grouped);
        *in = (struct grouped){k->head, k->place};
        map_put(&g->by_words, k->words, in);
        *ARENA_PUSH(a, g->items, g->n, g->cap, struct grouped *) = in;
    }
    struct query_rows *rows = &in->group.rows;
    if (!rows->n || rows->items[rows->n - 1].page != row->page || rows->items[rows->n - 1].item != row->item)
        *ARENA_PUSH(a, rows->items, rows->n, rows->cap, struct query_row) = *row; /* once, under one letter */
}

static int by_place(const void *x, const void *y)
{
    const struct grouped *a = *(struct grouped *const *)x, *b = *(struct grouped *const *)y;
    if (!a->group.title.n != !b->group.title.n)
        return a->group.title.n ? -1 : 1; /* those without come last */
    return query_compare(&a->place, &b->place);
}

/* Sorted by -NAME, the groups by NAME come the last first too. */
static bool is_down(const struct query *q)
{
    return q->n_sort && q->sort[0].down && str_eq(q->sort[0].name.written, q->group.written);
}

void query_group_rows(const struct run *r, struct query_result *out)
{
    struct grouping g = {.r = r, .by_words = {.arena = r->a}};
    struct key_of_row without = {0};
    out->grouped = true;
    for (size_t i = 0; i < out->rows.n; i++) {
        struct operand *o;
        size_t n = query_operands(r, &out->rows.items[i], &r->q->group, true, &o);
        for (size_t k = 0; k < n; k++) {
            struct key_of_row key = key_of_operand(r, &o[k]);
            put(&g, &key, &out->rows.items[i]);
        }
        if (!n)
            put(&g, &without, &out->rows.items[i]);
    }
    out->n_groups = g.n;
    out->groups = ARENA_ARRAY(r->a, struct query_group, g.n);
    if (g.n)
        qsort(g.items, g.n, sizeof *g.items, by_place);
    size_t with = g.n;
    while (with && !g.items[with - 1]->group.title.n)
        with--;
    for (size_t i = 0; i < g.n; i++)
        out->groups[i < with && is_down(r->q) ? with - 1 - i : i] = g.items[i]->group;
}

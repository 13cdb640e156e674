#include "base/number.h"
#include "base/path.h"
#include "model/period.h"
#include "model/query_parts.h"
#include "model/reach.h"

/* What a row has under a name that was resolved. */

struct operand query_of_bool(bool b)
{
    return (struct operand){
        .is_number = true, .is_bool = true, .number = b, .text = b ? STR("yes") : STR("no")};
}

struct operand query_of_days(int64_t from, int64_t to, struct str written)
{
    return (struct operand){
        .is_number = true, .is_date = true, .number = from, .from = from, .to = to, .text = written};
}

static void read_choice(const struct field *f, struct operand *o)
{
    for (size_t i = 0; i < f->n_choices; i++)
        if (str_eq(f->choices[i].id, o->text)) {
            o->is_number = true; /* in the order of the schema */
            o->number = (int64_t)i;
            o->label = f->choices[i].label;
        }
}

static struct operand operand_of(const struct reached *found)
{
    const struct field *f = found->field && found->field->of ? found->field->of : found->field;
    struct operand o = {.page = found->page};
    struct period period;
    bool b;
    if (found->page) {
        o.text = found->page->title;
        return o;
    }
    o.text = str_trim(value_str(found->value));
    switch (f ? f->kind : FIELD_TEXT) {
    case FIELD_INTEGER:
        o.is_number = value_as_int(found->value, &o.number);
        break;
    case FIELD_NUMBER:
        o.is_number = number_parse(o.text, &o.number);
        break;
    case FIELD_BOOLEAN:
        return value_as_bool(found->value, &b) ? query_of_bool(b) : o;
    case FIELD_DATE:
        return period_parse(str_sub(o.text, 0, 10), &period)
                   ? query_of_days(date_to_days(period.from), date_to_days(period.to), o.text)
                   : o;
    case FIELD_PERIOD:
        return period_parse(o.text, &period)
                   ? query_of_days(date_to_days(period.from), date_to_days(period.to), o.text)
                   : o;
    case FIELD_CHOICE:
        read_choice(f, &o);
        break;
    default:
        break;
    }
    return o;
}

struct found {
    struct operand *items;
    size_t n, cap;
};

static void take(const struct run *r, struct found *out, const struct operand *more, size_t n)
{
    for (size_t i = 0; i < n; i++)
        *ARENA_PUSH(r->a, out->items, out->n, out->cap, struct operand) = more[i];
}

static void take_reached(const struct run *r, struct found *out, const struct query_name *name,
                         const struct reached *reached, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct operand *o = NULL, whole;
        size_t m = 1;
        if (!name->last) {
            whole = operand_of(&reached[i]);
            o = &whole;
        } else {
            m = reached[i].page ? name->last->get(r, reached[i].page, &o) : 0;
        }
        take(r, out, o, m);
    }
}

static void from_page(const struct run *r, struct found *out, const struct query_name *name,
                      const struct page *p)
{
    struct reached *reached;
    struct operand *o;
    if (name->middle.n) {
        size_t n = reach(r->site, p, name->middle, r->a, &reached);
        take_reached(r, out, name, reached, n);
    } else if (name->last) {
        size_t n = name->last->get(r, p, &o);
        take(r, out, o, n);
    }
}

size_t query_operands(const struct run *r, const struct query_row *row, const struct query_name *name,
                      bool keyed, struct operand **out)
{
    struct found f = {0};
    struct reached *reached;
    struct operand *first;
    if (name->of_item && row->item) {
        size_t n = reach_group(r->site, row->page, row->list, row->item, name->middle, r->a, &reached);
        take_reached(r, &f, name, reached, n);
    } else if (!name->first) {
        from_page(r, &f, name, row->page);
    } else {
        f.n = name->first->get(r, row->page, &f.items);
        if (name->middle.n || name->last) {
            size_t n = f.n;
            first = f.items;
            f = (struct found){0};
            for (size_t i = 0; i < n; i++)
                from_page(r, &f, name, first[i].page);
        }
    }
    if (!f.n && name->kind == NAME_BOOL) { /* what nobody said is not so */
        struct operand no = query_of_bool(false);
        take(r, &f, &no, 1);
    }
    for (size_t i = 0; keyed && i < f.n; i++)
        if (!f.items[i].is_number && !f.items[i].page && !f.items[i].key.n)
            f.items[i].key = collate_key(r->site->collate, f.items[i].text, r->a);
    *out = f.items;
    return f.n;
}

int query_compare(const struct operand *x, const struct operand *y)
{
    if (x->is_number && y->is_number)
        return (x->number > y->number) - (x->number < y->number);
    if (x->page && y->page)
        return x->page->order != y->page->order ? (x->page->order < y->page->order ? -1 : 1)
                                                : str_cmp(x->page->sort_key, y->page->sort_key);
    return str_cmp(x->key, y->key);
}

bool query_page_is(const struct page *p, struct str written)
{
    return str_eq(p->stem, written) || (p->is_index && p->dir.n && str_eq(path_base(p->dir), written)) ||
           str_eq(p->title, written);
}

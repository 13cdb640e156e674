#include "view/strings.h"

#include "base/buf.h"

static void add_all(struct map *m, const struct value *from)
{
    for (size_t i = 0; from->kind == VALUE_MAP && i < from->map.n; i++)
        map_put(m, from->map.pairs[i].key.s, &from->map.pairs[i].value);
}

void strings_open(struct strings *s, struct arena *a)
{
    s->by_key = (struct map){.arena = a};
    add_all(&s->by_key, &s->builtin);
    add_all(&s->by_key, &s->own);
}

struct str strings_get(const struct strings *s, struct str key)
{
    const struct value *v = map_get(&s->by_key, key);
    return v ? value_str(v) : key;
}

static struct str list_item(const struct strings *s, struct str key, size_t i)
{
    const struct value *v = map_get(&s->by_key, key);
    return v && v->kind == VALUE_LIST && i < v->list.n ? value_str(&v->list.items[i]) : STR("");
}

/* Replaces each {name} by what `with` gives for it. */
static struct str fill(struct str text, const struct value_pair *with, size_t n, struct arena *a)
{
    struct buf b = {0};
    for (size_t i = 0; i < text.n;) {
        size_t end = text.p[i] == '{' ? str_find(str_from(text, i), '}') : STR_NONE;
        struct str name = end == STR_NONE ? STR("") : str_sub(text, i + 1, end - 1);
        bool found = false;
        for (size_t k = 0; name.n && k < n && !found; k++)
            if (str_eq(with[k].key.s, name)) {
                buf_put(&b, with[k].value.s);
                i += end + 1;
                found = true;
            }
        if (!found)
            buf_char(&b, text.p[i++]);
    }
    struct str out = buf_dup(a, &b);
    buf_free(&b);
    return out;
}

struct str strings_fill(const struct strings *s, struct str key, struct str name, struct str with,
                        struct arena *a)
{
    struct value_pair p = {.key = key_of(name), .value = value_text(with)};
    return fill(strings_get(s, key), &p, 1, a);
}

struct str strings_fill_all(const struct strings *s, struct str key, const struct value_pair *with, size_t n,
                            struct arena *a)
{
    return fill(strings_get(s, key), with, n, a);
}

struct str strings_date(const struct strings *s, struct date d, bool brief, struct arena *a)
{
    struct str month =
        d.month ? list_item(s, brief ? STR("months_short") : STR("months"), d.month - 1u) : STR("");
    struct value_pair with[] = {
        {.key = key_of(STR("day")), .value = value_text(str_printf(a, "%u", d.day))},
        {.key = key_of(STR("month")), .value = value_text(month)},
        {.key = key_of(STR("year")), .value = value_text(str_printf(a, "%d", d.year))},
    };
    struct str form = !d.month ? STR("{year}")
                      : !d.day ? STR("{month} {year}")
                               : strings_get(s, STR("date_form"));
    return fill(form, with, 3, a);
}

struct str strings_weekday(const struct strings *s, struct date d)
{
    return list_item(s, STR("weekdays"), (size_t)date_weekday(d) - 1);
}

struct str strings_time(const struct strings *s, int minutes, struct arena *a)
{
    return str_printf(a, "%d%.*s%02d", minutes / 60, STR_F(strings_get(s, STR("time_separator"))),
                      minutes % 60);
}

struct str strings_number(const struct strings *s, struct str written, struct arena *a)
{
    struct buf b = {0};
    size_t point = str_find(written, '.');
    struct str whole = point == STR_NONE ? written : str_sub(written, 0, point);
    for (size_t i = 0; i < whole.n; i++) {
        size_t left = whole.n - i;
        if (i && left % 3 == 0 && whole.p[i - 1] != '-')
            buf_put(&b, strings_get(s, STR("thousands")));
        buf_char(&b, whole.p[i]);
    }
    if (point != STR_NONE) {
        buf_put(&b, strings_get(s, STR("decimal")));
        buf_put(&b, str_from(written, point + 1));
    }
    struct str out = buf_dup(a, &b);
    buf_free(&b);
    return out;
}

static bool get(const struct value *self, const struct key *key, struct arena *a, struct value *out)
{
    const struct strings *s = self->obj.self;
    (void)a;
    const struct value *v = map_get_key(&s->by_key, key);
    if (v)
        *out = *v;
    return v != NULL;
}

const struct value_class strings_class = {.name = "strings", .get = get};

#include "model/units.h"

void units_find(struct site *s, struct page **sorted)
{
    for (size_t i = 0; i < s->n_pages; i++) {
        const struct page *unit = sorted[i]->visible ? sorted[i]->owner : NULL;
        if (!unit || map_get(&s->units, unit->title))
            continue;
        map_put(&s->units, unit->title, sorted[unit->index]);
        const struct pages *alike = unit->type ? &s->by_type[unit->type->index] : &(struct pages){0};
        for (size_t k = 0; k < alike->n; k++)
            if (!map_has(&s->units, alike->items[k]->title))
                map_put(&s->units, alike->items[k]->title, sorted[alike->items[k]->index]);
    }
}

const struct page *units_called(const struct site *s, struct str name)
{
    const struct page *p = map_get(&s->units, name);
    if (p)
        return p;
    p = site_reference(s, NULL, 0, name);
    return p && map_get(&s->units, p->title) == p ? p : NULL;
}

void units_name_people(const struct site *s, struct people *people)
{
    MAP_EACH (&people->shown, e) {
        struct person_shown *who = e->value;
        const struct page *unit = who->office.n ? units_called(s, who->office) : NULL;
        if (unit && str_eq(who->text, who->office))
            who->text = unit->title;
        if (unit)
            who->office = unit->title;
    }
}

#include "cli/sarif.h"

#include "base/buf.h"
#include "base/escape.h"
#include "base/tr.h"

static void put_text(struct buf *out, const char *name, struct str text)
{
    buf_printf(out, "\"%s\":{\"text\":\"", name);
    escape_json(out, text);
    buf_put(out, STR("\"}"));
}

/* The rules that are told of, in the order of the codes; index[code] is a rule's place. */
static void put_rules(const struct diags *ds, size_t index[CODE_COUNT], struct buf *out)
{
    bool told[CODE_COUNT] = {0};
    size_t n = 0;
    for (size_t i = 0; i < ds->n; i++)
        told[ds->items[i].code] = told[ds->items[i].code] || ds->items[i].level != DIAG_IGNORE;
    for (size_t i = 0; i < CODE_COUNT; i++) {
        if (!told[i])
            continue;
        index[i] = n;
        buf_printf(out, "%s\n{\"id\":\"%.*s\",", n++ ? "," : "", STR_F(code_name((enum diag_code)i)));
        put_text(out, "shortDescription", str_of(tr(code_why((enum diag_code)i))));
        buf_char(out, '}');
    }
}

static void put_result(const struct diag *d, size_t rule, struct buf *out)
{
    struct str level = diag_level_name(d->level);
    buf_printf(out, "\n{\"ruleId\":\"%.*s\",\"ruleIndex\":%zu,\"level\":\"%.*s\",", STR_F(code_name(d->code)),
               rule, STR_F(level));
    put_text(out, "message", d->text);
    if (d->path.n) {
        buf_put(out, STR(",\"locations\":[{\"physicalLocation\":{\"artifactLocation\":{\"uri\":\""));
        escape_url_path(out, d->path);
        buf_put(out, STR("\"}"));
        if (d->line)
            buf_printf(out, ",\"region\":{\"startLine\":%u,\"startColumn\":%u}", d->line,
                       d->col ? d->col : 1);
        buf_put(out, STR("}}]"));
    }
    buf_char(out, '}');
}

void sarif_print(const struct diags *ds, struct buf *out)
{
    size_t index[CODE_COUNT] = {0};
    bool first = true;
    buf_put(out, STR("{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\","
                     "\"runs\":[{\"tool\":{\"driver\":{\"name\":\"vidensbank\",\"rules\":["));
    put_rules(ds, index, out);
    buf_put(out, STR("]}},\"columnKind\":\"unicodeCodePoints\",\"results\":["));
    for (size_t i = 0; i < ds->n; i++) {
        if (ds->items[i].level == DIAG_IGNORE)
            continue;
        if (!first)
            buf_char(out, ',');
        first = false;
        put_result(&ds->items[i], index[ds->items[i].code], out);
    }
    buf_put(out, STR("\n]}]}\n"));
}

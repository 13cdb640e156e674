/* Page types as schemas declare them, and what is told of a schema that is wrong. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "read/types.h"
#include "read/yaml.h"

static struct arena arena;
static struct diags diags;

struct schema {
    const char *name, *text;
};

/* Reads and links schemas, until one without a name. */
static struct types types(const struct schema *schemas)
{
    struct types ts = {.items = ARENA_ARRAY(&arena, struct type, 16)};
    diags = (struct diags){.arena = &arena};
    for (; schemas->name; schemas++) {
        struct value v, *kept = ARENA_NEW(&arena, struct value);
        struct str path = str_printf(&arena, "%s.yaml", schemas->name);
        assert_true(yaml_parse(str_of(schemas->text), path, 1, &arena, &diags, &v));
        *kept = v;
        type_read(str_of(schemas->name), kept, path, &arena, &diags, &ts.items[ts.n++]);
    }
    types_link(&ts, &arena, &diags);
    return ts;
}

/* The diagnostics as lines "path:line:col code: text". */
static const char *told(void)
{
    struct buf b = {0};
    diags_settle(&diags, false, NULL);
    for (size_t i = 0; i < diags.n; i++) {
        const struct diag *d = &diags.items[i];
        buf_printf(&b, "%s%.*s:%u:%u %.*s: %.*s", i ? "\n" : "", STR_F(d->path), d->line, d->col,
                   STR_F(code_name(d->code)), STR_F(d->text));
    }
    const char *text = str_c(&arena, buf_str(&b));
    buf_free(&b);
    return text;
}

static void assert_str(struct str s, const char *want)
{
    assert_string_equal(str_c(&arena, s), want);
}

static int teardown(void **state)
{
    (void)state;
    arena_clear(&arena);
    return 0;
}

static const struct schema event_site[] = {
    {"arrangement", "label: {one: Arrangement, many: Arrangementer}\n"
                    "folder: arrangementer/\n"
                    "help: Et arrangement.\n"
                    "fields:\n"
                    "  dato: {kind: date, required: true}\n"
                    "  stationer:\n"
                    "    kind: list\n"
                    "    fields:\n"
                    "      id: {kind: text, required: true, pattern: '^[a-z-]+$', message: Kun a-z}\n"
                    "      titel: {kind: text}\n"
                    "      tema: {kind: page, to: tema, inverse: stationer}\n"
                    "  runder:\n"
                    "    kind: list\n"
                    "    ordered_by: fra\n"
                    "    fields:\n"
                    "      fra: {kind: time}\n"
                    "      station: {kind: choice, from: stationer.id}\n"},
    {"input",
     "label: Input\n"
     "folder: input\n"
     "layout: kort\n"
     "fields:\n"
     "  arrangement: {kind: page, to: arrangement, inverse: input, inverse_label: Input, required: ja}\n"
     "  station: {kind: choice, from: arrangement.stationer.id}\n"
     "  tekst: {kind: text, max: 300, label: Input, help: Kort}\n"
     "  stade: {kind: choice, choices: {ny: Ny, gl: Gammel}, editorial: true}\n"
     "  navne: {kind: list, of: {kind: text}, min: 1, max: 3}\n"
     "  foert_til: {kind: pages, to: [input, tema]}\n"
     "  tema: {kind: page, to: tema, via: station.tema, inverse: input}\n"
     "  aar: {kind: integer, via: arrangement.dato.year}\n"
     "  fra_enhed: {kind: page, via: arrangement.owner}\n"},
    {"tema", "fields: {input_fra: {kind: pages, via: stationer.input}}\n"},
    {"side", "folder:\n"},
    {"under", "folder: input/under\n"},
    {0},
};

static void test_good(void **state)
{
    (void)state;
    struct types ts = types((const struct schema[]){{"side", "folder: ''"}, {0}});
    assert_string_equal(told(), "");
    assert_true(ts.items[0].has_folder);
    ts = types(event_site);
    assert_string_equal(told(), "side.yaml:1:8 bad-schema: \"folder\" must be a text, not empty");
    const struct type *input = types_find(&ts, STR("input"));
    assert_str(input->one, "Input");
    assert_str(input->many, "Input");
    assert_str(input->layout, "kort");
    assert_int_equal(input->index, 1);
    assert_str(types_find(&ts, STR("arrangement"))->many, "Arrangementer");
    assert_str(types_find(&ts, STR("arrangement"))->folder, "arrangementer");
    assert_str(types_find(&ts, STR("tema"))->one, "tema");
    assert_null(types_find(&ts, STR("temaer")));

    const struct field *f = type_field(input, STR("stade"));
    assert_int_equal(f->kind, FIELD_CHOICE);
    assert_true(f->editorial);
    assert_int_equal(f->n_choices, 2);
    assert_str(f->choices[1].id, "gl");
    assert_str(f->choices[1].label, "Gammel");
    f = type_field(input, STR("navne"));
    assert_int_equal(f->of->kind, FIELD_TEXT);
    assert_true(f->has_min && f->has_max && f->min == 1 && f->max == 3);
    f = type_field(input, STR("foert_til"));
    assert_str(f->label, "Foert til");
    assert_int_equal(f->n_to, 2);
    assert_str(f->to[1], "tema");
    assert_true(type_field(input, STR("arrangement"))->required);
    assert_str(type_field(input, STR("arrangement"))->inverse_label, "Input");
    f = type_field(types_find(&ts, STR("arrangement")), STR("stationer"));
    assert_int_equal(f->n_fields, 3);
    assert_str(f->fields[0].pattern, "^[a-z-]+$");
    f = type_field(types_find(&ts, STR("arrangement")), STR("runder"));
    assert_int_equal(f->n_rules, 1);
    assert_int_equal(f->rules[0].kind, RULE_ORDERED_BY);
    assert_str(f->rules[0].first, "fra");
    assert_str(field_kind_name(FIELD_PERIOD), "period");
}

static void test_folders(void **state)
{
    (void)state;
    struct types ts = types(event_site);
    assert_str(types_of_folder(&ts, STR("input"))->name, "input");
    assert_str(types_of_folder(&ts, STR("input/2022"))->name, "input");
    assert_str(types_of_folder(&ts, STR("input/under/x"))->name, "under");
    assert_null(types_of_folder(&ts, STR("inputs"))); /* a name that only begins alike */
    assert_null(types_of_folder(&ts, STR("")));
    ts = types((const struct schema[]){{"side", "folder: ''"}, {"tema", "folder: temaer"}, {0}});
    assert_str(types_of_folder(&ts, STR("andet/sted"))->name, "side");
    assert_str(types_of_folder(&ts, STR(""))->name, "side");
    assert_str(types_of_folder(&ts, STR("temaer"))->name, "tema");
}

static void test_faults(void **state)
{
    (void)state;
    static const struct {
        const char *text, *told; /* of the one schema a.yaml */
    } cases[] = {
        {"lable: A", "a.yaml:1:1 unknown-key: unknown key \"lable\" in a page type; did you mean \"label\"?"},
        {"label: {en: A}", "a.yaml:1:9 unknown-key: unknown key \"en\" in a type's label"},
        {"folder: ../x", "a.yaml:1:9 bad-schema: \"folder\" must be a folder below content, not \"../x\""},
        {"fields: [a]", "a.yaml:1:9 bad-schema: \"fields\" must be a map of keys and values, not a list"},
        {"fields: {a: text}", "a.yaml:1:13 bad-schema: \"a\" must be a map of keys and values, not a text"},
        {"fields: {a: {label: A}}",
         "a.yaml:1:10 bad-schema: \"a\" has no kind; the kinds are text, markdown, integer, number, "
         "boolean, date, time, period, choice, url, file, page, pages, list, group"},
        {"fields: {a: {kind: tekst}}",
         "a.yaml:1:20 bad-schema: unknown kind \"tekst\"; did you mean \"text\"?"},
        {"fields: {a: {kind: text, requierd: true}}",
         "a.yaml:1:26 unknown-key: unknown key \"requierd\" in a field; did you mean \"required\"?"},
        {"fields: {a: {kind: date}}\ngates: {until: a}",
         "a.yaml:2:8 bad-schema: \"gates\" must be a list: - {until: field}"},
        {"fields: {a: {kind: date}}\ngates: [{until: b}, {unti: a}]",
         "a.yaml:2:17 bad-schema: the gate names no field of the page or of a group on it: \"b\"\n"
         "a.yaml:2:22 unknown-key: unknown key \"unti\" in a gate; did you mean \"until\"?"},
        {"fields: {a: {kind: text}, l: {kind: list, fields: {d: {kind: date}}}}\ngates: [{until: a}, {until: l.d}]",
         "a.yaml:2:17 bad-schema: the gate must go by a date, and \"a\" is none\n"
         "a.yaml:2:29 bad-schema: the gate names no field of the page or of a group on it: \"l.d\""},
        {"fields: {a: {kind: date}}\ngates: [{until: a, approved: a}, {when: {a: {has: yes}}}]",
         "a.yaml:2:30 bad-schema: a gate has one of until, withdrawn and approved; write another gate\n"
         "a.yaml:2:34 bad-schema: a gate needs until, withdrawn or approved, and the field that it goes by"},
        {"fields: {a: {kind: text, required: maaske}}",
         "a.yaml:1:36 bad-schema: \"required\" must be true or false, not \"maaske\""},
        {"fields: {a: {kind: text, max: 1.5}}",
         "a.yaml:1:31 bad-schema: \"max\" must be a whole number, not \"1.5\""},
        {"fields: {a: {kind: text, min: 3, max: 2}}", "a.yaml:1:31 bad-schema: \"min\" is more than \"max\""},
        {"fields: {a: {kind: text, to: b}}", "a.yaml:1:26 bad-schema: \"to\" is not for fields of kind text"},
        {"fields: {a: {kind: text, pattern: '[a'}}", "a.yaml:1:35 bad-schema: \"pattern\" is no regular "
                                                     "expression (Unmatched [, [^, [:, [., or [=): \"[a\""},
        {"fields: {Tekst: {kind: text}}", "a.yaml:1:10 bad-schema: field name \"Tekst\" must be a-z, 0-9 and "
                                          "_, beginning with a letter; write \"tekst\""},
        {"fields: {ført-til: {kind: text}}", "a.yaml:1:10 bad-schema: field name \"ført-til\" must be a-z, "
                                             "0-9 and _, beginning with a letter; write \"foert_til\""},
        {"fields: {summary: {kind: text}}",
         "a.yaml:1:10 bad-schema: \"summary\" is a key of every page; a field needs another name"},
        {"fields: {a: {kind: group, fields: {date: {kind: date}}}}",
         ""}, /* within a group any name will do */
        {"fields: {a: {kind: choice}}",
         "a.yaml:1:10 bad-schema: \"a\" of kind choice needs either \"choices\" or \"from\""},
        {"fields: {a: {kind: choice, choices: []}}",
         "a.yaml:1:37 bad-schema: \"choices\" must be a list [a, b] or a map {a: Label, b: Label}"},
        {"fields: {a: {kind: choice, choices: [x, y, x]}}",
         "a.yaml:1:44 bad-schema: choice \"x\" stands twice"},
        {"fields: {a: {kind: list}}",
         "a.yaml:1:10 bad-schema: \"a\" of kind list needs either \"of\" (values) or \"fields\" (groups)"},
        {"fields: {a: {kind: list, of: {kind: list, of: {kind: text}}}}",
         "a.yaml:1:30 bad-schema: a list cannot be of kind list; a list of groups has \"fields\""},
        {"fields: {a: {kind: group}}", "a.yaml:1:10 bad-schema: \"a\" of kind group needs \"fields\""},
        {"fields: {a: {kind: page, to: aa}}",
         "a.yaml:1:30 unknown-type: unknown type \"aa\"; did you mean \"a\"?"},
        {"fields: {a: {kind: pages, to: [a, xyzzy]}}", "a.yaml:1:35 unknown-type: unknown type \"xyzzy\""},
        {"fields: {a: {kind: page, to: a, inverse: b}, b: {kind: text}}",
         "a.yaml:1:42 bad-schema: \"inverse\" has the name of a field of the type \"a\": \"b\" (a.yaml:1)"},
        {"fields: {a: {kind: page, to: a, inverse: title}}",
         "a.yaml:1:42 bad-schema: \"title\" is a key of every page; an inverse needs another name"},
        {"fields: {a: {kind: page, to: a, inverse: Børn}}",
         "a.yaml:1:42 bad-schema: \"inverse\" must be a-z, 0-9 and _, beginning with a letter, not \"Børn\""},
        {"fields: {a: {kind: page, to: a, inverse_label: B}}",
         "a.yaml:1:48 bad-schema: \"inverse_label\" without \"inverse\""},
        {"fields: {a: {kind: text, via: b.c}}",
         "a.yaml:1:31 bad-schema: \"via\" of \"a\" leads nowhere: \"b.c\""},
        {"fields: {a: {kind: text, via: b..c}}",
         "a.yaml:1:31 bad-schema: \"via\" must be names with dots between, not \"b..c\""},
        {"fields: {a: {kind: choice, from: b.x.id}, b: {kind: page, to: a}}",
         "a.yaml:1:34 bad-schema: \"from\" of \"a\" leads nowhere: \"b.x.id\""},
        {"fields: {a: {kind: text, via: title, required: true}}",
         "a.yaml:1:31 bad-schema: \"a\" is derived (\"via\"), so editors cannot be required to write it"},
        {"fields: {a: {kind: text, via: a}}",
         "a.yaml:1:31 bad-schema: \"via\" of \"a\" leads back to itself"},
        {"fields: {a: {kind: choice, from: b.x.y}, b: {kind: choice, from: a.x.y}}", /* in a circle */
         "a.yaml:1:34 bad-schema: \"from\" of \"a\" leads nowhere: \"b.x.y\"\n"
         "a.yaml:1:66 bad-schema: \"from\" of \"b\" leads nowhere: \"a.x.y\""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        types((const struct schema[]){{"a", cases[i].text}, {0}});
        assert_string_equal(told(), cases[i].told);
    }
}

/* Rules that could never be judged. In each, "a" is a list of groups with the fields g. */
static void test_rule_faults(void **state)
{
    (void)state;
    static const struct {
        const char *rule, *told;
    } cases[] = {
        {"ordered_by: frq", "\"ordered_by\" names no field here: \"frq\"; did you mean \"fra\"?"},
        {"ordered_by: navn", "\"ordered_by\" cannot be judged by \"navn\", which is of kind text"},
        {"no_overlap: fra", "\"no_overlap\" must be two fields: [a, b]"},
        {"no_overlap: [fra, dag]", "\"no_overlap\" must name two fields of one kind"},
        {"unique_by: x", "\"unique_by\" names no field here: \"x\""},
        {"each_once: [navn, fra]", "\"each_once\" cannot be judged by \"navn\", which is of kind text"},
        {"each_once: [valg, valg]", "\"each_once\" must be two fields of one group"},
        {"each_once: [valg, andet]", "\"each_once\" must name choices with \"from\": that is who meets whom"},
        {"at_most: 0", "\"at_most\" must be 1 or more"},
        {"required_when: {b: z}", "\"b\" has no choice \"z\", so the condition never holds"},
        {"required_when: {c: z}", "the condition names no field here: \"c\"; did you mean \"b\"?"},
        {"required_when: {b: {er: ja}}",
         "the condition on \"b\" must be a value, a list of values, or {has: yes} or {has: no}"},
        {"required_when: {}", "\"required_when\" names no field: write {field: value}"},
        {"required_when: {b: []}", "the condition on \"b\" has no value"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct str text =
            str_printf(&arena,
                       "fields:\n  b: {kind: choice, choices: [x, y]}\n  a:\n    kind: list\n"
                       "    fields: {navn: {kind: text}, fra: {kind: time}, dag: {kind: date}, "
                       "valg: {kind: choice, choices: [p]}, andet: {kind: choice, choices: [p]}}\n"
                       "    %s\n",
                       cases[i].rule);
        types((const struct schema[]){{"a", str_c(&arena, text)}, {0}});
        told();
        assert_int_equal(diags.n, 1);
        assert_int_equal(diags.items[0].line, 6);
        assert_str(diags.items[0].text, cases[i].told);
    }
    types((const struct schema[]){{"a", "fields: {a: {kind: date, after: b}, b: {kind: time}}"}, {0}});
    assert_string_equal(told(), "a.yaml:1:33 bad-schema: \"after\" must name a field of the same kind");
    types((const struct schema[]){{"a", "fields: {a: {kind: date, avoid_weekdays: [1, 8]}}"}, {0}});
    assert_string_equal(told(),
                        "a.yaml:1:42 bad-schema: \"avoid_weekdays\" must be days from 1 (Monday) to 7 "
                        "(Sunday), not \"8\"");
    types((const struct schema[]){{"a", "fields: {a: {kind: text, ordered_by: b}}"}, {0}});
    assert_string_equal(told(), "a.yaml:1:26 bad-schema: \"ordered_by\" is not for fields of kind text");
}

static void test_between_types(void **state)
{
    (void)state;
    types((const struct schema[]){{"a", "folder: x"}, {"b", "label: B\nfolder: /x/"}, {0}});
    assert_string_equal(told(),
                        "b.yaml:2:9 bad-schema: folder \"x\" is the folder of the type \"a\" already");
    types((const struct schema[]){{"a", "fields:\n  navn: {kind: text}\n"},
                                  {"b", "fields: {til: {kind: page, to: a, inverse: navn}}"},
                                  {0}});
    assert_string_equal(
        told(),
        "b.yaml:1:44 bad-schema: \"inverse\" has the name of a field of the type \"a\": \"navn\" (a.yaml:2)");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_good), cmocka_unit_test(test_folders),
                                       cmocka_unit_test(test_faults), cmocka_unit_test(test_rule_faults),
                                       cmocka_unit_test(test_between_types)};
    return cmocka_run_group_tests_name("types", tests, NULL, teardown);
}

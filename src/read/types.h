/* types - page types as the files of content/_types/ declare them: labels, folders, fields and what a field may hold.
 * Owns:      nothing; all lies in the arena.
 * Fails:     a schema that says something impossible is a diagnostic (bad-schema, unknown-key, unknown-type) with line and
 *            column; the part of it is left out and the rest stands.
 * Invariant: after types_link every field of a type has a name of its own, no engine key's and no inverse's, and, when there
 *            is no diagnostic, every `to` names a type that exists and every path (`from`, `via`) leads to something.
 */
#ifndef READ_TYPES_H
#define READ_TYPES_H

#include "base/diag.h"
#include "base/map.h"
#include "base/value.h"
#include "read/abbreviated.h"
#include "read/rules.h"
#include "read/type_gates.h"

enum field_kind {
    FIELD_TEXT,
    FIELD_MARKDOWN,
    FIELD_INTEGER,
    FIELD_NUMBER,
    FIELD_BOOLEAN,
    FIELD_DATE,
    FIELD_TIME,
    FIELD_PERIOD,
    FIELD_CHOICE,
    FIELD_URL,
    FIELD_FILE,
    FIELD_PAGE,
    FIELD_PAGES,
    FIELD_LIST,
    FIELD_GROUP,
};

struct type;

struct choice {
    struct str id, label;
};

struct field {
    enum field_kind kind;
    struct str name, label, help;
    bool required, editorial;
    bool no_circle; /* PAGE of its own type: following it never comes back to the page */
    bool has_min, has_max;
    int64_t min, max; /* characters of a text, items of a list, value of a number */
    struct str pattern, message;
    struct choice *choices; /* CHOICE with `choices` */
    size_t n_choices;
    struct str from; /* CHOICE: "arrangement.stationer.id" */
    struct str via;  /* derived: the value that this path gives; never written by editors */
    struct str
        as_of; /* PAGE, PAGES: the path to the days whose versions of those pages are told of (view/then.h) */
    struct str *to; /* PAGE, PAGES: names of types */
    size_t n_to;
    /* PAGE, PAGES: what the pages referred to call those that refer to them. CHOICE with `from` a list of the same page: what
     * the item chosen calls the groups that chose it. */
    struct str inverse, inverse_label;
    struct field *fields; /* GROUP, or LIST of groups */
    size_t n_fields;
    struct field *of; /* LIST of scalars */
    struct rule *rules;
    size_t n_rules;
    const struct value *written; /* the field's map, for the places of its options */
    uint32_t line, col;          /* of the field's name */
};

/* What of a type's pages is dated: one map of `calendar:`. Names are of the type's fields, with a dot into a group; with `list`
 * they are of the list's groups, and each group is an event of its own. "" where nothing is said. */
struct dated {
    struct str list;   /* a list of groups */
    struct str start;  /* date or period; always said */
    struct str end;    /* the last day, date or period */
    struct str title;  /* text or page; the page's own title when nothing is said */
    struct str where;  /* text */
    struct str repeat; /* boolean: comes every year */
    struct str *times; /* times of day, in lists too: the event lasts from the first to the last of them */
    size_t n_times;
    struct str
        *by; /* paths from the page to those whose calendars hold it too; into the list: its own group's */
    size_t n_by;
    const struct field *group;    /* what `list` names; NULL: the event is the page */
    const struct field *title_of; /* what `title` names; NULL: the page's own title */
    const struct value *map;      /* as written, for places */
};

struct type {
    struct str name, one, many, help, layout, path;
    struct str folder; /* below content; "" takes what no other type's folder holds */
    bool has_folder;   /* false: pages are of this type only by their own `type:` */
    struct field *fields;
    size_t n_fields;
    struct map by_name; /* struct field */
    struct gate *gates; /* what closes a page of this type */
    size_t n_gates;
    uint32_t index;     /* in types.items */
    uint32_t line, col; /* of the folder */
    uint32_t layout_line, layout_col;
    struct dated *calendar;
    size_t n_calendar;
    struct abbreviated abbreviated;
    bool no_upkeep; /* its pages tell what was: they do not get stale (model/stale.h) */
    bool feed;      /* its folder's page has a feed of the type's pages */
    bool feed_each; /* and each of them one of the pages that refer to it */
};

struct types {
    struct type *items;
    size_t n;
    struct map by_name; /* struct type */
};

/* One schema file: name is the file's stem. The caller puts the results together in types.items. */
void type_read(struct str name, const struct value *map, struct str path, struct arena *a, struct diags *ds,
               struct type *out);
/* After all are read: names, folders and inverses against each other. */
void types_link(struct types *ts, struct arena *a, struct diags *ds);
const struct type *types_find(const struct types *ts, struct str name);
/* The type whose folder holds `dir` (a path below content), the deepest one; NULL when there is none. */
const struct type *types_of_folder(const struct types *ts, struct str dir);
const struct field *type_field(const struct type *t, struct str name);
/* Whether a path leads from the type's pages to something; *last is the field it ends at, NULL when that is none that is declared. */
bool types_follow(const struct types *ts, const struct type *t, struct str path, const struct field **last);
/* The field through which pages of the type `from` refer to those of t, so that t's have the inverse `name`; NULL: none. */
const struct field *types_inverse(const struct types *ts, const struct type *t, struct str name,
                                  const struct type **from);
struct str field_kind_name(enum field_kind k);
/* Keys of front matter that the engine itself understands, on pages of any type. */
bool types_engine_key(struct str name);

#endif

/* value - the plain data that travels: what YAML and JSON say, and what a layout sees.
 * Owns:      nothing; bytes and items lie in an arena that outlives the value. Copied by assignment.
 * Fails:     never; an accessor of the wrong kind gives the empty answer.
 * Invariant: scalars read from YAML are VALUE_TEXT (VALUE_NULL for ~, null and nothing) with `plain` telling whether they
 *            stood without quotes: what they mean depends on the field that they stand in, so `no` can be a word and
 *            `1.10` a version. value_resolve gives the kinds that YAML's core schema would.
 *            VALUE_HTML is markup that this program made; it is the only text printed without escaping.
 *            VALUE_OBJECT makes its members when they are asked for, so a page can refer to a page.
 * Example:   const struct value *t = value_get(front, STR("title")); if (t && t->kind == VALUE_TEXT) use(t->s);
 */
#ifndef BASE_VALUE_H
#define BASE_VALUE_H

#include "base/map.h"
#include "base/str.h"

struct arena;
struct buf;
struct value;

enum value_kind {
    VALUE_NULL,
    VALUE_BOOL,
    VALUE_INT,
    VALUE_REAL,
    VALUE_TEXT,
    VALUE_HTML,
    VALUE_LIST,
    VALUE_MAP,
    VALUE_OBJECT,
};

/* How an object answers. self->obj.self and self->obj.ctx are what it was made with. */
struct value_class {
    const char *name;
    /* the member `key`; false when there is none by that name */
    bool (*get)(const struct value *self, const struct key *key, struct arena *a, struct value *out);
    /* what {{x}} prints; NULL: nothing */
    struct str (*text)(const struct value *self, struct arena *a);
    /* whether {{#x}} is entered; NULL: always */
    bool (*truthy)(const struct value *self);
    /* the i-th member's name, {NULL, 0} past the last (for `explain`); NULL: none are told */
    struct str (*name_at)(const struct value *self, size_t i);
};

struct value {
    enum value_kind kind;
    bool plain;         /* VALUE_TEXT: written without quotes */
    uint32_t line, col; /* 1-based place in the file it came from; 0: from no file */
    union {
        bool b;
        int64_t i;
        double r;
        struct str s; /* TEXT and HTML */
        struct {
            struct value *items;
            size_t n;
        } list;
        struct {
            struct value_pair *pairs; /* in the order written */
            size_t n;
        } map;
        struct {
            const struct value_class *cls;
            const void *self;
            const void *ctx;
        } obj;
    };
};

struct value_pair {
    struct key key;
    uint32_t line, col; /* place of the key */
    struct value value;
};

struct value value_null(void);
struct value value_bool(bool b);
struct value value_int(int64_t i);
struct value value_text(struct str s);
struct value value_html(struct str s);
struct value value_list(struct value *items, size_t n);
struct value value_object(const struct value_class *cls, const void *self, const void *ctx);

/* Members of a VALUE_MAP by name, NULL when there is none or v is no map (or NULL). */
const struct value *value_get(const struct value *v, struct str key);
const struct value_pair *value_pair(const struct value *v, struct str key);
/* Member of a map or an object; false when there is none. */
bool value_member(const struct value *v, const struct key *key, struct arena *a, struct value *out);
/* Builds a map: appends a pair (the pairs array grows in the arena; n is the only state, so build it in one go). */
void value_map_add(struct value *map, struct arena *a, struct str key, struct value v);

bool value_truthy(const struct value *v);                           /* Mustache: not null, false, "" or [] */
struct str value_to_text(const struct value *v, struct arena *a);   /* what {{x}} prints, before escaping */
struct value value_resolve(const struct value *v, struct arena *a); /* plain scalars typed, deep */
/* YAML 1.1 booleans (true/false, yes/no, on/off, in their spellings) and Danish ja/nej, quoted or not. */
bool value_as_bool(const struct value *v, bool *out);
bool value_as_int(const struct value *v, int64_t *out);
struct str value_str(const struct value *v); /* TEXT's or HTML's bytes, else empty; v may be NULL */

/* JSON, indented by two blanks when `indent`; objects to `depth` levels of members (0: as null). */
void value_json(const struct value *v, struct arena *a, bool indent, unsigned depth, struct buf *out);

#endif

/* rules - what the values of a page must be to each other, as the fields of a schema declare it.
 * Owns:      nothing; all lies in the arena.
 * Fails:     a rule that says something impossible is a diagnostic (bad-schema) with line and column, and is left out.
 * Invariant: after types_link, when there is no diagnostic, every name in a rule is that of a field beside it (or of the
 *            page), of a kind that the rule can be judged by. model/rules.h judges.
 * Forms:     required_when: {art: [billede, plakat]}     the value is missing and the condition holds: an error
 *            wanted_when:   {art: video}                 the same, as a warning
 *            after:         fra                          the value is not before that of the field beside it
 *            future_when:   {status: planlagt}           a date that has passed while the condition holds: a warning
 *            avoid_weekdays: [5, 6, 7]                   a date on one of these (Monday is 1): a warning
 *            avoid_holidays: true                        a date on a Danish public holiday or the day before: a warning
 *            fresh: {warn: 11, fail: 12}                 a date: a warning from so many months after it, an error from so many
 *            ordered_by:    dato                         a list of groups: ascending
 *            no_overlap:    [fra, til]                   a list of groups: none begins before another has ended
 *            unique_by:     id                           a list of groups: no value twice
 *            at_most:       10                           a list: its length
 *            each_once:     [pladser.gruppe, pladser.station]
 *                                                        a list of rounds: every choice of the first meets every choice of
 *                                                        the second exactly once, and is at one place in a round
 *            A condition is {FIELD: VALUE}, {FIELD: [VALUE, ...]} or {FIELD: {has: yes or no}}; several must all hold.
 */
#ifndef READ_RULES_H
#define READ_RULES_H

#include "read/keys.h"

enum rule_kind {
    RULE_REQUIRED_WHEN,
    RULE_WANTED_WHEN,
    RULE_AFTER,
    RULE_FUTURE_WHEN,
    RULE_AVOID_WEEKDAYS,
    RULE_AVOID_HOLIDAYS,
    RULE_FRESH,
    RULE_ORDERED_BY,
    RULE_NO_OVERLAP,
    RULE_UNIQUE_BY,
    RULE_AT_MOST,
    RULE_EACH_ONCE,
};

struct premise {
    struct str field;   /* a name, or names with dots between */
    struct str *values; /* one of them; none: see `has` */
    size_t n_values;
    bool has;
    const struct value *written;
};

struct rule {
    enum rule_kind kind;
    struct str first, second; /* fields */
    struct premise *when;     /* REQUIRED_WHEN, WANTED_WHEN, FUTURE_WHEN */
    size_t n_when;
    unsigned weekdays;  /* AVOID_WEEKDAYS: bit 1 is Monday */
    int64_t most;       /* AT_MOST */
    int64_t warn, fail; /* FRESH: months */
    const struct value *written;
};

struct field;
struct type;

/* The rule that the pair of a field's map declares; false when it cannot be used. */
bool rule_read(const struct reading *r, const struct value_pair *p, struct rule *out);
bool conditions_read(const struct reading *r, const struct value_pair *p, struct premise **out, size_t *n);

/* For types_link: the rules of f, one of the n `siblings`, on pages of the type. */
void rules_link(const struct reading *r, const struct type *t, const struct field *siblings, size_t n,
                const struct field *f);
void conditions_link(const struct reading *r, const struct field *siblings, size_t n, const struct type *t,
                     const struct premise *when, size_t n_when);
/* The field that names with dots between lead to, through groups (and lists, when they may); NULL when there is none. */
const struct field *rules_field(const struct field *fields, size_t n, struct str path, bool through_lists);

#endif

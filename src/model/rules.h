/* rules - judges what the values of a page must be to each other, as its type declares it (read/rules.h).
 * Owns:      nothing.
 * Fails:     each breach is a diagnostic at the value that is wrong: rule and missing-key (errors), planned-day, past-plan,
 *            ageing and wanted-key (warnings), outdated (an error).
 * Invariant: a value that is not of its field's kind has been told already and is passed over here.
 */
#ifndef MODEL_RULES_H
#define MODEL_RULES_H

#include "model/builder.h"

/* Where a value stands. */
struct rule_place {
    struct builder *b;
    const struct page *page;
    struct str where;             /* "" or "stationer[2]." for messages */
    const struct field *siblings; /* the fields of the page or the group */
    size_t n_siblings;
    const struct value *here; /* the map in which they stand */
    uint32_t line, col;       /* of it */
};

/* Judges the rules of f. v: its value, NULL when there is none (or an empty one). */
void rules_judge(const struct rule_place *at, const struct field *f, const struct value *v);

/* rules_list.c: those of lists of groups. */
void rules_judge_ordered(const struct rule_place *at, const struct field *f, const struct rule *r,
                         const struct value *v);
void rules_judge_overlap(const struct rule_place *at, const struct field *f, const struct rule *r,
                         const struct value *v);
void rules_judge_unique(const struct rule_place *at, const struct field *f, const struct rule *r,
                        const struct value *v);
void rules_judge_rounds(const struct rule_place *at, const struct field *f, const struct rule *r,
                        const struct value *v);

/* Values that have a before and an after, as numbers: from its beginning to its end. */
struct measure {
    int64_t from, to;
};
bool rules_measure(enum field_kind kind, const struct value *v, struct measure *out);

#define RULE_TELL(at, code, v, ...)                                                                          \
    diag_at((at)->b->ds, (code), (at)->page->source, (v)->line, (v)->col, __VA_ARGS__)

#endif

/* type_gates - the fields that close a page, as its type declares them.
 * Owns:      nothing; all lies in the arena.
 * Fails:     a gate that could never be judged is a diagnostic (bad-schema) with line and column.
 * Invariant: after types_link, when there is no diagnostic, every gate names a date of the page or of its groups.
 * Form:      gates:
 *              - {until: persondata.gyldig_til}           closed from the day after
 *              - {withdrawn: persondata.trukket_tilbage}  closed from that day on
 *              - {approved: persondata.godkendt, when: {persondata.personer: ja}}
 *                                                         closed until that day, and for ever without one
 *            `when` is a condition as in rules.h: the gate stands only where it holds.
 */
#ifndef READ_TYPE_GATES_H
#define READ_TYPE_GATES_H

#include "read/rules.h"

enum gate_kind { GATE_UNTIL, GATE_WITHDRAWN, GATE_APPROVED };

struct gate {
    enum gate_kind kind;
    struct str field;
    struct premise *when;
    size_t n_when;
    const struct value *written;
};

struct type;

void type_gates_read(const struct reading *r, const struct value_pair *p, struct type *t);
void type_gates_link(const struct reading *r, const struct type *t); /* for types_link */

#endif

/* palette - the colours of a site's stylesheets: the custom properties of :root, in light, in dark and under whatever else.
 * Owns:      nothing; lies in the arena.
 * Fails:     never: what is no custom property of the root is passed over.
 * Invariant: a rule for the root within a condition (@media, an attribute) is a variation of the unconditional one: what it does
 *            not say holds as said there. @layer is no condition.
 * Example:   palette_read(&p, css, path); struct token *t = palette_token(&p, 0, STR("paper")); -> --paper as first seen by readers
 */
#ifndef READ_PALETTE_H
#define READ_PALETTE_H

#include "base/arena.h"
#include "base/str.h"

struct token {
    struct str name, value; /* without the -- */
    struct str path;        /* of the stylesheet */
    uint32_t line, col;     /* of the value */
    uint32_t variation;
};

struct palette {
    struct arena *arena;
    struct token *tokens;
    size_t n, cap;
    struct str *variations; /* their conditions; the first is "", none */
    size_t n_variations, cap_variations;
};

void palette_read(struct palette *p, struct str css, struct str path);
/* What holds under a variation: its own value, else the unconditional one; the last of several. NULL: there is none. */
const struct token *palette_token(const struct palette *p, uint32_t variation, struct str name);

#endif

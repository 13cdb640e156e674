/* node - a template compiled: what parse makes and eval walks. Private to layout/.
 * Owns:      nothing; all of it lies in the store's arena or in the template's text.
 * Invariant: a flat array in the order of the text. What lies inside nodes[i] is i + 1 up to (not with)
 *            nodes[i].end, so skipping a section is one assignment; a node with nothing inside has end == i + 1.
 * Lines:     an indentation belongs before each line of a partial's source, but not before lines that only hold
 *            tags which vanish, nor behind line ends in the data. Which lines those are is settled here, when
 *            compiling: a text that begins a line has `begins_line`, and a tag that stays at the head of a line
 *            gets an empty such text before it.
 */
#ifndef LAYOUT_NODE_H
#define LAYOUT_NODE_H

#include "base/diag.h"
#include "base/map.h"

enum node_kind {
    NODE_TEXT,
    NODE_ESCAPED,
    NODE_RAW,
    NODE_SECTION,
    NODE_INVERTED,
    NODE_PARTIAL,
    NODE_PARENT,
    NODE_BLOCK, /* directly inside a parent: an argument; elsewhere: a parameter with its default */
};

struct node {
    enum node_kind kind;
    bool begins_line; /* text: its first byte begins a line of the source */
    bool
        own_line; /* partial, parent, block: the tag had its line to itself (an argument: nothing behind it) */
    bool dynamic; /* partial, parent: the name is looked up in the data */
    uint32_t end;
    uint32_t line, col;
    uint32_t n_keys;        /* 0 with a name: {{.}} */
    const struct key *keys; /* the name at its dots; one key for a block or a literal partial */
    struct str text;        /* text: the bytes; else the name */
    struct str indent;      /* partial, parent, block: goes before each line of what comes in its place */
};

struct layout {
    struct str name, path;
    const struct node *nodes;
    uint32_t n;
};

/* Compiles `text` into l; false when there were faults (each a diagnostic). */
bool parse_template(struct layout *l, struct str text, uint32_t line, struct arena *a, struct diags *ds);

#endif

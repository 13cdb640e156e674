/* editor - `cms:` of the settings: where the editor that runs in the browser reads and commits.
 * Owns:      nothing; all lies in the reading's arena.
 * Fails:     diagnostics with line and column; `host` is then NULL, as when the settings say nothing.
 * Invariant: when `host` is set, so is all that its row of the table needs: addresses are http or https, a repository is a path.
 */
#ifndef READ_EDITOR_H
#define READ_EDITOR_H

#include "read/keys.h"

enum editor_key {
    EDITOR_BACKEND,
    EDITOR_REPO,
    EDITOR_BRANCH,
    EDITOR_BASE_URL,
    EDITOR_API_ROOT,
    EDITOR_APP_ID,
    EDITOR_TENANT_ID,
    EDITOR_KEYS
};

struct editor_host {
    struct str name;    /* as the settings say it */
    struct str backend; /* as the editor says it */
    unsigned needs;     /* bits of editor_key */
    struct str api;     /* where its API lies below base_url; empty: the editor knows */
    bool pkce;          /* signs in without a service of its own, when told so */
};

struct editor {
    const struct editor_host *host;
    struct str values[EDITOR_KEYS];
};

void editor_read(const struct reading *r, const struct value_pair *p, struct editor *out);
struct str editor_key_name(enum editor_key k);

#endif

#include "read/editor.h"

#include "base/arena.h"
#include "base/tr.h"
#include "read/pattern.h"

static const struct {
    struct str name;
    bool address;
} keys[EDITOR_KEYS] = {
    [EDITOR_BACKEND] = {STR_INIT("backend"), false},     [EDITOR_REPO] = {STR_INIT("repo"), false},
    [EDITOR_BRANCH] = {STR_INIT("branch"), false},       [EDITOR_BASE_URL] = {STR_INIT("base_url"), true},
    [EDITOR_API_ROOT] = {STR_INIT("api_root"), true},    [EDITOR_APP_ID] = {STR_INIT("app_id"), false},
    [EDITOR_TENANT_ID] = {STR_INIT("tenant_id"), false},
};

#define NEEDS(k) (1U << (k))
static const unsigned own_server = NEEDS(EDITOR_REPO) | NEEDS(EDITOR_BASE_URL) | NEEDS(EDITOR_APP_ID);

static const struct editor_host hosts[] = {
    {STR_INIT("gitea"), STR_INIT("gitea"), own_server, STR_INIT("api/v1"), false},
    {STR_INIT("forgejo"), STR_INIT("gitea"), own_server, STR_INIT("api/v1"), false},
    {STR_INIT("gitlab"), STR_INIT("gitlab"), own_server, STR_INIT("api/v4"), true},
    {STR_INIT("azure"), STR_INIT("azure"),
     NEEDS(EDITOR_REPO) | NEEDS(EDITOR_APP_ID) | NEEDS(EDITOR_TENANT_ID), STR_INIT(""), false},
    {STR_INIT("github"), STR_INIT("github"), NEEDS(EDITOR_REPO) | NEEDS(EDITOR_BASE_URL), STR_INIT(""),
     false},
};

struct str editor_key_name(enum editor_key k)
{
    return keys[k].name;
}

/* "norddjurs/vidensbank", with groups or a project in front where the host has them. */
static bool is_repository(struct str s)
{
    struct str part;
    size_t parts = 0;
    for (; str_split(&s, '/', &part); parts++)
        for (size_t i = 0; i < part.n + !part.n; i++) {
            unsigned char c = part.n ? (unsigned char)part.p[i] : ' ';
            if (c <= ' ' || strchr(":?#%\\\"'<>{}", c) || (c == '.' && part.n < 3))
                return false;
        }
    return parts > 1;
}

static bool read_value(const struct reading *r, const struct value_pair *p, enum editor_key k,
                       struct editor *out)
{
    struct str s;
    if (!keys_text(r, p, &s))
        return false;
    const char *fault = keys[k].address ? pattern_fault_web(s) : NULL;
    if (fault) {
        KEYS_FAULT(r, &p->value, "\"%.*s\" %s: \"%.*s\"", STR_F(keys[k].name), fault, STR_F(s));
        return false;
    }
    if (k == EDITOR_REPO && !is_repository(s)) {
        KEYS_FAULT(
            r, &p->value,
            "\"repo\" must be the repository's path at its host, such as norddjurs/vidensbank, not \"%.*s\"",
            STR_F(s));
        return false;
    }
    out->values[k] = s;
    return true;
}

static const struct editor_host *find_host(const struct reading *r, const struct value_pair *p,
                                           struct str name)
{
    size_t at = keys_find(KEYS(hosts), name);
    const struct value_pair *said = value_pair(&p->value, keys[EDITOR_BACKEND].name);
    if (at != STR_NONE)
        return &hosts[at];
    if (str_eq(name, STR("git-gateway")))
        KEYS_FAULT(
            r, &said->value,
            "\"git-gateway\" is a service of others between the editor and Git; name the Git host itself");
    else
        KEYS_FAULT(r, &said->value, "unknown \"backend\" \"%.*s\": %.*s%.*s", STR_F(name),
                   STR_F(keys_list(KEYS(hosts), r->arena)), STR_F(keys_hint(KEYS(hosts), name, r->arena)));
    return NULL;
}

void editor_read(const struct reading *r, const struct value_pair *p, struct editor *out)
{
    bool sound = keys_map(r, p);
    *out = (struct editor){.values = {[EDITOR_BRANCH] = STR("main")}};
    for (size_t i = 0; sound && i < p->value.map.n; i++) {
        const struct value_pair *q = &p->value.map.pairs[i];
        size_t k = keys_find(KEYS(keys), q->key.s);
        if (k == STR_NONE)
            keys_unknown(r, KEYS(keys), q, "cms");
        else
            sound = read_value(r, q, (enum editor_key)k, out);
    }
    if (!sound)
        return;
    struct str name = out->values[EDITOR_BACKEND];
    if (!name.n) {
        KEYS_FAULT(r, &p->value, "\"cms\" needs \"backend\": %.*s", STR_F(keys_list(KEYS(hosts), r->arena)));
        return;
    }
    const struct editor_host *host = find_host(r, p, name);
    for (unsigned k = 0; host && k < EDITOR_KEYS; k++)
        if ((host->needs & NEEDS(k)) && !out->values[k].n) {
            KEYS_FAULT(r, &p->value, "\"cms\" needs \"%.*s\" for %.*s", STR_F(keys[k].name),
                       STR_F(host->name));
            return;
        }
    out->host = host;
}

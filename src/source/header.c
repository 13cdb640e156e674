#include "source/header.h"

enum { PARENT_LINE = 48 }; /* "parent ", 40 digits, line feed */

static bool take_line(struct str *rest, struct str *line)
{
    return str_split(rest, '\n', line);
}

/* A number as Git reads it: digits only, held at the greatest when it is greater. */
static bool parse_seconds(struct str *s, uint64_t *out)
{
    size_t i = 0;
    for (*out = 0; i < s->n && s->p[i] >= '0' && s->p[i] <= '9'; i++) {
        uint64_t digit = (uint64_t)(s->p[i] - '0');
        *out = *out > (UINT64_MAX - digit) / 10 ? UINT64_MAX : *out * 10 + digit;
    }
    *s = str_from(*s, i);
    return i > 0;
}

/* "+0130" in minutes; anything else is no zone. */
static bool parse_zone(struct str s, int32_t *minutes)
{
    s = str_trim(s);
    if (s.n != 5 || (s.p[0] != '+' && s.p[0] != '-'))
        return false;
    int n = 0;
    for (size_t i = 1; i < 5; i++) {
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
        n = n * 10 + (s.p[i] - '0');
    }
    *minutes = (s.p[0] == '-' ? -1 : 1) * (n / 100 * 60 + n % 100);
    return true;
}

struct ident header_ident(struct str line)
{
    struct ident id = {0};
    size_t open = str_find(line, '<'), last = str_rfind(line, '>');
    id.name = str_trim(str_sub(line, 0, open == STR_NONE ? line.n : open));
    if (open == STR_NONE)
        return id;
    struct str rest = str_from(line, open + 1);
    size_t close = str_find(rest, '>');
    id.email = str_trim(str_sub(rest, 0, close == STR_NONE ? rest.n : close));
    if (last == STR_NONE || last < open)
        return id;
    struct str when = str_trim(str_from(line, last + 1));
    struct moment m = {0};
    if (parse_seconds(&when, &id.seconds) && parse_zone(when, &m.offset) && id.seconds <= INT64_MAX) {
        m.epoch = (int64_t)id.seconds;
        id.has_date = m.epoch > 0 && moment_sane(m); /* 0 is a clock that was not set, no day in 1970 */
        id.date = m;
    }
    return id;
}

bool header_parse(struct str bytes, struct commit_text *out)
{
    *out = (struct commit_text){0};
    struct str line, rest = bytes;
    if (!take_line(&rest, &line) || line.n != 45 || !str_starts(line, STR("tree ")) ||
        !hash_unhex(str_from(line, 5), out->tree.b, sizeof out->tree.b))
        return false;
    out->parents = rest;
    struct oid ignored;
    while (rest.n >= PARENT_LINE && str_starts(rest, STR("parent ")) && rest.p[PARENT_LINE - 1] == '\n' &&
           hash_unhex(str_sub(rest, 7, 40), ignored.b, sizeof ignored.b)) {
        rest = str_from(rest, PARENT_LINE);
        out->n_parents++;
    }
    bool author = false, committer = false;
    while (take_line(&rest, &line) && line.n > 0) {
        if (!author && str_starts(line, STR("author "))) {
            out->author = header_ident(str_from(line, 7));
            author = true;
        } else if (!committer && str_starts(line, STR("committer "))) {
            out->committer = header_ident(str_from(line, 10));
            committer = true;
        } else if (str_starts(line, STR("encoding "))) {
            out->encoding = str_trim(str_from(line, 9));
        }
    }
    out->message = rest;
    return true;
}

struct oid header_parent(const struct commit_text *c, size_t i)
{
    struct oid id = {0};
    hash_unhex(str_sub(c->parents, i * PARENT_LINE + 7, 40), id.b, sizeof id.b);
    return id;
}

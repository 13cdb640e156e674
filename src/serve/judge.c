#include "serve/judge.h"

bool judge_host(struct str host, unsigned port)
{
    static const struct str names[] = {STR_INIT("localhost"), STR_INIT("127.0.0.1"), STR_INIT("[::1]")};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct str behind = str_from(host, names[i].n);
        int64_t given;
        if (!str_eq_nocase(str_sub(host, 0, names[i].n), names[i]))
            continue;
        if (!behind.n)
            return true;
        if (behind.p[0] == ':' && behind.n > 1 && behind.n <= 6 && behind.p[1] >= '0' && behind.p[1] <= '9' &&
            str_int(str_from(behind, 1), &given) && given == (int64_t)port)
            return true;
    }
    return false;
}

bool judge_origin(struct str origin, unsigned port)
{
    static const struct str scheme = STR_INIT("http://");
    return str_starts(origin, scheme) && judge_host(str_from(origin, scheme.n), port);
}

static int digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if ((c | 32) >= 'a' && (c | 32) <= 'f')
        return (c | 32) - 'a' + 10;
    return -1;
}

/* %XX once. 400 for what is no address: half an escape, NUL and other control characters, a backslash. */
static unsigned decode(struct str url, char path[LIMIT_PATH], size_t *n)
{
    *n = 0;
    for (size_t i = 0; i < url.n; i++) {
        char c = url.p[i];
        if (c == '%') {
            int high = i + 2 < url.n ? digit(url.p[i + 1]) : -1, low = high >= 0 ? digit(url.p[i + 2]) : -1;
            if (low < 0)
                return 400;
            c = (char)(high * 16 + low);
            i += 2;
        }
        if ((unsigned char)c < 32 || c == 127 || c == '\\')
            return 400;
        if (*n == LIMIT_PATH)
            return 414;
        path[(*n)++] = c;
    }
    return 0;
}

/* "http://HOST/path", which an address may be as well, gives the host that counts. */
static struct str without_host(struct str url, struct str *host)
{
    static const struct str scheme = STR_INIT("http://");
    if (!str_eq_nocase(str_sub(url, 0, scheme.n), scheme))
        return url;
    url = str_from(url, scheme.n);
    size_t slash = str_find(url, '/');
    *host = str_sub(url, 0, slash);
    return slash == STR_NONE ? STR("/") : str_from(url, slash);
}

unsigned judge_request(const struct judged *r, char path[LIMIT_PATH], size_t *n)
{
    struct str host = str_of(r->host), url = without_host(str_of(r->url), &host);
    if (r->n_hosts > 1 || !judge_host(host, r->port) || (r->host && !judge_host(str_of(r->host), r->port)))
        return 421;
    if (strcmp(r->method, "GET") && strcmp(r->method, "HEAD"))
        return 405;
    if (r->body)
        return 400;
    if (r->asked > LIMIT_REQUEST)
        return 414;
    if (!url.n || url.p[0] != '/')
        return 400;
    return decode(str_from(url, 1), path, n);
}

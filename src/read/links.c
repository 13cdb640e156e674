#include "read/links.h"

#include "base/arena.h"
#include "base/path.h"
#include "base/tr.h"
#include "base/utf8.h"

enum { SHOWN_SCHEME = 40 };

/* Blanks of Unicode, which a reader does not see and a browser may drop. */
static bool is_blank(uint32_t c)
{
    return c <= ' ' || c == 0x7f || c == 0xa0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200d) || c == 0x2028 ||
           c == 0x2029 || c == 0x202f || c == 0x205f || c == 0x2060 || c == 0x3000 || c == 0xfeff ||
           c == 0xad;
}

/* The first characters, without blanks, that decide what an address is: up to the end of a scheme or of its first part. */
static struct str squeeze(struct str dest, struct arena *a)
{
    char *to = arena_alloc(a, dest.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < dest.n;) {
        size_t at = i;
        uint32_t c = utf8_next(dest, &i);
        if (is_blank(c) || utf8_unwanted(c))
            continue;
        memcpy(to + n, dest.p + at, i - at);
        n += i - at;
        if (c == ':' || c == '?' || c == '#' || (c == '/' && n > 2))
            break;
    }
    return str_n(to, n);
}

static bool is_slash(char c)
{
    return c == '/' || c == '\\';
}

/* What stands before a colon is a scheme when it is spelt like one; `/a:b` and `2:1` are paths. */
static bool is_scheme(struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!letter && (i == 0 || !((c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.')))
            return false;
    }
    return s.n > 0;
}

static const char *judge(struct str head, struct arena *a)
{
    static const struct str allowed[] = {STR_INIT("http:"), STR_INIT("https:"), STR_INIT("mailto:"),
                                         STR_INIT("tel:")};
    if (head.n >= 2 && is_slash(head.p[0]) && is_slash(head.p[1]))
        return tr("an address that begins with // leads to another host; write https:// before the name");
    size_t colon = str_find(head, ':');
    if (colon == STR_NONE || !is_scheme(str_sub(head, 0, colon)))
        return NULL;
    for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++)
        if (str_eq_nocase(head, allowed[i]))
            return NULL;
    struct str shown = path_printable(a, utf8_cut(str_sub(head, 0, colon + 1), SHOWN_SCHEME));
    return str_c(
        a,
        str_printf(
            a,
            tr("an address with \"%.*s\" is left out; use http, https, mailto, tel, or a path within the site"),
            STR_F(shown)));
}

/* Tabs, line ends and other controls go, as in browsers; blanks within a file's name stay. */
static struct str without_controls(struct str s, struct arena *a)
{
    bool any = false;
    for (size_t i = 0; i < s.n && !any; i++)
        any = (unsigned char)s.p[i] < ' ' || s.p[i] == 0x7f;
    if (!any)
        return s;
    char *to = arena_alloc(a, s.n);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] >= ' ' && s.p[i] != 0x7f)
            to[n++] = s.p[i];
    return str_n(to, n);
}

struct str link_clean(struct str dest, struct arena *a, const char **fault)
{
    *fault = judge(squeeze(dest, a), a);
    if (*fault)
        return STR("");
    return str_dup(a, str_trim(without_controls(dest, a)));
}

bool link_has_scheme(struct str dest)
{
    size_t colon = str_find(dest, ':');
    return colon != STR_NONE && is_scheme(str_sub(dest, 0, colon));
}

/* Takes the scheme off; false when there is none of the web. */
static bool split_host(struct str dest, struct str *host, struct str *path)
{
    size_t n = str_starts(dest, STR("https://")) ? 8 : str_starts(dest, STR("http://")) ? 7 : 0;
    if (n == 0)
        return false;
    struct str rest = str_from(dest, n);
    size_t end = 0;
    while (end < rest.n && !strchr("/?#:", rest.p[end]))
        end++;
    *host = str_sub(rest, 0, end);
    *path = str_from(rest, end);
    return true;
}

static bool is_video_host(struct str host, struct str path)
{
    static const struct {
        struct str host, path;
    } known[] = {
        {STR_INIT("youtube.com"), STR_INIT("/watch")},
        {STR_INIT("youtube.com"), STR_INIT("/embed/")},
        {STR_INIT("youtube.com"), STR_INIT("/shorts/")},
        {STR_INIT("youtube.com"), STR_INIT("/live/")},
        {STR_INIT("youtube-nocookie.com"), STR_INIT("/embed/")},
        {STR_INIT("youtu.be"), STR_INIT("/")},
        {STR_INIT("vimeo.com"), STR_INIT("/")},
        {STR_INIT("player.vimeo.com"), STR_INIT("/video/")},
        {STR_INIT("dreambroker.com"), STR_INIT("/channel/")},
    };
    if (str_starts(host, STR("www.")) || str_starts(host, STR("m.")))
        host = str_from(host, str_find(host, '.') + 1);
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (str_eq_nocase(host, known[i].host) && str_starts(path, known[i].path) && path.n > known[i].path.n)
            return true;
    return str_starts(host, STR("video.")) && path.n > 1; /* an organisation's own film server */
}

bool link_is_video(struct str dest)
{
    struct str host = {0}, path = dest;
    if (split_host(dest, &host, &path) && is_video_host(host, path))
        return true;
    if (host.n == 0 && str_find(dest, ':') != STR_NONE)
        return false;
    size_t end = 0;
    while (end < path.n && path.p[end] != '?' && path.p[end] != '#')
        end++;
    struct str ext = path_ext(str_sub(path, 0, end));
    return str_eq_nocase(ext, STR(".mp4")) || str_eq_nocase(ext, STR(".webm"));
}

#include "view/film.h"

#include "base/arena.h"
#include "read/settings.h"

/* How providers name a film, and where they play it with the least told about who watches. */
static const struct provider {
    struct str host, path, name, frame;
} providers[] = {
    {STR_INIT("youtube.com"), STR_INIT("/watch?v="), STR_INIT("youtube.com"),
     STR_INIT("https://www.youtube-nocookie.com/embed/")},
    {STR_INIT("youtube.com"), STR_INIT("/embed/"), STR_INIT("youtube.com"),
     STR_INIT("https://www.youtube-nocookie.com/embed/")},
    {STR_INIT("youtube.com"), STR_INIT("/shorts/"), STR_INIT("youtube.com"),
     STR_INIT("https://www.youtube-nocookie.com/embed/")},
    {STR_INIT("youtube-nocookie.com"), STR_INIT("/embed/"), STR_INIT("youtube.com"),
     STR_INIT("https://www.youtube-nocookie.com/embed/")},
    {STR_INIT("youtu.be"), STR_INIT("/"), STR_INIT("youtube.com"),
     STR_INIT("https://www.youtube-nocookie.com/embed/")},
    {STR_INIT("player.vimeo.com"), STR_INIT("/video/"), STR_INIT("vimeo.com"),
     STR_INIT("https://player.vimeo.com/video/")},
    {STR_INIT("vimeo.com"), STR_INIT("/"), STR_INIT("vimeo.com"),
     STR_INIT("https://player.vimeo.com/video/")},
};

static bool split(struct str url, struct str *host, struct str *path)
{
    size_t at = str_find_str(url, STR("://"));
    struct str rest = at == STR_NONE ? url : str_from(url, at + 3);
    size_t end = 0;
    while (end < rest.n && !strchr("/?#", rest.p[end]))
        end++;
    *path = str_from(rest, end);
    *host = str_sub(rest, 0, end);
    if (str_starts(*host, STR("www.")) || str_starts(*host, STR("m.")))
        *host = str_from(*host, str_find(*host, '.') + 1);
    return at != STR_NONE;
}

struct str film_host(struct str url)
{
    struct str host, path;
    split(url, &host, &path);
    return host;
}

/* The id that a path begins with: letters, digits, - and _. */
static struct str id_of(struct str s)
{
    size_t n = 0;
    while (n < s.n && s.p[n] &&
           strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_", s.p[n]))
        n++;
    return str_sub(s, 0, n);
}

static bool allowed(const struct settings *s, struct str name)
{
    for (size_t i = 0; i < s->n_video; i++)
        if (str_eq_nocase(s->video[i], name))
            return true;
    return false;
}

struct str film_frame(const struct settings *s, struct str url, struct arena *a)
{
    struct str host, path;
    if (!split(url, &host, &path) || !str_starts(url, STR("https://")))
        return STR("");
    for (size_t i = 0; i < sizeof providers / sizeof *providers; i++) {
        const struct provider *p = &providers[i];
        if (!str_eq_nocase(host, p->host) || !str_starts(path, p->path))
            continue;
        struct str id = id_of(str_from(path, p->path.n));
        return id.n && allowed(s, p->name) ? str_cat(a, p->frame, id) : STR("");
    }
    return allowed(s, host) ? url : STR("");
}

struct value film_any(const struct view *v, const struct page *p, struct arena *a)
{
    const struct inner *in = page_inner(p);
    const struct settings *s = v->vs->site->settings;
    bool any = false;
    for (size_t i = 0; s->n_video && i < in->doc->n_holes && !any; i++)
        any = in->doc->holes[i].kind == HOLE_VIDEO && film_frame(s, in->doc->holes[i].dest, a).n;
    return value_bool(any);
}

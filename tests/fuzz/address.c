/* Fuzz driver: paths, addresses, names and dates. Input: two texts, a NUL byte between. What resolves lies within the root and leads
 * back by its relative way; a slug and an id are of letters, digits and hyphens; a link that passes has a scheme of the four, and none after another
 * look; a date that is read is written as it was. */
#include "fuzz.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/number.h"
#include "base/path.h"
#include "base/utf8.h"
#include "model/period.h"
#include "read/ids.h"
#include "read/links.h"
#include "read/pattern.h"
#include "serve/judge.h"

static bool of_slug(struct str s)
{
    for (size_t i = 0; i < s.n;) {
        uint32_t c = utf8_next(s, &i);
        bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
        if (!plain && (c < 0x80 || utf8_unwanted(c)))
            return false;
    }
    return utf8_invalid(s) == STR_NONE;
}

static void check_paths(struct str dir, struct str rel, struct arena *a)
{
    struct str path, part, at = STR(""), back;
    if (!path_resolve(a, STR(""), dir, &at) || !path_resolve(a, at, rel, &path))
        return;
    struct str rest = path;
    while (path.n && str_split(&rest, '/', &part))
        fuzz_require(part.n && !str_eq(part, STR(".")) && !str_eq(part, STR("..")), "a path that leads down");
    struct str from = at.n ? str_cat(a, at, STR("/")) : STR("");
    struct str way = path_relative(a, from, path);
    fuzz_require(path_resolve(a, at, way, &back) && str_eq(back, path), "the relative way leads there");
}

static void check_names(struct str s, struct arena *a)
{
    struct str slug = path_slug(a, s);
    struct ids ids = {.arena = a};
    fuzz_require(of_slug(slug) && !str_starts(slug, STR("-")) && !str_ends(slug, STR("-")), "a slug");
    fuzz_require(str_eq(path_slug(a, slug), slug), "a slug is its own");
    struct str first = ids_new(&ids, s), second = ids_new(&ids, s);
    fuzz_require(first.n && of_slug(first) && !str_eq(first, second), "ids of their own");
    fuzz_require(!str_eq(ids_new_git(&ids, s), ids_new_git(&ids, s)), "Git's ids too");
    struct str shown = path_printable(a, s);
    for (size_t i = 0; i < shown.n;)
        fuzz_require(!utf8_unwanted(utf8_next(shown, &i)), "a name that can be printed");
    if (!path_name_fault(s))
        for (size_t i = 0; i < s.n; i++)
            fuzz_require((unsigned char)s.p[i] >= 32 && !strchr(":*?\"<>|\\/", s.p[i]),
                         "a name for all systems");
}

/* As a browser reads it: what stands before the first colon, without blanks and controls. */
static bool is_allowed(struct str s)
{
    static const struct str schemes[] = {STR_INIT("http:"), STR_INIT("https:"), STR_INIT("mailto:"),
                                         STR_INIT("tel:")};
    char seen[16];
    size_t n = 0;
    for (size_t i = 0; i < s.n && n < sizeof seen; i++)
        if ((unsigned char)s.p[i] > 32)
            seen[n++] = s.p[i];
    struct str first = str_n(seen, n);
    if (n > 1 && (first.p[0] == '/' || first.p[0] == '\\') && (first.p[1] == '/' || first.p[1] == '\\'))
        return false;
    size_t colon = str_find(s, ':');
    for (size_t i = 0; i < 4; i++)
        if (str_eq_nocase(str_sub(first, 0, schemes[i].n), schemes[i]))
            return true;
    for (size_t i = 0; colon != STR_NONE && i < colon; i++)
        if (!(((s.p[i] | 32) >= 'a' && (s.p[i] | 32) <= 'z') || (unsigned char)s.p[i] <= 32 ||
              (i && ((s.p[i] >= '0' && s.p[i] <= '9') || strchr("+-.", s.p[i])))))
            return true; /* no scheme is spelt so */
    return colon == STR_NONE || colon == 0;
}

static void check_links(struct str s, struct arena *a)
{
    const char *fault, *again;
    if (utf8_invalid(s) != STR_NONE)
        return;
    struct str clean = link_clean(s, a, &fault);
    fuzz_require(!fault || !clean.n, "what is refused is nothing");
    fuzz_require(fault || is_allowed(clean), "a link of an allowed scheme, to no other host");
    fuzz_require(fault || (str_eq(link_clean(clean, a, &again), clean) && !again), "what is clean stays so");
    link_is_video(s);
    if (!pattern_fault_web(s))
        fuzz_require(str_eq_nocase(str_sub(s, 0, 7), STR("http://")) ||
                         str_eq_nocase(str_sub(s, 0, 8), STR("https://")),
                     "a place on the web");
    if (!pattern_fault(s) && s.n)
        pattern_fill(a, s, (struct pattern_place[]){{STR("source"), s}}, 1);
}

static void check_dates(struct str s, struct arena *a)
{
    struct date d;
    struct period p;
    int second, offset, minutes;
    int64_t number;
    bool zone;
    if (date_parse(s, &d)) {
        fuzz_require(str_eq(date_iso(a, d), s), "a date comes back");
        fuzz_require(date_cmp(date_from_days(date_to_days(d)), d) == 0, "by its days too");
    }
    if (date_parse_loose(s, &d))
        fuzz_require(str_eq(date_iso(a, d), s), "as exact as it was");
    if (date_parse_moment(s, &d, &second, &offset, &zone))
        fuzz_require(second >= 0 && second < 86400 && offset > -1440 && offset < 1440, "a time of a day");
    if (date_parse_time(s, &minutes))
        fuzz_require(minutes >= 0 && minutes <= 1440, "a time of a day");
    if (period_parse(s, &p))
        fuzz_require(p.from.day && p.to.day && date_cmp(p.from, p.to) <= 0, "a period of days in order");
    if (number_parse(s, &number))
        number_plain(a, s);
}

static void check_request(const char *url, const char *host)
{
    char path[LIMIT_PATH];
    size_t n = 0;
    struct judged j = {
        .method = "GET", .url = url, .asked = strlen(url), .host = host, .n_hosts = 1, .port = 8080};
    if (judge_request(&j, path, &n))
        return;
    fuzz_require(n <= LIMIT_PATH, "a path of a length that is allowed");
    for (size_t i = 0; i < n; i++)
        fuzz_require((unsigned char)path[i] >= 32 && path[i] != 127 && path[i] != '\\',
                     "a path without controls");
    fuzz_require(judge_host(str_of(host), 8080) || strstr(url, "://"), "asked of this machine");
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena a = {0};
    struct str all = str_n((const char *)bytes, n), first = STR(""), second = STR("");
    str_split(&all, 0, &first);
    str_split(&all, 0, &second);
    check_paths(first, second, &a);
    check_names(first, &a);
    check_links(first, &a);
    check_dates(first, &a);
    check_request(str_c(&a, first), str_c(&a, second));
    judge_origin(first, 8080);
    arena_clear(&a);
    return 0;
}

#include "render/measure.h"

#include <stdlib.h>

#include "base/path.h"
#include "render/metadata.h"

enum { SIDE_MOST = 100000 }; /* of a picture that anyone draws */

static uint32_t number(struct str s, size_t at, size_t n, bool big)
{
    uint32_t x = 0;
    for (size_t i = 0; i < n && at + n <= s.n; i++)
        x = x << 8 | (unsigned char)s.p[big ? at + i : at + n - 1 - i];
    return x;
}

static bool turned(unsigned way)
{
    return way >= 5 && way <= 8;
}

static bool set(struct measure *m, uint32_t width, uint32_t height, bool aside)
{
    *m = aside ? (struct measure){height, width} : (struct measure){width, height};
    return width && height && width <= SIDE_MOST && height <= SIDE_MOST;
}

static bool measure_png(struct str s, struct measure *out)
{
    return str_eq(str_sub(s, 12, 4), STR("IHDR")) &&
           set(out, number(s, 16, 4, true), number(s, 20, 4, true), false);
}

static bool measure_gif(struct str s, struct measure *out)
{
    return set(out, number(s, 6, 2, false), number(s, 8, 2, false), false);
}

/* Segments up to the one that begins the picture (SOF: C0 to CF but for three). */
static bool measure_jpeg(struct str s, struct measure *out)
{
    unsigned way = 0;
    for (size_t i = 2; i + 9 <= s.n;) {
        if ((unsigned char)s.p[i] != 0xFF)
            return false;
        unsigned marker = (unsigned char)s.p[i + 1];
        size_t n = number(s, i + 2, 2, true);
        struct str body = str_sub(s, i + 4, n < 2 ? 0 : n - 2);
        if (marker == 0xFF) {
            i++;
            continue;
        }
        if (marker == 0xE1 && !way && str_starts(body, STR("Exif\0\0")))
            way = metadata_orientation(str_from(body, 6));
        if (marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC)
            return set(out, number(body, 3, 2, true), number(body, 1, 2, true), turned(way));
        i += n < 2 ? s.n : n + 2;
    }
    return false;
}

/* The chunk of a WebP that says which way up it is. */
static unsigned webp_orientation(struct str s)
{
    for (size_t i = 12; i + 8 <= s.n;) {
        size_t n = number(s, i + 4, 4, false);
        struct str body = str_sub(s, i + 8, n);
        if (str_eq(str_sub(s, i, 4), STR("EXIF")))
            return metadata_orientation(str_starts(body, STR("Exif\0\0")) ? str_from(body, 6) : body);
        i += 8 + n + (n & 1);
    }
    return 0;
}

static bool measure_webp(struct str s, struct measure *out)
{
    struct str kind = str_sub(s, 12, 4);
    if (str_eq(kind, STR("VP8X")))
        return set(out, number(s, 24, 3, false) + 1, number(s, 27, 3, false) + 1,
                   turned(webp_orientation(s)));
    if (str_eq(kind, STR("VP8L"))) {
        uint32_t bits = number(s, 21, 4, false);
        return set(out, (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1, false);
    }
    return str_eq(str_sub(s, 23, 3), STR("\x9D\x01\x2A")) &&
           set(out, number(s, 26, 2, false) & 0x3FFF, number(s, 28, 2, false) & 0x3FFF, false);
}

/* The largest image that a file of several tells of, and whether it is turned by a quarter. */
static bool measure_avif(struct str s, struct measure *out)
{
    uint32_t width = 0, height = 0;
    struct str rest = str_sub(s, 0, 65536);
    size_t turn = str_find_str(rest, STR("irot"));
    bool aside = turn != STR_NONE && (number(rest, turn + 4, 1, true) & 1);
    for (size_t at; (at = str_find_str(rest, STR("ispe"))) != STR_NONE; rest = str_from(rest, at + 4)) {
        uint32_t w = number(rest, at + 8, 4, true), h = number(rest, at + 12, 4, true);
        if (w <= SIDE_MOST && h <= SIDE_MOST && (uint64_t)w * h > (uint64_t)width * height) {
            width = w;
            height = h;
        }
    }
    return set(out, width, height, aside);
}

/* The value of an attribute of a tag: `name="…"` or with '. */
static struct str attribute(struct str tag, struct str name)
{
    for (size_t at = 0; at < tag.n; at++) {
        struct str rest = str_from(tag, at);
        if (!str_starts(rest, name) || !at || !strchr(" \t\r\n", tag.p[at - 1]))
            continue;
        rest = str_trim(str_from(rest, name.n));
        char quote = rest.n > 1 && rest.p[0] == '=' ? (rest = str_trim(str_from(rest, 1))).p[0] : 0;
        size_t end = quote == '"' || quote == '\'' ? str_find(str_from(rest, 1), quote) : STR_NONE;
        if (end != STR_NONE)
            return str_sub(rest, 1, end);
    }
    return STR("");
}

/* "640", "640.4", "640px" in whole pixels; 0: in another unit, or none. */
static uint32_t pixels(struct str s)
{
    char text[16], *end;
    s = str_ends(s, STR("px")) ? str_sub(s, 0, s.n - 2) : s;
    if (!s.n || s.n >= sizeof text || !strchr("0123456789.", s.p[0]))
        return 0;
    memcpy(text, s.p, s.n);
    text[s.n] = 0;
    double x = strtod(text, &end);
    return *end || !(x <= SIDE_MOST) ? 0 : (uint32_t)(x + 0.5);
}

static bool measure_svg(struct str s, struct measure *out)
{
    size_t at = str_find_str(s, STR("<svg"));
    struct str rest = at == STR_NONE ? STR("") : str_from(s, at), part;
    struct str tag = str_sub(rest, 0, str_find(rest, '>') == STR_NONE ? 0 : str_find(rest, '>'));
    uint32_t box[4] = {0}, width = pixels(attribute(tag, STR("width"))),
             height = pixels(attribute(tag, STR("height")));
    struct str view = attribute(tag, STR("viewBox"));
    size_t n = 0;
    while (n < 4 && str_split(&view, str_find(view, ',') == STR_NONE ? ' ' : ',', &part))
        if (str_trim(part).n)
            box[n++] = pixels(str_trim(part));
    return set(out, width && height ? width : box[2], width && height ? height : box[3], false);
}

bool measure_picture(struct str path, struct str bytes, struct measure *out)
{
    static const struct {
        struct str ext;
        bool (*measure)(struct str bytes, struct measure *out);
    } kinds[] = {
        {STR_INIT(".png"), measure_png},   {STR_INIT(".jpg"), measure_jpeg},
        {STR_INIT(".jpeg"), measure_jpeg}, {STR_INIT(".webp"), measure_webp},
        {STR_INIT(".gif"), measure_gif},   {STR_INIT(".avif"), measure_avif},
        {STR_INIT(".svg"), measure_svg},
    };
    struct str ext = path_ext(path);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (str_eq_nocase(ext, kinds[i].ext))
            return kinds[i].measure(bytes, out);
    return false;
}

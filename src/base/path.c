#include "base/path.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/limits.h"
#include "base/tr.h"
#include "base/utf8.h"

struct str path_dir(struct str p)
{
    size_t i = str_rfind(p, '/');
    return i == STR_NONE ? STR("") : str_sub(p, 0, i);
}

struct str path_base(struct str p)
{
    size_t i = str_rfind(p, '/');
    return i == STR_NONE ? p : str_from(p, i + 1);
}

struct str path_ext(struct str p)
{
    struct str base = path_base(p);
    size_t i = str_rfind(base, '.');
    return i == STR_NONE || i == 0 ? STR("") : str_from(base, i);
}

struct str path_join(struct arena *a, struct str dir, struct str name)
{
    if (!dir.n)
        return name;
    if (!name.n)
        return dir;
    return str_printf(a, "%.*s/%.*s", STR_F(dir), STR_F(name));
}

bool path_holds(struct str folder, struct str dir)
{
    return !folder.n || (str_starts(dir, folder) && (dir.n == folder.n || dir.p[folder.n] == '/'));
}

bool path_resolve(struct arena *a, struct str dir, struct str rel, struct str *out)
{
    if (rel.n && rel.p[0] == '/') {
        dir = STR("");
        rel = str_from(rel, 1);
    }
    char *p = arena_alloc(a, dir.n + rel.n + 2);
    size_t n = dir.n;
    if (n)
        memcpy(p, dir.p, n);
    struct str part;
    for (struct str rest = rel; str_split(&rest, '/', &part);) {
        if (!part.n) {
            if (rest.p && rest.n)
                return false;
        } else if (str_eq(part, STR(".."))) {
            if (!n)
                return false;
            size_t i = str_rfind(str_n(p, n), '/');
            n = i == STR_NONE ? 0 : i;
        } else if (!str_eq(part, STR("."))) {
            if (n)
                p[n++] = '/';
            memcpy(p + n, part.p, part.n);
            n += part.n;
        }
    }
    *out = str_n(p, n);
    return true;
}

struct str path_relative(struct arena *a, struct str from, struct str to)
{
    size_t common = 0; /* bytes of whole folders that both share */
    for (size_t i = 0; i < from.n && i < to.n && from.p[i] == to.p[i]; i++)
        if (from.p[i] == '/')
            common = i + 1;
    size_t up = 0;
    for (size_t i = common; i < from.n; i++)
        up += from.p[i] == '/';
    to = str_from(to, common);
    if (!up && !to.n)
        return STR("./");
    char *out = arena_raw(a, 3 * up + to.n);
    for (size_t i = 0; i < up; i++)
        memcpy(out + 3 * i, "../", 3);
    if (to.n)
        memcpy(out + 3 * up, to.p, to.n);
    return str_n(out, 3 * up + to.n);
}

/* U+00C0 to U+017F to ASCII; '-' where there is no letter. Danish first: æ ø å have two letters, see slug_letter. */
static const char latin[] = "aaaaaaaceeeeiiiidnooooo-ouuuuyts"  /* 00C0 */
                            "aaaaaaaceeeeiiiidnooooo-ouuuuyty"  /* 00E0 */
                            "aaaaaaccccccccddddeeeeeeeeeegggg"  /* 0100 */
                            "gggghhhhiiiiiiiiiiiijjkkklllllll"  /* 0120 */
                            "lllnnnnnnnnnoooooooorrrrrrssssss"  /* 0140 */
                            "ssttttttuuuuuuuuuuuuwwyyyzzzzzzs"; /* 0160 */

_Static_assert(sizeof latin == 6 * 32 + 1, "one letter for each of U+00C0 to U+017F");

static bool other_letter(uint32_t c)
{
    return (c >= 0x180 && c < 0x2B0) || (c >= 0x370 && c < 0x2000) || (c >= 0x2C00 && c < 0x2E00) ||
           (c >= 0x3040 && c < 0xE000) || (c >= 0xF900 && c < 0xFE00) || (c >= 0x20000 && c < 0x30000);
}

static uint32_t lower_other(uint32_t c)
{
    if ((c >= 0x391 && c <= 0x3A9) || (c >= 0x410 && c <= 0x42F))
        return c + 32;
    return c >= 0x400 && c <= 0x40F ? c + 80 : c;
}

static bool ascii_alnum(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* Appends what c becomes; false when it is no letter or digit. */
static bool slug_letter(struct buf *b, uint32_t c)
{
    char bytes[4];
    if (c >= 'A' && c <= 'Z')
        c += 32;
    if (ascii_alnum(c))
        buf_char(b, (char)c);
    else if (c == 0xE6 || c == 0xC6)
        buf_put(b, STR("ae"));
    else if (c == 0xF8 || c == 0xD8)
        buf_put(b, STR("oe"));
    else if (c == 0xE5 || c == 0xC5 || c == 0x212B)
        buf_put(b, STR("aa"));
    else if (c == 0xDF)
        buf_put(b, STR("ss"));
    else if (c >= 0xC0 && c < 0x180 && latin[c - 0xC0] != '-')
        buf_char(b, latin[c - 0xC0]);
    else if (other_letter(c) && !utf8_unwanted(c))
        buf_put_n(b, bytes, utf8_encode(lower_other(c), bytes));
    else
        return false;
    return true;
}

struct str path_slug(struct arena *a, struct str text)
{
    struct buf b = {0};
    bool gap = false;
    for (size_t i = 0; i < text.n;) {
        uint32_t c = utf8_next(text, &i);
        if (c == 0x30A && b.n && b.p[b.n - 1] == 'a') { /* a with a combining ring is å */
            buf_char(&b, 'a');
            continue;
        }
        if ((c >= 0x300 && c <= 0x36F) || c == 0xAD) /* other marks and soft hyphens vanish */
            continue;
        size_t before = b.n;
        if (gap && b.n)
            buf_char(&b, '-');
        if (slug_letter(&b, c)) {
            gap = false;
        } else {
            b.n = before;
            gap = true;
        }
    }
    struct str out = buf_dup(a, &b);
    buf_free(&b);
    return out;
}

static bool reserved_on_windows(struct str name)
{
    static const struct str names[] = {STR_INIT("con"), STR_INIT("prn"), STR_INIT("aux"), STR_INIT("nul")};
    size_t dot = str_find(name, '.');
    struct str stem = dot == STR_NONE ? name : str_sub(name, 0, dot);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_eq_nocase(stem, names[i]))
            return true;
    struct str head = str_sub(stem, 0, 3);
    return stem.n == 4 && (str_eq_nocase(head, STR("com")) || str_eq_nocase(head, STR("lpt"))) &&
           stem.p[3] >= '1' && stem.p[3] <= '9';
}

const char *path_name_fault(struct str name)
{
    if (!name.n || str_eq(name, STR(".")) || str_eq(name, STR("..")))
        return tr("is no file name");
    if (name.n > LIMIT_NAME)
        return tr("is longer than 255 bytes");
    if (utf8_invalid(name) != STR_NONE)
        return tr("is not UTF-8");
    for (size_t i = 0; i < name.n;) {
        uint32_t c = utf8_next(name, &i);
        if (c < 0x20 || utf8_unwanted(c))
            return tr("holds a control character");
        if (c == '/' || (c < 0x80 && strchr(":*?\"<>|\\", (int)c)))
            return tr("holds one of : * ? \" < > | \\, which Windows does not allow in names");
    }
    if (name.p[name.n - 1] == '.' || name.p[name.n - 1] == ' ')
        return tr("ends in a dot or a blank, which Windows takes away");
    if (reserved_on_windows(name))
        return tr("is reserved on Windows");
    return NULL;
}

/* U+2028 and U+2029 end lines in some editors' problem lists, and a message is one line. */
static bool is_printable(uint32_t c)
{
    return c != '\n' && c != '\t' && c != 0x2028 && c != 0x2029 && !utf8_unwanted(c);
}

struct str path_printable(struct arena *a, struct str p)
{
    bool plain = true;
    for (size_t i = 0; i < p.n && plain;) {
        size_t from = i;
        uint32_t c = utf8_next(p, &i);
        plain = !(c == 0xFFFD && i == from + 1) && is_printable(c);
    }
    if (plain)
        return str_dup(a, p);
    struct buf b = {0};
    for (size_t i = 0; i < p.n;) {
        size_t from = i;
        uint32_t c = utf8_next(p, &i);
        bool invalid = c == 0xFFFD && i == from + 1;
        if (!invalid && is_printable(c))
            buf_put_n(&b, p.p + from, i - from);
        else
            for (size_t k = from; k < i; k++)
                buf_printf(&b, "\\x%02x", (unsigned char)p.p[k]);
    }
    struct str out = buf_dup(a, &b);
    buf_free(&b);
    return out;
}

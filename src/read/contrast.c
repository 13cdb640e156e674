#include "read/contrast.h"

#include <math.h>
#include <stdlib.h>

#include "base/tr.h"

static const double least = 4.5;

enum { ALIASES = 8 }; /* var() within var() */

/* ---- colours ---- */

static int hex_digit(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

static bool read_hex(struct str s, struct colour *out)
{
    double part[4] = {0, 0, 0, 1};
    size_t wide = s.n == 6 || s.n == 8 ? 2 : 1;
    if (s.n != 3 && s.n != 4 && s.n != 6 && s.n != 8)
        return false;
    for (size_t i = 0; i < s.n; i += wide) {
        int high = hex_digit(s.p[i]), low = hex_digit(s.p[i + wide - 1]);
        if (high < 0 || low < 0)
            return false;
        part[i / wide] = (high * 16 + low) / 255.0;
    }
    *out = (struct colour){part[0], part[1], part[2], part[3]};
    return true;
}

static double clamp(double x)
{
    return x < 0 ? 0 : x > 1 ? 1 : x;
}

static double hue_part(double hue, double saturation, double light, double n)
{
    double k = fmod(n + hue / 30, 12), a = saturation * fmin(light, 1 - light);
    return light - a * fmax(-1, fmin(fmin(k - 3, 9 - k), 1));
}

/* "12 34 56 / 50%", "12, 34, 56": the numbers; a part of a hundred is one of 1, and others of `whole`. */
static bool read_numbers(struct str s, const double whole[4], double out[4])
{
    char text[64], *at = text, *end;
    size_t n = 0;
    if (s.n >= sizeof text)
        return false;
    memcpy(text, s.p, s.n);
    text[s.n] = 0;
    for (char *c = text; *c; c++)
        *c = *c == ',' || *c == '/' || *c == '\n' || *c == '\t' ? ' ' : *c;
    for (;; n++) {
        at += strspn(at, " ");
        if (!*at)
            break;
        if (n == 4 || !strchr("+-.0123456789", *at))
            return false;
        out[n] = strtod(at, &end);
        out[n] /= *end == '%' ? 100 : whole[n];
        at = end + (*end == '%' ? 1 : strncmp(end, "deg", 3) == 0 ? 3 : 0);
        if (end == at - 3 ? n != 0 : *at && *at != ' ')
            return false;
    }
    if (n == 3)
        out[3] = 1;
    return n >= 3;
}

/* What stands in NAME(…) or NAMEa(…); false: it is another form. */
static bool inside(struct str s, struct str name, struct str *out)
{
    if (!str_starts(s, name) || !str_ends(s, STR(")")))
        return false;
    s = str_from(s, name.n);
    s = str_starts(s, STR("a(")) ? str_from(s, 1) : s;
    *out = str_sub(s, 1, s.n < 2 ? 0 : s.n - 2);
    return str_starts(s, STR("("));
}

bool contrast_colour(struct str written, struct colour *out)
{
    static const double rgb[4] = {255, 255, 255, 1}, hsl[4] = {1, 100, 100, 1};
    struct str arguments;
    double v[4];
    if (str_starts(written, STR("#")))
        return read_hex(str_from(written, 1), out);
    if (str_eq_nocase(written, STR("white")) || str_eq_nocase(written, STR("black")))
        return read_hex(str_eq_nocase(written, STR("white")) ? STR("fff") : STR("000"), out);
    if (inside(written, STR("rgb"), &arguments) && read_numbers(arguments, rgb, v)) {
        *out = (struct colour){clamp(v[0]), clamp(v[1]), clamp(v[2]), clamp(v[3])};
        return true;
    }
    if (!inside(written, STR("hsl"), &arguments) || !read_numbers(arguments, hsl, v))
        return false;
    double hue = fmod(fmod(v[0], 360) + 360, 360), s = clamp(v[1]), l = clamp(v[2]);
    *out =
        (struct colour){hue_part(hue, s, l, 0), hue_part(hue, s, l, 8), hue_part(hue, s, l, 4), clamp(v[3])};
    return true;
}

static double linear(double part)
{
    return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4);
}

static double luminance(struct colour c)
{
    return 0.2126 * linear(c.r) + 0.7152 * linear(c.g) + 0.0722 * linear(c.b);
}

static double mixed(double over, double under, double a)
{
    return over * a + under * (1 - a);
}

double contrast_ratio(struct colour text, struct colour ground)
{
    struct colour seen = {mixed(text.r, ground.r, text.a), mixed(text.g, ground.g, text.a),
                          mixed(text.b, ground.b, text.a), 1};
    double x = luminance(seen), y = luminance(ground);
    return x > y ? (x + 0.05) / (y + 0.05) : (y + 0.05) / (x + 0.05);
}

/* ---- pairs ---- */

struct check {
    const struct settings *settings;
    const struct palette *palette;
    struct arena *arena;
    struct diags *diags;
    const struct contrast_pair *pair;
    uint32_t variation;
    bool dark;   /* which half of light-dark() holds */
    bool halves; /* one was met */
    bool varied; /* what was looked at differs under this variation */
};

/* "light-dark(A, B)" -> the half that holds. */
static struct str half(struct check *c, struct str value)
{
    struct str arguments;
    size_t depth = 0;
    if (!inside(value, STR("light-dark"), &arguments))
        return value;
    for (size_t i = 0; i < arguments.n; i++) {
        depth += arguments.p[i] == '(';
        depth -= arguments.p[i] == ')' && depth;
        if (arguments.p[i] != ',' || depth)
            continue;
        c->halves = true;
        return str_trim(c->dark ? str_from(arguments, i + 1) : str_sub(arguments, 0, i));
    }
    return value;
}

/* The colour that a name stands for; *last is what was looked at last, *value what could not be computed. */
static bool resolve(struct check *c, struct str name, const struct token **last, struct str *value,
                    struct colour *out)
{
    struct str inner;
    for (int i = 0; i < ALIASES; i++) {
        const struct token *t = palette_token(c->palette, c->variation, name);
        if (!t)
            return false;
        *last = t;
        c->varied = c->varied || t->variation == c->variation;
        *value = half(c, t->value);
        if (!inside(*value, STR("var"), &inner))
            return contrast_colour(*value, out);
        size_t comma = str_find(inner, ',');
        inner = str_trim(str_sub(inner, 0, comma == STR_NONE ? inner.n : comma));
        name = str_from(inner, 2);
    }
    return false;
}

static const char *condition_name(const struct check *c)
{
    struct str when = c->palette->variations[c->variation];
    bool dark = c->dark || str_find_str(when, STR("dark")) != STR_NONE;
    return dark     ? tr("in the dark colours")
           : when.n ? tr("under another condition")
                    : tr("in the light colours");
}

static void compare(struct check *c, struct str text, struct str ground)
{
    const struct str names[2] = {text, ground};
    const struct token *tokens[2] = {NULL, NULL};
    struct str values[2];
    struct colour colours[2];
    c->varied = false;
    for (size_t i = 0; i < 2; i++) {
        bool good = resolve(c, names[i], &tokens[i], &values[i], &colours[i]);
        if (good && (i == 0 || colours[i].a >= 1))
            continue;
        if (!tokens[i])
            diag_at(c->diags, CODE_BAD_SETTING, c->settings->path, c->pair->line, c->pair->col,
                    "no stylesheet in assets/ gives :root the colour --%.*s", STR_F(names[i]));
        else
            diag_at(c->diags, CODE_CONTRAST, tokens[i]->path, tokens[i]->line, tokens[i]->col,
                    "the contrast of --%.*s cannot be computed from \"%.*s\"; write it as #rrggbb",
                    STR_F(names[i]), STR_F(values[i]));
        return;
    }
    double ratio = contrast_ratio(colours[0], colours[1]);
    if (ratio < least && c->varied)
        diag_at(
            c->diags, CODE_CONTRAST, tokens[0]->path, tokens[0]->line, tokens[0]->col,
            "the text --%.*s (%.*s) has a contrast of only %.2f:1 to --%.*s (%.*s) %s; it must have %.1f:1",
            STR_F(text), STR_F(values[0]), floor(ratio * 100) / 100, STR_F(ground), STR_F(values[1]),
            condition_name(c), least);
}

static void both_halves(struct check *c, struct str text, struct str ground)
{
    c->dark = c->halves = false;
    compare(c, text, ground);
    c->dark = c->halves;
    if (c->halves)
        compare(c, text, ground);
}

/* The names that "*-x" stands for, each once. */
static void each_ground(struct check *c, struct map *seen)
{
    const struct contrast_pair *p = c->pair;
    struct str end = str_from(p->ground, 1);
    for (size_t i = 0; i < c->palette->n; i++) {
        struct str name = c->palette->tokens[i].name;
        if (!str_ends(name, end) || name.n == end.n || map_put(seen, name, c))
            continue;
        both_halves(c, str_eq(p->text, STR("*")) ? str_sub(name, 0, name.n - end.n) : p->text, name);
    }
}

void contrast_check(const struct settings *s, const struct palette *p, struct arena *a, struct diags *ds)
{
    struct check c = {.settings = s, .palette = p, .arena = a, .diags = ds};
    for (size_t i = 0; i < s->n_contrast; i++)
        for (uint32_t v = 0; v == 0 || v < p->n_variations; v++) {
            struct map seen = {.arena = a};
            c.pair = &s->contrast[i];
            c.variation = v;
            if (str_starts(c.pair->ground, STR("*")))
                each_ground(&c, &seen);
            else
                both_halves(&c, c.pair->text, c.pair->ground);
        }
}

#include "read/front.h"

#include "base/limits.h"
#include "base/path.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "read/input.h"
#include "read/toml.h"
#include "read/yaml.h"

enum { SHOWN_MARK = 40 }; /* bytes of a wrong line that a message shows */

static struct str next_line(struct str *rest)
{
    struct str line = {0};
    str_split(rest, '\n', &line);
    return line;
}

/* Blanks as an editor may paste them: also the no-break space and those of no width. */
static bool is_blank(uint32_t c)
{
    return c == ' ' || c == '\t' || c == 0xa0 || c == 0x200b || c == 0x2060;
}

static bool is_dash(uint32_t c)
{
    return c == '-' || c == 0xad || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0x2500 ||
           c == 0xfe58 || c == 0xfe63 || c == 0xff0d;
}

static struct str skip_blanks(struct str s)
{
    size_t i = 0;
    for (size_t at = 0; at < s.n; i = at)
        if (!is_blank(utf8_next(s, &at)))
            break;
    return str_from(s, i);
}

static bool is_marker(struct str line)
{
    return str_starts(line, STR("---")) && str_trim(line).n == 3;
}

/* A line of dashes only that is no marker: other dashes, another number of them, blanks before or between. */
static bool is_near_marker(struct str line)
{
    size_t dashes = 0;
    bool ascii = true;
    for (size_t i = 0; i < line.n;) {
        uint32_t c = utf8_next(line, &i);
        if (!is_dash(c) && !is_blank(c))
            return false;
        dashes += is_dash(c);
        ascii = ascii && c < 0x80;
    }
    return !is_marker(line) && (dashes >= 2 || (dashes == 1 && !ascii));
}

static struct str shown(struct arena *a, struct str line)
{
    size_t n = line.n < SHOWN_MARK ? line.n : SHOWN_MARK;
    while (n > 0 && n < line.n && ((unsigned char)line.p[n] & 0xc0) == 0x80)
        n--;
    return path_printable(a, str_sub(line, 0, n));
}

/* Why the first line that is not empty shows front matter that was meant but not written; NULL when it is text. */
static const char *opening_fault(struct str line, size_t line_no)
{
    struct str bare = str_trim(skip_blanks(line));
    if (is_near_marker(line))
        return bare.n < line.n && is_marker(bare)
                   ? tr("front matter begins with --- at the very start of the line")
                   : tr("front matter begins with three hyphens, ---; a rule is written ***");
    if (is_marker(line))
        return line_no > 1
                   ? tr("front matter begins on the very first line; take away what stands before the ---")
                   : NULL;
    if (str_starts(line, STR("---")))
        return tr("nothing may follow the --- that begins front matter; put it on the next line");
    if (str_eq(bare, STR("{")))
        return tr("front matter in JSON ({) is not read; write YAML between --- lines");
    return NULL;
}

/* true: no front matter was meant. The text begins with an empty line or anything but ---. */
static bool check_no_front(struct str text, struct str path, struct arena *a, struct diags *ds)
{
    uint32_t line_no = 0;
    struct str line = {0};
    while (text.n && skip_blanks(line).n == 0) {
        line = next_line(&text);
        line_no++;
    }
    const char *fault = opening_fault(line, line_no);
    if (!fault)
        return true;
    struct str found = shown(a, line);
    diag_at(ds, CODE_FRONT_MATTER, path, line_no, 1, "%s; found \"%.*s\"", fault, STR_F(found));
    return false;
}

struct near_end {
    struct str line;
    uint32_t line_no;
};

/* Moves *rest behind the closing ---. Dashes at the start of a line that are no marker are an error at once: the marker
 * found after them would be a rule in the text. */
static bool find_end(struct str *rest, uint32_t *line_no, struct str *yaml, struct near_end *near)
{
    const char *start = rest->p;
    while (rest->n) {
        const char *at = rest->p;
        struct str line = next_line(rest);
        ++*line_no;
        if (is_marker(line)) {
            *yaml = str_n(start, (size_t)(at - start));
            return true;
        }
        if (!near->line_no && (is_near_marker(line) || str_eq(str_trim(line), STR("..."))))
            *near = (struct near_end){line, *line_no};
        if (near->line_no == *line_no && !is_blank((unsigned char)line.p[0]) && line.p[0] != '.')
            return false;
    }
    return false;
}

static void report_no_end(const struct near_end *near, struct str path, struct arena *a, struct diags *ds)
{
    if (near->line_no) {
        struct str found = shown(a, near->line);
        diag_at(ds, CODE_FRONT_MATTER, path, near->line_no, 1,
                "front matter ends with three hyphens, ---, on a line of their own; found \"%.*s\"",
                STR_F(found));
    } else {
        diag_at(ds, CODE_FRONT_MATTER, path, 1, 1,
                "the front matter that begins here has no end; put --- on a line of its own before the text");
    }
}

static bool opens_toml(struct str text)
{
    return str_eq(str_trim(next_line(&text)), STR("+++"));
}

/* Hugo's TOML between +++ lines: never text. What it says is read as far as it keeps a page from being seen, or names it. */
static bool read_toml(struct str text, struct str path, struct arena *a, struct diags *ds, struct front *out)
{
    struct str rest = text, line;
    next_line(&rest);
    const char *start = rest.p;
    uint32_t line_no = 1;
    diag_at(ds, CODE_FOREIGN_FRONT_MATTER, path, 1, 1,
            "front matter in TOML (+++) is another generator's; write YAML between --- lines");
    while (rest.n) {
        const char *at = rest.p;
        line = next_line(&rest);
        line_no++;
        if (str_eq(str_trim(line), STR("+++"))) {
            toml_front(str_n(start, (size_t)(at - start)), 2, a, &out->map);
            out->body = rest;
            out->body_line = line_no + 1;
            return true;
        }
    }
    diag_at(ds, CODE_FRONT_MATTER, path, 1, 1,
            "the front matter that begins here has no end; put +++ on a line of its own before the text");
    return false;
}

bool front_read(struct str bytes, struct str path, struct arena *a, struct diags *ds, struct front *out)
{
    *out = (struct front){.map = {.kind = VALUE_MAP}, .body_line = 1};
    struct str rest;
    if (!input_read(bytes, path, a, ds, &rest))
        return false;
    out->body = rest;
    if (opens_toml(rest))
        return read_toml(rest, path, a, ds, out);
    if (!is_marker(next_line(&rest)))
        return check_no_front(out->body, path, a, ds);

    uint32_t line_no = 1;
    struct str yaml;
    struct near_end near = {0};
    if (!find_end(&rest, &line_no, &yaml, &near)) {
        report_no_end(&near, path, a, ds);
        return false;
    }
    if (yaml.n > LIMIT_FRONT) {
        diag_at(ds, CODE_LIMIT, path, 1, 1, "front matter of %zu bytes; at most %d are read", yaml.n,
                (int)LIMIT_FRONT);
        return false;
    }
    out->present = true;
    out->body = rest;
    out->body_line = line_no + 1;
    return yaml_parse(yaml, path, 2, a, ds, &out->map);
}

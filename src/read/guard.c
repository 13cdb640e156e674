#include "read/guard.h"

#include "base/limits.h"
#include "base/tr.h"

/* What has been counted so far. A run is a stretch of lines without an empty one: what may be one paragraph. */
struct guard {
    uint32_t line;
    size_t run_lines, run_bytes;
    size_t columns; /* of the table that the run may be in; 0: none */
    size_t cells, row_bytes, open_tags, brackets;
    size_t definition, longest; /* bytes of the link definition that the run is in; of the longest */
    bool in_definition, open_title;
    struct diags *diags;
};

static bool refuse(struct guard *g, enum diag_code code, const char *why, size_t most)
{
    diag_at(g->diags, code, STR(""), g->line, 1, "%s; at most %zu are read", tr(why), most);
    return false;
}

/* A rule such as * * * is no row of list markers. */
static bool is_rule(struct str s)
{
    char mark = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == ' ' || s.p[i] == '\t')
            continue;
        if ((s.p[i] != '*' && s.p[i] != '-' && s.p[i] != '_') || (mark && s.p[i] != mark))
            return false;
        mark = s.p[i];
    }
    return mark != 0;
}

/* Length of a list marker at s with the blank that must follow, 0 when there is none. */
static size_t list_marker(struct str s)
{
    size_t n = 0;
    if (s.n && (s.p[0] == '-' || s.p[0] == '*' || s.p[0] == '+')) {
        n = 1;
    } else {
        while (n < s.n && n < 9 && s.p[n] >= '0' && s.p[n] <= '9')
            n++;
        if (n == 0 || n == s.n || (s.p[n] != '.' && s.p[n] != ')'))
            return 0;
        n++;
    }
    return n == s.n || s.p[n] == ' ' || s.p[n] == '\t' ? n : 0;
}

/* Takes quote and list markers off the front of a line; *count tells how many, *indent how many blanks stood before the last. */
static struct str skip_markers(struct str s, size_t *count, size_t *indent)
{
    *count = *indent = 0;
    if (is_rule(s))
        return s;
    size_t blanks = 0;
    for (;;) {
        size_t i = 0;
        while (i < s.n && (s.p[i] == ' ' || s.p[i] == '\t'))
            blanks += s.p[i++] == '\t' ? 4 : 1;
        s = str_from(s, i);
        size_t n = s.n && s.p[0] == '>' ? 1 : list_marker(s);
        if (n == 0)
            return s;
        ++*count;
        *indent = blanks;
        s = str_from(s, n);
    }
}

/* Columns of a row such as |---|:-:|, 0 when the line is none. A row of hyphens alone is a heading's underline. */
static size_t dashes_row(struct str s)
{
    size_t pipes = 0, dashes = 0, colons = 0;
    for (size_t i = 0; i < s.n; i++) {
        switch (s.p[i]) {
        case '|':
            pipes++;
            break;
        case '-':
            dashes++;
            break;
        case ':':
            colons++;
            break;
        case ' ':
        case '\t':
            break;
        default:
            return 0;
        }
    }
    if (dashes == 0 || (pipes == 0 && colons == 0))
        return 0;
    s = str_trim(s);
    return pipes + 1 - (s.p[0] == '|') - (s.n > 1 && s.p[s.n - 1] == '|');
}

static bool count_table(struct guard *g, struct str line)
{
    size_t columns = g->run_lines ? dashes_row(line) : 0;
    if (columns) {
        if (columns > LIMIT_TABLE_COLUMNS)
            return refuse(g, CODE_LIMIT, "the table has too many columns", LIMIT_TABLE_COLUMNS);
        if (g->run_lines > LIMIT_TABLE_BEFORE)
            return refuse(g, CODE_LIMIT,
                          "a row of dashes stands below too many lines; put an empty line before the table",
                          LIMIT_TABLE_BEFORE);
        g->row_bytes += g->run_bytes;
        if (g->row_bytes > LIMIT_ROW_BYTES)
            return refuse(g, CODE_LIMIT,
                          "too many rows of dashes stand below text; bytes of text before them",
                          LIMIT_ROW_BYTES);
        if (columns > g->columns)
            g->columns = columns;
    }
    g->cells += g->columns; /* the row of dashes stands for the head above it */
    if (g->cells > LIMIT_TABLE_CELLS)
        return refuse(g, CODE_LIMIT, "the page's tables have too many cells, empty ones counted",
                      LIMIT_TABLE_CELLS);
    return true;
}

static void end_definition(struct guard *g)
{
    if (g->definition > g->longest)
        g->longest = g->definition;
    g->definition = 0;
    g->in_definition = g->open_title = false;
}

/* Whether a link's title may be open at the end of the line: it is closed for sure only when one mark could have opened it and
 * the line ends with the mark that closes it. Titles go over lines, and those may look like definitions. */
static bool leaves_title_open(struct str line)
{
    static const char openers[] = "\"'(", closers[] = "\"')";
    size_t found = 0, which = 0;
    for (size_t i = 0; i < line.n; i++) {
        const char *mark = line.p[i] ? strchr(openers, line.p[i]) : NULL;
        if (mark && (i == 0 || line.p[i - 1] == ' ' || line.p[i - 1] == '\t')) {
            found++;
            which = (size_t)(mark - openers);
        }
    }
    line = str_trim(line);
    bool closed = found == 1 && line.n > 1 && line.p[line.n - 1] == closers[which] &&
                  line.p[line.n - 2] != '\\' && line.p[line.n - 2] != ' ';
    return found > 0 && !closed;
}

/* A definition goes on to the next line that begins one, or, when a title may be open, to the end of the run. */
static void count_definition(struct guard *g, struct str line, bool holds_mark)
{
    if (holds_mark && line.p[0] == '[' && !g->open_title)
        end_definition(g);
    g->in_definition = g->in_definition || holds_mark; /* also in a later line: a label may go over several */
    if (!g->in_definition)
        return;
    g->definition += line.n + 1;
    g->open_title = g->open_title || leaves_title_open(line);
}

/* Whether the line holds ]: is told: it may define a link. */
static bool count_inlines(struct guard *g, struct str line)
{
    bool holds_mark = false;
    const char *end = line.p + line.n;
    for (const char *p = line.p; (p = memchr(p, '<', (size_t)(end - p))); p++)
        g->open_tags += end - p > 1 && (p[1] == '?' || p[1] == '!');
    for (const char *p = line.p; (p = memchr(p, ']', (size_t)(end - p))); p++) {
        g->brackets++;
        holds_mark = holds_mark || (end - p > 1 && p[1] == ':');
    }
    return holds_mark;
}

static void end_run(struct guard *g)
{
    end_definition(g);
    g->run_lines = g->run_bytes = g->columns = 0;
}

static bool count_line(struct guard *g, struct str line)
{
    size_t markers, indent;
    struct str bare = skip_markers(line, &markers, &indent);
    if (markers > LIMIT_CONTAINERS)
        return refuse(g, CODE_LIMIT, "too many quote and list markers on one line", LIMIT_CONTAINERS);
    if (indent > LIMIT_INDENT)
        return refuse(g, CODE_LIMIT, "too many blanks before a list item", LIMIT_INDENT);
    if (str_trim(bare).n == 0) {
        end_run(g);
        return true;
    }
    if (!count_table(g, bare))
        return false;
    count_definition(g, bare, count_inlines(g, bare));
    if (g->open_tags > LIMIT_OPEN_TAGS)
        return refuse(g, CODE_LIMIT, "too many <! and <?", LIMIT_OPEN_TAGS);
    g->run_lines++;
    g->run_bytes += line.n + 1;
    return true;
}

bool guard_check(struct str body, uint32_t first_line, struct diags *ds)
{
    struct guard g = {.line = first_line, .diags = ds};
    if (body.n > LIMIT_PAGE)
        return refuse(&g, CODE_TOO_LARGE, "the page has too many bytes; split it", LIMIT_PAGE);
    struct str line;
    for (; str_split(&body, '\n', &line); g.line++)
        if (!count_line(&g, line))
            return false;
    end_run(&g);
    if (g.longest > 0 && g.brackets > LIMIT_EXPANSION / g.longest)
        return refuse(&g, CODE_LIMIT, "the page's link references take too much room; bytes of them",
                      LIMIT_EXPANSION);
    return true;
}

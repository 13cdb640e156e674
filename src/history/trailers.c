#include "history/trailers.h"

enum { TAIL = 16 * 1024 }; /* trailers stand at the end: no more of a message is looked at */

static bool blank(struct str line)
{
    return str_trim(line).n == 0;
}

static bool key_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
}

/* Length of the key before the colon; 0 when the line is no trailer. */
static size_t key_length(struct str line)
{
    size_t n = 0, i;
    while (n < line.n && key_char(line.p[n]))
        n++;
    for (i = n; i < line.n && (line.p[i] == ' ' || line.p[i] == '\t');)
        i++;
    return i < line.n && line.p[i] == ':' ? n : 0;
}

/* The last paragraph, unless it is the first as well (that is the subject). */
static struct str last_paragraph(struct str m)
{
    bool whole = m.n <= TAIL;
    if (!whole)
        m = str_from(m, m.n - TAIL);
    struct str rest = m, line;
    size_t start = STR_NONE;
    bool after_blank = !whole, in_it = false;
    while (str_split(&rest, '\n', &line)) {
        if (blank(line)) {
            after_blank = after_blank || in_it;
            in_it = false;
            continue;
        }
        if (!in_it)
            start = after_blank ? (size_t)(line.p - m.p) : STR_NONE;
        in_it = true;
    }
    return start == STR_NONE ? STR("") : str_from(m, start);
}

/* Git's own measure: all lines are trailers, or one that Git itself writes is there and a quarter are. */
struct str trailers_find(struct str message)
{
    struct str block = last_paragraph(message), rest = block, line;
    size_t trailers = 0, others = 0;
    bool by_git = false;
    while (str_split(&rest, '\n', &line) && !blank(line)) {
        bool own =
            str_starts(line, STR("Signed-off-by: ")) || str_starts(line, STR("(cherry picked from commit "));
        by_git = by_git || own;
        bool folded = line.p[0] == ' ' || line.p[0] == '\t'; /* goes with the line above, whatever that is */
        if (own || key_length(line))
            trailers++;
        else if (line.p[0] != '#' && !(folded && trailers + others > 0))
            others++;
    }
    bool taken = trailers > 0 && (others == 0 || (by_git && trailers * 3 >= others));
    return taken ? block : STR("");
}

bool trailers_next(struct str *block, struct str *key, struct str *value)
{
    struct str line;
    while (str_split(block, '\n', &line)) {
        size_t n = key_length(line);
        if (!n)
            continue;
        *key = str_sub(line, 0, n);
        *value = str_trim(str_from(line, str_find(line, ':') + 1));
        return true;
    }
    return false;
}

#include "read/mentions.h"

#include "base/limits.h"
#include "base/scan.h"

enum { NEXT_FEBRUARY = 14, YEAR_FIRST = 1900, YEAR_LAST = 2999 };

/* What may stand before a year, and the month that it ends with. */
static const struct {
    struct str name;
    int month;
    bool season;
} names[] = {
    {STR_INIT("januar"), 1, false},
    {STR_INIT("february"), 2, false},
    {STR_INIT("februar"), 2, false},
    {STR_INIT("january"), 1, false},
    {STR_INIT("marts"), 3, false},
    {STR_INIT("march"), 3, false},
    {STR_INIT("april"), 4, false},
    {STR_INIT("maj"), 5, false},
    {STR_INIT("may"), 5, false},
    {STR_INIT("juni"), 6, false},
    {STR_INIT("june"), 6, false},
    {STR_INIT("juli"), 7, false},
    {STR_INIT("july"), 7, false},
    {STR_INIT("august"), 8, false},
    {STR_INIT("september"), 9, false},
    {STR_INIT("oktober"), 10, false},
    {STR_INIT("october"), 10, false},
    {STR_INIT("november"), 11, false},
    {STR_INIT("december"), 12, false},
    {STR_INIT("jan."), 1, false},
    {STR_INIT("feb."), 2, false},
    {STR_INIT("mar."), 3, false},
    {STR_INIT("apr."), 4, false},
    {STR_INIT("jun."), 6, false},
    {STR_INIT("jul."), 7, false},
    {STR_INIT("aug."), 8, false},
    {STR_INIT("sept."), 9, false},
    {STR_INIT("sep."), 9, false},
    {STR_INIT("okt."), 10, false},
    {STR_INIT("oct."), 10, false},
    {STR_INIT("nov."), 11, false},
    {STR_INIT("dec."), 12, false},
    {STR_INIT("foråret"), 5, true},
    {STR_INIT("forår"), 5, true},
    {STR_INIT("spring"), 5, true},
    {STR_INIT("sommeren"), 8, true},
    {STR_INIT("sommer"), 8, true},
    {STR_INIT("summer"), 8, true},
    {STR_INIT("efteråret"), 11, true},
    {STR_INIT("efterår"), 11, true},
    {STR_INIT("autumn"), 11, true},
    {STR_INIT("vinteren"), NEXT_FEBRUARY, true},
    {STR_INIT("vinter"), NEXT_FEBRUARY, true},
    {STR_INIT("winter"), NEXT_FEBRUARY, true},
};
enum { N_NAMES = sizeof names / sizeof *names };

static char at(struct str s, size_t i)
{
    return i < s.n ? s.p[i] : '\0';
}

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Part of a word, whatever its language. */
static bool wordy(char c)
{
    return digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           (unsigned char)c >= 0x80;
}

/* A date may not go on as a longer number, an address or a file's name. */
static bool ends(struct str s, size_t i)
{
    char c = at(s, i), next = at(s, i + 1);
    return !wordy(c) && !((c == '.' || c == '-' || c == '/') && wordy(next));
}

static bool begins(struct str s, size_t i)
{
    char c = i ? s.p[i - 1] : ' ';
    return !wordy(c) && !strchr("./=&-#%?@", c);
}

/* `least` to `most` digits at *i. */
static bool number(struct str s, size_t *i, size_t least, size_t most, int *out)
{
    size_t n = 0;
    for (*out = 0; n <= most && digit(at(s, *i + n)); n++)
        *out = *out * 10 + (s.p[*i + n] - '0');
    if (n < least || n > most)
        return false;
    *i += n;
    return true;
}

static bool blanks(struct str s, size_t *i)
{
    size_t from = *i;
    while (at(s, *i) == ' ')
        ++*i;
    return *i > from;
}

static bool year(struct str s, size_t *i, int *out)
{
    return number(s, i, 4, 4, out) && *out >= YEAR_FIRST && *out <= YEAR_LAST && ends(s, *i);
}

static bool day(int y, int m, int d, struct date *out)
{
    if (!date_valid(y, m, d))
        return false;
    *out = (struct date){y, (uint8_t)m, (uint8_t)d};
    return true;
}

static struct date month_end(int y, int m)
{
    struct date first = {y, 1, 1};
    return date_from_days(date_to_days(date_add_months(first, m)) - 1);
}

/* The row of names at *i; N_NAMES: none. */
static size_t name_at(struct str s, size_t *i)
{
    char first = (char)(at(s, *i) | 0x20);
    for (size_t k = 0; k < N_NAMES; k++) {
        struct str n = names[k].name;
        if (n.p[0] != first || !str_eq_nocase(str_sub(s, *i, n.n), n) || wordy(at(s, *i + n.n)))
            continue;
        *i += n.n;
        return k;
    }
    return N_NAMES;
}

/* ---- the forms: each moves *i behind what it took ---- */

static bool iso(struct str s, size_t *i, struct date *out) /* 2024-03-01 */
{
    size_t k = *i + 10;
    if (!begins(s, *i) || !ends(s, k) || !date_parse(str_sub(s, *i, 10), out) || out->year < YEAR_FIRST)
        return false;
    *i = k;
    return true;
}

/* The end of the text is none of them, though strchr finds it. */
static bool among(char c, const char *these)
{
    return c && strchr(these, c);
}

static bool figures(struct str s, size_t *i, struct date *out) /* 1/3-2024, 1.3.2024, 01-03-2024 */
{
    size_t k = *i;
    int d, m, y;
    if (!begins(s, k) || !number(s, &k, 1, 2, &d) || !among(at(s, k), "/.-"))
        return false;
    char first = s.p[k++];
    if (!number(s, &k, 1, 2, &m) || (at(s, k) != first && !(first == '/' && among(at(s, k), "- "))))
        return false;
    k++;
    if (!year(s, &k, &y) || !day(y, m, d, out))
        return false;
    *i = k;
    return true;
}

static bool spelled(struct str s, size_t *i, struct date *out) /* 1. marts 2024, 1 March 2024 */
{
    size_t k = *i;
    int d, y;
    if (!number(s, &k, 1, 2, &d))
        return false;
    if (at(s, k) == '.')
        k++;
    if (!blanks(s, &k))
        return false;
    size_t name = name_at(s, &k);
    if (name == N_NAMES || names[name].season || !blanks(s, &k) || !year(s, &k, &y) ||
        !day(y, names[name].month, d, out))
        return false;
    *i = k;
    return true;
}

static bool period(struct str s, size_t *i, struct date *out) /* marts 2024, foråret 2024 */
{
    size_t k = *i, name = name_at(s, &k);
    int y;
    if (name == N_NAMES || !blanks(s, &k) || !year(s, &k, &y))
        return false;
    *out = month_end(y, names[name].month);
    *i = k;
    return true;
}

/* ---- a text ---- */

/* Behind the `code`, or ``code``, that begins at i; behind the ` alone where it has no end. */
static size_t behind_code(struct str s, size_t i)
{
    size_t n = 1;
    while (at(s, i + n) == '`')
        n++;
    size_t close = str_find_str(str_from(s, i + n), str_sub(s, i, n));
    return i + n + (close == STR_NONE ? 0 : close + n);
}

static inline scan_block is_digit(scan_block b)
{
    return scan_within(b, '0', '9');
}

/* Each form has a year. Few lines do, and looking at every word of the others took half of the reading of a page. */
static bool has_year(struct str s)
{
    for (size_t i = 0, from; (from = scan_next(s, i, is_digit)) < s.n;) {
        for (i = from; digit(at(s, i));)
            i++;
        if (i - from >= 4)
            return true;
    }
    return false;
}

/* Behind the word that begins at i. */
static size_t behind_word(struct str s, size_t i)
{
    while (wordy(at(s, i)))
        i++;
    return i;
}

/* Whether a number comes behind the word or the abbreviation that ends at i, as a year does behind its month. */
static bool numbered(struct str s, size_t i)
{
    i += at(s, i) == '.';
    return blanks(s, &i) && digit(at(s, i));
}

/* The form that begins at *i, where a number or a word does: moves behind it, or, where there is none, to where one may begin next. */
static bool form_at(struct str s, size_t *i, struct date *last)
{
    if (digit(s.p[*i]) ? iso(s, i, last) || figures(s, i, last) || spelled(s, i, last)
                       : numbered(s, behind_word(s, *i)) && period(s, i, last))
        return true;
    *i = behind_word(s, *i + 1);
    return false;
}

static void find_in_line(struct str s, uint32_t line, struct arena *a, struct doc *d, size_t *cap)
{
    for (size_t i = 0; i < s.n && d->n_mentions < LIMIT_MENTIONS;) {
        size_t from = i;
        struct date last;
        if (s.p[i] == '`')
            i = behind_code(s, i);
        else if (!wordy(s.p[i]))
            i++;
        else if (form_at(s, &i, &last))
            *ARENA_PUSH(a, d->mentions, d->n_mentions, *cap, struct mention) =
                (struct mention){last, line, str_dup(a, str_sub(s, from, i - from))};
    }
}

/* Whether the line is ``` or ~~~ with what may stand around it. */
static bool is_fence(struct str s)
{
    s = str_trim(s);
    return str_starts(s, STR("```")) || str_starts(s, STR("~~~"));
}

void mentions_find(struct str body, uint32_t first_line, struct arena *a, struct doc *d)
{
    struct str line;
    size_t cap = 0;
    bool code = false;
    for (uint32_t n = first_line; str_split(&body, '\n', &line); n++) {
        if (is_fence(line))
            code = !code;
        else if (!code && has_year(line))
            find_in_line(line, n, a, d, &cap);
    }
}

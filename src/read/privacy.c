#include "read/privacy.h"

#include "base/date.h"
#include "base/limits.h"
#include "base/scan.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "read/seen.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_alnum(char c)
{
    return is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

static char at(struct str s, size_t i) /* i may lie one before the beginning, as (size_t)-1 */
{
    return i < s.n ? s.p[i] : '\0';
}

static int two(struct str s, size_t i)
{
    return (s.p[i] - '0') * 10 + s.p[i + 1] - '0';
}

static size_t digits(struct str s, size_t i)
{
    size_t n = 0;
    while (is_digit(at(s, i + n)))
        n++;
    return n;
}

/* ---- CPR numbers ---- */

/* A hyphen or a dash of any length, with a blank at either side or none; its bytes. */
static size_t dash(struct str s, size_t i)
{
    size_t from = i;
    i += at(s, i) == ' ';
    if (at(s, i) == '-')
        i++;
    else if (at(s, i) == '\xe2' && at(s, i + 1) == '\x80' && at(s, i + 2) >= '\x90' && at(s, i + 2) <= '\x95')
        i += 3;
    else
        return 0;
    return i + (at(s, i) == ' ') - from;
}

/* The bytes of the CPR number that begins at i, where a run of digits does; 0: none does. */
static size_t cpr_at(struct str s, size_t i)
{
    size_t run = digits(s, i), between = run == 6 ? dash(s, i + 6) : 0, end;
    if (is_alnum(at(s, i - 1)) || (run != 10 && (run != 6 || !between || digits(s, i + 6 + between) != 4)))
        return 0;
    end = i + 10 + between;
    int day = two(s, i), year = two(s, i + 4);
    if (is_alnum(at(s, end)))
        return 0;
    day -= day > 60 ? 60 : 0; /* numbers given to those who have none of their own */
    return date_valid(2000 + year, two(s, i + 2), day) || date_valid(1900 + year, two(s, i + 2), day)
               ? end - i
               : 0;
}

bool privacy_has_cpr(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (is_digit(s.p[i]) && !is_digit(at(s, i - 1)) && cpr_at(s, i))
            return true;
    return false;
}

/* ---- mobile numbers ---- */

/* Mobile numbers are given out from these first two digits. */
static bool is_mobile_series(int first)
{
    static const struct {
        int from, to;
    } series[] = {{20, 31}, {40, 42}, {50, 53}, {60, 61}, {71, 71}, {81, 81}, {91, 93}};
    for (size_t i = 0; i < sizeof series / sizeof *series; i++)
        if (first >= series[i].from && first <= series[i].to)
            return true;
    return false;
}

/* Eight digits grouped 8, 4 4 or 2 2 2 2; their bytes. */
static size_t eight_digits(struct str s, size_t i, char number[8])
{
    size_t group = digits(s, i), from = i, n = 0;
    if (group != 8 && group != 4 && group != 2)
        return 0;
    while (n < 8) {
        if (n && at(s, i++) != ' ')
            return 0;
        if (digits(s, i) != group)
            return 0;
        memcpy(number + n, s.p + i, group);
        n += group;
        i += group;
    }
    return i - from;
}

static bool is_year(struct str s, size_t i)
{
    return two(s, i) == 19 || two(s, i) == 20;
}

/* 20221101, or "2022 2023": a date, or two years. */
static bool is_calendar(const char number[8], size_t bytes)
{
    struct str s = str_n(number, 8);
    if (!is_year(s, 0))
        return false;
    return bytes == 8 ? date_valid(2000 + two(s, 2), two(s, 4), two(s, 6)) : bytes == 9 && is_year(s, 4);
}

static bool continues(struct str s, size_t i) /* with more of a number */
{
    char c = at(s, i);
    return is_alnum(c) || ((c == ' ' || c == '-' || c == '.' || c == ',') && is_digit(at(s, i + 1)));
}

/* The bytes of the mobile number that begins at i; 0: none does. */
static size_t mobile_at(struct str s, size_t i)
{
    char number[8], before = at(s, i - 1);
    size_t from = i;
    bool abroad = at(s, i) == '+' || (at(s, i) == '0' && at(s, i + 1) == '0');
    if (is_alnum(before) || (before && strchr("+.,-/=%#_&", before)) ||
        (before == ' ' && i > 1 && is_digit(s.p[i - 2])))
        return 0;
    if (abroad) {
        i += at(s, i) == '+' ? 1 : 2;
        if (at(s, i) != '4' || at(s, i + 1) != '5')
            return 0;
        i += 2;
        i += at(s, i) == ' ';
    }
    size_t bytes = eight_digits(s, i, number);
    if (!bytes || continues(s, i + bytes) || !is_mobile_series(two(str_n(number, 8), 0)) ||
        (!abroad && is_calendar(number, bytes)))
        return 0;
    return i + bytes - from;
}

/* ---- mail addresses ---- */

/* Hosts where people have an address of their own: the name before the ending, as in gmail.com or hotmail.dk. */
static bool is_private_host(struct str domain)
{
    static const struct str hosts[] = {
        STR_INIT("gmail"),   STR_INIT("googlemail"), STR_INIT("hotmail"), STR_INIT("outlook"),
        STR_INIT("live"),    STR_INIT("msn"),        STR_INIT("icloud"),  STR_INIT("me"),
        STR_INIT("mac"),     STR_INIT("yahoo"),      STR_INIT("ymail"),   STR_INIT("aol"),
        STR_INIT("proton"),  STR_INIT("protonmail"), STR_INIT("privat"),  STR_INIT("private"),
        STR_INIT("mail"),    STR_INIT("jubii"),      STR_INIT("ofir"),    STR_INIT("stofanet"),
        STR_INIT("youmail"), STR_INIT("gmx"),
    };
    size_t dot = str_find(domain, '.');
    struct str host = str_sub(domain, 0, dot),
               ending = str_from(domain, dot == STR_NONE ? domain.n : dot + 1);
    if (!ending.n || (str_find(ending, '.') != STR_NONE && !str_eq_nocase(ending, STR("co.uk"))))
        return false;
    for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++)
        if (str_eq_nocase(host, hosts[i]))
            return true;
    return false;
}

/* Whether the address around the @ at i is a private one; *from: where it begins. */
static bool private_mail(struct str s, size_t i, size_t *from)
{
    size_t to = i + 1;
    *from = i;
    while (*from > 0 && (is_alnum(s.p[*from - 1]) || strchr("._%+-", s.p[*from - 1])))
        --*from;
    while (to < s.n && (is_alnum(s.p[to]) || s.p[to] == '-' || s.p[to] == '.'))
        to++;
    while (to > i + 1 && s.p[to - 1] == '.')
        to--;
    return *from < i && is_private_host(str_sub(s, i + 1, to - i - 1));
}

/* ---- a file, line by line ---- */

enum { N_CODES = 2 };
static const enum diag_code codes[N_CODES] = {CODE_CPR_NUMBER, CODE_PRIVATE_CONTACT};

struct finding {
    struct diags *ds;
    size_t told;
    struct str text; /* of the line */
    uint32_t line, col;
    size_t col_at;     /* the offset that col is of: columns are counted on from the last finding */
    bool front;        /* the line is one of front matter */
    int seen[N_CODES]; /* whether the line says so: -1 is not known yet */
};

static void tell(struct finding *f, size_t i, int which, const char *what, const char *instead)
{
    if (f->seen[which] < 0)
        f->seen[which] = seen_allows(f->text, codes[which]);
    if (f->seen[which] || f->told++ >= LIMIT_DIAGS)
        return;
    f->col += (uint32_t)utf8_length(str_sub(f->text, f->col_at, i - f->col_at));
    f->col_at = i;
    struct str name = code_name(codes[which]);
    diag_at(f->ds, codes[which], STR(""), f->line, f->col,
            "this looks like %s: %s; if it is as it should be, write %sok: %.*s%s on the line", tr(what),
            tr(instead), f->front ? "# " : "<!-- ", STR_F(name), f->front ? "" : " -->");
}

static inline scan_block ends_line(scan_block b)
{
    return scan_is(b, '\n') | scan_is(b, '\r');
}

/* What a number or an address is seen by; all else is passed over. */
static inline scan_block begins(scan_block b)
{
    return scan_within(b, '0', '9') | scan_is(b, '+') | scan_is(b, '@');
}

static void check_line(struct finding *f)
{
    struct str s = f->text;
    for (size_t i = 0, from, n; (i = scan_next(s, i, begins)) < s.n; i += n ? n : 1) {
        char c = s.p[i];
        n = 0;
        bool number = is_digit(c) && !is_digit(at(s, i - 1));
        if (number && (n = cpr_at(s, i)))
            tell(f, i, 0, TR_MARK("a CPR number"), TR_MARK("take it out"));
        else if ((number || c == '+') && (n = mobile_at(s, i)))
            tell(f, i, 1, TR_MARK("a mobile number"), TR_MARK("write the number of the unit"));
        else if (c == '@' && private_mail(s, i, &from))
            tell(f, from < f->col_at ? i : from, 1, TR_MARK("a private mail address"),
                 TR_MARK("write the mailbox of the unit"));
    }
}

void privacy_check(struct str text, uint32_t body_line, struct diags *ds)
{
    struct finding f = {.ds = ds, .line = 1};
    for (size_t from = 0, to; from < text.n; from = to + 1, f.line++) {
        to = scan_next(text, from, ends_line);
        f.text = str_sub(text, from, to - from);
        f.col = 1;
        f.col_at = 0;
        f.front = f.line < body_line;
        f.seen[0] = f.seen[1] = -1;
        check_line(&f);
        to += at(text, to) == '\r' && at(text, to + 1) == '\n';
    }
}

#include "base/number.h"

#include "base/arena.h"

enum { DECIMALS = 6, WHOLE_MOST = 12 }; /* digits: a million millions in millionths fit 64 bits */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Where the decimals begin: at the last sign that is no digit. */
static size_t decimal_sign(struct str s)
{
    size_t i = s.n;
    while (i && is_digit(s.p[i - 1]))
        i--;
    return i ? i - 1 : s.n;
}

/* "1234" or "1.234" */
static bool is_whole(struct str s, bool grouped)
{
    for (size_t i = 0; i < s.n; i++) {
        bool dot = grouped && (s.n - i) % 4 == 0;
        if (dot ? s.p[i] != '.' || !i : !is_digit(s.p[i]))
            return false;
    }
    return s.n != 0;
}

bool number_parse(struct str s, int64_t *millionths)
{
    bool minus = s.n && s.p[0] == '-';
    s = str_from(s, minus);
    size_t sign = decimal_sign(s), digits = 0;
    struct str whole = str_sub(s, 0, sign), part = sign < s.n ? str_from(s, sign + 1) : STR("");
    bool comma = sign < s.n && s.p[sign] == ',', dot = sign < s.n && s.p[sign] == '.';
    if ((sign < s.n && ((!comma && !dot) || !part.n)) ||
        !(is_whole(whole, false) || (comma && is_whole(whole, true))))
        return false;
    if (dot && part.n == 3 && whole.n <= 3 && whole.p[0] != '0')
        return false; /* thousands, as a Dane writes them, or three decimals */
    *millionths = 0;
    for (size_t i = 0; i < whole.n; i++)
        if (is_digit(whole.p[i]) && ++digits <= WHOLE_MOST)
            *millionths = *millionths * 10 + (whole.p[i] - '0');
    for (size_t i = 0; i < DECIMALS; i++)
        *millionths = *millionths * 10 + (i < part.n ? part.p[i] - '0' : 0);
    *millionths = minus ? -*millionths : *millionths;
    return digits <= WHOLE_MOST;
}

struct str number_plain(struct arena *a, struct str s)
{
    bool comma = str_find(s, ',') != STR_NONE;
    char *p = str_c(a, s);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        if (!(comma && s.p[i] == '.'))
            p[n++] = s.p[i] == ',' ? '.' : s.p[i];
    return str_n(p, n);
}

#include "base/tr.h"

#include <stdlib.h>

static const struct tr_catalogue *spoken; /* NULL: English */
static bool chosen;

static const struct tr_catalogue *find_catalogue(struct str language)
{
    for (const struct tr_catalogue *c = tr_catalogues; c->language; c++)
        if (str_eq(str_of(c->language), language))
            return c;
    return NULL;
}

/* "da" of "da_DK.UTF-8@euro" */
static struct str language_part(struct str locale)
{
    size_t n = 0;
    while (n < locale.n && !strchr("_.@", locale.p[n]))
        n++;
    return str_sub(locale, 0, n);
}

/* The first language of the list that is known, English among them. */
static const struct tr_catalogue *first_known(struct str list)
{
    struct str locale;
    while (str_split(&list, ':', &locale)) {
        struct str language = language_part(locale);
        const struct tr_catalogue *c = find_catalogue(language);
        if (c || str_eq(language, STR("en")))
            return c;
    }
    return NULL;
}

static const struct tr_catalogue *users_catalogue(void)
{
    static const char *const names[] = {"LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = getenv(names[i]);
        if (value && *value)
            return first_known(str_of(value));
    }
    return NULL;
}

void tr_use(struct str language)
{
    chosen = language.n != 0;
    spoken = find_catalogue(language);
    if (!spoken)
        spoken = users_catalogue();
}

bool tr_is_chosen(void)
{
    return chosen;
}

struct str tr_language(void)
{
    return spoken ? str_of(spoken->language) : STR("en");
}

/* ---- GNU's .mo format, little-endian as msgfmt writes it: at 8 the number of texts, at 12 and 16 where the tables of the
 * ---- originals (sorted) and the translations lie; an entry is a length and an offset ---- */

static uint32_t number_at(const char *mo, size_t at)
{
    const unsigned char *p = (const unsigned char *)mo + at;
    return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static const char *text_at(const char *mo, size_t table, size_t i)
{
    return mo + number_at(mo, number_at(mo, table) + i * 8 + 4);
}

/* NULL: the catalogue has no such text. The original of a plural is its singular, NUL, its plural. */
static const char *look_up(const struct tr_catalogue *c, const char *msgid)
{
    size_t low = 0, high = c && *msgid ? number_at(c->mo, 8) : 0;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        int order = strcmp(text_at(c->mo, 12, mid), msgid);
        if (order == 0)
            return text_at(c->mo, 16, mid);
        if (order < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return NULL;
}

const char *tr(const char *msgid)
{
    const char *text = look_up(spoken, msgid);
    return text ? text : msgid;
}

const char *tr_in(struct str language, const char *msgid)
{
    const char *text = look_up(find_catalogue(language), msgid);
    return text ? text : msgid;
}

const char *tr_n(const char *one, const char *many, size_t n)
{
    const char *text = look_up(spoken, one);
    if (!text)
        return n == 1 ? one : many;
    return n == 1 ? text : text + strlen(text) + 1;
}

const char *tr_errno(int error)
{
    /* what libc says, here only for xgettext to find */
    static const char *const commonest[] = {
        TR_MARK("Permission denied"),       TR_MARK("No such file or directory"),
        TR_MARK("Not a directory"),         TR_MARK("Is a directory"),
        TR_MARK("No space left on device"), TR_MARK("Disk quota exceeded"),
        TR_MARK("Read-only file system"),   TR_MARK("File too large"),
        TR_MARK("Input/output error"),      TR_MARK("Too many levels of symbolic links"),
        TR_MARK("Too many open files"),     TR_MARK("Operation not permitted"),
        TR_MARK("Cannot allocate memory"),  TR_MARK("Resource temporarily unavailable"),
        TR_MARK("Device or resource busy"),
    };
    (void)commonest;
    return tr(strerror(error));
}

#include "read/doc.h"

#include <unicode/uchar.h>

#include "base/arena.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "read/front.h"
#include "read/guard.h"
#include "read/html.h"
#include "read/markdown.h"
#include "read/mentions.h"
#include "read/privacy.h"

/* Whether a character beyond ASCII belongs to a word: a letter, a digit, or a mark on the one before. */
static bool is_letter(uint32_t c)
{
    if (c >= 0xC0 && c < 0x180) /* æ, ø, å and the like: all but the signs for times and divided by */
        return c != 0xD7 && c != 0xF7;
    return U_GET_GC_MASK((UChar32)c) & (U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK);
}

static const bool ascii_alnum[128] = {['0' ... '9'] = true, ['A' ... 'Z'] = true, ['a' ... 'z'] = true};

static uint32_t count_words(struct str s)
{
    uint32_t words = 0;
    bool inside = false;
    for (size_t i = 0; i < s.n;) {
        unsigned char c = (unsigned char)s.p[i];
        bool word = c < 0x80 ? (i++, ascii_alnum[c]) : is_letter(utf8_next(s, &i));
        words += word && !inside;
        inside = word;
    }
    return words;
}

static bool check_size(struct str bytes, struct diags *ds)
{
    if (bytes.n <= LIMIT_PAGE)
        return true;
    diag_at(ds, CODE_TOO_LARGE, STR(""), 1, 1, "the page has %zu bytes; at most %d are read: split it",
            bytes.n, (int)LIMIT_PAGE);
    return false;
}

static void read_all(struct doc *d, struct str bytes, bool present, struct arena *a)
{
    struct front front;
    bool readable = front_read(bytes, STR(""), a, &d->diags, &front);
    d->front = front.map;
    d->body_line = front.body_line;
    if (!readable || !guard_check(front.body, d->body_line, &d->diags))
        return;
    privacy_check(bytes, d->body_line, &d->diags);
    if (present)
        mentions_find(front.body, d->body_line, a, d);
    html_write(markdown_parse(front.body), front.body, d, a);
    if (present)
        d->words = count_words(d->title_heading) + count_words(d->text);
}

static struct doc *parse(struct str bytes, bool present, struct arena *a)
{
    struct doc *d = ARENA_NEW(a, struct doc);
    d->front.kind = VALUE_MAP;
    d->body_line = 1;
    d->diags.arena = a;
    if (check_size(bytes, &d->diags))
        read_all(d, bytes, present, a);
    return d;
}

struct doc *doc_parse(struct str bytes, struct arena *a)
{
    return parse(bytes, true, a);
}

struct doc *doc_parse_past(struct str bytes, struct arena *a)
{
    return parse(bytes, false, a);
}

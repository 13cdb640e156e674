#include "search/lexicon.h"

#include <errno.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/machine.h"
#include "base/utf8.h"
#include "search/letters.h"

enum { LIST_BYTES = 64 * 1024 * 1024, WORD_BYTES = 96, BYTES_A_FORM = 28 };

static uint8_t *flags_of(struct lexicon *l, struct str form)
{
    uint32_t id = table_add(&l->forms, form);
    if (id >= l->cap) {
        uint32_t cap = l->cap ? l->cap * 2 : 1024;
        l->flags = mem_resize(l->flags, cap);
        memset(l->flags + l->cap, 0, cap - l->cap);
        l->cap = cap;
    }
    return &l->flags[id];
}

void lexicon_add(struct lexicon *l, struct str form, unsigned flags)
{
    *flags_of(l, form) |= (uint8_t)flags;
}

unsigned lexicon_flags(const struct lexicon *l, struct str form)
{
    uint32_t id = table_find(&l->forms, form);
    return id == TABLE_NONE ? 0 : l->flags[id];
}

/* ---- families ---- */

static void count_family(struct lexicon *l, struct str letters, bool last)
{
    uint32_t id = table_add(&l->families[last], letters), *cap = &l->size_caps[last];
    if (id >= *cap) {
        uint32_t more = *cap ? *cap * 2 : 1024;
        l->sizes[last] = mem_resize(l->sizes[last], more * sizeof **l->sizes);
        memset(l->sizes[last] + *cap, 0, (more - *cap) * sizeof **l->sizes);
        *cap = more;
    }
    l->sizes[last][id]++;
}

/* Of three and of four letters, when more follow. */
static void count_families(struct lexicon *l, struct str word)
{
    size_t letters = utf8_length(word);
    for (size_t n = LEXICON_SHORT - 1; n <= LEXICON_SHORT && n < letters; n++) {
        count_family(l, utf8_cut(word, n), false);
        count_family(l, str_from(word, utf8_cut(word, letters - n).n), true);
    }
}

uint32_t lexicon_family(const struct lexicon *l, struct str letters, bool last)
{
    uint32_t id = table_find(&l->families[last], letters);
    return id == TABLE_NONE ? 0 : l->sizes[last][id];
}

/* ---- hunspell's list ---- */

/* The form that stands first by one of the dictionary's flags: what is cut off at the end, what comes instead. */
static const struct link {
    int64_t flag;
    struct str cut, put;
    unsigned kind;
} links[] = {
    {31, STR_INIT(""), STR_INIT(""), LEXICON_FIRST},   {29, STR_INIT(""), STR_INIT("s"), LEXICON_LINKED},
    {30, STR_INIT(""), STR_INIT("e"), LEXICON_LINKED}, {56, STR_INIT("e"), STR_INIT("s"), LEXICON_LINKED},
    {55, STR_INIT("e"), STR_INIT(""), LEXICON_LINKED}, {62, STR_INIT(""), STR_INIT(""), LEXICON_FIRST},
    {62, STR_INIT(""), STR_INIT("s"), LEXICON_LINKED},
};
enum { FLAG_LAST = 39 };

static void add_linked(struct lexicon *l, struct str word, const struct link *link)
{
    char form[WORD_BYTES + 1];
    if (!str_ends(word, link->cut))
        return;
    size_t n = word.n - link->cut.n;
    memcpy(form, word.p, n);
    if (link->put.n)
        form[n++] = link->put.p[0];
    lexicon_add(l, str_n(form, n), link->kind);
}

/* What the flags say of the word itself; of its linked forms they tell the lexicon. */
static unsigned read_flags(struct lexicon *l, struct str word, struct str flags)
{
    struct str part;
    int64_t flag;
    unsigned own = LEXICON_WORD;
    while (str_split(&flags, ',', &part)) {
        if (!str_int(part, &flag))
            continue;
        if (flag == FLAG_LAST)
            own |= LEXICON_LAST;
        for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
            if (links[i].flag != flag)
                continue;
            if (links[i].cut.n || links[i].put.n)
                add_linked(l, word, &links[i]);
            else
                own |= links[i].kind;
        }
    }
    return own;
}

/* Small letters only: names and abbreviations make more wrong splits than right ones. */
static bool is_plain_word(struct str word)
{
    if (word.n < 3 || word.n > WORD_BYTES || (word.p[0] >= 'A' && word.p[0] <= 'Z') ||
        utf8_invalid(word) != STR_NONE)
        return false;
    for (size_t i = 0; i < word.n;) {
        uint32_t c = utf8_next(word, &i);
        if (!letters_is_word(c) || letters_is_digit(c))
            return false;
    }
    return true;
}

/* "arbejde/10,4,11,39,56 al:…": the word, its flags, and what is of no use here. */
static void read_line(struct lexicon *l, struct str line)
{
    struct str word = line, flags = STR("");
    size_t slash = str_find(line, '/');
    if (slash != STR_NONE) {
        word = str_sub(line, 0, slash);
        flags = str_from(line, slash + 1);
        for (size_t i = 0; i < flags.n; i++)
            if (flags.p[i] == ' ' || flags.p[i] == '\t' || flags.p[i] == '\r')
                flags.n = i;
    }
    if (!is_plain_word(word))
        return;
    unsigned own = read_flags(l, word, flags);
    uint8_t *known = flags_of(l, word);
    if (!(*known & LEXICON_WORD))
        count_families(l, word);
    *known |= (uint8_t)own;
}

const char *lexicon_path(void)
{
    const char *named = getenv("VIDENSBANK_LEXICON");
    return named ? named : LEXICON_FILE;
}

bool lexicon_read(struct lexicon *l, const char *path)
{
    struct buf bytes = {0};
    struct str line, rest;
    l->present = file_read(path, LIST_BYTES, &bytes);
    if (!l->present)
        machine_refused(path, errno);
    table_reserve(&l->forms, (uint32_t)(bytes.n / BYTES_A_FORM));
    for (rest = buf_str(&bytes); l->present && str_split(&rest, '\n', &line);)
        read_line(l, line);
    buf_free(&bytes);
    return l->present;
}

void lexicon_free(struct lexicon *l)
{
    table_free(&l->forms);
    mem_release(l->flags);
    for (int i = 0; i < 2; i++) {
        table_free(&l->families[i]);
        mem_release(l->sizes[i]);
    }
    *l = (struct lexicon){0};
}

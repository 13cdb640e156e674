#include "search/wordlist.h"

#include "base/buf.h"
#include "search/letters.h"
#include "search/stem.h"
#include "search/tokens.h"

struct wordlist_line {
    struct str parts[WORDLIST_PARTS];
    size_t n;
    uint32_t line;
};

struct reader {
    struct wordlist *list;
    struct str path, line; /* as it stands */
    uint32_t number;
    struct arena *a;
    struct diags *ds;
};

/* Tells what is wrong where the text in question stands. */
#define FAULT(r, at, ...)                                                                                    \
    diag_at((r)->ds, CODE_WORD_LIST, (r)->path, (r)->number, (uint32_t)((at).p - (r)->line.p) + 1,           \
            __VA_ARGS__)

/* The one word that `written` is, in lower case; false, and told, when it is none or several. */
static bool read_word(struct reader *r, struct str written, struct str *word)
{
    struct tokens tokens = {0};
    struct token first, more;
    tokens_begin(&tokens, written);
    bool one = tokens_next(&tokens, &first);
    if (one)
        *word = str_dup(r->a, first.word);
    one = one && !first.hangs && !tokens_next(&tokens, &more);
    tokens_free(&tokens);
    if (!one)
        FAULT(r, written, "\"%.*s\" is not one word", STR_F(written));
    return one;
}

static struct str stem_of(const struct language *language, struct str word, char out[TOKEN_BYTES])
{
    size_t n = word.n < TOKEN_BYTES ? word.n : TOKEN_BYTES;
    memcpy(out, word.p, n);
    return str_n(out, language->stem ? language->stem(out, n) : n);
}

static bool read_parts(struct reader *r, struct str rest, struct wordlist_line *line)
{
    struct str part;
    for (struct str left = rest; left.n && str_split(&left, '+', &part);) {
        struct str written = str_trim(part);
        if (line->n == WORDLIST_PARTS) {
            FAULT(r, written, "a word has %d parts at most", (int)WORDLIST_PARTS);
            return false;
        }
        if (!read_word(r, written.n ? written : part, &line->parts[line->n++]))
            return false;
    }
    if (line->n != 1)
        return true;
    FAULT(r, rest, "write two parts or more with + between, or none when the word is never to be split");
    return false;
}

static void read_line(struct reader *r)
{
    struct str text = str_sub(r->line, 0, str_find(r->line, '#')), word;
    size_t equals = str_find(text, '=');
    char stem[TOKEN_BYTES];
    if (!str_trim(text).n)
        return;
    if (equals == STR_NONE) {
        FAULT(r, r->line, "write word = part+part, or word = when it is never to be split");
        return;
    }
    struct wordlist_line *line = ARENA_NEW(r->a, struct wordlist_line);
    line->line = r->number;
    struct str written = str_trim(str_sub(text, 0, equals));
    if (!read_word(r, written.n ? written : text, &word) ||
        !read_parts(r, str_trim(str_from(text, equals + 1)), line))
        return;
    struct str key = str_dup(r->a, stem_of(r->list->language, word, stem));
    const struct wordlist_line *before = map_get(&r->list->by_stem, key);
    if (before)
        FAULT(r, written, "\"%.*s\" stands in line %u already", STR_F(written), before->line);
    else
        map_put(&r->list->by_stem, key, line);
}

void wordlist_read(struct str bytes, struct str path, const struct language *language, struct arena *a,
                   struct diags *ds, struct wordlist *out)
{
    struct reader r = {.list = out, .path = path, .a = a, .ds = ds};
    *out = (struct wordlist){.language = language, .by_stem = {.arena = a}};
    while (str_split(&bytes, '\n', &r.line)) {
        r.number++;
        read_line(&r);
    }
}

bool wordlist_find(const struct wordlist *l, struct str word, struct str parts[WORDLIST_PARTS], size_t *n)
{
    char stem[TOKEN_BYTES];
    const struct wordlist_line *line = map_get(&l->by_stem, stem_of(l->language, word, stem));
    if (!line)
        return false;
    memcpy(parts, line->parts, sizeof line->parts);
    *n = line->n;
    return true;
}

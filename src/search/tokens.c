#include "search/tokens.h"

#include "base/utf8.h"
#include "search/letters.h"

static bool is_hyphen(uint32_t c)
{
    return c == '-' || c == 0x2010 || c == 0x2011;
}

static uint32_t peek(struct str s, size_t at, size_t *after)
{
    *after = at;
    return at < s.n ? utf8_next(s, after) : 0;
}

/* The end of what begins at `at`: of letters, or of what stands between them. */
static size_t end_of(struct str s, size_t at, bool letters)
{
    for (size_t after; at < s.n; at = after) {
        unsigned char c = (unsigned char)s.p[at];
        after = at + 1;
        if ((c < 0x80 ? letters_is_ascii_word(c) : letters_is_word(peek(s, at, &after))) != letters)
            break;
    }
    return at;
}

static size_t run_end(struct str s, size_t at)
{
    return end_of(s, at, true);
}

static void finish(struct token *out, struct str word, bool part)
{
    *out = (struct token){.word = word.n > LIMIT_WORD ? utf8_cut(word, LIMIT_WORD) : word, .part = part};
    for (size_t at = 0; at < out->word.n && !out->number;) {
        unsigned char c = (unsigned char)out->word.p[at];
        out->number = letters_is_digit(c < 0x80 ? c : utf8_next(out->word, &at));
        at += c < 0x80;
    }
}

void tokens_begin(struct tokens *t, struct str text)
{
    buf_clear(&t->text);
    letters_lower(text, &t->text);
    t->at = 0;
    t->run = STR("");
}

/* The next piece of a word with hyphens. */
static void next_piece(struct tokens *t, struct token *out)
{
    size_t end = run_end(t->run, 0), after;
    finish(out, str_sub(t->run, 0, end), true);
    peek(t->run, end, &after);
    t->run = str_from(t->run, after);
}

/* The pieces together, without their hyphens. */
static struct str join(struct tokens *t, struct str run)
{
    buf_clear(&t->joined);
    for (size_t at = 0, after; at < run.n; at = after) {
        size_t end = run_end(run, at);
        buf_put(&t->joined, str_sub(run, at, end - at));
        peek(run, end, &after);
    }
    return buf_str(&t->joined);
}

bool tokens_next(struct tokens *t, struct token *out)
{
    struct str s = buf_str(&t->text);
    size_t after;
    if (t->run.n) {
        next_piece(t, out);
        return true;
    }
    t->at = end_of(s, t->at, false);
    if (t->at >= s.n)
        return false;
    size_t start = t->at, end = run_end(s, start), pieces = 1;
    while (is_hyphen(peek(s, end, &after)) && after < s.n && run_end(s, after) > after) {
        end = run_end(s, after);
        pieces++;
    }
    t->at = end;
    struct str run = str_sub(s, start, end - start);
    if (pieces > 1)
        t->run = run;
    finish(out, pieces > 1 ? join(t, run) : run, false);
    out->hangs = is_hyphen(peek(s, end, &after));
    return true;
}

void tokens_free(struct tokens *t)
{
    buf_free(&t->text);
    buf_free(&t->joined);
}

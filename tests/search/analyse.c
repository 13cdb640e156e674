/* analyse [LANGUAGE] - for each line of standard input one line: `kind:word:key:kin` of each of its tokens, blanks between. kind w: a
 * word, p: a piece of one between hyphens. */
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "search/letters.h"
#include "search/stem.h"
#include "search/tokens.h"

/* What a word is found by, when `stem` has taken its ending away. */
static void put_key(const struct token *t, size_t (*stem)(char *, size_t))
{
    char word[TOKEN_BYTES];
    struct buf key = {0};
    memcpy(word, t->word.p, t->word.n);
    letters_fold(str_n(word, stem && !t->number ? stem(word, t->word.n) : t->word.n), &key);
    printf(":%.*s", STR_F(key));
    buf_free(&key);
}

int main(int argc, char **argv)
{
    const struct language *language = language_find(str_of(argc > 1 ? argv[1] : "da"));
    struct tokens tokens = {0};
    char *line = NULL;
    size_t cap = 0;
    for (ssize_t n; (n = getline(&line, &cap, stdin)) > 0;) {
        struct token t;
        bool first = true;
        tokens_begin(&tokens, str_n(line, (size_t)n - (line[n - 1] == '\n')));
        while (tokens_next(&tokens, &t)) {
            printf("%s%c:%.*s", first ? "" : " ", t.part ? 'p' : 'w', STR_F(t.word));
            put_key(&t, language->stem);
            put_key(&t, language->kin ? language->kin : language->stem);
            first = false;
        }
        putchar('\n');
    }
    free(line);
    tokens_free(&tokens);
    return 0;
}

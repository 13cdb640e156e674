/* Lots of pages: what is counted in one, what comes of it, and that lots joined say what one lot would. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/arena.h"
#include "search/gathered.h"

static const char *const texts[] = {
    "Plan for vagter, og vagter igen", "Plan og plan", "Ferie", "Vagter holder ferie", "Ingen plan",
};
enum { N_TEXTS = sizeof texts / sizeof *texts };

/* Pages [first, end), each with a heading and a text. */
static void count(size_t first, size_t end, struct buf *out)
{
    struct counting c = {0};
    count_begin(&c);
    for (size_t i = first; i < end; i++) {
        struct pagesection s[2] = {{.text = str_of(texts[i])}, {.heading = STR("Mere"), .text = STR("Plan")}};
        count_page(&c, STR("Side"), &(struct pagetext){.sections = s, .n = 2});
    }
    count_end(&c, out);
    counting_free(&c);
}

struct made {
    struct arena arena;
    struct terms terms;
    struct postings postings;
    struct buf words, posts;
    uint32_t forms[100], n_forms, n_terms;
    const uint32_t *of_terms;
    struct lot_posting in;
};

static bool note(struct made *m, struct str words)
{
    struct words w;
    struct str form;
    uint32_t total;
    bool ok = words_begin(&w, words) && w.n_forms <= sizeof m->forms / sizeof *m->forms;
    for (m->n_forms = 0; ok && m->n_forms < w.n_forms; m->n_forms++) {
        ok = words_next(&w, &form, &total);
        m->forms[m->n_forms] = ok ? terms_note(&m->terms, form, total) : 0;
    }
    return ok;
}

static const double standing[N_TEXTS] = {1, 1, 1, 1, 1};

static bool post(struct made *m, struct str words, uint32_t n_pages)
{
    m->in = (struct lot_posting){&m->terms, words, m->forms, standing, m->n_forms, n_pages};
    buf_clear(&m->posts);
    return postings_make(&m->postings, &m->in, &m->arena, &m->posts);
}

static void make(struct made *m)
{
    *m = (struct made){.terms.language = language_find(STR("none"))};
    count(0, N_TEXTS, &m->words);
    assert_true(note(m, buf_str(&m->words)));
    terms_analyse(&m->terms, NULL);
    assert_true(post(m, buf_str(&m->words), N_TEXTS));
    m->of_terms = postings_terms(&m->postings, &m->terms, m->forms, m->n_forms, &m->arena, &m->n_terms);
}

static void drop(struct made *m)
{
    terms_free(&m->terms);
    postings_free(&m->postings);
    buf_free(&m->words);
    buf_free(&m->posts);
    arena_clear(&m->arena);
}

static void test_counted(void **state)
{
    struct made m;
    struct words w;
    struct str form;
    uint32_t total;
    (void)state;
    make(&m);
    assert_true(words_begin(&w, buf_str(&m.words)));
    assert_int_equal(w.n_sections, 2 * N_TEXTS);
    assert_true(words_next(&w, &form, &total));
    assert_true(str_eq(form, STR("side")));
    assert_int_equal(total, N_TEXTS);
    assert_true(words_next(&w, &form, &total));
    assert_true(str_eq(form, STR("plan")));
    assert_int_equal(total, 4 + N_TEXTS);
    drop(&m);
}

/* The pages of a word as text, from the list page by page and from the list as a whole. */
static void assert_listed(const struct gathered *g, const struct made *m, const char *word, const char *want)
{
    char got[200] = "";
    struct buf out = {0};
    uint32_t term = table_find(&m->terms.keys, str_of(word)), page = 0, n = 0;
    struct listed l = gathered_list(g, term);
    gathered_put(g, term, &out);
    struct varints pages = {.rest = buf_str(&out)};
    for (; listed_next(&l); n++) {
        page += varint_get(&pages);
        assert_int_equal(l.at.page, page);
        assert_true(l.at.levels.n > 0 && l.at.worth >= 1);
        snprintf(got + strlen(got), sizeof got - strlen(got), " %u:%zu", (unsigned)page, l.at.levels.n);
    }
    assert_string_equal(got, want);
    assert_int_equal(g->df[term], n);
    buf_free(&out);
}

static void test_joined(void **state)
{
    struct made m;
    struct buf halves[2] = {{0}};
    struct gathered whole, joined;
    (void)state;
    make(&m);
    gathered_begin(&whole, m.terms.keys.n);
    gathered_expect(&whole, m.of_terms, m.n_terms);
    assert_true(gathered_add(&whole, m.of_terms, m.n_terms, buf_dup(&m.arena, &m.posts), 0));
    gathered_begin(&joined, m.terms.keys.n);
    for (int pass = 0; pass < 2; pass++)
        for (uint32_t i = 0; i < 2; i++) {
            uint32_t first = i ? 2 : 0, n = i ? N_TEXTS - 2 : 2, n_terms;
            buf_clear(&halves[i]);
            count(first, first + n, &halves[i]);
            assert_true(note(&m, buf_str(&halves[i])));
            assert_true(post(&m, buf_str(&halves[i]), n));
            const uint32_t *terms =
                postings_terms(&m.postings, &m.terms, m.forms, m.n_forms, &m.arena, &n_terms);
            buf_clear(&halves[i]);
            buf_put(&halves[i], buf_str(&m.posts));
            if (!pass)
                gathered_expect(&joined, terms, n_terms);
            else
                assert_true(gathered_add(&joined, terms, n_terms, buf_str(&halves[i]), first));
        }
    assert_listed(&whole, &m, "vagter", " 0:1 3:1");
    assert_listed(&joined, &m, "vagter", " 0:1 3:1");
    assert_listed(&joined, &m, "plan", " 0:2 1:2 2:1 3:1 4:2");
    for (uint32_t term = 0; term < m.terms.keys.n; term++) {
        struct buf one = {0}, other = {0};
        gathered_put(&whole, term, &one);
        gathered_put(&joined, term, &other);
        assert_true(str_eq(buf_str(&one), buf_str(&other)));
        buf_free(&one);
        buf_free(&other);
    }
    buf_free(&halves[0]);
    buf_free(&halves[1]);
    gathered_free(&whole);
    gathered_free(&joined);
    drop(&m);
}

/* Cut anywhere, and with any byte wrong, it is refused or read, and nothing else is touched (run it with a sanitizer). */
static void test_nonsense(void **state)
{
    struct made m;
    (void)state;
    make(&m);
    struct str words = str_dup(&m.arena, buf_str(&m.words)), posts = str_dup(&m.arena, buf_str(&m.posts));
    for (size_t i = 0; i < posts.n; i++) {
        struct gathered g;
        gathered_begin(&g, m.terms.keys.n);
        gathered_expect(&g, m.of_terms, m.n_terms);
        assert_false(gathered_add(&g, m.of_terms, m.n_terms, str_sub(posts, 0, i), 0));
        char *byte = (char *)posts.p + i, was = *byte;
        *byte = (char)0x7f;
        if (gathered_add(&g, m.of_terms, m.n_terms, posts, 0))
            for (uint32_t term = 0; term < m.terms.keys.n; term++) {
                struct buf out = {0};
                struct listed l = gathered_list(&g, term);
                size_t most = posts.n;
                gathered_put(&g, term, &out);
                while (most-- && listed_next(&l))
                    ;
                buf_free(&out);
            }
        *byte = was;
        gathered_free(&g);
    }
    for (size_t i = 0; i < words.n; i++) {
        assert_false(post(&m, str_sub(words, 0, i), N_TEXTS));
        char *byte = (char *)words.p + i, was = *byte;
        for (int k = 0; k < 3; k++) {
            *byte = (char[]){0x7f, (char)0xff, 0}[k];
            post(&m, words, N_TEXTS);
        }
        *byte = was;
    }
    assert_false(post(&m, words, N_TEXTS - 1));
    drop(&m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_counted),
        cmocka_unit_test(test_joined),
        cmocka_unit_test(test_nonsense),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "history/memo.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/pack.h"

enum { WORTH_SAVING = 64, ID = sizeof(struct oid), QUESTION = 1 + 2 * ID };

struct used { /* a question that was asked in this build */
    struct oid key;
    size_t at, n; /* its answer in `fresh`; n is 0 when the cache has it */
};

struct memo {
    const struct doc_cache *cache;
    struct oid salt;      /* of the prefix */
    pthread_mutex_t lock; /* of finding: the cache guesses by what was found last */
    struct used *used;
    size_t n, cap, n_fresh;
    struct buf fresh;
};

struct memo *memo_new(const struct doc_cache *cache, struct str prefix)
{
    struct memo *m = mem_alloc(sizeof *m);
    struct sha256 h = hash_sha256(prefix);
    m->cache = cache;
    pthread_mutex_init(&m->lock, NULL);
    memcpy(m->salt.b, h.b, ID);
    return m;
}

void memo_free(struct memo *m)
{
    pthread_mutex_destroy(&m->lock);
    buf_free(&m->fresh);
    mem_release(m->used);
    mem_release(m);
}

/* The question in full stands before its answer, so that the key need only tell most questions apart. */
static void ask(const struct memo *m, enum memo_kind kind, const struct oid *x, const struct oid *y,
                unsigned char question[QUESTION], struct oid *key)
{
    memset(question, 0, QUESTION);
    question[0] = (unsigned char)kind;
    memcpy(question + 1, x->b, ID);
    if (y)
        memcpy(question + 1 + ID, y->b, ID);
    for (size_t i = 0; i < ID; i++)
        key->b[i] = m->salt.b[i] ^ x->b[i] ^ question[1 + ID + (i + 7) % ID];
    key->b[ID - 1] ^= (unsigned char)kind;
}

static void add(struct memo *m, struct used u)
{
    if (m->n == m->cap) {
        m->cap = m->cap ? 2 * m->cap : 1024;
        m->used = mem_resize(m->used, m->cap * sizeof *m->used);
    }
    m->used[m->n++] = u;
}

struct str memo_find(struct memo *m, enum memo_kind kind, const struct oid *x, const struct oid *y)
{
    unsigned char question[QUESTION];
    struct oid key;
    if (!m->cache)
        return STR("");
    ask(m, kind, x, y, question, &key);
    pthread_mutex_lock(&m->lock);
    struct str found = doc_cache_find(m->cache, &key);
    bool fits = found.n > QUESTION && memcmp(found.p, question, QUESTION) == 0;
    if (fits)
        add(m, (struct used){.key = key});
    pthread_mutex_unlock(&m->lock);
    return fits ? str_from(found, QUESTION) : STR("");
}

void memo_put(struct memo *m, enum memo_kind kind, const struct oid *x, const struct oid *y,
              struct str answer)
{
    unsigned char question[QUESTION];
    struct used u = {.at = m->fresh.n, .n = QUESTION + answer.n};
    if (!m->cache)
        return;
    ask(m, kind, x, y, question, &u.key);
    buf_put_n(&m->fresh, question, QUESTION);
    buf_put(&m->fresh, answer);
    add(m, u);
    m->n_fresh++;
}

void memo_pack(const struct memo *m, struct buf *out)
{
    bool save = m->n_fresh * WORTH_SAVING > m->n;
    pack_u32(out, save ? (uint32_t)m->n : 0);
    for (size_t i = 0; i < m->n && save; i++) {
        buf_put_n(out, m->used[i].key.b, ID);
        pack_str(out, str_n(m->fresh.p + m->used[i].at, m->used[i].n));
    }
}

bool memo_save(struct doc_cache *cache, struct str packed, struct diags *ds)
{
    struct unpack u = {.rest = packed};
    struct arena a = {0};
    size_t n = unpack_count(&u, ID + 4);
    struct oid *keys = ARENA_ARRAY(&a, struct oid, n + 1);
    struct str *answers = ARENA_ARRAY(&a, struct str, n + 1);
    for (size_t i = 0; i < n && !u.bad; i++) {
        u.bad = u.rest.n < ID;
        if (u.bad)
            break;
        memcpy(keys[i].b, u.rest.p, ID);
        u.rest = str_from(u.rest, ID);
        answers[i] = unpack_str(&u);
        if (!answers[i].n)
            answers[i] = doc_cache_find(cache, &keys[i]);
    }
    bool ok = !u.bad && u.rest.n == 0;
    if (ok && n)
        doc_cache_save(cache, keys, answers, n, ds);
    arena_clear(&a);
    return ok;
}

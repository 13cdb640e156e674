/* dump - what source and history say of a folder or a revision, in lines for a test to compare.
 *   dump objects DIR < ids                  each object as `git cat-file --batch` prints it
 *   dump source DIR [REV[:PATH]]            one line per file: size, blob (or -), path; its bytes' hash with READ=1
 *   dump history DIR [REV[:PATH]]           the records; IGNORE=pattern in the environment, LINES=1 for
 *                                            line origins too, CACHE=folder to remember, TELL=1 to hear
 *                                            whether it went on from what was known
 * THREADS=n: for the lines. Diagnostics go to standard error.
 */
#include <stdlib.h>
#include <time.h>

#include "base/buf.h"
#include "base/path.h"
#include "history/memo.h"
#include "history/onward.h"
#include "history/walk.h"
#include "source/objects.h"
#include "source/source.h"

static struct arena arena;
static struct diags diags = {.arena = &arena};

static void hex(const struct oid *id)
{
    struct str h = hash_hex(&arena, id->b, sizeof id->b);
    printf("%.*s", STR_F(h));
}

static void print_source(struct source *s, const struct source_list *l)
{
    for (size_t i = 0; i < l->n; i++) {
        const struct source_entry *e = &l->items[i];
        struct buf b = {0};
        struct oid blob = e->blob;
        bool ok = !getenv("READ") || source_read(s, e, 1 << 20, &diags, &b);
        if (getenv("READ"))
            blob = hash_blob(buf_str(&b));
        printf("%llu ", (unsigned long long)(getenv("READ") ? b.n : e->size));
        if (ok && (e->has_blob || getenv("READ")))
            hex(&blob);
        else
            putchar('-');
        printf(" %.*s\n", STR_F(e->path));
        buf_free(&b);
    }
}

static void print_touch(const char *what, const struct history *h, const struct touch *t)
{
    printf("%s ", what);
    if (!t->known) {
        printf("null\n");
        return;
    }
    hex(&t->commit);
    struct str date = t->has_date ? moment_iso(&arena, t->date) : STR("null");
    printf(" %.*s %.*s\n", STR_F(date), STR_F(h->people[t->author].name));
}

static void print_record(const struct history *h, const struct record *r, struct str path)
{
    printf("page %.*s%s\n", STR_F(path), r->complete ? "" : " incomplete");
    print_touch("created", h, &r->created);
    print_touch("updated", h, &r->updated);
    for (size_t i = 0; i < r->n_people; i++)
        printf("person %u %.*s <%.*s>\n", r->people[i].commits, STR_F(h->people[r->people[i].person].name),
               STR_F(h->people[r->people[i].person].email));
    for (size_t i = 0; i < r->n_versions; i++) {
        const struct version *v = &r->versions[i];
        printf("version ");
        hex(&v->commit);
        putchar(' ');
        hex(&v->blob);
        printf("%s %.*s\n", v->ignored ? " ignored" : "", STR_F(v->path));
    }
    for (size_t i = 0; i < r->n_reviews; i++)
        print_touch("reviewed", h, &r->reviews[i]);
    for (size_t i = 0; i < r->n_former; i++)
        printf("former %.*s\n", STR_F(r->former[i]));
    for (size_t i = 0; i < r->n_lines && getenv("LINES"); i++) {
        const struct line_run *run = &r->lines[i];
        printf("lines %u %s", run->lines, run->blank ? "blank " : "");
        if (run->version == LINES_UNKNOWN)
            printf("unknown");
        else
            hex(&r->versions[run->version].commit);
        putchar('\n');
    }
}

/* cache: where it is to be kept to go on from; NULL: nowhere. */
static struct history repacked(const struct history *h, struct doc_cache *cache, const struct walk_ask *ask)
{
    struct buf b = {0};
    struct history again;
    history_pack(h, &b);
    if (cache) {
        struct buf kept = {0};
        struct oid key = onward_key(ask);
        onward_keep(ask, buf_str(&b), &kept);
        struct str bytes = buf_str(&kept);
        doc_cache_save(cache, &key, &bytes, 1, &diags);
        buf_free(&kept);
    }
    if (!history_unpack(buf_dup(&arena, &b), &arena, &again))
        exit(4);
    buf_free(&b);
    return again;
}

static int print_history(struct source *s, const struct source_list *l)
{
    struct source_place place;
    struct history h;
    struct buf mailmap = {0}, revs = {0};
    struct str *paths = ARENA_ARRAY(&arena, struct str, l->n + 1), ignore = str_of(getenv("IGNORE"));
    size_t n = 0;
    if (!source_place(s, &arena, &diags, &place) || !place.has_commit)
        return 1;
    for (size_t i = 0; i < l->n; i++)
        if (str_ends(l->items[i].path, STR(".md")))
            paths[n++] = l->items[i].path;
    source_top_file(s, STR(".mailmap"), 1 << 20, &mailmap);
    source_top_file(s, STR(".git-blame-ignore-revs"), 1 << 20, &revs);
    struct objects *objects = objects_open(str_of(place.git_dir), false, CODE_NO_REPOSITORY, &arena, &diags);
    if (!objects)
        return 1;
    struct walk_ask ask = {.objects = objects,
                           .commit = place.commit,
                           .prefix = place.prefix,
                           .paths = paths,
                           .threads = getenv("THREADS") ? (unsigned)atoi(getenv("THREADS")) : 1,
                           .n = n,
                           .ignore = &ignore,
                           .n_ignore = ignore.n > 0,
                           .mailmap = buf_str(&mailmap),
                           .ignore_revs = buf_str(&revs)};
    struct timespec x, y;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &x);
    struct doc_cache *cache = getenv("CACHE") ? doc_cache_open(getenv("CACHE"), STR("dump"), &arena) : NULL;
    struct doc_cache *known =
        getenv("CACHE") ? doc_cache_open(getenv("CACHE"), STR("dump onward"), &arena) : NULL;
    struct memo *memo = memo_new(cache, place.prefix);
    struct oid key = onward_key(&ask);
    ask.known = doc_cache_find(known, &key);
    walk_history(&ask, memo, &arena, &diags, &h);
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &y);
    if (getenv("TIME"))
        fprintf(stderr, "walk %.3f s\n",
                (double)(y.tv_sec - x.tv_sec) + (double)(y.tv_nsec - x.tv_nsec) / 1e9);
    struct buf fresh = {0};
    memo_pack(memo, &fresh);
    if (cache && !memo_save(cache, buf_str(&fresh), &diags))
        exit(4);
    if (getenv("TIME"))
        fprintf(stderr, "%zu bytes to keep\n", fresh.n);
    buf_free(&fresh);
    memo_free(memo);
    bool worth = known && onward_worth(&ask, &h, diags.n > 0);
    struct history again;
    if (getenv("TELL") && onward_history(&ask, &arena, &again))
        fprintf(stderr, "onward\n");
    h = repacked(&h, worth ? known : NULL, &ask);
    printf("present %d\n", h.present);
    for (size_t i = 0; i < h.n_records; i++)
        print_record(&h, &h.records[i], paths[i]);
    buf_free(&mailmap);
    buf_free(&revs);
    objects_close(objects);
    return 0;
}

/* Whatever it is. The size is what is told without reading, for a blob. */
static void print_object(struct objects *o, struct str hex_id)
{
    static const char *const kinds[] = {"", "commit", "tree", "blob", "tag"};
    struct oid id;
    struct buf b = {0};
    unsigned kind = OBJECT_COMMIT;
    uint64_t size = 0;
    if (hex_id.n != 2 * sizeof id.b || !hash_unhex(hex_id, id.b, sizeof id.b))
        exit(4);
    while (kind <= OBJECT_TAG && !objects_read(o, &id, (enum object_kind)kind, (size_t)1 << 30, &b))
        kind++;
    if (kind > OBJECT_TAG) {
        printf("%.*s missing\n", STR_F(hex_id));
    } else {
        if (kind != OBJECT_BLOB || !objects_blob_size(o, &id, &size))
            size = b.n;
        printf("%.*s %s %llu\n", STR_F(hex_id), kinds[kind], (unsigned long long)size);
        fwrite(b.p, 1, b.n, stdout);
        putchar('\n');
    }
    buf_free(&b);
}

static int print_objects(const char *dir)
{
    char line[128];
    struct objects *o = objects_open(str_of(dir), true, CODE_ENVIRONMENT, &arena, &diags);
    while (o && fgets(line, sizeof line, stdin))
        print_object(o, str_trim(str_of(line)));
    objects_close(o);
    diags_settle(&diags, false, NULL);
    diags_print(&diags, stderr);
    return o ? 0 : 3;
}

int main(int argc, char **argv)
{
    if (argc < 3)
        return 2;
    if (argv[1][0] == 'o')
        return print_objects(argv[2]);
    struct source *s = argc > 3 ? source_open_rev(argv[2], argv[3], &arena, &diags)
                                : source_open_dir(argv[2], &arena, &diags);
    struct source_list l = {0};
    int rc = s ? 0 : 3;
    if (s && !source_list(s, STR(""), &arena, &diags, &l))
        rc = 1;
    if (s && argv[1][0] == 's')
        print_source(s, &l);
    else if (s)
        rc = print_history(s, &l);
    source_close(s);
    diags_settle(&diags, false, NULL);
    diags_print(&diags, stderr);
    arena_clear(&arena);
    return rc;
}

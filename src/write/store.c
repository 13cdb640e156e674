/* The target in an object store or behind a CDN, by rclone's own command: rclone:REMOTE:PATH. A store has no folders and no
 * switch, so the order does what can be done: files whose names hold their hash, which nothing leads to yet; then pages and whatever else
 * keeps its name; then the manifest; last what is to go. What was cut off is taken up by the next publication, since the manifest
 * there is still the old one. */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/tr.h"
#include "write/buffers.h"
#include "write/program.h"
#include "write/publish.h"
#include "write/releases.h"
#include "write/stage.h"

#define SCHEME "rclone:"
#define FOREVER "Cache-Control: public, max-age=31536000, immutable"
#define ASKED "Cache-Control: no-cache"

enum { NO_FOLDER = 3, NO_FILE = 4 }; /* rclone's exit codes */

struct store {
    struct stage stage;
    const char *at; /* REMOTE:PATH */
    struct finished last;
    bool any; /* something of ours is there */
};

static bool store_claims(struct str name)
{
    return str_starts(name, STR(SCHEME));
}

/* A remote by its name in the user's own configuration. A connection string (":sftp,ssh=…:") could name a command to run. */
static const char *store_fault(struct str name)
{
    struct str at = str_from(name, sizeof SCHEME - 1);
    size_t colon = str_find(at, ':');
    bool ok = colon != STR_NONE && colon > 0 && colon + 1 < at.n && at.p[0] != '-' && at.p[0] != ' ';
    for (size_t i = 0; ok && i < colon; i++)
        ok = strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-+@ ", at.p[i]) != NULL;
    return ok ? NULL : tr("is no place in a store: write rclone:REMOTE:PATH, the remote by its name");
}

/* ---- rclone ---- */

static bool failed(struct publish_target *t, const char *what, const struct program *p)
{
    struct str why = program_fault(p, t->arena);
    diag_at(t->ds, CODE_ENVIRONMENT, str_of(t->name), 0, 0, "cannot %s: %.*s", tr(what), STR_F(why));
    return false;
}

static bool fetch(struct publish_target *t, const char *name, struct buf *text)
{
    const struct store *s = t->state;
    const char *from = str_c(t->arena, str_printf(t->arena, "%s/%s", s->at, name));
    struct program p = {.argv = (const char *[]){"rclone", "cat", "--count=268435456", "--", from, NULL}};
    int rc = program_run(&p);
    bool ok = rc == 0 || rc == NO_FOLDER || rc == NO_FILE || failed(t, "ask the store what it has", &p);
    if (rc == 0)
        buf_put(text, buf_str(&p.out));
    program_clear(&p);
    return ok;
}

static bool upload(struct publish_target *t, struct str names, const char *header)
{
    const struct store *s = t->state;
    const char *from = stage_path(&s->stage, "new", t->arena);
    struct program p = {.argv = (const char *[]){"rclone", "copy", "--ignore-times", "--no-traverse",
                                                 "--header-upload", header, "--files-from-raw=-", "--", from,
                                                 s->at, NULL},
                        .input = names};
    bool ok = !names.n || program_run(&p) == 0 || failed(t, "send the files", &p);
    program_clear(&p);
    return ok;
}

/* ---- the steps ---- */

static bool store_open(struct publish_target *t)
{
    struct store *s = ARENA_NEW(t->arena, struct store);
    *s = (struct store){.stage.fd = -1, .last.root = -1, .at = t->name + sizeof SCHEME - 1};
    t->state = s;
    if (!stage_open(&s->stage, t->job->out, t->number, t->arena))
        return publish_broken(t, "use the folder beside the build");
    if (!fetch(t, MANIFEST_NAME, &s->last.text) || !fetch(t, FINISHED_KEPT, &s->last.kept_text))
        return false;
    s->any = s->last.text.n > 0;
    return !s->any || finished_read_texts(&s->last, t->arena) ||
           publish_refuse(t, "holds a manifest that this program did not write");
}

/* The paths, one a line, of what the store lacks: of lasting names, or of the others. */
static void list_changed(const struct publish_target *t, bool lasting, struct buf *names)
{
    const struct store *s = t->state;
    const struct manifest *site = &t->job->build->site;
    for (size_t i = 0; i < site->n; i++) {
        const struct manifest_file *f = &site->files[i];
        if (release_is_lasting(f->path) != lasting || (s->any && release_has(&s->last, f)))
            continue;
        buf_put(names, f->path);
        buf_char(names, '\n');
    }
}

static bool send_changed(struct publish_target *t, bool lasting)
{
    struct buf names = {0};
    list_changed(t, lasting, &names);
    bool ok = upload(t, buf_str(&names), lasting ? FOREVER : ASKED);
    buf_free(&names);
    return ok;
}

static bool store_ready(struct publish_target *t)
{
    if (!store_open(t))
        return false;
    struct store *s = t->state;
    t->release = releases_hash(buf_str(&t->job->build->text), t->arena);
    if (s->any && !t->job->key && str_eq(buf_str(&s->last.text), buf_str(&t->job->build->text))) {
        t->same = true;
        t->count.unchanged = s->last.site.n;
        return true;
    }
    struct release_plan plan = publish_plan(t, s->any ? &s->last : NULL, true);
    int to = stage_folder(&s->stage, "new");
    bool ok = to >= 0 ? release_make(&plan, to, t->arena, t->ds, &t->count)
                      : publish_broken(t, "make a folder beside the build");
    if (to >= 0)
        close(to);
    return ok && send_changed(t, true);
}

/* What stands in the stage beside the files of the build. */
static struct str own_names(const struct publish_target *t)
{
    const struct store *s = t->state;
    static const char *const names[] = {BUFFERS_MARKER, FINISHED_KEPT, FINISHED_SIGNATURE};
    struct str out = STR("");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *path = stage_path(&s->stage, "new", t->arena);
        struct str file = str_printf(t->arena, "%s/%s", path, names[i]);
        if (access(str_c(t->arena, file), F_OK) == 0)
            out = str_printf(t->arena, "%.*s%s\n", STR_F(out), names[i]);
    }
    return out;
}

static bool store_force(struct publish_target *t)
{
    t->touched = !t->same;
    return t->same || (send_changed(t, false) && upload(t, own_names(t), ASKED) &&
                       upload(t, STR(MANIFEST_NAME "\n"), ASKED));
}

/* Whether the release just sent still has it, in its manifest or among the assets it keeps. */
static bool is_kept(const struct publish_target *t, const struct manifest *kept, struct str path)
{
    return manifest_find(&t->job->build->site, path) || manifest_find(kept, path);
}

static void list_gone(const struct publish_target *t, const struct manifest *from,
                      const struct manifest *kept, struct buf *names)
{
    for (size_t i = 0; i < from->n; i++)
        if (!is_kept(t, kept, from->files[i].path)) {
            buf_put(names, from->files[i].path);
            buf_char(names, '\n');
        }
}

static void store_tidy(struct publish_target *t)
{
    const struct store *s = t->state;
    struct finished now;
    struct buf names = {0};
    if (t->same || !s->any)
        return;
    int fd = openat(s->stage.fd, "new", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (finished_read(fd, t->arena, &now) == FINISHED_WHOLE) {
        list_gone(t, &s->last.site, &now.kept, &names);
        list_gone(t, &s->last.kept, &now.kept, &names);
        if (s->last.kept.n && !now.kept.n)
            buf_put(&names, STR(FINISHED_KEPT "\n"));
    }
    struct program p = {.argv = (const char *[]){"rclone", "delete", "--files-from-raw=-", "--", s->at, NULL},
                        .input = buf_str(&names)};
    if (names.n && program_run(&p) != 0)
        failed(t, "remove old files", &p);
    program_clear(&p);
    buf_free(&names);
    finished_close(&now);
}

static void store_close(struct publish_target *t)
{
    struct store *s = t->state;
    if (!s)
        return;
    finished_close(&s->last);
    stage_close(&s->stage);
}

const struct publish_kind publish_store = {
    .claims = store_claims,
    .fault = store_fault,
    .ready = store_ready,
    .force = store_force,
    .tidy = store_tidy,
    .back = NULL,
    .close = store_close,
};

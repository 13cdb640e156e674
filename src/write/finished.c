#include "write/finished.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/file.h"
#include "base/tr.h"
#include "write/buffers.h"

static bool read_text(int root, const char *name, struct buf *text)
{
    return file_read_at(root, name, MANIFEST_MOST, text);
}

/* The two do not overlap: no path is in both, none a folder of one in the other. */
static bool apart(const struct finished *f)
{
    for (size_t i = 0; i < f->kept.n; i++) {
        struct str path = f->kept.files[i].path;
        if (manifest_find(&f->site, path) || manifest_has_below(&f->site, path))
            return false;
        for (size_t k = 0; k < path.n; k++)
            if (path.p[k] == '/' && manifest_find(&f->site, str_sub(path, 0, k)))
                return false;
    }
    return true;
}

bool finished_read_texts(struct finished *f, struct arena *a)
{
    return manifest_read(buf_str(&f->text), a, &f->site) &&
           (!f->kept_text.n || manifest_read(buf_str(&f->kept_text), a, &f->kept)) && apart(f);
}

enum finished_state finished_read(int root, struct arena *a, struct finished *f)
{
    *f = (struct finished){.root = root};
    if (root < 0)
        return FINISHED_ABSENT;
    if (!buffers_has_marker(root))
        return FINISHED_FOREIGN;
    if (!read_text(root, MANIFEST_NAME, &f->text))
        return errno == ENOENT ? FINISHED_NEVER : FINISHED_DAMAGED;
    if (!read_text(root, FINISHED_KEPT, &f->kept_text) && errno != ENOENT)
        return FINISHED_DAMAGED;
    return finished_read_texts(f, a) ? FINISHED_WHOLE : FINISHED_DAMAGED;
}

const struct manifest_file *finished_find(const struct finished *f, struct str path)
{
    const struct manifest_file *file = manifest_find(&f->site, path);
    return file ? file : manifest_find(&f->kept, path);
}

bool finished_has_below(const struct finished *f, struct str dir)
{
    return manifest_has_below(&f->site, dir) || manifest_has_below(&f->kept, dir);
}

struct str finished_signed(const struct finished *f, struct arena *a)
{
    return str_cat(a, buf_str(&f->text), buf_str(&f->kept_text));
}

void finished_close(struct finished *f)
{
    if (f->root >= 0)
        close(f->root);
    buf_free(&f->text);
    buf_free(&f->kept_text);
    *f = (struct finished){.root = -1};
}

const char *finished_fault(enum finished_state s)
{
    static const char *const faults[] = {
        [FINISHED_WHOLE] = "",
        [FINISHED_ABSENT] = TR_MARK("there is no such folder"),
        [FINISHED_FOREIGN] = TR_MARK("is no site that this program made"),
        [FINISHED_NEVER] = TR_MARK("was never finished: it has no manifest"),
        [FINISHED_DAMAGED] = TR_MARK("has a manifest that this program did not write"),
    };
    return faults[s];
}

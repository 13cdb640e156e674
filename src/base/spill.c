#include "base/spill.h"

#include <string.h>

void spill_begin(struct spill *s)
{
    *s = (struct spill){.file = tmpfile()};
}

static void put(struct spill *s, const void *bytes, size_t n)
{
    if (!s->file)
        buf_put_n(&s->kept, bytes, n);
    else if (n && fwrite(bytes, 1, n, s->file) != n)
        s->failed = true;
}

void spill_put(struct spill *s, struct str record)
{
    put(s, &record.n, sizeof record.n);
    put(s, record.p, record.n);
}

void spill_rewind(struct spill *s)
{
    s->at = 0;
    if (s->file && (fflush(s->file) || fseek(s->file, 0, SEEK_SET)))
        s->failed = true;
}

static bool get(struct spill *s, void *bytes, size_t n)
{
    if (s->file) {
        bool all = fread(bytes, 1, n, s->file) == n;
        s->failed = s->failed || ferror(s->file); /* not to be taken for the end */
        return all;
    }
    if (n > s->kept.n - s->at)
        return false;
    memcpy(bytes, s->kept.p + s->at, n);
    s->at += n;
    return true;
}

bool spill_next(struct spill *s, struct buf *record)
{
    size_t n;
    buf_clear(record);
    if (s->failed || !get(s, &n, sizeof n))
        return false;
    buf_reserve(record, n);
    record->n = n;
    s->failed = (n && !get(s, record->p, n)) || s->failed;
    return !s->failed;
}

void spill_free(struct spill *s)
{
    if (s->file)
        fclose(s->file);
    buf_free(&s->kept);
    *s = (struct spill){0};
}

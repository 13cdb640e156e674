#include "write/publish.h"

#include <errno.h>

#include "base/tr.h"

const struct publish_kind *publish_find(const char *name, const char **why)
{
    static const struct publish_kind *const kinds[] = {&publish_store, &publish_server, &publish_folder};
    struct str s = str_of(name);
    *why = NULL;
    if (!s.n || s.p[0] == '-')
        *why = tr("is no target: it is empty, or begins like an option");
    for (size_t i = 0; i < s.n && !*why; i++)
        if ((unsigned char)s.p[i] < 0x20 || s.p[i] == 0x7F)
            *why = tr("is no target: it holds a control character");
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds && !*why; i++)
        if (kinds[i]->claims(s)) {
            *why = kinds[i]->fault(s);
            return *why ? NULL : kinds[i];
        }
    return NULL;
}

bool publish_refuse(struct publish_target *t, const char *why)
{
    diag_at(t->ds, CODE_OUTPUT, str_of(t->name), 0, 0, "%s", tr(why));
    return false;
}

bool publish_broken(struct publish_target *t, const char *what)
{
    int e = errno;
    diag_at(t->ds, CODE_ENVIRONMENT, str_of(t->name), 0, 0, "cannot %s: %s", tr(what), tr_errno(e));
    return false;
}

struct release_plan publish_plan(const struct publish_target *t, const struct finished *last, bool share)
{
    return (struct release_plan){
        .build = t->job->build, .last = last, .share = share, .key = t->job->key, .target = str_of(t->name)};
}

#include "base/arena.h"
#include "base/tr.h"
#include "cli/cli.h"
#include "read/language.h"

void cli_speak(void)
{
    struct arena a = {0};
    struct diags unheard = {.arena = &a};
    struct source *here = tr_is_chosen() ? NULL : source_open_dir(".", &a, &unheard);
    if (here) {
        tr_use(language_of_site(here, &a));
        source_close(here);
    }
    arena_clear(&a);
}

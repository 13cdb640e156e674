#include "cli/report.h"

#include "base/tr.h"
#include "cli/cli.h"

static void report_timings(const struct build *b)
{
    for (size_t i = 0; i < b->n_phases; i++)
        fprintf(stderr, "%-8s %8.3f s\n", b->phases[i].name, b->phases[i].seconds);
}

static void tell_count(const char *one, const char *many, size_t n)
{
    fprintf(stderr, tr_n(one, many, n), n);
}

/* So that the web master, or a timer, knows when to build again. */
static void tell_next_gate(const struct build *b)
{
    if (b->told.next_at.n)
        fprintf(stderr,
                b->told.next_opens ? tr("next change: %.*s, %.*s opens\n")
                                   : tr("next change: %.*s, %.*s closes\n"),
                STR_F(b->told.next_at), STR_F(b->told.next_source));
}

void report_build(const struct build *b, bool built, int rc)
{
    size_t pages = b->told.pages;
    diags_print(&b->diags, stderr);
    if (b->options.timings)
        report_timings(b);
    if (rc == EXIT_OK && built)
        tell_next_gate(b);
    double seconds = build_clock() - b->started;
    size_t errors = diags_count(&b->diags, DIAG_ERROR), warnings = diags_count(&b->diags, DIAG_WARNING);
    if (rc == EXIT_OK && built) {
        tell_count("%zu page", "%zu pages", pages);
        tell_count(", %zu file written", ", %zu files written", b->written);
        tell_count(", %zu unchanged", ", %zu unchanged", b->unchanged);
        if (b->left_out)
            tell_count(", %zu page left out", ", %zu pages left out", b->left_out);
    } else if (rc == EXIT_OK) {
        tell_count("%zu page checked", "%zu pages checked", pages);
    } else {
        tell_count("%zu error", "%zu errors", errors);
    }
    tell_count(", %zu warning", ", %zu warnings", warnings);
    if (rc == EXIT_OK)
        fprintf(stderr, tr(", %.2f seconds\n"), seconds);
    else
        fputs(built ? tr("; nothing was changed\n") : tr("; see above\n"), stderr);
}

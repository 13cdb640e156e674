/* settings - content/_site.yaml as the rest of the program needs it.
 * Owns:      nothing; all lies in the arena.
 * Fails:     unknown keys (unknown-key) and impossible values (bad-setting) are diagnostics; the default then serves.
 * Invariant: every text is set (maybe empty); `present` tells whether the site has settings at all, which decides how strict
 *            the program is with what it finds (base/codes.def).
 */
#ifndef READ_SETTINGS_H
#define READ_SETTINGS_H

#include "base/diag.h"
#include "base/value.h"
#include "read/editor.h"

struct menu_item {
    struct str title, to; /* to: a site address, "temaer/" */
    uint32_t line, col;
};

/* Custom properties of the stylesheets that stand on each other: read/contrast.h. */
struct contrast_pair {
    struct str text, ground;
    uint32_t line, col;
};

/* Bounds that a site may draw tighter than the program does (base/limits.h): what an editor can be asked to keep to. Those that guard
 * the parsers are the program's alone. */
enum site_limit {
    SITE_LIMIT_PAGE,
    SITE_LIMIT_OUTPUT,
    SITE_LIMIT_LINKS,
    SITE_LIMIT_TITLE,
    SITE_LIMIT_TAGS,
    SITE_LIMIT_FILE,
    SITE_LIMITS
};

struct settings {
    bool present;
    struct str path; /* of the file, for diagnostics */
    struct str title, base_url, language, time_zone, edit_url, new_url, contact;
    struct menu_item *menu;
    size_t n_menu;
    struct contrast_pair *contrast;
    size_t n_contrast;
    struct str *video; /* hosts whose films may be played in the page */
    size_t n_video;
    struct str attribution; /* the name shown for authors that _people.yaml does not list; empty: their own */
    bool knows;             /* attribution.knows: whether pages tell whom to ask (model/knows.h) */
    struct str *ignore;     /* attribution.ignore */
    size_t n_ignore;
    struct str *required; /* keys of every page (types_engine_key) that each must have */
    size_t n_required;
    struct str stem; /* search.stem: whose stems the search uses; the language when nothing is said */
    bool has_facets;
    struct str *facets; /* search.facets: what results can be narrowed by */
    size_t n_facets;
    uint32_t facets_line, facets_col;
    struct editor editor;   /* cms */
    int levels[CODE_COUNT]; /* -1: as the table says */
    size_t limits[SITE_LIMITS];
};

void settings_defaults(struct settings *s);
/* map: the file's YAML. */
void settings_read(const struct value *map, struct str path, struct arena *a, struct diags *ds,
                   struct settings *out);
/* Seconds since 1970 at which the civil time begins in the site's zone, and the other way round (by ICU's zone data). */
int64_t settings_epoch(const struct settings *s, int64_t days, int second_of_day);
/* The moment a text names: "2026-03-01" (the day's beginning, or with `end` its last second), or with a time, and maybe a zone, as
 * date.h has it. False: it names none. */
bool settings_moment(const struct settings *s, struct str text, bool end, int64_t *out);
int32_t settings_offset(const struct settings *s, int64_t epoch); /* minutes east of UTC */

/* content/_people.yaml: how an author is shown. Keys are e-mail addresses or names as .mailmap gives them; a value is the text to
 * show, or {name, role, unit, show: name|role|unit|none, deputy_for: KEY, left: yes}: a deputy is shown as the role or unit of the one
 * under KEY; one who has left as their unit, else as the site's default, never by name. */
struct people {
    struct map shown; /* key (lower case) -> struct person_shown */
};
struct person_shown {
    struct str text;   /* empty: not shown at all */
    struct str office; /* the unit or role that is given for one who is shown; empty: none */
    bool unlisted;     /* has left, and is shown as those are who are not listed, but never by name */
};
void people_read(const struct value *map, struct str path, struct arena *a, struct diags *ds,
                 struct people *out);
/* The name that readers see. Empty: nothing is to be shown. */
struct str people_shown(const struct people *p, const struct settings *s, struct str name, struct str email);

/* What _people.yaml alone says: as what the person is shown, and their unit or else their role. Empty: nothing. */
struct str people_listed(const struct people *p, struct str name, struct str email);
struct str people_office(const struct people *p, struct str name, struct str email);

#endif

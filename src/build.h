/* build - the phases in order; the one file that knows the order.
 * Owns:      everything that a build reads and makes; build_close lets go.
 * Fails:     build_load and build_write return the exit code (cli/cli.h); diagnostics are in `diags`, settled.
 * Processes: parsing and the history run in workers; so does rendering, which inherits the frozen model.
 * Example:   struct build b; build_open(&b, &options); int rc = build_load(&b); if (!rc) rc = build_write(&b); build_close(&b);
 */
#ifndef BUILD_H
#define BUILD_H

#include "model/searched.h"
#include "model/site.h"
#include "render/pictures.h"
#include "render/templates.h"
#include "search/files.h"
#include "search/wordlist.h"

struct build_options {
    const char *site; /* folder, or repository for rev */
    const char *out;
    const char *rev; /* NULL: the working tree */
    const char *at;  /* NULL, or the moment at which the newest commit is looked for, back from rev or HEAD */
    const char *now; /* NULL: `at`, else SOURCE_DATE_EPOCH, else the clock */
    int jobs;        /* -1: one for each processor; 0: all in this process */
    bool drafts, strict, keep_going, offline, no_cache, skip_search, skip_history, timings;
    const char *cache;
};

struct build_phase {
    const char *name;
    double seconds;
};

/* What a build says at its end. */
struct build_told {
    size_t pages;           /* visible ones, of files */
    struct str next_at;     /* when the next page opens or closes; empty: none does */
    struct str next_source; /* the first that does */
    bool next_opens;
};

struct aside;
struct output;
struct grounds;

struct build {
    struct build_options options;
    struct arena arena;
    struct diags diags;
    struct diags before; /* of what was read, before anything was judged */
    struct source *source;
    struct settings settings;
    struct types types;
    struct people people;
    struct templates templates;
    struct str content;         /* the content's root: "content" or "" */
    struct source_list entries; /* Markdown pages */
    struct source_list files;   /* other files below content */
    struct source_list assets;
    struct source_list listed, layouts; /* all below content; below layouts */
    bool has_list;
    struct doc_cache *cache; /* NULL: none */
    struct doc **docs;       /* by entry */
    struct history history;
    bool named;          /* the site, by its front page */
    struct buf declared; /* names and hashes of the settings, types and people that were read */
    struct value gone;   /* content/_gone.yaml; nothing when it is not there */
    struct str gone_path;
    struct old_docs *old; /* what pages said before; NULL: not known */
    struct doc_cache *old_cache;
    struct site *site;
    struct map asset_paths; /* name -> struct str *, path in the output */
    struct view_site view;
    struct pictures pictures;
    struct wordlist words; /* how the site wants its words split */
    struct search_files search;
    struct searched searched;
    int64_t at; /* with options.at: that moment */
    int64_t now;
    struct map faulty; /* sources of pages that --keep-going leaves out */
    size_t left_out;   /* how many */
    size_t written, unchanged, removed, output_files;
    struct sha256 manifest; /* of the output in force, once written */
    struct build_told told;
    struct oid key; /* again.h */
    bool has_key;
    struct build_phase phases[16];
    size_t n_phases;
    double started, phase_started;
    struct aside *packed;    /* what docs point into */
    struct grounds *grounds; /* of what was written; NULL: nothing was */
};

extern const struct build_options build_defaults;

int build_open(struct build *b, const struct build_options *o);
void build_list(struct build *b); /* what the source holds; part of build_types and build_load, once */
int build_types(struct build *b); /* settings and page types alone */
int build_load(struct build *b);  /* everything up to the frozen model; checks all that can be checked */
int build_judge(struct build *b); /* the model of what was read, and what it says of it; part of build_load */
int build_try(struct build *b);   /* renders, to find what only rendering finds, and writes nothing */
int build_write(struct build *b); /* renders, writes, switches */
void build_pictures(struct build *b); /* measures them and makes smaller copies; part of build_write */
struct output *build_output(struct build *b);                     /* opens it; NULL: see diags */
struct doc_cache *build_cache(struct build *b, const char *name); /* one of the site's; NULL: none is kept */
double build_clock(void); /* what started and the phases are measured by */
void build_close(struct build *b);

#endif

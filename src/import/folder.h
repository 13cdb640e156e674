/* folder - another generator's folder, read whole: where each of its pages goes, what it becomes there, which files it takes along.
 * Owns:      nothing but what the source holds open; all else lies in the arena.
 * Fails:     a page that cannot be read is left out with its diagnostic; what has no place here is told (not-placed).
 * Invariant: nothing is written. Each new path is there once, and is a name that every system can have. Symbolic links are not
 *            followed; everything is bounded as a site's own pages are.
 * Processes: runs no program, but pandoc for Word files, when it is installed.
 */
#ifndef IMPORT_FOLDER_H
#define IMPORT_FOLDER_H

#include "import/mapping.h"
#include "source/source.h"

struct folder_item {
    const struct source_entry *entry;
    struct str to; /* below the content */
    bool page, word;
    bool wanted; /* a file: a page refers to it */
    bool ready;  /* a page: `text` is it */
    struct str text;
    struct str menu_title; /* that MkDocs' menu gives the page; may be empty */
    struct value
        found; /* a map, under our keys: what the file's name and the menu of MkDocs say of the page */
};

struct folder {
    struct source *source;
    const char *dir;
    struct str under; /* below the content, where all of it goes */
    const struct mapping *mapping;
    const struct types *types;
    bool vault; /* of Obsidian: #words are tags */
    struct arena *arena;
    struct diags *diags;
    struct folder_item *items;
    size_t n;
    struct map by_path, by_name; /* struct folder_item */
};

/* The page or file that a path leads to in any of the ways to write it, NULL when none is there. */
struct folder_item *folder_find(struct folder *f, struct str path);

bool folder_read(struct folder *f); /* source, dir, under, mapping, types, arena, diags are given */

#endif

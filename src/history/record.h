/* record - what the history says of a page: made from one walk over the commits.
 * Owns:      nothing; all lies in the arena, or in the packed bytes it was read from.
 * Fails:     what is not known is absent: moments and commits with `known` false, `complete` false.
 * Processes: made in a worker, packed; checked and unpacked in the parent.
 */
#ifndef HISTORY_RECORD_H
#define HISTORY_RECORD_H

#include "base/date.h"
#include "base/diag.h"
#include "base/hash.h"

struct arena;
struct buf;

/* A person as the history names them, through .mailmap; indexed in history.people. */
struct person {
    struct str name, email; /* e-mail for matching _people.yaml only: never published */
};

struct touch {
    bool known;
    struct oid commit;
    struct moment date; /* author date; sane false when it cannot be right */
    bool has_date;
    uint32_t author; /* index in history.people */
};

struct contribution {
    uint32_t person;
    uint32_t commits;
};

struct version { /* one commit that touched the page, newest first */
    struct oid commit;
    struct moment date;
    bool has_date;
    uint32_t author;
    bool ignored;       /* left out of attribution (ignore list, pattern, trailer) */
    struct oid blob;    /* the page's blob there */
    struct str path;    /* its path there, relative to the site's root as source.h has it */
    struct str subject; /* first line of the message, cleaned; not published as it is */
    struct str note;    /* the trailer Note, cleaned: what readers are told of the change; empty: none */
};

/* Consecutive lines of one origin: the version that they were last written in, changes of white space aside. */
struct line_run {
    uint32_t lines;
    uint32_t version; /* in record.versions, or LINES_UNKNOWN: behind where the history is cut off */
    bool blank;       /* nothing but white space: nobody's words */
};
enum { LINES_UNKNOWN = UINT32_MAX };

struct record {
    struct touch
        created; /* the oldest addition by date, ignored or not: no other commit made the page. Unknown unless complete */
    struct touch
        updated; /* the newest that is not ignored; unknown when none is, or when the missing history could hold a newer */
    struct contribution *
        people; /* most commits first, then by name; not the ignored ones. A lower bound unless complete. A commit
                                    counts once for a name, so counts of persons shown under one name may be added */
    size_t n_people;
    struct version *versions;
    size_t n_versions;
    struct str *former; /* paths it had before, newest first, without the present one */
    size_t n_former;
    struct touch *
        reviews; /* commits that say that it was read and left as it is; newest first, not the ignored ones */
    size_t n_reviews;
    size_t
        n_sure; /* this many versions, the newest, are newer than whatever is missing; all of them when complete */
    bool has_lines;
    struct oid blob;        /* whose lines these are: the page's at history.commit */
    struct line_run *lines; /* from the file's first line (front matter too) to its last */
    size_t n_lines;
    uint64_t spent; /* bytes of the texts that these lines came through, one from another: the longest way */
    bool complete;  /* false: the history may hold more than is known here (shallow, damaged) */
};

/* What the origins of the lines [first, end), counted from 1, say. */
struct line_sum {
    bool words; /* there is a line that is not blank */
    struct touch
        newest; /* of those that are not ignored; unknown when none is, or when what is missing may hold a newer */
    struct line_share {
        uint32_t person, lines;
    } * people; /* authors of these lines, by how many: most first, then by person. Not of ignored commits' lines */
    size_t n_people;
};

struct line_sum record_sum_lines(const struct record *r, uint32_t first, uint32_t end, struct arena *a);

/* A page that is not there any more, under no name. */
struct removed {
    struct str path;    /* as a version's */
    struct oid blob;    /* what it said last */
    struct moment date; /* when it was removed */
    bool has_date;
};

struct history {
    bool present;              /* a repository with at least one commit */
    struct oid commit;         /* that it was read at */
    struct moment commit_date; /* committer date: the time of the content */
    bool has_commit_date;
    bool
        unread; /* a file that a rename was looked for among could not be read: a page may be older than is known */
    struct person *people;
    size_t n_people;
    struct record *records; /* by the order of the paths asked for */
    size_t n_records;
    struct removed *removed; /* the newest first */
    size_t n_removed;
};

#endif

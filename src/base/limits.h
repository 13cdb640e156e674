/* limits - every bound on what is read, by name. Why each: the parsers' measured cost (a 15 kB table took cmark-gfm
 * 18.7 s and 1.5 GB, 25,000 open brackets took libyaml 5 s), and what a page for people needs.
 */
#ifndef BASE_LIMITS_H
#define BASE_LIMITS_H

enum {
    LIMIT_PAGE = 512 * 1024,      /* bytes of a Markdown file */
    LIMIT_FRONT = 64 * 1024,      /* bytes of front matter */
    LIMIT_SETTINGS = 1024 * 1024, /* bytes of a settings, type or layout file */
    LIMIT_YAML_DEPTH = 8,         /* nested lists and maps in YAML */
    LIMIT_YAML_NODES = 20000,     /* values in one YAML document */
    LIMIT_TABLE_COLUMNS = 64,
    LIMIT_TABLE_CELLS = 20000, /* cells of all tables of a page */
    LIMIT_TABLE_BEFORE = 1000, /* lines of text before the row of dashes that makes a table: quadratic */
    LIMIT_ROW_BYTES =
        20 * 1024 * 1024,   /* sum over rows of dashes of the bytes before: each is read anew, 44 ns a byte */
    LIMIT_OPEN_TAGS = 1000, /* `<?` and `<!`: each is followed to the end of its paragraph */
    LIMIT_EXPANSION =
        32 * 1024 *
        1024,           /* bytes that link references may take while parsing: longest definition x brackets */
    LIMIT_INDENT = 256, /* blanks before a list item: each level takes two at least */
    LIMIT_CONTAINERS = 32,                /* container markers (quotes, lists) at the head of a line */
    LIMIT_BLOCK_DEPTH = 64,               /* nesting of the parsed tree that is rendered */
    LIMIT_REFERENCE_FACTOR = 4,           /* output of link references: at most this many times the page */
    LIMIT_OUTPUT = 4 * 1024 * 1024,       /* bytes of HTML from one page */
    LIMIT_LINKS = 20000,                  /* links and pictures of a page */
    LIMIT_TITLE = 300,                    /* characters of a title */
    LIMIT_TAGS = 64,                      /* tags of a page */
    LIMIT_CAPITALS = 500,                 /* different words of a page that may be abbreviations */
    LIMIT_MENTIONS = 1000,                /* dates that the text of a page names */
    LIMIT_ATTACHMENTS = 100,              /* files attached to a page */
    LIMIT_PATH = 1024,                    /* bytes of a path in the site */
    LIMIT_NAME = 255,                     /* bytes of a file name */
    LIMIT_DIR_DEPTH = 64,                 /* nested folders */
    LIMIT_ENTRIES = 500000,               /* files and folders of a site, or of one tree of its history */
    LIMIT_COMMIT = 16 * 1024 * 1024,      /* bytes of a commit, its message and all */
    LIMIT_TREE = 64 * 1024 * 1024,        /* bytes of one folder in the history */
    LIMIT_RENAME = 4 * 1024 * 1024,       /* bytes of a file that is compared to find a rename with changes */
    LIMIT_RENAME_ALL = 256 * 1024 * 1024, /* bytes of all files compared between one commit and one parent */
    LIMIT_LINEAGE = 256 * 1024 * 1024,    /* bytes of all texts that one page came from, one from another */
    LIMIT_FILE = 512 * 1024 * 1024,       /* bytes of a file beside a page */
    LIMIT_PIXELS = 50 * 1000 * 1000,      /* of a picture of which smaller copies are made */
    LIMIT_PICTURE_MS = 20000,             /* time for making them */
    LIMIT_SVG = 4 * 1024 * 1024,          /* bytes of an SVG picture */
    LIMIT_SVG_DEPTH = 64,                 /* nested elements of one */
    LIMIT_DIAGS = 1000,                   /* diagnostics of one page or template; the rest are counted */
    LIMIT_ITEM_MS = 2000,                 /* time of one page in a worker, milliseconds of a processor */
    LIMIT_WORKER_MEMORY = 512 * 1024 * 1024, /* private bytes that a worker may add */
    LIMIT_HISTORY_MS = 20 * 60 * 1000,       /* time for the whole history */
    LIMIT_HISTORY_MIB = 4096,      /* memory for it, MiB; 100,000 commits over 100,000 pages take 870 */
    LIMIT_WRITING_MS = 120 * 1000, /* time for one file of the output: the largest lists, files of 512 MB */
    LIMIT_WRITING_MIB = 4096,      /* memory for making files */
    LIMIT_TEMPLATE_DEPTH = 64,     /* partials and parents within each other */
    LIMIT_TEMPLATE_NESTING = 64,   /* sections, blocks and parents within each other in one template */
    LIMIT_TEMPLATE_LEVELS = 1024,  /* all of these within each other while a page is rendered */
    LIMIT_TEMPLATE_STEPS = 10 * 1000 * 1000,  /* tags evaluated and contexts asked for one page */
    LIMIT_TEMPLATE_OUTPUT = 64 * 1024 * 1024, /* bytes that one template may print */
    LIMIT_MATRIX = 500,                       /* rows, and columns, of a two-way table */
    LIMIT_LISTINGS = 8,                       /* lists that one page's front matter asks for */
    LIMIT_LISTING = 500,                      /* rows of one of them; the rest are counted */
    LIMIT_PARTIALS = 10000,                   /* templates below the folder given to `template` */
    LIMIT_REQUEST = 4096,                     /* bytes of an address with its query that `serve` answers */
    LIMIT_DATA = 16 * 1024 * 1024,            /* bytes of a data file for `template` */
};

#endif

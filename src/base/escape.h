/* escape - one escaping function per context; no output goes around them.
 * Owns: nothing; each appends to a buffer. Fails: never. Input must be UTF-8 (utf8.h).
 */
#ifndef BASE_ESCAPE_H
#define BASE_ESCAPE_H

#include "base/buf.h"

void escape_html(struct buf *b,
                 struct str s); /* text and quoted attributes: & < > " as Mustache's specification wants */
void escape_xml(struct buf *b, struct str s); /* the same, and what XML 1.0 cannot hold is left out */
void escape_json(struct buf *b,
                 struct str s); /* the inside of a JSON string; < > & U+2028 U+2029 as \u escapes */
void escape_url(struct buf *b,
                struct str s); /* percent-encodes what may not stand in a URL; leaves %XX, delimiters alone */
void escape_url_path(
    struct buf *b, struct str s); /* one or more path segments from bytes: encodes all but unreserved and / */
bool escape_url_path_needed(struct str s);      /* whether that would change anything */
void escape_csv(struct buf *b, struct str s);   /* one field, quoted when needed; formulas defused */
void escape_nginx(struct buf *b, struct str s); /* the inside of a quoted word of its configuration */
void escape_yaml(
    struct buf *b,
    struct str s); /* a text as the value of a key: plain where YAML reads it so, else in double quotes */
void escape_ical(struct buf *b, struct str s); /* TEXT of RFC 5545: \ ; , and line ends */

#endif

/* answer - what goes back over HTTP: status, headers, bytes or a part of them.
 * Owns:      nothing; the response is handed to the connection.
 * Fails:     as libmicrohttpd does, by MHD_NO.
 * Invariant: every answer has the headers of src/share/nginx/vidensbank-headers.conf, errors too, with two differences: a page may be
 *            shown in a frame of this same server (the picture of it on a phone), and nothing is said of HTTPS, which this is not.
 */
#ifndef SERVE_ANSWER_H
#define SERVE_ANSWER_H

#include <microhttpd.h>

#include "serve/wire.h"

/* What an edition made; t->fd is closed when it has been sent. */
enum MHD_Result answer_made(struct MHD_Connection *c, struct str path, struct wire_telling *t);
enum MHD_Result answer_status(struct MHD_Connection *c, unsigned status); /* in plain words */
enum MHD_Result answer_bytes(struct MHD_Connection *c, unsigned status, struct str type, struct str bytes);
void answer_headers(struct MHD_Response *r, const char *type);

#endif

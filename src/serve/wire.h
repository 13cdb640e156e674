/* wire - what the server asks of an edition, and what that tells.
 * Owns:      nothing; a descriptor that comes with a telling is the receiver's to close.
 * Fails:     wire_ask and wire_tell return false when the other end is gone; wire_hear_* return -1 when it is, or when what came is no
 *            message, 0 when nothing is there yet (of a socket that does not block), 1 for a message.
 * Invariant: a message is one packet, whole or not at all (SOCK_SEQPACKET). Bytes of any length travel as a sealed memory file beside
 *            it: nothing is copied on the way to the browser, and nobody can change them any more.
 */
#ifndef SERVE_WIRE_H
#define SERVE_WIRE_H

#include <sys/types.h>

#include "base/buf.h"
#include "base/hash.h"
#include "base/limits.h"

enum wire_asked { WIRE_MAKE, WIRE_GLIMPSE };

struct wire_question {
    enum wire_asked what;
    uint32_t n;
    char path[LIMIT_PATH]; /* MAKE: in the output; GLIMPSE: of a source */
};

enum wire_told {
    WIRE_READY,    /* it can be asked; bytes: the state (notes.h) */
    WIRE_FAILED,   /* it will not be; bytes: the state */
    WIRE_MADE,     /* the answer to MAKE, in the order of asking */
    WIRE_GLIMPSED, /* the answer to GLIMPSE: status 1 when it shows what was saved */
};

struct wire_telling {
    enum wire_told what;
    int status;         /* MADE: as HTTP has it: 200, 301 (the address with / behind), 404, 500 */
    pid_t pid;          /* READY: of the thorough edition that was forked off; 0: none */
    int64_t until;      /* READY: the moment from which the clock alone makes another site */
    struct sha256 hash; /* of the bytes */
    uint64_t size;
    int fd; /* the bytes; -1: none */
};

bool wire_pair(int ends[2]); /* the first end does not block */
bool wire_ask(int to, enum wire_asked what, struct str path);
int wire_hear_question(int from, struct wire_question *q);
/* With the bytes where there are any; t->fd, size and hash are filled here. */
bool wire_tell(int to, struct wire_telling *t, struct str bytes);
int wire_hear_telling(int from, struct wire_telling *t);

#endif

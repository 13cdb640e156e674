/* pictures - every published picture measured, and photographs in smaller copies, before pages are rendered.
 * Owns:      the copies' bytes, in the workers' shared memory or the cache: pictures_free lets go when all is written.
 * Fails:     a picture that cannot be measured or made smaller is shown as it is. What is wrong with its bytes is told when it is
 *            published (media.h). One that costs its worker twice is an error: a worker has enough for the largest there may be, so it
 *            was the machine, and another day gives another site.
 * Processes: one picture an item, in workers that bound time and memory and can start no program; the parent checks what they say.
 * Invariant: pure in the picture's bytes and the library's version, and kept in the cache by both. Copies lie at
 *            assets/billeder/HASH.WIDTH.EXT, by the hash of the picture they are of.
 */
#ifndef RENDER_PICTURES_H
#define RENDER_PICTURES_H

#include "model/site.h"
#include "view/picture.h"

struct pictures {
    struct picture *by_file; /* as many as site.files */
    struct work *work;
    struct doc_cache *cache;
};

struct pictures_plan {
    const struct site *site;
    struct source *source;
    struct doc_cache *cache; /* NULL: none; becomes the pictures' own */
    unsigned jobs;
    struct arena *arena;
    struct diags *diags;
};

bool pictures_any(const struct site *s);
void pictures_make(const struct pictures_plan *plan, struct pictures *out);
/* Of another model of the same files: what is known of each stays known; what has come to be published is not measured. */
void pictures_carry(struct pictures *p, const struct site *from, const struct site *to, struct arena *a);
void pictures_free(struct pictures *p);

#endif

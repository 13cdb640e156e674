#include "render/resize.h"

#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/machine.h"
#include "base/path.h"

/* What of libvips 8 and GLib is called; both are C with stable names. */
static struct {
    bool tried, ready;
    char version[32];
    int (*init)(const char *);
    void (*concurrency_set)(int);
    void (*cache_set_max)(int);
    void (*block_untrusted_set)(int);
    void (*vector_set_enabled)(int);
    int (*number)(int);
    int (*thumbnail_buffer)(void *, size_t, void **, int, ...);
    int (*image_write_to_buffer)(void *, const char *, void **, size_t *, ...);
    void (*object_unref)(void *);
    void (*release)(void *);
    const char *(*error_buffer)(void);
    void (*error_clear)(void);
} vips;

/* A symbol as a function; C has no cast from one to the other. */
static bool find(void *library, const char *name, void *function)
{
    void *symbol = dlsym(library, name);
    memcpy(function, &symbol, sizeof symbol);
    return symbol != NULL;
}

/* A library that is not installed is no matter, one that could not be loaded is: pages would come out otherwise than the day before. The
 * loader says which in words alone. */
static void tell_apart(const char *why)
{
    const char *absent = strerror(ENOENT);
    if (why && !strstr(why, absent))
        machine_refused(why, EIO);
}

static void end_here(int signal)
{
    (void)signal;
    /* NOLINTNEXTLINE(bugprone-signal-handler,cert-sig30-c): it calls write and _exit alone, which a handler may */
    mem_exhausted();
}

/* GLib, on its way in, ends the process by a trap when there is no memory. */
static void *open_library(void)
{
    void (*trap)(int) = signal(SIGTRAP, end_here), (*abrt)(int) = signal(SIGABRT, end_here);
    void *lib = dlopen("libvips.so.42", RTLD_NOW | RTLD_LOCAL);
    signal(SIGTRAP, trap);
    signal(SIGABRT, abrt);
    return lib;
}

static void load(void)
{
    if (vips.tried)
        return;
    vips.tried = true;
    void *lib = open_library();
    if (!lib)
        tell_apart(dlerror());
    if (!lib || !find(lib, "vips_init", &vips.init) ||
        !find(lib, "vips_concurrency_set", &vips.concurrency_set) ||
        !find(lib, "vips_cache_set_max", &vips.cache_set_max) ||
        !find(lib, "vips_block_untrusted_set", &vips.block_untrusted_set) ||
        !find(lib, "vips_vector_set_enabled", &vips.vector_set_enabled) ||
        !find(lib, "vips_version", &vips.number) || !find(lib, "vips_error_buffer", &vips.error_buffer) ||
        !find(lib, "vips_error_clear", &vips.error_clear) ||
        !find(lib, "vips_thumbnail_buffer", &vips.thumbnail_buffer) ||
        !find(lib, "vips_image_write_to_buffer", &vips.image_write_to_buffer) ||
        !find(lib, "g_object_unref", &vips.object_unref) || !find(lib, "g_free", &vips.release))
        return;
    snprintf(vips.version, sizeof vips.version, "%d.%d.%d", vips.number(0), vips.number(1), vips.number(2));
}

struct str resize_version(void)
{
    load();
    return str_of(vips.version);
}

/* The library's threads begin here, in the worker: a process that has them must not fork. */
static bool start(void)
{
    static bool started;
    load();
    if (!started && vips.version[0]) {
        setenv("VIPS_WARNING", "0", 1); /* what it thinks of a picture is not for the one who builds */
        vips.ready = vips.init("vidensbank") == 0;
        if (vips.ready) {
            vips.concurrency_set(1);
            vips.cache_set_max(0);
            vips.block_untrusted_set(1);
            vips.vector_set_enabled(0); /* code made at run time: other bytes on another processor */
        }
    }
    started = true;
    return vips.ready;
}

static const struct {
    struct str ext;
    const char *as;
} kinds[] = {
    {STR_INIT(".jpg"), ".jpg[Q=80,strip,optimize_coding,interlace]"},
    {STR_INIT(".jpeg"), ".jpg[Q=80,strip,optimize_coding,interlace]"},
    {STR_INIT(".png"), ".png[strip,compression=9]"},
    {STR_INIT(".webp"), ".webp[Q=80,strip]"},
};

static const char *written_as(struct str path)
{
    struct str ext = path_ext(path);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (str_eq_nocase(ext, kinds[i].ext))
            return kinds[i].as;
    return NULL;
}

bool resize_takes(struct str path)
{
    return written_as(path) != NULL;
}

static bool make_copy(char *bytes, size_t n, const char *as, uint32_t width, struct buf *out)
{
    enum { DOWN_ONLY = 2, TALL = 1000000 };
    void *image = NULL, *made = NULL;
    size_t n_made = 0;
    bool ok = vips.thumbnail_buffer(bytes, n, &image, (int)width, "height", TALL, "size", DOWN_ONLY,
                                    "export_profile", "srgb", NULL) == 0 &&
              vips.image_write_to_buffer(image, as, &made, &n_made, NULL) == 0;
    if (ok)
        buf_put_n(out, made, n_made);
    if (made)
        vips.release(made);
    if (image)
        vips.object_unref(image);
    return ok;
}

/* Where memory fails in one of its threads the library goes on, and gives a picture with a part missing: so a copy is made twice, and
 * believed when both are the same. It is kept in the cache for good. */
bool resize_picture(struct str path, struct str bytes, uint32_t width, struct buf *out)
{
    const char *as = written_as(path);
    struct buf again = {0};
    size_t start_at = out->n;
    if (!as || !start())
        return false;
    char *own = mem_alloc(bytes.n);
    memcpy(own, bytes.p, bytes.n);
    bool ok = make_copy(own, bytes.n, as, width, out),
         same = make_copy(own, bytes.n, as, width, &again) == ok;
    same = same && str_eq(str_from(buf_str(out), start_at), buf_str(&again));
    if (!ok && strstr(vips.error_buffer(), "thread")) /* the picture is not to blame */
        machine_refused(vips.error_buffer(), EAGAIN);
    else if (!same)
        machine_refused("memory", ENOMEM);
    vips.error_clear();
    buf_free(&again);
    mem_release(own);
    return ok && same;
}

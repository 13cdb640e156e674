#include "serve/answer.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/escape.h"
#include "base/path.h"

#define POLICY                                                                                               \
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; "            \
    "connect-src 'self'; manifest-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; "       \
    "frame-ancestors 'self'; require-trusted-types-for 'script'; trusted-types 'none'"
#define POLICY_SVG "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'"

static const struct {
    struct str ending;
    const char *type;
} types[] = {
    {STR_INIT(".html"), "text/html; charset=utf-8"},
    {STR_INIT(".css"), "text/css; charset=utf-8"},
    {STR_INIT(".js"), "text/javascript; charset=utf-8"},
    {STR_INIT(".mjs"), "text/javascript; charset=utf-8"},
    {STR_INIT(".json"), "application/json; charset=utf-8"},
    {STR_INIT(".webmanifest"), "application/manifest+json"},
    {STR_INIT(".xml"), "text/xml; charset=utf-8"},
    {STR_INIT(".svg"), "image/svg+xml; charset=utf-8"},
    {STR_INIT(".txt"), "text/plain; charset=utf-8"},
    {STR_INIT(".md"), "text/markdown; charset=utf-8"},
    {STR_INIT(".csv"), "text/csv; charset=utf-8"},
    {STR_INIT(".ics"), "text/calendar; charset=utf-8"},
    {STR_INIT(".vtt"), "text/vtt; charset=utf-8"},
    {STR_INIT(".png"), "image/png"},
    {STR_INIT(".jpg"), "image/jpeg"},
    {STR_INIT(".jpeg"), "image/jpeg"},
    {STR_INIT(".gif"), "image/gif"},
    {STR_INIT(".webp"), "image/webp"},
    {STR_INIT(".avif"), "image/avif"},
    {STR_INIT(".ico"), "image/x-icon"},
    {STR_INIT(".pdf"), "application/pdf"},
    {STR_INIT(".mp4"), "video/mp4"},
    {STR_INIT(".webm"), "video/webm"},
    {STR_INIT(".ogg"), "audio/ogg"},
    {STR_INIT(".mp3"), "audio/mpeg"},
    {STR_INIT(".m4a"), "audio/mp4"},
    {STR_INIT(".wav"), "audio/wav"},
    {STR_INIT(".woff2"), "font/woff2"},
    {STR_INIT(".zip"), "application/zip"},
};

static const struct {
    unsigned status;
    const char *says;
} said[] = {
    {400, "Bad Request"},         {403, "Forbidden"},
    {404, "Not Found"},           {405, "Method Not Allowed"},
    {414, "URI Too Long"},        {416, "Range Not Satisfiable"},
    {421, "Misdirected Request"}, {500, "Internal Server Error"},
    {503, "Service Unavailable"},
};

static const char *type_of(struct str path)
{
    struct str ending = path_ext(path);
    if (!path.n || path.p[path.n - 1] == '/')
        return types[0].type;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (str_eq_nocase(ending, types[i].ending))
            return types[i].type;
    return "application/octet-stream";
}

/* ".HASH.ending": what has its hash in its name never changes, and is not asked for again when the page is loaded anew. */
static bool names_hash(struct str path)
{
    size_t end = path.n - path_ext(path).n, n = 0;
    while (n < end && ((path.p[end - n - 1] >= '0' && path.p[end - n - 1] <= '9') ||
                       (path.p[end - n - 1] >= 'a' && path.p[end - n - 1] <= 'f')))
        n++;
    return n >= 12 && n <= 64 && n < end && path.p[end - n - 1] == '.' && end < path.n;
}

static void add_headers(struct MHD_Response *r, const char *type, const char *cache)
{
    bool drawing = str_starts(str_of(type), STR("image/svg"));
    const struct {
        const char *name, *value;
    } all[] = {
        {"Content-Type", type},
        {"Content-Security-Policy", drawing ? POLICY_SVG : POLICY},
        {"Cache-Control", cache},
        {"X-Content-Type-Options", "nosniff"},
        {"X-Frame-Options", "SAMEORIGIN"},
        {"Referrer-Policy", "same-origin"},
        {"Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()"},
        {"Cross-Origin-Opener-Policy", "same-origin"},
        {"Cross-Origin-Resource-Policy", "same-origin"},
        {"X-Robots-Tag", "noindex, nofollow"},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        MHD_add_response_header(r, all[i].name, all[i].value);
}

void answer_headers(struct MHD_Response *r, const char *type)
{
    add_headers(r, type, "no-cache");
}

static enum MHD_Result send_off(struct MHD_Connection *c, unsigned status, struct MHD_Response *r)
{
    if (!r)
        return MHD_NO;
    enum MHD_Result sent = MHD_queue_response(c, status, r);
    MHD_destroy_response(r);
    return sent;
}

enum MHD_Result answer_bytes(struct MHD_Connection *c, unsigned status, struct str type, struct str bytes)
{
    struct MHD_Response *r =
        MHD_create_response_from_buffer(bytes.n, (void *)(uintptr_t)bytes.p, MHD_RESPMEM_MUST_COPY);
    if (r)
        answer_headers(r, type.p);
    if (r && status == 405)
        MHD_add_response_header(r, "Allow", "GET, HEAD");
    return send_off(c, status, r);
}

enum MHD_Result answer_status(struct MHD_Connection *c, unsigned status)
{
    char text[64];
    const char *says = "";
    for (size_t i = 0; i < sizeof said / sizeof *said; i++)
        if (said[i].status == status)
            says = said[i].says;
    int n = snprintf(text, sizeof text, "%u %s\n", status, says);
    return answer_bytes(c, status, STR("text/plain; charset=utf-8"), str_n(text, (size_t)n));
}

/* One range of bytes; false when there is none to heed. *status becomes 206, or 416 when it lies behind the end. */
static bool read_range(const char *header, uint64_t size, uint64_t *from, uint64_t *n, unsigned *status)
{
    static const struct str unit = STR_INIT("bytes=");
    struct str s = str_of(header), first, last;
    int64_t a = 0, b = 0;
    if (!str_starts(s, unit) || str_find(s, ',') != STR_NONE)
        return false;
    last = str_from(s, unit.n);
    if (!str_split(&last, '-', &first) || (!first.n && !last.n))
        return false;
    if ((first.n && (!str_int(first, &a) || a < 0)) || (last.n && (!str_int(last, &b) || b < 0)))
        return false;
    if (!first.n) { /* so many at the end */
        *from = (uint64_t)b < size ? size - (uint64_t)b : 0;
        *n = size - *from;
    } else {
        *from = (uint64_t)a;
        uint64_t end = last.n && (uint64_t)b < size ? (uint64_t)b + 1 : size;
        *n = end > *from ? end - *from : 0;
    }
    *status = *n ? 206 : 416;
    return true;
}

static enum MHD_Result answer_moved(struct MHD_Connection *c, struct str path)
{
    struct buf to = {0};
    buf_char(&to, '/');
    escape_url_path(&to, path);
    buf_put(&to, STR("/\0"));
    struct MHD_Response *r = MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);
    if (r) {
        answer_headers(r, "text/plain; charset=utf-8");
        MHD_add_response_header(r, "Location", to.p);
    }
    buf_free(&to);
    return send_off(c, 301, r);
}

static bool names_tag(const char *header, const char *tag)
{
    return header && (strstr(header, tag) || !strcmp(header, "*"));
}

/* A tag also where a script can read it of the page that it runs on (Server-Timing), to ask whether there is another by now. */
static void add_tag(struct MHD_Response *r, const char *tag)
{
    char timing[128];
    snprintf(timing, sizeof timing, "tag;desc=%s", tag);
    MHD_add_response_header(r, "ETag", tag);
    MHD_add_response_header(r, "Server-Timing", timing);
    MHD_add_response_header(r, "Accept-Ranges", "bytes");
}

static void make_tag(const struct sha256 *hash, char tag[35])
{
    char *p = tag;
    *p++ = '"';
    for (size_t i = 0; i < 16; i++)
        p += snprintf(p, 3, "%02x", hash->b[i]);
    memcpy(p, "\"", 2);
}

static const char *header(struct MHD_Connection *c, const char *name)
{
    return MHD_lookup_connection_value(c, MHD_HEADER_KIND, name);
}

enum MHD_Result answer_made(struct MHD_Connection *c, struct str path, struct wire_telling *t)
{
    char tag[35], place[96];
    unsigned status = (unsigned)t->status;
    uint64_t from = 0, n = t->size;
    bool found = status == 200;
    if (status == 301)
        return answer_moved(c, path);
    if (t->fd < 0 && t->size)
        return answer_status(c, 500);
    if (t->fd < 0 && !found)
        return answer_status(c, status);
    make_tag(&t->hash, tag);
    if (found && names_tag(header(c, "If-None-Match"), tag))
        status = 304;
    else if (found && header(c, "Range") && (!header(c, "If-Range") || names_tag(header(c, "If-Range"), tag)))
        read_range(header(c, "Range"), t->size, &from, &n, &status);
    bool bytes = t->fd >= 0 && status != 304 && status != 416;
    struct MHD_Response *r = bytes ? MHD_create_response_from_fd_at_offset64(n, t->fd, from)
                                   : MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);
    if (t->fd >= 0 && (!bytes || !r))
        close(t->fd);
    t->fd = -1;
    if (!r)
        return MHD_NO;
    bool keep = found && names_hash(path);
    add_headers(r, found ? type_of(path) : types[0].type,
                keep ? "public, max-age=31536000, immutable" : "no-cache");
    if (found)
        add_tag(r, tag);
    if (status == 206)
        snprintf(place, sizeof place, "bytes %llu-%llu/%llu", (unsigned long long)from,
                 (unsigned long long)(from + n - 1), (unsigned long long)t->size);
    else
        snprintf(place, sizeof place, "bytes */%llu", (unsigned long long)t->size);
    if (status == 206 || status == 416)
        MHD_add_response_header(r, "Content-Range", place);
    return send_off(c, status, r);
}

#include "render/metadata.h"

/* ---- numbers ---- */

static uint32_t be16(struct str s, size_t i)
{
    const unsigned char *p = (const unsigned char *)s.p + i;
    return (uint32_t)p[0] << 8 | p[1];
}

static uint32_t be32(struct str s, size_t i)
{
    return be16(s, i) << 16 | be16(s, i + 2);
}

static uint32_t le16(struct str s, size_t i)
{
    const unsigned char *p = (const unsigned char *)s.p + i;
    return (uint32_t)p[1] << 8 | p[0];
}

static uint32_t le32(struct str s, size_t i)
{
    return le16(s, i + 2) << 16 | le16(s, i);
}

static bool holds(struct str s, size_t i, struct str what)
{
    return str_eq(str_sub(s, i, what.n), what);
}

/* ---- orientation ---- */

/* Which way up a TIFF structure says that the picture is: 1 to 8, or 0 when it does not say. Without it a photo taken with the
 * telephone upright would lie on its side once its Exif data is gone. */
unsigned metadata_orientation(struct str t)
{
    bool big = holds(t, 0, STR("MM\0*")), little = holds(t, 0, STR("II*\0"));
    if (t.n < 8 || (!big && !little))
        return 0;
    uint32_t (*u16)(struct str, size_t) = big ? be16 : le16;
    size_t at = big ? be32(t, 4) : le32(t, 4);
    if (at > t.n || t.n - at < 2)
        return 0;
    size_t n = u16(t, at);
    for (size_t i = 0; i < n; i++) {
        size_t entry = at + 2 + i * 12;
        if (t.n < 12 || entry > t.n - 12)
            return 0;
        if (u16(t, entry) == 0x0112) {
            uint32_t way = u16(t, entry + 8);
            return way >= 1 && way <= 8 ? way : 0;
        }
    }
    return 0;
}

/* A TIFF structure that says nothing but the orientation. */
enum { TIFF_BYTES = 26 };
static void put_tiff(struct buf *out, unsigned way)
{
    buf_put(out, STR("MM\0*\0\0\0\10" /* big-endian, the directory at 8 */
                     "\0\1"           /* of one entry */
                     "\1\22\0\3\0\0\0\1\0"));
    buf_char(out, (char)way);
    buf_put(out, STR("\0\0\0\0\0\0"));
}

/* ---- JPEG ---- */

enum {
    SOI = 0xD8,
    EOI = 0xD9,
    SOS = 0xDA,
    APP0 = 0xE0,
    APP1 = 0xE1,
    APP2 = 0xE2,
    APP14 = 0xEE,
    APP15 = 0xEF,
    COM = 0xFE
};

/* Markers without a length behind them. */
static bool stands_alone(unsigned marker)
{
    return marker == 0x01 || (marker >= 0xD0 && marker <= 0xD7);
}

/* JFIF's density, without the small picture that may follow it. */
static void put_jfif(struct str body, struct buf *out)
{
    buf_put(out, STR("\xFF\xE0\0\20"));
    buf_put(out, str_sub(body, 0, 12));
    buf_put(out, STR("\0\0"));
}

/* One segment: body is what stands behind its length. */
static void put_segment(unsigned marker, struct str whole, struct str body, unsigned *way, struct buf *out)
{
    bool app = marker >= APP0 && marker <= APP15;
    if (marker == APP0 && holds(body, 0, STR("JFIF\0")) && body.n >= 14)
        put_jfif(body, out);
    else if (marker == APP1 && holds(body, 0, STR("Exif\0\0")) && !*way &&
             (*way = metadata_orientation(str_from(body, 6))) > 1) {
        buf_put(out, STR("\xFF\xE1\0\42Exif\0\0"));
        put_tiff(out, *way);
    } else if (!app && marker != COM)
        buf_put(out, whole);
    else if (marker == APP2 && holds(body, 0, STR("ICC_PROFILE\0")))
        buf_put(out, whole);
    else if (marker == APP14 && holds(body, 0, STR("Adobe")))
        buf_put(out, whole);
}

/* Where the picture's own bits end: the next marker that is no restart and no stuffed FF. */
static size_t scan_end(struct str s, size_t i)
{
    for (; i + 1 < s.n; i++) {
        const char *ff = memchr(s.p + i, 0xFF, s.n - i - 1);
        if (!ff)
            break;
        i = (size_t)(ff - s.p);
        unsigned next = (unsigned char)s.p[i + 1];
        if (next != 0 && next != 0xFF && !(next >= 0xD0 && next <= 0xD7))
            return i;
    }
    return s.n;
}

bool metadata_clean_jpeg(struct str s, struct buf *out)
{
    unsigned way = 0;
    if (!holds(s, 0, STR("\xFF\xD8")))
        return false;
    buf_put(out, STR("\xFF\xD8"));
    for (size_t i = 2; i + 1 < s.n;) {
        unsigned marker = (unsigned char)s.p[i + 1];
        if ((unsigned char)s.p[i] != 0xFF)
            return false;
        if (marker == 0xFF) { /* filling */
            i++;
            continue;
        }
        if (marker == EOI) {
            buf_put(out, STR("\xFF\xD9"));
            return true;
        }
        if (stands_alone(marker)) {
            i += 2;
            continue;
        }
        size_t length = s.n - i >= 4 ? be16(s, i + 2) : 0, end = i + 2 + length;
        if (length < 2 || end > s.n || marker == SOI || marker == 0)
            return false;
        if (marker == SOS)
            end = scan_end(s, end);
        put_segment(marker, str_sub(s, i, end - i), str_sub(s, i + 4, length - 2), &way, out);
        i = end;
    }
    return false;
}

/* ---- PNG ---- */

static bool png_keeps(struct str type)
{
    static const char kept[][5] = {"IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM",
                                   "sRGB", "iCCP", "sBIT", "bKGD", "pHYs", "hIST", "cICP",
                                   "mDCV", "cLLI", "acTL", "fcTL", "fdAT"};
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        if (memcmp(type.p, kept[i], 4) == 0)
            return true;
    return false;
}

bool metadata_clean_png(struct str s, struct buf *out)
{
    const struct str signature = STR("\x89PNG\r\n\x1A\n");
    if (!holds(s, 0, signature))
        return false;
    buf_put(out, signature);
    for (size_t i = signature.n; s.n - i >= 12;) {
        size_t length = be32(s, i), whole = length + 12;
        if (length > s.n - i - 12)
            return false;
        struct str type = str_sub(s, i + 4, 4);
        if (png_keeps(type))
            buf_put(out, str_sub(s, i, whole));
        if (str_eq(type, STR("IEND")))
            return true;
        i += whole;
    }
    return false;
}

/* ---- WebP ---- */

enum { VP8X_EXIF = 0x08, VP8X_XMP = 0x04 };

static void put_le32(struct buf *out, size_t n)
{
    for (unsigned shift = 0; shift < 32; shift += 8)
        buf_char(out, (char)(n >> shift & 0xFF));
}

static void put_chunk(struct buf *out, struct str type, struct str body)
{
    buf_put(out, type);
    put_le32(out, body.n);
    buf_put(out, body);
    if (body.n & 1)
        buf_char(out, 0);
}

static bool webp_keeps(struct str type)
{
    static const char kept[][5] = {"VP8 ", "VP8L", "VP8X", "ANIM", "ANMF", "ALPH", "ICCP"};
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        if (memcmp(type.p, kept[i], 4) == 0)
            return true;
    return false;
}

bool metadata_clean_webp(struct str s, struct buf *out)
{
    size_t start = out->n, flags = 0; /* flags: where VP8X's stand in out; 0 is inside the header, so: none */
    unsigned way = 0;
    if (s.n < 20 || !holds(s, 0, STR("RIFF")) || !holds(s, 8, STR("WEBP")) || le32(s, 4) < 4 ||
        le32(s, 4) > s.n - 8)
        return false;
    s.n = le32(s, 4) + 8;
    buf_put(out, str_sub(s, 0, 12));
    for (size_t i = 12; i < s.n;) {
        if (s.n - i < 8 || le32(s, i + 4) > s.n - i - 8)
            return false;
        struct str type = str_sub(s, i, 4), body = str_sub(s, i + 8, le32(s, i + 4));
        if (str_eq(type, STR("VP8X")) && body.n)
            flags = out->n + 8;
        if (str_eq(type, STR("EXIF")) && !way)
            way = metadata_orientation(holds(body, 0, STR("Exif\0\0")) ? str_from(body, 6) : body);
        if (webp_keeps(type))
            put_chunk(out, type, body);
        i += 8 + body.n;
        i += i < s.n && (body.n & 1);
    }
    if (out->n - start < 20) /* nothing is left to draw */
        return false;
    if (flags)
        out->p[flags] = (char)(out->p[flags] & ~(VP8X_EXIF | VP8X_XMP));
    if (flags && way > 1) {
        out->p[flags] = (char)(out->p[flags] | VP8X_EXIF);
        buf_put(out, STR("EXIF"));
        put_le32(out, TIFF_BYTES);
        put_tiff(out, way);
    }
    size_t length = out->n - start - 8;
    for (unsigned k = 0; k < 4; k++)
        out->p[start + 4 + k] = (char)(length >> (8 * k) & 0xFF);
    return true;
}

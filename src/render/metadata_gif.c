/* GIF: the same as metadata.c, for a format of blocks. */
#include "render/metadata.h"

enum { EXTENSION = 0x21, IMAGE = 0x2C, TRAILER = 0x3B, CONTROL = 0xF9, APPLICATION = 0xFF };

static unsigned byte(struct str s, size_t i)
{
    return i < s.n ? (unsigned char)s.p[i] : 0;
}

/* Bytes of a table of colours that the flags tell of. */
static size_t table(unsigned flags)
{
    return flags & 0x80 ? (size_t)3 << ((flags & 7) + 1) : 0;
}

/* Where the sub-blocks that begin at i end, with the empty one behind them; 0: the picture is cut off. */
static size_t past_blocks(struct str s, size_t i)
{
    while (i < s.n && byte(s, i))
        i += byte(s, i) + 1;
    return i < s.n ? i + 1 : 0;
}

/* Whether an extension draws: its times and what shows through, or how often it is played. Comments, XMP and the rest do not. */
static bool draws(struct str extension)
{
    struct str application = str_sub(extension, 3, 11);
    return byte(extension, 1) == CONTROL ||
           (byte(extension, 1) == APPLICATION && byte(extension, 2) == 11 &&
            (str_eq(application, STR("NETSCAPE2.0")) || str_eq(application, STR("ANIMEXTS1.0"))));
}

bool metadata_clean_gif(struct str bytes, struct buf *out)
{
    size_t i = 13 + table(byte(bytes, 10));
    if (bytes.n < i)
        return false;
    buf_put(out, str_sub(bytes, 0, i));
    while (byte(bytes, i) == EXTENSION || byte(bytes, i) == IMAGE) {
        bool image = byte(bytes, i) == IMAGE;
        size_t end = past_blocks(bytes, i + (image ? 11 + table(byte(bytes, i + 9)) : 2));
        if (!end)
            return false;
        if (image || draws(str_sub(bytes, i, end - i)))
            buf_put(out, str_sub(bytes, i, end - i));
        i = end;
    }
    buf_char(out, TRAILER);
    return i >= bytes.n || byte(bytes, i) == TRAILER; /* many end without one */
}

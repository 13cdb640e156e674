#include "render/media.h"

#include "base/path.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "render/metadata.h"
#include "render/svg.h"

static bool begins(struct str s, size_t at, struct str what)
{
    return str_eq(str_sub(s, at, what.n), what);
}

static bool holds(struct str s, struct str what)
{
    return s.n && memmem(s.p, s.n, what.p, what.n) != NULL;
}

static struct str without_bom(struct str s)
{
    return begins(s, 0, STR("\xEF\xBB\xBF")) ? str_from(s, 3) : s;
}

/* ---- what the bytes must be ---- */

static const char *check_png(struct str s)
{
    return begins(s, 0, STR("\x89PNG\r\n\x1A\n")) ? NULL : tr("its bytes are no PNG picture");
}

static const char *check_jpeg(struct str s)
{
    return begins(s, 0, STR("\xFF\xD8\xFF")) ? NULL : tr("its bytes are no JPEG picture");
}

static const char *check_gif(struct str s)
{
    return begins(s, 0, STR("GIF87a")) || begins(s, 0, STR("GIF89a")) ? NULL
                                                                      : tr("its bytes are no GIF picture");
}

static const char *check_webp(struct str s)
{
    return begins(s, 0, STR("RIFF")) && begins(s, 8, STR("WEBP")) ? NULL
                                                                  : tr("its bytes are no WebP picture");
}

static const char *check_pdf(struct str s)
{
    return begins(s, 0, STR("%PDF-")) ? NULL : tr("its bytes are no PDF document");
}

static const char *check_webm(struct str s)
{
    return begins(s, 0, STR("\x1A\x45\xDF\xA3")) ? NULL : tr("its bytes are no WebM film");
}

static const char *check_ogg(struct str s)
{
    return begins(s, 0, STR("OggS")) ? NULL : tr("its bytes are no Ogg sound");
}

static const char *check_mp3(struct str s)
{
    bool frame = s.n > 1 && (unsigned char)s.p[0] == 0xFF && ((unsigned char)s.p[1] & 0xE0) == 0xE0;
    return frame || begins(s, 0, STR("ID3")) ? NULL : tr("its bytes are no MP3 sound");
}

/* ---- boxes: AVIF and MP4 are lists of length, type, contents ---- */

/* The first box of a type among those at the top; empty when there is none. */
static struct str box_find(struct str s, struct str type)
{
    while (s.n >= 8) {
        const unsigned char *p = (const unsigned char *)s.p;
        uint64_t n = (uint64_t)p[0] << 24 | (uint64_t)p[1] << 16 | (uint64_t)p[2] << 8 | p[3];
        if (n == 1 && s.n >= 16) { /* the length is behind the type */
            n = 0;
            for (size_t i = 8; i < 16; i++)
                n = n << 8 | p[i];
        } else if (n == 0)
            n = s.n;
        if (n < 8 || n > s.n)
            n = s.n; /* cut off: what is there is looked through all the same */
        if (begins(s, 4, type))
            return str_sub(s, 0, (size_t)n);
        s = str_from(s, (size_t)n);
    }
    return STR("");
}

static const char *check_avif(struct str s)
{
    struct str ftyp = str_sub(box_find(s, STR("ftyp")), 0, 256);
    if (!begins(s, 4, STR("ftyp")) || !(holds(ftyp, STR("avif")) || holds(ftyp, STR("avis"))))
        return tr("its bytes are no AVIF picture");
    struct str meta = box_find(s, STR("meta"));
    if (holds(meta, STR("Exif")) || holds(meta, STR("application/rdf+xml")))
        return tr("it holds what the camera wrote down (Exif or XMP); save it again without");
    return NULL;
}

static const char *check_mp4(struct str s)
{
    if (!begins(s, 4, STR("ftyp")))
        return tr("its bytes are no MP4 film or sound");
    struct str moov = box_find(s, STR("moov"));
    if (holds(moov, STR("\xA9xyz")) || holds(moov, STR("com.apple.quicktime.location")))
        return tr("it tells where it was recorded; save it again without the position");
    return NULL;
}

/* ---- office files: zip archives with known names in them ---- */

static const char *check_ooxml(struct str s, struct str part, const char *fault)
{
    if (!begins(s, 0, STR("PK\3\4")) || !holds(s, STR("[Content_Types].xml")) || !holds(s, part))
        return fault;
    return holds(s, STR("vbaProject.bin")) ? tr("it holds macros") : NULL;
}

static const char *check_docx(struct str s)
{
    return check_ooxml(s, STR("word/"), tr("its bytes are no Word document"));
}

static const char *check_xlsx(struct str s)
{
    return check_ooxml(s, STR("xl/"), tr("its bytes are no Excel workbook"));
}

static const char *check_pptx(struct str s)
{
    return check_ooxml(s, STR("ppt/"), tr("its bytes are no PowerPoint presentation"));
}

/* The first entry is named mimetype, stored as it is, and says the kind. */
static const char *check_odf(struct str s, struct str kind)
{
    const struct str mime = STR("mimetypeapplication/vnd.oasis.opendocument.");
    bool fits = begins(s, 0, STR("PK\3\4")) && begins(s, 30, mime) && begins(s, 30 + mime.n, kind);
    return fits ? NULL : tr("its bytes are no OpenDocument file of this kind");
}

static const char *check_odt(struct str s)
{
    return check_odf(s, STR("text"));
}

static const char *check_ods(struct str s)
{
    return check_odf(s, STR("spreadsheet"));
}

static const char *check_odp(struct str s)
{
    return check_odf(s, STR("presentation"));
}

/* ---- text ---- */

static const char *check_text(struct str s)
{
    if (s.n && memchr(s.p, 0, s.n))
        return tr("it holds a NUL byte, so it is no text");
    return utf8_invalid(s) == STR_NONE ? NULL
                                       : tr("it is not UTF-8; save it again as UTF-8 (in Excel: CSV UTF-8)");
}

static const char *check_vtt(struct str s)
{
    return begins(without_bom(s), 0, STR("WEBVTT")) ? check_text(s)
                                                    : tr("captions in WebVTT begin with WEBVTT");
}

static const char *check_ics(struct str s)
{
    return begins(without_bom(s), 0, STR("BEGIN:VCALENDAR")) ? check_text(s)
                                                             : tr("a calendar begins with BEGIN:VCALENDAR");
}

/* ---- the list ---- */

static const struct kind {
    struct str ext;
    const char *(*check)(struct str bytes);
    bool (*clean)(struct str bytes, struct buf *out); /* NULL: published as it is */
} kinds[] = {
    {STR_INIT(".png"), check_png, metadata_clean_png},
    {STR_INIT(".jpg"), check_jpeg, metadata_clean_jpeg},
    {STR_INIT(".jpeg"), check_jpeg, metadata_clean_jpeg},
    {STR_INIT(".webp"), check_webp, metadata_clean_webp},
    {STR_INIT(".gif"), check_gif, metadata_clean_gif},
    {STR_INIT(".avif"), check_avif, NULL},
    {STR_INIT(".svg"), svg_check, NULL},
    {STR_INIT(".pdf"), check_pdf, NULL},
    {STR_INIT(".docx"), check_docx, NULL},
    {STR_INIT(".xlsx"), check_xlsx, NULL},
    {STR_INIT(".pptx"), check_pptx, NULL},
    {STR_INIT(".odt"), check_odt, NULL},
    {STR_INIT(".ods"), check_ods, NULL},
    {STR_INIT(".odp"), check_odp, NULL},
    {STR_INIT(".csv"), check_text, NULL},
    {STR_INIT(".txt"), check_text, NULL},
    {STR_INIT(".srt"), check_text, NULL},
    {STR_INIT(".vtt"), check_vtt, NULL},
    {STR_INIT(".ics"), check_ics, NULL},
    {STR_INIT(".mp4"), check_mp4, NULL},
    {STR_INIT(".m4a"), check_mp4, NULL},
    {STR_INIT(".webm"), check_webm, NULL},
    {STR_INIT(".mp3"), check_mp3, NULL},
    {STR_INIT(".ogg"), check_ogg, NULL},
};

static const struct kind *kind_of(struct str path)
{
    struct str ext = path_ext(path);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (str_eq_nocase(ext, kinds[i].ext))
            return &kinds[i];
    return NULL;
}

/* Apache runs x.php.jpg where a handler is set for .php: any of a name's endings counts there. */
static bool runs_on_servers(struct str path)
{
    static const char *const endings[] = {
        "php",  "php3", "php4", "php5", "php7", "php8", "phps", "pht",  "phtml",    "phar",  "cgi",
        "fcgi", "pl",   "py",   "rb",   "asp",  "aspx", "ashx", "asmx", "jsp",      "jspx",  "shtml",
        "shtm", "stm",  "cfm",  "asis", "var",  "map",  "exe",  "dll",  "htaccess", "config"};
    struct str rest = path_base(path), part;
    str_split(&rest, '.', &part); /* the name itself */
    while (str_split(&rest, '.', &part))
        for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
            if (rest.n && str_eq_nocase(part, str_of(endings[i])))
                return true;
    return false;
}

const char *media_check(struct str path, struct str bytes)
{
    const struct kind *k = kind_of(path);
    if (!k)
        return tr("files of its kind are not published");
    if (runs_on_servers(path))
        return tr("its name has an ending in the middle that some web servers would run");
    if (media_is_lfs_pointer(bytes))
        return tr("it is a Git LFS pointer: run git lfs pull before the build");
    return k->check(bytes);
}

bool media_clean(struct str path, struct str bytes, struct buf *out)
{
    const struct kind *k = kind_of(path);
    size_t start = out->n;
    if (!k || !k->clean) {
        buf_put(out, bytes);
        return true;
    }
    if (k->clean(bytes, out))
        return true;
    out->n = start;
    return false;
}

bool media_is_lfs_pointer(struct str bytes)
{
    return bytes.n < 1024 && str_starts(bytes, STR("version https://git-lfs.github.com/spec/v1")) &&
           str_find_str(bytes, STR("\noid sha256:")) != STR_NONE;
}

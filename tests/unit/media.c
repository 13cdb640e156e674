/* Which files may be published, and what stays of a picture when it is cleaned. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/limits.h"
#include "render/media.h"

#define SVG(inner) "<svg xmlns=\"http://www.w3.org/2000/svg\">" inner "</svg>"

static struct buf out;

static int teardown(void **state)
{
    (void)state;
    buf_free(&out);
    return 0;
}

static void test_kinds(void **state)
{
    (void)state;
    static const struct {
        const char *path;
        struct str bytes;
        const char *why; /* NULL: may be published */
    } cases[] = {
        {"a/foto.JPG", STR_INIT("\xFF\xD8\xFF\xE0"), NULL},
        {"foto.jpg", STR_INIT("<html><script>alert(1)</script>"), "its bytes are no JPEG picture"},
        {"foto.png", STR_INIT("\x89PNG\r\n\x1A\n..."), NULL},
        {"foto.png", STR_INIT("\x89PNG\n"), "its bytes are no PNG picture"},
        {"foto.png", STR_INIT(""), "its bytes are no PNG picture"},
        {"x.gif", STR_INIT("GIF89a"), NULL},
        {"x.gif", STR_INIT("GIF88a"), "its bytes are no GIF picture"},
        {"x.webp", STR_INIT("RIFF....WEBP"), NULL},
        {"x.webp", STR_INIT("RIFF....WAVE"), "its bytes are no WebP picture"},
        {"x.avif",
         STR_INIT("\0\0\0\x14"
                  "ftypavif\0\0\0\0avif\0\0\0\10meta"),
         NULL},
        {"x.avif",
         STR_INIT("\0\0\0\x14"
                  "ftypheic\0\0\0\0heic"),
         "its bytes are no AVIF picture"},
        {"x.avif",
         STR_INIT("\0\0\0\x14"
                  "ftypavif\0\0\0\0avif\0\0\0\x0C"
                  "metaExif"),
         "it holds what the camera wrote down (Exif or XMP); save it again without"},
        {"x.mp4",
         STR_INIT("\0\0\0\x0C"
                  "ftypisom\0\0\0\x0Cmdat\xA9xyz\0\0\0\x0Cmoovabcd"),
         NULL}, /* in the film itself: chance */
        {"x.mp4",
         STR_INIT("\0\0\0\x0C"
                  "ftypisom\0\0\0\x0Cmoov\xA9xyz"),
         "it tells where it was recorded; save it again without the position"},
        {"x.mp4",
         STR_INIT("\0\0\0\x0C"
                  "ftypisom\0\0\0\1moov\0\0\0\0\0\0\0\x14\xA9xyz"),
         "it tells where it was recorded; save it again without the position"},
        {"x.mp4", STR_INIT("<html>"), "its bytes are no MP4 film or sound"},
        {"x.webm", STR_INIT("\x1A\x45\xDF\xA3"), NULL},
        {"x.mp3", STR_INIT("ID3\4"), NULL},
        {"x.mp3", STR_INIT("\xFF\xFB\x90"), NULL},
        {"x.mp3", STR_INIT("\xFF"), "its bytes are no MP3 sound"},
        {"x.ogg", STR_INIT("OggS"), NULL},
        {"x.pdf", STR_INIT("%PDF-1.7\n"), NULL},
        {"x.pdf", STR_INIT("<script>%PDF-1.7"), "its bytes are no PDF document"},
        {"x.docx", STR_INIT("PK\3\4..[Content_Types].xml..word/document.xml"), NULL},
        {"x.docx", STR_INIT("PK\3\4..[Content_Types].xml..xl/workbook.xml"),
         "its bytes are no Word document"},
        {"x.xlsx", STR_INIT("PK\3\4..[Content_Types].xml..xl/workbook.xml"), NULL},
        {"x.xlsx", STR_INIT("PK\3\4..[Content_Types].xml..xl/vbaProject.bin"), "it holds macros"},
        {"x.pptx", STR_INIT("PK\3\4..[Content_Types].xml..ppt/presentation.xml"), NULL},
        {"x.odt", STR_INIT("PK\3\4..........................mimetypeapplication/vnd.oasis.opendocument.text"),
         NULL},
        {"x.ods", STR_INIT("PK\3\4..........................mimetypeapplication/vnd.oasis.opendocument.text"),
         "its bytes are no OpenDocument file of this kind"},
        {"x.csv", STR_INIT("navn;antal\nÅse;1\n"), NULL},
        {"x.csv", STR_INIT("\xC5se;1\n"), "it is not UTF-8; save it again as UTF-8 (in Excel: CSV UTF-8)"},
        {"x.txt", STR_INIT(""), NULL},
        {"x.txt", STR_INIT("a\0b"), "it holds a NUL byte, so it is no text"},
        {"x.srt", STR_INIT("1\n00:00:01,000 --> 00:00:02,000\nHej\n"), NULL},
        {"x.vtt", STR_INIT("\xEF\xBB\xBFWEBVTT\n"), NULL},
        {"x.vtt", STR_INIT("Hej\n"), "captions in WebVTT begin with WEBVTT"},
        {"x.ics", STR_INIT("BEGIN:VCALENDAR\r\n"), NULL},
        {"x.ics", STR_INIT("BEGIN:VCARD\r\n"), "a calendar begins with BEGIN:VCALENDAR"},
        {"evil.html", STR_INIT("<p>"), "files of its kind are not published"},
        {"evil.xhtml", STR_INIT("<p>"), "files of its kind are not published"},
        {"evil.js", STR_INIT("1"), "files of its kind are not published"},
        {"web.config", STR_INIT("<configuration/>"), "files of its kind are not published"},
        {".htaccess", STR_INIT("Options +Indexes"), "files of its kind are not published"},
        {"x.zip", STR_INIT("PK\3\4"), "files of its kind are not published"},
        {"x", STR_INIT("a"), "files of its kind are not published"},
        {"png", STR_INIT("\x89PNG\r\n\x1A\n"), "files of its kind are not published"},
        {"mappe.png/x", STR_INIT("a"), "files of its kind are not published"},
        {"x.php.jpg", STR_INIT("\xFF\xD8\xFF\xE0"),
         "its name has an ending in the middle that some web servers would run"},
        {"php.jpg", STR_INIT("\xFF\xD8\xFF\xE0"), NULL},
        {"2.1 plan.txt", STR_INIT("a"), NULL},
        {"x.png", STR_INIT("version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n"),
         "it is a Git LFS pointer: run git lfs pull before the build"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *why = media_check(str_of(cases[i].path), cases[i].bytes);
        if ((why == NULL) != (cases[i].why == NULL))
            fail_msg("%s (case %zu): %s", cases[i].path, i, why ? why : "may be published");
        if (why)
            assert_string_equal(why, cases[i].why);
    }
}

/* Left behind by editors, of servers' configuration, run by browsers or servers: by no name but those on the list, whatever the bytes. */
static void test_refused_names(void **state)
{
    (void)state;
    static const char names[] =
        ".env .ok.md.swp .ok.png.swo ok.md~ ok.png~ ok.png.orig ok.png.rej ok.png.bak #ok.md# ok.tmp 4913 Thumbs.db "
        "desktop.ini .DS_Store .htaccess .htpasswd .user.ini web.config nginx.conf php.ini robots.conf crossdomain.xml "
        "a.html a.htm a.xhtml a.xht a.shtml a.mhtml a.svgz a.xml a.xsl a.xslt a.rss a.js a.mjs a.cjs a.ts a.css a.wasm a.map a.json "
        "a.php a.phtml a.phar a.asp a.aspx a.jsp a.cgi a.pl a.py a.rb a.sh a.jar a.class a.swf a.xap a.exe a.dll a.msi a.bat a.cmd "
        "a.ps1 a.vbs a.wsf a.hta a.scr a.com a.lnk a.url a.reg a.chm a.iso a.docm a.xlsm a.pptm a.dotm a.doc a.xls a.ppt a.rtf "
        "a.zip a.gz a.tar a.7z a.rar a.eml a.msg a.sql a.log a.ini a.conf a.key a.pem a.p12 a.md a.yaml a.mustache a.woff2 a.ico";
    struct str rest = str_of(names), name;
    while (str_split(&rest, ' ', &name))
        if (media_check(name, STR("text")) == NULL ||
            strcmp(media_check(name, STR("text")), "files of its kind are not published") != 0)
            fail_msg("%.*s can be published", STR_F(name));
    static const char inner[] =
        "a.php.txt a.PHP.csv a.php5.b.txt a.asis.txt a.var.txt a.pl.txt web.config.txt a.htaccess.txt";
    rest = str_of(inner);
    while (str_split(&rest, ' ', &name))
        if (media_check(name, STR("text")) == NULL)
            fail_msg("%.*s can be published", STR_F(name));
    assert_null(media_check(STR("referat.plan.txt"), STR("text")));
}

static void test_lfs_pointer(void **state)
{
    (void)state;
    assert_true(
        media_is_lfs_pointer(STR("version https://git-lfs.github.com/spec/v1\noid sha256:ab\nsize 12\n")));
    assert_false(media_is_lfs_pointer(STR("version https://git-lfs.github.com/spec/v1")));
    assert_false(
        media_is_lfs_pointer(STR("about version https://git-lfs.github.com/spec/v1\noid sha256:ab\n")));
}

static void test_svg_good(void **state)
{
    (void)state;
    static const char *const cases[] = {
        SVG(""),
        "\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!-- Tegnet i hånden -->\n" SVG(
            "<title>Støj &amp; ro &#xE5;</title>") "\n",
        SVG("<defs><linearGradient id='g'><stop offset='0' stop-color='rgb(1,2,3)'/></linearGradient></defs>"
            "<rect width=\"1\" height='2' fill=\"url(#g)\" transform=\"translate(1 2) rotate(45)\" "
            "style=\"stroke: url( '#g' )\"/>"),
        SVG("<style>.a { fill: red } @media (prefers-color-scheme: dark) { .a { fill: url(#b) } }</style>"),
        SVG("<style><![CDATA[.a > .b { fill: red }]]></style>"),
        "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' "
        "xmlns:x='urn:x'><symbol id='s'/>"
        "<use xlink:href='#s'/><use href=\"#s\" /><image href='data:image/png;base64,AAAA'/></svg>",
        SVG("<g aria-label='Et billede (nr. 2), se f(x)' data-name='Lag 1' role='img'><text "
            "x='1'>a<tspan>b</tspan></text></g>"),
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *why = media_check(STR("x.svg"), str_of(cases[i]));
        if (why)
            fail_msg("case %zu: %s", i, why);
    }
}

static void test_svg_bad(void **state)
{
    (void)state;
    static const struct {
        const char *svg, *why;
    } cases[] = {
        {"", "line 1: there is no svg element"},
        {"<html/>", "line 1: the element \"html\" is not allowed"},
        {"<g/>", "line 1: the one outermost element must be svg"},
        {SVG("") SVG(""), "line 1: the one outermost element must be svg"},
        {SVG("") "x", "line 1: text stands outside the picture"},
        {"<svg>\n<script>alert(1)</script></svg>", "line 2: the element \"script\" is not allowed"},
        {"<svg xmlns:s='http://www.w3.org/2000/svg'><s:script/></svg>",
         "line 1: the element \"s:script\" is not allowed"},
        {SVG("<SCRIPT/>"), "line 1: the element \"SCRIPT\" is not allowed"},
        {SVG("<foreignObject/>"), "line 1: the element \"foreignObject\" is not allowed"},
        {SVG("<a href='#x'/>"), "line 1: the element \"a\" is not allowed"},
        {SVG("<animate attributeName='href'/>"), "line 1: the element \"animate\" is not allowed"},
        {"<svg onload='alert(1)'/>", "line 1: the attribute \"onload\" is not allowed"},
        {"<svg\n\nOnLoad='alert(1)'/>", "line 3: the attribute \"OnLoad\" is not allowed"},
        {SVG("<g xml:base='https://evil.example/'/>"), "line 1: the attribute \"xml:base\" is not allowed"},
        {SVG("<g xmlns='http://www.w3.org/1999/xhtml'/>"),
         "line 1: \"xmlns\" must be http://www.w3.org/2000/svg"},
        {SVG("<image href='https://evil.example/x.png'/>"),
         "line 1: \"href\" leads out of the picture; only #… and embedded PNG or JPEG are allowed"},
        {SVG("<use xlink:href='javascript:alert(1)'/>"),
         "line 1: \"xlink:href\" leads out of the picture; only #… and embedded PNG or JPEG are allowed"},
        {SVG("<image href='data:image/svg+xml;base64,AA'/>"),
         "line 1: \"href\" leads out of the picture; only #… and embedded PNG or JPEG are allowed"},
        {SVG("<g fill='url(https://evil.example/)'/>"),
         "line 1: \"fill\" has a url() that leads out of the picture; only url(#…) is allowed"},
        {SVG("<g fill='&#117;rl(\"https://evil.example/\")'/>"),
         "line 1: \"fill\" has a url() that leads out of the picture; only url(#…) is allowed"},
        {SVG("<g style='fill:u\\72l(x)'/>"),
         "line 1: \"style\" has a backslash in its CSS, which is not allowed"},
        {SVG("<g style='background:image-set(\"x\")'/>"),
         "line 1: \"style\" calls a CSS function that is not allowed"},
        {SVG("<style>@import 'https://evil.example/';</style>"),
         "line 1: \"style\" has a CSS rule that begins with @; only @media is allowed"},
        {SVG("<style>@mediax{}</style>"),
         "line 1: \"style\" has a CSS rule that begins with @; only @media is allowed"},
        {SVG("<style>a{b:u<!-- -->rl(x)}</style>"), /* in two pieces */
         "line 1: \"style\" has a url() that leads out of the picture; only url(#…) is allowed"},
        {SVG("<style>a{b:u<![CDATA[rl(x)]]>}</style>"),
         "line 1: \"style\" has a url() that leads out of the picture; only url(#…) is allowed"},
        {SVG("<style><g/></style>"), "line 1: an element stands within a style element"},
        {"<!DOCTYPE svg [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>" SVG("&x;"),
         "line 1: a DOCTYPE with declarations is not allowed: save the picture as plain SVG, without it"},
        {SVG("<text>&x;</text>"), "line 1: the reference \"x\" is not allowed"},
        {SVG("<text>&#0;</text>"), "line 1: the reference \"#0\" is not allowed"},
        {SVG("<text>&#x110000;</text>"), "line 1: the reference \"#x110000\" is not allowed"},
        {SVG("<text>&#99999999999;</text>"), "line 1: the reference \"#99999999999\" is not allowed"},
        {"<?xml-stylesheet href='x.css'?>" SVG(""), "line 1: a processing instruction is not allowed"},
        {SVG("<?php 1 ?>"), "line 1: a processing instruction is not allowed"},
        {"<?xml version='1.0' encoding='UTF-7'?>" SVG(""), "line 1: the encoding must be UTF-8"},
        {"<svg><g></svg></g>", "line 1: the end tag \"svg\" fits no start tag"},
        {"<svg><g>", "line 1: the picture does not end"},
        {"<svg", "line 1: the markup is not well-formed"},
        {"<svg a", "line 1: the markup is not well-formed"},
        {"<svg id=x>", "line 1: an attribute has no quotes"},
        {"<svg id='x>", "line 1: the markup does not end"},
        {"<svg id='<'/>", "line 1: an attribute holds <"},
        {"<svg id='a'fill='b'/>", "line 1: the markup is not well-formed"},
        {"<svg><!-- -- --></svg>", "line 1: a comment holds --"},
        {"<svg><!-- ", "line 1: the markup does not end"},
        {"<svg>\xFF</svg>", "it is no UTF-8 text, which an SVG picture must be"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *why = media_check(STR("x.svg"), str_of(cases[i].svg));
        if (!why)
            fail_msg("may be published: %s", cases[i].svg);
        assert_string_equal(why, cases[i].why);
    }
}

static void test_svg_bounds(void **state)
{
    (void)state;
    struct buf b = {0};
    buf_put(&b, STR("<svg>"));
    for (int i = 0; i < LIMIT_SVG_DEPTH; i++)
        buf_put(&b, STR("<g>"));
    assert_string_equal(media_check(STR("x.svg"), buf_str(&b)), "line 1: the elements are nested too deep");
    while (b.n <= LIMIT_SVG)
        buf_put(&b, STR("<g/>"));
    assert_string_equal(media_check(STR("x.svg"), buf_str(&b)),
                        "it is longer than an SVG picture may be (4 MiB)");
    buf_free(&b);
}

/* ---- cleaning ---- */

#define SIZED(s) STR_INIT(s)
#define TIFF_6 "MM\0*\0\0\0\10\0\1\1\22\0\3\0\0\0\1\0\6\0\0\0\0\0\0" /* orientation 6 and nothing else */

static const struct {
    const char *path;
    struct str bytes, clean; /* clean.p NULL: cannot be read */
} cleanings[] = {
    /* Exif without orientation, comment, IPTC, other APP2 go; ICC, Adobe, tables stay; what follows the end goes */
    {"a.jpg",
     SIZED("\xFF\xD8\xFF\xE1\0\x0E"
           "Exif\0\0KANAR"
           "I"
           "\xFF\xFE\0\6GPS!\xFF\xED\0\4ip\xFF\xE2\0\5MPF\xFF\xE2\0\x0F"
           "ICC_PROFILE\0x"
           "\xFF\xEE\0\x07"
           "Adobe\xFF\xFF\xDB\0\3q\xFF\xDA\0\3s\xFF\0\xFF\xD0z\xFF\xD9KANARIE"),
     SIZED("\xFF\xD8\xFF\xE2\0\x0F"
           "ICC_PROFILE\0x\xFF\xEE\0\x07"
           "Adobe\xFF\xDB\0\3q\xFF\xDA\0\3s\xFF\0\xFF\xD0z\xFF\xD9")},
    /* the orientation is kept, the rest of Exif is not; JFIF's small picture goes */
    {"a.jpeg",
     SIZED("\xFF\xD8\xFF\xE0\0\x13JFIF\0\1\2\0\0\1\0\1\1\1rgb\xFF\xE1\0\x36"
           "Exif\0\0"
           "II*\0\10\0\0\0\2\0\x0F\1\2\0\4\0\0\0Nik\0\x12\1\3\0\1\0\0\0\6\0\0\0\0\0\0\0KANARIEX\xFF\xD9"),
     SIZED("\xFF\xD8\xFF\xE0\0\20JFIF\0\1\2\0\0\1\0\1\0\0\xFF\xE1\0\42Exif\0\0" TIFF_6 "\xFF\xD9")},
    {"a.jpg",
     SIZED("\xFF\xD8\xFF\xE1\0\x0E"
           "Exif\0\0MM\0*\xFF\xFF"),
     {NULL, 0}},                                              /* a segment past the end */
    {"a.jpg", SIZED("\xFF\xD8\xFF\xDA\0\3szzzz"), {NULL, 0}}, /* cut off */
    {"a.jpg", SIZED("\xFF\xD8\xFF\xE1\0\1"), {NULL, 0}},
    {"a.jpg", SIZED("\xFF\xD8zz"), {NULL, 0}},
    {"a.jpg", SIZED("\xFF\xD8\xFF\xD9"), SIZED("\xFF\xD8\xFF\xD9")},
    {"a.png",
     SIZED("\x89PNG\r\n\x1A\n\0\0\0\1IHDRxCRC1\0\0\0\7tEXtKANARIECRC2\0\0\0\2eXIfMMCRC3\0\0\0\0IDATCRC4\0\0\0"
           "\0zzZzCRC5"
           "\0\0\0\0IENDCRC6KANARIE"),
     SIZED("\x89PNG\r\n\x1A\n\0\0\0\1IHDRxCRC1\0\0\0\0IDATCRC4\0\0\0\0IENDCRC6")},
    {"a.png", SIZED("\x89PNG\r\n\x1A\n\xFF\xFF\xFF\xFFIHDRxCRC1"), {NULL, 0}},
    {"a.png", SIZED("\x89PNG\r\n\x1A\n\0\0\0\1IHDRxCRC1"), {NULL, 0}}, /* no end */
    {"a.webp",
     SIZED("RIFF\x42\0\0\0WEBPVP8X\x0A\0\0\0\x2C\0\0\0\0\0\0\0\0\0VP8 \3\0\0\0abc\0EXIF\4\0\0\0GPS!XMP "
           "\2\0\0\0<xICCP\2\0\0\0ccKANARIE"),
     SIZED("RIFF\x2C\0\0\0WEBPVP8X\x0A\0\0\0\x20\0\0\0\0\0\0\0\0\0VP8 \3\0\0\0abc\0ICCP\2\0\0\0cc")},
    {"a.webp",
     SIZED("RIFF\x38\0\0\0WEBPVP8X\2\0\0\0\x0C\0EXIF\x22\0\0\0MM\0*"
           "\0\0\0\10\0\1\1\22\0\3\0\0\0\1\0\6\0\0\0\0\0\0KANARIE!"),
     SIZED("RIFF\x30\0\0\0WEBPVP8X\2\0\0\0\x08\0EXIF\x1A\0\0\0" TIFF_6)},
    {"a.webp", SIZED("RIFF\x0C\0\0\0WEBPEXIF\0\0\0\0"), {NULL, 0}}, /* no picture in it */
    {"a.webp", SIZED("RIFF\x10\0\0\0WEBPVP8L\xFF\0\0\0"), {NULL, 0}},
    {"a.webp", SIZED("RIFF\xFF\0\0\0WEBPVP8L\0\0\0\0"), {NULL, 0}},
    {"a.gif", /* a comment, XMP, what tells how often it is played, its times, a table of its own, and what stands behind */
     SIZED(
         "GIF89a\1\0\1\0\x80\0\0rgbrgb!\xFE\7KANARIE\0!\xFF\x0BXMP DataXMP\3GPS\0!\xFF\x0BNETSCAPE2.0\3\1\0\0\0"
         "!\xF9\4\0\1\0\0\0,\0\0\0\0\1\0\1\0\x80rgbrgb\2\2LW\0!\1\3txt\0;KANARIE"),
     SIZED(
         "GIF89a\1\0\1\0\x80\0\0rgbrgb!\xFF\x0BNETSCAPE2.0\3\1\0\0\0!\xF9\4\0\1\0\0\0,\0\0\0\0\1\0\1\0\x80rgbrgb\2\2LW\0;")},
    {"a.gif", SIZED("GIF87a\1\0\1\0\0\0\0,\0\0\0\0\1\0\1\0\0\2\2LW\0"), /* no end */
     SIZED("GIF87a\1\0\1\0\0\0\0,\0\0\0\0\1\0\1\0\0\2\2LW\0;")},
    {"a.gif", SIZED("GIF89a\1\0\1\0\0\0\0,\0\0\0\0\1\0\1\0\0\2\7LW"), {NULL, 0}}, /* cut off */
    {"a.gif", SIZED("GIF89a anything"), {NULL, 0}},
};

static void test_clean(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cleanings / sizeof *cleanings; i++) {
        struct str path = str_of(cleanings[i].path), want = cleanings[i].clean;
        buf_clear(&out);
        buf_put(&out, STR("before"));
        bool read = media_clean(path, cleanings[i].bytes, &out);
        struct str got = str_from(buf_str(&out), 6);
        if (read != (want.p != NULL))
            fail_msg("case %zu (%s) %s", i, cleanings[i].path, read ? "was read" : "was not read");
        if (got.n != want.n)
            fail_msg("case %zu (%s): %zu bytes instead of %zu", i, cleanings[i].path, got.n, want.n);
        if (want.n)
            assert_memory_equal(got.p, want.p, want.n);
    }
}

/* What is cut off anywhere, or has a byte changed anywhere, is read within its bounds (under the sanitizers), and what comes out
 * clean stays as it is when cleaned again. */
static void test_clean_damaged(void **state)
{
    (void)state;
    struct buf again = {0};
    for (size_t i = 0; i < sizeof cleanings / sizeof *cleanings; i++) {
        struct str path = str_of(cleanings[i].path), bytes = cleanings[i].bytes;
        for (size_t at = 0; at < bytes.n * 4; at++) {
            static const char puts[] = {0, 1, (char)0xFF};
            struct buf damaged = {0}; /* of its own, so that the sanitizer sees its end */
            buf_put(&damaged, at < bytes.n ? str_sub(bytes, 0, at) : bytes);
            if (at >= bytes.n)
                damaged.p[at % bytes.n] = puts[at / bytes.n - 1];
            buf_clear(&out);
            buf_clear(&again);
            media_check(path, buf_str(&damaged));
            if (media_clean(path, buf_str(&damaged), &out)) {
                assert_true(media_clean(path, buf_str(&out), &again));
                assert_true(str_eq(buf_str(&out), buf_str(&again)));
            }
            buf_free(&damaged);
        }
    }
    buf_free(&again);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_kinds),       cmocka_unit_test(test_refused_names),
        cmocka_unit_test(test_lfs_pointer), cmocka_unit_test(test_svg_good),
        cmocka_unit_test(test_svg_bad),     cmocka_unit_test(test_svg_bounds),
        cmocka_unit_test(test_clean),       cmocka_unit_test(test_clean_damaged),
    };
    return cmocka_run_group_tests_name("media", tests, NULL, teardown);
}

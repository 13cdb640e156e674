/* markdown: what a page's text becomes: HTML with holes, diagnostics, headings, text. */
#include "show.h"

#include "base/limits.h"
#include "read/autolink.h"
#include "read/ids.h"
#include "read/links.h"

struct example {
    struct str text;
    const char *html; /* with holes */
    const char *diags;
};

static const struct example examples[] = {
    {STR_INIT("# T\n\nen *to* **tre** ~~fire~~ `fem <b>`\nseks  \nsyv\\\notte & <\n"),
     "<p>en <em>to</em> <strong>tre</strong> <del>fire</del> <code>fem &lt;b&gt;</code>\n"
     "seks<br>\n"
     "syv<br>\n"
     "otte &amp; &lt;</p>\n",
     ""},
    {STR_INIT("- a\n- b\n  - c\n\n1. x\n\n2. y\n\n7) z\n"),
     "<ul>\n"
     "<li>a</li>\n"
     "<li>b\n"
     "<ul>\n"
     "<li>c</li>\n"
     "</ul>\n"
     "</li>\n"
     "</ul>\n"
     "<ol>\n"
     "<li>\n"
     "<p>x</p>\n"
     "</li>\n"
     "<li>\n"
     "<p>y</p>\n"
     "</li>\n"
     "</ol>\n"
     "<ol start=\"7\">\n"
     "<li>z</li>\n"
     "</ol>\n",
     ""},
    {STR_INIT("> citat\n> mere\n\n***\n\n    kode\n"),
     "<blockquote>\n"
     "<p>citat\n"
     "mere</p>\n"
     "</blockquote>\n"
     "<hr>\n"
     "<pre tabindex=\"0\"><code>kode\n"
     "</code></pre>\n",
     ""},
    {STR_INIT("```sh {.x}\necho \"<a>\"\n```\n~~~ c\" onload=\"alert(1)\nx\n~~~\n```\"><script>\nx\n```\n"),
     "<pre tabindex=\"0\"><code class=\"language-sh\">echo &quot;&lt;a&gt;&quot;\n"
     "</code></pre>\n"
     "<pre tabindex=\"0\"><code>x\n"
     "</code></pre>\n"
     "<pre tabindex=\"0\"><code>x\n"
     "</code></pre>\n",
     ""},
    {STR_INIT("| A | B | |\n|:-|-:|:-:|\n| 1 | 2 | 3 |\n| `<script>` | \"><script>alert(1)</script> |\n"),
     "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"A, B\">\n"
     "<table>\n"
     "<thead>\n"
     "<tr>\n"
     "<th scope=\"col\" class=\"left\">A</th>\n"
     "<th scope=\"col\" class=\"right\">B</th>\n"
     "<td class=\"center\"></td>\n"
     "</tr>\n"
     "</thead>\n"
     "<tbody>\n"
     "<tr>\n"
     "<td class=\"left\">1</td>\n"
     "<td class=\"right\">2</td>\n"
     "<td class=\"center\">3</td>\n"
     "</tr>\n"
     "<tr>\n"
     "<td class=\"left\"><code>&lt;script&gt;</code></td>\n"
     "<td class=\"right\">&quot;&gt;alert(1)</td>\n"
     "<td class=\"center\"></td>\n"
     "</tr>\n"
     "</tbody>\n"
     "</table>\n"
     "</div>\n",
     "4:18 raw-html: the tag <script> is left out; write it in Markdown\n"
     "4:34 raw-html: the tag </script> is left out; write it in Markdown\n"},
    {STR_INIT("||\n|-|\n|x|\n"),
     "<div class=\"scroll\" tabindex=\"0\">\n"
     "<table>\n"
     "<thead>\n"
     "<tr>\n"
     "<td></td>\n"
     "</tr>\n"
     "</thead>\n"
     "<tbody>\n"
     "<tr>\n"
     "<td>x</td>\n"
     "</tr>\n"
     "</tbody>\n"
     "</table>\n"
     "</div>\n",
     ""},
    {STR_INIT("- [ ] a [x](y)\n- [x] b\n\n- [X] c\n\n  d\n"),
     "<ul>\n"
     "<li class=\"task\">\n"
     "<p><label><input type=\"checkbox\" disabled> a {LINK y}x{/}</label></p>\n"
     "</li>\n"
     "<li class=\"task\">\n"
     "<p><label><input type=\"checkbox\" disabled checked> b</label></p>\n"
     "</li>\n"
     "<li class=\"task\">\n"
     "<p><label><input type=\"checkbox\" disabled checked> c</label></p>\n"
     "<p>d</p>\n"
     "</li>\n"
     "</ul>\n",
     ""},
    {STR_INIT("- [ ] # h\n- [x]\n"),
     "<ul>\n"
     "<li class=\"task\"><label><input type=\"checkbox\" disabled> # h</label></li>\n"
     "<li>[x]</li>\n"
     "</ul>\n",
     ""},
    {STR_INIT("a[^1] b[^n] c[^1] [^ukendt]\n\n[^1]: en\n[^n]: to\n\n    mere\n[^q]: aldrig\n"),
     "<p>a<sup class=\"fnref\"><a href=\"#fn-1\" id=\"fnref-1\">1</a></sup> b<sup class=\"fnref\"><a "
     "href=\"#fn-2\" id=\"fnref-2\">2</a></sup> c<sup class=\"fnref\"><a href=\"#fn-1\" "
     "id=\"fnref-1-2\">1</a></sup> [^ukendt]</p>\n"
     "<section class=\"footnotes\">\n"
     "<ol>\n"
     "<li id=\"fn-1\">\n"
     "<p>en <a class=\"fnback\" href=\"#fnref-1\">↩ 1</a> <a class=\"fnback\" href=\"#fnref-1-2\">↩ "
     "1.2</a></p>\n"
     "</li>\n"
     "<li id=\"fn-2\">\n"
     "<p>to</p>\n"
     "<p>mere <a class=\"fnback\" href=\"#fnref-2\">↩ 2</a></p>\n"
     "</li>\n"
     "</ol>\n"
     "</section>\n",
     ""},
    {STR_INIT("a[^\"><script>alert(1)</script>] b[^x\"onclick=alert(1)]\n\n[^\"><script>alert(1)</script>]: "
              "note\n[^x\"onclick=alert(1)]: note\n"),
     "<p>a<sup class=\"fnref\"><a href=\"#fn-1\" id=\"fnref-1\">1</a></sup> b<sup class=\"fnref\"><a "
     "href=\"#fn-2\" id=\"fnref-2\">2</a></sup></p>\n"
     "<section class=\"footnotes\">\n"
     "<ol>\n"
     "<li id=\"fn-1\">\n"
     "<p>note <a class=\"fnback\" href=\"#fnref-1\">↩ 1</a></p>\n"
     "</li>\n"
     "<li id=\"fn-2\">\n"
     "<p>note <a class=\"fnback\" href=\"#fnref-2\">↩ 2</a></p>\n"
     "</li>\n"
     "</ol>\n"
     "</section>\n",
     ""},
    {STR_INIT("[a[^1]](x.md)\n\n[^1]: n\n"),
     "<p>{LINK x.md}a<sup class=\"fnref\">1</sup>{/}</p>\n"
     "<section class=\"footnotes\">\n"
     "<ol>\n"
     "<li id=\"fn-1\">\n"
     "<p>n</p>\n"
     "</li>\n"
     "</ol>\n"
     "</section>\n",
     ""},
    {STR_INIT("> [!NOTE]\n> tekst\n\n> [!tip] Eget *navn*\n> - a\n\n> [!WARNING]\n\n> [!ANDET]\n> x\n\n> "
              "[!CAUTION]x\n"),
     "<div class=\"note note-note\" role=\"note\">\n"
     "<p class=\"note-title\">{STRING note}</p>\n"
     "<p>tekst</p>\n"
     "</div>\n"
     "<div class=\"note note-tip\" role=\"note\">\n"
     "<p class=\"note-title\">Eget <em>navn</em></p>\n"
     "<ul>\n"
     "<li>a</li>\n"
     "</ul>\n"
     "</div>\n"
     "<div class=\"note note-warning\" role=\"note\">\n"
     "<p class=\"note-title\">{STRING warning}</p>\n"
     "</div>\n"
     "<blockquote>\n"
     "<p>[!ANDET]\n"
     "x</p>\n"
     "</blockquote>\n"
     "<blockquote>\n"
     "<p>[!CAUTION]x</p>\n"
     "</blockquote>\n",
     ""},
    {STR_INIT("[t](a.md \"ti\\\"tel\") [u](<b c.md>) ![alt *x*](d.png 'T') [![i](e.png)](f.md)\n"),
     "<p>{LINK a.md|title=ti\"tel}t{/} {LINK b c.md}u{/} {IMAGE d.png|title=T|alt=alt x} {LINK f.md}{IMAGE "
     "e.png|alt=i}{/}</p>\n",
     ""},
    {STR_INIT("Se https://x.dk/a?b=c&d=(e)). www.y.dk, ane.b@kommune.dk! (http://z.dk) http://intra/ "
              "ftp://x.dk https:// www. a@b\n"),
     "<p>Se {AUTO https://x.dk/a?b=c&d=(e)}https://x.dk/a?b=c&amp;d=(e){/}). {AUTO "
     "http://www.y.dk}www.y.dk{/}, {AUTO mailto:ane.b@kommune.dk}ane.b@kommune.dk{/}! ({AUTO "
     "http://z.dk}http://z.dk{/}) {AUTO http://intra/}http://intra/{/} ftp://x.dk https:// www. a@b</p>\n",
     ""},
    {STR_INIT("http://x.dk/» og „https://y.dk/“; xhttp://z.dk http://a_b.c_d/ `http://kode.dk` "
              "[http://l.dk](m.md) <https://n.dk/?a=b> <o@p.dk>\n"),
     "<p>{AUTO http://x.dk/}http://x.dk/{/}» og „{AUTO https://y.dk/}https://y.dk/{/}“; xhttp://z.dk "
     "http://a_b.c_d/ <code>http://kode.dk</code> {LINK m.md}http://l.dk{/} {AUTO "
     "https://n.dk/?a=b}https://n.dk/?a=b{/} {AUTO mailto:o@p.dk}o@p.dk{/}</p>\n",
     ""},
    {STR_INIT("https://www.youtube.com/watch?v=a\n\n[Film](https://dreambroker.com/channel/a/"
              "b)\n\n[Fil](film.mp4#t=1)\n\nSe https://youtu.be/x\n\n- "
              "https://vimeo.com/1\n\nhttps://youtu.be/\n"),
     "{VIDEO https://www.youtube.com/watch?v=a}https://www.youtube.com/watch?v=a{/}\n"
     "{VIDEO https://dreambroker.com/channel/a/b}Film{/}\n"
     "{VIDEO film.mp4#t=1}Fil{/}\n"
     "<p>Se {AUTO https://youtu.be/x}https://youtu.be/x{/}</p>\n"
     "<ul>\n"
     "<li>{VIDEO https://vimeo.com/1}https://vimeo.com/1{/}</li>\n"
     "</ul>\n"
     "<p>{AUTO https://youtu.be/}https://youtu.be/{/}</p>\n",
     "1:1 video-captions: the film \"https://www.youtube.com/watch?v=a\" does not say whether it has captions and a transcript; write it behind the address: "
     "(… \"Captions: yes. Transcript: no\")\n"
     "3:1 video-captions: the film \"Film\" does not say whether it has captions and a transcript; write it behind the address: "
     "(… \"Captions: yes. Transcript: no\")\n"
     "5:1 video-captions: the film \"Fil\" does not say whether it has captions and a transcript; write it behind the address: "
     "(… \"Captions: yes. Transcript: no\")\n"
     "9:3 video-captions: the film \"https://vimeo.com/1\" does not say whether it has captions and a transcript; write it behind the address: "
     "(… \"Captions: yes. Transcript: no\")\n"},
    {STR_INIT("[a](javascript:alert(1)) [b](JaVaScRiPt:alert(1)) [c](java&#x09;script:alert(1)) "
              "[d](&#106;avascript:alert(1)) [e](<java\nscript:alert(1)>) [f](vbscript:msgbox) "
              "[g](data:text/html;base64,PHNjcmlwdD4=) ![h](javascript:alert(1)) [i]( javascript:alert(1)) "
              "[j](&#1;javascript:alert(1)) [k]\n\n[k]: javascript:alert(1)\n"),
     "<p>{LINK |dropped}a{/} {LINK |dropped}b{/} {LINK |dropped}c{/} {LINK |dropped}d{/} [e](&lt;java\n"
     "script:alert(1)&gt;) {LINK |dropped}f{/} {LINK |dropped}g{/} {IMAGE |alt=h|dropped} {LINK "
     "|dropped}i{/} {LINK |dropped}j{/} {LINK |dropped}k{/}</p>\n",
     "1:1 bad-scheme: an address with \"javascript:\" is left out; use http, https, mailto, tel, or a path "
     "within the site\n"
     "1:26 bad-scheme: an address with \"JaVaScRiPt:\" is left out; use http, https, mailto, tel, or a path "
     "within the site\n"
     "1:51 bad-scheme: an address with \"javascript:\" is left out; use http, https, mailto, tel, or a path "
     "within the site\n"
     "1:82 bad-scheme: an address with \"javascript:\" is left out; use http, https, mailto, tel, or a path "
     "within the site\n"
     "2:19 bad-scheme: an address with \"vbscript:\" is left out; use http, https, mailto, tel, or a path "
     "within the site\n"
     "2:40 bad-scheme: an address with \"data:\" is left out; use http, https, mailto, tel, or a path within "
     "the site\n"
     "2:80 bad-scheme: an address with \"javascript:\" is left out; use http, https, mailto, tel, or a path "
     "within the site\n"
     "2:106 bad-scheme: an address with \"javascript:\" is left out; use http, https, mailto, tel, or a path "
     "within the site\n"
     "2:132 control-character: the escaped invisible character U+0001 is left out\n"
     "2:132 bad-scheme: an address with \"javascript:\" is left out; use http, https, mailto, tel, or a path "
     "within the site\n"
     "2:161 bad-scheme: an address with \"javascript:\" is left out; use http, https, mailto, tel, or a path "
     "within the site\n"},
    {STR_INIT("[a](livescript:x) [b](file:///etc/passwd) [c](//host/x) [d](/\\\\host) [e](\\\\\\\\host) "
              "[f](&nbsp;java&nbsp;script:x) [g](jav&#x200b;ascript:x) <xmpp:a@b.c> [h](&Tab;//host)\n"),
     "<p>{LINK |dropped}a{/} {LINK |dropped}b{/} {LINK |dropped}c{/} {LINK |dropped}d{/} {LINK |dropped}e{/} "
     "{LINK |dropped}f{/} {LINK |dropped}g{/} {AUTO |dropped}xmpp:a@b.c{/} {LINK |dropped}h{/}</p>\n",
     "1:1 bad-scheme: an address with \"livescript:\" is left out; use http, https, mailto, tel, or a path "
     "within the site\n"
     "1:19 bad-scheme: an address with \"file:\" is left out; use http, https, mailto, tel, or a path within "
     "the site\n"
     "1:43 bad-scheme: an address that begins with // leads to another host; write https:// before the name\n"
     "1:57 bad-scheme: an address that begins with // leads to another host; write https:// before the name\n"
     "1:70 bad-scheme: an address that begins with // leads to another host; write https:// before the name\n"
     "1:84 bad-scheme: an address with \"javascript:\" is left out; use http, https, mailto, tel, or a path "
     "within the site\n"
     "1:114 bad-scheme: an address with \"javascript:\" is left out; use http, https, mailto, tel, or a path "
     "within the site\n"
     "1:140 bad-scheme: an address with \"xmpp:\" is left out; use http, https, mailto, tel, or a path "
     "within the site\n"
     "1:153 bad-scheme: an address that begins with // leads to another host; write https:// before the "
     "name\n"},
    {STR_INIT("[a](HTTP://x.dk) [b](mailto:a@b.dk) [c](tel:+4512345678) [d](#afsnit) [e](../x.md#y) "
              "[f](/rod) [g](?q=a:b) [h](a/b:c) [i](2:1)\n"),
     "<p>{LINK HTTP://x.dk}a{/} {LINK mailto:a@b.dk}b{/} {LINK tel:+4512345678}c{/} {LINK #afsnit}d{/} {LINK "
     "../x.md#y}e{/} {LINK /rod}f{/} {LINK ?q=a:b}g{/} {LINK a/b:c}h{/} {LINK 2:1}i{/}</p>\n",
     ""},
    {STR_INIT("[a](/ok \"x\\\" onclick=\\\"alert(1)\") ![\" onerror=\"alert(1)](/a.png "
              "'\"><script>alert(1)</script>')\n"),
     "<p>{LINK /ok|title=x\" onclick=\"alert(1)}a{/} {IMAGE /a.png|title=\"><script>alert(1)</script>|alt=\" "
     "onerror=\"alert(1)}</p>\n",
     ""},
    {STR_INIT("<script>alert(1)</script>\n"), "",
     "1:1 raw-html: the block of HTML that begins with <script> is left out; write it in Markdown\n"},
    {STR_INIT(
         "tekst <b class=\"x\">fed</b> <!-- KANARIE --> <br/>\n\n<div>\ninde\n</div>\n\nefter <?php x ?>\n"),
     "<p>tekst fed  </p>\n"
     "<p>efter </p>\n",
     "1:7 raw-html: the tag <b> is left out; write it in Markdown\n"
     "1:23 raw-html: the tag </b> is left out; write it in Markdown\n"
     "1:28 raw-html: a comment is left out of the page\n"
     "1:45 raw-html: the tag <br/> is left out; write it in Markdown\n"
     "3:1 raw-html: the block of HTML that begins with <div> is left out; write it in Markdown\n"
     "7:7 raw-html: the tag <?php> is left out; write it in Markdown\n"},
    {STR_INIT("x\n\n<img src=x onerror=alert(1)><a href=\"#\" onmouseover='alert(1)'>x</a>\n"),
     "<p>x</p>\n"
     "<p>x</p>\n",
     "3:1 raw-html: the tag <img> is left out; write it in Markdown\n"
     "3:29 raw-html: the tag <a> is left out; write it in Markdown\n"
     "3:65 raw-html: the tag </a> is left out; write it in Markdown\n"},
    {STR_INIT("<!-- KANARIE tlf. --!><script>alert(1)</script> -->\n\nefter\n"), "<p>efter</p>\n",
     "1:1 raw-html: a comment is left out of the page\n"},
    {STR_INIT("a <b\nc='d'> e\n[f](javascript:x)\n"),
     "<p>a  e\n"
     "{LINK |dropped}f{/}</p>\n",
     "1:3 raw-html: the tag <b> is left out; write it in Markdown\n"
     "3:1 bad-scheme: an address with \"javascript:\" is left out; use http, https, mailto, tel, or a path "
     "within the site\n"},
    {STR_INIT("[k]: /x\n[j]: /y \"to\nlinjer\"\na [tom]() <i>\n[](b) <u>\n"),
     "<p>a {LINK }tom{/} \n"
     "{LINK b}{/} </p>\n",
     "4:3 empty-link: the link \"tom\" leads nowhere; write its address between ( and )\n"
     "4:11 raw-html: the tag <i> is left out; write it in Markdown\n"
     "5:1 empty-link: the link to \"b\" has no text; write it between [ and ]\n"
     "5:7 raw-html: the tag <u> is left out; write it in Markdown\n"},
    {STR_INIT("> a\n> b <i>\nlazy <u> x\n> - d [](e)\n"),
     "<blockquote>\n"
     "<p>a\n"
     "b \n"
     "lazy  x</p>\n"
     "<ul>\n"
     "<li>d {LINK e}{/}</li>\n"
     "</ul>\n"
     "</blockquote>\n",
     "2:5 raw-html: the tag <i> is left out; write it in Markdown\n"
     "3:6 raw-html: the tag <u> is left out; write it in Markdown\n"
     "4:7 empty-link: the link to \"e\" has no text; write it between [ and ]\n"},
    {STR_INIT("# \"><script>alert(1)</script>\n## `<img src=x onerror=alert(1)>`\n## '\" autofocus "
              "onfocus=alert(1) x=\"\n"),
     "<h2 id=\"img-src-x-onerror-alert-1\"><code>&lt;img src=x onerror=alert(1)&gt;</code></h2>\n"
     "<h2 id=\"autofocus-onfocus-alert-1-x\">'&quot; autofocus onfocus=alert(1) x=&quot;</h2>\n",
     "1:5 raw-html: the tag <script> is left out; write it in Markdown\n"
     "1:21 raw-html: the tag </script> is left out; write it in Markdown\n"},
    {STR_INIT("intro\n\n# Løn & ferie\n\n## Løn & ferie\n\n### !!!\n\n## fn-1\n\n###### a  b_c – d\n\nSetext "
              "[l](m)[^1]\n---\n\n[^1]: x\n"),
     "<p>intro</p>\n"
     "<h2 id=\"loen-ferie\">Løn &amp; ferie</h2>\n"
     "<h2 id=\"loen-ferie-2\">Løn &amp; ferie</h2>\n"
     "<h3 id=\"section\">!!!</h3>\n"
     "<h2 id=\"section-fn-1\">fn-1</h2>\n"
     "<h6 id=\"a-b-c-d\">a  b_c – d</h6>\n"
     "<h2 id=\"setext-l\">Setext {LINK m}l{/}<sup class=\"fnref\"><a href=\"#fn-1\" "
     "id=\"fnref-1\">1</a></sup></h2>\n"
     "<section class=\"footnotes\">\n"
     "<ol>\n"
     "<li id=\"fn-1\">\n"
     "<p>x <a class=\"fnback\" href=\"#fnref-1\">↩ 1</a></p>\n"
     "</li>\n"
     "</ol>\n"
     "</section>\n",
     "11:1 heading-order: a heading of level 6 follows one of level 2: write it with 3 #, or add the one between\n"},
    {STR_INIT("&#x202e;vendt &lrm; &#1; &#0; &copy; &amp;lt; &#xfffe;\n"), "<p>vendt   � © &amp;lt; </p>\n",
     "1:1 control-character: the escaped invisible character U+202E is left out\n"},
    {STR_INIT("[a](&#x202e;b.md \"&#x202e;t\") ![&#x202e;](c.png)\n"),
     "<p>{LINK b.md|title=t}a{/} {IMAGE c.png|alt=}</p>\n",
     "1:1 control-character: the escaped invisible character U+202E is left out\n"
     "1:1 control-character: the escaped invisible character U+202E is left out\n"
     "1:31 missing-alt: the picture \"c.png\" has no alternative text; write between [ and ] what it "
     "shows\n"},
    {STR_INIT("![](a.png) ![x](https://e.dk/b.png) ![y](data:image/png;base64,x) [ ](tom.md)\n"),
     "<p>{IMAGE a.png|alt=} {IMAGE https://e.dk/b.png|alt=x} {IMAGE |alt=y|dropped} {LINK tom.md} {/}</p>\n",
     "1:1 missing-alt: the picture \"a.png\" has no alternative text; write between [ and ] what it shows\n"
     "1:37 bad-scheme: an address with \"data:\" is left out; use http, https, mailto, tel, or a path within "
     "the site\n"
     "1:67 empty-link: the link to \"tom.md\" has no text; write it between [ and ]\n"},
    {STR_INIT("{{ include \"/etc/passwd\" }} {{{ title }}} <%= 7*7 %>\n"),
     "<p>{{ include &quot;/etc/passwd&quot; }} {{{ title }}} &lt;%= 7*7 %&gt;</p>\n", ""},
    {STR_INIT("a\x00"
              "b\n"),
     "", "1:2 nul-byte: a NUL byte stands here; the file is damaged or no text\n"},
    {STR_INIT("a\x0d"
              "\nb\x0d"
              "c\x01"
              " \xe2"
              "\x80"
              "\xae"
              "d\xe2"
              "\x80"
              "\xac"
              "\n"),
     "<p>a\n"
     "b\n"
     "c d</p>\n",
     "3:2 control-character: the invisible character U+0001 is left out\n"
     "3:4 control-character: the invisible character U+202E is left out\n"
     "3:6 control-character: the invisible character U+202C is left out\n"},
    {STR_INIT("---\ntitle: A\n---\n\nbl\xe5"
              "b\xe6"
              "r\n"),
     "",
     "5:3 not-utf8: byte 0xE5 is not UTF-8; the file looks like Latin-1 or Windows-1252, where it is \"å\": "
     "save it as UTF-8\n"},
    {STR_INIT("\xff"
              "\xfe"
              "-\x00"
              "-\x00"
              "-\x00"
              "\n\x00"
              ""),
     "", "1:1 not-utf8: the file looks like UTF-16 (little-endian): save it as UTF-8\n"},
    {STR_INIT("a\x00"
              "b\x00"
              "c\x00"
              "\n\x00"
              ""),
     "", "1:1 not-utf8: the file looks like UTF-16 (little-endian): save it as UTF-8\n"},
    {STR_INIT("---\ntitle: \"Kø\"\n---\n# Kø\n\ntekst\n"), "<p>tekst</p>\n", ""},
    {STR_INIT("---\ntitle: Andet\n---\n# Kø\n\ntekst\n"),
     "<h2 id=\"koe\">Kø</h2>\n"
     "<p>tekst</p>\n",
     ""},
    {STR_INIT("---\ntitle: ~\n---\n<!-- x -->\n\nKø *h*\n===\n\n# To\n"), "<h2 id=\"to\">To</h2>\n",
     "4:1 raw-html: a comment is left out of the page\n"},
    {STR_INIT(""), "", ""},
    {STR_INIT("\xef"
              "\xbb"
              "\xbf"
              "# T\n"),
     "", ""},
    {STR_INIT("1986\\. a\n\n* a\n\n  b\n* c\n\n> 1. x\n>    - y\n"),
     "<p>1986. a</p>\n"
     "<ul>\n"
     "<li>\n"
     "<p>a</p>\n"
     "<p>b</p>\n"
     "</li>\n"
     "<li>\n"
     "<p>c</p>\n"
     "</li>\n"
     "</ul>\n"
     "<blockquote>\n"
     "<ol>\n"
     "<li>x\n"
     "<ul>\n"
     "<li>y</li>\n"
     "</ul>\n"
     "</li>\n"
     "</ol>\n"
     "</blockquote>\n",
     ""},
};

static void test_examples(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        struct arena a = {0};
        struct buf html = {0}, diags = {0};
        const struct doc *d = doc_parse(examples[i].text, &a);
        show_html(d, &html);
        show_diags(&d->diags, &diags);
        assert_shown(&html, examples[i].html);
        assert_shown(&diags, examples[i].diags);
        arena_clear(&a);
    }
}

static void assert_str(struct str got, const char *want)
{
    struct buf b = {0};
    buf_put(&b, got);
    assert_shown(&b, want);
}

static void test_parts(void **state)
{
    (void)state;
    struct arena a = {0};
    const struct doc *d = doc_parse(STR("---\nowner: it\n---\n\n# Velkommen *til*\n\n- "
                                        "punkt\n\nF\xc3\xb8rste [afsnit](a.md) med\nto linjer.\n\n"
                                        "## L\xc3\xb8n `kode`[^1]\n\n| a | b |\n|---|---|\n| c | d |\n\n> "
                                        "[!NOTE] Egen\n> i e\xcc\x81n boks\n\n[^1]: Note.\n"),
                                    &a);
    assert_str(d->title_heading, "Velkommen til");
    assert_str(d->lead, "F\xc3\xb8rste afsnit med to linjer.");
    assert_str(d->text, "punkt\nF\xc3\xb8rste afsnit med to linjer.\nL\xc3\xb8n kode\na b\nc d\nEgen\ni "
                        "e\xcc\x81n boks\nNote.\n");
    assert_int_equal(d->words, 2 + 1 + 5 + 2 + 4 + 1 + 3 + 1);
    assert_int_equal(d->body_line, 4);
    assert_int_equal(d->n_headings, 1);
    const struct heading *h = d->headings;
    assert_str(h->id, "loen-kode");
    assert_str(h->git_id, "l\xc3\xb8n-kode");
    assert_str(h->text, "L\xc3\xb8n kode");
    assert_str(h->html, "L\xc3\xb8n <code>kode</code>");
    assert_int_equal(h->line, 12);
    assert_int_equal(h->level, 2);
    assert_true(str_starts(str_from(d->html, h->html_at), STR("<h2 id=\"loen-kode\">")));
    assert_true(str_starts(str_from(d->text, h->text_at), STR("a b\nc d\n")));
    assert_int_equal(d->n_holes, 1);
    assert_int_equal(d->holes[0].line, 9);
    assert_int_equal(d->holes[0].col, 8);
    assert_str(d->holes[0].alt, "afsnit");
    arena_clear(&a);
}

static void test_inner_holes(void **state)
{
    (void)state;
    struct arena a = {0};
    const struct doc *d = doc_parse(STR("[![a](b.png) og ![c](d.png)](e.md) [f](g.md)\n"), &a);
    assert_int_equal(d->n_holes, 4);
    assert_int_equal(d->holes[0].inner, 2);
    assert_str(d->holes[0].alt, "a og c");
    assert_int_equal(d->holes[3].inner, 0);
    arena_clear(&a);
}

/* Line and column of every link, where cmark-gfm alone would be wrong as well. */
static void test_places(void **state)
{
    (void)state;
    static const struct {
        const char *text, *want;
    } places[] = {
        {"a [b](c)\n", "1:3 "},
        {"\xc3\xa6\xc3\xb8\xc3\xa5 [b](c)\n", "1:5 "},
        {"[k]: /x\n[j]: /y\na [b](c) [k]\n", "3:3 3:10 "},
        {"a [b](c \"t\nu\") [d](e)\n[f](g)\n", "1:3 2:5 3:1 "},
        {"`a\nb` [c](d)\n", "2:4 "},
        {"> a\n> [b](c)\n[d](e)\n", "2:3 3:1 "},
        {"- a\n\n  [b](c)\n- ![d](e)\n", "3:3 4:3 "},
        {"1. > - [b](c)\n", "1:8 "},
        {"| a |\n|---|\n| [b](c) |\n", "3:3 "},
        {"[a\\*b](c) [\\[x](y)\n", "1:1 1:11 "},
        {"[*a*](b) [`c`](d)\n", "1:1 1:10 "},
        {"a\n\nhttps://x.dk og <https://y.dk>\n", "3:1 3:17 "},
        {"&amp; &amp; https://x.dk\n", "1:13 "},
        {"[x] [a](b) [x] [c](d)\n", "1:5 1:16 "},
        {"x[^1]\n\n[^1]: a [b](c)\n", "3:9 "},
        {"## a [b](c)\n\nd [e](f)\n===\n", "1:6 3:3 "},
        {"> [!NOTE] [a](b)\n> [c](d)\n", "1:11 2:3 "},
        {"---\ntitle: A\n---\n[a](b)\n", "4:1 "},
        {"\ta\n\n-\t[b](c)\n", "3:3 "},
    };
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        struct arena a = {0};
        struct buf got = {0};
        const struct doc *d = doc_parse(str_of(places[i].text), &a);
        for (size_t k = 0; k < d->n_holes; k++)
            buf_printf(&got, "%u:%u ", d->holes[k].line, d->holes[k].col);
        assert_shown(&got, places[i].want);
        arena_clear(&a);
    }
}

static void test_autolinks(void **state)
{
    (void)state;
    static const struct {
        const char *text, *want;
    } links[] = {
        {"http://a.b", "http://a.b "},
        {"HTTPS://a.b/C", "HTTPS://a.b/C "},
        {"xhttp://a.b", ""},
        {"(http://a.b/(c))", "http://a.b/(c) "},
        {"http://a.b/c).", "http://a.b/c "},
        {"http://a.b?x=y&copy;", "http://a.b?x=y "},
        {"http://a.b/x; y", "http://a.b/x "},
        {"http://a.b/\"x\"", "http://a.b/\"x "},
        {"http://a.b<c", "http://a.b "},
        {"http://", ""},
        {"http://-", ""},
        {"http://a_b.c_d", ""},
        {"http://a_b.c.d", "http://a_b.c.d "},
        {"http://\xc3\xa6.dk/\xc3\xb8", "http://\xc3\xa6.dk/\xc3\xb8 "},
        {"www.a.b www.a", "http://www.a.b "},
        {"www.", ""},
        {"awww.a.b", ""},
        {"a@b.c", "mailto:a@b.c "},
        {"a.b-c_d+e@f.g.h.", "mailto:a.b-c_d+e@f.g.h "},
        {"a@b", ""},
        {"a@b.c-", ""},
        {"a@b.c_", ""},
        {"@b.c", ""},
        {"a@@b.c", ""},
        {":a@b.c", "mailto:a@b.c "},
        {"mailto:a@b.c", "mailto:a@b.c "},
        {"http://a.b a@b.c www.d.e", "http://a.b mailto:a@b.c http://www.d.e "},
    };
    for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
        struct buf got = {0};
        struct autolink m;
        struct str text = str_of(links[i].text);
        size_t from = 0;
        while (autolink_next(text, &from, &m))
            buf_printf(&got, "%.*s%.*s ", STR_F(m.prefix), STR_F(str_sub(text, m.start, m.end - m.start)));
        assert_shown(&got, links[i].want);
    }
}

static void test_ids(void **state)
{
    (void)state;
    static const struct {
        const char *text, *id, *git;
    } headings[] = {
        {"L\xc3\xb8n", "loen", "l\xc3\xb8n"},
        {"L\xc3\xb8n", "loen-2", "l\xc3\xb8n-1"},
        {"L\xc3\xb8n 2", "loen-2-2", "l\xc3\xb8n-2"},
        {"L\xc3\xb8n", "loen-3", "l\xc3\xb8n-3"},
        {"Hvem, hvad & hvorn\xc3\xa5r?", "hvem-hvad-hvornaar", "hvem-hvad--hvorn\xc3\xa5r"},
        {"", "section", ""},
        {"!!!", "section-2", "-1"},
        {"Fn 1", "section-fn-1", "fn-1"},
        {"Fnref-2", "section-fnref-2", "fnref-2"},
        {"\xc3\x86 B_c-d", "ae-b-c-d", "\xc3\xa6-b_c-d"},
    };
    struct arena a = {0};
    struct ids ids = {.arena = &a};
    for (size_t i = 0; i < sizeof headings / sizeof *headings; i++) {
        assert_str(ids_new(&ids, str_of(headings[i].text)), headings[i].id);
        assert_str(ids_new_git(&ids, str_of(headings[i].text)), headings[i].git);
    }
    arena_clear(&a);
}

static void test_videos(void **state)
{
    (void)state;
    static const struct {
        const char *dest;
        bool video;
    } dests[] = {
        {"https://www.youtube.com/watch?v=x", true},
        {"https://m.youtube.com/watch?v=x", true},
        {"https://youtube.com/", false},
        {"https://youtu.be/x", true},
        {"https://youtu.be.evil.dk/x", false},
        {"https://vimeo.com/1", true},
        {"https://player.vimeo.com/video/1", true},
        {"https://dreambroker.com/channel/a/b", true},
        {"https://dreambroker.com/", false},
        {"https://video.kommune.dk/1", true},
        {"film.mp4", true},
        {"../film.WEBM?x#t=1", true},
        {"film.mp4.exe", false},
        {"mailto:a@b.mp4", false},
        {"https://x.dk/a.mp4", true},
        {"https://x.dk/?a.mp4", false},
    };
    for (size_t i = 0; i < sizeof dests / sizeof *dests; i++)
        assert_int_equal(link_is_video(str_of(dests[i].dest)), dests[i].video);
}

/* A page that passes a limit keeps its front matter and says why; it has no HTML. */
static void test_limits(void **state)
{
    (void)state;
    static const struct {
        const char *head, *unit;
        size_t n;
        const char *tail, *want;
    } cases[] = {
        {"", "> ", LIMIT_CONTAINERS + 1, "a\n",
         "4:1 limit: too many quote and list markers on one line; at most 32 are read\n"},
        {"a\n", "- ", LIMIT_CONTAINERS + 1, "a\n",
         "5:1 limit: too many quote and list markers on one line; at most 32 are read\n"},
        {"a|b\n", "|-", LIMIT_TABLE_COLUMNS + 1, "\n",
         "5:1 limit: the table has too many columns; at most 64 are read\n"},
        {"|a|b|\n|-|-|\n", "a\n", LIMIT_TABLE_CELLS / 2, "",
         "10005:1 limit: the page's tables have too many cells, empty ones counted; at most 20000 are "
         "read\n"},
        {"", "a\n", 1001, ":-|-\n",
         "1005:1 limit: a row of dashes stands below too many lines; put an empty line before the table; at "
         "most 1000 are read\n"},
        {"a ", "<?", 1001, "\n", "4:1 limit: too many <! and <?; at most 1000 are read\n"},
        {"[a]: /", "x", 30000, "\n\n[a][a]\n", ""},
        {"[a]: /xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n\n",
         "[a] ", 6000, "\n",
         "6:0 limit: the addresses of the page's links take too many bytes; at most 161912 are read\n"},
        {"[a]: /u \"it's\n", "[b]: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n", 5000, "\"\n\n[a]",
         "5008:1 limit: the page's link references take too much room; bytes of them; at most 33554432 are "
         "read\n"},
        {"", "*a **a ", 40, "\n", ""},
        {"", "[a](b) ", LIMIT_LINKS + 1, "\n",
         "4:0 limit: too many links and pictures on the page; at most 20000 are read\n"},
        {"", "x", LIMIT_PAGE, "\n",
         "1:1 too-large: the page has 524302 bytes; at most 524288 are read: split it\n"},
        {"", "* * ", 100, "*\n", ""}, /* a long rule */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena a = {0};
        struct buf b = {0}, got = {0};
        buf_printf(&b, "---\nx: y\n---\n%s", cases[i].head);
        for (size_t k = 0; k < cases[i].n; k++)
            buf_put(&b, str_of(cases[i].unit));
        buf_put(&b, str_of(cases[i].tail));
        const struct doc *d = doc_parse(buf_str(&b), &a);
        show_diags(&d->diags, &got);
        assert_shown(&got, cases[i].want);
        if (cases[i].want[0])
            assert_int_equal(d->html.n + d->n_holes + d->n_headings, 0);
        else
            assert_true(d->html.n > 0);
        buf_free(&b);
        arena_clear(&a);
    }
}

static void test_many_warnings(void **state)
{
    (void)state;
    struct arena a = {0};
    struct buf b = {0};
    for (int i = 0; i < LIMIT_DIAGS + 5; i++)
        buf_put(&b, STR("a <b> "));
    const struct doc *d = doc_parse(buf_str(&b), &a);
    assert_int_equal(d->diags.n, LIMIT_DIAGS + 1);
    assert_str(d->diags.items[LIMIT_DIAGS].text, "1005 warnings on the page; 1000 are told");
    buf_free(&b);
    arena_clear(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_examples),      cmocka_unit_test(test_parts),
        cmocka_unit_test(test_inner_holes),   cmocka_unit_test(test_places),
        cmocka_unit_test(test_autolinks),     cmocka_unit_test(test_ids),
        cmocka_unit_test(test_videos),        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_many_warnings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

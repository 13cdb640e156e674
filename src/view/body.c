#include "base/buf.h"
#include "base/escape.h"
#include "base/path.h"
#include "model/abbreviations.h"
#include "view/age.h"
#include "view/file.h"
#include "view/film.h"
#include "view/picture.h"

struct body {
    const struct view *view;
    const struct page *page;
    const struct doc *doc;
    const struct target *targets;
    struct arena *a;
    struct buf *out;
    const struct remark *remarks; /* in order; the next one to be written */
    size_t n_remarks;
    bool in_link;  /* what is written stands in one */
    bool pictured; /* a picture stands above: the others can wait until they are near */
};

static void attribute(struct body *b, const char *name, struct str value)
{
    buf_printf(b->out, " %s=\"", name);
    escape_html(b->out, value);
    buf_char(b->out, '"');
}

/* A link's address as it stands in an attribute, percent-encoded. */
static struct str href(struct body *b, const struct hole *h, const struct target *t)
{
    struct buf url = {0};
    if (t->kind == TARGET_WEB) {
        escape_url(&url, h->dest);
    } else {
        struct str path =
            t->kind == TARGET_PAGE
                ? (t->page == b->page && t->anchor.n ? STR("") : view_link(b->view, t->page, b->a))
                : view_file_link(b->view, b->view->vs->site->files[t->file].url, b->a);
        buf_put(&url, path);
        if (t->anchor.n) {
            buf_char(&url, '#');
            escape_url(&url, t->anchor);
        }
    }
    struct str out = buf_dup(b->a, &url);
    buf_free(&url);
    return out;
}

static void open_link(struct body *b, const struct hole *h, const struct target *t)
{
    buf_put(b->out, STR("<a"));
    attribute(b, "href", href(b, h, t));
    if (h->title.n)
        attribute(b, "title", h->title);
    if (t->kind == TARGET_WEB && str_starts(h->dest, STR("http")))
        attribute(b, "rel", STR("noreferrer"));
    buf_char(b->out, '>');
}

static void image(struct body *b, const struct hole *h, const struct target *t)
{
    if (t->kind == TARGET_TEXT) {
        escape_html(b->out, h->alt);
    } else if (t->kind == TARGET_WEB && b->in_link) {
        escape_html(b->out, h->alt.n ? h->alt : h->dest);
    } else if (t->kind == TARGET_WEB) { /* nothing is fetched from elsewhere: a link instead */
        open_link(b, h, t);
        escape_html(b->out, h->alt.n ? h->alt : h->dest);
        buf_put(b->out, STR("</a>"));
    } else {
        const struct picture *p = picture_of(b->view, t->file);
        struct str srcset = picture_srcset(b->view, t->file, b->a);
        buf_put(b->out, STR("<img"));
        attribute(b, "src", href(b, h, t));
        if (srcset.n) {
            attribute(b, "srcset", srcset);
            attribute(b, "sizes", STR("(min-width: 60rem) 48rem, 100vw"));
        }
        if (p)
            buf_printf(b->out, " width=\"%u\" height=\"%u\"", p->width, p->height);
        attribute(b, "alt", h->alt);
        if (h->title.n)
            attribute(b, "title", h->title);
        buf_put(b->out, b->pictured ? STR(" loading=\"lazy\">") : STR(">"));
        b->pictured = true;
    }
}

static void emit(struct body *b, size_t from, size_t to, size_t hole, size_t end);

/* Under a film: where it opens, and what its link's title says of captions and transcript. */
static void film_caption(struct body *b, const struct hole *h, bool elsewhere)
{
    const struct strings *s = b->view->vs->strings;
    buf_put(b->out, STR("<figcaption class=\"video-note\">"));
    if (elsewhere) {
        escape_html(b->out, strings_fill(s, STR("video_note"), STR("host"), film_host(h->dest), b->a));
        buf_put(b->out, STR("<br>"));
    }
    escape_html(b->out, h->title.n ? h->title : strings_get(s, STR("video_unknown")));
    buf_put(b->out, STR("</figcaption></figure>\n"));
}

/* A link to a film: a card that leads there; nothing is loaded before the reader chooses to. */
static void film(struct body *b, size_t i)
{
    const struct hole *h = &b->doc->holes[i];
    const struct target *t = &b->targets[i];
    bool elsewhere = t->kind == TARGET_WEB;
    struct str frame = elsewhere ? film_frame(b->view->vs->site->settings, h->dest, b->a) : STR("");
    buf_put(b->out, t->kind == TARGET_TEXT ? STR("<p>") : STR("<figure class=\"video\""));
    if (frame.n) {
        struct buf url = {0};
        escape_url(&url, frame);
        attribute(b, "data-film", buf_str(&url));
        buf_free(&url);
    }
    if (t->kind != TARGET_TEXT)
        buf_char(b->out, '>');
    if (t->kind == TARGET_FILE) {
        buf_put(b->out, STR("<video controls preload=\"none\""));
        attribute(b, "src", href(b, h, t));
        attribute(b, "aria-label", h->alt);
        buf_put(b->out, STR("></video>"));
    } else {
        if (elsewhere) {
            buf_put(b->out, STR("<a"));
            attribute(b, "href", href(b, h, t));
            buf_put(b->out, STR(" rel=\"noreferrer\">"));
        }
        b->in_link = elsewhere;
        emit(b, h->start, h->end, i + 1, i + 1 + h->inner);
        b->in_link = false;
        buf_put(b->out, elsewhere ? STR("</a>") : STR(""));
    }
    if (t->kind == TARGET_TEXT)
        buf_put(b->out, STR("</p>\n"));
    else
        film_caption(b, h, elsewhere);
}

/* What a reader wants to know before a file is fetched; a picture just opens. */
static void describe_file(struct body *b, const struct site_file *f)
{
    struct str kind = file_kind(b->view, f->url), size = file_size(b->view, f->entry->size, b->a);
    if (!kind.n || file_is_picture(f->url))
        return;
    buf_put(b->out, STR(" <span class=\"file\">("));
    escape_html(b->out, kind);
    buf_put(b->out, STR(", "));
    escape_html(b->out, size);
    buf_put(b->out, STR(")</span>"));
}

/* The first use on a page of what another page explains. A layout may ask for the same text twice, as {{#body}}{{body}}{{/body}} does: the
 * place that was first stays the first. */
static const struct abbreviation *explained(struct body *b, size_t i)
{
    const struct view *v = b->view;
    const struct abbreviation *a = map_get(&v->vs->site->abbreviations, b->doc->holes[i].alt);
    if (!a || !v->used || a->page == v->page)
        return NULL;
    struct view_use *use = &v->used[a->index];
    if (!use->doc)
        *use = (struct view_use){b->doc, i};
    return use->doc == b->doc && use->hole == i ? a : NULL;
}

static void capitals(struct body *b, size_t i)
{
    const struct hole *h = &b->doc->holes[i];
    const struct abbreviation *a = explained(b, i);
    if (a) {
        struct str url = view_link(b->view, a->page, b->a);
        buf_put(b->out, STR("<a class=\"abbr\""));
        attribute(b, "href", a->anchor.n ? str_printf(b->a, "%.*s#%.*s", STR_F(url), STR_F(a->anchor)) : url);
        buf_put(b->out, STR("><abbr"));
        attribute(b, "title", a->full);
        buf_char(b->out, '>');
    }
    escape_html(b->out, h->alt);
    if (a)
        buf_put(b->out, STR("</abbr></a>"));
}

static void fill_hole(struct body *b, size_t i)
{
    const struct hole *h = &b->doc->holes[i];
    const struct target *t = &b->targets[i];
    if (h->kind == HOLE_STRING) {
        escape_html(b->out, strings_get(b->view->vs->strings, h->dest));
    } else if (h->kind == HOLE_CAPITALS) {
        capitals(b, i);
    } else if (h->kind == HOLE_IMAGE) {
        image(b, h, t);
    } else if (h->kind == HOLE_VIDEO) {
        film(b, i);
    } else {
        if (t->kind != TARGET_TEXT)
            open_link(b, h, t);
        b->in_link = t->kind != TARGET_TEXT;
        emit(b, h->start, h->end, i + 1, i + 1 + h->inner);
        b->in_link = false;
        if (t->kind != TARGET_TEXT)
            buf_put(b->out, STR("</a>"));
        if (t->kind == TARGET_FILE)
            describe_file(b, &b->view->vs->site->files[t->file]);
    }
}

static void copy(struct body *b, size_t from, size_t to)
{
    for (; b->n_remarks && b->remarks->at <= to; b->remarks++, b->n_remarks--) {
        buf_put(b->out, str_sub(b->doc->html, from, b->remarks->at - from));
        buf_put(b->out, b->remarks->html);
        from = b->remarks->at;
    }
    buf_put(b->out, str_sub(b->doc->html, from, to - from));
}

/* Copies html[from, to), filling the holes with numbers [hole, end) on the way. */
static void emit(struct body *b, size_t from, size_t to, size_t hole, size_t end)
{
    while (hole < end) {
        const struct hole *h = &b->doc->holes[hole];
        copy(b, from, h->start);
        fill_hole(b, hole);
        from = h->end;
        hole += 1 + h->inner;
    }
    copy(b, from, to);
}

void view_body(const struct view *v, const struct page *p, const struct doc *d, const struct target *targets,
               struct arena *a, struct buf *out)
{
    const struct inner *in = page_inner(p);
    if (!targets) /* a page that is not published, as explain shows it: its links lead nowhere */
        targets = ARENA_ARRAY(a, struct target, d->n_holes);
    struct body b = {.view = v, .page = p, .doc = d, .targets = targets, .a = a, .out = out};
    b.pictured = d != in->doc;
    if (p == v->page && d == in->doc)
        b.n_remarks = age_remarks(v, p, a, &b.remarks);
    emit(&b, 0, d->html.n, 0, d->n_holes);
}

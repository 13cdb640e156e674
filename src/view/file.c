#include "view/file.h"

#include "base/arena.h"
#include "base/path.h"
#include "view/picture.h"

/* What a kind is called: a name that is the same everywhere, or the key of a string. */
static const struct kind {
    struct str ext, name, key;
} kinds[] = {
    {STR_INIT(".pdf"), STR_INIT("PDF"), {0}},           {STR_INIT(".docx"), STR_INIT("Word"), {0}},
    {STR_INIT(".xlsx"), STR_INIT("Excel"), {0}},        {STR_INIT(".pptx"), STR_INIT("PowerPoint"), {0}},
    {STR_INIT(".odt"), STR_INIT("OpenDocument"), {0}},  {STR_INIT(".ods"), STR_INIT("OpenDocument"), {0}},
    {STR_INIT(".odp"), STR_INIT("OpenDocument"), {0}},  {STR_INIT(".csv"), STR_INIT("CSV"), {0}},
    {STR_INIT(".txt"), {0}, STR_INIT("kind_text")},     {STR_INIT(".ics"), {0}, STR_INIT("kind_calendar")},
    {STR_INIT(".vtt"), {0}, STR_INIT("kind_captions")}, {STR_INIT(".srt"), {0}, STR_INIT("kind_captions")},
    {STR_INIT(".mp4"), {0}, STR_INIT("kind_film")},     {STR_INIT(".webm"), {0}, STR_INIT("kind_film")},
    {STR_INIT(".m4a"), {0}, STR_INIT("kind_sound")},    {STR_INIT(".mp3"), {0}, STR_INIT("kind_sound")},
    {STR_INIT(".ogg"), {0}, STR_INIT("kind_sound")},    {STR_INIT(".png"), {0}, STR_INIT("kind_picture")},
    {STR_INIT(".jpg"), {0}, STR_INIT("kind_picture")},  {STR_INIT(".jpeg"), {0}, STR_INIT("kind_picture")},
    {STR_INIT(".webp"), {0}, STR_INIT("kind_picture")}, {STR_INIT(".gif"), {0}, STR_INIT("kind_picture")},
    {STR_INIT(".avif"), {0}, STR_INIT("kind_picture")}, {STR_INIT(".svg"), {0}, STR_INIT("kind_picture")},
};

static const struct kind *kind_of(struct str path)
{
    struct str ext = path_ext(path);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (str_eq_nocase(ext, kinds[i].ext))
            return &kinds[i];
    return NULL;
}

struct str file_kind(const struct view *v, struct str path)
{
    const struct kind *k = kind_of(path);
    if (k)
        return k->name.n ? k->name : strings_get(v->vs->strings, k->key);
    return STR("");
}

bool file_is_picture(struct str path)
{
    const struct kind *k = kind_of(path);
    return k && str_eq(k->key, STR("kind_picture"));
}

/* Rounded up: nothing is 0 KB. Below 10 MB with one decimal. */
struct str file_size(const struct view *v, uint64_t bytes, struct arena *a)
{
    uint64_t kb = (bytes + 1023) / 1024, tenths = (bytes * 10 + (1 << 20) - 1) >> 20;
    struct str number = kb < 1000       ? str_printf(a, "%llu", (unsigned long long)kb)
                        : tenths >= 100 ? str_printf(a, "%llu", (unsigned long long)(tenths / 10))
                                        : str_printf(a, "%llu.%llu", (unsigned long long)(tenths / 10),
                                                     (unsigned long long)(tenths % 10));
    return str_cat(a, strings_number(v->vs->strings, number, a), kb < 1000 ? STR(" KB") : STR(" MB"));
}

struct value file_value(const struct view *v, uint32_t file, struct str title, struct arena *a)
{
    const struct site_file *f = &v->vs->site->files[file];
    struct value m = {.kind = VALUE_MAP};
    value_map_add(&m, a, STR("title"), value_text(title));
    value_map_add(&m, a, STR("url"), value_text(view_file_link(v, f->url, a)));
    value_map_add(&m, a, STR("kind"), value_text(file_kind(v, f->url)));
    value_map_add(&m, a, STR("size"), value_text(file_size(v, f->entry->size, a)));
    if (file_is_picture(f->url))
        picture_add(v, file, &m, a);
    return m;
}

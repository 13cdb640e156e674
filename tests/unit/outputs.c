/* The files for machines, made from a small site built by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <jansson.h>

#include "base/arena.h"
#include "base/buf.h"
#include "render/outputs.h"

static struct arena arena;
static struct buf out;

enum { FRONT, DRAFT, NOISE, FOLDER, TEAM, N_PAGES }; /* sorted by url */

static struct {
    struct settings settings;
    struct people people;
    struct person persons[4];
    struct history history;
    struct record records[N_PAGES];
    struct contribution contributions[4];
    struct version versions[5];
    struct heading headings[4];
    struct doc docs[N_PAGES];
    struct value fronts[N_PAGES];
    struct page pages[N_PAGES];
    const struct page *sorted[N_PAGES];
    const struct page *links[4];
    struct type type;
    struct site site;
} w;

static struct touch touch(uint8_t commit, int64_t epoch, uint32_t author)
{
    struct touch t = {.known = true, .has_date = true, .date = {epoch, 60}, .author = author};
    memset(t.commit.b, commit, sizeof t.commit.b);
    return t;
}

static void make_page(size_t i, const char *url, const char *source, const char *title)
{
    w.fronts[i] = (struct value){.kind = VALUE_MAP};
    w.pages[i] = (struct page){.url = str_of(url),
                               .source = str_of(source),
                               .title = str_of(title),
                               .summary = STR(""),
                               .inner.doc = &w.docs[i],
                               .front = &w.fronts[i],
                               .visible = true,
                               .index = (uint32_t)i};
    w.sorted[i] = &w.pages[i];
}

static void make_history(void)
{
    w.persons[0] = (struct person){STR("Ane Hansen"), STR("ane@kommune.example")};
    w.persons[1] = (struct person){STR("Bo"), STR("bo@kommune.example")};
    w.persons[2] = (struct person){STR("Cia"), STR("cia@kommune.example")};
    w.persons[3] = (struct person){STR("Hemmelig"), STR("nul@kommune.example")};
    w.history = (struct history){.present = true,
                                 .people = w.persons,
                                 .n_people = 4,
                                 .has_commit_date = true,
                                 .commit_date = {1795300000, 0}};
    w.contributions[0] = (struct contribution){1, 3};
    w.contributions[1] = (struct contribution){0, 2};
    w.contributions[2] = (struct contribution){2, 2};
    w.contributions[3] = (struct contribution){3, 1};
    w.versions[4].ignored = true;
    w.records[NOISE] = (struct record){.created = touch(0xAB, 1795252443, 0),
                                       .updated = touch(0xCD, 1795352443, 1),
                                       .people = w.contributions,
                                       .n_people = 4,
                                       .versions = w.versions,
                                       .n_versions = 5,
                                       .complete = true};
    w.records[TEAM] = (struct record){.updated = touch(0x11, INT64_MAX, 3)};
    w.pages[NOISE].inner.record = &w.records[NOISE];
    w.pages[TEAM].inner.record = &w.records[TEAM];
}

static int setup(void **state)
{
    (void)state;
    memset(&w, 0, sizeof w);
    buf_clear(&out);
    settings_defaults(&w.settings);
    w.settings.present = true;
    w.settings.title = STR("Viden & <b>bank</b>");
    w.settings.base_url = STR("https://viden.example/a&b/");
    w.settings.attribution = STR("Redaktionen");
    w.people.shown.arena = &arena;
    static struct person_shown ane = {.text = STR_INIT("Ane")}, nobody = {.text = STR_INIT("")};
    map_put(&w.people.shown, STR("ane@kommune.example"), &ane);
    map_put(&w.people.shown, STR("nul@kommune.example"), &nobody);
    make_page(FRONT, "", "content/index.md", "Forside");
    make_page(DRAFT, "kladde/", "content/kladde.md", "KANARIE");
    make_page(NOISE, "stoej \"1\"/", "content/støj \"1\".md", "Støj </script>\n& ro");
    make_page(FOLDER, "temaer/", "", "Temaer");
    make_page(TEAM, "zoo/", "content/zoo.md", "Zoo");
    w.pages[DRAFT].visible = false;
    w.pages[FOLDER].origin = PAGE_FOLDER;
    w.pages[NOISE].summary = STR("Om \"støj\" <i>\x01");
    w.pages[NOISE].inner.words = 1234;
    w.type.name = STR("tema");
    w.pages[NOISE].type = &w.type;
    w.headings[0] = (struct heading){.level = 1, .id = STR("et"), .text = STR("Et")};
    w.headings[1] = (struct heading){.level = 2, .id = STR("loen"), .text = STR("Løn")};
    w.headings[2] = (struct heading){.level = 4, .id = STR("fire"), .text = STR("Fire")};
    w.headings[3] = (struct heading){.level = 5, .id = STR("fem"), .text = STR("Fem")};
    w.docs[NOISE] = (struct doc){.headings = w.headings, .n_headings = 4};
    w.links[0] = &w.pages[FRONT];
    w.links[1] = &w.pages[NOISE];
    w.pages[NOISE].inner.backlinks = (struct pages){.items = w.links, .n = 1};
    w.pages[FRONT].inner.links = (struct pages){.items = w.links + 1, .n = 1};
    make_history();
    w.site = (struct site){.settings = &w.settings,
                           .people = &w.people,
                           .history = &w.history,
                           .pages = w.sorted,
                           .n_pages = N_PAGES,
                           .front = &w.pages[FRONT]};
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_clear(&arena);
    buf_free(&out);
    return 0;
}

static const char *text(void)
{
    return str_c(&arena, buf_str(&out));
}

static void assert_has(const char *want)
{
    if (!strstr(text(), want))
        fail_msg("nothing like %s in:\n%s", want, text());
}

static void assert_hasnt(const char *unwanted)
{
    if (strstr(text(), unwanted))
        fail_msg("%s stands in:\n%s", unwanted, text());
}

static void test_api(void **state)
{
    (void)state;
    render_api(&w.site, &out);
    assert_string_equal(
        text(),
        "[\n"
        "{\"url\":\"\",\"source\":\"content/"
        "index.md\",\"type\":null,\"title\":\"Forside\",\"summary\":null,\"words\":0,"
        "\"created\":null,\"updated\":null,\"contributors\":null,"
        "\"sections\":[{\"id\":\"\",\"title\":\"Forside\",\"updated\":null}],\"links\":[\"stoej%20%221%22/"
        "\"],\"backlinks\":[]},\n"
        "{\"url\":\"stoej%20%221%22/\",\"source\":\"content/støj \\\"1\\\".md\",\"type\":\"tema\","
        "\"title\":\"Støj \\u003c/script\\u003e\\n\\u0026 ro\",\"summary\":\"Om \\\"støj\\\" "
        "\\u003ci\\u003e\\u0001\",\"words\":1234,"
        "\"created\":{\"date\":\"2026-11-21T10:14:03+01:00\",\"author\":\"Ane\",\"commit\":"
        "\"abababababababababababababababababababab\"},"
        "\"updated\":{\"date\":\"2026-11-22T14:00:43+01:00\",\"author\":\"Redaktionen\",\"commit\":"
        "\"cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd\"},"
        "\"contributors\":[{\"name\":\"Redaktionen\",\"commits\":4},{\"name\":\"Ane\",\"commits\":2}],"
        "\"sections\":[{\"id\":\"\",\"title\":\"Støj \\u003c/script\\u003e\\n\\u0026 ro\",\"updated\":null},"
        "{\"id\":\"loen\",\"title\":\"Løn\",\"updated\":null},{\"id\":\"fire\",\"title\":\"Fire\","
        "\"updated\":null}],"
        "\"links\":[],\"backlinks\":[\"\"]},\n"
        "{\"url\":\"zoo/\",\"source\":\"content/"
        "zoo.md\",\"type\":null,\"title\":\"Zoo\",\"summary\":null,\"words\":0,"
        "\"created\":null,\"updated\":{\"date\":null,\"author\":null,\"commit\":"
        "\"1111111111111111111111111111111111111111\"},"
        "\"contributors\":null,\"sections\":[{\"id\":\"\",\"title\":\"Zoo\",\"updated\":null}],\"links\":[],"
        "\"backlinks\":[]}\n"
        "]\n");
    json_error_t error;
    json_t *json = json_loadb(out.p, out.n, JSON_REJECT_DUPLICATES, &error);
    assert_non_null(json);
    assert_int_equal(json_array_size(json), 3);
    json_decref(json);
}

static void test_api_empty(void **state)
{
    (void)state;
    w.site.n_pages = 0;
    render_api(&w.site, &out);
    assert_string_equal(text(), "[\n]\n");
}

/* Without settings each is shown by name, and two of one name are one. */
static void test_api_contributors(void **state)
{
    (void)state;
    w.settings.attribution = STR("");
    w.persons[2].name = STR("Bo");
    w.records[NOISE].n_versions = 0;
    render_api(&w.site, &out);
    assert_has("\"contributors\":[{\"name\":\"Bo\",\"commits\":5},{\"name\":\"Ane\",\"commits\":2}]");
    buf_clear(&out);
    w.contributions[0].commits = w.contributions[2].commits = 1;
    render_api(&w.site, &out);
    assert_has(
        "\"contributors\":[{\"name\":\"Ane\",\"commits\":2},{\"name\":\"Bo\",\"commits\":2}]"); /* as many: by name */
    buf_clear(&out);
    w.history.n_people = 1; /* indexes past the end are no people */
    render_api(&w.site, &out);
    assert_has("\"contributors\":[{\"name\":\"Ane\",\"commits\":2}]");
    assert_has("\"author\":null,\"commit\":\"cdcd");
    buf_clear(&out);
    w.site.history = NULL;
    render_api(&w.site, &out);
    assert_hasnt("\"contributors\":[");
    assert_hasnt("@kommune");
}

static void test_feed(void **state)
{
    (void)state;
    render_feed(&(struct view_site){.site = &w.site}, NULL, &out);
    assert_string_equal(
        text(),
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
        "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"da\">\n"
        "<id>https://viden.example/a&amp;b/feed.xml</id>\n"
        "<title>Viden &amp; &lt;b&gt;bank&lt;/b&gt;</title>\n"
        "<updated>2026-11-22T14:00:43+01:00</updated>\n"
        "<link rel=\"self\" type=\"application/atom+xml\" href=\"https://viden.example/a&amp;b/feed.xml\"/>\n"
        "<link rel=\"alternate\" type=\"text/html\" href=\"https://viden.example/a&amp;b/\"/>\n"
        "<author><name>Redaktionen</name></author>\n"
        "<entry>\n"
        "<id>https://viden.example/a&amp;b/stoej%20%221%22/</id>\n"
        "<title>Støj &lt;/script&gt;\n&amp; ro</title>\n"
        "<link rel=\"alternate\" type=\"text/html\" "
        "href=\"https://viden.example/a&amp;b/stoej%20%221%22/\"/>\n"
        "<updated>2026-11-22T14:00:43+01:00</updated>\n"
        "<published>2026-11-21T10:14:03+01:00</published>\n"
        "<author><name>Redaktionen</name></author>\n"
        "<summary>Om &quot;støj&quot; &lt;i&gt;</summary>\n"
        "</entry>\n"
        "<entry>\n"
        "<id>https://viden.example/a&amp;b/</id>\n"
        "<title>Forside</title>\n"
        "<link rel=\"alternate\" type=\"text/html\" href=\"https://viden.example/a&amp;b/\"/>\n"
        "<updated>2026-11-21T22:26:40+00:00</updated>\n"
        "</entry>\n"
        "<entry>\n"
        "<id>https://viden.example/a&amp;b/zoo/</id>\n"
        "<title>Zoo</title>\n"
        "<link rel=\"alternate\" type=\"text/html\" href=\"https://viden.example/a&amp;b/zoo/\"/>\n"
        "<updated>2026-11-21T22:26:40+00:00</updated>\n"
        "</entry>\n"
        "</feed>\n");
}

/* A page without history counts by its own date, in the site's zone; and the site may have no address, no title, no history. */
static void test_feed_without(void **state)
{
    (void)state;
    value_map_add(&w.fronts[TEAM], &arena, STR("date"), value_text(STR("2026-12-24")));
    value_map_add(&w.fronts[FRONT], &arena, STR("date"), value_text(STR("2026-07-01 10:00+00:00")));
    w.settings.base_url = w.settings.title = w.settings.attribution = STR("");
    w.pages[NOISE].inner.record = NULL;
    w.site.history = NULL;
    render_feed(&(struct view_site){.site = &w.site}, NULL, &out);
    assert_has("<title>Forside</title>\n<updated>2026-12-24T00:00:00+01:00</updated>\n<link rel=\"self\" "
               "type=\"application/atom+xml\" href=\"feed.xml\"/>\n");
    assert_has(
        "<link rel=\"alternate\" type=\"text/html\" href=\"./\"/>\n<author><name>Forside</name></author>\n");
    assert_has("<updated>2026-07-01T10:00:00+00:00</updated>");
    assert_has("<updated>1970-01-01T00:00:00+00:00</updated>");
    assert_has("href=\"stoej%20%221%22/\"");
    assert_hasnt("KANARIE");
    const char *id = strstr(text(), "<id>urn:uuid:");
    assert_non_null(id);
    assert_int_equal(strcspn(id, "\n"), strlen("<id>urn:uuid:00000000-0000-8000-8000-000000000000</id>"));
    assert_int_equal(id[strlen("<id>urn:uuid:00000000-0000-")], '8');
    assert_null(strstr(id + 1, str_c(&arena, str_n(id, 49)))); /* another for each entry */
}

static void test_feed_is_bounded(void **state)
{
    (void)state;
    static struct page many[60];
    static const struct page *sorted[60];
    static char urls[60][8];
    for (size_t i = 0; i < 60; i++) {
        snprintf(urls[i], sizeof urls[i], "p%02zu/", i);
        many[i] = w.pages[FRONT];
        many[i].url = str_of(urls[i]);
        sorted[i] = &many[i];
    }
    w.site.pages = sorted;
    w.site.n_pages = 60;
    render_feed(&(struct view_site){.site = &w.site}, NULL, &out);
    assert_has("p49/</id>");
    assert_hasnt("p50/");
}

static void test_sitemap(void **state)
{
    (void)state;
    render_sitemap(&(struct sitemap){&w.site, NULL, 0, SITEMAP_URLS}, 0, &out);
    assert_string_equal(text(), "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                                "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
                                "<url><loc>https://viden.example/a&amp;b/</loc></url>\n"
                                "<url><loc>https://viden.example/a&amp;b/stoej%20%221%22/</loc>"
                                "<lastmod>2026-11-22T14:00:43+01:00</lastmod></url>\n"
                                "<url><loc>https://viden.example/a&amp;b/zoo/</loc></url>\n"
                                "</urlset>\n");
}

/* Of three pages and a further one, two in a file: an index, and two files. */
static void test_sitemap_in_parts(void **state)
{
    (void)state;
    const struct str further = STR("a&b/side-2/");
    const struct sitemap m = {&w.site, &further, 1, 2};
    assert_int_equal(sitemap_parts(&m), 2);
    render_sitemap(&m, 0, &out);
    assert_string_equal(text(), "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                                "<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
                                "<sitemap><loc>https://viden.example/a&amp;b/sitemap-1.xml</loc></sitemap>\n"
                                "<sitemap><loc>https://viden.example/a&amp;b/sitemap-2.xml</loc></sitemap>\n"
                                "</sitemapindex>\n");
    buf_clear(&out);
    render_sitemap(&m, 1, &out);
    assert_has("<loc>https://viden.example/a&amp;b/</loc>");
    assert_has("stoej%20%221%22/</loc>");
    assert_hasnt("zoo/");
    buf_clear(&out);
    render_sitemap(&m, 2, &out);
    assert_has("zoo/</loc></url>\n<url><loc>");
    assert_has("side-2/</loc></url>\n</urlset>");
    assert_hasnt("stoej");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_api, setup),
        cmocka_unit_test_setup(test_api_empty, setup),
        cmocka_unit_test_setup(test_api_contributors, setup),
        cmocka_unit_test_setup(test_feed, setup),
        cmocka_unit_test_setup(test_feed_without, setup),
        cmocka_unit_test_setup(test_feed_is_bounded, setup),
        cmocka_unit_test_setup(test_sitemap, setup),
        cmocka_unit_test_setup(test_sitemap_in_parts, setup),
    };
    return cmocka_run_group_tests_name("outputs", tests, NULL, teardown);
}

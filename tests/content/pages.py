#!/usr/bin/env python3
"""pages.py CHECK SITE OUT - looks at the knowledge bank's own pages and prints what is wrong, a line each; nothing is good.

SITE holds content/, OUT is what `vidensbank build` made of it. The checks are the functions at the end."""
import collections
import html.parser
import json
import pathlib
import posixpath
import re
import sys
import urllib.parse

check, site, out = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
pages = json.loads((out / "api/pages.json").read_text())
sources = sorted((site / "content").rglob("*.md"))

AT_LEAST = {
    "tema": 4, "stationsinput": 36, "arrangement": 3, "strategi": 5, "principliste": 1, "vaerktoej": 1, "koncept": 1,
    "retningslinje": 1, "netvaerk": 2, "arbejdsgruppe": 2, "anbefalingstema": 4, "anbefaling": 1, "kampagne": 1,
    "aktiv": 2, "beslutning": 1, "procesplan": 1, "organ": 4, "enhed": 13, "kategori": 10, "aarshjulspost": 4,
    "dialogark": 4, "doerskilte": 2, "temaudgave": 4, "god_historie": 1,
}
VOID = ("meta", "link", "br", "hr", "img", "input", "path", "wbr")
SENTENCE = 5  # words from which on an equal sentence is a repetition
CLICKS = 3
# The given names most borne in Denmark: one of them before another capitalised word reads as a person's name.
GIVEN = """Aage Alma Anders Ane Anette Anja Ann Anna Anne Annette Arne Asger Astrid August Benny Bent Bente Birgit Birgitte Birthe
Bo Bodil Brian Britt Camilla Carl Carsten Cecilie Charlotte Christian Christina Claus Clara Connie Dorte Dorthe Ebbe Elin
Elisabeth Ella Else Emil Emilie Emma Erik Erling Eva Finn Flemming Frank Freja Frederik Frode Gitte Grethe Hanne Hans Heidi
Helle Helene Henning Henrik Ida Inge Inger Ingrid Jacob Jakob Jan Janne Jens Jeppe Jesper Jette Johan Johannes John Jonas
Josefine Julie Jytte Jørgen Jørn Kaj Karen Karin Karina Karl Karsten Kasper Katrine Kenneth Kim Kirsten Kirstine Kjeld Klaus
Kristian Kristina Kurt Lars Laura Leif Lene Line Lis Lisbeth Lise Lone Lotte Louise Lucas Mads Maja Malene Maria Marianne Marie
Martin Mathias Mette Michael Mikkel Mogens Morten Nanna Niels Nikolaj Nina Ole Oliver Oscar Ove Palle Per Pernille Peter Pia
Poul Preben Rasmus Rikke Rita Robert Sanne Sara Simon Sofie Solveig Steen Stine Susanne Søren Tanja Thomas Thorkild Tina Tobias
Tom Torben Tove Trine Troels Ulla Ulrik Verner Vibeke Viggo Vivi William Yvonne""".split()


def sentences(text):
    """What a reader reads as one sentence, in plain lower case: of the front matter's values and of the body."""
    for line in text.split("\n"):
        for part in re.split(r"[{,]\s*\w+:\s|^[\s-]*\w+:\s|\|", line):
            part = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", part)
            for one in re.split(r"(?<=[.!?:])[\s\"»«]+", part):
                words = re.findall(r"[\w§&/-]*\w", one.lower())
                if len(words) >= SENTENCE:
                    yield " ".join(words)


class Links(html.parser.HTMLParser):
    """way: the addresses that one finds by reading on, so not those in the side column, where pages are named that link
    here; main: those in the main part alone, without navigation and trust line."""

    def __init__(self, text):
        super().__init__()
        self.way, self.main, self.stack = set(), set(), []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        a = dict(attributes)
        self.stack.append(tag + "." + (a.get("class") or ""))
        if tag in VOID:
            self.stack.pop()
        if tag == "a" and "href" in a:
            around = {s.split(".")[0] for s in self.stack}
            if "aside" not in around:
                self.way.add(a["href"])
            if "main" in around and not around & {"nav", "aside"} and "dl.trust" not in self.stack:
                self.main.add(a["href"])

    def handle_endtag(self, tag):
        while tag not in VOID and self.stack and self.stack.pop().split(".")[0] != tag:
            pass


def graph():
    """url -> (way, main): the site's own pages that each page links to, itself left out"""
    urls = {p["url"] for p in pages}

    def own(hrefs, url):
        for h in hrefs:
            u = urllib.parse.urlsplit(h)
            if not u.scheme and u.path:
                to = posixpath.normpath(posixpath.join("/", url, u.path)).lstrip("/")
                to = to + "/" if to else ""
                if to in urls and to != url:
                    yield to

    found = {}
    for url in urls:
        links = Links((out / url / "index.html").read_text())
        found[url] = set(own(links.way, url)), set(own(links.main, url))
    return found


def counts():
    have = collections.Counter(p["type"] for p in pages)
    for kind, least in AT_LEAST.items():
        if have[kind] < least:
            yield f"{kind}: {have[kind]} pages, at least {least} wanted"
    if len(pages) < 120:
        yield f"{len(pages)} pages in all, at least 120 wanted"


def summaries():
    for p in pages:
        n = len(p.get("summary") or "")
        if not 40 <= n <= 200:
            yield f"{p['source']}: a summary of {n} characters, 40 to 200 wanted"


def owners():
    for path in sources:
        if not re.search(r"^owner: \S", path.read_text(), re.M):
            yield f"{path}: no owner"


def repeats():
    where = collections.defaultdict(list)
    for path in sources:
        for s in sentences(path.read_text()):
            where[s].append(path.name)
    titles = {s for p in pages for s in sentences(p["title"])}  # the name of a thing is no sentence
    for s, names in where.items():
        if len(names) > 1 and s not in titles:
            yield f"{', '.join(names)}: {s}"


def privacy():
    settings = (site / "content/_site.yaml").read_text()
    mail = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    shared = set(re.findall(rf"^contact: ({mail})", settings, re.M))
    for path in sources:
        shared |= {m for m in re.findall(rf"^\s*funktionspostkasse: ({mail})", path.read_text(), re.M) if "." not in m.split("@")[0]}
    names = re.compile(r"\b(?:" + "|".join(GIVEN) + r")\.? [A-ZÆØÅ][\w.]*")
    files = [*sources, *(site / "content").rglob("*.yaml"), out / "api/pages.json", *out.rglob("*.html"), out / "feed.xml"]
    for path in files:
        text = path.read_text().replace("%20", " ")  # in the address of a mail
        for found in [*(m for m in re.findall(mail, text) if m not in shared), *names.findall(text),
                      *re.findall(r"(?<![\w./-])\d{6}-\d{4}(?![\w-])", text),
                      *re.findall(r"(?<![\w./-])(?:\+45 ?)?\d\d \d\d \d\d \d\d(?![\w-])", text)]:
            yield f"{path}: {found}"


def links():
    for url, (_, main) in sorted(graph().items()):
        if len(main) < 2:
            yield f"{url}: links to {len(main)} other pages in its main part, two wanted"


def clicks():
    to, reached = graph(), {""}
    for _ in range(CLICKS):
        reached |= {t for url in reached for t in to[url][0]}
    yield from (f"{url}: more than {CLICKS} clicks from the front page" for url in sorted(set(to) - reached))


def examples():
    """every type has an example in the guide"""
    guide = (site / "content/vejledninger/eksempler-til-alle-sider.md").read_text()
    for path in sorted((site / "content/_types").glob("*.yaml")):
        schema = path.read_text()
        label, folder = re.search(r"one: ([^,]+),", schema)[1], re.search(r"^folder: (\S+)$", schema, re.M)
        shown = f"\ntype: {path.stem}\n" in guide
        if folder and folder[1] != '""':
            shown = shown or f"`content/{folder[1]}/" in guide
        elif folder:
            shown = bool(re.search(r"`content/[^/`]+\.md`", guide))
        if not shown:
            yield f"{path.name}: the guide shows no {label}"


for problem in {f.__name__: f for f in (counts, summaries, owners, repeats, privacy, links, clicks, examples)}[check]():
    print(problem)

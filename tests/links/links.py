"""links.py DIR [--offline]: an own look at a published tree, by Python's HTML parser alone. Prints a line for every link, picture,
style or script that leads to no file, every fragment that no element has, every id that stands twice, and every page that cannot
be reached from the front page by links and forms; last a line with how much it saw. 404.html names things from the server's root: its links are judged
below the path that its home link shows."""
import os, sys
from html.parser import HTMLParser
from urllib.parse import unquote, urljoin, urlsplit

root, offline = sys.argv[1], "--offline" in sys.argv[2:]
LINKS = {"a": ["href"], "link": ["href"], "img": ["src", "srcset"], "script": ["src"], "source": ["src", "srcset"], "video": ["src", "poster"],
         "audio": ["src"], "iframe": ["src"], "form": ["action"], "use": ["href"], "track": ["src"], "object": ["data"]}
faults = []


class Page(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.links, self.ids, self.refresh = [], [], False
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        if a.get("id") is not None:
            self.ids.append(a["id"])
        self.refresh |= tag == "meta" and (a.get("http-equiv") or "").lower() == "refresh"
        for name in LINKS.get(tag, []):
            value = a.get(name)
            if value is None:
                continue
            each = [x.split()[0] for x in value.split(",") if x.strip()] if name == "srcset" else [value]
            self.links += [(tag, x, self.getpos()[0]) for x in each]


def load():
    pages = {}
    for top, dirs, files in os.walk(root):
        dirs.sort()
        for f in sorted(files):
            if f.endswith(".html"):
                path = os.path.relpath(os.path.join(top, f), root)
                pages[path] = Page(open(os.path.join(top, f), encoding="utf-8").read())
    return pages


def target(page, link, prefix):
    """The file that a link leads to (a path below root), and its fragment; None: elsewhere."""
    base = "http://here/" + (prefix if page == "404.html" else "") + page
    url = urlsplit(urljoin(base, link))
    if url.scheme != "http" or url.netloc != "here":
        return None, None
    path = unquote(url.path).lstrip("/")
    if page == "404.html" and path.startswith(prefix):
        path = path[len(prefix):]
    if path == "" or path.endswith("/"):
        path += "index.html"
    return path, unquote(url.fragment)


def judge(pages, page, prefix):
    """Reports what is wrong with a page's links; returns the pages it leads to."""
    to = set()
    for tag, link, line in pages[page].links:
        path, fragment = target(page, link, prefix)
        where = f"{page}:{line}: <{tag}> {link}"
        if path is None:
            if urlsplit(link).scheme not in ("http", "https", "mailto", "tel"):
                faults.append(f"{where}: a scheme that is none of ours")
        elif not os.path.isfile(os.path.join(root, path)):
            faults.append(f"{where}: there is no {path}")
        elif offline and tag == "a" and urlsplit(link).path.endswith("/"):
            faults.append(f"{where}: names a folder, which a file share does not open")
        else:
            if tag in ("a", "iframe", "form"):
                to.add(path)
            if fragment and path in pages and fragment not in pages[path].ids:
                faults.append(f"{where}: {path} has no id \"{fragment}\"")
    return to


pages = load()
home = next((link for tag, link, _ in pages["404.html"].links if tag == "a" and not link.startswith("#")), "/") if "404.html" in pages else "/"
prefix = home.strip("/").removesuffix("index.html").strip("/")
prefix = prefix + "/" if prefix else ""
leads = {page: judge(pages, page, prefix) for page in pages}
for page, parsed in pages.items():
    for i in sorted({x for x in parsed.ids if parsed.ids.count(x) > 1}):
        faults.append(f"{page}: the id \"{i}\" stands twice")
seen, todo = {"index.html"}, ["index.html"]
while todo:
    for path in leads.get(todo.pop(), ()):
        if path in pages and path not in seen:
            seen.add(path)
            todo.append(path)
for page in sorted(set(pages) - seen - {"404.html"}):
    if not pages[page].refresh:
        faults.append(f"{page}: cannot be reached from the front page")
print("\n".join(faults + [f"{len(pages)} pages, {sum(len(p.links) for p in pages.values())} links, {len(faults)} faults"]))
sys.exit(len(faults) > 0)

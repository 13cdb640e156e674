#!/usr/bin/env python3
"""until.py OUT URL... - every link of the site in OUT that leads to one of these pages, which run out some day, and that neither
stands in running text nor in an element that says when (data-until), a line each; and the figures that do say so, counted last."""
import html.parser
import pathlib
import posixpath
import sys

out, ending = pathlib.Path(sys.argv[1]), set(sys.argv[2:])
VOID = ("meta", "link", "br", "hr", "img", "input", "path")
figures = 0


class Links(html.parser.HTMLParser):
    def __init__(self, url):
        super().__init__()
        self.url, self.stack = url, []

    def handle_starttag(self, tag, attributes):
        global figures
        a = dict(attributes)
        figures += tag == "figure" and "data-until" in a
        if tag not in VOID:
            self.stack.append((tag, a.get("class") or "", "data-until" in a))
        path = a.get("href", "").split("#")[0] if tag == "a" else ""
        to = posixpath.normpath(posixpath.join("/", self.url, path)).lstrip("/") + "/"
        text = any(name in ("prose", "edition") for _, name, _ in self.stack)
        if path and to in ending and not text and not any(until for _, _, until in self.stack):
            print(f"{self.url}: {to} in {'>'.join(t for t, _, _ in self.stack[-4:])}")

    def handle_endtag(self, tag):
        while tag not in VOID and self.stack and self.stack.pop()[0] != tag:
            pass


for file in sorted(out.rglob("index.html")):
    url = file.parent.relative_to(out).as_posix()
    url = "" if url == "." else url + "/"
    if url not in ending and "historik" not in url:
        Links(url).feed(file.read_text())
print(figures)

#!/usr/bin/env python3
"""model.py SITE OUT PAGES [plain] - a large site of the same types: SITE's own content, layouts and assets, and about PAGES more pages made
by copying its dated and counted pages over and over, each copy under a name of its own and related as the first is. Themes,
units, categories and bodies stay as few as they are: they are what gathers the rest. With "plain" no layout goes with them."""
import os, re, shutil, sys

site, out, wanted = sys.argv[1], sys.argv[2], int(sys.argv[3])
MANY = ["stationsinput", "anbefalinger", "arrangementer", "beslutninger", "kampagner", "kommunikationsprodukter", "aarshjul", "procesplaner", "oplaeg"]

plain = sys.argv[4:] == ["plain"]
for part in ("content",) if plain else ("content", "layouts", "assets"):
    shutil.copytree(f"{site}/{part}", f"{out}/{part}")
pages = {}
for folder in MANY:
    for at, _, names in os.walk(f"{out}/content/{folder}"):
        for name in names:
            if name.endswith(".md") and name != "index.md":
                pages[os.path.join(at, name)] = open(os.path.join(at, name), encoding="utf-8").read()
stems = sorted((os.path.basename(p)[:-3] for p in pages), key=len, reverse=True)
events = {os.path.basename(p)[:-3] for p in pages if "/arrangementer/" in p}  # twenty copies of the rest share one
names = re.compile(r"(?<![\w-])(" + "|".join(map(re.escape, stems)) + r")(?![\w-])")
for k in range(wanted // len(pages)):
    for path, text in pages.items():
        copy = names.sub(lambda m: f"{m[1]}-k{k - k % 20 if m[1] in events else k}", text)
        if os.path.basename(path)[:-3] in events and k % 20:
            continue
        copy = re.sub(r"^title: (\"?)", r"title: \g<1>Nr. " + f"{k} ", copy, count=1, flags=re.M)
        with open(f"{path[:-3]}-k{k}.md", "w", encoding="utf-8") as f:
            f.write(copy)
if plain:
    for at, _, names in os.walk(f"{out}/content"):
        for name in names:
            if name.endswith((".md", ".yaml")):
                text = open(os.path.join(at, name), encoding="utf-8").read()
                with open(os.path.join(at, name), "w", encoding="utf-8") as f:
                    f.write(re.sub(r"^(layout: .*\n|contrast:\n(  .*\n)+)", "", text, flags=re.M))

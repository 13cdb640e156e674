#!/usr/bin/env python3
"""examples.py SITE - writes every page that the guides show into SITE, at the path the guide names, and prints the paths.

An example is a fenced block that begins with ---; its path is the last `content/….md` in the text above it."""
import pathlib
import re
import sys

site = pathlib.Path(sys.argv[1])
block = re.compile(r"```(?:yaml)?\n(---\n.*?)```", re.S)
for guide in sorted((site / "content/vejledninger").glob("*.md")):
    text, end = guide.read_text(), 0
    for found in block.finditer(text):
        named = re.findall(r"`(content/[^`\s]+\.md)`", text[end:found.start()])
        end = found.end()
        if not named:
            sys.exit(f"{guide.name}: an example has no path above it: {found[1][:60]!r}")
        page = site / named[-1]
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(found[1])
        print(named[-1])

#!/usr/bin/env python3
"""dates.py CONTENT - the dates that the front matter of dated pages holds, read without the program: a line each of the page's
folder and name, its first day and the day after its last, separated by tabs. Only dates that are known to the day."""
import datetime
import pathlib
import re
import sys

content = pathlib.Path(sys.argv[1])
FOLDERS = ["arrangementer", "aarshjul", "anbefalinger", "arbejdsgrupper", "beslutninger", "kampagner", "procesplaner"]
DAY = r"(\d{4}-\d\d-\d\d)\b"
DATED = re.compile(rf"\b(?:dato|fra|frist|periode): *{DAY}(?:,? *\n? *til: *{DAY})?")

for folder in FOLDERS:
    for page in sorted((content / folder).glob("*.md")):
        front = page.read_text().split("\n---", 1)[0]
        front = "\n".join(line for line in front.splitlines() if not line.startswith("baseline:"))
        for first, last in DATED.findall(front):
            after = datetime.date.fromisoformat(last or first) + datetime.timedelta(days=1)
            print(f"{folder}/{page.stem}/", first, after, sep="\t")

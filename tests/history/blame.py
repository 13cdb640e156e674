#!/usr/bin/env python3
"""blame.py REPO DUMP [PAGES] - how many lines of the pages in DUMP (what dump.c prints with LINES=1) `git blame -w` attributes to the same
commit, with the same ignored commits: "AGREE OF" for all lines, then for those that are not blank. Each other line goes to standard error.
PAGES: only so many pages, spread over all."""
import os, re, subprocess, sys

repo, dump = sys.argv[1], sys.argv[2]
most = int(sys.argv[3]) if len(sys.argv) > 3 else 0
origins, ignored, page = {}, set(), None
for line in open(dump):
    word, _, rest = line.rstrip("\n").partition(" ")
    if word == "page":
        page = rest.replace(" incomplete", "")
        origins[page] = []
    elif word == "version" and " ignored " in rest:
        ignored.add(rest[:40])
    elif word == "lines":
        n, *_, commit = rest.split()
        origins[page] += [commit] * int(n)
pages = sorted(origins)
if most:
    pages = pages[::max(1, len(pages) // most)][:most]
revs = os.path.abspath(dump) + ".ignored"
open(revs, "w").write("".join(sorted(i + "\n" for i in ignored)))
agree, of, agree_text, of_text = 0, 0, 0, 0
for page in pages:
    text = subprocess.run(["git", "-C", repo, "blame", "-w", "--ignore-revs-file", revs, "--line-porcelain", "HEAD", "--", page],
                          stdout=subprocess.PIPE, check=True).stdout.decode("utf-8", "replace")
    i = 0
    for line in text.split("\n"):
        if re.match(r"[0-9a-f]{40} ", line):
            commit = line[:40]
        elif line.startswith("\t"):
            ours = origins[page][i] if i < len(origins[page]) else "none"
            i += 1
            same = ours == commit
            agree, of = agree + same, of + 1
            if line.strip():
                agree_text, of_text = agree_text + same, of_text + 1
            if not same:
                print("%s:%d %s git %s %s" % (page, i, ours[:10], commit[:10], line.strip()[:60]), file=sys.stderr)
    if i != len(origins[page]):
        print("%s: %d lines, git has %d" % (page, len(origins[page]), i), file=sys.stderr)
print("%d %d %d %d" % (agree, of, agree_text, of_text))

#!/usr/bin/env python3
"""oracle.py REPO [COMMIT] [PREFIX] - the records of every .md file, computed from what git says (log and diff-tree), in the lines of
dump.c. Knows nothing of the program: it follows the contract's words. A page is followed along every line of descent; git tells
which commits touched it (log -c), which files came from which (diff-tree -M)."""
import collections, datetime, subprocess, sys

repo, head = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "HEAD"
prefix = sys.argv[3] + "/" if len(sys.argv) > 3 and sys.argv[3] else ""


def git(*args, stdin=None):
    r = subprocess.run(["git", "-C", repo, "-c", "core.quotePath=false", "-c", "mailmap.blob=%s:.mailmap" % head, *args], input=stdin, stdout=subprocess.PIPE, check=True)
    return r.stdout.decode("utf-8", "replace")


def entries(fields):
    """raw -z output, as (status, blobs, paths) per file"""
    i = 0
    while i < len(fields):
        f = fields[i].lstrip(":").split(" ")
        n = (len(f) - 1) // 2
        k = 2 if n == 2 and f[-1][0] in "RC" else 1
        yield f[-1], f[n:2 * n], fields[i + 1:i + 1 + k]
        i += 1 + k


commits = {}
order = []
fmt = "%x01%H%x00%T%x00%P%x00%aN%x00%aE%x00%at%x00%ai%x00%(trailers:key=Co-authored-by,valueonly,separator=%x02)%x00%(trailers:key=Attribution,valueonly)"
for rec in git("log", "--date-order", "--format=" + fmt, head).split("\x01")[1:]:
    h, tree, parents, name, mail, at, iso, co, skip = rec.rstrip("\n").split("\x00")
    order.append(h)
    commits[h] = dict(tree=tree, parents=parents.split(), name=name, mail=mail, at=int(at), iso=iso,
                      co=[c for c in co.split("\x02") if c], skip=skip.strip() == "skip")
helpers = sorted({c for x in commits.values() for c in x["co"]})
if helpers:
    mapped = dict(zip(helpers, git("check-mailmap", "--stdin", stdin="\n".join(helpers).encode() + b"\n").split("\n")))
    for x in commits.values():
        x["co"] = [mapped[c].rsplit(" <", 1) for c in x["co"]]

# which commits touched which path, as git lists them
scope = [":(glob)" + prefix + "**/*.md"]
touched = collections.defaultdict(dict)
for rec in git("log", "--full-history", "-c", "--raw", "-M", "-z", "--no-abbrev", "--format=%x01%H", "--root", head, "--", *scope).split("\x01")[1:]:
    h, _, rest = rec.partition("\x00")
    for status, blobs, paths in entries([f for f in rest.lstrip("\n").split("\x00") if f]):
        if set(blobs[:-1]) != {blobs[-1]} or "R" in status:
            touched[h][paths[-1]] = blobs[-1]

# what each parent calls it
pairs = sorted({(commits[p]["tree"], c["tree"]) for c in commits.values() for p in c["parents"]})
empty = git("hash-object", "-t", "tree", "/dev/null").strip()
diffs = collections.defaultdict(dict)  # (parent tree, tree) -> path -> path there, or None
text = git("diff-tree", "--stdin", "-r", "-M", "-z", "--raw", "--no-abbrev", "--", *scope,
           stdin="".join("%s %s\n" % p for p in pairs).encode())
now, fields = None, []


def store():
    for status, _, paths in entries(fields):
        if status[0] == "A":
            diffs[now][paths[0]] = None
        elif status[0] == "R":
            diffs[now][paths[1]] = paths[0]


for f in text.split("\x00"):
    while "\n" in f:  # the line with the two trees ends in a line feed
        store()
        ids, _, f = f.partition("\n")
        now, fields = tuple(ids.split(" ")), []
    if f:
        fields.append(f)
store()

# follow
pages = [p for p in git("ls-tree", "-r", "-z", "--name-only", head, "--", *([prefix] if prefix else [])).split("\x00") if p.endswith(".md")]
rec = {p: dict(touch=[], added=[], former=[]) for p in pages}
waiting = {git("rev-parse", head + "^{commit}").strip(): {(p, p) for p in pages}}
for h in order:
    tracks, c = waiting.pop(h, set()), commits[h]
    at = collections.defaultdict(list)
    for page, path in tracks:
        at[path].append(page)
    going = {}
    for i, p in enumerate(c["parents"]):
        on = set(tracks) if i + 1 < len(c["parents"]) else tracks
        for path, old in diffs[(commits[p]["tree"], c["tree"])].items():
            for page in at.get(path, ()):
                on.discard((page, path))
                if old is not None:
                    on.add((page, old))
                    going[(page, path)] = True
                    if old != page and old not in rec[page]["former"]:
                        rec[page]["former"].append(old)
        if p in waiting:
            waiting[p] |= on
        else:
            waiting[p] = on
    for path, blob in touched[h].items():
        for page in at.get(path, ()):
            if not rec[page]["touch"] or rec[page]["touch"][-1][0] != h:
                rec[page]["touch"].append((h, blob, path))
            has = [p for p in c["parents"] if diffs[(commits[p]["tree"], c["tree"])].get(path, path) is not None]
            if not has:
                rec[page]["added"].append(h)


def show(what, h):
    if h is None:
        return what + " null"
    c = commits[h]
    d, t, z = c["iso"].split(" ")
    return "%s %s %sT%s%s:%s %s" % (what, h, d, t, z[:3], z[3:], c["name"])


print("present 1")
for page in sorted(pages, key=lambda p: p.encode()):
    r = rec[page]
    first = None
    for h in r["added"]:
        if first is None or commits[h]["at"] <= commits[first]["at"]:
            first = h
    count = collections.Counter()
    kept = [t for t in r["touch"] if not commits[t[0]]["skip"]]
    for h, _, _ in kept:
        c, names = commits[h], set()
        for name, mail in [(c["name"], c["mail"])] + [(a, b.rstrip(">")) for a, b in c["co"]]:
            if name not in names:
                count[(name, mail)] += 1
            names.add(name)
    print("page " + page[len(prefix):])
    print(show("created", first))
    print(show("updated", kept[0][0] if kept else None))
    for (name, mail), n in sorted(count.items(), key=lambda x: (-x[1], x[0][0].encode(), x[0][1].encode())):
        print("person %d %s <%s>" % (n, name, mail))
    for h, blob, path in r["touch"]:
        print("version %s %s%s %s" % (h, blob, " ignored" if commits[h]["skip"] else "", path[len(prefix):]))
    for p in r["former"]:
        print("former " + p[len(prefix):])

#!/usr/bin/env python3
"""foreign.py DIR COMMITS SEED - a repository as others keep theirs: another's repository with a root of its own, merged in below vendor/
time and again and mended there; a branch that lives as long as main, to which changes are picked by hand and which is merged back
now and then, or with what it has thrown away; whole folders moved, some of their pages changed on the way."""
import os, random, subprocess, sys

out, commits = sys.argv[1], int(sys.argv[2])
rng = random.Random(f"foreign {sys.argv[3]}")
WORDS = [a + b for a in "fra hjem til ved over under mod om for på".split() for b in "gang bane led tag sted vej stand ord slag mål".split()]
os.makedirs(out)
subprocess.check_call(["git", "init", "-q", "-b", "main", out])
fi = subprocess.Popen(["git", "-C", out, "fast-import", "--quiet", "--force"], stdin=subprocess.PIPE)
mark, clock = 0, 1400000000


def line():
    return "" if rng.random() < 0.25 else " ".join(rng.choices(WORDS, k=rng.randint(2, 12)))


def text():
    return tuple(line() for _ in range(rng.randint(5, 50)))


def edited(t):
    t = list(t)
    for _ in range(rng.choice((1, 1, 1, 2, 4))):
        at, x = rng.randrange(len(t)), rng.random()
        if x < 0.5:
            t[at] = line()
        elif x < 0.85 or len(t) < 5:
            t[at:at] = [line() for _ in range(rng.randint(1, 4))]
        else:
            del t[at]
    return tuple(t)


def commit(ref, parents, files):
    global mark, clock
    mark, clock = mark + 1, clock + rng.randint(60, 90000)
    message = b"Rettelse %d" % mark
    who = f"P{rng.randrange(9)} <p@x.example> {clock} +0100"
    w = [f"commit refs/heads/{ref}\nmark :{mark}\nauthor {who}\ncommitter {who}\ndata {len(message)}\n".encode(), message, b"\n"]
    w += [b"%s :%d\n" % (b"merge" if i else b"from", p) for i, p in enumerate(parents)] + [b"deleteall\n"]
    for p, t in files.items():
        data = ("\n".join(t) + "\n").encode()
        w += [b"M 100644 inline %s\ndata %d\n" % (p.encode(), len(data)), data, b"\n"]
    fi.stdin.write(b"".join(w) + b"\n")
    return mark


def some(files, below=""):
    return rng.choice([p for p in files if p.startswith(below)])


def work(files, below=""):
    s = dict(files)
    for _ in range(rng.choice((1, 1, 2))):
        p = some(s, below)
        s[p] = edited(s[p])
    if rng.random() < 0.1:
        s[below + rng.choice(WORDS) + f"-{mark}.md"] = text()
    return s


def moved(files):
    """A folder under another name, every fifth page of it changed a little."""
    folder, s = os.path.dirname(some(files)), {}
    for p, t in files.items():
        inside = os.path.dirname(p) == folder and not p.startswith("vendor/")
        s[f"{rng.choice(WORDS[:3])}-{mark}/{os.path.basename(p)}" if inside else p] = edited(t) if inside and rng.random() < 0.2 else t
    return s


def mixed(base, ours, theirs):
    """A merge of three: what only one changed is that one's, what both did is one's or the lines of both."""
    s = {}
    for p in {**ours, **theirs}:
        a, b, o = ours.get(p), theirs.get(p), base.get(p)
        t = b if a == o else a if b == o or a == b else rng.choice((a, b, (a or ()) + tuple(x for x in b or () if x not in (a or ()))))
        if t:
            s[p] = t
    return s


files = {f"{rng.choice(WORDS[:4])}/{rng.choice(WORDS)}-{i}.md": text() for i in range(25)}
theirs = {f"{rng.choice(WORDS[4:7])}/{rng.choice(WORDS)}-{i}.md": text() for i in range(15)}
main, vendor = commit("main", [], files), commit("vendor", [], theirs)
taken, long, kept, base = {}, main, files, files
while mark < commits:
    x = rng.random()
    if x < 0.40:
        files = work(files)
        main = commit("main", [main], files)
    elif x < 0.55:
        theirs = work(theirs)
        vendor = commit("vendor", [vendor], theirs)
    elif x < 0.62:
        now = {"vendor/" + p: t for p, t in theirs.items()}
        ours = {p: t for p, t in files.items() if p.startswith("vendor/")}
        rest = {p: t for p, t in files.items() if not p.startswith("vendor/")}
        files, taken = {**rest, **mixed(taken, ours, now)}, now
        main = commit("main", [main, vendor], files)
    elif x < 0.68 and taken:
        files = work(files, "vendor/")
        main = commit("main", [main], files)
    elif x < 0.85:
        kept = work(kept)
        long = commit("long", [long], kept)
    elif x < 0.90:  # picked by hand: the same page, the same words
        p = some(files)
        if p in kept:
            kept = {**kept, p: files[p]}
            long = commit("long", [long], kept)
    elif x < 0.93:
        files = mixed(base, files, kept) if rng.random() < 0.8 else files
        main = commit("main", [main, long], files)
        base = kept = files
        long = commit("long", [long, main], kept)
    elif x < 0.96:
        files = moved(files)
        main = commit("main", [main], files)
    else:
        theirs = {f"{rng.choice(WORDS[:2])}/{p}" if len(p) < 60 and rng.random() < 0.3 else p: t for p, t in theirs.items()}
        vendor = commit("vendor", [vendor], theirs)
fi.stdin.close()
if fi.wait():
    sys.exit("fast-import failed")

#!/usr/bin/env python3
"""generate.py DIR PAGES COMMITS [SEED [FOREIGN]] - a repository whose history is as tangled as can be: branches that live side by side,
merges with conflicts resolved by hand, octopus and criss-cross merges, renames with more or less change, deletions and
returns, folders moved, commits out of date order, co-authors, ignored commits. FOREIGN (0.05) is the share of files
that are no Markdown, and are renamed to it and back. The same arguments give the same commit ids."""
import os, random, subprocess, sys

out, n_pages, n_commits = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
rng = random.Random(int(sys.argv[4]) if len(sys.argv) > 4 else 1)
foreign = float(sys.argv[5]) if len(sys.argv) > 5 else 0.05
WORDS = [a + b for a in "ba de fi go ku la me ni po ru sy tæ vø så".split() for b in "rk nd st lse ning bar ter msk v gt".split()]
PEOPLE = [(f + " " + l, f.lower() + "@" + l.lower() + ".example") for f in "Ane Bo Cæcilie Dan Eva Finn Gro Hans Ida Jørn".split()
          for l in "Friis Holm Juul".split()]
MAILMAP = b"""# hvem er hvem
Ane Friis Holm <ane@friis.example> <ane@holm.example>
Bo Juul <bo@juul.example> BO FRIIS <BO@friis.example>
<eva@ny.example> <eva@juul.example>
Gro Nielsen <gro@holm.example>
"""
os.makedirs(out)
subprocess.check_call(["git", "init", "-q", "-b", "main", out])
fi = subprocess.Popen(["git", "-C", out, "fast-import", "--quiet", "--force", "--depth=20"], stdin=subprocess.PIPE)
mark, clock = 0, 1500000000


def line():
    return " ".join(rng.choices(WORDS, k=rng.randint(3, 14)))


def text():
    return tuple(line() for _ in range(rng.choice((1, 3, 8, 20, 40))))


def change(t, part):
    """About `part` of the lines become others; some come and go."""
    t = [line() if rng.random() < part else x for x in t]
    if rng.random() < 0.5:
        t.insert(rng.randint(0, len(t)), line())
    if len(t) > 2 and rng.random() < 0.3:
        del t[rng.randrange(len(t))]
    return tuple(t)


def name(folder=None):
    folder = rng.choice(FOLDERS) if folder is None else folder
    ext = ".md" if rng.random() < 1 - foreign else ".txt"
    return folder + rng.choice(WORDS) + ("-" + rng.choice(WORDS) if rng.random() < 0.9 else "") + ext


FOLDERS = [""] + [a + "/" for a in WORDS[:6]] + [a + "/" + b + "/" for a in WORDS[:6] for b in WORDS[6:9]] + ["content/x/y/z/"]


def commit(ref, parents, base, state):
    """base: the first parent's files, state: the new ones."""
    global mark, clock
    mark += 1
    clock += rng.randint(-50, 400)
    author, helper = rng.choice(PEOPLE), rng.choice(PEOPLE)
    when = clock + rng.choice((0, 0, 0, -86400, -4000000, 500))
    msg = "Rettelse %d" % mark
    if rng.random() < 0.05:
        msg += "\n\nBrødtekst her.\n\nCo-authored-by: %s <%s>" % helper
    elif rng.random() < 0.03:
        msg += "\n\nAttribution: skip"
    data = msg.encode()
    w = ["commit refs/heads/%s\nmark :%d\nauthor %s <%s> %d +0%d00\ncommitter K <k@x.example> %d +0000\ndata %d\n" %
         (ref, mark, *author, when, rng.randint(0, 3), clock, len(data))]
    w = [w[0].encode(), data, b"\n"]
    for i, p in enumerate(parents):
        w.append(b"%s :%d\n" % (b"merge" if i else b"from", p))
    for p in base:
        if p not in state:
            w.append(b"D %s\n" % p.encode())
    for p, t in state.items():
        if base.get(p) != t:
            data = t if isinstance(t, bytes) else ("\n".join(t) + ("\n" if len(t) != 3 else "")).encode()
            w.append(b"M 100644 inline %s\ndata %d\n" % (p.encode(), len(data)))
            w.append(data + b"\n")
    w.append(b"\n")
    fi.stdin.write(b"".join(w))
    return mark


def work(state, gone):
    """One commit's worth of changes."""
    s = dict(state)
    for _ in range(rng.choice((1, 1, 1, 2, 3, 6))):
        pages = [p for p in s if not p.startswith(".")]
        p, x = rng.choice(pages), rng.random()
        if x < 0.55:
            s[p] = change(s[p], rng.choice((0.05, 0.1, 0.3)))
        elif x < 0.68 and len(pages) > n_pages * 0.8:
            gone.append((p, s.pop(p)))
        elif x < 0.76 and gone and len(pages) < n_pages * 1.1:
            q, t = rng.choice(gone)
            s.setdefault(q, t if rng.random() < 0.3 else text())
        elif x < 0.90:
            q = name() if rng.random() < 0.6 else rng.choice(FOLDERS) + p.split("/")[-1]
            if q not in s:
                t = s.pop(p)
                s[q] = t if rng.random() < 0.3 else change(t, rng.choice((0.1, 0.3, 0.45, 0.5, 0.6, 0.8)))
        elif len(pages) < n_pages * 1.1:
            s.setdefault(name(), text())
        else:
            gone.append((p, s.pop(p)))
    if rng.random() < 0.01:  # a whole folder moves
        a, b = rng.sample(FOLDERS[1:], 2)
        for p in [p for p in s if p.startswith(a)]:
            q = b + p[len(a):]
            if q not in s:
                s[q] = s.pop(p) if rng.random() < 0.7 else change(s.pop(p), 0.2)
    return s


def merged(states, gone):
    """Every path as one of the parents has it, or, where they differ, sometimes mixed by hand."""
    s = {}
    for p in sorted(set().union(*states)):
        have = [t[p] for t in states if p in t]
        if len(have) < len(states) and rng.random() < (0.25 if len(states[0]) < n_pages else 0.6):
            continue
        s[p] = rng.choice(have)
        if len(set(have)) > 1 and rng.random() < 0.3:
            s[p] = tuple(x for t in have for x in t[:len(t) // 2 + 1])[:60]
    return work(s, gone) if rng.random() < 0.1 else s


start = {".mailmap": MAILMAP}
while len(start) < n_pages:
    start.setdefault(name(), text())
heads = [("main", commit("main", [], {}, start), start)]
gone = []
while mark < n_commits:
    i = rng.randrange(len(heads))
    ref, at, state = heads[i]
    x = rng.random()
    if x < 0.06 and len(heads) < 6:
        s = work(state, gone)
        heads.append(("g%d" % mark, commit("g%d" % mark, [at], state, s), s))
    elif x < 0.13 and len(heads) > 1:
        k = 2 if rng.random() < 0.8 else min(len(heads), rng.randint(3, 5))
        chosen = [heads[i]] + rng.sample(heads[:i] + heads[i + 1:], k - 1)
        s = merged([h[2] for h in chosen], gone)
        new = (ref, commit(ref, [h[1] for h in chosen], state, s), s)
        if rng.random() < 0.3:  # criss-cross: the other way round as well
            other = chosen[1]
            t = merged([other[2], state], gone)
            heads[heads.index(other)] = (other[0], commit(other[0], [other[1], at], other[2], t), t)
        heads[i] = new
        if rng.random() < 0.4:
            heads = [h for h in heads if h not in chosen[1:] or h[0] == "main"]
    else:
        s = work(state, gone)
        heads[i] = (ref, commit(ref, [at], state, s), s)
main = next(h for h in heads if h[0] == "main")
s = merged([main[2]] + [h[2] for h in heads if h[0] != "main"], gone)
commit("main", [main[1]] + [h[1] for h in heads if h[0] != "main"], main[2], s)
fi.stdin.close()
if fi.wait():
    sys.exit("fast-import failed")

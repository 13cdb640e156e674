#!/usr/bin/env python3
"""branches.py DIR PAGES COMMITS [SEED] - a repository as people make one together: up to six branches beside main, each commit a few lines of
a page or two, now and then a page removed, brought back or moved with an edit; branches merged as Git would, where both
changed a page by hand. The same arguments give the same commit ids. (tests/history/generate.py is the opposite: as tangled as can be.)"""
import os, random, subprocess, sys

out, n_pages, n_commits = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
rng = random.Random(int(sys.argv[4]) if len(sys.argv) > 4 else 1)
WORDS = [a + b for a in "ba de fi go ku la me ni po ru sy tæ vø så".split() for b in "rk nd st lse ning bar ter msk v gt".split()]
FOLDERS = [f"content/{a}" + f"/{b}" * (b != "") for a in WORDS[:8] for b in ["", *WORDS[8:11]]]
os.makedirs(out)
subprocess.check_call(["git", "init", "-q", "-b", "main", out])
fi = subprocess.Popen(["git", "-C", out, "fast-import", "--quiet", "--force", "--depth=50"], stdin=subprocess.PIPE)
mark, clock, gone = 0, 1500000000, []


def line():
    return " ".join(rng.choices(WORDS, k=rng.randint(6, 14)))


def text():
    return tuple(line() for _ in range(rng.randint(20, 120)))


def commit(ref, parents, base, state):
    global mark, clock
    mark += 1
    clock += rng.randint(1, 3000)
    who = f"Forfatter {rng.randrange(40)}"
    message = f"Rettelse {mark}".encode()
    w = [f"commit refs/heads/{ref}\nmark :{mark}\ncommitter {who} <{who.replace(' ', '.')}@x.example> {clock} +0100\ndata {len(message)}\n".encode(),
         message, b"\n"]
    w += [f"{'merge' if i else 'from'} :{p}\n".encode() for i, p in enumerate(parents)]
    w += [f"D {p}\n".encode() for p in base if p not in state]
    for p, t in state.items():
        if base.get(p) is not t:
            data = ("\n".join(t) + "\n").encode()
            w += [f"M 100644 inline {p}\ndata {len(data)}\n".encode(), data, b"\n"]
    fi.stdin.write(b"".join(w) + b"\n")
    return mark


def edited(t):
    t = list(t)
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(t) + 1)
        t[at:at + rng.randint(0, 2)] = [line() for _ in range(rng.randint(0, 3))] or [line()]
    return tuple(t)


def work(state):
    s, pages = dict(state), list(state)
    for p in rng.sample(pages, rng.choice((1, 1, 1, 2))):
        x = rng.random()
        if x < 0.97:
            s[p] = edited(s[p])
        elif x < 0.98 and len(pages) > 0.9 * n_pages:
            gone.append((p, s.pop(p)))
        elif x < 0.99 and gone:
            q, t = gone.pop(rng.randrange(len(gone)))
            s.setdefault(q, t)
        else:
            s[f"{rng.choice(FOLDERS)}/{rng.choice(WORDS)}-{mark}.md"] = edited(s.pop(p))
    return s


def merged(ours, theirs, base):
    s = dict(ours)
    for p in sorted({*theirs, *base}):
        o, t, b = ours.get(p), theirs.get(p), base.get(p)
        if t is b or o is t:
            continue
        s[p] = t if o is b else tuple(x for k, x in enumerate(o or t) if k % 7) + (line(),) if o and t else o or t
        if s[p] is None:
            del s[p]
    return s


def page_name():
    return f"{rng.choice(FOLDERS)}/{rng.choice(WORDS)}-{rng.choice(WORDS)}.md"


start = {}
while len(start) < n_pages:
    start.setdefault(page_name(), text())
main, at, branches = start, commit("main", [], {}, start), []
while mark < n_commits or branches:
    x = rng.random()
    if mark < n_commits and x < 0.02 and len(branches) < 6:
        branches.append([f"g{mark}", at, main, main])
    elif branches and (x < 0.05 or mark >= n_commits):
        ref, tip, state, base = branches.pop(rng.randrange(len(branches)))
        new = merged(main, state, base)
        at, main = commit("main", [at, tip], main, new), new
    elif branches and x < 0.06:
        b = rng.choice(branches)
        new = merged(b[2], main, b[3])
        b[1:] = commit(b[0], [b[1], at], b[2], new), new, main
    elif branches and x < 0.6:
        b = rng.choice(branches)
        new = work(b[2])
        b[1:3] = commit(b[0], [b[1]], b[2], new), new
    else:
        new = work(main)
        at, main = commit("main", [at], main, new), new
fi.stdin.close()
sys.exit("fast-import failed" if fi.wait() else 0)

#!/usr/bin/env python3
"""onward.py REPO COMMITS SEED - goes on from main with commits of every kind, most of them changes and additions of pages, now and then a
removal, a move, a return, a merge, an odd author. Prints each commit's id and its kind."""
import os, random, subprocess, sys

repo, commits, rng = sys.argv[1], int(sys.argv[2]), random.Random(int(sys.argv[3]))
os.chdir(repo)
clock = 1900000000
gone = []
PEOPLE = ["Ane Friis <ane@friis.example>", "BO FRIIS <BO@friis.example>", "Ny Person <ny@person.example>", "ny person <NY@person.example>"]


def git(*words, **env):
    return subprocess.check_output(["git", *words], env={**os.environ, **env}, stderr=subprocess.DEVNULL, text=True)


def commit(message, author=None):
    global clock
    clock += rng.choice((-50, 1, 10, 1000))
    name, email = (author or rng.choice(PEOPLE)).rstrip(">").split(" <")
    stamp = f"@{clock} +0100"
    git("add", "-A")
    git("commit", "-q", "--allow-empty", "-m", message, GIT_AUTHOR_NAME=name, GIT_AUTHOR_EMAIL=email, GIT_COMMITTER_NAME="K",
        GIT_COMMITTER_EMAIL="k@x.example", GIT_AUTHOR_DATE=stamp, GIT_COMMITTER_DATE=stamp)


def pages():
    return sorted(p for p in git("-c", "core.quotepath=off", "ls-files", "*.md").split("\n") if p and os.path.isfile(p))


def change(p):
    lines = open(p, encoding="utf-8", errors="surrogateescape").read().split("\n")
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(lines) + 1)
        if rng.random() < 0.3 and lines:
            del lines[at - 1:at]
        elif rng.random() < 0.3 and at < len(lines):
            lines[at] = "  " + lines[at] + " "
        else:
            lines.insert(at, f"ny linje {rng.randrange(1000)} af noget")
    open(p, "w", encoding="utf-8", errors="surrogateescape").write("\n".join(lines))


def add(p):
    os.makedirs(os.path.dirname(p) or ".", exist_ok=True)
    open(p, "w").write("".join(f"linje {rng.randrange(10 ** 9)}\n" for _ in range(12)))


git("checkout", "-q", "-f", "main")
for i in range(commits):
    x, p, message = rng.random(), rng.choice(pages()), f"Mere {i}"
    trailers = rng.choices(("", f"Reviewed: {rng.choice(pages())}", "Co-authored-by: Med Hjælper <med@x.example>", "Attribution: skip",
                            "Note: Nu står der mere", "Reviewed: findes/ikke.md"), (6, 1, 1, 1, 1, 1))[0]
    if i == commits - 1:  # and it is told of from then on
        kind = "odd"
        change(p)
        git("add", "-A")
        raw = (f"tree {git('write-tree').strip()}\nparent {git('rev-parse', 'HEAD').strip()}\nauthor \x01 <x@x.example> {clock} +0100\n"
               f"committer K <k@x.example> {clock} +0100\n\n{message}\n")
        made = subprocess.run(["git", "hash-object", "-t", "commit", "-w", "--stdin", "--literally"], input=raw, stdout=subprocess.PIPE, check=True, text=True)
        git("update-ref", "refs/heads/main", made.stdout.strip())
    elif x < 0.60:
        kind = "plain"
        for q in sorted({p, rng.choice(pages())}):
            change(q)
    elif x < 0.75:
        kind = "plain"
        add(f"ny/side{i}.md")
        change(p)
    elif x < 0.80:
        kind = "removal"
        gone.append(p)
        os.remove(p)
    elif x < 0.85 and gone:
        kind = "return"
        add(gone.pop(rng.randrange(len(gone))))
    elif x < 0.90:
        kind = "move"
        os.makedirs("flyttet", exist_ok=True)
        git("mv", "-f", p, f"flyttet/{i}.md")
        if rng.random() < 0.5:
            change(f"flyttet/{i}.md")
    else:
        kind = "merge"
        git("checkout", "-q", "-f", "-B", "side", "HEAD~1" if i else "HEAD")
        add(f"ny/fra-siden{i}.md")
        commit(f"Sidelæns {i}")
        git("checkout", "-q", "-f", "main")
        git("merge", "-q", "--no-ff", "-X", "ours", "-m", f"Flet {i}", "side", GIT_AUTHOR_NAME="K", GIT_AUTHOR_EMAIL="k@x.example",
            GIT_COMMITTER_NAME="K", GIT_COMMITTER_EMAIL="k@x.example", GIT_AUTHOR_DATE=f"@{clock} +0000", GIT_COMMITTER_DATE=f"@{clock} +0000")
    if kind not in ("merge", "odd"):
        commit(message + ("\n\n" + trailers if trailers else ""))
    print(git("rev-parse", "HEAD").strip(), kind)

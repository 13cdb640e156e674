#!/usr/bin/env python3
"""edits.py PROGRAM EDITS SEED [FOLDER] - random edits to a site with a history; after each, a build with everything kept from before (the cache, the
output, what was told to be done already) equals one from nothing, byte for byte, and says the same, whether one or the other has one
worker or eight. Speaks TAP; the seed tells the edits.
Pages, files, layouts, types, settings, people and the mailmap change; pages are renamed and removed; branches are merged; days pass.
With FOLDER the site begins with its content, layouts and assets, a few commits old, and is edited as editors do: their texts, links and reviews.
Nearly all of the sites build: of one that does not nothing is compared but what is said.
"""
import hashlib, os, random, re, shutil, subprocess, sys, tempfile

PROGRAM, EDITS, SEED = os.path.abspath(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
FOLDER = os.path.abspath(sys.argv[4]) if len(sys.argv) > 4 else None
rng = random.Random(SEED)
root = tempfile.mkdtemp()
os.chdir(root)
os.environ.update(GIT_CONFIG_GLOBAL="/dev/null", GIT_CONFIG_NOSYSTEM="1", LC_ALL="C.UTF-8", TZ="UTC")
WORDS = "arbejde barsel budget ferie hjælp kursus leder løn miljø møde opgave pause plan råd regel rum støj tid vagt årshjul".split()
now, made = 1767225600, 0


def put(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)


def pages():
    return sorted(os.path.join(at, n) for at, _, names in os.walk("s/content") for n in names if n.endswith(".md") and "_" not in at)


def words(n):
    return " ".join(rng.choices(WORDS, k=n))


def day(least, most):
    return subprocess.check_output(["date", "-u", "-d", f"@{now + rng.randrange(least, most) * 86400}", "+%Y-%m-%d"], text=True).strip()


def text():
    front = [f"title: {words(2).capitalize()} {rng.randrange(1000)}", f"tags: [{', '.join(rng.sample(WORDS, 2))}]"]
    front += rng.choice([[], [], [], [f"publish: {day(-9, 9)}"], [f"expires: {day(-9, 20)}"], ["draft: true"], ["type: note"]])
    others = pages()
    blocks = [words(rng.randrange(3, 30)) + "." for _ in range(rng.randrange(1, 4))] + [f"## {words(2).capitalize()}"]
    if others and rng.random() < 0.5:
        blocks.append(f"Se [{words(1)}](/{rng.choice(others)[10:]}).")
    blocks.append(rng.choice(["<b>x</b>", "KMD og SBSYS", f"Senest 1. marts {rng.randrange(2024, 2027)}.", "![](billede.png)"]))
    return "---\n" + "\n".join(front) + "\n---\n\n" + "\n\n".join(blocks) + "\n"


def edit_page():
    with open(rng.choice(pages()), "a", encoding="utf-8") as f:
        f.write(f"\n{words(5)}.\n")


def add_page():
    global made
    made += 1
    put(f"s/content/{rng.choice(['', 'a/', 'b/', 'noter/'])}side-{made}.md", text())


def rewrite_page():
    put(rng.choice(pages()), text())


def rename_page():
    add_page()
    old = rng.choice(pages())
    os.rename(old, os.path.join(os.path.dirname(old), f"om-{made}.md"))


def remove_page():
    if len(pages()) > 5:
        os.remove(rng.choice(pages()))


def change_layout():
    put("s/layouts/side.mustache", f"{{{{<base}}}}{{{{$main}}}}<h1>{{{{title}}}}</h1>{{{{body}}}}<p>{words(2)}</p>{{{{/main}}}}{{{{/base}}}}\n")
    if rng.random() < 0.3:
        os.remove("s/layouts/side.mustache")


def change_type():
    put("s/content/_types/note.yaml", f"label: {{one: Note, many: {words(1).capitalize()}}}\nfolder: noter\nfields:\n  om: {{kind: text, label: Om}}\n")


def change_settings():
    put("s/content/_site.yaml", f"title: {words(1).capitalize()}\nbase_url: https://viden.kommune.example/\nlevels: {{broken-link: {rng.choice(['warning', 'note'])}, "
        "link-to-hidden: note, broken-file: note, missing-alt: note, cpr-number: note}\n")


def change_people():
    put(rng.choice(["s/content/_people.yaml"]), f"a@kommune.example: {words(1).capitalize()}\n")


def change_mailmap():
    put("s/.mailmap", f"{words(1).capitalize()} <b@kommune.example>\n")


def change_asset():
    put("s/assets/egen.css", f"a {{ margin: {rng.randrange(90)}px }}\n")


def git(*words_):
    return subprocess.run(["git", "-C", "s", *words_], capture_output=True, text=True, check=False)


def commit(message="ret"):
    who = rng.choice("abc")
    stamp = f"{now} +0100"
    os.environ.update(GIT_AUTHOR_NAME=f"Navn {who}", GIT_AUTHOR_EMAIL=f"{who}@kommune.example", GIT_COMMITTER_NAME="Navn", GIT_COMMITTER_EMAIL="a@kommune.example",
                      GIT_AUTHOR_DATE=stamp, GIT_COMMITTER_DATE=stamp)
    git("add", "-A")
    git("commit", "-qm", message, "--allow-empty")


def merge():
    commit()
    git("checkout", "-qb", "gren")
    for _ in range(2):
        rng.choice([link_page, edit_page] if FOLDER else [add_page, edit_page, rename_page])()
        commit("på gren")
    git("checkout", "-q", "main")
    (head_page if FOLDER else add_page)()
    commit("imens")
    if git("merge", "-q", "--no-edit", "gren").returncode:
        git("merge", "--abort")
    git("branch", "-qD", "gren")


def a_page():
    """A page of the site that texts are written on."""
    return rng.choice([p for p in pages() if os.path.getsize(p) < 20000])


def link_page():
    with open(a_page(), "a", encoding="utf-8") as f:
        f.write(f"\nSe også [{words(2)}](/{a_page()[10:]}) om {words(3)}.\n")


def cut_page():
    """What was added last goes again, or the text's last word."""
    page = a_page()
    with open(page, encoding="utf-8") as f:
        text = f.read()
    head, _, last = text.rstrip("\n").rpartition("\n\n")
    put(page, (head if last.startswith("Se også") or re.fullmatch(r"[a-zæøå ]+\.", last) else text.rstrip("\n") + f" {words(1)}") + "\n")


def head_page():
    with open(a_page(), "a", encoding="utf-8") as f:
        f.write(f"\n## {words(2).capitalize()} {rng.randrange(1000)}\n\n{words(9)}.\n")


def review():
    page = a_page()
    commit(f"Læst\n\nReviewed: {page[2:]}\nNote: {words(4)}")


def tend_page():
    """Its front matter says something else."""
    page = a_page()
    with open(page, encoding="utf-8") as f:
        text = f.read()
    put(page, re.sub(r"\A---\n", f"---\nkeywords: [{words(1)}]\n", re.sub(r"^keywords: .*\n", "", text, count=1, flags=re.M)))


def pass_days():
    global now
    now += rng.randrange(1, 12) * 86400


def nothing():
    pass


KINDS = [edit_page] * 6 + [add_page, rewrite_page] * 2 + [rename_page, remove_page, change_layout, change_type, change_settings, change_people,
                                                          change_mailmap, change_asset, commit, commit, merge, pass_days, pass_days, nothing]


if FOLDER:
    KINDS = [edit_page, edit_page, link_page, link_page, cut_page, head_page, review, commit, commit, commit, tend_page, change_mailmap, merge, pass_days, nothing]


def build(out, *more):
    p = subprocess.run([PROGRAM, "build", "--site", "s", "--out", out, "--now", f"{day(0, 1)}T12:00:00Z", *more], capture_output=True, text=True, check=False)
    told = [line for line in p.stderr.splitlines() if "[cache]" not in line]
    return p.returncode, re.sub(r", \d+ (files?|fil|filer) .*", "", "\n".join(told))


def tree(top):
    found = {}
    for at, _, names in os.walk(top):
        for name in names:
            with open(os.path.join(at, name), "rb") as f:
                found[os.path.relpath(os.path.join(at, name), top)] = hashlib.sha256(f.read()).hexdigest()
    return found


os.makedirs("s")
git("init", "-q", "-b", "main")
if FOLDER:
    for part in ("content", "layouts", "assets"):
        shutil.copytree(f"{FOLDER}/{part}", f"s/{part}")
    now = 1793404800
    for _ in range(12):
        commit("før")
        rng.choice([edit_page, link_page, head_page])()
        now += 86400
else:
    change_settings()
    put("s/content/index.md", "---\ntitle: Forside\n---\n\nVelkommen.\n")
    for _ in range(12):
        add_page()
commit("start")
bad = built = 0
for n in range(1, EDITS + 1):
    kinds = [rng.choice(KINDS) for _ in range(rng.choice([1, 1, 1, 2, 3]))]
    for kind in kinds:
        kind()
    kept = build("kept", "--cache", "cache", "--jobs", "18"[n % 2])
    shutil.rmtree("clean", ignore_errors=True)
    clean = build("clean", "--no-cache", "--jobs", "18"[n // 2 % 2])
    faults = []
    if kept != clean:
        faults.append(f"said {kept}\n wanted {clean}")
    elif kept[0] == 0:
        x, y = tree("kept"), tree("clean")
        faults += sorted(k for k in x.keys() | y.keys() if x.get(k) != y.get(k))[:5]
    bad += bool(faults)
    built += kept[0] == 0
    print(f"{'not ' if faults else ''}ok {n} - {', '.join(k.__name__ for k in kinds)}{' (does not build)' if kept[0] else ''}", flush=True)
    for line in kept[1].splitlines() if kept[0] else []:
        print("# " + line)
    for fault in faults:
        print("#   " + fault.replace("\n", "\n#   "))
enough = built >= EDITS * 0.9
print(f"{'' if enough else 'not '}ok {EDITS + 1} - {built} of the {EDITS} sites build\n1..{EDITS + 1}")
shutil.rmtree(root, ignore_errors=True)
sys.exit(bad != 0 or not enough)

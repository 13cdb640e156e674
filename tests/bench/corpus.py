#!/usr/bin/env python3
"""corpus.py PAGES COMMITS FOLDER - a repository of Danish-looking pages with a history, the same for the same numbers.

Pages of about 7 KB (headings, paragraphs, lists, tables, code, quotes, links between pages, tags) in folders of about thirty;
commits that add, reword, extend and shorten, by 120 authors, one in twelve on a branch that is merged. Everything is
handed to git fast-import, so 10,000 pages with 10,000 commits take seconds. Words are made: a list of stems, compounds of two,
Danish endings, drawn by Zipf's law, so that a search index has something to index. No front page: content/index.md would make of the whole
folder a single page with attachments for Hugo.
"""
import os, random, subprocess, sys

PAGES, COMMITS, FOLDER = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
rng = random.Random(f"vidensbank {PAGES} {COMMITS}")

SMALL = "og i at det er en til på som med for af den ikke der de har et kan vil fra ved om så men skal eller når hvor efter".split()
STEMS = """alarm ansvar arbejde barsel bilag blanket borger budget bygning dagsorden drift fagområde ferie forløb frist føl gang
 gruppe hjælp hygiejne indkøb indsats kantine kompetence kontrakt kursus kvalitet leder ledelse lokale løn lønseddel mad medarbejder
 miljø møde måling netværk nøgle omsorg opgave orlov oversigt pause plan plads politik proces projekt praksis råd rapport referat
 regel rejse renhold risiko rum rute samtale sikkerhed skade skema skole støj støtte svar syge tavle tema tid tilsyn trivsel
 træning udstyr udvalg ulykke vagt vand varme vejledning velfærd viden værktøj ændring øvelse årshjul åbning""".split()
ENDINGS = ["", "en", "et", "er", "erne", "s", "ens", "ning", "lig"]
NAMES = ["Anne", "Bo", "Cecilie", "Dan", "Eva", "Frederik", "Grethe", "Hans", "Ida", "Jørgen", "Kirsten", "Lærke", "Mads", "Nina", "Ole", "Pia",
         "Rasmus", "Søren", "Tove", "Åse"]
SURNAMES = ["Holm", "Lund", "Berg", "Krogh", "Bæk", "Dahl"]
AUTHORS = [f"{a} {b} <{i}@kommune.example>" for i, (a, b) in enumerate((a, b) for a in NAMES for b in SURNAMES)]

long_words = sorted({a + rng.choice(["", "s", "e"]) + b + rng.choice(ENDINGS) for _ in range(6000) for a, b in [rng.sample(STEMS, 2)]})
rng.shuffle(long_words)
vocabulary = SMALL + [s + e for s in STEMS for e in ENDINGS[:5]] + long_words
tape = rng.choices(vocabulary, weights=[1 / (i + 8) for i in range(len(vocabulary))], k=1 << 19)
TAGS = rng.sample(long_words, 80)
PER_FOLDER = 30


def slug(text):
    return "".join({"æ": "ae", "ø": "oe", "å": "aa", " ": "-"}.get(c, c) for c in text.lower())


def words(n):
    at = rng.randrange(len(tape) - n)
    return " ".join(tape[at:at + n])


def sentence():
    return words(rng.randrange(7, 19)).capitalize() + "."


def paragraph():
    text = " ".join(sentence() for _ in range(rng.randrange(2, 7)))
    if rng.random() < 0.4:
        text += f" **{words(2)}** og *{words(1)}*, se `{words(1)}`."
    if paths and rng.random() < 0.35:
        target = rng.choice(paths)
        text += f" Se også [{words(2)}]({os.path.relpath(target, here)})."
    return text


def block():
    kind = rng.random()
    if kind < 0.62:
        return paragraph()
    if kind < 0.76:
        return f"{'##' if rng.random() < 0.7 else '###'} {words(rng.randrange(2, 5)).capitalize()}"
    if kind < 0.88:
        return "\n".join(f"- {words(rng.randrange(4, 12))}" for _ in range(rng.randrange(3, 8)))
    if kind < 0.94:
        return "\n".join(["| Emne | Ansvarlig | Antal |", "|---|---|---:|"] +
                         [f"| {words(2)} | {rng.choice(NAMES)} | {rng.randrange(900)} |" for _ in range(rng.randrange(3, 9))])
    if kind < 0.97:
        return "> " + sentence()
    return "```\n" + "\n".join(f"{rng.choice(STEMS)} = {rng.randrange(1000)}" for _ in range(5)) + "\n```"


def page(title):
    tags = ", ".join(rng.sample(TAGS, rng.randrange(1, 4)))
    blocks, size, wanted = [f'---\ntitle: "{title}"\ntags: [{tags}]\n---', paragraph()], 0, rng.randrange(4500, 9500)
    while size < wanted:
        blocks.append(block())
        size += len(blocks[-1].encode())
    return blocks


def edited(blocks):
    at = rng.randrange(1, len(blocks))
    kind = rng.random()
    if kind < 0.5:
        blocks[at] = block()
    elif kind < 0.8 or len(blocks) < 6:
        blocks.insert(at, block())
    else:
        del blocks[at]


paths, texts, here = [], [], ""
git = subprocess.Popen(["git", "-C", FOLDER, "fast-import", "--quiet", "--force"], stdin=subprocess.PIPE) \
    if not subprocess.call(["git", "init", "-q", "-b", "main", FOLDER]) else sys.exit(1)


def put(text):
    git.stdin.write(text.encode())


def change(i):
    body = ("\n\n".join(texts[i]) + "\n").encode()
    put(f"M 100644 inline {paths[i]}\ndata {len(body)}\n")
    git.stdin.write(body + b"\n")


def commit(number, mark, parents):
    who, when = AUTHORS[int(len(AUTHORS) * rng.random() ** 2)], 1577862000 + number * (200_000_000 // COMMITS)
    message = (words(6) + (f"\n\nCo-authored-by: {rng.choice(AUTHORS)}" if rng.random() < 0.05 else "")).encode()
    put(f"commit refs/heads/main\nmark :{mark}\nauthor {who} {when} +0100\ncommitter {who} {when} +0100\ndata {len(message)}\n")
    git.stdin.write(message + b"\n")
    for i, p in enumerate(parents):
        put(f"{'merge' if i else 'from'} :{p}\n")


def add_page():
    global here
    folder = len(paths) // PER_FOLDER
    here = f"content/{slug(STEMS[folder % 8])}/{slug(long_words[folder % len(long_words)])}-{folder}"
    title = words(rng.randrange(2, 5)).capitalize()
    texts.append(page(title))
    paths.append(f"{here}/{slug(title)}-{len(paths)}.md")
    change(len(paths) - 1)


settings = b"title: Vidensbank\nbase_url: https://viden.kommune.example/\nlanguage: da\n"
first = max(1, min(PAGES, PAGES - int(COMMITS * 0.5)))
main = 1
commit(0, main, [])
put(f"M 100644 inline content/_site.yaml\ndata {len(settings)}\n")
git.stdin.write(settings + b"\n")
for _ in range(first):
    add_page()
mark, side = main, None
for number in range(1, COMMITS):
    mark += 1
    if side and rng.random() < 0.5:  # the branch, of one commit, comes back
        commit(number, mark, [main, side[0]])
        for i in side[1]:
            change(i)
        main, side = mark, None
        continue
    branch = not side and rng.random() < 0.08
    commit(number, mark, [main])
    if not branch and len(paths) < PAGES and rng.random() < 1.15 * (PAGES - len(paths)) / max(1, COMMITS - number):
        add_page()
        main = mark
        continue
    chosen = rng.sample(range(len(paths)), min(len(paths), rng.choice([1, 1, 1, 2, 3])))
    here = ""
    for i in chosen:
        here = os.path.dirname(paths[i])
        edited(texts[i])
        change(i)
    if branch:
        side = (mark, chosen)
    else:
        main = mark
while len(paths) < PAGES:
    mark += 1
    commit(COMMITS, mark, [main])
    main = mark
    for _ in range(PAGES - len(paths)):
        add_page()
git.stdin.close()
if git.wait():
    sys.exit(1)
subprocess.check_call(["git", "-C", FOLDER, "-c", "gc.auto=0", "repack", "-adq"])
subprocess.check_call(["git", "-C", FOLDER, "reset", "-q", "--hard", "main"])

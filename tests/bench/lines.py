#!/usr/bin/env python3
"""lines.py BUILD - who wrote each line: how far it agrees with `git blame -w`, and what it costs, as ratios of processor time.

Tangled histories from tests/history/generate.py, one of 1,000 pages and 15,000 commits as people make it (branches.py), and one corpus of 1,000 pages of 7 KB with 5,000 commits, as fast-import left it and well
packed. Told: lines that agree; all pages' lines over `git blame -w` of 20 pages; a remembered history over a full one, at the commit
after that changes one page, and at the last commit of the tangle, which may be a merge or move pages; and the whole over
`git log --name-only`. Every way is run three times in turn, the least counts.
"""
import os, resource, shutil, subprocess, sys

HERE = os.path.dirname(os.path.abspath(__file__))
HISTORY = f"{os.path.dirname(HERE)}/history"
BUILD = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else "build")
WORK = f"{BUILD}/bench/lines"
DUMP = f"{BUILD}/drivers/dump"
os.environ.update(GIT_CONFIG_GLOBAL="/dev/null", GIT_CONFIG_NOSYSTEM="1", LC_ALL="C.UTF-8", TZ="UTC", LINES="1")


def cpu(*commands, **env):
    """processor time of the commands together"""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    for command in commands:
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True, env={**os.environ, **env})
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def walk(repo, commit, **env):
    """processor time of the history alone, as dump tells it"""
    said = subprocess.run([DUMP, "history", repo, commit], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=True, text=True,
                          env={**os.environ, "TIME": "1", **env}).stderr
    return float(said.split("walk ")[1].split()[0])


def made(name, *command):
    repo = f"{WORK}/{name}"
    if not os.path.exists(f"{repo}/.git"):
        shutil.rmtree(repo, ignore_errors=True)
        subprocess.check_call([*command[:2], repo, *command[2:]] if "corpus" not in command[1] else [*command, repo])
    return repo


def one_page_more(git, page):
    """a commit on HEAD that changes the page's last line"""
    text = subprocess.check_output([*git, "show", f"HEAD:{page}"]) + b"Og en linje mere.\n"
    env = {**os.environ, "GIT_INDEX_FILE": f"{WORK}/index", "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@b.example",
           "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@b.example"}

    def say(*words, **more):
        return subprocess.run([*git, *words], stdout=subprocess.PIPE, check=True, env=env, **more).stdout.decode().strip()
    say("read-tree", "HEAD")
    blob = say("hash-object", "-w", "--stdin", input=text)
    say("update-index", "--cacheinfo", f"100644,{blob},{page}")
    return say("commit-tree", "-p", "HEAD", "-m", "En linje mere", say("write-tree"))


def costs(repo):
    git = ["git", "-C", repo]
    names = subprocess.check_output([*git, "ls-tree", "-rz", "--name-only", "HEAD"], text=True).split("\0")
    pages = [n for n in names if n.endswith(".md")]
    pages = pages[::max(1, len(pages) // 20)][:20]
    cache = f"{WORK}/cache"
    more = one_page_more(git, pages[0])
    least = {}
    for _ in range(3):
        shutil.rmtree(cache, ignore_errors=True)
        cpu([DUMP, "history", repo, "HEAD~1"], CACHE=cache)
        for name, seconds in {
                "full": walk(repo, "HEAD"),
                "cached": walk(repo, "HEAD", CACHE=cache),
                "onward": walk(repo, more, CACHE=cache),
                "blame": cpu(*([*git, "blame", "-w", "HEAD", "--", p] for p in pages)),
                "log": cpu([*git, "log", "--format=%H%n%an%n%aI", "--name-only", "--no-merges", "--no-renames"])}.items():
            least[name] = min(seconds, least.get(name, seconds))
    return least


def agreement(repo):
    dump = f"{WORK}/dump"
    with open(dump, "wb") as out:
        subprocess.run([DUMP, "history", repo, "HEAD"], stdout=out, check=True)
    said = subprocess.run([sys.executable, f"{HISTORY}/blame.py", repo, dump, "100"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True)
    agree, of = map(int, said.stdout.split()[:2])
    return agree / of


os.makedirs(WORK, exist_ok=True)
repos = {f"tangle {s}": made(f"tangle-{s}", sys.executable, f"{HISTORY}/generate.py", "300", "4000", str(s), "0") for s in (1, 7, 23)}
repos["long tangle"] = made("big", sys.executable, f"{HISTORY}/generate.py", "1000", "15000", "5", "0")
repos["branches"] = made("branches", sys.executable, f"{HERE}/branches.py", "1000", "15000")
repos["corpus"] = made("corpus", sys.executable, f"{HERE}/corpus.py", "1000", "5000")
packed = f"{WORK}/packed"
if not os.path.exists(packed):
    shutil.copytree(repos["corpus"], packed)
    subprocess.check_call(["git", "-C", packed, "gc", "--aggressive", "--quiet"])
repos["well packed"] = packed
print(f"\n{'':14}{'agrees':>10}{'all/20 blames':>15}{'onward/full':>13}{'cached/full':>13}{'full/log':>10}")
for name, repo in repos.items():
    c = costs(repo)
    print(f"{name:14}{agreement(repo):10.2%}{c['full'] / c['blame']:15.2f}{c['onward'] / c['full']:13.3f}{c['cached'] / c['full']:13.3f}{c['full'] / c['log']:10.2f}")

"""Every code of src/base/codes.def: its explanation as `vidensbank explain` prints it, and its example, done before and after in a
copy of the site given: the first must give the code, the second not. examples.py ROOT SITE LANGUAGE"""
import os, re, shutil, subprocess, sys

root, base, language = sys.argv[1], os.path.abspath(sys.argv[2]), sys.argv[3]
vb, n, bad = os.environ["VB"], 0, 0
# Shown, but not done: no page and no history is known that takes a worker down (tests/fault does that); tests/import/ has those of `import`.
NOT_DONE = {"worker-lost", "history-lost", "not-placed", "file-exists"}


def tell(good, name, *lines):
    global n, bad
    n, bad = n + 1, bad + (not good)
    print(f"{'ok' if good else 'not ok'} {n} - {name}")
    for line in lines if not good else ():
        print("\n".join("#   " + x for x in str(line).splitlines()))


def parse(text):
    """(the words, the file, before, after)"""
    m = re.match(r"(.*?)\n\n(?:Before|Før): ?(\S*)\n(.*?)\n\n(?:After|Efter): ?\S*\n(.*)$", text.rstrip("\n"), re.S)
    if not m:
        return None
    parts = ["\n".join(line[4:] for line in p.split("\n")) for p in (m[3], m[4])]
    return m[1], m[2], *parts


def build(work, file, text):
    """What a build says of a copy of the site with the example done in it."""
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(base, work, symlinks=True)
    args, script = [], 'exec "$VB" build --now 2026-11-22 --out "$OUT" --no-cache "$@"'
    env = dict(os.environ, VB=vb, OUT=work + ".out")
    shutil.rmtree(work + ".out", ignore_errors=True)
    if not file:
        text = "\n".join(line.removeprefix("$ ") for line in text.split("\n"))
        script = f"{text}\n" + script.replace("--no-cache ", "" if "--cache" in text else "--no-cache ")
    elif file.split("/")[0] in ("content", "layouts"):
        os.makedirs(os.path.dirname(f"{work}/{file}"), exist_ok=True)
        open(f"{work}/{file}", "w").write(text + "\n")
    else:  # of a folder without settings
        os.mkdir(work + "/plain")
        open(f"{work}/plain/{file}", "w").write(text + "\n")
        script += " --site plain"
    return subprocess.run(["sh", "-c", script, "sh"], cwd=work, env=env, capture_output=True, text=True).stderr


codes = re.findall(r'^CODE\(\w+, "([a-z0-9-]+)"', open(root + "/src/base/codes.def").read(), re.M)
tell(len(codes) > 60, "there are codes")
for code in codes:
    got = parse(subprocess.run([vb, "explain", code], capture_output=True, text=True, env=dict(os.environ, LC_ALL="C", LANGUAGE=language)).stdout)
    words = got[0].split("\n") if got else []
    tell(len(words) == 3 and words[0] == code and all(len(w) > 15 for w in words[1:]) and got[2] and got[3], f"{code}: why, what to do, before, after", got)
    if language == "en":
        tell(not re.search(r"(?i)[æøå]|\b(støj|tema|enhed|og|ikke|gammel)\b", got[1] + got[2] + got[3] if got else ""), f"{code}: the example is English", got)
    if not got or code in NOT_DONE:
        continue
    if code == "unreadable" and os.geteuid() == 0:
        print(f"ok {(n := n + 1)} - {code}: before # SKIP root reads everything")
        continue
    said = build(os.path.abspath("w"), got[1], got[2])
    tell(f"[{code}]" in said, f"{code}: before, it is told", said)
    said = build(os.path.abspath("w"), got[1], got[3])
    tell(f"[{code}]" not in said and "sh:" not in said, f"{code}: after, it is not", said)
print(f"1..{n}")
sys.exit(bad != 0)

"""Runs cases of faults and compares what is said about them, line by line. A case file reads:

    @base NAME FOLDER...      a good site that cases begin with; files follow (@file PATH)
    @case NAME                a case; after it, in any order:
    @of BASE                    the base it begins with (default: the one before it in the file)
    @file PATH                  a file, up to the next line with @; \\xNN stands for a byte
    @run COMMAND                a shell command in the site's folder
    @args WORDS                 further words for `build`
    @has FILE TEXT              after the build FILE of the output holds TEXT; @hasnt: it does not, or is not there
    @want EXIT                  the lines on stderr, all of them, and the exit code; the seconds are left out
    @danish                     after @want: its diagnostics as a Dane reads them

Every case is built over the output of its base: when the build fails the old output must stand as it was, bytes, inodes and
times. `check` must find the same, with the same exit code, and touch nothing; in Danish too, with the same places, levels and codes.
"""
import os, re, shutil, subprocess, sys

vb, tmp, bless = os.environ["VB"], os.environ["TMP"], os.environ.get("BLESS")
count = failures = 0


def tell(good, name, *lines):
    global count, failures
    count += 1
    failures += not good
    print(f"{'ok' if good else 'not ok'} {count} - {name}")
    for line in lines if not good else ():
        print("\n".join("#   " + x for x in str(line).splitlines()))


def parse(path):
    """The parts of a case file: [[directive, argument, body lines]]"""
    parts = []
    for line in open(path, encoding="utf-8").read().split("\n"):
        m = re.match(r"@(base|case|of|file|run|args|hasnt|has|want|danish) ?(.*)$", line)
        if m:
            parts.append([m[1], m[2], []])
        elif parts:
            parts[-1][2].append(line)
        elif line and not line.startswith("#"):
            sys.exit(f"{path}: text before the first directive: {line}")
    return parts


def write(site, path, body):
    os.makedirs(os.path.dirname(f"{site}/{path}") or site, exist_ok=True)
    while body and not body[-1]:
        body = body[:-1]  # a case ends with empty lines for the eye
    text = "\n".join(body) + ("\n" if body else "")
    data = re.sub(rb"\\x([0-9A-F]{2})", lambda m: bytes([int(m[1], 16)]), text.encode())
    with open(f"{site}/{path}", "wb") as f:
        f.write(data)


def state(folder):
    """Every name below a folder with what it is, holds, and its inode and time."""
    found = {}
    for top, dirs, files in os.walk(folder):
        for name in dirs + files:
            p = os.path.join(top, name)
            st = os.lstat(p)
            plain = os.path.isfile(p) and not os.path.islink(p) and st.st_size < 1 << 20
            found[p] = (st.st_mode, st.st_ino, st.st_mtime_ns, open(p, "rb").read() if plain and os.access(p, os.R_OK) else None)
    return found


def run(words, cwd, **environment):
    r = subprocess.run([vb, *words], cwd=cwd, env={**os.environ, **environment}, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    text = r.stderr.decode("utf-8", "backslashreplace").rstrip("\n")
    return r.returncode, re.sub(r", [0-9.]+ (seconds|sekunder)$", "", text)


def diagnostics(text):
    return "\n".join(x for x in text.split("\n") if re.search(r"\[[a-z0-9-]+\]$", x))


def bones(text):
    """Diagnostics without their texts."""
    return sorted(re.sub(r"^(.*?: (?:error|warning|note): ).*( \[[a-z0-9-]+\])$", r"\1\2", x) for x in text.split("\n"))


def check_danish(name, words, site, english, danish):
    _, said = run(words, site, LANGUAGE="da")
    said = diagnostics(said)
    if danish and bless:
        danish[2] = said.split("\n") + [""]
    tell(bones(said) == bones(english), f"{name}: the same in Danish", said)
    if danish:
        lines = "\n".join(danish[2]).strip("\n")
        tell(said == lines, f"{name}: in Danish words", "said:", said, "wanted:", lines)


def make_base(name, parts):
    site = f"{tmp}/base-{name}"
    for kind, arg, body in parts:
        if kind == "file":
            write(site, arg, body)
    rc, said = run(["build", "--skip", "search", "--site", site, "--out", f"{tmp}/out-{name}", "--now", "2026-11-22"], tmp)
    tell(rc == 0 and not diagnostics(said), f"the site \"{name}\" is good", said)


def run_case(name, base, parts):
    site, out, args, want, danish = f"{tmp}/site", f"{tmp}/out-{base}", [], None, None
    shutil.rmtree(site, ignore_errors=True)
    if os.path.isdir(f"{tmp}/base-{base}"):
        shutil.copytree(f"{tmp}/base-{base}", site, symlinks=True)
    for part in parts:
        kind, arg, body = part
        if kind == "file":
            write(site, arg, body)
        elif kind == "run":
            subprocess.run(["bash", "-euc", arg], cwd=site, check=True)
        elif kind == "args":
            args = arg.split()
        elif kind == "want":
            want = part
        elif kind == "danish":
            danish = part
    before, site_before = state(out), state(site)
    common = ["--site", ".", "--now", "2026-11-22", "--no-cache"]
    rc, said = run(["build", "--skip", "search", *common, *args, "--out", out], site)
    if bless:
        want[1], want[2] = str(rc), said.split("\n") + [""] * (not danish)
    lines = "\n".join(want[2]).strip("\n")
    tell(f"{rc}" == want[1] and said == lines, name, f"exit {rc}, wanted {want[1]}; said:", said, "wanted:", lines)
    for kind, arg, _ in parts:
        if kind in ("has", "hasnt"):
            file, _, text = arg.partition(" ")
            there = os.path.exists(f"{out}/{file}") and text in open(f"{out}/{file}", encoding="utf-8").read()
            tell(there == (kind == "has"), f"{name}: {kind} {arg}")
    if rc:
        tell(state(out) == before, f"{name}: the old output stands")
    else:
        shutil.rmtree(out)  # no base for the next case
        run(["build", "--skip", "search", "--site", f"{tmp}/base-{base}", "--out", out, "--now", "2026-11-22"], tmp)
    if "--keep-going" not in args and "--offline" not in args and rc < 2:
        rc2, said2 = run(["check", *common, *args], site)
        tell((rc2, diagnostics(said2)) == (rc, diagnostics(said)), f"{name}: check finds the same", rc2, said2)
        if diagnostics(said):
            check_danish(name, ["check", *common, *args], site, diagnostics(said), danish)
    tell(state(site) == site_before, f"{name}: the site is left alone")


def run_file(path):
    parts = parse(path)
    starts = [i for i, p in enumerate(parts) if p[0] in ("base", "case")] + [len(parts)]
    base = ""
    for begin, end in zip(starts, starts[1:]):
        kind, name, _ = parts[begin]
        own = parts[begin + 1:end]
        if kind == "base":
            base = name
            make_base(name, own)
        else:
            of = next((p[1] for p in own if p[0] == "of"), base)
            run_case(f"{os.path.basename(path)[:-6]}: {name}", of, own)
    if bless:
        head = open(path, encoding="utf-8").read().split("@", 1)[0]
        body = "\n".join(f"@{k} {a}".rstrip() + ("\n" + "\n".join(b) if b else "") for k, a, b in parts)
        with open(path, "w", encoding="utf-8") as f:
            f.write(head + body.rstrip("\n") + "\n")


# A repository around the sites, so that its absence is not among the warnings.
subprocess.run("git init -q && git commit -q --allow-empty -m start", shell=True, check=True, cwd=tmp)
for path in sys.argv[1:]:
    run_file(path)
print(f"1..{count}")
sys.exit(failures > 0)

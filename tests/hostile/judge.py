"""judge.py NAME WANT MESSAGE HOW CHECK... -- ARGUMENT... - builds the case in the current folder and says what is wrong.

Always: no signal, no hang, exit 0, 1 or 3; messages are UTF-8 without control characters, in GNU form with a known code, none
overlong; nothing is made or changed outside the output; after a refusal the old site is byte for byte as it was. After a build:
the good page is there; every page holds only known tags and attributes, addresses with allowed schemes, each id once, and
links that lead somewhere; text is UTF-8 without control characters, direction overrides or marks of byte order; JSON and XML
parse; no committer's address, no path of this machine; the manifest tells exactly what is there; a build anew elsewhere by one
worker gives the same bytes.

HOW    once · removed (fjern.md is built, then deleted) · kill9 · race (two at once) · clock (several years) · again (twice, the
       second after ./again has been run) · an environment: files=N, size=N (limits), unprivileged (no reading past modes)
CHECK  no-leak:WORDS  no-file:NAME  has:WORDS  keeps:PATH (from the case's folder)  cpu:SECONDS  rss:MB  outmax:MB
       each:NAMES (an error for each page in content/ whose name begins like this regular expression)
       fresh (no build goes before)  no-ok (the good page need not be there)  odd-links (links that lead nowhere are the case)
"""
import gzip, hashlib, html.parser, json, os, re, resource, shutil, signal, stat, subprocess, sys, time, urllib.parse, xml.parsers.expat

NAME, WANT, MESSAGE, HOW = sys.argv[1:5]
cut = sys.argv.index("--")
CHECKS = [c.partition(":")[::2] for c in sys.argv[5:cut]]
ARGUMENTS = sys.argv[cut + 1:]
VB = os.environ["VB"]
ROOT = os.environ["ROOT"]
CODES = set(re.findall(r'^CODE\(\w+, "([a-z-]+)"', open(f"{ROOT}/src/base/codes.def", encoding="utf-8").read(), re.M))
SANITIZED = b"__asan_init" in open(VB, "rb").read()
SLOWER = 20 if SANITIZED else 1
OUT = ARGUMENTS[ARGUMENTS.index("--out") + 1].rstrip("/")
STARTED = time.monotonic()
faults = []
exit_code = None


def fault(text):
    faults.append(text[:300])


def checks(kind):
    return [value for k, value in CHECKS if k == kind]


# ---- trees ----

def tree(top):
    """path -> what is there, read without following links."""
    seen = {}
    def visit(path):
        try:
            st = os.lstat(path)
        except OSError:  # gone meanwhile, or deeper than a path may be long
            return
        if stat.S_ISLNK(st.st_mode):
            seen[path] = "-> " + os.readlink(path)
        elif stat.S_ISDIR(st.st_mode):
            seen[path] = "folder"
            try:
                names = os.listdir(path)
            except PermissionError:
                names = []
            for n in names:
                visit(os.path.join(path, n))
        elif stat.S_ISREG(st.st_mode):
            try:
                with open(path, "rb") as f:
                    seen[path] = hashlib.sha256(f.read(8 << 20)).hexdigest() + f" {st.st_size}"
            except PermissionError:
                seen[path] = f"unread {st.st_size}"
        else:
            seen[path] = f"special {st.st_mode:o}"
    visit(top)
    return {p[len(top):]: w for p, w in seen.items()}


def surroundings():
    """All that is no output: stands still while a site is built."""
    folder, base = os.path.split(os.path.normpath(OUT))
    ours = re.compile(rf"/?{re.escape(os.path.join(folder, ''))}(\.{re.escape(base)}\.|{re.escape(base)}(/|$))|/?good(/|$)")
    return {p: w for p, w in tree(".").items() if p and not ours.match(p[1:])}


def difference(a, b):
    return ", ".join(sorted(p for p in a.keys() | b.keys() if a.get(p) != b.get(p))[:4])


# ---- building ----

def limits():
    os.setsid()
    if HOW.startswith("files="):
        resource.setrlimit(resource.RLIMIT_NOFILE, (int(HOW[6:]),) * 2)
    if HOW.startswith("size="):
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(HOW[5:]),) * 2)


def command(arguments):
    first = []
    if HOW == "unprivileged" and os.getuid() == 0:
        first = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search,-fowner", "--inh-caps=-all"]
    return first + [VB, "build", *arguments]


def build(arguments, limit=None, env=None):
    """-> exit code (negative: signal), stderr, CPU seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    p = subprocess.Popen(command(arguments), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                         preexec_fn=limit or os.setsid, env={**os.environ, **(env or {})})
    try:
        out, err = p.communicate(timeout=30 * SLOWER)
    except subprocess.TimeoutExpired:
        os.killpg(p.pid, signal.SIGKILL)
        out, err = p.communicate()
        fault(f"over {30 * SLOWER} s")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if out:
        fault("words on stdout")
    return p.returncode, err, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def with_out(out):
    a = list(ARGUMENTS)
    a[a.index("--out") + 1] = out
    return a


def old_site():
    """A good build goes before, unless the case brings its own output."""
    if checks("fresh") or os.path.lexists(OUT) or os.path.abspath(OUT).startswith(os.path.abspath("site")):
        return
    os.makedirs("good/content")
    with open("good/content/_site.yaml", "w", encoding="utf-8") as f:
        f.write("title: Gammel\nbase_url: https://viden.kommune.example/\n")
    with open("good/content/index.md", "w", encoding="utf-8") as f:
        f.write("---\ntitle: Gammel\n---\n\nGAMMEL\n")
    rc, err, _ = build(["--site", "good", "--out", OUT])
    if rc:
        fault(f"the old site: exit {rc}: {err.decode(errors='replace')}")


# ---- messages ----

LINE = re.compile(r"^(.+?)(:\d+)?(:\d+)?: (error|warning|note): .* \[([a-z-]+)\]$")


def judge_messages(rc, err):
    try:
        text = err.decode("utf-8")
    except UnicodeDecodeError:
        return fault("a message that is not UTF-8")
    bad = re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff]", text)
    if bad:
        fault(f"{bad.group()!r} in a message")
    found = re.search(r"\w+Sanitizer.*|runtime error.*", text)
    if found:
        fault(found.group())
    lines = text.split("\n")
    levels = set()
    for i, line in enumerate(lines):
        m = LINE.match(line)
        if m:
            levels.add(m.group(4))
            if m.group(5) not in CODES:
                fault(f"unknown code: {line}")
        elif re.match(r"^\S+: (error|warning|note):", line) and "more messages" not in line and "usage" not in text and "[" not in "".join(lines[i:i + 4]):
            fault(f"a message without a code: {line}")
        if len(line) > 1500:
            fault(f"a line of {len(line)} characters: {line[:80]}")
    if rc == 0 and "error" in levels:
        fault("built in spite of an error")
    if rc and "error" not in levels and "error:" not in text:
        fault(f"refused without an error: {text}")
    for names in checks("each"):
        for path in tree("site/content"):
            if re.match(rf"/({names})[^/]*\.md$", path) and not re.search(rf"{re.escape(path[1:])}(:\d+)*: error:", text):
                fault(f"nothing said of {path[1:]}")
    wanted = {"w": "warning|note", "1": "error", "3": "error"}.get(WANT)
    if MESSAGE != "-" and wanted and not any(re.search(MESSAGE, l) and re.search(rf": ({wanted}): ", l) for l in lines):
        if not re.search(MESSAGE, text) or WANT == "w":
            fault(f"no message like /{MESSAGE}/: {text[:250]}")


# ---- pages ----

TAGS = set("""html head meta title link script body a header footer main nav section article aside div span p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd
 table thead tbody tfoot tr th td caption blockquote pre code em strong ins del sub sup hr br img figure figcaption details summary input button
 label form time small mark abbr template output search svg path g circle rect line text tspan polyline use symbol desc noscript""".split())
ATTRIBUTES = re.compile(r"""^(lang|charset|http-equiv|name|content|rel|href|hreflang|type|title|class|id|alt|src|width|height|loading|decoding|open|checked|disabled|
 |start|align|scope|colspan|rowspan|datetime|dir|role|tabindex|for|value|placeholder|method|action|autocomplete|hidden|download|sizes|media|
 |aria-[a-z]+|data-[a-z0-9-]+|reversed|nonce|crossorigin|integrity|async|defer|blocking|translate|spellcheck|enterkeyhint|
 |d|fill|stroke|stroke-width|viewbox|xmlns|focusable|transform|x|y|x1|x2|y1|y2|r|cx|cy|rx|ry|points|preserveaspectratio|property)$""".replace("\n ", ""))
ADDRESSES = {"href", "src", "action", "formaction", "data", "poster", "srcset", "cite", "xlink:href"}


class Page(html.parser.HTMLParser):
    """What a browser would make of a page: each fault once."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.faults, self.ids, self.addresses, self.inside = set(), [], [], None

    def handle_starttag(self, tag, attributes):
        if tag not in TAGS:
            self.faults.add(f"<{tag}>")
        given = dict(attributes)
        if len(given) != len(attributes):
            self.faults.add(f"<{tag}> with an attribute twice")
        for name, value in attributes:
            if not ATTRIBUTES.match(name):
                self.faults.add(f"<{tag} {name}>")
            if name in ADDRESSES:
                self.addresses.append((tag, value or ""))
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "meta" and (given.get("http-equiv") or "").lower() == "refresh" and re.search("[a-z]+:|//", given.get("content") or ""):
            self.faults.add("<meta refresh> to elsewhere")
        self.inside = tag if tag in ("script", "style") and "src" not in given and not (given.get("type") or "").endswith("json") else None

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        self.inside = None

    def handle_endtag(self, tag):
        self.inside = None

    def handle_data(self, data):
        if self.inside and data.strip():
            self.faults.add(f"<{self.inside}> with text")

    def handle_comment(self, data):
        self.faults.add("a comment")


def judge_address(path, tag, value, files):
    bare = re.sub(r"[\x00-\x20\u00a0\u2028\u2029]+", "", value)
    if bare != value and " " not in value.strip(" "):
        fault(f"{path}: blanks or controls in the address {value!r}")
    scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", bare)
    if scheme:
        if scheme.group(1).lower() not in ("http", "https", "mailto", "tel"):
            fault(f"{path}: {value[:60]!r}")
        elif tag in ("img", "script", "iframe", "source", "video") or (tag == "link" and "viden.kommune.example" not in value):
            fault(f"{path}: a request to elsewhere: {value[:60]!r}")
        return
    if bare.startswith("//") or "\\" in bare:
        fault(f"{path}: {value[:60]!r} leads elsewhere")
    if path == "404.html" or checks("odd-links"):
        return
    target, _, anchor = value.partition("#")
    target = urllib.parse.unquote(target.partition("?")[0])
    at = os.path.normpath(os.path.join("/" + os.path.dirname(path), target))[1:] if target else path
    if target and (target.endswith("/") or at in ("", ".")):
        at = os.path.join(at, "index.html") if at not in ("", ".") else "index.html"
    if target and at not in files:
        fault(f"{path}: leads nowhere: {value[:80]!r}")


def judge_page(path, text, files):
    p = Page()
    p.feed(text)
    p.close()
    if p.faults:
        fault(f"{path}: {', '.join(sorted(p.faults))}")
    twice = {i for i in p.ids if p.ids.count(i) > 1} if len(p.ids) < 3000 else ()
    if twice:
        fault(f"{path}: id {sorted(twice)[0]!r} twice")
    if any(not i or re.search(r"\s", i) for i in p.ids):
        fault(f"{path}: an id that is empty or has blanks")
    for tag, value in set(p.addresses):
        judge_address(path, tag, value, files)


def judge_xml(path, data):
    parser = xml.parsers.expat.ParserCreate()
    def no_entities(*_):
        raise ValueError("it declares a document type")
    parser.StartDoctypeDeclHandler = no_entities
    try:
        parser.Parse(data, True)
    except (xml.parsers.expat.ExpatError, ValueError) as e:
        fault(f"{path}: {e}")


ACTIVE_SVG = re.compile(rb"<script|<handler|foreignobject|\son[a-z]+\s*=|javascript:|<!entity|<!doctype|@import|(href|src)\s*=\s*[\"']?\s*(https?:|//|data:text)", re.I)
TEXTS = (".html", ".xml", ".json", ".ics", ".css", ".js", ".mjs", ".txt", ".svg", ".webmanifest")
KINDS = TEXTS + (".png", ".jpg", ".jpeg", ".gif", ".webp", ".pdf", ".bin", ".csv", ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".mp4", ".webm", ".vtt", ".zip")


def judge_file(path, data, files, closely):
    index = path.startswith("soeg/") and path.endswith(".kbi")
    if not path.lower().endswith(KINDS) and path not in (".vidensbank", "redirects/nginx.map", "redirects/iis.config") and not index:
        fault(f"published: {path}")
    if index:
        data = gzip.decompress(data)
    program = re.fullmatch(r"assets/soeg(-en)?\.[0-9a-f]{12}\.js", path)  # the client: nothing of a site is in it
    for words in checks("no-leak") if not program else ():
        if words.encode() in data or words in path:
            fault(f"'{words}' stands in {path}")
    if b"@kommune.example" in data:
        fault(f"a committer's address stands in {path}")
    if os.getcwd().encode() in data:
        fault(f"a path of this machine stands in {path}")
    if not path.endswith(TEXTS) or not closely:
        return
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return fault(f"{path} is not UTF-8")
    bad = re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ufdd0]", text)
    if bad and not path.endswith(".ics"):
        fault(f"{bad.group()!r} in {path}")
    if path.endswith(".html"):
        judge_page(path, text, files)
    elif path.endswith(".json"):
        try:
            json.loads(text)
        except ValueError as e:
            fault(f"{path}: {e}")
        if "</" in text.lower().replace("\\/", "") and re.search(r"</script|<!--", text, re.I):
            fault(f"{path} would end a script")
    elif path.endswith(".xml"):
        judge_xml(path, data)
    elif path.endswith(".svg") and ACTIVE_SVG.search(data):
        fault(f"{path} is active")
    elif path.endswith(".ics") and re.search(r"^(ATTACH|BEGIN:VALARM)", text, re.M):
        fault(f"{path} has a line of somebody else's")


def judge_output():
    files, total = {}, 0
    for top, folders, names in os.walk(OUT):
        for n in names + folders:
            full = os.path.join(top, n)
            mode = os.lstat(full).st_mode
            if not stat.S_ISDIR(mode):
                path = os.path.relpath(full, OUT)
                if not stat.S_ISREG(mode):
                    fault(f"{path} is neither file nor folder")
                    continue
                with open(full, "rb") as f:
                    files[path] = f.read()
                total += len(files[path])
    for i, (path, data) in enumerate(sorted(files.items())):
        judge_file(path, data, files, i < 1000)
    for name in checks("no-file"):
        for path in files:
            if os.path.basename(path).lower() == name.lower() or path.lower().startswith(name.lower() + "/"):
                fault(f"{path} was published")
    everything = b"\0".join(d for p, d in files.items() if p.endswith(".html"))
    for words in checks("has") + ([] if checks("no-ok") else ["KANARIE-OK"]):
        if words.encode() not in everything:
            fault(f"'{words}' stands on no page")
    for most in checks("outmax"):
        if total > int(most) << 20:
            fault(f"output of {total >> 20} MB")
    try:
        told = {f["path"]: (f["size"], f["sha256"]) for f in json.loads(files["manifest.json"])["files"]}
        there = {p: (len(d), hashlib.sha256(d).hexdigest()) for p, d in files.items() if p not in ("manifest.json", ".vidensbank")}
        if told != there:
            fault(f"the manifest differs from the tree: {difference(told, there)}")
    except (KeyError, ValueError) as e:
        fault(f"manifest.json: {e}")
    return files


# ---- the ways to build ----

def judge_once(limit=None):
    before, around = tree(OUT), surroundings()
    global exit_code
    exit_code, err, cpu = build(ARGUMENTS, limit)
    rc = exit_code
    if rc < 0 or rc > 3 or rc == 2:
        fault(f"exit {rc}: {err.decode(errors='replace')[:200]}")
    wanted = {"0": [0], "w": [0], "1": [1], "3": [3]}.get(WANT, [0, 1, 3])
    if rc not in wanted:
        fault(f"exit {rc}, wanted {WANT}: {err.decode(errors='replace')[:200]}")
    judge_messages(rc, err)
    for seconds in checks("cpu") or ["4"]:
        if cpu > float(seconds) * SLOWER:
            fault(f"took {cpu:.1f} s")
    for mb in checks("rss") or ["300"]:
        if resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss > int(mb) << 10 and not SANITIZED:
            fault(f"took {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10} MB")
    if surroundings() != around:
        fault(f"changed beside the output: {difference(surroundings(), around)}")
    if rc and tree(OUT) != before:
        fault(f"the old site changed: {difference(tree(OUT), before)}")
    if rc == 0:
        files = judge_output()
        if cpu < 1 * SLOWER:
            os.mkdir("elsewhere")
            again, err, _ = build([*with_out("elsewhere/out"), "--jobs", "1", "--no-cache"], limit)
            if again != 0 or tree("elsewhere/out") != tree(OUT):
                fault(f"built anew by one worker it differs: exit {again}, {difference(tree('elsewhere/out'), tree(OUT))}")
    return rc


def judge_removed():
    build(ARGUMENTS)
    os.unlink("site/content/fjern.md")
    judge_once()


def judge_again():
    build(ARGUMENTS)
    subprocess.run(["sh", "./again"], check=True)
    judge_once()


def judge_clock():
    for year in ("1971-01-01", "2038-01-20", "2100-01-01"):
        seconds = str(int(time.mktime(time.strptime(year, "%Y-%m-%d"))))
        rc, err, _ = build(ARGUMENTS, env={"SOURCE_DATE_EPOCH": seconds})
        if rc:
            fault(f"{year}: exit {rc}: {err.decode(errors='replace')[:150]}")
    judge_once()


def judge_race():
    command_line = command(ARGUMENTS)
    running = [subprocess.Popen(command_line, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for _ in range(6)]
    for p in running:
        if p.wait(60 * SLOWER):
            fault(f"one of several builds: exit {p.returncode}")
    build(with_out("elsewhere"))
    if tree(OUT) != tree("elsewhere"):
        fault(f"differs from a lone build: {difference(tree(OUT), tree('elsewhere'))}")
    shutil.rmtree("elsewhere")
    judge_output()


def judge_kill9():
    start = time.monotonic()
    build(with_out("elsewhere"))
    took = time.monotonic() - start
    states = [tree(OUT), tree("elsewhere")]
    for i in range(15):
        p = subprocess.Popen(command(ARGUMENTS), stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL, preexec_fn=os.setsid)
        time.sleep(took * i / 14)
        try:
            os.killpg(p.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        p.wait()
        if tree(OUT) not in states:
            return fault(f"a mixed tree after kill {i}")
    rc, err, _ = build(ARGUMENTS)
    if rc or tree(OUT) != states[1]:
        fault(f"the build after the kills: exit {rc}: {err.decode(errors='replace')[:200]}")
    shutil.rmtree("elsewhere")
    judge_output()


if HOW == "unprivileged" and os.getuid() == 0 and subprocess.run([*command([])[:4], "true"], stderr=subprocess.DEVNULL).returncode:
    print(f"ok - {NAME} # SKIP privileges cannot be dropped here")
    sys.exit()
old_site()
{"removed": judge_removed, "again": judge_again, "kill9": judge_kill9, "race": judge_race,
 "clock": judge_clock}.get(HOW, lambda: judge_once(limits))()
for path in checks("keeps"):
    if not os.path.lexists(path):
        fault(f"{path} is gone")
for path in ("hostile-escape", "/tmp/hostile-escape"):
    if os.path.lexists(path):
        fault(f"escaped: {path}")
print(f"not ok - {NAME}" if faults else f"ok - {NAME}")
if os.environ.get("VERBOSE"):
    print(f"#   exit {exit_code} after {time.monotonic() - STARTED:.2f} s")
for text in faults[:8]:
    print("#   " + text.replace("\n", "\n#   "))

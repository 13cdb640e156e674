#!/usr/bin/env python3
"""raw.py ROOT - every text that a file which writes markup or JSON puts into the output without an escaper, one line each:
FILE: EXPRESSION. Literals, and choices between literals, are none; nor are numbers. A file writes markup or JSON when it calls an
escaper or has a tag in a literal. tests/house/raw.list says of each why it may stand there; escape.test.sh compares.
"""
import re, sys
from pathlib import Path

FOLDERS = ("layout", "view", "render", "search", "serve")
FILES = ("read/html.c", "read/html_block.c", "read/html_inline.c", "read/old_html.c", "base/value.c", "base/diag.c", "write/manifest.c")
WRITES = re.compile(r'escape_(html|xml|json|csv|ical|url)\(|"[^"\n]*<[a-zA-Z/!?]')
LITERAL = r'(?:STR\(\s*(?:"(?:[^"\\]|\\.)*"\s*)+\)|(?:"(?:[^"\\]|\\.)*"\s*)+)'
CHOICE = re.compile(rf"(?:[^\"?]*\?\s*{LITERAL}\s*:\s*)*{LITERAL}", re.S)


def without_comments(text):
    return re.sub(r'("(?:[^"\\\n]|\\.)*")|/\*.*?\*/|//[^\n]*', lambda m: m[1] or " ", text, flags=re.S)


def arguments(text, at):
    """The arguments of the call whose ( stands at `at`."""
    args, depth, start, i = [], 0, at + 1, at
    while i < len(text):
        c = text[i]
        if c in "\"'":
            i += 1
            while text[i] != c:
                i += 2 if text[i] == "\\" else 1
        elif c in "([{":
            depth += 1
        elif c in ")]}":
            depth -= 1
            if not depth:
                return args + [text[start:i]]
        elif c == "," and depth == 1:
            args.append(text[start:i])
            start = i + 1
        i += 1
    return args


def raw_texts(text):
    for m in re.finditer(r"\b(buf_put|buf_put_n|buf_printf)\(", text):
        args = [" ".join(a.split()) for a in arguments(text, m.end() - 1)]
        if m[1] != "buf_printf":
            given = args[1:2]
        else:
            kinds = re.findall(r"%[-+ #0]*\d*(?:\.(?:\*|\d+))?(?:hh|h|ll|l|z|j)?([a-zA-Z%])", args[1].replace('" PRId64 "', "d").replace('" PRIu64 "', "u"))
            # STR_F(x) is one argument here, and two to printf
            given = [a for k, a in zip((k for k in kinds if k != "%"), args[2:]) if k == "s"]
        yield from (a for a in given if not CHOICE.fullmatch(a))


root = Path(sys.argv[1])
files = [p for f in FOLDERS for p in sorted((root / "src" / f).glob("*.c"))] + [root / "src" / f for f in FILES]
for path in files:
    text = without_comments(path.read_text(encoding="utf-8")) if path.exists() else ""
    if WRITES.search(text):
        for raw in sorted(set(raw_texts(text))):
            print(f"{path.relative_to(root / 'src')}: {raw}")

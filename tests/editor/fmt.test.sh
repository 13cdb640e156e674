#!/usr/bin/env bash
# `fmt`: front matter in the order of the type; nothing else changes (the lines themselves: tests/unit/yaml_write.c).
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"
site s
printf 'folder: ting\nlabel: {one: Ting, many: Ting}\nfields:\n  a: {kind: text, label: A}\n  b: {kind: text, label: B}\n' | page s/content/_types/ting.yaml
printf -- '---\nb: 2 # to\n# om a\na: "no"\ntitle: En\n---\n\nTekst.  \n' | page s/content/ting/en.md
cp s/content/ting/en.md was.md
fmt() { "$VB" fmt --site s "$@" 2>err; }
is '--check names the page' "$(fmt --check; echo "$?")" 'content/ting/en.md
1'
ok 'and changes nothing' cmp was.md s/content/ting/en.md
is 'fmt does' "$(fmt; echo "$?")" 'content/ting/en.md
0'
is 'the page in order' "$(cat s/content/ting/en.md)" '---
title: En
# om a
a: "no"
b: 2 # to
---

Tekst.  '
is 'again there is nothing to do' "$(fmt; echo "$?")" '0'
is 'nor to tell' "$(fmt --check; echo "$?")" '0'
cp was.md s/content/ting/en.md; chmod 640 s/content/ting/en.md
is 'a page by its name' "$(fmt en)" content/ting/en.md
is 'keeps its mode' "$(stat -c %a s/content/ting/en.md)" 640
cp was.md s/content/ting/en.md; printf -- '---\nb: [\n---\n' >s/content/ting/to.md; cp s/content/ting/to.md to.md
is 'a page that cannot be read is left, the rest is done' "$(fmt; echo "$?")" 'content/ting/en.md
1'
has 'and told' "$(cat err)" '^content/ting/to.md: '
ok 'as it was' cmp to.md s/content/ting/to.md
fmt findes-ikke; is 'no such page' "$?" 2
ln -s ../../was.md s/content/ting/ude.md; fmt ude >/dev/null; ok 'nothing is written through a link' test -L s/content/ting/ude.md
is 'nothing lies about' "$(find s -name '.vidensbank*')" ''

# every page of this site: the same when read again, byte for byte the same body, in order after one run
mkdir own; cp -r "$ROOT/content" own/
"$VB" fmt --site own >/dev/null 2>err || fail 'fmt of content/' "$(cat err)"
cat >same.py <<'E2'
import glob, os, sys, yaml
root, n = sys.argv[1], 0
split = lambda b: b.split(b"\n---\n", 1)
for path in glob.glob(root + "/content/**/*.md", recursive=True):
    was, now = (open(p, "rb").read() for p in (path, "own" + path[len(root):]))
    if not was.startswith(b"---\n"):
        assert was == now, path
        continue
    (a, body_a), (b, body_b) = split(was), split(now)
    assert body_a == body_b, path
    assert yaml.load(a[4:], yaml.BaseLoader) == yaml.load(b[4:], yaml.BaseLoader), path
    assert sorted(a.split(b"\n")) == sorted(b.split(b"\n")), path
    n += 1
print(n)
E2
ok 'all of content/ says the same as before' python3 same.py "$ROOT"
has 'and it is many pages' "$(python3 same.py "$ROOT")" '^[0-9]{3,}$'
is 'all of it is in order now' "$("$VB" fmt --check --site own 2>/dev/null; echo "$?")" 0
done_testing

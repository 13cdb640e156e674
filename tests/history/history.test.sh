#!/usr/bin/env bash
# What the history says of each page, against what git says (oracle.py) and against the contract, case by case.
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"
here="$ROOT/tests/history"
# shellcheck source=tests/history/repo.sh
source "$ROOT/tests/history/repo.sh"

# ---- against git's own words ----
for seed in 1 2 3; do
  python3 "$here/generate.py" "$TMP/g$seed" 60 350 "$seed"
  python3 "$here/oracle.py" "$TMP/g$seed" >"$TMP/want"
  run "$TMP/g$seed" HEAD
  is "tangled history $seed is as git says" "$(diff "$TMP/want" "$TMP/out" | head -20)" ""
done
is "the tangle has merges, renames and versions enough to mean something" \
  "$([ "$(grep -c ^version "$TMP/want")" -gt 200 ] && [ "$(grep -c ^former "$TMP/want")" -gt 30 ] && [ "$(git -C "$TMP/g3" rev-list --merges --count main)" -gt 20 ] && echo yes)" yes
git clone -q --bare "file://$TMP/g3" "$TMP/bare.git"
run "$TMP/bare.git" main
is "the same from a bare, repacked clone" "$(diff "$TMP/want" "$TMP/out" | head -20)" ""
mv "$TMP/bare.git/objects/pack" "$TMP/pack"; mkdir "$TMP/bare.git/objects/pack"
for p in "$TMP"/pack/*.pack; do git -C "$TMP/bare.git" unpack-objects -q <"$p"; done
run "$TMP/bare.git" main
is "the same from loose objects" "$(diff "$TMP/want" "$TMP/out" | head -20)" ""
folder=$(git -C "$TMP/g3" ls-tree -rd --name-only main | grep -v / | head -1)
python3 "$here/oracle.py" "$TMP/g3" HEAD "$folder" >"$TMP/want"
run "$TMP/g3" "HEAD:$folder"
is "a folder in the repository" "$(diff "$TMP/want" "$TMP/out" | head -20)" ""

# ---- shallow clones: nothing is claimed that the rest contradicts ----
run "$TMP/g3" HEAD; cp "$TMP/out" "$TMP/full"
for depth in 1 15 60; do
  rm -rf "$TMP/s"; git clone -q --bare --depth $depth "file://$TMP/g3" "$TMP/s"
  run "$TMP/s" HEAD
  has "depth $depth is told once" "$(err | grep -c shallow-history)" '^1$'
  is "depth $depth claims nothing false" "$(python3 - "$TMP/full" "$TMP/out" <<'P'
import sys
def load(f):
    pages, p = {}, None
    for l in open(f):
        l = l.rstrip("\n")
        if l.startswith("page "):
            p = l[5:].replace(" incomplete", "")
            pages[p] = dict(cut="incomplete" in l, lines=set())
        elif p:
            pages[p]["lines"].add(l)
    return pages
full, part = load(sys.argv[1]), load(sys.argv[2])
known = 0
for p, r in part.items():
    for l in r["lines"]:
        if l.startswith("person ") and r["cut"] or l.endswith(" null"):
            continue
        known += 1
        if l not in full[p]["lines"]:
            print(p, l)
print("nothing known at all" if not known and len(sys.argv) > 3 else "", end="")
P
)" ""
done
fresh; words a >a.md; at 100000 et >/dev/null; words b >b.md; two=$(at 100100 to); echo mere >>b.md; three=$(at 100200 tre)
cd "$TMP" || exit; rm -rf s; git clone -q --bare --depth 2 "file://$TMP/r" s; run s HEAD
is "depth 2: a page from before has no dates" "$(field a.md created) $(field a.md updated)" "null null"
has "depth 2: a page changed since has its last change" "$(field b.md updated)" "^$three "
is "depth 2: but not its first" "$(field b.md created)" "null"
has "depth 2: it is incomplete" "$(record b.md)" '^page b.md incomplete$'
git clone -q --bare --depth 3 "file://$TMP/r" s3; run s3 HEAD
has "as deep as the history: all is known" "$(field b.md created)" "^$two "

# ---- single cases ----
fresh; words a >a.md; one=$(at 100000 et); git mv a.md b.md; words x 5 >>b.md; at 100100 to >/dev/null; git rm -q b.md; at 100200 tre >/dev/null
words a >a.md; four=$(at 100300 fire); echo ny >>a.md; five=$(at 100400 fem); run . HEAD
is "deleted and made again: it begins at its return" "$(field a.md created | cut -d' ' -f1) $(field a.md version | wc -l)" "$four 2"
has "... and ends at its last change" "$(field a.md updated)" "^$five "

fresh; words a >n0.md; one=$(at 100000 start)
for i in $(seq 60); do git mv n$((i - 1)).md "n$i.md"; sed -i "$((i % 20 + 1))s/.*/ny linje $i/" "n$i.md"; at $((100000 + i * 60)) "navn $i" >/dev/null; done
run . HEAD
is "a chain of 60 renames with changes" "$(field n60.md created | cut -d' ' -f1) $(field n60.md former | wc -l) $(field n60.md version | wc -l)" "$one 60 61"
is "... the newest former path first" "$(field n60.md former | head -1)" "n59.md"

fresh; words a >Regler.md; one=$(at 100000 et); git mv Regler.md regler.md; at 100100 to >/dev/null; run . HEAD
is "a rename of case alone" "$(field regler.md created | cut -d' ' -f1) $(field regler.md former)" "$one Regler.md"

fresh; words a >a.md; at 100000 et >/dev/null; git mv a.md a.txt; at 100100 to >/dev/null; git mv a.txt b.md; three=$(at 100200 tre); run . HEAD
is "renames are between Markdown files alone" "$(field b.md created | cut -d' ' -f1)" "$three"

fresh; words a >a.md; one=$(at 100000 et); chmod +x a.md; git update-index --chmod=+x a.md; GIT_AUTHOR_DATE=x git -c core.fileMode=false commit -qm mode 2>/dev/null || at 100100 mode >/dev/null; run . HEAD
is "a change of mode touches nothing" "$(field a.md updated | cut -d' ' -f1)" "$one"

fresh; words r >r.md; at 100000 start >/dev/null
for i in 1 2 3 4 5; do git checkout -q -b "b$i" main; words "s$i" >"s$i.md"; at $((100000 + i)) "s$i" >/dev/null; done
git checkout -q main; GIT_COMMITTER_DATE="@100100 +0000" GIT_AUTHOR_DATE="@100100 +0000" git merge -q -m octo b1 b2 b3 b4 b5 >/dev/null; run . HEAD
is "octopus: a page belongs to its branch, not to the merge" "$(for i in 1 2 3 4 5; do field "s$i.md" created | cut -d' ' -f1; done)" "$(git rev-parse b1 b2 b3 b4 b5)"

fresh; words k >ok.md; one=$(at 100000 start); git branch o
for i in 1 2 3; do
  sed -i "1s/.*/a$i/" ok.md; last=$(at $((100000 + i * 100)) "a$i"); a=$(git rev-parse main); git checkout -q o
  words "o$i" >"o$i.md"; at $((100050 + i * 100)) "o$i" >/dev/null; o=$(git rev-parse o)
  git merge -q -m m1 "$a"; git checkout -q main; git merge -q -m m2 "$o"
done; run . HEAD
is "criss-cross merges" "$(field ok.md created | cut -d' ' -f1) $(field ok.md updated | cut -d' ' -f1) $(field ok.md person)" "$one $last 4 Ane Hansen <ane@kommune.example>"

fresh; words a >a.md; at 100000 a >/dev/null; git checkout -q --orphan o; git rm -qrf .; words b >b.md; at 50000 b >/dev/null
words a >a.md; early=$(at 60000 "a igen"); git checkout -q main
git merge -q --allow-unrelated-histories -m m o; run . HEAD
is "two additions: the oldest by date" "$(field a.md created | cut -d' ' -f1)" "$early"

# ---- who ----
fresh; git config user.name x; words a >a.md; printf '%s\n' '# kommentar' 'Ane Rigtig <ANE@kommune.example>' 'Bo Rigtig <bo@ny.example> <bo@gl.example>' \
  '<ea@ny.example> <ea@gl.example>' 'Finn Rigtig <finn@ny.example> Finn Forkert <delt@x.example>' 'uden adresse' '<>' >.mailmap
at 100000 et >/dev/null
who() { echo "$1" >>a.md; git add -A; GIT_AUTHOR_NAME="$1" GIT_AUTHOR_EMAIL="$2" git commit -qm "$1" -m "${3:-}"; }
who Bo BO@gl.example; who Ea ea@gl.example; who 'finn forkert' delt@x.example; who Andre delt@x.example
who Gro gro@x.example "Co-authored-by: Bo <bo@gl.example>
Co-authored-by: Gro <gro@andet.example>"
run .
is "mailmap in its four forms, co-authors, each commit once" "$(field a.md person | sort)" "$(sort <<'W'
1 Ane Rigtig <ane@kommune.example>
2 Bo Rigtig <bo@ny.example>
1 Ea <ea@ny.example>
1 Finn Rigtig <finn@ny.example>
1 Andre <delt@x.example>
1 Gro <gro@x.example>
W
)"

printf 'S\xf8ren \x1b[31m <ane@kommune.example>\n' >.mailmap; run .
is "a .mailmap that is no UTF-8" "$(field a.md person | grep ane)" "1 S�ren [31m <ane@kommune.example>"

fresh; words a >a.md; one=$(at 100000 et); echo b >>a.md; two=$(at 100100 to)
echo c >>a.md; git add -A; git commit -qm tre -m "Tekst." -m "Attribution: skip"
echo d >>a.md; git add -A; GIT_AUTHOR_NAME=Robot git commit -qm fire
echo e >>a.md; git add -A; git commit -qm "format: alle sider"; echo f >>a.md; git add -A; git commit -qm "Nævner attribution: skip midt i" -m "Attribution: skip" -m "og slutter med tekst"; six=$(git rev-parse HEAD)
echo g >>a.md; git add -A; git commit -qm syv; printf '# formatering\n%s # den sidste\n%.8s\n' "$(git rev-parse HEAD)" "$two" >.git-blame-ignore-revs
run .; has "a trailer stands at the end, a revision is named in full" "$(field a.md updated)" "^$six "
IGNORE='Robot' run .; is "... a pattern takes an author" "$(field a.md version | grep -c ignored)" 3
IGNORE='format:*' run .; is "... or a subject" "$(field a.md version | grep -c ignored)" 3
IGNORE='*' run .; is "all ignored: no last change, no contributors; it still began where it began" "$(field a.md created | cut -d' ' -f1) $(field a.md updated) $(field a.md person)" "$one null "

# ---- odd commits ----
fresh; words a >a.md; one=$(at 100000 et); tree=$(git rev-parse 'HEAD^{tree}'); p=$one
for s in 1099511627776 9223372036854775807 99999999999999999999 -5 0; do
  echo "$s" >>a.md; git add -A; tree=$(git write-tree)
  p=$(printf 'tree %s\nparent %s\nauthor A <a@x> %s +0000\ncommitter A <a@x> %s +0000\n\nx\n' "$tree" "$p" "$s" "$s" | raw)
done; git update-ref refs/heads/main "$p"; run . "$p"
is "dates out of this world are left out" "$(field a.md updated)" "$p null A"
is "... each is told by its commit" "$(err | grep -c 'odd-commit')" 5
is "... and do not hide the rest" "$(field a.md created | cut -d' ' -f1) $(field a.md version | wc -l)" "$one 6"
p=$(printf 'tree %s\nparent %s\nauthor S\xf8ren \xff\x01 <s@x> 1767603600 +0100\ncommitter S <s@x> 1767603600 +0100\n\nbesked \xe6\n' "$(git rev-parse "$one^{tree}")" "$p" | raw)
q=$(printf 'tree %s\nparent %s\nauthor S\xf8ren <s@x> 1767603600 +0100\ncommitter S <s@x> 1767603600 +0100\nencoding ISO-8859-1\n\nx\n' "$tree" "$p" | raw)
r=$(printf 'tree %s\nparent %s\ncommitter S <s@x> 1767603600 +0100\n\nx\n' "$(git rev-parse "$one^{tree}")" "$q" | raw)
run . "$r"
has "bytes that are not UTF-8 become U+FFFD" "$(field a.md person)" '^1 S�ren � <s@x>$'
has "Latin 1 that says so is Latin 1" "$(field a.md person)" '^1 Søren <s@x>$'
is "a commit without an author" "$(field a.md updated)" "$r null "
has "... is told" "$(err)" "commit ${r:0:10}: the author's name is missing"
{ printf 'tree %s\nparent %s\nauthor A <a@x> 1767603600 +0100\ncommitter A <a@x> 1767603600 +0100\n\n' "$tree" "$r"; head -c 5000000 /dev/zero | tr '\0' m; } >big
run . "$(raw <big)"; has "a message of 5 MB" "$(field a.md updated)" '2026-01-05T10:00:00\+01:00 A$'
p=$(printf 'tree %s\nauthor N <n@x> 0 +0000\ncommitter N <n@x> 0 +0000\n\nfalsk\n' "$tree" | raw)
git replace -f "$one" "$p" 2>/dev/null; echo "$one $p" >.git/info/grafts; run . main
is "replace refs and grafts are not believed" "$(field a.md created | cut -d' ' -f1)" "$one"

# ---- damage ----
lose() { rm -f ".git/objects/${1:0:2}/${1:2}"; }
fresh; words a >a.md; mkdir d; words d >d/d.md; one=$(at 100000 et); echo x >>a.md; two=$(at 100100 to); words b >b.md; three=$(at 100200 tre); cp -r .git ../keep
lose "$one"; run . HEAD
is "a lost commit: what came after is known" "$(field a.md updated | cut -d' ' -f1) $(field a.md created) $(field b.md created | cut -d' ' -f1) $(field d/d.md updated)" "null null $three null"
is "... told once" "$(err | grep -c history-gap)" 1
has "... by its id" "$(err)" "${one:0:10}"
rm -rf .git; cp -r ../keep .git; lose "$(git rev-parse "$one:d")"; run . HEAD
is "a lost tree that all commits share hurts nobody but its own" "$(field a.md created | cut -d' ' -f1)" "$one"
rm -rf .git; cp -r ../keep .git; t=$(git rev-parse "$one^{tree}"); lose "$t"; run . HEAD
is "a lost old tree: nothing is known across it" "$(field a.md created) $(field b.md created | cut -d' ' -f1)" "null $three"
has "... told by its id" "$(err)" "tree ${t:0:10} .*history-gap"
rm -rf .git; cp -r ../keep .git; lose "$(git rev-parse "$one:a.md")"; run . HEAD
is "a lost old blob is not needed" "$(field a.md created | cut -d' ' -f1) $(err)" "$one "
rm -rf .git; cp -r ../keep .git; o=$(git rev-parse 'HEAD^{tree}'); chmod u+w ".git/objects/${o:0:2}/${o:2}"; echo rod >".git/objects/${o:0:2}/${o:2}"; run .
has "a damaged tree at HEAD" "$(err)" "history-gap"
is "... no page has a date" "$(grep -cE '^(created|updated) [0-9a-f]' "$TMP/out")" 0
fresh; run .; is "no commits yet" "$? $(err)" "1 vidensbank: warning: the Git repository has no commits yet [no-repository]"

rm -rf "$TMP/p"; git -C "$TMP/g3" config uploadpack.allowFilter true
git clone -q --filter=blob:none "file://$TMP/g3" "$TMP/p" 2>/dev/null; git -C "$TMP/p" remote set-url origin "file:///findes/ikke"
run "$TMP/p"; rc=$?
is "a clone without old blobs: every page has its dates, and nothing is fetched" "$rc $(grep -cE '^(created|updated) [0-9a-f]' "$TMP/out") $(err)" \
  "0 $(grep -cE '^(created|updated) [0-9a-f]' "$TMP/full") "

# Bytes turned anywhere in pack and index: never a crash, and a page either is as it was, or less is said of it.
rm -rf "$TMP/w"; git clone -q --bare "file://$TMP/g1" "$TMP/w"; git -C "$TMP/w" repack -adfq --depth=50
bad=0
for i in $(seq 40); do
  rm -rf "$TMP/x"; cp -r "$TMP/w" "$TMP/x"; chmod -R u+w "$TMP/x"
  python3 - "$TMP"/x/objects/pack/pack-* "$i" <<'P'
import random, sys
r = random.Random(int(sys.argv[-1]))
f = r.choice([p for p in sys.argv[1:-1] if p.endswith((".pack", ".idx"))])
b = bytearray(open(f, "rb").read())
for _ in range(r.choice((1, 8, 64))):
    b[r.randrange(len(b))] = r.randrange(256)
if r.random() < 0.2:
    b = b[:r.randrange(len(b))]
open(f, "wb").write(b)
P
  timeout 60 "$BUILD/drivers/dump" history "$TMP/x" HEAD >"$TMP/out" 2>"$TMP/err"; rc=$?
  if [ $rc -gt 3 ] || grep -q 'Sanitizer' "$TMP/err"; then bad=$((bad + 1)); echo "# turn $i: exit $rc"; fi
done
is "40 damaged packs: no crash" $bad 0
bad=0
for i in $(seq 15); do
  rm -rf "$TMP/x"; cp -r "$TMP/bare.git" "$TMP/x"; chmod -R u+w "$TMP/x"
  python3 - "$TMP/x/objects" "$i" <<'P'
import os, random, sys
r = random.Random(int(sys.argv[2]))
every = sorted(os.path.join(d, f) for d, _, fs in os.walk(sys.argv[1]) for f in fs if len(f) == 38)
for f in r.sample(every, 20):
    b = bytearray(open(f, "rb").read())
    for _ in range(r.choice((1, 8))):
        b[r.randrange(len(b))] = r.randrange(256)
    open(f, "wb").write(b[:r.randrange(len(b))] if r.random() < 0.2 else b)
P
  timeout 60 "$BUILD/drivers/dump" history "$TMP/x" main >"$TMP/out" 2>"$TMP/err"; rc=$?
  if [ $rc -gt 3 ] || grep -q 'Sanitizer' "$TMP/err"; then bad=$((bad + 1)); echo "# turn $i: exit $rc"; fi
done
is "15 damaged sets of loose objects: no crash" $bad 0
done_testing

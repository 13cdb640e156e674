#!/usr/bin/env bash
# Whose each line is: against `git blame -w`, and case by case.
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"
here="$ROOT/tests/history"
# shellcheck source=tests/history/repo.sh
source "$here/repo.sh"
export LINES=1
# origins PATH: "N SUBJECT" per run of lines, blank ones in brackets
origins() {
  field "$1" lines | while read -r n a b; do
    local id=${b:-$a}
    [ "$id" = unknown ] || id=$(git log -1 --format=%s "$id")
    [ -n "$b" ] && id="[$id]"
    printf '%s %s; ' "$n" "$id"
  done
}

# ---- against git ----
for seed in 1 2 3 7 11 23; do # no renames to other than Markdown: git blame follows them, a page does not
  python3 "$here/generate.py" "$TMP/g" 60 500 "$seed" 0
  run "$TMP/g" HEAD
  python3 "$here/blame.py" "$TMP/g" "$TMP/out" 2>"$TMP/other" >"$TMP/count"
  is "tangled history $seed: git blame agrees on 995 of 1000 lines" \
    "$(awk '{print ($1 * 1000 >= $2 * 995 && $2 > 500) ? "yes" : $0}' "$TMP/count")" yes
  is "... and no page has other lines than git's" "$(grep -v ' git ' "$TMP/other")" ""
  rm -rf "$TMP/g"
done

for seed in 1 2; do
  python3 "$here/foreign.py" "$TMP/g" 300 "$seed"; git -C "$TMP/g" reset -q --hard main
  run "$TMP/g" HEAD
  python3 "$here/blame.py" "$TMP/g" "$TMP/out" 2>"$TMP/other" >"$TMP/count"
  is "another repository merged in below vendor/, a long branch, folders moved $seed: git blame agrees on 995 of 1000 lines" \
    "$(awk '{print ($1 * 1000 >= $2 * 995 && $2 > 500) ? "yes" : $0}' "$TMP/count")" yes
  cp "$TMP/out" "$TMP/one"; for threads in 2 9; do
    THREADS=$threads run "$TMP/g" HEAD; is "... and with $threads threads all is the same" "$(cmp "$TMP/one" "$TMP/out")" ""
  done
  rm -rf "$TMP/g"
done

# ---- single cases ----
fresh; words a 5 >a.md; at 100000 et >/dev/null; sed -i '2s/.*/ny/' a.md; at 100100 to >/dev/null; { cat a.md; echo; echo sidst; } >b; mv b a.md; at 100200 tre >/dev/null; run . HEAD
is "lines are theirs who wrote them last" "$(origins a.md)" "1 et; 1 to; 3 et; 1 [tre]; 1 tre; "
sed -i 's/^/  /; s/ om / \t om /; s/$/ /' a.md; at 100300 blanke >/dev/null; run . HEAD
is "white space changes nobody's lines" "$(origins a.md)" "1 et; 1 to; 3 et; 1 [tre]; 1 tre; "
has "... though it is a version" "$(field a.md version | wc -l)" 4
git mv a.md c.md; at 100400 navn >/dev/null; sed -i '1s/.*/rettet/' c.md; git mv c.md d.md; at 100500 "navn og ret" >/dev/null; run . HEAD
is "over renames" "$(origins d.md)" "1 navn og ret; 1 to; 3 et; 1 [tre]; 1 tre; "

fresh; printf 'a\r\nb\r\n' >a.md; at 100000 et >/dev/null; printf 'a\nb\nc' >a.md; at 100100 to >/dev/null; printf 'a\rb\rc\rd' >b.md; at 100200 tre >/dev/null; : >e.md; at 100300 tom >/dev/null; run . HEAD
is "line ends are white space; a last line needs none" "$(origins a.md)" "2 et; 1 to; "
is "a CR alone ends a line" "$(origins b.md)" "4 tre; "
is "an empty page has no lines" "$(origins e.md)" ""

fresh; words a 12 >a.md; at 100000 start >/dev/null; git checkout -q -b o; sed -i '2s/.*/venstre/' a.md; at 100100 venstre >/dev/null; git checkout -q main; sed -i '11s/.*/højre/' a.md; at 100200 højre >/dev/null
GIT_COMMITTER_DATE="@100300 +0000" git merge -q -m flet o; run . HEAD
is "a merge's lines are whichever parent's has them" "$(origins a.md)" "1 start; 1 venstre; 8 start; 1 højre; 1 start; "
git checkout -q o; sed -i '5s/.*/til venstre/' a.md; at 100400 "til venstre" >/dev/null; git checkout -q main; sed -i '5s/.*/til højre/' a.md; at 100500 "til højre" >/dev/null
git merge -q -m x o >/dev/null 2>&1; { sed 4q <(git show o:a.md); echo 'begge dele'; sed -n '6,$p' <(git show o:a.md); } >a.md; at 100600 løst >/dev/null; run . HEAD
is "what a merge's conflict was solved with is the merge's" "$(origins a.md | tr ';' '\n' | grep -c løst)" 1

fresh; words a 6 >a.md; at 100000 et >/dev/null; git rm -q a.md; at 100100 væk >/dev/null; words a 6 >a.md; at 100200 igen >/dev/null; run . HEAD
is "deleted and made again: all lines are new" "$(origins a.md)" "6 igen; "
words a 3 >b.md; git rm -q a.md; at 100300 b >/dev/null; words c 4 >a.md; run .
is "a page that is not committed has no lines of one that lived there" "$(origins a.md)" ""

fresh; words r 3 >r.md; at 100000 start >/dev/null
for i in 1 2 3; do git checkout -q -b "b$i" main; sed -i "${i}s/.*/gren $i/" r.md; at $((100000 + i)) "gren $i" >/dev/null; done
tree=$(git checkout -q main; for i in 1 2 3; do echo "gren $i"; done >r.md; git add -A; git write-tree)
m=$(git commit-tree -p main -p b1 -p b2 -p b3 -m octo "$tree"); run . "$m"
is "octopus: each line from its branch" "$(origins r.md)" "1 gren 1; 1 gren 2; 1 gren 3; "

# ---- ignored commits ----
fresh; printf '%s\n' 'en linje om veje' 'en anden om stier og broer der er lang nok' 'en tredje' >a.md; at 100000 et >/dev/null
printf '%s\n' '- En linje om veje.' '- En anden om stier og' '  broer der er lang nok.' '- En tredje.' 'Helt nyt xyz qwk' >a.md; two=$(at 100100 pynt); echo "$two" >.git-blame-ignore-revs; run .
is "an ignored commit's lines are whose they were before it" "$(origins a.md)" "4 et; 1 pynt; "
git commit -q --amend -m pynt -m "Attribution: skip"; rm .git-blame-ignore-revs; run .
is "... so with the trailer" "$(origins a.md)" "4 et; 1 pynt; "
git commit -q --amend -m "pynt"; IGNORE='pyn*' run .
is "... and by a pattern" "$(origins a.md)" "4 et; 1 pynt; "
run .
is "... and not without" "$(origins a.md)" "5 pynt; "

# ---- what is missing ----
fresh; words a 4 >a.md; at 100000 et >/dev/null; sed -i '2s/.*/to/' a.md; at 100100 to >/dev/null; sed -i '3s/.*/tre/' a.md; at 100200 tre >/dev/null
git clone -q --bare --depth 2 "file://$TMP/r" ../s; run ../s HEAD
is "shallow: what came from before is not known" "$(origins a.md)" "2 unknown; 1 tre; 1 unknown; "
git clone -q --bare --depth 1 "file://$TMP/r" ../s1; run ../s1 HEAD
is "... at depth 1 nothing is" "$(origins a.md)" ""
blob=$(git rev-parse HEAD~1:a.md); cp -r .git ../keep; rm -f ".git/objects/${blob:0:2}/${blob:2}"; run . HEAD
is "a lost text: what may have come from it is not known" "$(origins a.md)" "4 unknown; "
rm -rf .git; mv ../keep .git; blob=$(git rev-parse HEAD~2:a.md); rm -f ".git/objects/${blob:0:2}/${blob:2}"; run . HEAD
is "... and what came later is" "$(origins a.md)" "2 unknown; 1 tre; 1 unknown; "
done_testing

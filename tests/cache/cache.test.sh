#!/usr/bin/env bash
# The cache: a cached build equals a clean one after every edit, and a cache that is damaged, foreign or in the way costs nothing but time.
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"

site s
for i in 1 2 3 4 5 6 7 8; do printf -- '---\ntitle: Side %d\n---\n\nTekst %d med [forsiden](index.md) og <b>x</b>.\n' $i $i | page s/content/p$i.md; done
cached() { touch s/content/index.md; "$VB" build --site s --out cached --cache cache --now 2026-01-01 2>"$TMP/cached.err"; }
# (touched: else it may be told without a look into the cache that there is nothing to do, again.test.sh)
clean() { rm -rf clean; "$VB" build --site s --out clean --no-cache --now 2026-01-01 2>"$TMP/clean.err"; }
same() { # NAME: both build, to equal trees and equal messages
  cached; local a=$?; clean; local b=$?
  is "$1: exit code" "$a" "$b"
  [ $b != 0 ] || is "$1: tree" "$(tree cached)" "$(tree clean)"
  is "$1: messages" "$(grep -v 'files written' "$TMP/cached.err" | grep -v '\[cache\]')" "$(grep -v 'files written' "$TMP/clean.err")"
}

same 'first'
file=$(ls -S cache/*.docs | head -1)
ok 'the cache is five files' test "$(find cache -type f | wc -l)" = 5
is 'for their owner alone' "$(stat -c %a cache/*)" $'600\n600\n600\n600\n600'
before=$(stat -c '%i %Y' "$file")
same 'nothing changed'
is 'nothing new leaves the cache as it is' "$(stat -c '%i %Y' "$file")" "$before"
printf -- '---\ntitle: Side 3\n---\n\nNy tekst.\n' >s/content/p3.md
same 'a page edited'
is 'what is new is added to the file that is there' "$(stat -c %i "$file")" "${before% *}"
for i in 1 2 3 4 5 6 7 8 9; do
  printf -- '---\ntitle: Side 3\n---\n\nEn %d. udgave, som ingen spørger efter siden.\n' $i >s/content/p3.md; cached
  [ "$(stat -c %i "$file")" = "${before% *}" ] || echo new >>replaced
  now=$(stat -c %s "$file"); [ "$now" -le "${most:-0}" ] || most=$now
done
"$VB" build --site s --out fresh --cache fresh-cache --now 2026-01-01 2>/dev/null
ok 'it is made anew when half of it is asked for no more' test -s replaced
ok 'so it never is much more than twice what it needs' test "$most" -le $(($(stat -c %s "fresh-cache/$(basename "$file")") * 5 / 2))
is 'and what came of all that is right' "$(tree cached)" "$(tree fresh)"
same 'edited again and again'
cp s/content/p4.md s/content/p9.md
same 'two pages of the same bytes'
rm s/content/p5.md; mv s/content/p6.md s/content/q6.md
same 'one gone, one renamed'
echo x >>cached/soeg/d/0/0.kbi
cached
is 'a packed file of the output that was changed by hand is made again' "$(tree cached)" "$(tree clean)"
printf -- '---\ntitle: Kladde\ndraft: true\n---\n\nHemmeligt\n' >s/content/p7.md
same 'a page made a draft'
ok 'a draft leaves no trace in the tree' bash -c '! grep -rq Hemmeligt cached'
printf -- '---\ntitle: A: b\n---\n' >s/content/p8.md
same 'a page made faulty'
printf -- '---\ntitle: A\n---\n\nGod igen.\n' >s/content/p8.md
same 'and mended'

size=$(stat -c %s "$file")
for at in 0 9 17 25 40 60 200 $((size / 2)) $((size - 3)); do
  printf '\377\377\377' | dd of="$file" bs=1 seek="$at" conv=notrunc status=none
  cached; is "damaged at byte $at: exit code" $? 0
  is "damaged at byte $at: tree" "$(tree cached)" "$(tree clean)"
done
truncate -s 100 "$file"; same 'cut off'
: >"$file"; same 'empty'
head -c 5000 /dev/urandom >"$file"; same 'noise'
rm -rf cache; same 'deleted'
rm -rf cache; echo x >cache
cached; is 'a file in the way: exit code' $? 0
has 'a file in the way is a note' "$(cat "$TMP/cached.err")" '^vidensbank: note: the cache ".*" cannot be written: .* \[cache\]$'
rm cache
is 'nothing of the cache lies in the site or beside it' "$(find s -newer "$ROOT/Makefile" -name '*docs*')" ""
done_testing

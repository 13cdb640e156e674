#!/usr/bin/env bash
# The same content gives the same bytes: with any number of jobs, twice in a row, in another zone, locale and umask, from the
# working tree, a revision and a bare clone. And a build that is killed leaves the old site or the new one, never another.
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"

# ---- a site with all there is: the golden site with types, a history, sixty pages more ----
mkdir -p work/site
(cd "$ROOT/tests/sites/typed" && tar cf - --exclude=./want --exclude=./messages .) | tar xf - -C work/site
sed -n '/^<svg/p' "$ROOT/tests/sites/folder/content/billeder/skitse.svg" >work/site/content/skitse.svg
for i in $(seq 60); do
  printf -- '---\ntitle: Side %s\ntags: [emne-%s, fælles]\n---\n\n## Første\n\nSe [den næste](side-%s.md#anden) og ![skitsen](../skitse.svg).\n\n## Anden\n\nOrd %s.\n' \
    "$i" $((i % 7)) $((i % 60 + 1)) "$i" | page "work/site/content/sider/side-$i.md"
done
(cd work && repo && sed -i 's/Ord 7/Ord nummer 7/' site/content/sider/side-7.md &&
  GIT_AUTHOR_NAME='Bo Lund' GIT_AUTHOR_DATE='2026-02-03T04:05:06+0700' commit 'Et ord')
git clone -q --bare work bare.git

build() { "$VB" build --now 2026-11-22 "$@" 2>err || { cat err; return 1; }; }
same() { # same NAME OUT: the tree in OUT is the one of the first build, byte for byte
  if [ "$(tree "$2")" = "$wanted" ]; then pass "$1"; else fail "$1" "$(diff -r -q first "$2")"; fi
}
ok 'the first build' build --site work/site --out first
wanted=$(tree first)
is 'it has pages, files and all' "$(grep -c . <<<"$wanted")" "$(find first -type f | wc -l)"
ok '... the sixty pages among them' test -e first/sider/side-60/index.html

for jobs in 0 1 2 4 16; do
  build --site work/site --out "jobs-$jobs" --jobs "$jobs"
  same "--jobs $jobs" "jobs-$jobs"
done
build --site work/site --out jobs-4 --jobs 0
same 'over another build' jobs-4
build --site work/site --out nocache --no-cache
same 'without a cache' nocache
build --site work/site --out own --cache own-cache && build --site work/site --out own2 --cache own-cache
same 'with a cache of its own, filled' own2

for tz in Pacific/Kiritimati America/St_Johns ''; do
  TZ=$tz build --site work/site --out "tz"
  same "TZ=$tz" tz
done
for locale in C POSIX en_US.UTF-8 da_DK.UTF-8 tr_TR.UTF-8; do
  LC_ALL=$locale LANG=$locale LANGUAGE=${locale%%_*} build --site work/site --out "loc"
  same "LC_ALL=$locale" loc
done
(umask 077; build --site work/site --out umask)
same 'umask 077' umask
(umask 000; build --site work/site --out open)
same 'umask 000' open
is 'nobody but the owner may write what is published' "$(find open first -perm /022 ! -type l | head -3)" ''
(cd work/site && build --out ../../here)
same 'from within the site' here
mv work elsewhere
build --site elsewhere/site --out moved
same 'from another folder' moved
mv elsewhere work
touch work/site/content/*.md work/site/content/*/*.md
build --site work/site --out touched
same 'with other times on the files' touched
SOURCE_DATE_EPOCH=$(date -d 2026-11-21T23:00Z +%s) "$VB" build --site work/site --out epoch 2>/dev/null
same 'SOURCE_DATE_EPOCH in the place of --now' epoch
build --site work --rev HEAD:site --out rev
same '--rev HEAD:site' rev
build --site work --rev main:site --out rev-name
same '--rev main:site' rev-name
build --site bare.git --rev HEAD:site --out bare
same '--rev HEAD:site of a bare clone' bare
mkdir plain && cp -r work/site/. plain && (cd plain && repo)
build --site plain --out plain-tree && build --site plain --rev HEAD --out plain-rev && git clone -q --bare plain plain.git && build --site plain.git --rev HEAD --out plain-bare
is '--rev HEAD, where the site is the repository' "$(tree plain-rev)" "$(tree plain-tree)"
is '--rev HEAD of its bare clone' "$(tree plain-bare)" "$(tree plain-tree)"

# ---- nothing changed: nothing is touched; one page changed: little is ----
inodes() { find "$1" -type f -printf '%P %i %T@ %C@\n' | sort; }
before=$(inodes first)
build --site work/site --out first
is 'nothing changed: inodes and times stay' "$(inodes first)" "$before"
printf '\nEt ord mere.\n' >>work/site/content/sider/side-9.md
build --site work/site --out first
is 'a page changed: it is another file' "$(diff <(cut -d' ' -f1,2 <<<"$before") <(inodes first | cut -d' ' -f1,2) | sed -n 's|^> \([^ ]*\) .*|\1|p' | grep -x sider/side-9/index.html)" sider/side-9/index.html
is '... and other pages are the same files' "$(inodes first | cut -d' ' -f1,2 | grep -xFf - <(cut -d' ' -f1,2 <<<"$before") | grep -c '^sider/side-[0-9]*/index')" 59
ok 'the site is another now' test "$(tree first)" != "$wanted"
git -C work checkout -q .
build --site work/site --out first
same 'and back again' first

# ---- kill -9 at twenty moments: how far a build is when it dies is left to chance, what may be seen then is not ----
printf '\nEt ord mere.\n' >>work/site/content/sider/side-9.md
ok 'another version, to switch to' build --site work/site --out second
new=$(tree second)
torn=0 old=0 fresh=0
for i in $(seq 20); do
  build --site work --rev HEAD:site --out live
  setsid "$VB" build --site work/site --out live --now 2026-11-22 >/dev/null 2>&1 &
  victim=$!
  # A moment by the number of the round, between none of the build's time and all of it and a little more.
  sleep "$(printf '0.%03d' $((i * i / 2)))"
  kill -9 -- "-$victim" 2>/dev/null || kill -9 "$victim" 2>/dev/null
  wait "$victim" 2>/dev/null
  now=$(tree live)
  if [ "$now" = "$wanted" ]; then old=$((old + 1)); elif [ "$now" = "$new" ]; then fresh=$((fresh + 1)); else torn=$((torn + 1)); fi
done
is "killed twenty times ($old old, $fresh new): always whole" "$torn $((old + fresh))" '0 20'
ok 'a later build works' build --site work/site --out live
is 'and gives the new site' "$(tree live)" "$new"
# What a killed build left beside the output is used or removed by a later one: it never grows.
beside() { find . -maxdepth 1 -name ".$1.*" | sed "s/$1/NAME/" | sort; }
is 'beside it lies what lies beside an output that nobody killed' "$(beside live)" "$(beside jobs-4)"
done_testing

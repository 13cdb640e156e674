#!/usr/bin/env bash
# build --at: the site as it was, the same bytes as the commit that stood then; days end at the site's own midnight.
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"

# at ISO: a commit of everything with that committer's date
at() { GIT_COMMITTER_DATE="$1" GIT_AUTHOR_DATE="$1" commit; git rev-parse HEAD; }
# at_is NAME COMMIT NOW DATE [OPTION...]: --at DATE gives what --rev COMMIT gives at NOW
at_is() {
  local name=$1 rev=$2 now=$3 date=$4
  shift 4
  rm -rf one two
  "$VB" build --no-cache --out one --at "$date" "$@" >said 2>&1 || cat said
  "$VB" build --no-cache --out two --rev "$rev" --now "$now" >said 2>&1 || cat said
  is "$name" "$(tree one)" "$(tree two)"
}
# refused NAME PATTERN OPTION...: exit 3 and these words
refused() {
  local name=$1 words=$2 rc
  shift 2
  "$VB" build --no-cache --out three "$@" >said 2>&1; rc=$?
  has "$name" "$rc $(cat said)" "^3 .*$words"
}

site .
printf 'time_zone: Europe/Copenhagen\n' >>content/_site.yaml
refused 'no repository' '\[environment\]' --at 2024-02-15
git init -q -b main . && printf 'one\ntwo\nthree\nsaid\nbare.git\nshallow\n' >.git/info/exclude
first=$(at 2024-02-01T10:00:00+0100)
printf -- '---\ntitle: Skov\nexpires: 2024-03-10\n---\n\nEn skov.\n' >content/skov.md
second=$(at 2024-03-01T23:30:00+0100)
git checkout -q -b gren
printf -- '---\ntitle: Gren\n---\n\nEn gren.\n' >content/gren.md
at 2024-03-02T00:10:00+0100 >one; rm one
git checkout -q main
printf -- '---\ntitle: Eng\n---\n\nEn eng.\n' >content/eng.md
third=$(at 2024-03-02T00:30:00+0100)
GIT_COMMITTER_DATE=2024-04-01T10:00:00+0200 git merge -q --no-edit gren
merged=$(git rev-parse HEAD)

at_is 'a day lasts until its midnight in the site'\''s zone' "$second" 2024-03-01T23:59:59+01:00 2024-03-01
at_is 'a moment, in another zone' "$third" 2024-03-01T23:30:00Z 2024-03-01T23:30:00Z
at_is 'what lay on a branch came with its merge' "$third" 2024-03-31T23:59:59+02:00 2024-03-31
at_is 'a day long after' "$merged" 2031-01-01T23:59:59+01:00 2031-01-01
at_is 'gates are judged by that moment, unless --now says another' "$second" 2024-03-11 2024-03-01 --now 2024-03-11
# shellcheck disable=SC2010
is 'so what had expired is away' "$(ls one/skov 2>&1 | grep -c 'No such')" 1
at_is 'from where --rev begins' "$first" 2024-02-29T23:59:59+01:00 2024-02-29 --rev gren
SOURCE_DATE_EPOCH=1 at_is 'the moment goes before SOURCE_DATE_EPOCH' "$first" 2024-02-02T23:59:59+01:00 2024-02-02
git clone -q --bare . bare.git
at_is 'a bare repository' "$second" 2024-03-01T23:59:59+01:00 2024-03-01 --site bare.git
echo 'ikke gemt' >>content/skov.md
at_is 'what is not committed does not count' "$merged" 2024-04-02T23:59:59+02:00 2024-04-02
git checkout -q content/skov.md

refused 'before the first commit' "there was no commit yet on 2024-01-31T23:59:59\+01:00: the first, ${first:0:10}, is of 2024-02-01T10:00:00\+01:00" --at 2024-01-31
is 'nothing is written then' "$(ls -d three 2>/dev/null)" ''
git clone -q --depth 2 "file://$TMP" shallow
refused 'a clone that does not reach so far' 'the clone lacks the history before commit .* of 2024-03-02T00:30:00\+01:00, .*git fetch --unshallow' --site shallow --at 2024-02-15
"$VB" build --at 'i går' >said 2>&1; has 'no date' "$? $(cat said)" '^2 .*--at wants a date such as 2026-03-01'

# A site in a folder of the repository, and committers' dates out of order: the newest commit whose date is not after.
mkdir under && git mv content under/content
moved=$(at 2020-05-05T10:00:00+0200)
odd=$(GIT_AUTHOR_DATE=2024-01-01T00:00:00Z git commit-tree -p "$moved" -m x "$moved^{tree}" </dev/null)
odd=$(git cat-file commit "$odd" | sed -E 's/^(committer .*>).*/\1 99999999999999999999 +0100/' | git hash-object -t commit -w --stdin --literally)
git reset -q --hard "$odd"
at_is 'a folder of the repository; the newest commit has an early date, the one after it none' "$moved:under" 2024-02-10T23:59:59+01:00 2024-02-10 --site under
at_is 'and so with its path' "$moved:under" 2024-02-10T23:59:59+01:00 2024-02-10 --rev main:under
git mv under igen && at 2025-05-01T10:00:00+0200 >said
refused 'a folder that was not there' 'there is no folder "igen" in revision "2025-01-01T23:59:59' --site igen --at 2025-01-01
refused 'before any that has a date' 'there was no commit yet on 2019-01-01' --site igen --at 2019-01-01
done_testing

#!/usr/bin/env bash
# Exit codes: 0 done, 1 the content has errors, 2 wrong usage, 3 the environment.
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"
site s

# ends NAME EXIT LAST-LINE COMMAND...: how a run ends, and its last line on stderr without the seconds
ends() {
  local name=$1 want="exit $2"$'\n'"$3" err rc
  shift 3
  err=$("$@" 2>&1 >/dev/null </dev/null); rc=$?
  is "$name" "exit $rc"$'\n'"$(tail -1 <<<"$err" | sed -E 's/, [0-9.]+ seconds$//')" "$want"
}
build() { "$VB" build --skip search --site s --out out --now 2026-11-22 "$@"; }

ends 'a good site' 0 '1 page, 8 files written, 0 unchanged, 1 warning' build
ends 'again: nothing is written' 0 '1 page, 0 files written, 8 unchanged, 1 warning' build
ends 'check of a good site' 0 '1 page checked, 1 warning' "$VB" check --site s
has 'no repository is a warning' "$(build 2>&1)" '^vidensbank: warning: there is no Git repository here, so nothing is known of its history \[no-repository\]$'
is 'nothing on standard output' "$(build 2>/dev/null)" ''
ends 'content with errors' 1 '1 error, 1 warning; nothing was changed' bash -c 'cp -r s bad; printf "\xe5" >bad/content/a.md; exec "$VB" build --site bad --out out'
ends 'check of content with errors' 1 '1 error, 1 warning; see above' "$VB" check --site bad

# ---- usage: 2, with how it is used ----
usage='usage: vidensbank build [--site DIR] [--out DIR] [--rev REV[:PATH]] [options]'
ends 'an unknown option' 2 "$usage" build --drfats
ends 'an option without its value' 2 "$usage" build --rev
ends 'a word too many' 2 "$usage" build content
ends 'jobs that are no number' 2 "$usage" build --jobs mange
ends 'more jobs than anyone has' 2 "$usage" build --jobs 257
ends 'a moment that is no date' 2 "$usage" build --now i-morgen
ends 'a phase that nobody skips' 2 "$usage" build --skip writing
is 'the option is named' "$(build --drfats 2>&1 | head -1)" 'vidensbank build: error: unknown option --drfats'
is 'and what its value should be' "$(build --jobs mange 2>&1 | head -1)" 'vidensbank build: error: --jobs wants a number from 0 to 256, found "mange"'
ends 'no such command' 2 'vidensbank: error: there is no command "biuld"; did you mean "build"?; vidensbank help lists them' "$VB" biuld
ends 'check writes nothing, so it has no --out' 2 'usage: vidensbank check [--site DIR] [--rev REV[:PATH]] [--format text|json|sarif] [--changed REV] [--strict]' "$VB" check --out out
ok 'no command at all is wrong usage' bash -c '"$VB" >/dev/null 2>&1; [ $? = 2 ]'
ok 'help is none' "$VB" help
ok 'nor is --help' "$VB" build --help

# ---- the environment: 3, and the old site stands ----
before=$(tree out)
ends 'no such site' 3 '1 error, 0 warnings; nothing was changed' "$VB" build --site findes-ikke --out out
ends '--rev without a repository' 3 '1 error, 0 warnings; nothing was changed' build --rev HEAD
mkdir fremmed; echo mit >fremmed/brev.txt
ends 'an output that somebody else made' 3 '1 error, 1 warning; nothing was changed' build --out fremmed
is 'it is left alone' "$(cat fremmed/brev.txt; ls -A fremmed)" 'mit
brev.txt'
ends 'an output within the content' 3 '1 error, 1 warning; nothing was changed' build --out s/content/ud
ends 'an output that is the site' 3 '1 error, 1 warning; nothing was changed' build --out s
ok 'nothing of it was made' test ! -e s/content/ud
cp -r s g; (cd g && repo)
ends 'no such revision' 3 '1 error, 0 warnings; nothing was changed' "$VB" build --site g --rev findes-ikke --out out
ends 'no such folder in it' 3 '1 error, 0 warnings; nothing was changed' "$VB" build --site g --rev HEAD:findes-ikke --out out
is 'the old output stands after all this' "$(tree out)" "$before"

# ---- check: as JSON on standard output, for machines ----
is 'check --format json' "$("$VB" check --site bad --format json | python3 -c '
import json, sys
for d in json.load(sys.stdin):
    print("{path}:{line}:{column} {level} {code}".format(**d))' 2>&1)" ':0:0 warning no-repository
content/a.md:1:1 error not-utf8'
is 'a good site in JSON' "$("$VB" check --site g --format json)" $'[\n]'
done_testing

# lib.sh - helpers for *.test.sh: source "$ROOT/tests/lib.sh" first. Speaks TAP.
# shellcheck shell=bash
set -u
export GIT_AUTHOR_NAME="Ane Hansen" GIT_AUTHOR_EMAIL="ane@kommune.example" GIT_COMMITTER_NAME="Ane Hansen" GIT_COMMITTER_EMAIL="ane@kommune.example"
export GIT_AUTHOR_DATE="2026-01-05T10:00:00+0100" GIT_COMMITTER_DATE="2026-01-05T10:00:00+0100"
_n=0 _bad=0
cd "$TMP" || exit 1

pass() { _n=$((_n + 1)); printf 'ok %d - %s\n' "$_n" "$1"; }
fail() { _n=$((_n + 1)); _bad=$((_bad + 1)); printf 'not ok %d - %s\n' "$_n" "$1"; shift; [ $# = 0 ] || printf '%s\n' "$@" | sed 's/^/#   /' | head -40; }
# ok NAME COMMAND...: passes when the command does
ok() { local name=$1; shift; if "$@" >"$TMP/.out" 2>&1; then pass "$name"; else fail "$name" "exit $? from: $*" "$(cat "$TMP/.out")"; fi; }
# is NAME GOT WANTED
is() { if [ "$2" = "$3" ]; then pass "$1"; else fail "$1" "got:" "$2" "wanted:" "$3"; fi; }
# has NAME TEXT PATTERN (extended regular expression)
has() { if grep -qE -- "$3" <<<"$2"; then pass "$1"; else fail "$1" "nothing like: $3" "in:" "$2"; fi; }
hasnt() { if grep -qE -- "$3" <<<"$2"; then fail "$1" "found: $3" "in:" "$(grep -E -- "$3" <<<"$2" | head -5)"; else pass "$1"; fi; }
# page PATH < bytes: writes a file, folders and all
page() { mkdir -p "$(dirname "$1")"; cat >"$1"; }
# site DIR: a small good site
site() {
  printf 'title: Prøve\nbase_url: https://viden.kommune.example/\n' | page "$1/content/_site.yaml"
  printf -- '---\ntitle: Forside\n---\n\nVelkommen.\n' | page "$1/content/index.md"
}
# tree DIR: one line per file with its hash, for comparing whole trees
tree() { (cd "$1" && find . -type f -print0 | LC_ALL=C sort -z | xargs -0r sha256sum); }
commit() { git add -A && git commit -qm "${1:-ændring}" --allow-empty; }
repo() { git init -q -b main . && commit start; }
done_testing() { printf '1..%d\n' "$_n"; [ "$_bad" = 0 ]; exit; }

# case.sh FILE.cases - runs the cases of one family. In such a file:
#   begin NAME WANT MESSAGE CHECK...   a small good site lies in the current folder, content/ and all; what follows spoils it
#     WANT     0      built                    w      built, with a warning like MESSAGE
#              1      refused as content       3      refused as environment, either with an error like MESSAGE
#              any    built or refused
#     MESSAGE  extended regular expression that some line of stderr has, or -
#     CHECK    what judge.py checks beside what it always does (see there)
#   how WORD         how it is built (judge.py: HOW); argument ...: options in place of --site site --out out
# The site's folder is ./content (the working folder is the site), the output ../out.
# shellcheck shell=bash
set -u
export GIT_AUTHOR_NAME="Ane Hansen" GIT_AUTHOR_EMAIL="ane@kommune.example" GIT_COMMITTER_NAME="Ane Hansen" GIT_COMMITTER_EMAIL="ane@kommune.example"
export GIT_AUTHOR_DATE="2026-01-05T10:00:00+0100" GIT_COMMITTER_DATE="2026-01-05T10:00:00+0100"

work=$TMP/$(basename "$1").d
name=""

finish() { # judges the case that was begun
  [ -n "$name" ] || return 0
  cd "$work" || exit 1
  python3 -IS "$ROOT/tests/hostile/judge.py" "$name" "$want" "$message" "$how" "${checks[@]+"${checks[@]}"}" -- "${arguments[@]}"
  name=""
}
begin() {
  finish
  name=$1 want=$2 message=$3 how=once
  shift 3
  checks=("$@") arguments=(--site site --out out)
  [[ $name =~ $ONLY ]] || name=""
  chmod -R u+rwX "$work" 2>/dev/null
  rm -rf "$work"
  mkdir -p "$work/site/content/filer" && cd "$work/site" || exit 1
  printf 'title: Vidensbank\nbase_url: https://viden.kommune.example/\nlanguage: da\n' >content/_site.yaml
  printf -- '---\ntitle: Forside\n---\n\nVelkommen.\n' >content/index.md
  printf -- '---\ntitle: Ferie\n---\n\nKANARIE-OK Regler for ferie.\n' >content/ok.md
}
how() { how=$1; }
argument() { arguments=("$@"); }

# ---- pages ----
raw() { mkdir -p "$(dirname "content/$1")" && cat >"content/$1"; } # raw PATH < the whole file
page() { # page PATH FRONT-MATTER < body; without standard input of its own a plain body
  mkdir -p "$(dirname "content/$1")"
  { printf -- '---\n%b\n---\n\n' "$2"; cat; } >"content/$1"
}
text() { printf 'Brødtekst.\n'; }
plain() { text | page "$@"; }
long() { perl -e "$1" | page bad.md 'title: A'; } # long PERL: a page with what it prints
picture() { printf '\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0\x3a\x7e\x9b\x55\0\0\0\x0aIDAT\x78\x9c\x63\x60\0\0\0\x02\0\x01\x48\xaf\xa4\x71\0\0\0\0IEND\xae\x42\x60\x82'; }

# ---- Git ----
g() { git -c core.fsync=none -c init.defaultBranch=main -c core.autocrlf=false -c gc.auto=0 -c protocol.file.allow=always -c advice.detachedHead=false "$@"; }
commit() { g add -A && g commit -qm "${1:-ændring}" --allow-empty; }
repo() { g init -q . && commit start; }
object() { g hash-object -t "$1" -w --literally --stdin; } # object TYPE < bytes: any object, right or wrong
loose() { printf '.git/objects/%s/%s' "${1:0:2}" "${1:2}"; } # where an object lies

. "$1"
finish
cd "$TMP" && rm -rf "$work"

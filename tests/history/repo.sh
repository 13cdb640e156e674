# Repositories made by hand, and what dump says of them: sourced by the tests here, after tests/lib.sh.
# shellcheck shell=bash
h() { "$BUILD/drivers/dump" history "$@" 2>"$TMP/err"; }
err() { cat "$TMP/err"; }
fresh() { cd "$TMP" && rm -rf r && mkdir r && cd r && git init -q -b main .; }
# at SECONDS SUBJECT: commits all with both dates there
at() { git add -A && GIT_AUTHOR_DATE="@$1 +0100" GIT_COMMITTER_DATE="@$1 +0100" git commit -qm "$2" --allow-empty; git rev-parse HEAD; }
# raw: a commit object from standard input, as it is
raw() { git hash-object -t commit -w --stdin --literally; }
words() { seq -f "$1 linje nummer %g om noget" 1 "${2:-20}"; }
# record PATH: its lines from what h printed last into out
record() { awk -v p="page $1" '$0==p || index($0, p " incomplete")==1 {on=1; print; next} /^page /{on=0} on' "$TMP/out"; }
field() { record "$1" | sed -n "s/^$2 //p"; }
run() { h "$@" >"$TMP/out"; }

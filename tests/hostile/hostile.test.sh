#!/usr/bin/env bash
# Bad input, one case after the other: what is built from it, what is refused, and that nothing else ever happens.
#   *.cases    what is committed and what must come of it, by family; case.sh says in which words
#   judge.py   builds, and looks at everything that came of it
# Two families run at a time. One family or some cases: hostile.test.sh [FAMILY [NAME-PATTERN]]
if [ -z "${ROOT:-}" ]; then # called by hand, not by tests/run
  ROOT=$(cd "$(dirname "$0")/../.." && pwd); BUILD=${BUILD:-$ROOT/build}; VB=$BUILD/vidensbank
  TMP=$(mktemp -d); XDG_CACHE_HOME=$TMP/cache; export ROOT BUILD VB TMP XDG_CACHE_HOME
  OWN=$TMP
  trap 'rm -rf "$OWN"' EXIT
fi
here=$ROOT/tests/hostile
export ONLY=${2:-.} LC_ALL=C.UTF-8 TZ=UTC PYTHONDONTWRITEBYTECODE=1
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null GIT_CONFIG_NOSYSTEM=1
unset SOURCE_DATE_EPOCH

# In memory where that is to be had: a build waits until its data is on disk, and there are some seven hundred builds here.
if [ -w /dev/shm ] && [ "$(df -Pk /dev/shm | awk 'END{ print $4 }')" -gt 1000000 ]; then
  TMP=$(mktemp -d -p /dev/shm); export TMP
  trap 'chmod -R u+rwX "$TMP"; rm -rf "$TMP" "${OWN:-}"' EXIT
fi

family() { bash "$here/case.sh" "$1" >"$TMP/$(basename "$1").tap" 2>&1 || echo "not ok - $(basename "$1") ran to its end" >>"$TMP/$(basename "$1").tap"; }
for cases in "$here"/${1:-*}.cases; do
  family "$cases" &
  while [ "$(jobs -rp | wc -l)" -ge 2 ]; do wait -n; done
done
wait
cat "$TMP"/*.tap | awk '/^(not )?ok /{ n++; sub(/ok /, "ok " n " ") } { print } /^not ok/{ bad++ } END{ print "1.." n + 0; exit bad > 0 || !n }'

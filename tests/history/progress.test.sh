#!/usr/bin/env bash
# A long history tells on a terminal how far it is, and takes the line away again; elsewhere nobody is told.
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"
vb="$BUILD/vidensbank"
export TERM=xterm LC_ALL=C.UTF-8
# A clock that makes a second of each millisecond: what is short is long.
cat >fast.c <<'C'
#define _GNU_SOURCE
#include <dlfcn.h>
#include <time.h>
int clock_gettime(clockid_t clock, struct timespec *t)
{
    int (*real)(clockid_t, struct timespec *) = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
    int rc = real(clock, t);
    if (clock == CLOCK_MONOTONIC) {
        t->tv_sec += t->tv_nsec / 1000000;
        t->tv_nsec = 0;
    }
    return rc;
}
C
"${CC:-cc}" -shared -fPIC -o fast.so fast.c -ldl || exit 1
python3 "$ROOT/tests/history/generate.py" r 200 600 5 0; cd r || exit 1; git reset -q --hard main; site .; commit sidst
build() { script -qec "LD_PRELOAD='$TMP/fast.so' $vb build --no-cache --out '$TMP/o' ${1:-}" /dev/null </dev/null; }
[[ $BUILD == *asan* ]] && { pass "not with a sanitizer: it comes first of all libraries"; done_testing; }

build >"$TMP/said"
is "how far the reading of the commits is" "$(grep -o 'reading the history: [0-9]* / 60[12]' "$TMP/said" | head -1)" "reading the history: 64 / $(git rev-list --count HEAD)"
script -qec "LD_PRELOAD='$TMP/fast.so' $BUILD/drivers/dump history . HEAD >/dev/null" /dev/null </dev/null >"$TMP/lines"
has "... and that of the lines" "$(cat "$TMP/lines")" 'finding out who wrote what: [0-9]+ / [0-9]+'
is "the line is taken away before anything else is said" "$(tr '\r' '\n' <"$TMP/said" | grep -A1 -E ' / [0-9]+' | tail -1 | od -An -c | tr -d ' ' | head -c 5)" '033[K'
TERM=dumb build >"$TMP/said"; hasnt "a terminal that cannot take a line away is told nothing" "$(cat "$TMP/said")" 'reading the history'
(unset TERM; build) >"$TMP/said"; hasnt "... nor one that does not say what it is" "$(cat "$TMP/said")" 'reading the history'
build "2>'$TMP/err'" >/dev/null; hasnt "a file is told nothing" "$(cat "$TMP/err")" 'reading the history'
LD_PRELOAD="$TMP/fast.so" "$vb" build --no-cache --out "$TMP/o" 2>&1 | cat >"$TMP/err"; hasnt "... nor is a pipe" "$(cat "$TMP/err")" 'reading the history'
build "--skip history" >"$TMP/said"; hasnt "nothing is told of what is not done" "$(cat "$TMP/said")" 'reading the history'
done_testing

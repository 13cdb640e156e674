#!/usr/bin/env bash
# The program under valgrind's memcheck, in one process: the project's own site, a plain folder, faulty pages, and the unit tests that
# are quick enough (with TORTURE=1 all of them but two: valgrind itself needs the calls that confined workers may not make). Any invalid access, use of what was never set, or block that is lost fails.
. "$ROOT/tests/lib.sh"

if [[ $BUILD == *asan* ]] || ! command -v valgrind >/dev/null; then
  pass "valgrind # SKIP sanitizers and valgrind do not mix, or it is not installed"
  done_testing
fi

# clean NAME COMMAND...: memcheck has nothing to say (its notes on system calls that it does not know aside)
clean() {
  local name=$1; shift
  valgrind -q --error-exitcode=99 --leak-check=full --show-leak-kinds=definite --errors-for-leak-kinds=definite \
    --log-file="$TMP/log" "$@" >"$TMP/out" 2>&1
  local rc=$?
  if [ $rc = 99 ]; then fail "$name" "$(grep -vE 'unhandled|write your own|README_MISSING|consider this a bug|bug_reports' "$TMP/log" | head -40)"; else pass "$name"; fi
}

clean "the project's own site" "$VB" build --site "$ROOT" --out "$TMP/own" --jobs 0
mkdir -p plain && printf '# Hej\n\n[a](b.md) <b>x</b> http://a.example/ | x |\n\n- [ ] y\n\n[^1]\n\n[^1]: note\n' >plain/README.md
clean "a plain folder" "$VB" build --site plain --out "$TMP/plain-out" --jobs 0
site bad
printf -- '---\ntitle: A: b\n---\n' | page bad/content/colon.md
printf -- '---\ntitle: A\ndarft: true\ntags: [x, x]\n---\n\n[x](y.md) ![](z.png)\n' | page bad/content/keys.md
printf -- '---\ntitle: A\n\x80---\n' | page bad/content/bytes.md
clean "faulty pages" "$VB" check --site bad --jobs 0
clean "a template" "$VB" template "$ROOT/layouts/base.mustache" "$ROOT/content/_site.yaml"
units=(layout yaml front markdown doc_pack types settings outputs manifest)
[ -z "${TORTURE:-}" ] || mapfile -t units < <(cd "$BUILD/tests" && ls --ignore='*.d' --ignore=confine --ignore=work)
for t in "${units[@]}"; do
  clean "unit tests of $t" "$BUILD/tests/$t"
done
done_testing

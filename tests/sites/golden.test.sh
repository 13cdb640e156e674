#!/usr/bin/env bash
# Golden sites: tests/sites/NAME is built, and the whole tree compared byte for byte with NAME/want.
#   args        words after `build` (default: none); cwd is a copy of NAME
#   history.sh  makes the copy a repository, with fixed dates
#   messages    what comes on stderr (the seconds left out)
# The search has tests of its own (tests/search): its files would say again, packed, what the pages say.
# BLESS=1 writes want/ and messages anew: look at `git diff` before you commit.
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"

built() { # built NAME: copies, builds into $TMP/out-NAME, stderr into $TMP/NAME.messages
  local name=$1 from="$ROOT/tests/sites/$1" args=()
  mkdir "$TMP/$name"
  (cd "$from" && tar cf - --exclude=./want --exclude=./messages --exclude=./args .) | tar xf - -C "$TMP/$name"
  [ ! -e "$from/args" ] || read -ra args <"$from/args"
  (
    cd "$TMP/$name" || exit 1
    if [ -e history.sh ]; then bash -eu history.sh || exit; fi
    "$VB" build "${args[@]}" --skip search --out "$TMP/out-$name" --now 2026-11-22 2>"$TMP/$name.raw"
  )
  local rc=$?
  sed -E 's/, [0-9.]+ (seconds|sekunder)$//' "$TMP/$name.raw" >"$TMP/$name.messages"
  return $rc
}

for dir in "$ROOT"/tests/sites/*/; do
  name=$(basename "$dir")
  built "$name"
  is "$name: is built" $? 0
  if [ -n "${BLESS:-}" ]; then
    rm -rf "$dir/want"
    cp -r "$TMP/out-$name" "$dir/want"
    cp "$TMP/$name.messages" "$dir/messages"
  fi
  if diff -r -u "$dir/want" "$TMP/out-$name" >"$TMP/diff"; then pass "$name: the tree is as wanted"; else fail "$name: the tree is as wanted" "$(cat "$TMP/diff")"; fi
  is "$name: and so are the messages" "$(cat "$TMP/$name.messages")" "$(cat "$dir/messages")"
  for word in HEMMELIG 'Hemmelig kladde' 'Aldrig med'; do # what some of the sites hold and never show
    is "$name: nothing hidden comes through ($word)" "$(grep -rlF "$word" "$TMP/out-$name")" ''
  done
done
done_testing

#!/usr/bin/env bash
# `init`: a site to begin with, in two languages, without a warning.
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"
for l in da en; do
  "$VB" init "$l" --language "$l" >"$l.out" 2>err; is "$l: made" "$?" 0
  is "$l: each file is named" "$(cut -d/ -f2- "$l.out" | LC_ALL=C sort)" "$(cd "$l" && find . -path ./.git -prune -o -type f -printf '%P\n' | LC_ALL=C sort)"
  (cd "$l" && "$VB" build --strict) 2>err; is "$l: builds without a warning" "$? $(grep -c ': warning:' err)" '0 0'
  has "$l: in its language" "$(cat "$l/public/index.html")" "<html lang=\"$l\">"
  is "$l: the repository is clean, what is built is ignored" "$(git -C "$l" status --short; git -C "$l" log --format=%an)" 'vidensbank'
  is "$l: the hook is there and runs" "$(git -C "$l" config core.hooksPath; [ -x "$l/hooks/pre-commit" ] && echo x)" 'hooks
x'
  was=$(tree "$l"); "$VB" init "$l" --language "$l" 2>err; is "$l: a second time is refused" "$?" 2
  is "$l: and nothing is overwritten" "$(tree "$l")" "$was"
done
# The hook lets nothing through that does not hold.
mkdir bin; ln -s "$VB" bin/vidensbank
(cd da && printf -- '---\ntitle: A\nenhde: x\n---\n' >content/a.md && git add -A && ! PATH="$TMP/bin:$PATH" git commit -qm x) 2>err
is 'a commit with a fault is stopped' "$? $(git -C da log --oneline | wc -l)" '0 1'
has 'with the line' "$(cat err)" '^content/a.md:3:1: error: '
type=$(cd da && rm content/a.md && "$VB" new vejledning 'Ny ting' --field enhed=redaktionen 2>/dev/null)
is 'the first page that the guide tells of' "$type" content/vejledninger/ny-ting.md
ok 'passes' "$VB" check --site da

mkdir taget; echo mit >taget/README.md
"$VB" init taget --language da 2>err; is 'one file in the way: nothing is written' "$? $(ls -A taget) $(cat taget/README.md)" '2 README.md mit'
has 'it is named' "$(cat err)" 'README.md'
mkdir inde; (cd inde && git init -q . && "$VB" init ny --language en >/dev/null 2>&1; ls -A ny | head -1)
ok 'within a repository none of its own is made' test ! -e inde/ny/.git
"$VB" init a --language fr 2>err; is 'an unknown language' "$?" 2
"$VB" init 2>err; is 'no folder' "$?" 2
touch fil; "$VB" init fil/ny --language da >/dev/null 2>err; is 'a folder that cannot be' "$?" 3
done_testing

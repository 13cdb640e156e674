#!/usr/bin/env bash
# What is remembered between builds gives what is read anew: over random histories, commit by commit, whatever happened in between.
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"
here="$ROOT/tests/history"
# shellcheck source=tests/history/repo.sh
source "$here/repo.sh"
export LINES=1
# same REPO REV: what differs between a history read with the memo and one without
same() {
  TELL=1 CACHE="$TMP/memo" h "$@" >"$TMP/with" || echo "exit $?"
  cp "$TMP/err" "$TMP/err.with"
  h "$@" >"$TMP/without"
  diff "$TMP/without" "$TMP/with" | head -5
  grep -x onward "$TMP/err.with" >"$TMP/told"
  diff "$TMP/err" <(grep -vx onward "$TMP/err.with") | head -5
}
kept() { cat "$TMP"/memo/* 2>/dev/null | cksum; }

for seed in 4 5; do
  rm -rf "$TMP/g" "$TMP/memo"
  python3 "$here/generate.py" "$TMP/g" 50 300 "$seed"
  is "tangled history $seed, commit by commit, with a memo and without" \
    "$(for rev in $(git -C "$TMP/g" rev-list --reverse --date-order main | awk 'NR % 23 == 0') main; do same "$TMP/g" "$rev"; done)" ""
  before=$(kept)
  is "... and once more" "$(same "$TMP/g" main)" ""
  is "... when nothing is new nothing is written" "$(kept)" "$before"
  is "... back to an older commit" "$(same "$TMP/g" main~3)" ""
done
folder=$(git -C "$TMP/g" ls-tree -rd --name-only main | grep -v / | head -1)
is "a folder of it, from the same memo" "$(same "$TMP/g" "main:$folder"; same "$TMP/g" "main:$folder")" ""
IGNORE='*a*' is "other commits ignored" "$(same "$TMP/g" main)" ""
has "the mailmap is no part of what is kept" "$(cp -r "$TMP/g" "$TMP/m"; cd "$TMP/m" && git checkout -q main && echo 'Ny Navn <ane@friis.example>' >.mailmap && git add -A && git commit -qm navne && same . HEAD; cat "$TMP/with")" 'person .* Ny Navn'
git clone -q --bare --depth 20 "file://$TMP/g" "$TMP/s"
is "a shallow clone knows no more than it holds, whatever is remembered" "$(same "$TMP/s" main)" ""

# From a known history onward: what lies between is read alone where that gives the same, and only there.
for seed in 1 2; do
  rm -rf "$TMP/o" "$TMP/memo"
  python3 "$here/generate.py" "$TMP/o" 30 120 "$seed"
  python3 "$here/onward.py" "$TMP/o" 70 "$seed" >"$TMP/steps"
  same "$TMP/o" "$(head -1 "$TMP/steps" | cut -d' ' -f1)~1" >"$TMP/first"
  while read -r rev kind; do
    out=$(same "$TMP/o" "$rev"); [ -z "$out" ] || echo "$rev $kind: $out"
    [ "$kind" = plain ] && grep -c onward "$TMP/told" >>"$TMP/onward"
  done <"$TMP/steps" >"$TMP/differs"
  is "seventy commits of every kind $seed" "$(wc -l <"$TMP/steps")" 70
  is "commits of every kind onward from a known history $seed" "$(cat "$TMP/differs")" ''
done
ok "... of the plain ones most from what lies between alone" awk '{n += $1} END {exit !(n > NR / 2)}' "$TMP/onward"
rm -rf "$TMP/memo"; same "$TMP/o" main~9 >/dev/null
is "... several at once" "$(same "$TMP/o" main~6; same "$TMP/o" main)" ''
git init -q "$TMP/l" -b main && cd "$TMP/l" && words a 9 >a.md && at 1000 et >/dev/null && words b 9 >>a.md && at 2000 to >/dev/null && git mv a.md b.md && words c 2 >>b.md && at 3000 tre >/dev/null
for gone in HEAD~1:a.md HEAD~2:a.md; do
  blob=.git/objects/$(git rev-parse $gone | sed 's|..|&/|'); rm -rf "$TMP/memo"
  mv "$blob" "$TMP/blob"; same . HEAD >/dev/null; mv "$TMP/blob" "$blob"
  is "... nor from one that lacked $gone" "$(same . HEAD)" ''
done
cd "$TMP" || exit 1
IGNORE='Ny*' is "... not with other commits ignored" "$(same "$TMP/o" main)" ''

# A history that was written anew: one commit in the middle taken out.
fresh; for i in $(seq 12); do words "$i" "$i" >>a.md; at $((100000 + i)) "nr $i" >/dev/null; done
rm -rf "$TMP/memo"; same . HEAD >"$TMP/first"
git rebase -q --onto HEAD~7 HEAD~6 main -X theirs >/dev/null 2>&1 || git -c core.editor=true rebase --skip >/dev/null 2>&1
is "a rewritten history" "$(cat "$TMP/first"; same . HEAD)" ""

# Damage anywhere in the file.
rm -rf "$TMP/memo"; same "$TMP/g" main >"$TMP/first"; rm -rf "$TMP/good"; cp -r "$TMP/memo" "$TMP/good"
is "damaged memos change nothing" "$(for i in $(seq 12); do
  python3 - "$TMP/good" "$TMP/memo" "$i" <<'P'
import os, random, sys
r = random.Random(int(sys.argv[3]))
for name in sorted(os.listdir(sys.argv[1])):
    b = bytearray(open(f"{sys.argv[1]}/{name}", "rb").read())
    for _ in range(r.choice((1, 100, 3000))):
        b[r.randrange(len(b))] = r.randrange(256)
    open(f"{sys.argv[2]}/{name}", "wb").write(b[:r.randrange(len(b))] if r.random() < 0.3 else b)
P
  same "$TMP/g" main
done)" ""

# In a build.
cd "$TMP" && rm -rf b && mkdir b && cd b && site . && git init -q -b main .
for i in 1 2 3; do printf -- '---\ntitle: Side\n---\n\n## Et\n\nTekst %s.\n' $i >content/s.md; commit "nr $i"; done
"$VB" build --out one --cache "$TMP/c" --now 2026-02-01 2>"$TMP/log"; "$VB" build --out two --cache "$TMP/c" --now 2026-02-01 2>>"$TMP/log"; "$VB" build --out none --no-cache --now 2026-02-01 2>>"$TMP/log"
is "builds with a cache and without are the same" "$(tree one | cmp - <(tree two); tree one | cmp - <(tree none))" ""
find "$TMP/c" -type f -exec sh -c 'printf rod >"$1"' _ {} \;
"$VB" build --out bad --cache "$TMP/c" --now 2026-02-01 2>>"$TMP/log"
is "... so with a cache of nonsense" "$(tree one | cmp - <(tree bad))" ""
done_testing

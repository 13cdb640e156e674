#!/usr/bin/env bash
# Objects, one by one, as `git cat-file` has them: however the repository keeps them.
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"
dump="$BUILD/drivers/dump"
site() { mkdir -p "$1/content"; printf 'title: Prøve\nbase_url: https://x.example/\nlanguage: da\n' >"$1/content/_site.yaml"; printf -- '---\ntitle: En\n---\n\nTekst.\n' >"$1/content/index.md"; }
# same NAME REPO: every object that Git knows there, byte by byte, in another order than they lie
same() {
  git -C "$2" cat-file --batch-all-objects --batch-check='%(objectname)' | sort -k1.5 >"$TMP/ids"
  git -C "$2" cat-file --batch <"$TMP/ids" >"$TMP/git"
  "$dump" objects "$2" <"$TMP/ids" >"$TMP/ours"
  is "$1: $(($(wc -l <"$TMP/ids") / 10 * 10))+ objects" "$(cmp "$TMP/git" "$TMP/ours" 2>&1)" ""
}
packs() { find "$1/.git/objects/pack" -name '*.pack' | wc -l; }
more() { for i in $(seq "$1"); do seq "$RANDOM" | head -300 >"f$((i % 4)).md"; commit "$i"; done; }

# ---- loose, one pack, several ----
RANDOM=7; mkdir r; cd r || exit 1; git init -q -b main .; site .; : >tom; git commit -q --allow-empty -m tom; commit en; git tag -a -m mærke v1; more 8
same "loose" .
git -c core.looseCompression=0 repack -dq; more 8; git -c core.compression=0 -c pack.compression=0 repack -dq; more 8; git repack -dq; more 4
is "three packs and loose ones" "$(packs .)" 3
same "several packs, deflated and not, and loose ones" .
git multi-pack-index write 2>/dev/null; same "an index over them" .
git clone -q --shared . ../s && cd ../s && more 4 && git clone -q --shared . ../s2 && cd ../s2 && more 4
same "borrowed from one that borrows" .

# ---- deltas ----
cd ../r || exit 1; git -c repack.useDeltaBaseOffset=false repack -adfq; same "bases named by their ids" .
RANDOM=7; seq 1000 9999 | head -400 >lang.md; for i in $(seq 300); do sed -i "${i}s/.*/ændret $RANDOM$RANDOM$RANDOM/" lang.md; git add lang.md; git commit -qm "$i"; done
git -c pack.threads=1 repack -adfq --depth=4000 --window=20
deep=$(git verify-pack -v .git/objects/pack/*.idx | awk '$6 > most && $2 ~ /^(blob|tree)$/ {most = $6} END {print most}')
is "deltas stand more than fifty deep" "$([ "$deep" -gt 50 ] && echo yes || echo "$deep")" yes
same "deltas on deltas" .
git init -q --bare ../t; git -C ../t config receive.unpackLimit 1; git push -q ../t main~20:refs/heads/main; git push -q --thin ../t main
same "thin packs that were filled up" ../t

# ---- odd indexes and large ones ----
pack=$(echo .git/objects/pack/*.pack); chmod u+w .git/objects/pack/*; git index-pack --index-version=2,0x40 -o "${pack%.pack}.idx" "$pack" >/dev/null
same "offsets past four gigabytes, as an index tells them" .
head -c 3000000 /dev/zero >stor; head -c 2000000 /dev/urandom >vild; commit store; cp stor stor2; echo x >>stor2; commit mere
same "large ones, loose" .; git -c core.bigFileThreshold=1m repack -adq; same "... and packed whole" .; git -c core.bigFileThreshold=1g repack -adfq; same "... and as deltas" .
git index-pack --index-version=1 -o "$TMP/v1.idx" .git/objects/pack/*.pack >/dev/null; cp -r . ../v1; idx=$(echo ../v1/.git/objects/pack/*.idx); cp -f "$TMP/v1.idx" "$idx"; rm -f "${idx%.idx}.rev"
is "an index of version 1 is passed over" "$(git rev-parse HEAD | "$dump" objects ../v1)" "$(git rev-parse HEAD) missing"

# ---- where the repository lies ----
vb() { "$BUILD/vidensbank" "$@" --no-cache 2>&1; }
git worktree add -q ../gren -b gren; cd ../gren || exit 1; echo mere >>content/index.md; commit "på grenen"; same "a linked working tree" .
vb build --out "$TMP/o1" >"$TMP/said"; is "... is built" "$? $(grep -c warning "$TMP/said")" "0 0"
has "... with its own branch's history" "$("$BUILD/vidensbank" history content/index.md --json)" "$(git rev-parse HEAD)"
is "... and shows in the working tree alone" "$("$BUILD/vidensbank" history --site ../r content/index.md --json | grep -c "$(git rev-parse HEAD)")" 0
git init -q -b main --separate-git-dir "$TMP/andetsteds" "$TMP/sep"; site "$TMP/sep"; cd "$TMP/sep" || exit 1; commit et; same "a repository that lies elsewhere" .

# ---- names by SHA-256 ----
git init -q -b main --object-format=sha256 "$TMP/sha"; site "$TMP/sha"; cd "$TMP/sha" || exit 1; commit et
vb build --out "$TMP/o2" >"$TMP/said"; is "SHA-256: the working tree is built" "$? $(find "$TMP/o2" -name index.html | head -1 | wc -l)" "0 1"
has "... without a history, and it is said why" "$(cat "$TMP/said")" 'SHA-256.*\[no-repository\]'
vb build --rev HEAD --out "$TMP/o3" >"$TMP/said"; has "... a revision of it is not, and it is said why" "$? $(cat "$TMP/said")" '^3 .*SHA-256.*\[environment\]'
done_testing

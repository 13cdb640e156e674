#!/usr/bin/env bash
# Builds that the machine fails: an allocation, a call of the file system, kill -9, no room, no descriptors, many builds at once. The old site
# stands or the new one does, byte for byte, and the next build puts all right (sweep.py says what is looked at).
# A short form of each, the same faults every time; with TORTURE=1 all that `make torture` is to do.
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"
tools=$BUILD/fault
[[ $BUILD == *asan* ]] && { pass 'faults # SKIP a sanitizer has an allocator of its own'; done_testing; }
[ -x "$tools/calls" ] || { fail 'the tools are built' "$tools"; done_testing; }

# sweep KIND SHORT LONG: about so many faults
sweep() {
  local most=$2 said; [ "${TORTURE:-}" ] && most=$3
  if said=$(python3 "$ROOT/tests/fault/sweep.py" "$1" "$VB" "$tools" "$TMP/sweep" "$most" "$(nproc)" 2>&1); then
    pass "$(tail -1 <<<"$said")"
    [ -z "${TORTURE:-}" ] || tail -1 <<<"$said" >&2
  else
    fail "$1" "$said"
  fi
}
"$tools/calls" report list -- true 2>/dev/null
case $? in
  0) sweep calls 48 8000; sweep kill 24 1500 ;;
  77) pass 'calls # SKIP the tracer knows x86-64 alone' ;;
  *) pass 'calls # SKIP nothing may be traced here' ;;
esac
sweep alloc 48 0
sweep room 16 0

# ---- the data is on disk before the switch, which is one call, and nothing is written between ----
switch() { strace -f -qq -o switched -e trace=write,pwrite64,copy_file_range,linkat,openat2,unlinkat,syncfs,renameat,renameat2,symlinkat "$VB" build --site disk --out disk-out --no-cache 2>/dev/null
  sed -nE '/ syncfs\(/,/ renameat.*"disk-out"/{ s/^[0-9]+ +//; s/\(.*(RENAME_[A-Z]+).*/ \1/; s/\(.*//; p }' switched | xargs; }
if strace -f true 2>/dev/null; then
  site disk
  # Two empty folders tell whether folders can be exchanged here.
  is 'the first site is on disk before it is in force' "$(switch)" 'syncfs renameat2 RENAME_EXCHANGE unlinkat unlinkat renameat'
  echo mere >>disk/content/index.md
  is '... and each after it' "$(switch)" 'syncfs renameat2 RENAME_EXCHANGE'
else
  pass 'on disk before the switch # SKIP strace cannot be used here'
fi

# ---- an earlier version that there is no memory or time for, alone neither: a site without it does not replace one with it ----
site before && cd before && git init -q -b main
{ printf -- '---\ntitle: Liste\ntags:\n'; printf -- '- emne-%d\n' $(seq 300); printf -- '---\n\n'; printf -- '- *ord*\n%.0s' $(seq 2000); } | page content/liste.md && commit
printf -- '---\ntitle: Liste\n---\n\nKort.\n' >content/liste.md && commit && cd ..
short_of() { head -c 512 /dev/zero >counts; LD_PRELOAD=$tools/alloc.so FAULT_COUNTS=counts FAULT_ALLOC="each 500 $1" "$VB" build --site before --out history "${@:2}"; }
for lack in 'on memory' 'hang time'; do
  said=$(short_of "${lack% *}" 2>&1); code=$?
  is "an earlier version whose worker has no ${lack#* }: the build fails" "$code" 1
  has '... and says so' "$said" "earlier version of a page .blob [0-9a-f]{12}. took more ${lack#* }.*history-lost"
  ok '... and writes nothing' test ! -e history
  short_of "${lack% *}" --skip history 2>/dev/null
  is '... but for a build without the history' $? 0
  rm -rf history .history.*
done

# ---- 32 at once, of one output and two states of the site, with one cache ----
build() { "$VB" build --site "$1" --out "$2" --cache cache --now 2026-11-22 "${@:3}"; }
for state in a b; do
  site "$state"
  for i in $(seq 12); do printf -- '---\ntitle: Side %s\n---\n\nTekst %s af %s.\n' "$i" "$i" $state | page "$state/content/s$i.md"; done
  build $state "is-$state" 2>/dev/null
done
for i in $(seq 16); do for state in a b; do { build $state live 2>"said-$state$i" || echo "$state$i ended with $?" >>failures; } & done; done
wait
is '32 builds at once: each is done' "$(cat failures 2>/dev/null)" ''
now=$(tree live)
ok '... what stands is whole' test "$now" = "$(tree is-a)" -o "$now" = "$(tree is-b)"
ok '... as its manifest says' "$VB" verify live
is '... and beside it lies what lies beside any' "$(find . -maxdepth 1 -name '.live.*' | sed s/live/is-a/)" "$(find . -maxdepth 1 -name '.is-a.*')"
build a live 2>/dev/null
is '... and the next build gives its own' "$(tree live)" "$(tree is-a)"

# ---- a disk that is full, at ever more places ----
mkdir small
if mount -t tmpfs -o size=3m,nr_inodes=2k none small 2>/dev/null; then
  trap 'umount "$TMP/small" 2>/dev/null' EXIT
  build a small/live --no-cache 2>/dev/null
  is 'room for one' "$(tree small/live)" "$(tree is-a)"
  full=0 through=0 wrong=''
  for room in $(seq 0 "$([ "${TORTURE:-}" ] && echo 2 || echo 20)" 200); do
    build a small/live --no-cache 2>/dev/null
    rm -rf small/.live.build/next
    dd if=/dev/zero of=small/fill bs=4k 2>/dev/null
    truncate -s "-$((room * 1024))" small/fill
    build b small/live --no-cache 2>said; code=$?
    now=$(tree small/live)
    case $code in
      3) full=$((full + 1)); [ "$now" = "$(tree is-a)" ] || wrong+="$room kB: not the old site; "; grep -qE 'No space left|ikke mere plads|plads' said || wrong+="$room kB: it does not say why: $(tail -2 said); " ;;
      0) through=$((through + 1)); [ "$now" = "$(tree is-b)" ] || wrong+="$room kB: not the new site; " ;;
      *) wrong+="$room kB: ends with $code; " ;;
    esac
    rm small/fill
  done
  is 'a disk that is full: the old site stands' "$wrong" ''
  ok "... $full builds found it full, $through got through" test "$full" -ge 2 -a "$through" -ge 1
  build b small/live --no-cache 2>/dev/null
  is '... and with room again the new one comes' "$(tree small/live)" "$(tree is-b)"
else
  pass 'a disk that is full # SKIP nothing can be mounted here'
fi
done_testing

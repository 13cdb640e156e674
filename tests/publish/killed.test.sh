#!/usr/bin/env bash
# A publication that is killed, starved, doubled or refused room: a reader sees the old release whole or the new one whole.
# TORTURE=1: at every call, many more than the short form's.
# shellcheck source=tests/publish/lib.sh
source "$ROOT/tests/publish/lib.sh"
two_builds
most=$([ "${TORTURE:-}" ] && echo 400 || echo 3)

"$VB" publish srv --out a >/dev/null
if ! strace -o /dev/null true 2>/dev/null; then
  pass 'kill -9 at each system call # SKIP strace may not trace here'
else
  moments=0 wrong='' old=0 new=0
  # Killed at the n-th call of each kind that changes something, until a run gets through; a's and b's turns alternate.
  next=b last=a
  for call in mkdir,mkdirat openat write copy_file_range,sendfile link,linkat fchmod rename,renameat,renameat2 unlinkat symlink,symlinkat syncfs fsync flock; do
    n=0
    for step in $(seq "$most") 20 60 200; do
      [ "$step" -gt "$n" ] || continue
      n=$step
      # shellcheck disable=SC2086
      strace -f -o /dev/null -e "trace=$call" -e inject="$call:signal=KILL:when=$n" "$VB" publish srv --out $next >/dev/null 2>&1
      code=$?
      shows=$(which srv)
      case $shows in
        "$last") old=$((old + 1)); [ $code != 0 ] || wrong+="exit 0 without the new release at $call $n; " ;;
        "$next") new=$((new + 1)); t=$last last=$next next=$t ;;
        *) wrong+="$call $n: $shows; " ;;
      esac
      [ $code = 0 ] && break
      moments=$((moments + 1))
    done
  done
  is 'killed anywhere: whole, old or new' "$wrong" ''
  ok "... at many moments ($moments: $old old, $new new)" test $moments -ge 20
  strace -o calls -e trace=write,copy_file_range,linkat,syncfs,renameat "$VB" publish srv --out "$next" --keep 2 >/dev/null
  is 'its data is on disk before the switch' "$(sed -n '/^syncfs/,/"current"/p' calls | sed 's/(.*//' | xargs)" 'syncfs renameat'
  is 'the next one clears up' "$(which srv) $(ls -A srv) $(ls -A srv/releases | grep -cvE '^[0-9]+-[0-9a-f]{12}$')" "$next .vidensbank
current
releases 0"
fi

# several at once: they wait for each other, and the last stands whole
for i in 1 2 3 4 5 6; do for g in a b; do "$VB" publish busy --out $g >"log-$g$i" 2>&1 || echo failed >>failures & done; done
wait
is 'twelve at once' "$(cat failures 2>/dev/null)$(which busy | tr b a)" a
is '... none of which left anything half made' "$(ls -A busy/releases | grep -vE '^[0-9]+-[0-9a-f]{12}$')" ''
ok '... and as many as are kept' test "$(ls busy/releases | wc -l)" -le 5

# a build that goes on while it is published
cp -r a going; "$VB" build --site site --out going --no-cache --now 2026-01-07 >/dev/null 2>&1 &
"$VB" publish meanwhile --out going >out 2>&1; code=$?
wait
if [ $code = 0 ]; then ok 'a build meanwhile' "$VB" verify meanwhile; else has 'a build meanwhile' "$(cat out)" 'not what the build made'; fi

# no room, no permission
mkdir small
if mount -t tmpfs -o size=400k none small 2>/dev/null; then
  trap 'umount "$TMP/small" 2>/dev/null' EXIT
  "$VB" publish small/srv --out a >/dev/null; is 'room for one' "$(which small/srv)" a
  dd if=/dev/zero of=small/fill bs=1k count=400 2>/dev/null; truncate -s -12k small/fill
  publish small/srv --out b
  is 'the disk is full' "$code $(which small/srv) $(ls -A small/srv/releases | wc -l)" '3 a 1'
  has '... which is said' "$said" 'No space left|Disk quota'
  rm small/fill; publish small/srv --out b; is 'room again' "$code $(which small/srv)" '0 b'
  mount -o remount,ro small
  publish small/srv --out a; is 'a file system that is read only' "$code $(which small/srv)" '3 b'
  umount small
else
  pass 'a full disk # SKIP nothing can be mounted here'
fi
(ulimit -f 4; "$VB" publish short --out a >/dev/null 2>&1); is 'a limit on the size of files' "$? $(ls short 2>/dev/null | grep current)" '3 '
(ulimit -n 9; "$VB" publish few --out a >/dev/null 2>&1); code=$?
is 'few descriptors' "$(if [ $code = 0 ]; then which few; else ls few 2>/dev/null | grep current; fi | sed s/a//)" ''
done_testing

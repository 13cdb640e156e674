#!/usr/bin/env bash
# Publishing to servers by the real rsync, over a stand-in for ssh that runs the other end here: every folder below hosts/ is a machine.
# shellcheck source=tests/publish/lib.sh
source "$ROOT/tests/publish/lib.sh"
command -v rsync >/dev/null || { echo '1..0 # SKIP rsync is not installed (make test-deps)'; echo 'ok 1 # SKIP rsync is not installed'; exit; }
two_builds
mkdir -p hosts/v1/srv hosts/v2/srv bin
cat >bin/ssh <<E2
#!/bin/bash
while [[ \$1 == -* ]]; do shift; done
host=\$1; shift
echo "\$host" >>"$TMP/calls"
n=\$(grep -cx "\$host" "$TMP/calls")
[ -e "$TMP/down-\$host" ] && [ "\$n" -gt "\$(cat "$TMP/down-\$host")" ] && { echo "ssh: connect to host \$host: No route" >&2; exit 255; }
cd "$TMP/hosts/\$host" && exec sh -c "\$*"
E2
chmod +x bin/ssh
export RSYNC_RSH="$TMP/bin/ssh"
touch calls
both=(v1:srv/viden 'v2:srv/med mellemrum;touch x')
h1=hosts/v1/srv/viden h2='hosts/v2/srv/med mellemrum;touch x'

publish "${both[@]}" --out a
is 'two servers' "$code $(which $h1) $(which "$h2")" '0 a a'
is 'readers may read all' "$(find hosts/*/srv/* -type d ! -perm 755 -o -type f ! -perm 644)" ''
is 'no shell read the name' "$(find . -name x -o -name 'touch x')" ''
is 'nothing is left beside the build' "$(ls -A | grep publish)" ''
: >calls; publish "${both[@]}" --out a
has 'the same again changes nothing' "$said" 'v1:srv/viden: in force already'
publish "${both[@]}" --out b
is 'the next' "$code $(which $h1) $(which "$h2")" '0 b b'
ok 'what is the same is linked there, not sent' test "$(stat -c %h $h1/current/assets/laest.*.js)" = 2
old=$(cd a && echo assets/style.*.css)
ok 'the last release’s stylesheet is kept' cmp "a/$old" "$h1/current/$old"

# one of them fails: at once, or at any later call
publish "${both[@]}" --rollback
is 'back on both' "$code $(which $h1) $(which "$h2")" '0 a a'
: >calls; publish "${both[@]}" --out b; total=$(grep -cx v2 calls)
publish "${both[@]}" --rollback
ok 'several calls are made' test "$total" -ge 4
for at in $(seq 0 $((total - 1))); do
  publish "${both[@]}" --rollback >/dev/null; publish "${both[@]}" --out a
  : >calls; echo "$at" >down-v2
  publish "${both[@]}" --out b
  rm down-v2
  # the last calls only remove old releases: the new one is in force by then
  case "$code $(which $h1) $(which "$h2")" in
    '3 b a') has "call $at of v2 fails: named" "$said" "v2:srv/med mellemrum;touch x: (was left as it was|error: cannot put the new link in force)" ;;
    '3 b b') has "call $at of v2 fails: told" "$said" 'v2:.*cannot (remove an old release|ask the server)' ;;
    *) fail "call $at of v2 fails" "$code $(which $h1) $(which "$h2")" "$said" ;;
  esac
done
publish "${both[@]}" --out b
is 'and the next time it is well' "$code $(which $h1) $(which "$h2")" '0 b b'
publish "${both[@]}" --out a --keep 1
is 'so many stay as are asked for' "$(ls $h1/releases | wc -l) $(ls "$h2/releases" | wc -l) $(which $h1)" '1 1 a'
publish v1:srv/viden --rollback
is 'nothing to go back to' "$code $(which $h1)" '3 a'
mkdir -p hosts/v1/srv/andet; ln -s /etc hosts/v1/srv/andet/current
publish v1:srv/andet --out a
is 'a foreign link is left' "$code $(readlink hosts/v1/srv/andet/current) $(ls hosts/v1/srv/andet)" '3 /etc current'
mkdir -p hosts/v1/srv/fremmed; echo vigtig >hosts/v1/srv/fremmed/fil
publish v1:srv/fremmed --out a
is 'what lies there otherwise stays' "$(cat hosts/v1/srv/fremmed/fil)" vigtig
publish v1:srv/findes/ikke --out a
has 'a folder that cannot be made' "$code $said" '^3 .*v1:srv/findes/ikke: error: cannot make the folder on the server: '
PATH=$TMP/bin publish v1:srv/viden --out b; has 'without rsync' "$code $said" '^3 .*rsync is not installed'

# a daemon of rsync, as it should be set up, and as it comes
daemon() { # LINE: a daemon with this line in its settings, serving hosts/v3; $port
  port=$((20000 + RANDOM % 10000)); rm -f daemon.pid; mkdir -p hosts/v3
  printf '%s\n' "port = $port" 'address = 127.0.0.1' 'use chroot = no' "pid file = $TMP/daemon.pid" "uid = $(id -u)" "gid = $(id -g)" \
    '[viden]' "path = $TMP/hosts/v3" 'read only = no' "$1" >daemon.conf
  rsync --daemon --config=daemon.conf && for _ in $(seq 50); do [ -s daemon.pid ] && return; sleep 0.1; done
  return 1
}
trap 'kill "$(cat daemon.pid 2>/dev/null)" 2>/dev/null' EXIT
if daemon 'munge symlinks = no'; then
  for g in a b; do publish "rsync://127.0.0.1:$port/viden" --out $g; is "a daemon takes $g" "$code $(which hosts/v3)" "0 $g"; done
  publish "rsync://127.0.0.1:$port/viden" --rollback; is '... and goes back' "$code $(which hosts/v3)" '0 a'
  kill "$(cat daemon.pid)"; sleep 0.2; rm -rf hosts/v3
  daemon '' && publish "rsync://127.0.0.1:$port/viden" --out a
  has 'a daemon that changes links is not believed' "$code $said" '^3 .*munge symlinks = no'
else
  pass 'a daemon # SKIP it cannot listen here'
fi

# two at once to the same servers
"$VB" publish "${both[@]}" --out a >one 2>&1 & "$VB" publish "${both[@]}" --out a >two 2>&1; wait
is 'two at once' "$(cat one two | grep -c published) $(which $h1) $(which "$h2")" "0 a a"
done_testing

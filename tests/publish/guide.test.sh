#!/usr/bin/env bash
# The web master's guide: every command in it is run, in its order, with the machine's folders moved to where the test may write.
# shellcheck source=tests/publish/lib.sh
source "$ROOT/tests/publish/lib.sh"
site .
mkdir -p home/.ssh git etc/systemd/system etc/nginx/conf.d etc/nginx/snippets hosts/viden1 hosts/viden2 bin
ssh-keygen -q -t ed25519 -N '' -C '' -f home/.ssh/id_ed25519
echo "web@kommune.example $(cat home/.ssh/id_ed25519.pub)" >underskrivere
printf '#!/bin/bash\nwhile [[ $1 == -* ]]; do shift; done; shift; exec sh -c "$*"\n' >bin/ssh; chmod +x bin/ssh
printf '#!/bin/sh\necho "$*" >>"%s/systemctl"\n' "$TMP" >bin/systemctl; chmod +x bin/systemctl
printf '[lager]\ntype = alias\nremote = %s/spand\n' "$TMP" >rclone.conf
export HOME="$TMP/home" RSYNC_RSH="$TMP/bin/ssh" RCLONE_CONFIG="$TMP/rclone.conf" PATH="$TMP/bin:$TMP/usr/bin:$PATH"

here() {
  sed -E -e "s|(viden[12]):/srv/viden|\1:$TMP/hosts/\1|g" -e "s|/srv/git|$TMP/git|g" -e "s|/srv/viden|$TMP/srv|g" -e "s|/usr/local|$TMP/usr|g" \
    -e "s|/etc/(nginx\|systemd)|$TMP/etc/\1|g" -e "s|^make |make -s -C '$ROOT' BUILD='$BUILD' |"
}
guide=$ROOT/content/vejledninger/saet-siden-i-drift.md
commands=$(awk '/^ *```sh$/ {on = 1; next} /^ *```$/ {on = 0} on' "$guide" | sed 's/^ *//')
is 'the guide has commands' "$(wc -l <<<"$commands")" 21
mkdir -p build/node; echo '// the editor itself' >build/node/decap-cms.js
while read -r line; do
  case $line in
    *rsync* | *viden1:*) command -v rsync >/dev/null || { pass "$line # SKIP rsync is not installed"; continue; } ;;
    *rclone:*) command -v rclone >/dev/null || { pass "$line # SKIP rclone is not installed"; continue; } ;;
    *' cms '*) awk '/^ *```yaml$/ {on = 1; next} /^ *```$/ {on = 0} on' "$guide" | sed -n '/^ *cms:/,$s/^   //p' >>content/_site.yaml ;;
    *--rollback) printf -- '---\ntitle: Ny\n---\n\nNy.\n' | page content/ny.md; vidensbank build >/dev/null 2>&1; vidensbank publish "$TMP/srv" >/dev/null ;;
  esac
  ok "$line" bash -c "$(here <<<"$line")"
done <<<"$commands"
ok 'what was installed is what the sources hold' diff -r "$ROOT/src/share/nginx" usr/share/vidensbank/nginx
ok '... and is what was copied' diff "$ROOT/src/share/nginx/vidensbank.conf" etc/nginx/conf.d/vidensbank.conf
ok 'the timer is what was installed' diff -r usr/share/vidensbank/systemd etc/systemd/system
ok 'the editor is whole, with the settings of the guide' grep -q 'name: gitea' srv/redaktion/redaktoer/config.yml
is '... and was started' "$(cat systemctl)" 'enable --now vidensbank.timer'
site work; cd work || exit 1; repo
ok 'what is pushed to the repository of the guide is published' git push -q "$TMP/git/viden.git" main
ok '... whole' vidensbank verify "$TMP/srv"
done_testing

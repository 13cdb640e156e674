#!/usr/bin/env bash
# The timer and the pipelines that come with the program: systemd and YAML take them, and every command in them works.
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"
SHARE="$ROOT/src/share"

mkdir units; cp "$SHARE"/systemd/* units/
sed -i "s|/usr/local/share/vidensbank/git/hook|$SHARE/git/hook|" units/vidensbank.service
has 'the service names the hook where it is installed' "$(cat "$SHARE/systemd/vidensbank.service")" '^ExecStart=/usr/local/share/vidensbank/git/hook /'
if command -v systemd-analyze >/dev/null; then
  is 'systemd has nothing to say' "$(systemd-analyze verify units/vidensbank.service units/vidensbank.timer 2>&1)" ''
else
  pass 'systemd-analyze # SKIP not installed'
fi

site .; repo
mkdir bin; ln -s "$VB" bin/vidensbank
export PATH="$TMP/bin:$PATH" VIDENSBANK_TARGET="$TMP/srv" TARGET="$TMP/srv"
for f in "$SHARE"/ci/*.yml; do
  name=${f##*/}
  if python3 -c 'import yaml' 2>/dev/null; then
    ok "$name is YAML" python3 -c 'import sys, yaml; assert yaml.safe_load(open(sys.argv[1]))' "$f"
  else
    pass "$name # SKIP no parser of YAML"
  fi
  commands=$(sed -nE 's/^ *- ((run|script): )?(vidensbank .*)/\3/p' "$f")
  is "$name checks, builds and publishes" "$(awk '{print $2}' <<<"$commands" | xargs)" 'check build publish'
  while read -r line; do ok "$name: $line" bash -c "$line"; done <<<"$commands"
  has "$name asks for the whole history" "$(cat "$f")" '(GIT_DEPTH|fetch-depth|fetchDepth): 0'
  has "$name has a limit of time" "$(cat "$f")" 'timeout'
done
done_testing

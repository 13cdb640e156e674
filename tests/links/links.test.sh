#!/usr/bin/env bash
# Links, anchors and reach of the project's own site and of the golden sites: by links.py, and by Debian's linkchecker over HTTP.
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"

clean() { # clean NAME DIR [--offline]
  local out
  if out=$(python3 "$ROOT/tests/links/links.py" "${@:2}" 2>&1); then pass "$1: $(tail -1 <<<"$out")"; else fail "$1" "$out"; fi
}

# ---- links.py finds what it should find ----
mkdir -p bad/a
printf '<a href="a/#x">1</a><a href="b/">2</a><img src="c.png"><a href="javascript:x">3</a><p id="d"><p id="d">' >bad/index.html
printf '<a href="../">up</a><a href="/index.html#d">ok</a>' >bad/a/index.html
mkdir bad/lonely; echo 'alone' >bad/lonely/index.html
is 'links.py finds each kind of fault' "$(python3 "$ROOT/tests/links/links.py" bad)" 'index.html:1: <a> a/#x: a/index.html has no id "x"
index.html:1: <a> b/: there is no b/index.html
index.html:1: <img> c.png: there is no c.png
index.html:1: <a> javascript:x: a scheme that is none of ours
index.html: the id "d" stands twice
lonely/index.html: cannot be reached from the front page
3 pages, 6 links, 6 faults'
has '... and links that a file share does not open' "$(python3 "$ROOT/tests/links/links.py" bad --offline)" '<a> \.\./: names a folder'

# ---- the sites ----
for want in "$ROOT"/tests/sites/*/want; do
  name=$(basename "$(dirname "$want")")
  if grep -qs -- --offline "$want/../args"; then clean "$name" "$want" --offline; else clean "$name" "$want"; fi
done
if [ -d "$ROOT/content" ]; then
  ok 'the project'"'"'s own site' "$VB" build --site "$ROOT" --out own --now 2026-11-22
  clean 'own' own
  ok 'its edition for a file share' "$VB" build --site "$ROOT" --out own-offline --now 2026-11-22 --offline
  clean 'own, offline' own-offline --offline
  # linkchecker gives its rights away when root runs it, so it gets the pages over HTTP; it asks only 127.0.0.1.
  chmod 755 "$TMP" "$TMP/.." 2>/dev/null
  python3 "$ROOT/tests/links/serve.py" own >server.log 2>/dev/null &
  server=$!
  trap 'kill $server 2>/dev/null' EXIT
  until port=$(grep -oE 'port [0-9]+' server.log | head -1) && [ -n "$port" ]; do kill -0 $server || break; sleep 0.05; done
  printf '[AnchorCheck]\n[checking]\nthreads=2\nmaxrequestspersecond=1000\nsslverify=0\n[filtering]\ncheckextern=0\n' >linkcheckerrc
  out=$(HOME=$TMP linkchecker -f linkcheckerrc --no-status -o csv --recursion-level=-1 "http://127.0.0.1:${port#port }/" 2>linkchecker.err)
  rc=$?
  kill $server
  is 'linkchecker finds no broken link or anchor' "$rc $(grep -v '^#' <<<"$out" | tail -n +2 | head -20)" '0 '
  hasnt 'linkchecker did its work' "$(cat linkchecker.err)" 'Traceback|Error'
fi
done_testing

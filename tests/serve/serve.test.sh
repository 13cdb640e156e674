#!/usr/bin/env bash
# The preview from outside: HTTP over raw sockets and by curl, ports, what watching survives, and how it ends.
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"
site site
printf -- '---\ntitle: Ok\n---\n\nFørste.\n\n[fil](fil.pdf) ![tegning](tegning.svg)\n' | page site/content/ok.md
printf '%%PDF-1.4\n%s\n%%%%EOF\n' "$(seq 2000)" | page site/content/fil.pdf
printf '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>' | page site/content/tegning.svg
printf -- '---\ntitle: Hemmelig\ndraft: true\n---\n\nKANARIE\n' | page site/content/hemmelig.md
(cd site && repo)
before=$(tree site)

# start OPTIONS...: serves ./site; its process, address and words in $pid, $at, log
start() {
  : >log
  "$VB" serve --site site --port 0 --cache cache "$@" >log 2>err &
  pid=$!
  for _ in $(seq 200); do at=$(grep -oE 'http://localhost:[0-9]+/' log) && break; sleep 0.05; done
  port=${at//[^0-9]/}
}
stop() { kill -"${1:-TERM}" "$pid"; wait "$pid"; }
get() { curl -s --max-time 20 "$@"; }
code() { get -o /dev/null -w '%{http_code}' "$@"; }
# left: processes of this test's server that live
left() {
  for p in /proc/[0-9]*; do
    [ "$(readlink "$p/cwd")" = "$PWD" ] && tr '\0' ' ' <"$p/cmdline" | grep 'serve --site site'
  done 2>/dev/null
}
# soon COMMAND PATTERN: its output has it within ten seconds
soon() { for _ in $(seq 200); do grep -qE -- "$2" <<<"$(eval "$1")" && return; sleep 0.05; done; return 1; }

start
ok 'a request at the beginning waits for the first edition' grep -q Velkommen <(get "$at")
sed -E "s/^((not )?ok) [0-9]+/\1/" <<<"$(python3 -IS "$ROOT/tests/serve/http.py" "$port" "$ROOT/tests/serve/http.cases")" >cases
while read -r line; do case $line in ok*) pass "${line#ok - }" ;; not*) fail "${line#not ok - }" "$(grep -A3 -F "$line" cases)" ;; esac; done <cases
is 'listens on this machine alone' "$(grep -cE "^ *[0-9]+: 0100007F:$(printf '%04X' "$port") 00000000:0000 0A" /proc/net/tcp) $(grep -cE ":$(printf '%04X' "$port") 0+:0000 0A" /proc/net/tcp6)" '1 0'

is 'pages, and what is none' "$(code "$at") $(code "$at"ok/) $(code "$at"nej/) $(code "$at"hemmelig/)" '200 200 404 404'
is 'a folder without its slash' "$(get -o /dev/null -w '%{http_code} %{redirect_url}' "$at"ok)" "301 ${at}ok/"
pdf=$(get "$at"ok/ | grep -oE 'href="[^"]*\.pdf"' | head -1 | cut -d'"' -f2); pdf=${at}ok/$pdf
size=$(stat -c %s site/content/fil.pdf)
is 'a file has its type' "$(get -o fil.pdf -w '%{http_code} %{content_type}' "$pdf") $(cmp fil.pdf site/content/fil.pdf && echo same)" '200 application/pdf same'
is 'a range of it' "$(get -r 0-7 -w ' %{http_code}' "$pdf" | tr '\n' ' ')" '%PDF-1.4 206'
is 'its end' "$(get -r -6 "$pdf" | tr '\n' ' ')" '%%EOF '
is 'from somewhere on' "$(get -r 10- "$pdf" | wc -c)" "$((size - 10))"
is 'behind its end' "$(code -r $((size + 5))- "$pdf")" 416
is 'a range that is none' "$(code -H 'Range: bytes=x-y' "$pdf") $(code -H 'Range: bytes=5-2' "$pdf") $(code -H 'Range: lines=1-2' "$pdf")" '200 416 200'
tag=$(get -I "$at"ok/ | tr -d '\r' | sed -n 's/^ETag: //p')
has 'a tag' "$tag" '^"[0-9a-f]{32}"$'
is 'unchanged' "$(code -H "If-None-Match: $tag" "$at"ok/) $(code -H 'If-None-Match: "x"' "$at"ok/)" '304 200'
is 'HEAD says what GET does' "$(get -I "$at"ok/ | grep -vi ^date)" "$(get -D - -o /dev/null "$at"ok/ | grep -vi ^date)"
headers=$(get -I "$at" | tr -d '\r')
sample=$(sed -n 's/.*default   "\(.*\)";/\1/p' "$ROOT/src/share/nginx/vidensbank.conf")
is "the policy of the sample configuration, and a frame of its own" "$(sed -n 's/^Content-Security-Policy: //p' <<<"$headers")" "$(sed -e "s/frame-src \$vidensbank_players/frame-src 'self'/" -e "s/frame-ancestors 'none'/frame-ancestors 'self'/" <<<"$sample")"
is 'the other headers of it' "$(sed -nE 's/^add_header ([^ ]+) .*/\1/p' "$ROOT/src/share/nginx/vidensbank-headers.conf" | grep -v Strict | while read -r h; do grep -qi "^$h:" <<<"$headers" || echo "$h"; done)" ''
css=$(get "$at" | grep -oE 'assets/style\.[0-9a-f]+\.css')
is 'what has its hash in its name is kept, a page is not' "$(get -I "$at$css" | tr -d '\r' | sed -n 's/^Cache-Control: //p') $(sed -n 's/^Cache-Control: //p' <<<"$headers")" 'public, max-age=31536000, immutable no-cache'
has 'a drawing by itself may do nothing' "$(get -I "$at$(get "$at"ok/ | grep -oE 'src="[^"]*\.svg"' | cut -d'"' -f2 | sed 's|^\.\./||; s|^\./|ok/|')")" "sandbox"
is 'errors are the page for them, from the root' "$(get "$at"a/b/c/ | grep -cE '(href|src)="/assets/')" "$(get "$at"a/b/c/ | grep -cE '(href|src)="[^"]*assets/')"
ok 'the search is there when the thorough edition is' soon "code ${at}soeg/manifest.json; get ${at}soeg/ -o /dev/null -w %{http_code}" 200
is 'the site is as it was' "$(tree site)" "$before"

# ---- another at the same port ----
"$VB" serve --site site --cache cache --port "$port" >log2 2>err2 & second=$!
for _ in $(seq 100); do grep -q localhost log2 && break; sleep 0.05; done
has 'a port that is taken is said, and the next one used' "$(cat err2 log2)" "port $port er optaget; bruger $((port + 1))|port $port is taken; using $((port + 1))"
kill -INT $second; wait $second
is 'Ctrl+C ends well' $? 0

# ---- what watching survives ----
shows() { soon "get ${at}ok/" "$1"; }
seen() { ok "$1" shows "$2"; }
sed -i 's/Første/Anden/' site/content/ok.md
seen 'sed -i' Anden
printf -- '---\ntitle: Ok\n---\n\nTredje.\n' >site/content/.ok.md.swp; : >site/content/4913; rm site/content/4913; cp site/content/ok.md site/content/ok.md~; mv site/content/.ok.md.swp site/content/ok.md
seen 'an editor with all its files' Tredje
rm site/content/ok.md~
mkdir -p site/content/ny/dyb && printf -- '---\ntitle: Dyb\n---\n\nDybt nede.\n' >site/content/ny/dyb/side.md
ok 'a new folder' soon "get ${at}ny/dyb/side/" 'Dybt nede'
sed -i 's/nede/under/' site/content/ny/dyb/side.md
ok 'and what is in it' soon "get ${at}ny/dyb/side/" 'Dybt under'
mv site/content/ny site/content/gammel
ok 'a folder that was moved' soon "get ${at}gammel/dyb/side/" 'Dybt under'
sed -i 's/under/nede/' site/content/gammel/dyb/side.md
ok 'is watched where it went' soon "get ${at}gammel/dyb/side/" 'Dybt nede'
rm -r site/content/gammel
ok 'a folder that was deleted' soon "code ${at}gammel/dyb/side/" 404
(cd site && git checkout -qb gren && sed -i 's/Tredje/Grenens/' content/ok.md && commit && git checkout -q main 2>/dev/null; git stash -q 2>/dev/null; git checkout -q main)
seen 'another branch' Første
(cd site && git checkout -q gren)
seen 'and back' Grenens
printf 'title: [\n' >site/content/_site.yaml
ok 'broken settings are told' soon 'cat err' '_site.yaml:[0-9]+:[0-9]+: error'
is 'and the site stands' "$(code "$at"ok/)" 200
(cd site && git checkout -q content/_site.yaml)
mv site/content away
ok 'the content gone, it is still there' soon 'cat err; kill -0 $pid && echo alive' alive
sleep 0.5
mv away site/content
sed -i 's/Grenens/Tilbage/' site/content/ok.md
seen 'and the content back' Tilbage
mkdir site/content/mange
for i in $(seq 10000); do printf -- '---\ntitle: Side %d\n---\n\nTekst.\n' "$i"; done | split -l 5 -a 5 --additional-suffix=.md - site/content/mange/s
touch site/content/mange/*
rm -r site/content/mange
sed -i 's/Tilbage/Roligt/' site/content/ok.md
seen '10,000 files at once, and gone' Roligt
sleep 1
ticks() { awk '{print $14 + $15}' "/proc/$pid/stat"; }
first=$(ticks); sleep 1; is 'at rest nothing runs' "$(($(ticks) - first <= 1))" 1

# ---- the end ----
stop TERM
is 'SIGTERM ends well' $? 0
sleep 0.3
is 'and nothing is left of it' "$(left)" ''
rm -f site/content/ok.md~
is 'nothing in the site' "$(find site -newer log2 -not -path '*/.git*' -type f | grep -vE 'ok\.md|_site')" ''

# ---- a beginning with an error, or with nothing ----
printf -- '---\ntitle: A: b\n---\n' >site/content/bad.md
start
is 'with an error from the beginning the rest is shown' "$(code "$at") $(code "$at"bad/)" '200 404'
has 'and the error told' "$(cat err)" 'content/bad.md:2:'
rm site/content/bad.md
ok 'until it is mended' soon "get $at.serve/events --max-time 0.3" '"errors":\[\]'
kill -KILL "$pid"; wait "$pid" 2>/dev/null
sleep 1.5
is 'killed, it takes its editions along' "$(left)" ''
"$VB" serve --site nowhere >/dev/null 2>err; is 'no such folder' "$? $(grep -c error: err)" '3 1'
"$VB" serve --port 70000 >/dev/null 2>&1; is 'no such port' $? 2
start --drafts
has 'the test can fail: it is seen as long as it runs' "$(left)" 'serve --site site'
is 'drafts when they are asked for' "$(code "$at"hemmelig/)" 200
has 'and it says so' "$(get "$at"hemmelig/)" '"draft":true'
stop INT
is 'ends well too' $? 0
done_testing

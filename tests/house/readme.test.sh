#!/usr/bin/env bash
# What README shows a new user works as it stands there, and its tour leads through every folder.
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"
readme=$ROOT/README.md
[ -f "$readme" ] && [ -d "$ROOT/content" ] || { echo '1..0 # SKIP no README here'; exit; }
for part in content layouts assets; do cp -r "$ROOT/$part" .; done

# block LANGUAGE PATTERN: the first block of that language that has the pattern
block() { awk -v lang="$1" -v want="$2" '$0 == "```" lang { text = ""; on = 1; next } /^```/ { if (on && text ~ want) { printf "%s", text; exit } on = 0 } on { text = text $0 "\n" }' "$readme"; }
written=$(grep -oE '`content/[^ `]*tid-til-kaffe\.md`' "$readme" | head -1 | tr -d '`')
block markdown 'station:' >"$written"
ok 'the page that it shows is as it should be' "$VB" check
sed -i 's/oplaering\]/oplaring]/' "$written"
is 'with a slip it gets the message that it shows' "$(LANGUAGE=en "$VB" check 2>&1 | grep -c "^$(grep -oE "^content/[^ ]*tid-til-kaffe.md:[0-9]+:[0-9]+: error:" "$readme")")" 1
rm "$written"
commands=$(block sh 'vidensbank new side' | sed "s|build/vidensbank|$VB|; s|#.*||")
made=$(grep -oE 'it is at public/[^ ]*index\.html' "$readme" | sed 's/it is at //')
ok 'a page of one'"'"'s own by the commands' bash -ec "$commands"
ok 'is where it says' grep -q 'Vores morgenmøde' "$made"
untold() { (cd "$ROOT" && for f in src/*/ src/build.c; do grep -qF "$f" "$readme" || echo "$f"; done; cd src && for f in *.c; do grep -qF "$f" "$readme" || echo "src/$f"; done); }
is 'the tour leads through every folder' "$(untold)" ''
done_testing

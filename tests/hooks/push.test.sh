#!/usr/bin/env bash
# What a push to a bare repository does: published before it returns, or refused with the line to mend; never half.
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"
HOOK="$ROOT/src/share/git/hook"
if command -v shellcheck >/dev/null; then ok 'the hook is clean for shellcheck' shellcheck "$HOOK"; else pass 'shellcheck # SKIP not installed'; fi

git init -q --bare -b main 'viden bank.git'; BARE="$TMP/viden bank.git"
conf() { git -C "$BARE" config "$@"; }
ln -s "$HOOK" "$BARE/hooks/pre-receive"; ln -s "$HOOK" "$BARE/hooks/post-receive"
conf vidensbank.program "$VB"; conf vidensbank.target "$TMP/srv"
site work; cd work || exit 1; repo; git remote add origin "$BARE"
push() { said=$(git push origin "$@" 2>&1); code=$?; }
front() { grep -o 'Velkommen[^<.]*' "$TMP/srv/current/index.html" | tail -n 1; }
welcome() { printf -- '---\ntitle: Forside\n---\n\nVelkommen%s.\n' "$1" | page content/index.md; commit "$1"; }

push main; is 'a good push is taken' $code 0
is '... and published before it returned' "$(front)" Velkommen
ok '... whole' "$VB" verify "$TMP/srv"
has '... and says so in Danish' "$said" 'remote: .*udgivet'
has '... in each line' "$said" 'remote: 1 side tjekket'

printf -- '---\ntitle: Fejl\n---\n\nSe [den](findes-ikke.md).\n' | page content/fejl.md; commit fejl
push main; ok 'a bad push is refused' [ $code != 0 ]
has '... with file, line and what is wrong' "$said" 'remote: content/fejl\.md:5:[0-9]+: error: .*findes-ikke'
has '... and what to do, in Danish' "$said" 'remote: Afvist: ret det'
is '... the branch is as it was' "$(git -C "$BARE" log --format=%s main)" start
is '... and so is the site' "$(front)" Velkommen
is '... nothing is left behind' "$(cd "$BARE/vidensbank" && echo tmp.*)" 'tmp.*'
conf vidensbank.language en; push main; has 'or in English' "$said" 'remote: Refused: mend'; conf --unset vidensbank.language

push main:udkast; is 'another branch may hold errors' $code 0
hasnt '... and does nothing' "$said" 'Afvist|udgivet|error'

conf vidensbank.policy warn
push main; is 'a policy that warns takes it' $code 0
has '... tells the line' "$said" 'remote: content/fejl\.md:5:[0-9]+: error:'
has '... and that the site stands' "$said" 'remote: Siden kunne ikke bygges og står'
is '... and it does' "$(front)" Velkommen
ok '... the timer does not try it again' "$HOOK" "$BARE"
is '... and says nothing' "$("$HOOK" "$BARE" 2>&1)" ''
conf vidensbank.policy advar; welcome ' x'; push main; ok 'a policy that is misspelt refuses' [ $code != 0 ]
conf vidensbank.policy refuse
rm content/fejl.md; welcome ' tilbage'; push main; is 'mended, it is published' "$(front)" 'Velkommen tilbage'

hasnt 'without a page that tells how the site stands none is named' "$said" Status
printf -- '---\ntitle: Status\nlayout: status\n---\n' | page content/status.md; commit status
push main; has 'with one, its address is told' "$said" 'remote: Status: https://[^ ]*/status/ *$'

# Nothing of what is pushed is run or obeyed.
mkdir hooks; printf '#!/bin/sh\ntouch "%s/ran"\n' "$TMP" | tee hooks/post-receive hooks/pre-receive >/dev/null; chmod +x hooks/*
printf '[vidensbank]\n\ttarget = %s/elsewhere\n' "$TMP" >config; cp config .gitconfig
printf -- "---\ntitle: \"\$(touch '%s/ran')\"\n---\n\n\`touch %s/ran\`\n" "$TMP" "$TMP" | page "content/\$(touch ran).md"; commit 'prøver noget'
push main; is 'names and files that look like commands are only text' "$(find "$TMP" "$BARE" \( -name ran -o -name elsewhere \) | wc -l)" 0
is '... which are published' $code 0

# Two at once: the first is held at the lock while the second comes in.
exec 8>"$BARE/vidensbank/lock"; flock 8
welcome ' en'; git push -q origin main >../first 2>&1 8>&- & first=$!
for _ in {1..100}; do [ "$(git -C "$BARE" rev-parse main)" = "$(git rev-parse main)" ] && break; sleep 0.05; done
git clone -q "$BARE" ../other; cd ../other || exit 1
welcome ' to'; git push -q origin main >../second 2>&1 8>&- & second=$!
for _ in {1..100}; do [ "$(git -C "$BARE" rev-parse main)" = "$(git rev-parse main)" ] && break; sleep 0.05; done
exec 8>&-
wait $first; is 'two pushes at once: the first returns well' $? 0
wait $second; is '... and so does the second' $? 0
is '... the later one is the site' "$(front)" 'Velkommen to'
ok '... whole' "$VB" verify "$TMP/srv"

# Time that runs out.
printf '#!/bin/sh\nexec sleep 60\n' >"$TMP/slow"; chmod +x "$TMP/slow"
conf vidensbank.program "$TMP/slow"; conf vidensbank.seconds 1; welcome ' sent'
push main; ok 'a check that takes too long is stopped' [ $code != 0 ]
has '... and says so' "$said" 'remote: Det tog over 1 sekunder'
conf vidensbank.policy warn; push main; has 'a build that takes too long is stopped' "$said" 'remote: Det tog over 1 sekunder'
is '... and the site stands' "$(front)" 'Velkommen to'
conf vidensbank.program "$VB"; conf --unset vidensbank.seconds
ok 'the timer makes up for it' "$HOOK" "$BARE"; is '... and publishes' "$(front)" 'Velkommen sent'

# The timer: a page whose moment comes, and the night.
is 'the timer has nothing to do' "$("$HOOK" "$BARE" 2>&1)" ''
printf -- '---\ntitle: Snart\npublish: %s\n---\n\nSnart.\n' "$(TZ=Europe/Copenhagen date -d '+8 seconds' '+%F %T')" | page content/snart.md; commit snart
push main; ok 'a page that is to open later is not there' [ ! -e "$TMP/srv/current/snart" ]
sleep 8.5; "$HOOK" "$BARE" >/dev/null 2>&1; ok '... the timer opens it' [ -e "$TMP/srv/current/snart/index.html" ]
is '... once' "$("$HOOK" "$BARE" 2>&1)" ''
sed -i -E 's/ [0-9-]{10} / 2026-01-01 /' "$BARE/vidensbank/done"
has 'a new day builds again' "$("$HOOK" "$BARE" 2>&1)" 'gælder allerede'

# A site in a folder of its repository, and what a web master may forget.
conf --unset vidensbank.target; welcome ' uden'; push main; has 'no target is told of' "$said" 'vidensbank.target er ikke sat'
conf vidensbank.target "$TMP/two"; conf --add vidensbank.target "$TMP/three"; conf vidensbank.path sider
mkdir sider; git mv content sider/; commit flyttet; push main
ok 'a site in a folder, and two targets' [ -e "$TMP/two/current/index.html" ] ; ok '... both' [ -e "$TMP/three/current/index.html" ]
conf vidensbank.program ingen-saadan; welcome ' z'; conf vidensbank.policy refuse; push main; ok 'without the program nothing is taken' [ $code != 0 ]
conf vidensbank.program "$VB"

conf receive.denyDeleteCurrent ignore; push :main; is 'the branch may be deleted' $code 0
has '... which is told' "$said" 'remote: Grenen main er slettet'
ok '... and the site stands' "$VB" verify "$TMP/two"
ok '... also when the timer comes' "$HOOK" "$BARE"
"$HOOK" >/dev/null 2>&1; is 'the timer without a repository is told how' $? 2
done_testing

#!/usr/bin/env bash
# `new`: a page to begin with; what is wrong is refused before anything is written.
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"
site s
sed -i '$a language: da\nrequired: [owner]' s/content/_site.yaml
page s/content/_types/enhed.yaml <<'E2'
label: {one: Enhed, many: Enheder}
folder: enheder
E2
page s/content/_types/input.yaml <<'E2'
label: {one: Input, many: Input}
folder: input
fields:
  tekst:    {kind: text, max: 30, required: true, label: Input, help: Hvad blev der sagt?}
  art:      {kind: choice, choices: {ros: Ros, ris: Ris}, required: true, label: Art}
  enheder:  {kind: pages, to: enhed, inverse: input, label: Enheder}
  dag:      {kind: date, label: Dag}
  antal:    {kind: integer, label: Antal}
  moeder:
    kind: list
    label: Møder
    fields: {sted: {kind: text, required: true, label: Sted}}
E2
page s/content/_types/fri.yaml <<'E2'
label: {one: Fri, many: Frie}
E2
printf -- '---\ntitle: Drift\nowner: drift\n---\n' | page s/content/enheder/drift.md
sed -i '2a owner: drift' s/content/index.md
new() { "$VB" new "$@" --site s --now 2026-11-22 2>err; }
before() { tree s; }
# refused NAME EXIT TEXT ARGUMENTS...
refused() {
  local name=$1 want=$2 text=$3 was rc; shift 3
  was=$(before); new "$@" >out; rc=$?
  is "$name: exit" "$rc" "$want"
  has "$name: said" "$(cat err)" "$text"
  is "$name: nothing is written" "$(before)" "$was"
}

got=$(new input 'Mere tid: nu' --field owner=drift --field tekst='a: b' --field art=ros --field enheder=drift --field dag=2026-03-01 --field antal=3 --field 'moeder=[{sted: Grenaa}]')
is 'the file is named' "$got" content/input/mere-tid-nu.md
is 'the page' "$(cat s/content/input/mere-tid-nu.md)" '---
title: "Mere tid: nu"
# Én sætning om, hvorfor en kollega skal åbne siden
summary:
date: 2026-11-22
owner: drift
# Input (skal udfyldes): Hvad blev der sagt?
tekst: "a: b"
# Art (skal udfyldes) = ros, ris
art: ros
# Enheder -> enhed
enheder: drift
# Dag
dag: 2026-03-01
# Antal
antal: 3
# Møder
moeder: [{sted: Grenaa}]
---'
is 'nothing to say' "$(cat err)" ''
ok 'it passes check' "$VB" check --site s

refused 'a page that is there' 2 'den side findes allerede: content/input/mere-tid-nu.md' input 'Mere tid: nu' --field owner=drift
is 'another title with the same name gets the next address' "$(new input 'Mere tid nu' --field owner=drift --field tekst=a --field art=ris --field enheder=drift)" content/input/mere-tid-nu-2.md
is 'in a folder below, which is made' "$(new input Grus --folder 2026/maj --field owner=drift --field tekst=no --field art=ris --field enheder='drift, drift')" content/input/2026/maj/grus.md
has 'a value that would be no text is quoted' "$(cat s/content/input/2026/maj/grus.md)" '^tekst: "no"$'
has 'several become a list' "$(cat s/content/input/2026/maj/grus.md)" '^enheder: \[drift, drift\]$'
is 'a type without a folder' "$(new fri 'Åben' --field owner=drift)" content/aaben.md
has 'says its type' "$(cat s/content/aaben.md)" '^type: fri$'
is 'a name of its own' "$(new fri '!!!' --slug Tegn --field owner=drift)" content/tegn.md
ok 'all pass check' "$VB" check --site s
is 'without what must be there the page is still begun' "$(new input Halv)" content/input/halv.md
has 'and what is missing is told' "$(cat err)" '^  art mangler'
has 'also what the site wants' "$(cat err)" '^  owner mangler'
rm s/content/input/halv.md

refused 'a type that is not there' 2 'der er ingen type »inptu«; mente du »input«' inptu A
refused 'a type that is like none' 2 'typerne er .*enhed, fri, input' zzzzzzzzz A
refused 'a title without letters' 2 'har ingen bogstaver eller tal.*--slug' fri '!?'
refused 'an empty title' 2 'hvilken slags side' fri ''
refused 'a title that is not UTF-8' 2 'titlen er ikke UTF-8' fri $'\xe5ben'
refused 'a title too long' 2 'titlen har 301 tegn' fri "$(printf 'a%.0s' {1..301})" --field owner=drift
refused 'a wrong choice' 2 'ros' input B --field art=rso
refused 'an unknown page' 2 'ukendt enhed »dritf«; mente du »drift«' input B --field enheder=dritf
refused 'text where a number is wanted' 2 'antal' input B --field antal=mange
refused 'a day that is not' 2 '2026-02-30' input B --field dag=2026-02-30
refused 'too long' 2 'tekst' input B --field tekst=0123456789012345678901234567890
refused 'an unknown field' 2 'ukendt oplysning »tekts«; mente du »tekst«' input B --field tekts=a
refused 'a field without a value' 2 'NAME=VALUE' input B --field tekst
refused 'a field twice' 2 'to gange' input B --field tekst=a --field tekst=b
refused 'the title as a field' 2 'new TYPE TITLE' input B --field title=C
refused 'YAML that is none' 2 '.' input B --field 'moeder=[{sted: '
refused 'a folder outside' 2 '--folder' input B --folder ../..
refused 'a folder from the root' 2 '--folder' input B --folder /tmp
refused 'a folder that is hidden' 2 '--folder' input B --folder .git
refused 'a word too many' 2 'which type of page' input B C
refused 'an address that is taken by the program' 2 'api' fri Api --field owner=drift

# the file system
ln -s "$TMP/ude" s/content/input/ude; mkdir "$TMP/ude"
new input Hest --folder ude --field owner=drift >/dev/null; is 'a link out of the site is not followed' "$? $(ls "$TMP/ude")" '3 '
rm s/content/input/ude
if [ "$(id -u)" != 0 ]; then
  chmod a-w s/content/input; new input Hest --field owner=drift >/dev/null; is 'no permission' $? 3; chmod u+w s/content/input
fi
ln -s intet s/content/fri-hest.md; new fri 'Fri hest' --field owner=drift >/dev/null; is 'a dangling link is not written through' "$? $(ls s/content/intet 2>&1 | grep -c 'No such')" '2 1'
rm s/content/fri-hest.md

# a page with faults elsewhere, a site without types
printf -- '---\ntitle: [\n---\n' | page s/content/fejl.md
is 'faults elsewhere are no hindrance' "$(new fri Uanset --field owner=drift)" content/uanset.md
mkdir plain; printf '# Noter\n' >plain/noter.md
is 'a folder of Markdown' "$(cd plain && "$VB" new page 'My day' --now 2026-11-22 2>/dev/null; cat my-day.md)" 'my-day.md
---
title: My day
# Why a colleague should open the page, in a sentence
summary:
date: 2026-11-22
---'
has 'has no types' "$(cd plain && "$VB" new input A 2>&1)" 'declares no page types'

# on a terminal it asks, and asks again
rm s/content/fejl.md
cat >ask.py <<'E2'
import os, pty, sys
pid, fd = pty.fork()
if pid == 0:
    os.execv(os.environ["VB"], ["vidensbank", "new", "input", "--site", "s", "--now", "2026-11-22"])
answers = [b"Spurgt\n", b"drift\n", b"\n", b"Et svar\n", b"rso\n", b"ros\n"]
seen = b""
while True:
    try:
        chunk = os.read(fd, 4096)
    except OSError:
        break
    if not chunk:
        break
    seen += chunk
    if seen.endswith(b"> ") and answers:
        os.write(fd, answers.pop(0))
_, status = os.waitpid(pid, 0)
print(seen.decode(), os.waitstatus_to_exitcode(status))
E2
got=$(timeout 30 python3 ask.py)
has 'asks for the title' "$got" '^Titel'
has 'tells what a field is' "$got" '^Art \(skal udfyldes\) = ros, ris'
has 'says what was wrong' "$got" 'rso'
is 'and makes the page' "$(tail -1 <<<"$got"; grep -E '^(title|owner|tekst|art):' s/content/input/spurgt.md)" ' 0
title: Spurgt
owner: drift
tekst: Et svar
art: ros'
ok 'which passes check' "$VB" check --site s
done_testing

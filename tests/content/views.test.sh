#!/usr/bin/env bash
# The views of the knowledge bank hold what content/ says: one door sign for each station, a group's own rounds, a whole theme
# on paper, blank forms that the program takes when they are filled in.
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"

for part in content layouts assets; do cp -r "$ROOT/$part" .; done
ok 'the site as it is' "$VB" build --out out --now 2026-11-22
flat() { tr '\n' ' ' <"out/$1/index.html"; }
# times FILE PATTERN: how often it is there
times() { grep -oE "$2" "out/$1/index.html" | wc -l; }

meeting=arrangementer/paragraf-17-stk-4-moede-3 signs=doerskilte/doerskilte-paragraf-17-stk-4-moede-3
is 'a sign for each station' "$(times $signs '<section class="sign') $(times doerskilte/doerskilte-arbejdsmiljoedag-2022 '<section class="sign')" '3 4'
is 'each has the three questions' "$(times $signs 'Er noget overset')" 3
has 'a sign tells who comes in which order' "$(flat $signs)" \
  '>Ledelse som fag</h2>.*18.20–18.50</span><div>Gruppe 1<.*19.20–19.50</span><div>Gruppe 3<.*19.50–20.20</span><div>Gruppe 2<.*>Uddannelse'
has 'a group sees its own round' "$(flat $meeting)" \
  '<summary>Gruppe 3</summary>.*18.20–18.50</span><div>Fra ledighed[^<]*<.*19.20–19.50</span><div>Ledelse som fag<.*19.50–20.20</span><div>Uddannelse'
has 'the event names its signs' "$(flat $meeting)" 'href="../../doerskilte/[^"]*">Dørskilte til §'

for theme in blik-for-borgeren:7 digitale-muligheder:10 en-attraktiv-arbejdsplads:9 en-staerk-fortaelling:10; do
  edition=temaudgaver/temaudgave-${theme%:*}
  inputs=$(sed -n '/<section aria-labelledby="_input"/,/<\/section>/p' "out/$edition/index.html" | grep -o '<li><strong>[^<]*' | sort -u | wc -l)
  is "the edition of ${theme%:*} holds its inputs" "$inputs" "${theme#*:}"
  is '... and the questions of its sheet' "$(times "$edition" 'class="question"')" 4
  has '... and the theme leads to it' "$(flat "temaer/${theme%:*}")" "href=\"../../$edition/\">Print hele temaet"
done

form=vejledninger/skabelon-til-gruppearbejde
has "the form asks in the theme's own words" "$(flat $form)" '<dt>Retning</dt><dd>Tre til fem linjer om det vigtigste.</dd>'
sed -e 's/^title:/title: Et femte tema/' -e 's/^summary:/summary: Prøve/' -e 's/^owner:/owner: redaktionen/' -e 's/^nummer:/nummer: 5/' \
  -e 's/^farve:/farve: hav/' -e 's/^retning: |/&\n  Én linje./' -e 's/^  -$/  - Et spørgsmål?/' -e '/^draft/d' "out/$form/nyt-tema.md" | page content/temaer/femte.md
sed -e 's/^title:/title: Stolerækken/' -e 's/^summary:/summary: Prøve/' -e 's/^owner:/owner: redaktionen/' -e 's/^enhed:/enhed: redaktionen/' \
  -e 's/^  personer:/  personer: ja/' -e 's/^  behandlingsgrundlag:/  behandlingsgrundlag: samtykke/' -e 's/^  esdh_ref:/  esdh_ref: Sag/' \
  -e 's/^  formaal:/  formaal: Intern/' -e '/^    -$/d' -e 's/^  kanaler:/  kanaler: [Intranettet]/' -e 's/^  gyldig_til:/  gyldig_til: 2027-01-01/' \
  -e '/^draft/d' out/gode-historier/min-historie.md | page content/gode-historier/stoleraekken.md
ok 'blank pages filled in are pages' "$VB" build --out out --now 2026-11-22
is 'the theme is there; the story, which nobody in it approved, is not' "$(ls -d out/temaer/femte out/gode-historier/stoleraekken 2>/dev/null)" out/temaer/femte
is 'nor is any trace of it' "$(grep -rl Stolerækken out)" ''
sed -i 's/^  medvirkende_godkendt:/  medvirkende_godkendt: 2026-11-01/' content/gode-historier/stoleraekken.md
ok 'approved' "$VB" build --out out --now 2026-11-22
has '... it is told, without the case number' "$(cat out/gode-historier/stoleraekken/index.html)" Stolerækken
hasnt '... which stays inside' "$(cat out/gode-historier/stoleraekken/index.html)" 'Sag<|esdh'
ok 'the consent has run out' "$VB" build --out out --now 2027-01-02
is '... and the story is gone' "$(grep -rl Stolerækken out)" ''
done_testing

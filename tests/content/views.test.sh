#!/usr/bin/env bash
# The views of the knowledge bank hold what content/ says: one door sign for each station, a group's own rounds, a whole theme
# on paper, blank forms that the program takes when they are filled in.
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"

for part in content layouts assets; do cp -r "$ROOT/$part" .; done
repo
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
  '<summary>Gruppe 3 .*18.20</time>–<time[^>]*>18.50</time></span><div>Fra ledighed[^<]*<.*19.20</time>[^/]*19.50</time></span><div>Ledelse som fag<.*19.50</time>[^/]*20.20</time></span><div>Uddannelse'
has 'the event names its signs' "$(flat $meeting)" 'href="../../doerskilte/[^"]*">Dørskilte til §'

for theme in blik-for-borgeren:7 digitale-muligheder:10 en-attraktiv-arbejdsplads:9 en-staerk-fortaelling:10; do
  edition=temaudgaver/temaudgave-${theme%:*}
  inputs=$(sed -n '/<section aria-labelledby="_input"/,/<\/section>/p' "out/$edition/index.html" | grep -o '<li><strong>[^<]*' | sort -u | wc -l)
  is "the edition of ${theme%:*} holds its inputs" "$inputs" "${theme#*:}"
  is '... and the questions of its sheet' "$(times "$edition" 'class="question"')" 4
  has '... and the theme leads to it' "$(flat "temaer/${theme%:*}")" "href=\"../../$edition/\">.{0,90}Print hele temaet"
done

# the list of everything: every page once, below its letter
listed() { sed -n '/<section class="letter"/,/<\/section>/p' out/a-aa/index.html; }
is 'A-Å holds every page once, but the one that tells of the build' "$(listed | grep -o 'href="[^#"]*"' | sort | uniq -d | wc -l) $(listed | grep -co '<li><a href="[^#"]')" "0 $(find out -name index.html ! -path '*/side-*' ! -path 'out/status/*' | wc -l)"
has 'Å is the last letter, and Ø stands before it' "$(grep -o '<h2 id="_b-[^"]*' out/a-aa/index.html | tail -2 | tr '\n' ' ')" '_b-Ø <h2 id="_b-Å $'
has 'a word with Aa or Å stands there' "$(listed | tr '\n' ' ')" 'id="_b-Å">Å</h2>.*Årshjul'

# tables, long lists, and what is new
is 'themes by stations, also where nothing was said' "$(tr -d '\r' <out/arrangementer/arbejdsmiljoedag-2022/stationer.csv | sed -n 3p)" 'Digitale muligheder;0;10;0;0;10'
has '... the same on the page' "$(flat arrangementer/arbejdsmiljoedag-2022)" '<h2 id="_stationstabel">Temaer og stationer.*>Digitale muligheder</a></th><td class="none"><span class="unseen">[^<]*</span></td><td>10</td>'
day=stationsinput/2022-11-01
is 'the inputs of a day stand on two pages' "$(times $day '<li><a href="[a-z-]+/">') $(times $day/side-2 '<li><a href="../[a-z-]+/">')" '24 12'
has '... one leads to the next' "$(flat $day)" '<a rel="next" href="side-2/">'
hasnt '... which does not begin with the same text' "$(flat $day/side-2)" 'Læs om selve dagen'
ok 'the site in the month in which it was begun' "$VB" build --out new --now 2026-01-20
news() { tr '\n' ' ' <new/nyt/index.html | grep -o '<ul class="fresh">.*</ul>'; }
has 'new pages of a type are told in one line' "$(news)" '<li>Nyt under Temaer: <span class="what"><span [^>]*><a href="../temaer/blik-for-borgeren/">[^<]*</a></span> <span [^>]*><a'
has '... many of them folded' "$(news)" '<summary>Nyt under Input fra stationerne \(<span class="count">36</span>\)'
has '... and one by its name' "$(news)" '<li [^>]*>Ny side: <a href="../kampagner/foraarskampagne-2024/">'

# for editors
tjek() { sed -n "/<h2 id=\"_$1\"/,/<\/section>/p" out/indholdstjek/index.html; }
for list in kun_link videoer; do
  is "the two known videos: $list" "$(tjek $list | grep -o '<li><a href="../kommunikationsprodukter/[^"]*' | sed 's|.*/\([^/]*\)/$|\1|' | sort | tr '\n' ' ')" \
    'afdelingsleder-i-sundhed-og-omsorg elev-i-sundhed-og-omsorg '
done
is 'a seat without a role is a gap' "$(tjek huller | grep -c '<li>')" 11
is '... there and where one asks who works with what' "$(times hvem-arbejder-med-hvad '>Ingen repræsentant<')" 11
has 'a role stands below its unit' "$(flat hvem-arbejder-med-hvad)" '>Trivsel og Læring – PPR</a></h3> <ul class="inputs"> <li>Leder af'
is 'every input has a category' "$(tjek uden_kategori | grep -c '<li>')" 0
has 'the front page tells that nothing is planned' "$(flat .)" 'Ingen arrangementer er planlagt'
for door in ny-her hold-et-med-moede hvem-arbejder-med-hvad tjek-foer-du-deler indholdstjek; do
  has "a way in from the front page: $door" "$(flat .)" "<ul class=\"doors\">.*href=\"[^\"]*$door/"
done

hasnt 'the build found nothing' "$(tjek fund)" '<h3>'
printf '\nDet står [her](om-vidensbanken.md).\n' >>content/privatliv.md
ok 'a link text that says nothing' "$VB" build --out found --now 2026-11-22
has '... is listed with its page and line' "$(sed -n '/<h2 id="_fund"/,/<\/section>/p' found/indholdstjek/index.html | tr '\n' ' ')" \
  "<small class=\"mark\">[a-z-]+</small></h3> <ul class=\"plain\"> <li><a href=\"../privatliv/\">Privatliv</a> <small>linje $(wc -l <content/privatliv.md)</small>"

# reviews: nothing is due at first, all of it a year later, told on the page too
hasnt 'nothing is overdue' "$(cat out/vejledninger/ny-her/index.html)" 'Siden skal gennemgås'
ok "half a year after the reviews were due" "$VB" build --out later --now 2027-06-01
has 'a page says that its review is overdue' "$(tr '\n' ' ' <later/vejledninger/ny-her/index.html)" 'class="notice">Siden skal gennemgås'
has '... and stands in the list below its unit' "$(sed -n '/id="_overskredet"/,/<\/section>/p' later/skal-gennemgaas/index.html | tr '\n' ' ')" '>Redaktionen</a></h3>.*>Ny her'

# recommendations: deadlines and figures
sed -i -e '0,/    status: ikke-oplyst/s//    frist: 2027-03\n    status: i-gang/' -e 's/^ressourcer:/baseline: {vaerdi: "40", enhed: ansøgere, dato: 2023}\nseneste_maaling: {vaerdi: "55", enhed: ansøgere, dato: 2026-06, kilde: Prøven}\n&/' content/anbefalinger/anbefaling-8.md
ok 'an effort with a deadline' "$VB" build --out out --now 2026-11-22
has 'the table shows baseline against latest' "$(flat anbefalinger)" '<td>40 ansøgere \(2023\) *</td><td>55 ansøgere \(juni 2026\)'
has '... and the deadline among the next' "$(flat anbefalinger)" 'Næste frister</h2>.*<time datetime="2027-03">marts 2027'
hasnt '... which is not passed' "$(flat anbefalinger) $(flat anbefalinger/anbefaling-8)" Overskred
ok 'when it has passed' "$VB" build --out out --now 2027-04-01
has 'it is overdue in the table' "$(flat anbefalinger)" 'I gang, marts 2027 <strong class="late">Overskredet'
has '... and at the head of the page' "$(flat anbefalinger/anbefaling-8)" 'Overskredne frister</dt><dd><strong class="late">marts 2027'
sed -i 's/status: i-gang/status: afsluttet/' content/anbefalinger/anbefaling-8.md
ok 'when it is finished' "$VB" build --out out --now 2027-04-01
hasnt 'it is not overdue' "$(flat anbefalinger) $(flat anbefalinger/anbefaling-8)" Overskred

form=vejledninger/skabelon-til-gruppearbejde
has "the form asks in the theme's own words" "$(flat $form)" '<dt>Retning</dt><dd>Tre til fem linjer om det vigtigste.</dd>'
sed -e 's/^title:/title: Et femte tema/' -e 's/^summary:/summary: Prøve/' -e 's/^owner:/owner: redaktionen/' -e 's/^nummer:/nummer: 5/' \
  -e 's/^farve:/farve: hav/' -e 's/^retning: |/&\n  Én linje.\n  To linjer.\n  Tre linjer./' -e 's/^  -$/  - Et spørgsmål?/' -e '/^draft/d' "out/$form/nyt-tema.md" | page content/temaer/femte.md
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

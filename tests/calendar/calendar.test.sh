#!/usr/bin/env bash
# Calendars (RFC 5545), read by ical.js, and the feeds of types.
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"
library="$ROOT/build/node/node_modules/ical.js/dist/ical.js"
[ -e "$library" ] || { echo 'not ok 1 - ical.js # SKIP is not installed (make node)'; echo 1..1; exit 0; }
events() { node "$ROOT/tests/calendar/read.mjs" "$library" "$1" 2>"$TMP/bad"; } # what is wrong stands in bad
# of PATH COLUMNS: these columns of the events of one calendar in $got
of() { awk -F'\t' -v path="$1" '$1 == path' <<<"$got" | cut -f "$2"; }

# ---- ical.js and read.mjs find what is wrong ----
mkdir wrong
printf 'BEGIN:VCALENDAR\nVERSION:2.0\nEND:VCALENDAR\n' >wrong/line.ics
printf 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nSUMMARY:%080d\r\nEND:VCALENDAR\r\n' 1 >wrong/long.ics
printf 'BEGIN:VCALENDAR\r\nX:\xc3\r\n \xa6\r\nEND:VCALENDAR\r\n' >wrong/cut.ics
events wrong >/dev/null
for fault in 'line.ics: a line does not end' 'long.ics: a line of 88' 'cut.ics: a letter is cut' 'long.ics: no event' 'cut.ics: no version'; do
  has "read.mjs finds what is wrong ($fault)" "$(cat "$TMP/bad")" "$fault"
done

# ---- a small site ----
site s
page s/content/_types/side.yaml <<<'folder: ""'
page s/content/_types/tema.yaml <<<'folder: temaer'
page s/content/_types/net.yaml <<<'folder: net'
page s/content/_types/dag.yaml <<'E1'
folder: dage
label: {one: Dag, many: Dage}
calendar: {start: naar, end: slut, title: emne, where: sted, times: [begynder, program.fra, program.til], by: [net, stande.tema]}
feed: true
fields:
  naar: {kind: period}
  slut: {kind: date}
  emne: {kind: text}
  sted: {kind: text}
  begynder: {kind: time}
  net: {kind: page, to: net}
  program: {kind: list, fields: {fra: {kind: time}, til: {kind: time}}}
  stande: {kind: list, fields: {tema: {kind: pages, to: tema}}}
E1
page s/content/_types/plan.yaml <<'E1'
folder: planer
calendar:
  - {list: trin, start: fra, end: til, title: hvem, by: [trin.hvem]}
  - {start: hvert.aar, repeat: hvert.igen}
fields:
  hvert: {kind: group, fields: {aar: {kind: date}, igen: {kind: boolean}}}
  trin: {kind: list, fields: {fra: {kind: period}, til: {kind: period}, hvem: {kind: page, to: net}}}
E1
page s/content/temaer/lys.md <<<$'---\ntitle: Lys\n---'
page s/content/temaer/stoej.md <<<$'---\ntitle: Støj\n---'
page s/content/net/a.md <<<$'---\ntitle: Net A\n---'
page s/content/net/skjult.md <<<$'---\ntitle: KANARIE-net\ndraft: true\n---'
page s/content/dage/index.md <<<$'---\ntitle: Alle dage\ntype: side\n---'
page s/content/dage/sommer.md <<'E1'
---
title: Sommerdag
summary: "Æbler, pærer; og \\ en meget lang linje med ærgerligt mange æøå, så den må foldes: æøåæøåæøåæøåæøåæøåæøåæøåæøåæøåæøåæøåæøåæøå"
naar: 2026-07-01
emne: "Dag; med, tegn\\og\nlinje"
sted: Salen, 1. sal
program: [{fra: 9:30, til: 10:00}, {fra: 8.15, til: 9:00}, {fra: 15:00}]
net: a
stande: [{tema: lys}, {tema: [lys, stoej]}]
---
E1
page s/content/dage/vinter.md <<<$'---\ntitle: Vinterdag\nnaar: 2026-12-01\nbegynder: 8:15\n---'
page s/content/dage/uge.md <<<$'---\ntitle: Uge\nnaar: 2026-02-27\nslut: 2026-03-01\nbegynder: 8:15\n---'
page s/content/dage/spand.md <<<$'---\ntitle: Spand\nnaar: 2026-12-30/2027-01-02\n---'
page s/content/dage/vag.md <<<$'---\ntitle: Vag\nnaar: foråret 2026\n---'
page s/content/dage/maaned.md <<<$'---\ntitle: Måned\nnaar: 2026-05\n---'
page s/content/dage/halv.md <<<$'---\ntitle: Halv\nnaar: 2026\nslut: 2026-03-01\n---'
page s/content/dage/baglaens.md <<<$'---\ntitle: Baglæns\nnaar: 2026-03-02\nslut: 2026-03-01\n---'
page s/content/dage/kladde.md <<<$'---\ntitle: KANARIE-kladde\ndraft: true\nnaar: 2026-08-01\n---'
page s/content/dage/senere.md <<<$'---\ntitle: KANARIE-senere\npublish: 2027-01-01\nnaar: 2026-08-01\n---'
page s/content/dage/foer.md <<<$'---\ntitle: KANARIE-foer\nexpires: 2026-01-01\nnaar: 2026-08-01\n---'
page s/content/planer/p.md <<'E1'
---
title: Plan
hvert: {aar: 2024-02-29, igen: ja}
trin:
  - {fra: 2026-04-01, hvem: a}
  - {fra: maj 2026, hvem: a}
  - {fra: 2026-06-01, til: 2026-06-03, hvem: skjult}
---
E1
page s/layouts/page.mustache <<<'<a href="{{calendar}}">{{title}}</a>|{{feed}}|'
build() { "$VB" build --site s --out "$1" --now 2026-11-22 >"$TMP/log" 2>&1; }
ok 'the site is built' build out
got=$(events out)
is 'ical.js has nothing to complain of' "$(cat "$TMP/bad")" ''
is 'all dates, and only those known to the day, in order' "$(of kalender.ics 2-5)" \
"$(printf '%s\t%s\t%s\t%s\n' \
  2024-02-29 2024-03-01 FREQ=YEARLY Plan \
  2026-02-27 2026-03-02 '' Uge \
  2026-04-01 2026-04-02 '' 'Net A – Plan' \
  2026-06-01 2026-06-04 '' Plan \
  2026-07-01T06:15:00.000Z 2026-07-01T13:00:00.000Z '' 'Dag; med, tegn\og␤linje' \
  2026-12-01T07:15:00.000Z 2026-12-01T07:15:00.000Z '' Vinterdag \
  2026-12-30 2027-01-03 '' Spand)"
is 'texts come through as they were written' "$(of temaer/lys/kalender.ics 6,9)" \
  $'Salen, 1. sal\tÆbler, pærer; og \\ en meget lang linje med ærgerligt mange æøå, så den må foldes: æøåæøåæøåæøåæøåæøåæøåæøåæøåæøåæøåæøåæøåæøå'
is 'a page has its own' "$(of planer/p/kalender.ics 5)" "$(printf '%s\n' Plan 'Net A – Plan' Plan)"
is 'a type has its pages'"'" "$(of dage/kalender.ics 2 | cut -c 1-10)" "$(printf '%s\n' 2026-02-27 2026-07-01 2026-12-01 2026-12-30)"
for to in temaer/lys temaer/stoej; do
  is "$to has those that name it, once" "$(of $to/kalender.ics 2)" 2026-07-01T06:15:00.000Z
done
is 'of a list only those that name it' "$(of net/a/kalender.ics 2)" "$(printf '%s\n' 2026-04-01 2026-07-01T06:15:00.000Z)"
is 'no calendar where there is no date' "$(cd out && find . -name kalender.ics | LC_ALL=C sort | tr '\n' ' ')" \
  './dage/kalender.ics ./dage/sommer/kalender.ics ./dage/spand/kalender.ics ./dage/uge/kalender.ics ./dage/vinter/kalender.ics ./kalender.ics ./net/a/kalender.ics ./planer/kalender.ics ./planer/p/kalender.ics ./temaer/lys/kalender.ics ./temaer/stoej/kalender.ics '
is 'nothing hidden comes through' "$(grep -rl KANARIE out)" ''
is 'the page links to its calendar' "$(cat out/net/a/index.html out/dage/vag/index.html out/dage/index.html)" \
  $'<a href="kalender.ics">Net A</a>||\n<a href="">Vag</a>||\n<a href="kalender.ics">Alle dage</a>|feed.xml|'

# ---- what stays the same, and what the address does ----
uids=$(cut -f7 <<<"$got" | sort -u)
sed -i 's/^naar: 2026-12-01/naar: 2026-12-02/' s/content/dage/vinter.md
ok 'a date is moved' build out
got=$(events out)
is 'an event keeps its id when its date moves' "$(cut -f7 <<<"$got" | sort -u)" "$uids"
has 'at the host of the site' "$uids" '^[0-9a-f]{32}@viden.kommune.example$'
has 'and has the page'"'"'s address' "$(of net/a/kalender.ics 8)$got" 'https://viden.kommune.example/dage/sommer/'
sed -i '/base_url/d' s/content/_site.yaml
ok 'a site without an address' build out
got=$(events out)
is 'has calendars that ical.js takes' "$(cat "$TMP/bad")" ''
hasnt 'without addresses' "$got" 'http|@'
has 'no history, no clock: the stamp is the beginning of time' "$(cat out/kalender.ics)" '^DTSTAMP:19700101T000000Z'

# ---- feeds ----
feed=$(cat out/dage/feed.xml)
is 'a feed where the type wants one' "$(cd out && find . -name feed.xml | LC_ALL=C sort | tr '\n' ' ')" './dage/feed.xml ./feed.xml '
is 'with the type'"'"'s pages' "$(grep -c '<entry>' <<<"$feed")" 8
has 'called as the folder' "$feed" '<title>Alle dage – Prøve</title>'
hasnt 'and not the folder itself, nor others' "$feed" '<title>(Alle dage|Lys|Plan)</title>'

# ---- what a type can say wrong ----
page s/content/_types/dag.yaml <<'E1'
folder: dage
feed: maaske
calendar:
  - {start: naer, end: emne, times: [naar], by: [net.title, findes, net], repeat: igen, wher: x}
  - {title: emne}
  - naar
  - {list: emne, start: naar}
  - {list: program, start: naar}
  - {start: naar, times: [program.fra], repeat: igen}
fields:
  naar: {kind: period}
  emne: {kind: text}
  igen: {kind: boolean}
  net: {kind: page, to: net}
  program: {kind: list, fields: {fra: {kind: time}}}
E1
"$VB" check --site s >"$TMP/log" 2>&1
is 'each fault is told with its place' "$(grep _types "$TMP/log")" "$(sed 's|^|content/_types/dag.yaml:|' <<'E1'
2:7: error: "feed" must be true or false, not "maaske" [bad-schema]
4:13: error: "start" of a calendar must name a field that is a date or a period, not "naer" [bad-schema]
4:24: error: "end" of a calendar must name a field that is a date or a period, not "emne" [bad-schema]
4:38: error: "times" of a calendar must name a field that is a time of day, not "naar" [bad-schema]
4:38: error: a calendar has either "times" or "repeat" [bad-schema]
4:50: error: "by" of a calendar must name a field that is a page or pages, not "net.title" [bad-schema]
4:61: error: "by" of a calendar must name a field that is a page or pages, not "findes" [bad-schema]
4:89: error: unknown key "wher" in a calendar; did you mean "where"? [unknown-key]
5:5: error: a calendar needs "start": the field that holds the date [bad-schema]
6:5: error: "calendar" must be a map such as {start: dato}, or a list of such maps [bad-schema]
7:12: error: "list" of a calendar must name a field that is a list of groups, not "emne" [bad-schema]
8:28: error: "start" of a calendar must name a field that is a date or a period, not "naar" [bad-schema]
9:27: error: a calendar has either "times" or "repeat" [bad-schema]
E1
)"

# ---- the knowledge bank's own ----
if [ -d "$ROOT/content" ]; then
  ok "the project's own site is built" "$VB" build --site "$ROOT" --out own --now 2026-11-22
  got=$(events own)
  is 'ical.js has nothing to complain of there' "$(cat "$TMP/bad")" ''
  is 'its calendar has each date that its pages hold' \
    "$(awk -F'\t' -v OFS='\t' '$1 == "kalender.ics" { sub("^https://[^/]*/", "", $8); print $8, $2, $3 }' <<<"$got" | grep -v T | sort)" \
    "$(python3 "$ROOT/tests/calendar/dates.py" "$ROOT/content" | grep -vE '^arrangementer/(trio|paragraf)' | sort)"
  is 'and those with a programme its hours' "$(of kalender.ics 2-3 | grep T)" \
    "$(printf '%s\t%s\n' 2022-10-06T06:15:00.000Z 2022-10-06T10:00:00.000Z 2023-04-19T16:00:00.000Z 2023-04-19T19:00:00.000Z)"
  ok '... they are many' test "$(of kalender.ics 2 | wc -l)" -gt 12
  is 'a theme has the event that it was a station of' "$(of temaer/blik-for-borgeren/kalender.ics 2 | grep -c 2022-11-01)" 1
  is 'a body has its own step of a case' "$(of organer/oekonomiudvalget/kalender.ics 2)" 2022-12-06
fi
done_testing

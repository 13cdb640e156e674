#!/usr/bin/env bash
# A page type that the program has never heard of, added to content/'s own site with one YAML file and one layout: it is listed,
# related, checked, searched and described as all others are.
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"

(cd "$ROOT" && git archive HEAD content layouts assets) | tar x
# shellcheck disable=SC2120
build() { "$VB" build --now 2026-11-22 --no-cache "$@" 2>&1; }
page content/_types/hjaelpemiddel.yaml <<'E2'
label: {one: Hjælpemiddel, many: Hjælpemidler}
help: Ét hjælpemiddel, og hvor det bruges.
folder: hjaelpemidler
calendar: {start: eftersyn}
feed: true
fields:
  enhed:    {kind: page, to: enhed, inverse: hjaelpemidler, inverse_label: Hjælpemidler, required: true, label: Enhed}
  tema:     {kind: pages, to: tema, inverse: hjaelpemidler, inverse_label: Hjælpemidler, label: Tema}
  art:      {kind: choice, choices: {lift: Lift, seng: Seng}, required: true, label: Art}
  eftersyn: {kind: date, label: Næste eftersyn}
  antal:    {kind: integer, min: 1, max: 50, label: Antal}
E2
sed -i 's/facets: \[tema, type/facets: [tema, type, art/' content/_site.yaml
page layouts/hjaelpemiddel.mustache <<'E2'
---
queries:
  samme: {of: hjaelpemiddel, where: {art: lift}, sort: [title]}
---
{{<base}}{{$main}}<h1>{{title}}</h1><p class="art">{{art}} hos <a href="{{enhed.url}}">{{enhed.title}}</a>, {{eftersyn}}</p>
<ul>{{#samme}}<li>{{title}}</li>{{/samme}}</ul>{{/main}}{{/base}}
E2
for n in badelift loftlift; do
  printf -- '---\ntitle: %s\nsummary: Løfter.\nowner: redaktionen\nenhed: sundhed-og-omsorg\ntema: [blik-for-borgeren]\nart: lift\neftersyn: 2027-03-01\n---\n\nEt kvabbelift til tunge løft.\n' "${n^}" |
    page content/hjaelpemidler/$n.md
done
out=$(build); is "the site is built" "$?" 0 || echo "$out"
got=$(cat public/hjaelpemidler/index.html)
has "listed in its folder" "$got" 'href="badelift/"'
got=$(cat public/hjaelpemidler/badelift/index.html)
has "its own layout, its labels, its relation" "$got" 'Lift hos <a href="../../enheder/sundhed-og-omsorg/">Sundheds- og Omsorgsområdet</a>, 1. marts 2027'
has "its query" "$got" '<li>Badelift</li><li>Loftlift</li>'
has "the other end of the relation shows it" "$(cat public/enheder/sundhed-og-omsorg/index.html)" 'href="../../hjaelpemidler/loftlift/"'
has "in the list of all pages" "$(cat public/indhold/*index.html public/a-aa/index.html)" 'hjaelpemidler/badelift/'
has "in the calendar" "$(cat public/hjaelpemidler/*.ics public/*.ics)" 'DTSTART;VALUE=DATE:20270301'
has "in the feed of its folder" "$(cat public/hjaelpemidler/feed.xml)" 'Loftlift'
has "in api/pages.json by its type" "$(cat public/api/pages.json)" '"type":"hjaelpemiddel","title":"Badelift"'
has "in the schema" "$("$VB" schema hjaelpemiddel)" '"title": "Hjælpemiddel"'
has "found by a word of its text" "$(echo kvabbelift | node "$ROOT/tests/search-cli.mjs" public)" 'hjaelpemidler/badelift/'
has "its choice is a facet of the search" "$(gunzip -c public/soeg/facets.*.kbi | strings -e S)" "^Lift$"
has "and so is its type" "$(gunzip -c public/soeg/facets.*.kbi | strings -e S)" "^Hjælpemiddel$"

bad() { # bad NAME SED PATTERN: the badelift page changed, and what the build says of it
  cp content/hjaelpemidler/badelift.md kept; sed -i "$2" content/hjaelpemidler/badelift.md
  out=$(build); is "$1: refused" "$?" 1; has "$1: told with its place" "$out" "^content/hjaelpemidler/badelift.md:$3"
  mv kept content/hjaelpemidler/badelift.md
}
bad "a choice that is none" 's/^art: lift/art: kran/' '7:6: .*kran.*\[bad-choice\]'
bad "a unit that does not exist" 's/^enhed: .*/enhed: sundhed-og-omsrog/' '5:8: .*»sundhed-og-omsorg«.*\[unknown-reference\]'
bad "a missing field" '/^enhed:/d' '.*\[missing-key\]'
bad "a number out of range" 's/^art:/antal: 51\nart:/' '7:8: .*\[limit\]'
bad "a key that is near one" 's/^art:/eftersym: 2027-01-01\nart:/' '.*eftersyn.*\[unknown-key\]'

sed -i 's/{{eftersyn}}/{{eftersym}}/' layouts/hjaelpemiddel.mustache
has "a name in the layout that no type declares" "$(build)" '^layouts/hjaelpemiddel.mustache:5:.*eftersym.*\[unknown-name\]'
done_testing

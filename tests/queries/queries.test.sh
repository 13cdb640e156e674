#!/usr/bin/env bash
# The query language: each query of one layout, and what it finds.
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"

site s
page s/content/_types/moede.yaml <<'Y'
folder: moeder
fields:
  dato: {kind: period}
  sted: {kind: text}
  tema: {kind: page, to: tema, inverse: moeder}
  lukket: {kind: boolean}
  slags: {kind: choice, choices: [aaben, intern]}
  beloeb: {kind: number}
  punkter:
    kind: list
    fields:
      titel: {kind: text}
      frist: {kind: date}
      hvem: {kind: page, to: tema}
Y
printf 'folder: temaer\nfields:\n  farve: {kind: text}\n' | page s/content/_types/tema.yaml
printf 'folder: ""\nlayout: side\n' | page s/content/_types/side.yaml

tema() { printf -- '---\ntitle: %s\norder: %s\n%s---\n' "$2" "$3" "${4:-}" | page "s/content/temaer/$1.md"; }
tema ro Ro 2
tema larm Larm 1 $'owner: temaer/ro\n'
moede() { { printf -- '---\ntitle: %s\n' "$2"; cat; echo ---; } | page "s/content/moeder/$1.md"; }
moede a 'Ål i havnen' <<'Y'
dato: 2026-11-22
sted: Ørsted
tema: larm
lukket: yes
slags: intern
beloeb: 9.5
reviewed: 2025-01-31
review_every: 1
punkter:
  - {titel: Zebra, frist: 2026-12-01, hvem: ro}
  - {titel: Aal, frist: 2026-11-01}
Y
moede b 'Aalborg' <<'Y'
dato: 2026-11
sted: Allingåbro
tema: ro
beloeb: 10.25
punkter:
  - {titel: Bus, frist: 2027-01-15, hvem: larm}
Y
moede c '2 små møder' <<'Y'
dato: 2025
sted: Aarhus
tema: larm
lukket: no
slags: aaben
date: 2026-10-31
review_every: 1
Y
moede d 'Zoo "åbent"' <<'Y'
dato: 2026-12-24/2027-01-02
sted: Grenaa
review_every: 12
Y
moede e '"»Bøger«"' <<'Y'
draft: yes
tema: larm
Y
moede f 'Σύνοδος' <<'Y'
beloeb: -3,5
Y
printf -- '---\ntitle: Larm igen\nlayout: tema\n---\n[til](../moeder/a.md)\n' | page s/content/temaer/igen.md
printf '{{title}}:{{#egne}} {{title}}{{/egne}}|{{#andre}} {{title}}{{/andre}}\n' >t.body

# one NAME QUERY: a query whose pages are listed by their slug
: >queries; : >body
one() { printf '  %s: %s\n' "$1" "$2" >>queries; printf '%s:{{#%s}} {{slug}}{{/%s}}\n' "$1" "$1" "$1" >>body; }
# groups NAME QUERY: its groups with their pages
groups() { printf '  %s: %s\n' "$1" "$2" >>queries; printf '%s:{{#%s}} [{{title}}:{{#items}} {{slug}}{{/items}}]{{/%s}}\n' "$1" "$1" "$1" >>body; }
# items NAME QUERY: items of a list
items() { printf '  %s: %s\n' "$1" "$2" >>queries; printf '%s:{{#%s}} {{titel}}/{{page.slug}}/{{slug}}{{/%s}}\n' "$1" "$1" "$1" >>body; }

one like '{of: moede, where: {tema: larm}, sort: title}'
one like_one_of '{of: moede, where: {slags: [aaben, intern]}, sort: title}'
one unlike '{of: moede, where: {tema: {not: larm}}, sort: title}'
one unlike_all '{of: moede, where: {tema: {not: [larm, ro]}}, sort: title}'
one has '{of: moede, where: {tema: {has: yes}, slags: {has: no}}}'
one yes '{of: moede, where: {lukket: yes}}'
one no '{of: moede, where: {lukket: no}, sort: title}'
one before '{of: moede, where: {dato: {before: now}}}'
one after '{of: moede, where: {dato: {after: now}}}'
one soon '{of: moede, where: {dato: {after: now-30, before: now+90}}, sort: dato}'
one before_day '{of: moede, where: {dato: {before: 2026-11-23}}, sort: -dato}'
one after_day '{of: moede, where: {dato: {after: 2026-10-31}}, sort: [dato, title]}'
one not_past '{of: moede, where: {dato: {not: {before: now}}}, sort: title}'
one overdue '{of: any, where: {overdue: yes}, sort: review_due}'
one due '{of: any, where: {review_due: {after: 2020-01-01}}, sort: -review_due}'
one orphan '{of: [moede, tema], where: {orphan: yes}, sort: title}'
one linked '{of: moede, where: {backlinks: {has: yes}}}'
one by_place '{of: moede, sort: sted}'
one by_place_down '{of: moede, sort: [-sted]}'
one by_relation '{of: moede, sort: [tema.title, -sted]}'
one by_order '{of: moede, sort: [tema.order, title]}'
one by_amount '{of: moede, where: {beloeb: {has: yes}}, sort: beloeb}'
one through '{of: moede, where: {tema.owner: ro}, sort: title}'
one of_title '{of: moede, where: {title: Aalborg}}'
one of_type '{of: any, where: {type: tema}, sort: title}'
one by_inverse '{of: tema, where: {moeder.slags: intern}}'
one limited '{of: moede, sort: title, limit: 2}'
groups letters '{of: moede, sort: title, group: {by: title, as: letter}}'
groups years '{of: moede, sort: dato, group: {by: dato, as: year}}'
groups months_down '{of: moede, where: {dato: {has: yes}}, sort: -dato, group: {by: dato, as: month}}'
groups days '{of: moede, where: {dato: {after: 2026-10-31}}, group: {by: dato, as: day}}'
groups by_theme '{of: moede, sort: title, group: tema}'
items every '{of: moede, each: punkter, sort: titel}'
items early '{of: moede, each: punkter, where: {frist: {before: now}}}'
items of_ro '{of: moede, each: punkter, where: {hvem: ro}}'
items of_page '{of: moede, each: punkter, where: {tema: ro}}'
items by_page '{of: moede, each: punkter, sort: [-sted, -frist]}'
groups item_groups '{of: moede, each: punkter, sort: frist, group: {by: frist, as: year}}'
printf '  n: {of: moede, each: punkter, count: true}\n' >>queries; echo 'n: {{n}}' >>body
mkdir -p s/layouts
{ echo ---; echo queries:; cat queries; echo ---; cat body; } >s/layouts/side.mustache
{ printf -- '---\nqueries:\n  egne: {of: moede, where: {tema: self}, sort: title}\n  andre: {of: moede, where: {tema: {not: self}}, sort: title}\n---\n'; cat t.body; } >s/layouts/tema.mustache
echo '{{title}}' >s/layouts/moede.mustache
echo '{{title}}' >s/layouts/404.mustache
touch s/layouts/list.mustache

"$VB" build --site s --out o --now 2026-11-22T10:00 --no-cache 2>err
is 'it builds' "$? $(grep error: err)" '0 '
got=$(sed 's/&quot;/"/g' o/index.html)
find_in() { sed -n "s/^$1: *//p" <<<"$got"; }
finds() { is "$1" "$(find_in "$1")" "$2"; }
finds like 'c a'
finds like_one_of 'c a'
finds unlike 'd b f'
finds unlike_all 'd f'
finds has 'b'
finds yes 'a'
finds no 'c d b f'
finds before 'c'
finds after 'd'
finds soon 'b a d'
finds before_day 'a c'
finds not_past 'd a b f'
finds after_day 'b a d'
finds overdue 'a'
finds due 'c a'
finds orphan 'c igen d b f'
finds linked 'a'
finds by_place 'b d a c f'
finds by_place_down 'c a d b f'
finds by_relation 'c a b d f'
finds by_order 'c a b d f'
finds by_amount 'f a b'
finds through 'c a'
finds of_title 'b'
finds of_type 'larm igen ro'
finds by_inverse 'larm'
finds limited 'c d'
finds letters '[0-9: c] [Z: d] [Å: a b] [Σ: f]'
finds years '[2025: c] [2026: b a d] [: f]'
finds months_down '[december 2026: d] [november 2026: a b] [januar 2025: c]'
finds days '[1. november 2026: b] [22. november 2026: a] [24. december 2026: d]'
finds by_theme '[Larm: c a] [Ro: b] [: d f]'
finds every 'Bus/b/b Zebra/a/a Aal/a/a'
finds early 'Aal/a/a'
finds of_ro 'Zebra/a/a'
finds of_page 'Bus/b/b'
finds by_page 'Zebra/a/a Aal/a/a Bus/b/b'
finds item_groups '[2026: a a] [2027: b]'
finds n 3
is 'self, and not self' "$(cat o/temaer/larm/index.html)" 'Larm: 2 små møder Ål i havnen| Zoo &quot;åbent&quot; Aalborg Σύνοδος'
is 'list overdue is what the query says' "$("$VB" list overdue --site s --now 2026-11-22 2>/dev/null | cut -f1)" 'content/moeder/a.md'
is 'list orphans too' "$("$VB" list orphans --site s --now 2026-11-22 2>/dev/null | cut -f1 | wc -l)" 5
done_testing

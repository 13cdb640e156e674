#!/usr/bin/env bash
# Lists that a page asks for in its own front matter, as the built-in layout shows them.
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"

site s
page s/content/_types/plan.yaml <<'Y'
folder: planer
fields:
  slags: {kind: choice, choices: {lang: Lang, kort: Kort}}
  trin: {kind: list, fields: {titel: {kind: text}, frist: {kind: date}}}
Y
printf -- '---\ntitle: Støj\nslags: lang\ntrin: [{titel: Mål, frist: 2026-12-01}]\n---\n' | page s/content/planer/stoej.md
printf -- '---\ntitle: Lys\nslags: kort\ntrin: [{titel: Køb, frist: 2026-10-01}]\n---\n' | page s/content/planer/lys.md
printf -- '---\ntitle: HEMMELIG\ndraft: yes\nslags: kort\ntrin: [{titel: HEMMELIG}]\n---\n' | page s/content/planer/skjult.md
page s/content/index.md <<'Y'
---
title: Forside
queries:
  alle: {title: Alle planer, of: plan, sort: title}
  slags: {title: Efter slags, of: plan, group: slags}
  trin: {title: Alle trin, of: plan, each: trin, sort: frist}
  antal: {title: Hvor mange, of: plan, count: yes}
  tabel: {title: Tabel, of: plan, matrix: {rows: slags, columns: type}}
  ingen: {title: Ingen, of: plan, where: {slags: lang, title: Lys}}
---
Velkommen.
Y
"$VB" build --site s --out o --now 2026-11-22 --no-cache 2>err
is 'it builds' "$? $(grep error: err)" '0 '
list() { sed -n "/id=\"_list-$1\"/,/<\/section>/p" o/index.html | sed -E 's/<[^>]*>/ /g' | tr -s ' \n' ' '; }
is 'rows' "$(list alle)" ' Alle planer Lys Støj '
is 'groups' "$(list slags)" ' Efter slags Lang Støj Kort Lys '
is 'items with their pages' "$(list trin)" ' Alle trin Køb Lys Mål Støj '
is 'a number' "$(list antal)" ' Hvor mange 2 '
has 'a table' "$(list tabel)" '^ Tabel .*Lang 1 1 Kort 1 1'
is 'nothing' "$(list ingen)" ' Ingen Her er ingen sider endnu. '
is 'no way round the gates' "$(grep -rl HEMMELIG o)" ''

# 600 pages: 500 are shown, the rest are counted
for i in $(seq 600); do printf -- '---\ntitle: Nr %d\n---\n' "$i" >"s/content/planer/nr-$i.md"; done
"$VB" build --site s --out o --now 2026-11-22 --no-cache 2>/dev/null
is 'no more rows than a page can hold' "$(sed -n '/id="_list-alle"/,/<\/section>/p' o/index.html | grep -o '<li>' | wc -l | tr -d ' ')" 500
has '... and the rest are counted' "$(list alle)" 'Ikke vist her: 102 $'
done_testing

#!/usr/bin/env bash
# Abbreviations: the first use of each in a page's text leads to where it is explained, by glossaries that are shown.
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"

site .
printf 'folder: ""\nfields: {note: {kind: markdown}}\n' | page content/_types/side.yaml
page content/_types/ordliste.yaml <<'Y'
folder: ord
abbreviations: {list: ord, short: ord, long: betyder}
fields: {ord: {kind: list, fields: {betyder: {kind: text}, ord: {kind: text}}}}
Y
printf 'folder: organer\nabbreviations: {short: kort, long: title}\nfields: {kort: {kind: text}}\n' | page content/_types/organ.yaml
page content/ord/liste.md <<'M'
---
title: Ordliste
ord:
  - {betyder: 'med"indflydelse & mere', ord: MED}
  - {betyder: lokalt MED-udvalg, ord: LMU}
  - {ord: TRIO}
  - {betyder: det samme igen, ord: MED}
  - {betyder: Økonomiudvalget, ord: ØK}
---

## Med

MED og LMU.
M
page content/ord/skjult.md <<'M'
---
title: Skjult
draft: yes
ord: [{betyder: HEMMELIG, ord: KB}]
---
M
printf -- '---\ntitle: Hovedudvalget\nkort: HU\n---\n\nHU og MED.\n' | page content/organer/hu.md
printf -- '---\ntitle: Mindre udvalg\nkort: MED\n---\n' | page content/organer/med.md
page content/a.md <<'M'
---
title: A
note: LMU i en note
---

# MED først

[MED i et link](index.md), `MED i kode` og ![MED](x.svg). Så MED-systemet, MED igen, *LMU*, TRIO, KB, HU'er og ØK.

| LMU |
|-----|
| MED |
M
printf '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>\n' >content/x.svg
page layouts/page.mustache <<'M'
{{#note}}{{note}}{{/note}}{{#body}}{{body}}{{/body}}{{#ord}}<p id="{{anchor}}">{{ord}}</p>{{/ord}}
M
ok 'a site with a glossary is built' "$VB" build --now 2026-11-22 --jobs 0
a=$(cat public/a/index.html)
has 'the first use, with what it stands for' "$a" 'Så <a class="abbr" href="../ord/liste/#med-2"><abbr title="med&quot;indflydelse &amp; mere">MED</abbr></a>-systemet, MED igen'
is 'each once on a page, in whatever text it stands first' "$(grep -c '<p><a class="abbr" href="../ord/liste/#lmu"><abbr title="lokalt MED-udvalg">LMU</abbr></a> i en note' <<<"$a") $(grep -o '<abbr' <<<"$a" | wc -l)" '1 4'
has 'a page of its own explains one too' "$a" '<a class="abbr" href="../organer/hu/"><abbr title="Hovedudvalget">HU</abbr></a>'
has 'letters outside ASCII' "$a" '#oek"><abbr title="Økonomiudvalget">ØK</abbr>'
has 'not in headings' "$a" '<h2 id="med-foerst">MED først</h2>'
has 'nor in links, code and pictures' "$a" '<a href="../">MED i et link</a>, <code>MED i kode</code> og <img src="../x.svg" width="1" height="1" alt="MED"'
is 'nothing from a glossary that is hidden' "$(grep -rl HEMMELIG public)" ''
list=$(cat public/ord/liste/index.html)
hasnt 'not on the glossary itself' "$list" '<abbr'
is 'ids of items are unique, beside those of headings' "$(grep -o 'id="[^"]*"' <<<"$list" | tr '\n' ' ')" 'id="med" id="med-2" id="lmu" id="trio" id="med-3" id="oek" '
is 'not on the page that explains it, but others there' "$(grep -o '<abbr[^>]*>[A-Z]*' public/organer/hu/index.html)" '<abbr title="med&quot;indflydelse &amp; mere">MED'
sed -i 's/KB, /KB (se [LMU](ord\/liste.md#lmu) og [et ord](ord\/liste.md#lma)), /' content/a.md
has 'links to items are checked' "$("$VB" check 2>&1)" 'content/a.md:8:.*content/ord/liste.md has no heading "#lma"'
hasnt '… and found' "$("$VB" check 2>&1)" '"#lmu"'
done_testing

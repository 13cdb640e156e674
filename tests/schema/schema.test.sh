#!/usr/bin/env bash
# What `schema` writes, held against real pages by an independent validator (python3-jsonschema).
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"

"$VB" schema --site "$ROOT" >all.json 2>err; is "schema: done" "$?" 0
(cd "$ROOT" && "$VB" build --out "$TMP/out" --skip history --now 2026-11-22) 2>/dev/null
got=$(python3 "$ROOT/tests/schema/validate.py" "$ROOT" out all.json 2>&1)
hasnt "every page of content/ holds against its type's schema" "$got" ':'
has "and there are many" "$got" '^[0-9]{3,} pages$'

# A site of its own, a page for each thing that the schema must refuse.
mkdir -p w; cd w || exit 1
page content/_site.yaml <<'E2'
title: Værksted
base_url: https://viden.kommune.example/
language: da
E2
page content/_types/maskine.yaml <<'E2'
label: {one: Maskine, many: Maskiner}
help: Hvad den kan, og hvem man spørger.
folder: maskiner
fields:
  nr:      {kind: integer, required: true, min: 1, max: 99, label: Nummer}
  art:     {kind: choice, choices: {sav: Sav, bor: Bor}, label: Art}
  aar:     {kind: period, label: Fra år}
  vagt:    {kind: page, to: maskine, label: Afløser}
  andre:   {kind: pages, to: maskine, label: Andre}
  kode:    {kind: text, max: 4, pattern: '^[a-z]+$', message: Kun små bogstaver., label: Kode}
  kilde:   {kind: text, required_when: {art: sav}, label: Kilde}
  dele:
    kind: list
    at_most: 2
    label: Dele
    fields:
      navn: {kind: text, required: true, label: Navn}
      sum:  {kind: number, label: Sum}
E2
printf -- '---\ntitle: Forside\n---\n' | page content/index.md
schema() { "$VB" schema maskine >m.json; }
ok "schema of one type" schema
one() { # one NAME WANTED FRONT: the validator's word on a page of the type; "" when it holds
  printf -- '---\n%s\n---\n' "$3" | page content/maskiner/a.md
  "$VB" schema >all.json 2>/dev/null
  mkdir -p out/api; printf '[{"source":"content/maskiner/a.md","type":"maskine"}]' >out/api/pages.json
  got=$(python3 "$ROOT/tests/schema/validate.py" . out all.json 2>&1 | sed '$d' | sed 's/^[^:]*: //')
  if [ -z "$2" ]; then is "$1" "$got" ""; else has "$1" "$got" "$2"; fi
}
one "a good page" "" $'title: Sav\nnr: 1\nart: bor\naar: 2024\nvagt: a\nandre: [a]\nkode: ab\ndele: [{navn: Klinge, sum: 1.5}]'
one "one page where several may be" "" $'title: Sav\nnr: 1\nandre: a'
one "a title is required" "title" $'nr: 1'
one "a required field" "'nr' is a required" $'title: Sav'
one "a number too great" "^nr: 100 is greater" $'title: Sav\nnr: 100'
one "a word for a number" "^nr: .en. is not of type" $'title: Sav\nnr: en'
one "none of the choices" "^art:" $'title: Sav\nnr: 1\nart: file'
one "too long" "^kode: .*too long" $'title: Sav\nnr: 1\nkode: abcde'
one "not the pattern" "^kode: .*does not match" $'title: Sav\nnr: 1\nkode: A1'
one "an unknown key" "was unexpected" $'title: Sav\nnr: 1\ntitel: x'
one "required under a condition" "'kilde' is a required" $'title: Sav\nnr: 1\nart: sav'
one "the condition kept" "" $'title: Sav\nnr: 1\nart: sav\nkilde: bog'
one "too many items" "^dele: .*too long" $'title: Sav\nnr: 1\ndele: [{navn: a}, {navn: b}, {navn: c}]'
one "a group's required field" "^dele.0: 'navn' is a required" $'title: Sav\nnr: 1\ndele: [{sum: 1}]'
one "the engine's keys" "" $'title: Sav\nnr: 1\ndraft: yes\ndate: 2024-01-02\nkeywords: [savning]\naliases: gammel\ntoc: true'

got=$("$VB" schema maskin 2>&1); is "an unknown type: wrong usage" "$?" 2
has "and the nearest one" "$got" '[»"]maskine[«"]'
rm -f content/maskiner/a.md
sed -i 's/kind: integer/kind: heltal/' content/_types/maskine.yaml
got=$("$VB" schema 2>&1 >/dev/null); is "a type with faults has no schema" "$?" 1
has "and the fault is told with its place" "$got" '^content/_types/maskine.yaml:5:.*\[bad-schema\]'
done_testing

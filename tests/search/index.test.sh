#!/usr/bin/env bash
# The index of a small site, read back by a reader of the tests' own: what is in it, what is not, and that it is the same every time.
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"
site s
mkdir -p s/content/_types
cat >s/content/_types/emne.yaml <<'Y'
label: {one: Emne, many: Emner}
folder: emner
fields:
  tekst:  {kind: text, max: 300, label: Tekst}
  farve:  {kind: choice, choices: {r: Rød, g: Grøn}, label: Farve}
  gruppe: {kind: pages, to: emne, label: Gruppe}
  stationer:
    kind: list
    label: Stationer
    unique_by: id
    fields:
      id:    {kind: text, required: true, label: Kort navn}
      titel: {kind: text, required: true, label: Titel}
  hold:
    kind: list
    label: Hold
    unique_by: navn
    fields:
      navn: {kind: text, required: true, label: Hold}
Y
printf 'search: {facets: [gruppe, farve, type, year]}\n' >>s/content/_site.yaml
page s/content/emner/plan.md <<'M'
---
title: Vagtplanen
tekst: Nøgleord i et felt
farve: r
keywords: [turnus]
tags: [Hverdag]
gruppe: [bil]
attachments: [ark-til-print.pdf]
date: 2026-03-05
stationer: [{id: maskinord, titel: Nattelys}]
hold: [{navn: Flyvefisk}]
---

Sundheds- og omsorgsområdet har børn.

## Første del

Her er `kode` og MED-udvalget.

##### Lille overskrift

Tekst under.

```
indlejret
```

## Anden del

Til sidst.
M
printf '%%PDF-1.4\n' >s/content/emner/ark-til-print.pdf
printf -- '---\ntitle: Bil\nfarve: g\ndate: 2025-01-01\n---\n\nSe [planen](plan.md).\n' | page s/content/emner/bil.md
printf -- '---\ntitle: Kanariefugl\ndraft: true\ntags: [Kolibri]\n---\n\nPapegøje.\n\n## Undulat\n' | page s/content/emner/skjult.md
printf -- '---\ntitle: Senere\npublish: 2030-01-01\ntekst: Strudsen\n---\n\nPingvin.\n' | page s/content/emner/senere.md
build() { "$VB" build --site s --now 2026-11-22 "$@"; }
ok 'is built' build --out out --no-cache

# ---- what is in it ----
read=$(node "$ROOT/tests/search/read.mjs" out); rc=$?
is 'every file is as the format says, and named' "$rc $(grep FAULT <<<"$read")" '0 '
is 'the manifest' "$(head -1 <<<"$read")" '{"v":2,"pages":3,"sections":5,"stem":"da1"}'
line() { grep -E "^$1 \(" <<<"$read"; }
# pages: 0 the front page, 1 Bil, 2 Vagtplanen
has 'a title weighs most' "$(line vagtplan)" '^vagtplan \(vagtplanen\) 2/0:5[0-9]$'
has 'a compound is found by its first part' "$(line vagt)" '^vagt \(vagt\) 2/0:[0-9]+p$'
has 'and by its last' "$(line plan)" ' 2/0:[0-9]+p$'
has 'a child by children' "$(line barn)" '^barn \(barn\) 2/0:[0-9]+$'
has 'and children themselves' "$(line boern)" '^boern \(børn\) 2/0:[0-9]+$'
has 'what hangs on a hyphen takes the last part of the next' "$(line sundhedsomraad)" 'sundhedsområdet\) 2/0:'
has 'a word with a hyphen is one' "$(line medudvalg)" 'medudvalget\) 2/1:'
has 'and its pieces are parts' "$(line udvalg)" ' 2/1:[0-9]+p$'
has 'a heading of level 5 opens no section' "$(line lil)" ' 2/1:[0-9]+$'
has 'a declared text is searched' "$(line noegleord)" ' 2/0:'
has 'so is a keyword' "$(line turnus)" ' 2/0:'
has 'a tag' "$(line hverdag)" ' 2/0:'
has 'a category' "$(line bil)" ' 2/0:[0-9]+$'
has 'an attachment' "$(line print)" ' 2/0:'
has 'the second section' "$(line sidst)" ' 2/2:'
is 'code, for less than text' "$(line indlejr) $(line tekst | grep -o '2/1:.*')" 'indlejr (indlejret) 2/1:31 2/1:53'
is 'stop words have no postings' "$(line og)$(line til)" ''
is 'a choice is no text' "$(line roed)" ''
has 'facets by category' "$read" '^facet gruppe \(Gruppe\) Bil: - - 0$'
has 'by choice, shown as its label, in the order of the dictionary' "$read" '^facet farve \(Farve\) Grøn, Rød: - 0 1$'
has 'by type' "$read" '^facet type \(\) Emne: - 0 0$'
has 'by year' "$read" '^facet year \(\) 2025, 2026: - 0 1$'
hasnt 'a word by which only machines tell groups apart is not searched' "$read" 'maskinord'
has 'the text of a page, with its sections' "$(grep '^page 2' <<<"$read")" '^page 2 \["emner/plan/","Vagtplanen","Emne","2026-03-05",\["","","Nøgleord i et felt\\nNattelys\\nFlyvefisk\\nSundheds- og omsorgsområdet har børn."\],\["foerste-del","Første del","Her er kode og MED-udvalget.\\nLille overskrift\\nTekst under.\\nindlejret"\],\["anden-del","Anden del","Til sidst."\]\]$'

# ---- what is not ----
all=$(find out/soeg -name '*.kbi' -exec gunzip -c {} \; | tr -d '\0'; cat out/soeg/manifest.json)
hasnt 'nothing of hidden pages, not even packed' "$all" '[Kk]anarie|[Pp]apeg|[Uu]ndulat|[Kk]olibri|[Ss]truds|[Pp]ingvin|skjult|senere'
ok 'a draft that is shown is there' build --out drafts --drafts --no-cache
has 'a draft that is shown is there' "$(node "$ROOT/tests/search/read.mjs" drafts)" '^kanariefugl '
ok 'left out' build --out without --skip search --no-cache
ok 'left out: no folder' test ! -e without/soeg/manifest.json

# ---- the same every time ----
want=$(tree out/soeg)
for jobs in 0 1 4; do
  build --out again --jobs "$jobs" --cache cache 2>/dev/null
  is "the same bytes from $jobs workers, cached or not" "$(tree again/soeg)" "$want"
done
sed -i 's/Til sidst/Til allersidst/' s/content/emner/plan.md
build --out again --cache cache 2>/dev/null
build --out clean --no-cache 2>/dev/null
is 'after an edit: the same as from the beginning' "$(tree again/soeg)" "$(tree clean/soeg)"
has 'and the edit is in it' "$(node "$ROOT/tests/search/read.mjs" again)" '^allersidst '

# ---- other languages ----
mkdir e n
printf 'title: T\nlanguage: en\n' | page e/content/_site.yaml
printf -- '---\ntitle: Hopping\n---\n\nThe birds were generously fed.\n' | page e/content/index.md
sed 's/language: en/language: fi/' e/content/_site.yaml | page n/content/_site.yaml
cp e/content/index.md n/content/
"$VB" build --site e --out eo --no-cache 2>/dev/null; "$VB" build --site n --out no --no-cache 2>/dev/null
is 'English stems' "$(node "$ROOT/tests/search/read.mjs" eo | grep -oE '^[a-z]+ \(' | tr -d '(\n')" 'bird fed generous hop '
is 'a language without a stemmer' "$(node "$ROOT/tests/search/read.mjs" no | grep -oE '^[a-z]+ \(' | tr -d '(\n')" 'birds fed generously hopping the were '

printf 'search: {stem: none}\n' >>e/content/_site.yaml
"$VB" build --site e --out eo --no-cache 2>/dev/null
is 'no stems, by choice' "$(node "$ROOT/tests/search/read.mjs" eo | grep -oE '^[a-z]+ \(' | tr -d '(\n')" 'birds fed generously hopping the were '
sed -i 's/none/en/; s/language: en/language: da/' e/content/_site.yaml
"$VB" build --site e --out eo --no-cache 2>/dev/null
is 'English stems in a Danish frame' "$(node "$ROOT/tests/search/read.mjs" eo | grep -oE '^[a-z]+ \(' | tr -d '(\n')" 'bird fed generous hop '
is 'the client is the one with these stems' "$(grep -c ational eo/assets/soeg.*.js)" 1

# ---- the site's own list ----
printf 'vagtplan =\nhverdag = hver + dag\n' >s/content/_sammensaetninger.txt
build --out own --no-cache 2>/dev/null
read=$(node "$ROOT/tests/search/read.mjs" own)
is 'a word that is never to be split' "$(line vagt)" ''
has 'and one that is' "$(line dag)" '^dag \(dag\) 2/0:[0-9]+p$'

# ---- a large index: its directory in pieces ----
mkdir -p l/content
printf 'title: Suuri\nlanguage: fi\n' >l/content/_site.yaml
awk 'BEGIN { for (p = 0; p < 40; p++) { f = "l/content/p" p ".md"; print "# Sivu " p "\n" >f
  for (i = 0; i < 13000; i++) printf "%s%c%c%c%c%c ", i % 20 ? "" : "\n", 97 + p / 2, 97 + i % 26, 97 + i / 26 % 26, 97 + i / 676, 97 + (i * 7 + p) % 26 >f; close(f) } }' </dev/null
ok 'a large index' "$VB" build --site l --out lo --no-cache
has 'has a directory in pieces' "$(cat lo/soeg/manifest.json)" '"dirs":\[\["[^]]*\],\["'
read=$(node "$ROOT/tests/search/read.mjs" lo); rc=$?
is 'that fits together' "$rc $(grep FAULT <<<"$read")" '0 '
words=$(grep -oE '^[a-t][a-z]{4} ' <<<"$read" | awk 'NR % 30011 == 1')
for w in $words $(sed 's/. *$//' <<<"$words"); do echo "$w"; done >queries
node "$ROOT/tests/search-cli.mjs" lo <queries >by-client
while read -r q; do "$VB" search "$q" --out lo --json; done <queries >by-program
is 'and both find by it' "$(grep -c '"url"' by-client) $(grep -oE '"url":"[^"]*"' by-client | md5sum)" "$(wc -l <queries) $(grep -oE '"url": ?"[^"]*"' by-program | tr -d ' ' | md5sum)"

# ---- very common words: their best pages in the shard, the others as pages alone ----
mkdir -p c/content
printf 'title: Stor\nlanguage: da\n' >c/content/_site.yaml
awk 'BEGIN { for (p = 0; p < 2600; p++) { f = "c/content/s" p ".md"
  printf "# Side %d\n\nKanariefugl %s%s.\n\n## Afsnit\n\n%s\n", p, p % 5 ? "papegøje " : "", p % 300 ? "" : "kolibri", p % 7 ? "Tekst." : "Kanariefugl papegøje." >f; close(f) } }' </dev/null
ok 'a site with very common words' "$VB" build --site c --out co --no-cache
read=$(node "$ROOT/tests/search/read.mjs" co); rc=$?
is 'its lists fit together' "$rc $(grep FAULT <<<"$read")" '0 '
is 'the best pages of one that all have' "$(line kanariefugl | grep -oE ' [0-9]+/' | sort -u | wc -l)" 1024
printf '%s\n' 'kanariefugl ' kanariefugl 'kanariefugl papegøje ' 'kolibri kanariefugl ' 'kolibri papegøje ' 'kana pape' '"kanariefugl papegøje"' 'side 2400 kanariefugl' >queries
node "$ROOT/tests/search-cli.mjs" co <queries >by-client
while IFS= read -r q; do "$VB" search "$q" --out co --json; done <queries >by-program
is 'both find the same by them' "$(grep -oE '"(url|anchor)": ?"[^"]*"' by-client | tr -d ' ' | md5sum)" "$(grep -oE '"(url|anchor)": ?"[^"]*"' by-program | tr -d ' ' | md5sum)"
has 'a rare word and a very common one: all pages that have both' "$(sed -n 4p by-client)" '"url":"s(0|300|600|900|1200|1500|1800|2100|2400)/"'
is '... and first those' "$(sed -n 4p by-client | grep -oE '"url":"s[0-9]+/"' | head -9 | tr -dc '0-9\n' | sort -n | tr '\n' ' ')" '0 300 600 900 1200 1500 1800 2100 2400 '
done_testing

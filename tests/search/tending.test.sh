#!/usr/bin/env bash
# What editors can help the search with: long words that it did not split, keywords that are there twice. Of what is shown only.
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"
site .
page layouts/page.mustache <<'M'
{{#site.search_words}}{{word}}:{{count}} {{/site.search_words}}|{{#site.search_keywords}} {{word}}({{items_count}}){{#items}} {{page.title}}{{#again}}!{{/again}}{{/items}};{{/site.search_keywords}}
M
printf -- '---\ntitle: Vagtplaner\nkeywords: [vagtplan, turnus, Turnussen, ferieplan]\n---\n\nFortælling, fortællingen, arbejdsmiljøet, fortællinger og 1234567890123.\n' | page content/a.md
printf -- '---\ntitle: Ferie\nkeywords: [turnus, plan]\n---\n\nDigitalisering. Xylofonspiller.\n' | page content/b.md
printf -- '---\ntitle: Kolibri\ndraft: true\nkeywords: [plan, kolibri]\n---\n\nPapegøjerne papegøjerne papegøjerne.\n' | page content/c.md
# shown OPTION...: what the layout sees, in one line
shown() { "$VB" build --no-cache --now 2026-11-22 --out out "$@" 2>/dev/null; grep '|' out/index.html; }
is 'by their number; of a word what stands most often' "$(shown | cut -d'|' -f1)" 'fortælling:3 digitalisering:1 '
is 'keywords on several pages, and those that say nothing new' "$(shown | cut -d'|' -f2)" ' turnus(2) Vagtplaner! Ferie; vagtplan(1) Vagtplaner!;'
has 'a draft counts when it is shown' "$(shown --drafts)" ' papegøjerne:3 .*\| plan\(2\) Ferie Kolibri;'
printf 'fortælling =\n' >content/_sammensaetninger.txt
is 'a word that the own list tells of is settled' "$(shown | cut -d'|' -f1)" 'digitalisering:1 '
is 'without an index there is nothing to tell' "$(shown --skip search)" '|'

# ---- without hunspell's list, or with another ----
said() { "$VB" build --no-cache --now 2026-11-22 --out out 2>&1 | grep lexicon; }
is 'no list wanted: nobody is told' "$(VIDENSBANK_LEXICON='' said)" ''
has 'one that is not there is a note' "$(VIDENSBANK_LEXICON=/nowhere said)" '^vidensbank: note: /nowhere .*\[no-lexicon\]$'
has 'without it a compound stays whole' "$(export VIDENSBANK_LEXICON=; shown)" 'xylofonspiller:1'
printf '3\nxylofon/31\nspiller/39\narbejdsmiljø/39\n' >words
has 'another list splits by its own words' "$(export VIDENSBANK_LEXICON=words; shown; gunzip -c out/soeg/s/*.kbi | tr -d '\0')" 'xylofon.*|arbejdsmilj'
hasnt 'so the word is none that was not split' "$(export VIDENSBANK_LEXICON=words; shown)" 'xylofonspiller'
done_testing

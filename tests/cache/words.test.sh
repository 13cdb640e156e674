#!/usr/bin/env bash
# What the search keeps of its counting: taken again only where nothing that it is made of has changed, whichever page that stands on.
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"

site s
type() { printf 'label: {one: Emne, many: Emner}\nfolder: emner\nfields:\n  kort: {kind: text, label: Kort}\n  sted: {kind: %s, label: Sted}\n  se: {kind: pages, to: emne, label: Se}\n' "$1" | page s/content/_types/emne.yaml; }
type text
many() { # pages of few words, enough for several lots
  for i in $(seq 700); do
    printf -- '---\ntitle: Emne %d\nkort: Kortord%d\n---\n\nTekst %d om trivselsmåling og arbejdsmiljø nummer%d.\n\n## Afsnit\n\nNote.\n' "$i" $((i % 9)) "$i" $((i % 50)) >"s/content/emner/e$i.md"
  done
}
mkdir -p s/content/emner && many
emne() { printf -- '---\ntitle: %s\n%s\n---\n\n%s\n' "$2" "$3" "$4" >"s/content/emner/$1.md"; }
build() { "$VB" build --site s --skip history --now 2026-03-01 "$@" 2>"$TMP/err"; }
same() { # NAME: a cached build has the index of a clean one, and another than before
  local before now
  before=$(tree cached 2>/dev/null | grep '/soeg/[^d]')
  build --out cached --cache cache; build --out clean --no-cache
  now=$(tree cached)
  is "$1" "$now" "$(tree clean)"
  [ "$(grep '/soeg/[^d]' <<<"$now")" != "$before" ] || fail "$1: nothing came of it"
}
kept() { find cache -type f -printf '%s %p\n' | sort -k2; }

emne e20 'Tyve' 'tags: [Hverdag]' 'Med mærke.'
printf -- '---\ntitle: Hverdag\n---\n' | page s/content/hverdag.md
emne e30 'Tredive' 'se: [e650]' 'Ser efter en anden.'
same 'first'
words=$(for f in cache/*.docs; do grep -qa 'trivselsm' "$f" && ! grep -qa '<p>' "$f" && echo "$f"; done)
ok 'the words have a file of their own' test -f "$words"
size=$(stat -c %s "$words")
emne e100 'Emne 100' 'kort: Ny' 'En helt anden tekst med gulerødder.'
same 'one page edited'
ok 'costs its lot and not the site' test $(($(stat -c %s "$words") - size)) -lt $((size * 3 / 4))
emne e650 'Seks hundrede og halvtreds' 'kort: A' 'Tekst.'
same 'the title of a page that another refers to'
printf -- '---\ntitle: Dagligdag\n---\n' | page s/content/hverdag.md
emne e20 'Tyve' 'tags: [Dagligdag]' 'Med mærke.'
same 'a tag of another name'
emne e7 'Emne 7' 'sted: https://www.example.org/persillerod' 'Tekst.'
same 'a field that says something'
type url
same 'the same, and it is of another kind'
emne e300 'Emne 300' 'kort: b' 'Trivsel og måling, og trivsel og måling igen; trivselsmålingen.'
export VIDENSBANK_LEXICON=none
same 'a list of words that is gone'
emne e300 'Emne 300' 'kort: b' 'Intet om det.'
same 'words that another page said twice, by which compounds were split'
unset VIDENSBANK_LEXICON
same 'the list again'
emne e310 'Emne 310' 'date: 2026-02-20' 'Nyest af alle.'
same 'a newer page, beside which all others are older'
for i in $(seq 40 90); do echo '[x](e5.md)' >>"s/content/emner/e$i.md"; done
same 'a page that many lead to'
emne a 'Først af alle' 'kort: c' 'Alle får nye numre.'
same 'a page before all others'
rm s/content/emner/e2[0-9]*.md; sed -i '/^se:/d' s/content/emner/e30.md
same 'pages that are gone'
printf 'search: {stem: none}\n' >>s/content/_site.yaml
same 'words without stems'
sed -i '/^search:/d' s/content/_site.yaml; many
same 'all of it new'

n=$(kept | wc -l)
for at in 30 $((size / 3)) $((size / 2)); do
  words=$(for f in cache/*.docs; do grep -qa 'trivselsm' "$f" && ! grep -qa '<p>' "$f" && echo "$f"; done)
  printf '\377\377\377\377' | dd of="$words" bs=1 seek="$at" conv=notrunc status=none
  emne e100 'Emne 100' "kort: Ny$at" 'Tekst.'
  same "damaged at byte $at"
done
build --out one --jobs 1 --no-cache; build --out none --jobs 0 --no-cache
is 'one process makes what several make' "$(tree one)" "$(tree clean)"
is 'and so does none' "$(tree none)" "$(tree clean)"
is 'nothing is left beside' "$(kept | wc -l)" "$n"
done_testing

#!/usr/bin/env bash
# Listings that are spread over several pages.
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"

links() { python3 "$ROOT/tests/links/links.py" "$@" | tail -1 | sed 's/.*, //'; }

# ---- a plain folder of 450 pages, 200 on each ----
mkdir -p f/noter
for i in $(seq 450); do printf '# Note %d\n\nTekst.\n' "$i" >"f/noter/n$i.md"; done
printf '# Forside\n\n[noter](noter/n1.md)\n' >f/README.md
"$VB" build --site f --out o --now 2026-11-22 --no-cache 2>err
is 'a folder is built' "$? $(grep error: err)" '0 '
is 'three pages' "$(cd o/noter && echo index.html side-*)" 'index.html side-2 side-3'
entries() { grep -o '<ul class="children">.*' "$1" | grep -o '<li>' | wc -l | tr -d ' '; }
is 'each with its share' "$(entries o/noter/index.html) $(entries o/noter/side-2/index.html) $(entries o/noter/side-3/index.html)" '200 200 50'
second=$(cat o/noter/side-2/index.html)
has 'its own title' "$second" '<title>Noter – side 2 · Forside</title>'
has 'the one before' "$second" '<link rel="prev" href="\.\./"'
has 'the one after' "$second" '<link rel="next" href="\.\./side-3/"'
has 'where one is' "$second" '<p>Side 2 af 3</p>'
has '... and that this is it' "$second" '<a href="\./" aria-current="page"'
is 'every link leads somewhere' "$(links o)" '0 faults'
hasnt 'not in the API' "$(cat o/api/pages.json)" 'side-2'
hasnt 'not in the feed' "$(cat o/feed.xml)" 'side-2'
"$VB" build --site f --out off --offline --now 2026-11-22 --no-cache 2>/dev/null
is '... offline too' "$(links off --offline)" '0 faults'

# ---- a layout's own query; the same bytes with any number of jobs ----
site s
page s/content/_types/note.yaml <<<$'folder: noter\nfields:\n  aar: {kind: integer}'
for i in $(seq -w 25); do printf -- '---\ntitle: Note %s\naar: %d\n---\n' "$i" $((2000 + 10#$i / 10)) | page "s/content/noter/n$i.md"; done
printf -- '---\ntitle: Noter\nlayout: alle\n---\n' | page s/content/noter/index.md
printf -- '---\ntitle: Skjult\ndraft: yes\naar: 2002\n---\n' | page s/content/noter/skjult.md
page s/layouts/alle.mustache <<'Y'
---
queries:
  alle: {of: note, where: {aar: {has: yes}}, sort: title, group: aar, per_page: 10}
---
{{title}} {{alle_count}} {{root}}{{#alle}} [{{title}}:{{#items}} {{slug}}{{/items}}]{{/alle}}{{#alle_pages}} {{number}}/{{total}} {{previous}} {{next}} {{canonical}}{{#items}} {{number}}={{url}}{{#current}}!{{/current}}{{/items}}{{/alle_pages}}
Y
for jobs in 0 1 4; do "$VB" build --site s --out "j$jobs" --jobs "$jobs" --now 2026-11-22 --no-cache 2>err$jobs; done
is 'one job gives what none gives' "$(tree j1)" "$(tree j0)"
is 'four give it too' "$(tree j4)" "$(tree j0)"
is 'groups within the share' "$(cat j0/noter/side-2/index.html)" 'Noter 25 ../../ [2001: n11 n12 n13 n14 n15 n16 n17 n18 n19] [2002: n20] 2/3 ../ ../side-3/ https://viden.kommune.example/noter/side-2/ 1=../ 2=./! 3=../side-3/'
is 'the first page' "$(cat j0/noter/index.html)" 'Noter 25 ../ [2000: n01 n02 n03 n04 n05 n06 n07 n08 n09] [2001: n10] 1/3  side-2/ https://viden.kommune.example/noter/ 1=./! 2=side-2/ 3=side-3/'
is 'in the sitemap' "$(grep -c 'noter/side-[23]/</loc>' j0/sitemap.xml)" 2
is 'the word is a string of the site' "$(printf 'pager_segment: blad\n' | page s/layouts/strings/da.yaml; "$VB" build --site s --out j0 --now 2026-11-22 --no-cache 2>/dev/null; cd j0/noter && echo blad-*)" 'blad-2 blad-3'
rm s/layouts/strings/da.yaml

# ---- what cannot be ----
printf -- '---\ntitle: I vejen\n---\n' | page s/content/noter/side-2.md
has 'a page in the way' "$("$VB" check --site s 2>&1)" 'noter/side-2.md:1:1: error: .*\[double-permalink\]'
rm s/content/noter/side-2.md
sed -i 's/^queries:/&\n  to: {of: note, per_page: 5}/' s/layouts/alle.mustache
has 'two in one layout' "$("$VB" check --site s 2>&1)" 'layouts/alle.mustache:4:9: error: .*per_page.*\[bad-query\]'
done_testing

#!/usr/bin/env bash
# One input gets another category: it moves in the matrix, its CSV, the category's page, the theme's page and the trace, and
# a draft of it is nowhere in them.
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"

for part in content layouts assets; do cp -r "$ROOT/$part" .; done
input=content/stationsinput/2022-11-01/grib-den-gode-feedback.md
csv() { tr -d '\r' <"$1/arrangementer/arbejdsmiljoedag-2022/input.csv" | grep "^$2;"; }
# under FILE: "category" of the theme's page that the input stands below
under() { awk '/<h3>/ { h = $0 } /Grib den gode feedback.*<p>/ { print h }' "$1" | sed 's/<[^>]*>//g'; }
trace() { sed -n 's/.*<desc id="spor_desc">\([^<]*\)<.*/\1/p' "$1/stationsinput/2022-11-01/grib-den-gode-feedback/index.html"; }
listed() { grep -c 'grib-den-gode-feedback/">Grib den gode feedback' "$1/kategorier/$2/index.html"; }

ok 'the site as it is' "$VB" build --out one --now 2026-11-22
is 'counts by category' "$(csv one Branding) $(csv one Nærvær)" 'Branding;0;0;0;5;5 Nærvær;2;0;0;0;2'
has 'the matrix on the page says the same' "$(cat one/arrangementer/arbejdsmiljoedag-2022/index.html)" '>Branding</a></th>(<td class="none"><span class="unseen">[^<]*</span></td>){3}<td>5</td><td>5</td>'
is 'below its category on the theme page' "$(under one/temaer/en-staerk-fortaelling/index.html)" Branding
has 'the trace goes through it' "$(trace one)" 'Kategorier: Branding;'

sed -i 's/^kategori: .*/kategori: [naervaer]/' "$input"
ok 'another category' "$VB" build --out two --now 2026-11-22
is 'it moved in the CSV' "$(csv two Branding) $(csv two Nærvær)" 'Branding;0;0;0;4;4 Nærvær;2;0;0;1;3'
has '... in the matrix' "$(cat two/arrangementer/arbejdsmiljoedag-2022/index.html)" '>Nærvær</a></th><td>2</td>(<td class="none"><span class="unseen">[^<]*</span></td>){2}<td>1</td><td>3</td>'
is '... on the theme page' "$(under two/temaer/en-staerk-fortaelling/index.html)" Nærvær
has '... in the trace' "$(trace two)" 'Kategorier: Nærvær;'
is '... and between the pages of the categories' "$(($(listed two naervaer) > 0)) $(listed two branding)" '1 0'

sed -i 's/^owner:/draft: true\nowner:/' "$input"
ok 'a draft' "$VB" build --out three --now 2026-11-22
is 'counts in no cell and no sum' "$(csv three Nærvær) $(csv three 'I alt')" 'Nærvær;2;0;0;0;2 I alt;7;10;9;9;35'
is 'and stands in no picture' "$(grep -rlE 'Grib den gode' three)" ''
done_testing

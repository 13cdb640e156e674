#!/usr/bin/env bash
# Pages of all kinds that run out: whatever leads to one says when, so that the script in the page can take it away in time.
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"

for part in content layouts assets; do cp -r "$ROOT/$part" .; done
ending='stationsinput/2022-11-01/ab-teamet kommunikationsprodukter/elev-i-sundhed-og-omsorg gode-historier/ti-principper-og-ikke-flere
  kampagner/foraarskampagne-2024 vejledninger/ny-her anbefalinger/anbefaling-8 enheder/jobcenteret aarshjul/kampagnen-i-foraaret-2024'
repo
for page in $ending; do sed -i '2i expires: 2026-12-15' "content/$page.md"; done
git commit -qam 'Otte sider udløber'
ok 'a site where eight pages run out' "$VB" build --out out --now 2026-11-22
has 'the build says when the first does' "$(cat "$TMP/.out")" '2026-12-15T00:00:00\+01:00, content/aarshjul/'
# shellcheck disable=SC2086 # one argument for each
# shellcheck disable=SC2046
is 'each link to them says so, and so do the pictures: the wheel, and the trace on six pages' "$(python3 "$ROOT/tests/content/until.py" out $(printf '%s/ ' $ending))" 7
has 'the history of a page runs out with it' "$(grep -o '<body[^>]*>' out/vejledninger/ny-her/historik/index.html)" 'data-until="2026-12-15T'
done_testing

#!/usr/bin/env bash
# The page that tells of the build itself: made, linked to, and put before no reader who did not ask for it.
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"
site site
printf -- '---\ntitle: Tilstand\nlayout: status\n---\n\nUdgavensord.\n' | page site/content/tilstand.md
printf -- '---\ntitle: Anden\nexpires: 2026-03-01\n---\n\nAndetord. Se [tilstand](tilstand.md).\n\n## a\n### b\n' | page site/content/anden.md
(cd site && repo)
commit=$(git -C site rev-parse HEAD)
ok 'builds' "$VB" build --site site --out public --now 2026-02-01 --no-cache
told=$(cat public/tilstand/index.html)
has 'it tells the commit' "$told" "$commit"
has 'and when the next page closes' "$told" '2026-03-01T00:00:00\+01:00'
has 'other pages lead to it' "$(cat public/anden/index.html)" 'href="../tilstand/">tilstand'
# each: where a page may be met unasked
found() { (cd public && grep -rlE "$1" --include='*.xml' --include=index.html . | grep -v "^./$2/" | sort | tr '\n' ' '); }
is 'its title stands nowhere else' "$(found Tilstand tilstand)" ''
has 'another page does (the test can fail)' "$(found '>Anden<' anden)" '^\./feed\.xml \./index\.html'
is 'the sitemap has the others' "$(grep -oE '<loc>[^<]*' public/sitemap.xml | sed 's|.*example/|/|')" $'/\n/anden/'
is 'the search finds the other' "$("$VB" search --out public andetord 2>&1 | grep -c anden)" 1
is 'and not it' "$("$VB" search --out public udgavensord 2>&1 | grep -c tilstand/)" 0
has 'programs are told of it' "$(cat public/api/pages.json)" '"url":"tilstand/"'
is 'in words for programs too' "$(tr -d '\n' <public/api/status.json)" "{  \"page\": \"https://viden.kommune.example/tilstand/\",  \"commit\": \"$commit\",  \"time\": \"$(git -C site log -1 --format=%aI)\",  \"pages\": 3,  \"warnings\": 0,  \"next_closing\": \"2026-03-01T00:00:00+01:00\"}"
rm site/content/tilstand.md; sed -i 's/\[tilstand\](tilstand.md)/tilstand/' site/content/anden.md
"$VB" build --site site --out public --now 2026-02-01 --no-cache 2>/dev/null; is 'no page, no such file' "$(ls public/api)" pages.json
done_testing

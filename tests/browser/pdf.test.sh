#!/usr/bin/env bash
# Printing to PDF: a file for each page that is asked for, tagged, with language, title and bookmarks, links to the site's own address.
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"
if ! [ -e "$ROOT/build/node/node_modules/playwright-core" ] || ! command -v chromium >/dev/null; then
  echo 'not ok 1 - printing # SKIP chromium or playwright-core is not installed'; exit 0
fi
site s
printf -- '---\ntitle: Ark\ntags: [a]\n---\n## Første\n\nSe [noten](note.md).\n\n## Andet\n' | page s/content/ark.md
printf -- '---\ntitle: Note\n---\nNote.\n' | page s/content/note.md
"$VB" build --site s --out out --no-cache --now 2026-11-22 >/dev/null 2>&1
cd "$ROOT" || exit
is 'one file for each page that is asked for' "$(node src/share/pdf.mjs "$TMP/out" "$TMP/pdf" ark/ note/ 2>&1)" "$TMP/pdf/ark.pdf"$'\n'"$TMP/pdf/note.pdf"
pdf=$(strings -n 3 "$TMP/pdf/ark.pdf")
has 'tagged' "$pdf" '/MarkInfo'
has 'in its language' "$pdf" '/Lang \(da\)'
has 'with bookmarks' "$pdf" '/Outlines'
has 'links lead to the site' "$pdf" '/URI \(https://viden.kommune.example/note/\)'
hasnt '... and to no file of this machine' "$pdf" 'file://'
ok 'what is not there is a failure' sh -c "! node src/share/pdf.mjs $TMP/out $TMP/none findes-ikke/"
done_testing

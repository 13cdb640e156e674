#!/usr/bin/env bash
# What the guides for those who write pages show, besides the program's own guide (guide.test.sh): every example stands as it is shown on a
# copy of the site, and every command is run.
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"
mkdir s bin; ln -s "$VB" bin/vidensbank; export PATH="$TMP/bin:$PATH" SOURCE_DATE_EPOCH=1795302000
printf '#!/bin/sh\necho "$1" >"%s/opened"\n' "$TMP" >bin/xdg-open; chmod +x bin/xdg-open
cp -r "$ROOT"/{content,layouts,assets} s/; cd s || exit 1
repo; cd ..; git clone -q --bare s fælles.git
guides=$ROOT/content/vejledninger
# block GUIDE N: what stands between its Nth fences, without their indentation
block() { echo "$1 $2" >>"$TMP/tried"; awk -v n="$2" '/^ *```/ {if (!on) i++; on = !on; next} on && i == n {sub(/^   /, ""); print}' "$guides/$1"; }
faults() { (cd "$1" && vidensbank check --cache ../cache 2>&1 | grep -E "$2.*: (error|warning)"); }

# ---- the first page ----
block saadan-bidrager-du.md 1 >s/content/min-foerste-side.md
is 'the little page works as it stands' "$(faults s min-foerste)" ''
has 'it is a page' "$(cat s/content/min-foerste-side.md)" '^title: Min første side$'
cp s/content/min-foerste-side.md s/content/temaer/i-en-mappe.md
has 'in a folder its link must begin elsewhere, as is told there' "$(faults s i-en-mappe)" 'broken-link|unknown-key|missing-key'
rm s/content/temaer/i-en-mappe.md

# ---- what each page may say: each line of the table by itself ----
n=0
printf '%%PDF-1.4\n%%%%EOF\n' >s/content/plan.pdf
while read -r line; do
  n=$((n + 1))
  sed "2a $line" s/content/min-foerste-side.md >s/content/proeve.md
  is "a page may say: $line" "$(faults s proeve)" ''
done < <(sed -n 's/^| `\([a-z_]*: [^`]*\)` |.*/\1/p' "$guides/saadan-bidrager-du.md")
is 'lines that were tried' $n 6
{ sed -n 1,2p s/content/min-foerste-side.md; block saadan-bidrager-du.md 3; sed '1,2d' s/content/min-foerste-side.md; } >s/content/proeve.md
cp "$guides/skabelon-til-gruppearbejde.docx" s/content/skema.docx
is 'files to fetch' "$(faults s proeve)" ''
rm s/content/proeve.md
block saadan-bidrager-du.md 4 >s/content/_sammensaetninger.txt
is 'words and their parts' "$(faults s _sammensaetninger)" ''

# ---- with git ----
(cd s && git add -A && commit side && git push -q ../fælles.git main)
mkdir hos; cd hos || exit 1
while read -r line; do
  ok "$line" bash -c "cd vidensbank 2>/dev/null; ${line/ADRESSE/$TMP/fælles.git}"
  [[ $line == *' switch '* ]] && sed -i 's/Her begynder teksten/Her begynder min tekst/' vidensbank/content/min-foerste-side.md
done < <(for n in 6 7 8; do block saadan-bidrager-du.md $n; done | grep -v '^cd ')
is 'the branch is there for others to read' "$(git -C ../fælles.git log --format=%s -1 min-rettelse)" 'Tilføj input om oplæring'
cd vidensbank || exit 1
review=$(grep -o '`vidensbank review [^`]*`' "$guides/saadan-bidrager-du.md" | tr -d '`')
ok "$review" bash -c "$review"
is 'the lines that it writes are those of the guide' "$(git log -1 --format=%B | grep ^Reviewed)" "$(block saadan-bidrager-du.md 2 | grep ^Reviewed)"
git commit -q --allow-empty -m "Ændring

$(block saadan-bidrager-du.md 5)"
is 'a note is a line that git takes for one' "$(git log -1 --format='%(trailers:key=Note,valueonly)' | head -1)" 'Fristen er flyttet, så alle skoler kan nå at være med.'
cd ../.. || exit 1

# ---- a station's input, a picture, a film ----
block skriv-et-input.md 1 >s/content/stationsinput/2022-11-01/mit-input.md
is 'the input works as it stands' "$(faults s mit-input)" ''
{ printf -- '---\ntitle: Prøve\nowner: redaktionen\n---\n\nEt billede.\n\n'; block billeder-og-film.md 1; echo; block billeder-og-film.md 2; } >s/content/vejledninger/proeve.md
is 'the picture and the film do' "$(faults s proeve | grep -v lead)" ''

# ---- the page while it is written ----
command=$(block se-siden-mens-du-skriver.md 1)
(cd s && exec $command --port 0 --cache ../cache) >said 2>err & server=$!
for _ in $(seq 600); do [ -s opened ] && break; sleep 0.1; done
is "$command" "$(cat opened)" "$(grep -o 'http://[^ ]*' said)"
has 'shows the site' "$(curl -s --max-time 60 "$(cat opened)min-foerste-side/")" 'Min første side'
kill -INT $server; wait $server; is 'Ctrl+C ends it' $? 0
is 'every example of these guides was tried' "$(sort -u tried | wc -l)" "$(cd "$guides" && cat saadan-bidrager-du.md skriv-et-input.md billeder-og-film.md se-siden-mens-du-skriver.md | grep -c '^ *```' | awk '{print $1 / 2}')"
done_testing

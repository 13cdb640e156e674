#!/usr/bin/env bash
# What readers and machines are told of a page's sections.
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"
on() { git add -A && GIT_AUTHOR_NAME="$2" GIT_AUTHOR_DATE="$1T12:00:00+0100" GIT_COMMITTER_DATE="$1T12:00:00+0100" git commit -qm "$1 $2"; }
# sections: "id date author" of each in the page's api entry
sections() { node -e 'for (const s of JSON.parse(require("fs").readFileSync("out/api/pages.json")).find(p => p.url == process.argv[1]).sections)
  console.log(s.id || "-", s.updated ? s.updated.date.slice(0, 10) + " " + s.updated.author : null)' "$1"; }
build() { ok "$1" "$VB" build --out out --now 2026-02-01; }

site r; cd r || exit; git init -q -b main .
printf '%s: {name: %s}\n' Ane Ane Bo Bo Cæcilie Cæcilie >content/_people.yaml
page content/a.md <<'P'
---
title: En side
---

Først et stykke.

## Gammelt afsnit

Det her er ikke rørt siden.

## Nyt afsnit

Det her bliver skrevet om.

### Under det

Noget mere.

#### Helt nede

Det nederste.
P
printf -- '---\ntitle: Uden tekst\nsummary: Alt står i felterne.\n---\n' >content/b.md
on 2021-03-03 Ane
sed -i 's/bliver skrevet om/er skrevet om/' content/a.md; on 2025-06-01 Bo
sed -i 's/^title: En side/title: Siden/; s/^#### Helt nede/####   Helt nede/' content/a.md
perl -0pi -e 's/rørt siden\.\n/rørt siden.\n\n\n/' content/a.md; on 2026-01-05 Cæcilie
build "it builds"
is "sections are theirs who wrote their lines" "$(sections a/)" "- 2021-03-03 Ane
gammelt-afsnit 2021-03-03 Ane
nyt-afsnit 2025-06-01 Bo
under-det 2021-03-03 Ane
helt-nede 2021-03-03 Ane"
is "of a page without text the fields are the text" "$(sections b/)" "- 2021-03-03 Ane"
is "headings say so where it is another time than the page's" "$(grep -o '<p class="changed">.*</p>' out/a/index.html)" \
  '<p class="changed"><time datetime="2021-03-03T12:00:00+01:00">Senest ændret 3. marts 2021</time></p>
<p class="changed"><time datetime="2025-06-01T12:00:00+01:00">Senest ændret 1. juni 2025</time></p>
<p class="changed"><time datetime="2021-03-03T12:00:00+01:00">Senest ændret 3. marts 2021</time></p>'
is "... right behind the heading" "$(grep -A1 '<h2 id="nyt-afsnit"' out/a/index.html | grep -c 'class="changed"')" 1
has "history tells them" "$("$VB" history a)" '^Nyt afsnit$'
has "... and how many lines are whose" "$("$VB" history a)" 'lin(es|jer) +(Bo|Ane) \(1\)$'
is "... as JSON too" "$("$VB" history a --json | node -e 'const h = JSON.parse(require("fs").readFileSync(0)); console.log(h.sections.length, h.sections[2].title, JSON.stringify(h.sections[2].people))')" \
  '5 Nyt afsnit [{"name":"Bo","lines":1},{"name":"Ane","lines":1}]'
"$VB" build --out rev --rev HEAD --now 2026-02-01 2>/dev/null
is "the same from the revision" "$(cmp out/api/pages.json rev/api/pages.json && cmp out/a/index.html rev/a/index.html)" ""
"$VB" build --out one --jobs 0 --no-cache --now 2026-02-01 2>/dev/null
is "... and in one process without a cache" "$(cmp out/api/pages.json one/api/pages.json && cmp out/a/index.html one/a/index.html)" ""

cp content/a.md keep; sed -i '5i Indsat, ikke gemt endnu.' content/a.md
build "an uncommitted change"
is "... of which no section is claimed" "$(sections a/ | awk '{print $2}' | sort -u)" "null"
hasnt "... nor told" "$(cat out/a/index.html)" 'class="changed"'
mv keep content/a.md
git clone -q --depth 2 "file://$PWD" ../s; cd ../s || exit; ok "a shallow clone builds" "$VB" build --out out --now 2026-02-01
is "... and claims nothing that the rest could contradict" "$(sections a/)" "- null
gammelt-afsnit null
nyt-afsnit null
under-det null
helt-nede null"
cd ../r || exit; printf 'Ane: {show: none}\nBo: {name: Enheden}\n' >content/_people.yaml; "$VB" build --out out --now 2026-02-01 >"$TMP/log" 2>&1
hasnt "nobody is named who is not to be" "$(cat out/api/pages.json out/a/index.html "$TMP/log")" 'Ane|Cæcilie'
done_testing

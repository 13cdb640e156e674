#!/usr/bin/env bash
# A page as it was: read on its history page, and what a relation with as_of leads to: the version that stood on the day told of.
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"

at() { # at DAY: one commit of everything, on that day
  GIT_AUTHOR_DATE="$1T10:00:00+0100" GIT_COMMITTER_DATE="$1T10:00:00+0100" commit
}
built() { rm -rf out; "$VB" build --no-cache --out out --now "${1:-2026-11-22}" "${@:2}" >said 2>&1 || cat said; }
# then_of [DECISION]: what the decision's page says of the pages it is about
# shellcheck disable=SC2120
then_of() { sed -n '/<ul class="about">/,/<\/ul>/p' "out/sager/${1:-sag}/index.html" | grep '<li>'; }
# was PAGE ID: how the page was, by that entry of its history
was() {
  sed -n "/<li id=\"$2\">/,/^<li id=/p" "out/$1historik/index.html" | sed -n '/<details class="said">/,/<\/details>/p' | sed -E 's/<br>/ | /g; s/<[^>]*>//g; /^ *$/d'
}

site .
printf 'language: da\nbase_url: https://viden.kommune.example/\n' >content/_site.yaml
printf 'label: Side\nfolder: ""\nlayout: page\nfields:\n  status: {kind: text, label: Status}\n  maal: {kind: markdown, label: Mål}\n  navne: {kind: list, of: {kind: text}, label: Navne}\n' | page content/_types/side.yaml
page content/_types/sag.yaml <<'Y'
label: {one: Sag, many: Sager}
folder: sager
fields:
  om: {kind: pages, inverse: sager, as_of: trin.dato, label: Handler om}
  trin:
    kind: list
    label: Trin
    fields:
      dato: {kind: date, label: Dato}
Y
printf '<h1>{{title}}</h1>\n<ul class="about">\n{{#om}}\n<li>{{title}} {{url}} [{{link_then}}] {{then}}{{#children}}{{link_then}}{{/children}}</li>\n{{/om}}\n</ul>\n' | page layouts/sag.mustache
git init -q -b main . && printf 'out\nsaid\n' >.git/info/exclude
rule() { printf -- '---\ntitle: %s\nstatus: %s\nmaal: Ti **mål**.\nnavne: [Et, To]\n---\n\n%s\n' "$1" "$2" "$3" >content/regel.md; }
sag() { printf -- '---\ntitle: Sag\nom: [regel, ny, uroert]\ntrin:\n  - dato: 2023-04-01\n  - dato: %s\n  - dato: 2031-01-01\n---\n\nEn sag.\n' "$1" | page content/sager/sag.md; }
printf -- '---\ntitle: Urørt\n---\n\nUændret.\n' >content/uroert.md
rule Regel Udkast $'Canarykladde af reglen.' && sed -i 's/^status/draft: yes\n&/' content/regel.md
at 2023-01-01
rule Regel Gælder $'Den gamle regel 3 < 4 & siger ja.\n\nOg mere til.'
at 2023-03-01
rule Reglen Gælder 'Den anden regel siger nej.'
at 2023-05-01
rule Reglen Ændret 'Den anden regel siger måske.' && export GIT_AUTHOR_NAME='Bo Holm' GIT_AUTHOR_EMAIL=bo@kommune.example && at 2023-05-01
export GIT_AUTHOR_NAME='Ane Hansen' GIT_AUTHOR_EMAIL=ane@kommune.example
rule Reglen Ændret 'Den nyeste regel.'
at 2024-01-01
printf -- '---\ntitle: Ny\n---\n\nKom til siden.\n' >content/ny.md
sag 2023-05-01
at 2024-02-01
built
is 'a decision leads to what stood that evening; not to a page that came later, nor to one that has not changed' "$(then_of)" '<li>Reglen ../../regel/ [../../regel/historik/#v-2023-05-01-2] 1. maj 2023</li>
<li>Ny ../../ny/ [] 1. maj 2023</li>
<li>Urørt ../../uroert/ [] 1. maj 2023</li>'
has 'the entry is there' "$(cat out/regel/historik/index.html)" '<li id="v-2023-05-01-2">'
is 'and says how the page was, fields and text' "$(was regel/ v-2023-05-01-2)" 'Læs siden, som den var
Reglen
Status: Ændret
Mål: Ti mål. 
Navne:  | Et | To
Den anden regel siger måske.'
is 'what was written stays text' "$(was regel/ v-2023-03-01 | tail -2)" 'Den gamle regel 3 &lt; 4 &amp; siger ja.
Og mere til.'
is 'the page as it is now is not told again' "$(was regel/ v-2024-01-01)" ''
is 'nothing of a draft' "$(grep -rl Canary out)" ''
sag 2023-04-30 && at 2024-02-02 && built
has 'the day before, the older one' "$(then_of)" 'Reglen .*\[../../regel/historik/#v-2023-03-01\] 30. april 2023'
built 2023-04-20 --at 2024-03-01
has 'a step to come does not count' "$(then_of)" 'Reglen .*1. april 2023'
sag 2022-01-01 && sed -i '/2023-04-01/d' content/sager/sag.md && at 2024-02-03 && built
has 'before the page was public there is nothing to lead to' "$(then_of)" 'Reglen ../../regel/ \[\] 1. januar 2022'
built 2026-11-22 --skip history
has 'nor without a history' "$(then_of)" 'Reglen ../../regel/ \[\] 1. januar 2022'
sed -i 's/as_of: trin.dato/as_of: trin.dat/' content/_types/sag.yaml; built
has 'as_of must lead to a date' "$(cat said)" '_types/sag.yaml:4:.*"?as_of.*trin.dat.*\[bad-schema\]'

# Earlier texts are bounded: of twenty versions of 30 KB not all are told; but the one that is led to is.
sed -i 's/as_of: trin.dat,/as_of: trin.dato,/' content/_types/sag.yaml; sag 2023-05-02
for i in 1 2 3 4 5 6 7 8 9; do { printf -- '---\ntitle: Reglen\n---\n\n'; for _ in $(seq 1200); do echo "Linje $i som er lang nok til noget."; echo; done; } >content/regel.md; at 2025-01-0$i; done
built
is 'the earlier texts of one page are bounded, but for what is led to' "$(($(grep -c 'class="said"' out/regel/historik/index.html) < 6)) $(then_of | sed -n 1p)" '1 <li>Reglen ../../regel/ [../../regel/historik/#v-2023-05-01-2] 2. maj 2023</li>'
for i in $(seq 10 31); do printf -- '---\ntitle: Reglen\n---\n\nDag %s.\n' "$i" >content/regel.md; at 2025-03-$i; done
built
is '... and is told in full behind all those that are told in short' "$(then_of | sed -n 1p) $(was regel/ v-2023-05-01-2 | tail -1)" '<li>Reglen ../../regel/ [../../regel/historik/#v-2023-05-01-2] 2. maj 2023</li> Den anden regel siger måske.'
is '... others are not' "$(grep -c '<li id="v-2023-03-01">' out/regel/historik/index.html) $(was regel/ v-2023-03-01)" '1 '
printf '{{<base}}{{$main}}{{#om}}<p>{{title}}:{{#then}} {{#link_then}}led{{/link_then}}{{^link_then}}{{#then_same}}same{{/then_same}}{{^then_same}}not known{{/then_same}}{{/link_then}}{{/then}}</p>{{/om}}{{/main}}{{/base}}' | page layouts/sag.mustache
built
is 'where nothing is led to, it is told whether the page is the same still' "$(grep -o '<p>[A-ZÆØÅ][^<]*:.*</p>' out/sager/sag/index.html)" '<p>Reglen: led</p><p>Ny: not known</p><p>Urørt: same</p>'

# How a page was is shown as it was shown: headings, tables, notes; links and pictures are text, and lead nowhere.
cat >content/tavle.md <<'M'
---
title: Tavle
---

## Først

| Navn | Antal |
|------|------:|
| Æble | 3 |

> [!TIP]
> Spis [æbler](skjult-canary.md "titel-canary").[^1]

- [x] ![Et æble](canary.png) <b onclick="canary">fed</b>

[^1]: Ikke for mange.

https://viden.kommune.example/sti
M
printf -- '---\ntitle: Skjult\ndraft: yes\n---\n' >content/skjult-canary.md
printf 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==' | base64 -d >content/canary.png
at 2025-05-01; printf -- '---\ntitle: Tavle\n---\n\nNu uden.\n' >content/tavle.md; at 2025-05-02; built
said=$(sed -n '/<details class="said">/,/<\/details>/p' out/tavle/historik/index.html)
for what in '<h4>Først</h4>' '<th scope="col" class="right">Antal</th>' '<td>Æble</td>' 'class="note note-tip"' 'Spis æbler' '<input type="checkbox" disabled' 'Et æble' 'Ikke for mange.' '<section class="footnotes">' 'https://viden.kommune.example/sti'; do
  has "as it was: $what" "$said" "$what"
done
hasnt 'and no way leads out of it, nor a second place of the same name' "$said" '<a |<img| id=|onclick|↩'
is 'nothing hidden is named' "$(grep -rl canary out)" ''
done_testing

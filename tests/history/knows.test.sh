#!/usr/bin/env bash
# Whom to ask about something: units and roles, in the order of the alphabet; never a person, never a figure.
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"
on() { local day=$1 who=$2; shift 2; git add -A && GIT_AUTHOR_NAME="$who" GIT_AUTHOR_EMAIL="$who@kommune.example" GIT_AUTHOR_DATE="${day}T12:00:00+0100" GIT_COMMITTER_DATE="${day}T12:00:00+0100" git commit -q --allow-empty -m "${1:-ændring}" -m "${2:-$day}"; }
# shellcheck disable=SC2120
build() { "$VB" build --out ../out --now "${1:-2026-06-01}" >"$TMP/log" 2>&1 || cat "$TMP/log"; }
shown() { grep -v '^$' ../out/emner/stoej/index.html | tr '\n' ' '; }
# data PAGE: whom api/knows.json names for it
data() { node -e 'const p = JSON.parse(require("fs").readFileSync("../out/api/knows.json")).find(p => p.url == process.argv[1]); console.log(p && p.knows.map(k => k.name + "=" + k.url).join(", "))' "$1"; }

site r; cd r || exit; git init -q -b main .
printf 'label: Emne\nfolder: emner\nlayout: emne\n' | page content/_types/emne.yaml
printf 'label: Note\nfolder: noter\nfields:\n  emne: {kind: page, to: emne, inverse: noter, label: Emne}\n' | page content/_types/note.yaml
printf 'label: Enhed\nfolder: enheder\n' | page content/_types/enhed.yaml
page layouts/emne.mustache <<<'{{#knows}}[{{title}}{{#url}} {{url}}{{/url}}]{{/knows}}{{^knows}}ingen{{/knows}}'
cat >content/_people.yaml <<'P'
Ane: {name: Ane Ågesen, unit: miljoe}
Bo: {name: Bo, role: Jurist, unit: Byggesager, show: role}
Cia: {name: Cia Person}
Dorte: {name: Dorte, unit: Hemmeligt, show: none}
Egon:
Finn: Økonomi
P
printf -- '---\ntitle: Miljø\n---\n' | page content/enheder/miljoe.md
printf -- '---\ntitle: Økonomi\n---\n' | page content/enheder/oekonomi.md
printf -- '---\ntitle: Skole\n---\n' | page content/enheder/skole.md
printf -- '---\ntitle: Støj\nowner: skole\n---\n' | page content/emner/stoej.md
on 2026-01-01 Gerda
build; is 'the owner is to be asked' "$(shown)" '[Skole ../../enheder/skole/] '
note() { printf -- '---\ntitle: %s\nemne: stoej\n%s---\n\n%s\n' "$1" "${3:-}" "$2" | page "content/noter/$1.md"; }
note a 'En note.'; on 2026-01-02 Cia
note b 'Endnu en.'; on 2026-01-02 Dorte
note c 'En tredje.'; on 2026-01-02 Egon
note d 'En fjerde.'; on 2026-01-02 Gerda
build; is 'persons are not, nor who is not to be shown, nor who is not listed' "$(shown)" '[Skole ../../enheder/skole/] '
hasnt '... and have left no trace' "$(cat ../out/api/knows.json)" 'Cia|Dorte|Egon|Gerda|Hemmeligt|Redaktionen'
note e 'En femte.' $'owner: oekonomi\n'; on 2026-01-02 Bo
on 2026-01-03 Ane 'Læst' 'Reviewed: content/noter/a.md'
build; is 'units and roles are, by what they own, wrote and reviewed, in the order of the alphabet' "$(shown)" \
  '[Jurist][Miljø ../../enheder/miljoe/][Skole ../../enheder/skole/][Økonomi ../../enheder/oekonomi/] '
is '... and for each page as data' "$(data noter/a/) | $(data noter/e/)" 'Miljø=enheder/miljoe/ | Jurist=null, Økonomi=enheder/oekonomi/'
note f 'En sjette.'; on 2026-01-04 Finn
build; is 'a unit as what somebody is shown counts as itself' "$(data noter/f/)" 'Økonomi=enheder/oekonomi/'
printf -- '---\ntitle: Ældre\n---\n' | page content/enheder/aeldre.md
printf -- '---\ntitle: Beredskab og vagt\n---\n' | page content/enheder/beredskab.md
printf 'Hans: {unit: aeldre}\nIda: {unit: beredskab}\n' >>content/_people.yaml; on 2026-01-05 Gerda
on 2020-01-01 Hans 'Læst' 'Reviewed: content/noter/a.md'; on 2026-01-05 Ida 'Læst' 'Reviewed: content/noter/a.md'
build; is 'of more than five the oldest is left out' "$(shown)" \
  '[Beredskab og vagt ../../enheder/beredskab/][Jurist][Miljø ../../enheder/miljoe/][Skole ../../enheder/skole/][Økonomi ../../enheder/oekonomi/] '
note g 'En syvende.'; on 2026-01-05 Ida
build; is 'an author who is shown as a unit is so by its title' "$(node -e 'console.log(JSON.parse(require("fs").readFileSync("../out/api/pages.json")).find(p => p.url == "noter/g/").created.author)')" 'Beredskab og vagt'
on 2026-01-06 Hans 'Læst' $'Reviewed: content/noter/a.md\nReviewed: content/noter/b.md\nReviewed: content/noter/c.md'
build; has '... whoever that is now' "$(shown)" 'Ældre'
sed -i 's/^title: e$/&\ndraft: true/' content/noter/e.md; sed -i 's/^title: Skole/&\ndraft: true/' content/enheder/skole.md; on 2026-01-07 Gerda
build; is 'hidden pages leave no trace' "$(shown | grep -cE 'Jurist|Skole') $(grep -cE 'Jurist|Skole' ../out/api/knows.json)" '0 0'
printf 'title: Prøve\nbase_url: https://viden.kommune.example/\nattribution: {knows: no}\n' | page content/_site.yaml
build; is 'the settings turn it off' "$(shown)" 'ingen '
ok '... the data too' test ! -e ../out/api/knows.json
sed -i 's/knows: no/knows: maybe/' content/_site.yaml
has '... by yes or no' "$("$VB" check 2>&1)" 'content/_site\.yaml:3:22: error: .*bad-setting'
done_testing

#!/usr/bin/env bash
# `explain CODE`: of every code why, what to do, and an example that gives it and one that does not (examples.py).
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"
# base FOLDER UNITS UNIT THEMES THEME FIELDS...: a site in which the examples are done; fields, pages and files in the order below
base() {
  local folder=$1 units=$2 unit=$3 themes=$4 theme=$5; shift 5
  mkdir "$folder"; cd "$folder" || exit 1
  site .
  printf 'language: da\n' >>content/_site.yaml
  printf 'folder: %s\n' "$units" | page "content/_types/$unit.yaml"
  page "content/_types/$theme.yaml" <<E2
folder: $themes
fields:
  $1: {kind: integer, max: 9}
  $2: {kind: choice, choices: [$3, $4]}
  $unit: {kind: page, to: $unit}
  $5: {kind: text, required_when: {$2: $4}}
  $6: {kind: text, wanted_when: {$2: $3}}
  $7: {kind: date}
  $8: {kind: date, after: $7}
  status: {kind: choice, choices: [$9, ${10}]}
  ${11}: {kind: date, future_when: {status: $9}}
  ${12}: {kind: date, avoid_holidays: true}
  ${13}: {kind: date, fresh: {warn: 11, fail: 12}}
E2
  printf -- '---\ntitle: %s\n---\n' "${14}" | page "content/$units/${14,,}.md"
  printf '# %s\n' "${15}" >"content/${15// /-}.md"
  printf '# %s\n' "${16}" >"content/${16}.md"
  printf -- '---\ntitle: Kladde\ndraft: yes\n---\n' | page "content/${17}.md"
  printf '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"></svg>\n' >"content/${18}"
  repo
  cd .. || exit 1
}
base da enheder enhed temaer tema nummer art ros ris maal grund fra til planlagt holdt moede udsendes gennemgaaet Drift 'drift og vej' gammel kladde tegning.svg
base en units unit themes theme number kind praise complaint goal reason from until planned held meeting sent checked Roads 'roads and parks' old draft drawing.svg
failed=0
for language in da en; do
  python3 "$ROOT/tests/explain/examples.py" "$ROOT" $language $language >"$language.tap" || failed=1
  while read -r line; do
    case $line in ok*) pass "$language: ${line#ok * - }" ;; not*) fail "$language: ${line#not ok * - }" "$(grep -A12 -F "$line" "$language.tap")" ;; esac
  done <"$language.tap"
done
is 'both were gone through' "$failed" 0

# ---- whose language ----
printf 'title: Trial\nlanguage: en\n' | page english/content/_site.yaml
is 'an English site has it in English' "$(LC_ALL=C LANGUAGE='' "$VB" explain broken-link --site english | grep -c '\[Roads\]')" 2
is 'a Danish one in Danish, under plain C' "$(cd da && LC_ALL=C LANGUAGE='' "$VB" explain broken-link | grep -c '\[Drift\]')" 2
done_testing

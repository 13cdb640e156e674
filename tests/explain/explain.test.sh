#!/usr/bin/env bash
# `explain CODE`: of every code why, what to do, and an example that gives it and one that does not (examples.py).
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"
mkdir base; cd base || exit 1
site .
printf 'language: da\n' >>content/_site.yaml
page content/_types/enhed.yaml <<'E2'
folder: enheder
E2
page content/_types/tema.yaml <<'E2'
folder: temaer
fields:
  nummer: {kind: integer, max: 9}
  art:    {kind: choice, choices: [ros, ris]}
  enhed:  {kind: page, to: enhed}
  maal:   {kind: text, required_when: {art: ris}}
  grund:  {kind: text, wanted_when: {art: ros}}
  fra:    {kind: date}
  til:    {kind: date, after: fra}
  status: {kind: choice, choices: [planlagt, holdt]}
  moede:  {kind: date, future_when: {status: planlagt}}
  udsendes:    {kind: date, avoid_holidays: true}
  gennemgaaet: {kind: date, fresh: {warn: 11, fail: 12}}
E2
printf -- '---\ntitle: Drift\n---\n' | page content/enheder/drift.md
printf '# Drift og vej\n' >content/drift-og-vej.md
printf '# Gammel\n' >content/gammel.md
printf -- '---\ntitle: Kladde\ndraft: yes\n---\n' >content/kladde.md
printf '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"></svg>\n' >content/tegning.svg
repo
cd .. || exit 1
python3 "$ROOT/tests/explain/examples.py" "$ROOT" base

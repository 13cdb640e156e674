#!/usr/bin/env bash
# What a type's own gates close leaves no trace: a canary word in every part of such a page is nowhere in the output.
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"

site .
printf 'folder: ""\n' | page content/_types/side.yaml
page content/_types/aktiv.yaml <<'Y'
folder: aktiver
gates:
  - {until: data.til}
  - {withdrawn: data.trukket}
  - {approved: data.godkendt, when: {data.personer: ja}}
fields:
  art: {kind: text}
  fil: {kind: file}
  data:
    kind: group
    fields:
      personer: {kind: choice, choices: [ja, nej]}
      til: {kind: date}
      trukket: {kind: date}
      godkendt: {kind: date}
  side: {kind: page, to: side, inverse: aktiver}
Y
# asset WORD DATA: a page with the word in every part of it, and a file
asset() {
  page "content/aktiver/$1.md" <<M
---
title: Titel $1
summary: Resume $1
tags: [emne$1]
keywords: [søg$1]
attachments: [{file: $1-3.svg, title: Bilag $1}]
aliases: [gammel-$1]
art: Art $1
fil: $1.svg
side: om
data: $2
---

## Afsnit $1

Tekst $1 med [$1](https://$1.example/) og ![billede $1]($1-2.svg).
M
  for f in "$1" "$1-2" "$1-3"; do
    echo "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"><title>$1</title></svg>" >"content/aktiver/$f.svg"
  done
  git add -A
  git commit -qm "besked$1" --author "Forfatter$1 <$1@kommune.example>"
}
page content/om.md <<'M'
---
title: Om
---

Et [aktiv](aktiver/hejre.md), dets [fil](aktiver/hejre.svg) og ![billedet](aktiver/hejre.svg) og [bilag](aktiver/hejre-3.svg).
M
repo
asset hejre '{personer: ja, til: 2026-06-30, godkendt: 2026-01-10}'
asset ugle '{personer: ja, til: 2026-06-30}'
asset svale '{personer: nej, trukket: 2026-03-01}'
asset falk '{personer: ja, godkendt: 2026-05-01, til: 2026-12-31}'
asset gaase '{personer: nej}'

# seen NOW: the words that the output holds anywhere, in names, bytes or unpacked gzip
seen() {
  rm -rf out
  "$VB" build --out out --now "$1" >.said 2>&1 || cat .said
  for word in hejre ugle svale falk gaase; do
    { find out -print; find out -type f -exec cat {} +; find out -name '*.gz' -exec zcat {} +; } | grep -ai "$word" >/dev/null && echo -n "$word "
  done
}
is 'before the approval' "$(seen 2026-01-05)" 'svale gaase '
has 'a link to a closed page becomes text' "$(cat .said)" 'content/om.md:5:4: warning: content/aktiver/hejre.md is not published, so this link becomes text \[link-to-hidden\]'
has 'its file is nobody else'\''s to publish' "$(cat .said)" 'content/om.md:5:36: warning: the file belongs to content/aktiver/hejre.md, which is not published'
is 'on the day of the approval' "$(seen 2026-01-10)" 'hejre svale gaase '
is 'nothing is said of a link to an open page' "$(grep -c om.md .said)" 0
is 'on the day it is withdrawn' "$(seen 2026-03-01)" 'hejre gaase '
is 'on the last day that it is valid' "$(seen 2026-06-30)" 'hejre falk gaase '
is 'on the day after' "$(seen 2026-07-01)" 'falk gaase '
is 'after all of them' "$(seen 2027-01-01)" 'gaase '
is 'what is not approved is seen by no option' "$("$VB" build --drafts --out out --now 2026-02-01 >/dev/null 2>&1; grep -rli ugle out)" ''

# next NOW OPTIONS...: when something opens or closes
next() { "$VB" build --out out --now "$@" 2>&1 >/dev/null | grep '^next change'; }
printf -- '---\ntitle: Kladde\ndraft: yes\npublish: 2025-12-20\n---\n' | page content/kladde.md
is 'the next change: a page closes' "$(next 2026-02-01)" 'next change: 2026-03-01T00:00:00+01:00, content/aktiver/svale.md closes'
is '… from the day after its last' "$(next 2026-05-02)" 'next change: 2026-07-01T00:00:00+02:00, content/aktiver/hejre.md closes'
is 'a page opens; one that something else keeps closed is no change' "$(next 2025-12-01)" 'next change: 2026-01-10T00:00:00+01:00, content/aktiver/hejre.md opens'
is 'none ahead' "$(next 2027-01-02)" ''
is 'list tells when each page changes' "$("$VB" list all --json --now 2026-02-01 | grep -oE '(svale|falk|kladde).md.*next_change":[^}]*' | sed -E 's/",.*next/ next/')" \
  $'falk.md next_change":"2026-05-01T00:00:00+02:00"\nsvale.md next_change":"2026-03-01T00:00:00+01:00"\nkladde.md next_change":null'
is 'nothing of it is in the output' "$(next 2026-01-05 >/dev/null; grep -rl hejre out)" ''

# why PAGE NOW
why() { "$VB" explain "content/aktiver/$1.md" --now "$2" 2>&1 >/dev/null | grep -o 'published[^;]*'; }
is 'explain: not approved' "$(why ugle 2026-02-01)" 'published: not approved'
is 'explain: withdrawn' "$(why svale 2026-04-01)" 'published: withdrawn'
is 'explain: run out' "$(why hejre 2026-08-01)" 'published: no longer valid'

# What cannot be read is closed, even in a plain folder where a wrong date is only a warning.
rm content/_site.yaml content/aktiver/*; git rm -rqf --cached content/aktiver
asset hejre '{personer: nej, til: i morgen}'
asset ugle 'en tekst'
asset gaase '{personer: nej}'
is 'an unreadable gate is closed' "$(seen 2026-01-05)" 'gaase '
done_testing

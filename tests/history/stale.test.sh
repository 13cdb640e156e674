#!/usr/bin/env bash
# What speaks for looking at a page again: its review, old text, dates that have gone, pages it refers to that were rewritten.
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"
on() { git add -A && GIT_AUTHOR_DATE="$1T12:00:00+0100" GIT_COMMITTER_DATE="$1T12:00:00+0100" git commit -q --allow-empty -m "${2:-ændring}" -m "${3:-$1}"; }
json() { "$VB" list "$1" --json --now "$2" 2>/dev/null; }
# about PAGE NOW: its score and reasons, as list tells them
about() { json stale "$2" | node -e 'const p = JSON.parse(require("fs").readFileSync(0)).find(p => p.source == "content/" + process.argv[1] + ".md");
  console.log(p ? [p.score, ...p.reasons.map(r => [r.kind, r.date, r.section, r.words, r.page].filter(x => x !== null).join(" "))].join("; ") : "nothing")' "$1"; }

site r; cd r || exit; git init -q -b main .
printf 'label: Notat\nfolder: notater\nupkeep: no\n' | page content/_types/notat.yaml
printf 'label: Side\nfields:\n  emne: {kind: page, label: Emne}\n  tekst: {kind: text, label: Tekst}\n' | page content/_types/side.yaml
page content/a.md <<'P'
---
title: En side
owner: e
review_every: 12
reviewed: 2022-03-01
---

Først et stykke.

## Om fristen

Svar senest 1. marts 2024, eller i foråret 2025. Det begyndte 1. marts 2020.

## Mere

Se også [en anden side](b.md) og `2024-04-01`.
P
printf -- '---\ntitle: En anden side\n---\n\n%s\n' "$(seq -f 'Linje %g' 1 20)" >content/b.md
printf -- '---\ntitle: Enheden\n---\n\nOm os.\n' >content/e.md
page content/notater/n.md < <(sed 's|(b.md)|(../b.md)|; /^owner\|^review/d' content/a.md)
printf -- '---\ntitle: Kun felter\ntype: side\nemne: b\ntekst: Her.\n---\n' >content/f.md
on 2022-03-01
is 'nothing speaks for a new page' "$(about a 2022-04-01)" nothing
is 'overdue: 20, and 1 for each month' "$(about a 2023-05-15)" '22; overdue 2023-03-01'
is 'a page that asks for no review has no reason' "$(about b 2024-02-28)" nothing
is 'two years on the text is old' "$(about b 2024-03-02)" '20; text 2022-03-01'
is '... on the day it is not yet' "$(about b 2024-03-01)" nothing
is 'a date that lay ahead has gone; one that was past already says nothing' "$(about a 2024-03-02)" \
  '57; overdue 2023-03-01; text 2022-03-01; date 2024-03-01 om-fristen 1. marts 2024'
is '... and a season with its last day' "$(about a 2025-06-01 | grep -o 'date.*')" 'date 2024-03-01 om-fristen 1. marts 2024; date 2025-05-31 om-fristen foråret 2025'
is 'pages that tell what was do not get stale' "$(about notater/n 2026-01-01)" nothing

sed -i 's/også/desuden/' content/a.md; on 2024-05-01
is 'old sections are told one by one' "$(about a 2024-06-01 | sed 's/overdue [^;]*; //; s/^[0-9]*; //')" \
  'text 2022-03-01; text 2022-03-01 om-fristen; date 2024-03-01 om-fristen 1. marts 2024'
on 2024-06-01 'Læst' 'Reviewed: content/a.md'
is 'a review answers them' "$(about a 2024-06-02)" nothing
is '... not what comes after it' "$(about a 2025-06-01)" '25; overdue 2025-06-01; date 2025-05-31 om-fristen foråret 2025'
sed -i 's/Linje 7$/Linje 7, rettet/' content/b.md; sed -i 's/Om os/Alt om os/' content/e.md; on 2024-09-01
is 'a small correction of a page referred to is no reason' "$(about a 2024-10-01)" nothing
sed -i 's/Linje 1\([0-9]\)$/Ny linje 1\1/' content/b.md; on 2024-09-02
is '... a rewritten one is; its owner is not' "$(about a 2024-10-01)" '5; link 2024-09-02 content/b.md'
is '... a relation counts as a link' "$(about f 2024-10-01)" '25; text 2022-03-01; link 2024-09-02 content/b.md'
printf -- '---\ntitle: En anden titel\nreviewed: 2024-10-02\n---\n' >new; sed 1,3d content/b.md >>new; mv new content/b.md; on 2025-02-01
is '... and what all pages have, title and review, is no rewriting' "$(about f 2025-03-01 | grep -o "link.*")" 'link 2024-09-02 content/b.md'
sed -i 's/^draft.*//; s/^title: En anden titel/&\ndraft: true/' content/b.md; sed -i 's/\[en anden side\](b.md)/en anden side/' content/a.md content/notater/n.md; sed -i '/^emne/d' content/f.md; on 2025-02-02
hasnt 'a hidden page leaves no trace' "$(json stale 2030-01-01) $(json overdue 2030-01-01)" 'b\.md|anden titel'

is 'overdue has the same members' "$(json overdue 2025-06-01 | node -e 'console.log(JSON.stringify(JSON.parse(require("fs").readFileSync(0))[0]))')" \
  '{"source":"content/a.md","url":"a/","title":"En side","visible":true,"next_change":null,"due":"2025-06-01","score":25,"reasons":[{"kind":"overdue","date":"2025-06-01","section":null,"words":null,"page":null},{"kind":"date","date":"2025-05-31","section":"om-fristen","words":"foråret 2025","page":null}]}'
hasnt '... the other lists have not' "$(json all 2025-06-01)" '"score"'

mkdir layouts; cat >layouts/page.mustache <<'M'
---
queries:
  s: {of: any, where: {staleness: {has: yes}}, sort: [-staleness, title]}
---
{{#s}}[{{title}}:{{#stale}} {{kind}}={{text}}{{#url}}({{url}}){{/url}}{{/stale}}]
{{/s}}
M
ok 'a layout can ask for them' "$VB" build --out ../out --now 2025-06-01
is '... worst first, with reasons in words' "$(cat ../out/index.html)" '[En side: overdue=Gennemgangen skulle være sket senest 1. juni 2025. date=»foråret 2025« er passeret.(a/#om-fristen)]
[Forside: text=Teksten er ikke ændret siden 1. marts 2022.]
[Kun felter: text=Teksten er ikke ændret siden 1. marts 2022.]'
echo 'Endnu en linje' >>content/a.md
is 'of a file that is not committed as it is, nothing is said by lines' "$(about a 2025-06-01)" '20; overdue 2025-06-01'
done_testing

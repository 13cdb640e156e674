#!/usr/bin/env bash
# Files beside a page: what a layout sees of those attached, and what a reader is told before a file is fetched.
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"

site .
page layouts/page.mustache <<'M'
{{#attachments}}
{{title}}|{{url}}|{{kind}}|{{size}}
{{/attachments}}
{{body}}
M
pdf() { { printf '%%PDF-1.4\n'; head -c "$(($1 - 9))" /dev/zero; } >"$2"; }
mkdir content/om
pdf 900 content/om/lille-plan_2.pdf
pdf 122000 content/om/plan.pdf
pdf 1200000 content/om/stor.pdf
pdf 11600000 content/om/størst.pdf
printf 'a;b\n' >content/om/tal.csv
printf '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>\n' >content/om/billede.svg
page content/om/planer.md <<'M'
---
title: Planer
attachments:
  - lille-plan_2.pdf
  - {file: plan.pdf, title: "Planen & <alt>"}
  - stor.pdf
  - størst.pdf
  - tal.csv
  - billede.svg
---

Se [planen](plan.pdf#page=2), [et *billede*](billede.svg) og [en side](../index.md).
M
ok 'a page with attachments is built' "$VB" build --now 2026-11-22
got=$(cat public/om/planer/index.html)
want='Lille plan 2|../lille-plan_2.pdf|PDF|1 KB
Planen &amp; &lt;alt&gt;|../plan.pdf|PDF|120 KB
Stor|../stor.pdf|PDF|1,2 MB
Størst|../st%C3%B8rst.pdf|PDF|11 MB
Tal|../tal.csv|CSV|1 KB
Billede|../billede.svg|billede|1 KB'
is 'title, link, kind and size of each' "$(head -6 <<<"$got")" "$want"
has 'a link in the text tells kind and size' "$got" '<a href="../plan.pdf#page=2">planen</a> <span class="file">\(PDF, 120 KB\)</span>,'
has 'a link to a picture or a page does not' "$got" '<em>billede</em></a> og <a href="../../">en side</a>\.'
is 'all of them are published' "$(find public/om -name '*.pdf' -o -name '*.csv' -o -name '*.svg' | wc -l)" 6

sed -i 's/^title: Planer/&\ndraft: yes/' content/om/planer.md
"$VB" build --now 2026-11-22 2>/dev/null
is 'none when the page is a draft' "$(find public -path '*om*' | wc -l)" 0
rm -r layouts; sed -i '/^draft/d' content/om/planer.md
"$VB" build --now 2026-11-22 2>/dev/null
has 'the built-in layout lists them' "$(cat public/om/planer/index.html)" '<li><a href="../stor.pdf">Stor</a> <span class="file">\(PDF, 1,2 MB\)</span></li>'
done_testing

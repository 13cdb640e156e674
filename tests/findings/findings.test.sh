#!/usr/bin/env bash
# What a layout sees as site.findings: codes and places on pages that are shown, nothing of those that are not.
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"

site .
sed -i 's/^language: da/language: en/' content/_site.yaml
printf 'levels: {link-text: ignore}\n' >>content/_site.yaml
page layouts/page.mustache <<'M'
{{#site.findings}}
{{level}}{{#er_warning}}!{{/er_warning}} {{code}} {{items_count}}:{{#items}} {{page.title}}{{#line}}@{{line}}{{/line}} <{{page.url}}>{{/items}} {{why}}
{{/site.findings}}
M
printf -- '---\ntitle: Ugle\n---\n\n![](ugle.svg) og [her](om/b.md) og [Skjult](hejre.md).\n\n![](ugle.svg) ![](ugle.svg)\n' | page content/ugle.md
printf -- '---\ntitle: Spurv\n---\n\n![](../ugle.svg)\n\n#### For dybt\n' | page content/om/b.md
printf -- '---\ntitle: Hejre\ndraft: yes\n---\n\n![](hejre.svg) og [her](nowhere.md).\n' | page content/hejre.md
printf '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"><title>u</title></svg>\n' >content/ugle.svg
repo

# shown PAGE OPTIONS...: the findings as that page shows them
shown() { local at=$1; shift; "$VB" build --no-cache --now 2026-11-22 --out "$TMP/public" "$@" 2>/dev/null; grep -v '^$' "$TMP/public/$at"; }
want='warning! heading-order 1: Spurv@7 <om/b/> Overskrifterne er en indholdsfortegnelse for den, der får siden læst op. Et niveau, der er sprunget over, lyder, som om noget mangler.
warning! link-to-hidden 1: Ugle@5 <ugle/> Siden, der linkes til, er ikke udgivet, så linket bliver til almindelig tekst.
warning! missing-alt 3: Spurv@5 <om/b/> Ugle@5 <ugle/> Ugle@7 <ugle/> Et billede uden alternativ tekst siger ikke noget til den, der ikke kan se det.'
is "by level, code, page and line; once a line; a code that is ignored is no finding" "$(shown index.html --keep-going | sed 's/&lt;/</g; s/&gt;/>/g')" "$want"
is "links lead from the page that shows them" "$(shown om/b/index.html --keep-going | grep -c '<../../ugle/>')" 2
is "the same with workers and without" "$(shown index.html --keep-going --jobs 0)" "$(shown index.html --keep-going --jobs 2)"
is "of what is hidden nothing is told" "$(grep -rliE 'hejre|nowhere' public)" ''
sed -i 's/nowhere.md/ugle.md/; s/hejre.svg/ugle.svg/' content/hejre.md
has "and of a draft only when drafts are shown" "$(shown index.html --drafts)" 'missing-alt 4:.*Hejre@6'
printf -- '---\ntitle: Krage\nexpires: i morgen\n---\n\n![](ugle.svg)\n' | page content/krage.md
is "a page that is left out is none that is shown" "$(shown index.html --keep-going | grep -c Krage)" 0
done_testing

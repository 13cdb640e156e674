#!/usr/bin/env bash
# Which language messages come in: the site's, else the user's, else English; no locale need be installed for it.
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"
unset LC_ALL LC_MESSAGES LANGUAGE LANG

fault() { printf -- '---\ntitle: A\n---\n\n<b>fed</b> og [tom](findes-ikke.md)\n' | page "$1"; }
fault mappe/a.md
for language in da en sv; do
  printf 'title: Prøve\nlanguage: %s\n' "$language" | page "$language/content/_site.yaml"
  fault "$language/content/a.md"
done

# speaks SITE: the language of what check says of it: da, en, or both
speaks() {
  local said
  said=$("$VB" check --site "$1" --no-cache 2>&1)
  [[ $said == *'er udeladt; skriv det i Markdown'*'der er ingen side »findes-ikke.md«'*advarsler* ]] && printf da
  [[ $said == *'is left out; write it in Markdown'*'there is no page "findes-ikke.md"'*warnings* ]] && printf en
}
is 'a Danish site without any locale, as in hooks and timers' "$(env -i PATH="$PATH" HOME="$TMP" "$VB" check --site da 2>&1 | tail -1)" '1 fejl, 3 advarsler; se ovenfor'
is 'a Danish site under plain C' "$(LC_ALL=C speaks da)" da
is '... and under another language' "$(LC_ALL=en_US.UTF-8 speaks da)" da
is 'an English site' "$(LC_ALL=C speaks en)" en
is 'a site in a language that has no catalogue' "$(LC_ALL=C speaks sv)" en
is '... read by a Dane' "$(LC_ALL=da_DK.UTF-8 speaks sv)" da
is 'a plain folder' "$(speaks mappe)" en
is 'a plain folder, read by a Dane' "$(LC_ALL=da_DK.UTF-8 speaks mappe)" da
is 'LC_MESSAGES' "$(LC_MESSAGES=da_DK speaks mappe)" da
is 'LANG' "$(LANG=da speaks mappe)" da
is 'LC_ALL is asked before LANG' "$(LC_ALL=C.UTF-8 LANG=da_DK.UTF-8 speaks mappe)" en
is 'LANGUAGE is asked before all' "$(LC_ALL=C.UTF-8 LANGUAGE=da speaks mappe)" da
is '... and is a list' "$(LANGUAGE=sv:da:en speaks mappe)" da
is '... in which English is known' "$(LANGUAGE=en:da LANG=da speaks mappe)" en
is 'an empty one is none' "$(LANGUAGE='' LC_ALL='' LANG=da speaks mappe)" da

for said in '' bogus 'build --jobs mange' 'help build' new; do
  has "before a site is named, the one in this folder: vidensbank $said" "$(cd da && LC_ALL=C "$VB" $said 2>&1)" 'brug|byg|der er ingen|mangler'
  hasnt "... and elsewhere English: vidensbank $said" "$(cd mappe && LC_ALL=C "$VB" $said 2>&1)" 'brug:|byg |der er ingen'
done

# ---- the settings' own faults come in the language that they declare ----
cp -r da faulty; printf 'title: Prøve\nlanguage: da\ntittel: Prøve\n' >faulty/content/_site.yaml
has 'an unknown setting' "$("$VB" check --site faulty 2>&1)" '^content/_site.yaml:3:1: error: ukendt nøgle »tittel« i indstillingerne; mente du »title«\? \[unknown-key\]$'
printf 'title: Prøve: to\nlanguage: da\n' >faulty/content/_site.yaml
has 'settings that are no YAML' "$("$VB" check --site faulty 2>&1)" '^content/_site.yaml:1:8: error: en tekst med kolon i skal have gåseøjne om sig: title: "Prøve: to" \[yaml\]$'
mkdir faulty/content/k; ln -s ../../.. faulty/content/k/ude
has 'what is found before they are read' "$("$VB" check --site faulty 2>&1)" '^content/k/ude: error: det symbolske link fører ud af webstedet \[symlink\]$'
cp -r da g; (cd g && repo)
is 'a revision has its own settings' "$(sed -i s/da/en/ g/content/_site.yaml; "$VB" check --site g --rev HEAD 2>&1 | tail -1)" '1 fejl, 2 advarsler; se ovenfor'

# ---- never translated ----
bones() { sed -E 's/^(.*: (error|warning|note): ).*( \[[a-z-]+\])$/\1\3/;$d'; }
is 'places, levels and codes are the same' "$("$VB" check --site da 2>&1 | bones)" "$("$VB" check --site en 2>&1 | bones)"
json() { "$VB" check --site "$1" --format json | sed -E 's/"message":".*"\}/"message":}/'; }
is 'and so is the JSON but for the message' "$(json da)" "$(json en)"
LC_ALL=C "$VB" build --site mappe --out one --now 2026-11-22 2>/dev/null
LC_ALL=da_DK.UTF-8 "$VB" build --site mappe --out two --now 2026-11-22 2>/dev/null
is 'the site that is built does not depend on who builds it' "$(tree one)" "$(tree two)"

# ---- the cache keeps messages, each language its own ----
cached() { "$VB" check --site mappe --cache cache 2>&1 | grep -c 'er udeladt'; }
is 'a cache that both share' "$(cached; LANG=da cached; cached; LANG=da cached)" $'0\n2\n0\n2'

# ---- the rest of what is said ----
export LANG=da_DK.UTF-8
has 'help' "$("$VB" help)" '^  build +byg webstedet$'
has 'help of a command' "$("$VB" help build)" '^  --drafts +vis kladder$'
has 'wrong usage' "$("$VB" build --jobs mange 2>&1)" '^vidensbank build: error: --jobs skal være et tal fra 0 til 256, ikke »mange«$'
has 'no such command' "$("$VB" biuld 2>&1)" '^vidensbank: error: der er ingen kommando »biuld«; mente du »build«\?'
has 'what a code means' "$("$VB" explain broken-link)" '^Linket fører ikke til nogen side på webstedet\.'
has 'words of the system' "$("$VB" template findes-ikke.mustache x.yaml 2>&1)" 'kan ikke læses: filen eller mappen findes ikke \[unreadable\]$'
printf '{{a' >a.mustache; echo 'a: 1' >a.yaml
has 'what stands in a template' "$("$VB" template a.mustache a.yaml 2>&1)" '^a.mustache:1:1: error: mærket »\{\{a« er ikke lukket: her mangler »\}\}« før filens slutning \[template\]$'
done_testing

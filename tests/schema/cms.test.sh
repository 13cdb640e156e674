#!/usr/bin/env bash
# `cms`: what Sveltia asks of the configuration, and Decap does not mind. tests/browser/cms.test.mjs tries Decap itself.
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"
"$VB" cms --local --site "$ROOT" --out ud >/dev/null 2>&1
config=ud/redaktoer/config.yml
ok 'there is a configuration' test -s "$config"
types=$(find "$ROOT/content/_types" -name '*.yaml' | wc -l)
is 'a collection for each type' "$(grep -c '^  - name: ' "$config")" "$types"
is 'a filter names what it asks for' "$(grep -A2 '^    filter:' "$config" | grep -cE '^      (value|pattern): ')" "$(grep -c '^    filter:' "$config")"
is '... of a field that the collection has' "$(grep -c '^      - name: type$' "$config")" "$types"
is 'a page is named by its path below its type'\''s folder' "$(sed -n 's/^ *value_field: //p' "$config" | sort -u)" '"{{slug}}"'
is 'a pattern stands on one line' "$(grep -A1 'pattern:$' "$config" | grep -cE '^ *- "[^"]*[^\\]\\n')" 0
has 'empty fields are left out' "$config $(cat "$config")" 'omit_empty_optional_fields: true'

# What such a name means to the build.
site .
printf 'folder: sager\n' | page content/_types/sag.yaml
printf 'folder: svar\nfields:\n  sag: {kind: page, to: sag, inverse: svar}\n' | page content/_types/svar.yaml
printf -- '---\ntitle: Larm\n---\n' | page content/sager/2026/larm.md
for name in larm 2026/larm sager/2026/larm; do
  printf -- '---\ntitle: Svar\nsag: %s\n---\n' "$name" | page content/svar/et.md
  ok "a page below its type's folder as $name" "$VB" check --no-cache
done
printf -- '---\ntitle: Svar\nsag: 2025/larm\n---\n' | page content/svar/et.md
has 'and no other' "$("$VB" check --no-cache 2>&1)" '\[unknown-reference\]'
done_testing

#!/usr/bin/env bash
# `schema --vscode`: what the editor is given, read as the editor reads it.
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"
site s
printf 'label: {one: Ting, many: Ting}\nfolder: ting\nfields:\n  art: {kind: choice, choices: ["a,b", c], required: true}\n  pris: {kind: text, required: true, label: "Pris $"}\n  fri: {kind: text}\n' | page s/content/_types/ting.yaml
printf -- '---\ntitle: A\npris: 1\n---\n' | page s/content/ting/a.md
mkdir ud
"$VB" schema --site s --vscode ud >out 2>err; is 'done' "$?" 0
is 'each file is named' "$(LC_ALL=C sort out)" 'ud/.vscode/extensions.json
ud/.vscode/schemas/ting.schema.json
ud/.vscode/settings.json
ud/.vscode/tasks.json
ud/.vscode/vidensbank.code-snippets'
ln -s /etc/hostname s/content/ude.md; printf -- '---\ntitle: B\n---\n\n## x\n#### y\n\n[z](æ%%20b.md)\n' | page 's/content/æ b/c.md'
"$VB" check --site s >/dev/null 2>lines
LANGUAGE=da "$VB" check --site s >/dev/null 2>>lines; rm s/content/ude.md
is 'there are lines with a place, of a whole file, and of none' "$(grep -cE '^content/ting/a.md:1:1: error' lines) $(grep -cE '^content/ude.md: error' lines) $(grep -c '^vidensbank: warning' lines)" '2 2 2'
is 'the problem matchers read what check prints, each line once' "$(python3 - <<'E2'
import json, re
t = json.load(open("ud/.vscode/tasks.json"))
patterns = [m["pattern"] for m in t["tasks"][0]["problemMatcher"]]
for line in open("lines"):
    for p in patterns:
        m = re.match(p["regexp"], line.rstrip("\n"))
        if m:
            print(*(m[p[k]] for k in ("file", "line", "column", "severity", "code") if k in p))
E2
)" "$(sed -nE '/^vidensbank:/d; s/^([^:]+)(:([0-9]+))?(:([0-9]+))?: (error|warning|note): .* \[(.*)\]$/\1 \3 \5 \6 \7/p' lines | tr -s ' ')"
is 'a snippet asks for what must be there' "$(python3 -c '
import json
print("\n".join(json.load(open("ud/.vscode/vidensbank.code-snippets"))["Ting"]["body"]))')" '---
title: ${1:${TM_FILENAME_BASE}}
date: $CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE
art: ${2|a\,b,c|}
pris: ${3:Pris \$}
---

$0'
ok 'settings are JSON' python3 -m json.tool ud/.vscode/settings.json
is 'extensions are by publisher and name' "$(python3 -c 'import json; print(*json.load(open("ud/.vscode/extensions.json"))["recommendations"])' | grep -cE '^[a-z]+\.[a-z-]+$')" 1
is 'the schema is the type'"'"'s' "$(cat ud/.vscode/schemas/ting.schema.json)" "$("$VB" schema ting --site s)"
echo '{"mit": 1}' >ud/.vscode/settings.json; echo '{}' >ud/.vscode/schemas/ting.schema.json
"$VB" schema --site s --vscode ud >out 2>err; is 'again' "$?" 0
is 'what people changed is left' "$(cat ud/.vscode/settings.json)" '{"mit": 1}'
has 'and told' "$(cat err)" 'settings.json is there already'
ok 'a schema is made anew' grep -q additionalProperties ud/.vscode/schemas/ting.schema.json
"$VB" schema --site s --vscode findes-ikke >/dev/null 2>&1; is 'no such folder' "$?" 3
done_testing

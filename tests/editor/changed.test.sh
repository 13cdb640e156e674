#!/usr/bin/env bash
# `check` for a merge request: --changed and SARIF.
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"
mkdir r; cd r || exit 1
site docs
printf -- '---\ntitle: Gammel\n---\n\n[a](vaek.md)\n' | page docs/content/gammel.md
printf -- '---\ntitle: Med link\n---\n\n[b](mål.md)\n' | page docs/content/med-link.md
printf -- '---\ntitle: Mål\n---\n' | page docs/content/mål.md
repo
check() { "$VB" check --site docs --changed HEAD "$@" 2>err; }
check; is 'what stood before is not told' "$?" 0
"$VB" check --site docs 2>/dev/null; is 'though it is a fault' "$?" 1
printf -- '---\ntitle: Ny\n---\n\n[c](ingen.md)\n' | page docs/content/ny.md
check; is 'a new fault' "$? $(grep -c 'error:' err)" '1 1'
has 'is told' "$(cat err)" '^docs/content/ny.md:5:1: error|^content/ny.md:5:1: error'
rm docs/content/ny.md
printf 'x\n' >>docs/content/gammel.md
check; is 'a file that was touched answers for all its faults' "$? $(grep -c 'gammel.md:5' err)" '1 1'
git checkout -q docs
rm docs/content/mål.md
check; is 'what a removal breaks elsewhere is told' "$? $(grep -c 'med-link.md' err)" '1 1'
check --format json >j; is 'as JSON' "$(python3 -c 'import json;print([d["path"] for d in json.load(open("j"))])')" "['content/med-link.md']"
commit; is 'of a revision' "$("$VB" check --site . --rev HEAD:docs --changed HEAD~1 2>&1 | grep -c 'med-link.md')" 1
check; is 'and nothing since' "$?" 0
"$VB" check --site docs --changed findes-ikke 2>err; is 'no such revision' "$?" 3
cd ..; site plain; "$VB" check --site plain --changed HEAD 2>err; is 'no repository' "$?" 3

"$VB" check --site r/docs --format sarif >s.json 2>err
is 'SARIF: one run, its rules and results' "$(python3 - <<'E2'
import json
s = json.load(open("s.json")); run, = s["runs"]
print(s["version"], run["tool"]["driver"]["name"], [r["id"] for r in run["tool"]["driver"]["rules"]])
for r in run["results"]:
    loc = r["locations"][0]["physicalLocation"]
    assert run["tool"]["driver"]["rules"][r["ruleIndex"]]["id"] == r["ruleId"] and r["message"]["text"]
    print(r["ruleId"], r["level"], loc["artifactLocation"]["uri"], loc["region"]["startLine"], loc["region"]["startColumn"]) if "region" in loc else print(r["ruleId"], r["level"])
E2
)" "2.1.0 vidensbank ['broken-link', 'removed-page']
broken-link error content/gammel.md 5 1
broken-link error content/med-link.md 5 1
removed-page note"
printf -- '---\ntitle: Æ\n---\n\n[c](ingen.md)\n' >'r/docs/content/æ b.md'
has 'paths are addresses' "$("$VB" check --site r/docs --format sarif)" '"uri":"content/%C3%A6%20b.md"'
"$VB" check --site r/docs --format xml 2>err; is 'another format' "$?" 2
done_testing

#!/usr/bin/env bash
# The knowledge bank's own content: enough of it, findable, never the same sentence twice, nobody's private name; and
# every example in the guides is a page that the program takes.
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"

for part in content layouts assets; do cp -r "$ROOT/$part" .; done
repo
ok 'content/ builds without a warning' "$VB" build --strict --out out
ok 'its front matter is in the order of its types' "$VB" fmt --check
# nothing NAME CHECK: pages.py finds nothing to complain of
nothing() { is "$1" "$(python3 "$ROOT/tests/content/pages.py" "$2" . out 2>&1)" ''; }
nothing 'enough pages of every type' counts
nothing 'summaries have 40 to 200 characters' summaries
nothing 'every page names its unit' owners
nothing 'no sentence stands twice' repeats
nothing 'no private address, number or name' privacy
nothing 'two links to other pages in every main part' links
nothing 'three clicks from the front page to any page' clicks
nothing 'the guide has an example of every type' examples

ok 'every example in the guides names its file' python3 "$ROOT/tests/content/examples.py" .
commit examples
ok 'the examples of the guides pass the check' "$VB" check --strict
done_testing

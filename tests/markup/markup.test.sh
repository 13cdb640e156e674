#!/usr/bin/env bash
# The HTML of the project's own site and of the golden sites, by html-validate: strict about what is right, silent about style.
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"
tool="$ROOT/build/node/node_modules/.bin/html-validate"
[ -x "$tool" ] || { echo 'not ok 1 - html-validate # SKIP is not installed (make node)'; echo 1..1; exit 0; }
validate() { "$tool" --config "$ROOT/tests/markup/htmlvalidate.json" -f text "$@" 2>&1; }

page bad.html <<'E1'
<!doctype html>
<html lang="da"><head><title>x</title></head><body>
<p><div>a</div>
<img src="a"><p id="x"></p><p id="x" style="color:red"></p>
<ul><p>x</p></ul><b>x<i>y</b></i>
</body></html>
E1
bad=$(validate bad.html)
for rule in no-implicit-close wcag/h37 no-dup-id no-inline-style element-permitted-content close-order; do
  has "html-validate finds what is wrong ($rule)" "$bad" "\\[$rule\\]"
done

for want in "$ROOT"/tests/sites/*/want; do
  ok "golden site $(basename "$(dirname "$want")")" validate "$want/**/*.html"
done
if [ -d "$ROOT/content" ]; then
  ok "the project's own site is built" "$VB" build --site "$ROOT" --out own --now 2026-11-22
  ok "the project's own site" validate 'own/**/*.html'
  ok '... is many pages' test "$(find own -name '*.html' | wc -l)" -gt 20
fi
done_testing

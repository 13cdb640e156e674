#!/usr/bin/env bash
# The HTML of the project's own site and of the golden sites, by html-validate and by the Nu Html Checker: strict about what is right,
# silent about style.
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

# The Nu Html Checker, all pages in one go, as it is Java; and the style sheets with them.
jar="$ROOT/build/node/node_modules/vnu-jar/build/dist/vnu.jar"
if [ -e "$jar" ] && command -v java >/dev/null; then
  check() { java -Xss4m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -jar "$jar" --errors-only --skip-non-html --stdout "$@" 2>&1 | grep -v '^Document checking completed'; }
  said=$(check bad.html)
  has 'the Nu Html Checker finds what is wrong' "$said" 'error: Element .*ul.* not allowed|error: .*Element .p. not allowed|error: End tag'
  mkdir wants && for want in "$ROOT"/tests/sites/*/want; do cp -r "$want" "wants/$(basename "$(dirname "$want")")"; done
  is 'it finds nothing on any page' "$(check own wants)" ''
else
  echo "not ok $((++_n)) - the Nu Html Checker # SKIP Java or vnu-jar is not installed (make test-deps node)"
fi
done_testing

# lib.sh - what the tests of publishing share: two finished builds of one site, a and b, with the same addresses.
# shellcheck shell=bash
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"

# two_builds: folders a and b; b's pages say other things, and its stylesheet and one script have other names
two_builds() {
  local i g
  for g in a b; do
    printf 'title: Prøve %s\nbase_url: https://viden.kommune.example/\n' $g | page "site/content/_site.yaml"
    page site/content/index.md < <(printf -- '---\ntitle: Forside %s\n---\n\nVelkommen til %s.\n' $g $g)
    for i in 1 2 3 4 5 6 7 8; do page "site/content/s$i.md" < <(printf -- '---\ntitle: Side %s %s\n---\n\nTekst %s.\n' "$i" $g $g); done
    page site/content/ens.md < <(printf -- '---\ntitle: Ens\n---\n\nDen er ens.\n')
    "$VB" build --site site --out $g --no-cache --now 2026-01-06 >/dev/null 2>&1 || return
    # a style of its own for each, as a new layout would have: the built-in one never changes
    [ $g = b ] || continue
    local css; css=$(cd b && echo assets/style.*.css)
    python3 - b "$css" <<'PY'
import hashlib, json, os, re, sys
root, css = sys.argv[1:]
body = open(f'{root}/{css}', 'rb').read() + b'\n/* b */\n'
new = 'assets/style.%s.css' % hashlib.sha256(body).hexdigest()[:12]
os.remove(f'{root}/{css}')
open(f'{root}/{new}', 'wb').write(body)
files = []
for folder, _, names in os.walk(root):
    for name in names:
        path = f'{folder}/{name}'
        rel = os.path.relpath(path, root)
        if rel in ('manifest.json', '.vidensbank'): continue
        data = open(path, 'rb').read()
        if name.endswith('.html'):
            data = data.replace(os.path.basename(css).encode(), os.path.basename(new).encode())
            open(path, 'wb').write(data)
        files.append((rel.encode(), len(data), hashlib.sha256(data).hexdigest()))
text = open(f'{root}/manifest.json').read()
head = text[:text.index('"files":[') + 9]
rows = ',\n'.join('{"path":%s,"size":%d,"sha256":"%s"}' % (json.dumps(p.decode(), ensure_ascii=False), n, h) for p, n, h in sorted(files))
open(f'{root}/manifest.json', 'w').write(f'{head}\n{rows}\n]}}\n')
PY
  done
}
# said: what the last command wrote
run() { said=$("$@" 2>&1); code=$?; }
publish() { run "$VB" publish "$@"; }
# which DIR: "a" or "b", whose pages the published folder shows, or what is wrong with it
which() {
  local g
  "$VB" verify "$1" >.verified 2>&1 || { cat .verified; return; }
  for g in a b; do cmp -s "$1/current/manifest.json" $g/manifest.json && { echo $g; return; }; done
  echo neither
}

#!/usr/bin/env bash
# How people are shown: deputies, who has left, who asks not to be shown; at any moment that the site is built of, in all that is made.
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"
# by NAME DAY TEXT [TRAILER]: a commit of the page by that author
by() {
  printf -- '---\ntitle: Skov\n---\n\n%s\n\n## Afsnit\n\nTekst af %s.\n' "$3" "$2" >content/skov.md
  git add -A && GIT_AUTHOR_NAME=$1 GIT_AUTHOR_EMAIL="$1@kommune.example" GIT_AUTHOR_DATE="$2T10:00:00Z" GIT_COMMITTER_DATE="$2T10:00:00Z" \
    git commit -q -m 'Ændring' -m "${4:-Se siden}"
}
built() { rm -rf out; "$VB" build --out out --cache cache "$@" >said 2>&1 || cat said; }
# found WORD: files of the output, and what history tells, that hold it
found() { [ -e out/index.html ] || echo "no output"; { grep -rli "$1" out; find out -iname "*$1*"; find out -name '*.kbi' -exec zgrep -lia "$1" {} +; } | sort -u; }
authors() { node -e 'const p = JSON.parse(require("fs").readFileSync("out/api/pages.json")).find(p => p.url == "skov/"); console.log(p.contributors.map(c => c.name).sort().join(", "))'; }

site .
git init -q -b main . && printf 'out\ncache\nsaid\nbare.git\n' >.git/info/exclude
printf 'title: Prøve\nbase_url: https://viden.kommune.example/\nsearch: {facets: [type, author]}\n' >content/_site.yaml
printf -- '---\ntitle: Nyt\nlayout: nyt\n---\n' | page content/nyt.md
printf 'label: Side\nfolder: ""\nfeed: each\nlayout: page\n' | page content/_types/side.yaml
printf 'Canary: {name: Canary Navn, role: Skovfoged, unit: Natur}\nBo: {name: Bo Navn, unit: Veje}\n' >content/_people.yaml
by Canary 2026-01-01 'En skov.'
by Bo 2026-01-02 'En skov med træer.' 'Co-authored-by: Canary <canary@kommune.example>'
by Canary 2026-01-03 'En skov med mange træer.' 'Reviewed: content/skov.md'
built; is 'names are shown where they may be' "$(authors)" 'Bo Navn, Canary Navn'
for f in skov/index.html skov/historik/index.html feed.xml skov/feed.xml; do has "$f tells who" "$(cat out/$f)" 'Canary Navn'; done
has 'one can search by author' "$(found 'canary navn')" 'soeg/facets'
sed -i 's/^Canary: .*/Canary: {name: Canary Navn, role: Skovfoged, unit: Natur, left: yes}/' content/_people.yaml
printf 'Dina: {deputy_for: Bo}\n' >>content/_people.yaml
by Dina 2026-01-04 'En skov med mange gamle træer.'
built; is 'who has left is shown as the unit, a deputy as the post' "$(authors)" 'Bo Navn, Natur, Veje'
is '... nowhere by name' "$(found canary)" ''
sed -i 's/^Canary: .*/Canary:/' content/_people.yaml
by Bo 2026-01-05 'En skov med mange meget gamle træer.'
built; is 'who asks not to be shown is nowhere' "$(found canary)$(found natur)" ''
built --rev HEAD~2; is '... nor on the site of an earlier commit' "$(found canary)$(found natur)" ''
built --at 2026-01-03; is '... or moment' "$(found canary)$(found natur)$(authors)" 'Bo Navn'
git clone -q --bare . bare.git
built --site bare.git --rev HEAD~2; is '... from a bare repository' "$(found canary)$(authors)" 'Bo Navn'
mkdir sub && git mv content sub/ && GIT_COMMITTER_DATE=2026-01-20T10:00:00Z commit
built --site . --rev HEAD:sub; is '... in a folder of the repository' "$(found canary)" ''
git mv sub/content . && sed -i '/^Canary/d' content/_people.yaml && GIT_COMMITTER_DATE=2026-02-01T10:00:00Z commit
built --at 2026-01-05; is 'what HEAD does not tell of is as it was' "$(found canary)" ''
done_testing

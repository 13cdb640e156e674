#!/usr/bin/env bash
# A page that may not be seen leaves no trace. The real content/, with a hidden page of every type beside its own: its words stand in
# each kind of field, in names of files, in commit messages, names of authors and earlier revisions, and nowhere in the output.
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"

build() { "$VB" build --out "$TMP/public" --no-cache "$@" >"$TMP/log" 2>&1; }
(cd "$ROOT" && git archive HEAD content layouts assets) | tar x
git init -q -b main .
build --now 2026-11-22 --skip history,search || cat log
"$VB" schema >schema.json
rm -rf content/*/*kanariefugl*

# Earlier revisions: of a page that was a draft, of one that was deleted and made again, of one that another gate closed.
front() { printf -- '---\ntitle: %s\nowner: redaktionen\nsummary: En prøve.\n%s---\n\n%s\n' "$1" "$2" "$3"; } # WORD UNTIL APPROVED
front 'kanariefuglr1 som kladde' $'draft: true\n' 'Teksten kanariefuglr2 var en kladde.' | page content/vejledninger/foer-kladde.md
front 'Slettet og skrevet igen' '' 'Den gamle tekst: kanariefuglr3.' | page content/vejledninger/igen.md
front 'Var endnu ikke ude' $'publish: 2099-01-01\n' 'kanariefuglr4 venter.' | page content/vejledninger/ventede.md
git add -A
git commit -qm 'kanariefuglm1 er en besked' -m 'kanariefuglm2 i brødteksten' --author 'Kanariefuglf1 Hansen <kanariefuglf2@kommune.example>'
git rm -q content/vejledninger/igen.md && git commit -qm 'kanariefuglm3 slettet'
front 'Før kladde' '' 'Nu er den ude.' | page content/vejledninger/foer-kladde.md
front 'Slettet og skrevet igen' '' 'Den nye tekst.' | page content/vejledninger/igen.md
front 'Var endnu ikke ude' '' 'Nu er den ude.' | page content/vejledninger/ventede.md
git add -A && git commit -qm 'kanariefuglm4 ude'
for f in foer-kladde igen ventede; do echo "Mere om sagen." >>content/vejledninger/$f.md; done
git add -A && git commit -qm 'kanariefuglm5 mere'

python3 "$ROOT/tests/canary/plant.py" . schema.json >made 2>planted.log || cat planted.log
types=$(cut -d' ' -f1 made | sort -u | wc -l)
is "a hidden page of each type that has a page" "$([ "$types" -ge 24 ] && echo many)" many
# Pages that refer to hidden ones: their own words stay, where they led is gone. What people show in a picture may run out, and then
# the picture is withheld from every page.
link=$(awk '$2 ~ /traekfugl/ {print $2; exit}' made)
front 'Henviser til skjulte sider' '' "Se [den skjulte](../${link#content/})." | page content/vejledninger/henviser.md
gone() { printf 'type: aktiv\nart: billede\nfil: %s.svg\nalt: %s\npersondata: {personer: ja, behandlingsgrundlag: samtykke, esdh_ref: %s, formaal: %s, kanaler: [%s], gyldig_til: %s, medvirkende_godkendt: %s}\n' "$1" "$1" "$1" "$1" "$1" "$2" "$3"; } # WORD UNTIL APPROVED
for w in 'kanariefuglp1|2026-12-31|2024-01-01' 'kanariefuglp2|2099-01-01|2024-01-01, trukket_tilbage: 2026-12-31' 'traekfuglp3|2027-02-28|2027-02-01'; do
  IFS='|' read -r word until more <<<"$w"
  front "Titel $word" "$(gone "$word" "$until" "$more")
" "Tekst $word." | page "content/kommunikationsprodukter/$word.md"
  echo "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"><title>$word</title></svg>" >"content/kommunikationsprodukter/$word.svg"
done
front 'Viser et billede' '' '![Et billede](../kommunikationsprodukter/kanariefuglp1.svg)' | page content/vejledninger/viser.md
git add -A && git commit -qm 'kanariefuglm6 alle de skjulte' --author 'Kanariefuglf3 <kanariefuglf4@kommune.example>'

# traces PATTERN DIR: files whose name or bytes (also inside gzip) hold it, in any case and as URLs have it
traces() {
  (cd "$2" && { find . | grep -iE "$1"; grep -rliaE "$1" .; find . -type f | while read -r f; do
    if [ "$(head -c 2 "$f" | od -An -tx1 | tr -d ' ')" = 1f8b ]; then gunzip -c "$f" 2>/dev/null | grep -qiaE "$1" && echo "$f (gzip)"; fi; done; }) | head -20
}
for now in 2027-01-15 2027-02-15 2027-04-01; do
  build --now $now; is "built at $now" "$?" 0 || cat log
  is "hidden for ever, at $now: no trace" "$(traces kanariefugl public)" ""
  case $now in
    2027-02-15) has "published for a month: there at $now" "$(traces traekfugl public | tr '\n' ' ')" 'index.html.*' ;;
    *) is "published for a month: no trace at $now" "$(traces traekfugl public)" "" ;;
  esac
done
has "the pages once hidden are there now" "$(cat public/vejledninger/{igen,foer-kladde,ventede}/index.html | tr '\n' ' ')" 'Den nye tekst.*Nu er den ude.*Nu er den ude'
# That the test can see: with --drafts the drafts are all there.
build --now 2027-01-15 --drafts
has "with --drafts they show" "$(cat public/api/pages.json)" 'kanariefugl[0-9]+a'
# The editors hear of it, and only they.
has "the one who refers to a hidden page is told" "$(build --now 2027-01-15; cat log)" 'content/vejledninger/henviser.md:7.*\[link-to-hidden\]'
done_testing

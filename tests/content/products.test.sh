#!/usr/bin/env bash
# Communication products: a film with a known legal basis is a card with its picture and what is known of captions, a picture is shown,
# and what has no basis is a plain link. What runs out within a quarter stands month by month with the editors' lists.
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"

for part in content layouts assets; do cp -r "$ROOT/$part" .; done
sed -i 's/^video: .*/video: [vimeo.com]/' content/_site.yaml
printf '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 36" width="64" height="36"/>' | tee content/kommunikationsprodukter/{film,plakat,ukendt}.svg >/dev/null
product() { # product NAME: the rest of its front matter from stdin
  { printf -- '---\ntitle: %s\nsummary: En prøve.\nowner: redaktionen\n' "$1"; cat; printf -- '---\n'; } >"content/kommunikationsprodukter/$1.md"
}
basis='esdh_ref: 26-1, formaal: Rekruttering, kanaler: [Intranet]'
product film <<E1
art: video
link: https://vimeo.com/76979871
forsidebillede: film.svg
alt: To kolleger
undertekster: ja
transskription: Vi begynder klokken otte.
persondata: {personer: ja, behandlingsgrundlag: samtykke, $basis, gyldig_til: 2026-12-20, medvirkende_godkendt: 2026-01-10}
E1
product plakat <<E2
art: plakat
fil: plakat.svg
alt: En mørk flade
persondata: {personer: nej, behandlingsgrundlag: aftale, $basis, gyldig_til: 2027-02-10}
E2
product link <<'E3'
art: video
link: https://vimeo.com/1
persondata: {personer: ikke-oplyst, behandlingsgrundlag: ikke-oplyst}
E3
product ukendt <<'E4'
art: video
link: https://vimeo.com/2
forsidebillede: ukendt.svg
alt: Måske en kollega
persondata: {personer: ikke-oplyst, behandlingsgrundlag: ikke-oplyst}
E4
product aaret-efter <<E5
art: opslag
link: https://kommune.example/opslag
persondata: {personer: nej, behandlingsgrundlag: aftale, $basis, gyldig_til: 2027-11-10}
E5
build() { "$VB" build --out out --now "$1" >said 2>&1; }
flat() { tr '\n' ' ' <"out/$1/index.html"; }
ok 'they are taken' build 2026-11-22
film=$(flat kommunikationsprodukter/film)
has 'a film is a card that may be played here' "$film" '<figure class="video" data-film="https://player.vimeo.com/video/76979871"> <a href="https://vimeo.com/76979871"'
has '... with its picture and its size' "$film" '<img src="../film.svg" width="64" height="36"[^>]* alt="Afspil video: film. To kolleger">'
has '... with captions and transcript' "$film" 'åbner hos vimeo.com<br>Undertekster: Ja · Transskription: <a href="#_transskription">'
has '... and the script for it' "$film" 'src="../../assets/film\.'
has 'a picture is shown' "$(flat kommunikationsprodukter/plakat)" '<figure><img src="../plakat.svg" width="64" height="36"[^>]* alt="En mørk flade">'
link=$(flat kommunikationsprodukter/link)
has 'without a basis it is a plain link' "$link" '<a class="button" href="https://vimeo.com/1"'
hasnt '... with no player, picture or script' "$link" 'class="video"|data-film'
ok 'a picture of people that nobody knows about is withheld with its page' test ! -e out/kommunikationsprodukter/ukendt -a ! -e out/kommunikationsprodukter/ukendt.svg
due=$(flat indholdstjek | grep -o '<h2 id="_grundlag".*<h2 id="_kun_link"')
has 'what runs out stands by month' "$due" '<h3>december 2026</h3>.*>film</a>.*20. december 2026.*<h3>februar 2027</h3>.*>plakat</a>'
hasnt '... and nothing of later' "$due" 'aaret-efter'
ok 'a day after its last' build 2026-12-21
ok '... the film is gone, and its picture' test ! -e out/kommunikationsprodukter/film -a ! -e out/kommunikationsprodukter/film.svg
has '... and the next quarter begins' "$(flat indholdstjek)" 'plakat</a><p>Gyldig til 10. februar 2027'
done_testing

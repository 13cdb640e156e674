#!/usr/bin/env bash
# A link to a film alone in its paragraph is a card: a local picture, where it opens, what is known of captions; it may be played in the
# page only where the settings name its provider, by an address made of its id alone.
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"
site s
show() { # show MARKDOWN: the card that it makes
  printf -- '---\ntitle: Forside\n---\n%s\n' "$1" | page s/content/index.md
  "$VB" build --site s --out out --no-cache --now 2026-11-22 --skip search,history >said 2>&1
  grep '<figure' out/index.html
}
frame() { show "$1" | sed -nE 's/.*data-film="([^"]*)".*/\1/p'; }
is 'a card that leads there' "$(show '[Sådan gør vi](https://vimeo.com/76979871 "Undertekster: ja")')" \
  '<figure class="video"><a href="https://vimeo.com/76979871" rel="noreferrer">Sådan gør vi</a><figcaption class="video-note">Afspil video – åbner hos vimeo.com<br>Undertekster: ja</figcaption></figure>'
hasnt 'nothing tells of it' "$(cat said)" video-captions
hasnt 'where no provider is allowed, no script is needed' "$(cat out/index.html; ls out/assets)" film
has 'what is not said is not known' "$(show '[A](https://vimeo.com/1)')" 'Undertekster og transskription: Ikke oplyst'
has '... and told' "$(cat said)" '^content/index.md:4:1: warning: .*\[video-captions\]$'
show 'https://youtu.be/x' >/dev/null
has '... of a bare address too' "$(cat said)" '^content/index.md:4:1: warning: .*\[video-captions\]$'
show $'<!-- ok: video-captions -->\nhttps://youtu.be/x' >/dev/null
printf '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 36"/>' | page s/content/plakat.svg
has 'a local picture' "$(show '[![Tre kolleger](plakat.svg)](https://vimeo.com/1 "Ja")')" '<a href="https://vimeo.com/1" rel="noreferrer"><img src="plakat.svg" width="64" height="36" alt="Tre kolleger"></a>'
has 'a picture elsewhere is its words' "$(show '[![Tre kolleger](https://x.example/p.png)](https://vimeo.com/1 "Ja")')" '<a href="https://vimeo.com/1" rel="noreferrer">Tre kolleger</a>'
printf 'video: [vimeo.com, youtube.com, video.kommune.example]\n' >>s/content/_site.yaml
n=0
while read -r address want; do
  n=$((n + 1))
  is "allowed $n" "$(frame "[A]($address)")" "${want/-none/}"
done <<'CASES'
https://vimeo.com/76979871 https://player.vimeo.com/video/76979871
https://player.vimeo.com/video/12?x=1 https://player.vimeo.com/video/12
https://www.youtube.com/watch?v=a_B-1&t=4 https://www.youtube-nocookie.com/embed/a_B-1
https://youtu.be/a1?si=tracking https://www.youtube-nocookie.com/embed/a1
https://www.youtube.com/shorts/a1 https://www.youtube-nocookie.com/embed/a1
https://video.kommune.example/f?a=1&b=2 https://video.kommune.example/f?a=1&amp;b=2
https://video.anden.example/f -none
https://vimeo.com.evil.example/1.mp4 -none
http://vimeo.com/1 -none
https://dreambroker.com/channel/a/b -none
https://vimeo.com/"onload=alert(1) -none
CASES
has 'the script comes with it' "$(show '[A](https://vimeo.com/1)' >/dev/null; cat out/index.html)" '<script type="module" src="assets/film\.[0-9a-f]+\.js">'
show 'Se [A](https://vimeo.com/1) her.' >/dev/null
hasnt '... and with no other page' "$(cat out/index.html)" 'film'
printf 'video: [https://vimeo.com/]\n' >s/content/_site.yaml
show . >/dev/null
has 'an address is no name of a host' "$(cat said)" '_site.yaml:1:9: error: .*vimeo.com.*\[bad-setting\]'
done_testing

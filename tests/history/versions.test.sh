#!/usr/bin/env bash
# What readers are told of the history: a page's history page, Nyt, feeds, and redirects from where pages stood before. It begins
# at the first public version, and nothing of what was hidden, of who asked not to be shown, or of a commit's message comes through.
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"

at() { # at DAY [MESSAGE]: one commit of everything, on that day of 2026
  GIT_AUTHOR_DATE="2026-$1T10:00:00+0100" GIT_COMMITTER_DATE="2026-$1T10:00:00+0100" commit "${2:-beskedord}"
}
built() { rm -rf out; "$VB" build --out out --now "${1:-2026-11-22}" "${@:2}" >said 2>&1 || cat said; }
# told PAGE: its history page as lines of text, [-gone-] and {+new+}
told() {
  sed -n '/<ol class="versions">/,/<\/ol>/p' "out/$1historik/index.html" | sed '/<details class="said">/,/<\/details>/d' | sed -E 's/<span class="unseen">[^<]*<\/span>//g; s/<del>([^<]*)<\/del>/[-\1-]/g; s/<ins>([^<]*)<\/ins>/{+\1+}/g; s/<[^>]*>//g; /^ *$/d'
}
# found WORD: files of the output that hold it, in their names or anywhere in them
found() { [ -e out/index.html ] || echo "no output"; { find out -iname "*$1*"; grep -rli "$1" out; find out -name '*.gz' -exec zgrep -li "$1" {} +; } | sort -u; }

site .
printf 'title: Prøve\nbase_url: https://viden.kommune.example/viden/\nlanguage: da\nattribution: {default: Redaktionen}\n' >content/_site.yaml
printf '"bo@kommune.example": {show: none}\n' >content/_people.yaml
printf 'label: Side\nfolder: ""\nfeed: each\nlayout: page\n' | page content/_types/side.yaml
page content/_types/sag.yaml <<'Y'
label: {one: Sag, many: Sager}
folder: sager
feed: true
gates:
  - {approved: samtykke.godkendt, when: {samtykke.personer: ja}}
  - {withdrawn: samtykke.trukket}
fields:
  status: {kind: choice, label: Status, choices: {i-gang: I gang, afsluttet: Afsluttet}}
  frist: {kind: date, label: Frist}
  maal: {kind: markdown, label: Mål}
  sider: {kind: pages, to: side, inverse: sager, label: Sider}
  indsatser:
    kind: list
    label: Indsatser
    fields:
      titel: {kind: text, label: Titel}
      frist: {kind: date, label: Frist}
  samtykke:
    kind: group
    fields:
      personer: {kind: choice, label: Personer, choices: {ja: Ja, nej: Nej}}
      godkendt: {kind: date, label: Godkendt}
      trukket: {kind: date, label: Trukket}
Y
printf -- '---\ntitle: Skoven\n---\n\nEn skov.\n' >content/skoven.md
printf -- '---\ntitle: Gemt\ndraft: yes\n---\n\nEn gemt side.\n' >content/gemtside.md
# sag FRONT BODY
sag() { printf -- '---\ntitle: Mentorer\n%s\n---\n\n%s\n' "$1" "$2" | page content/sager/mentorer.md; }
git init -q -b main . && printf 'out\nsaid\nngx\none\ntwo\nbare.git\n' >.git/info/exclude
sag $'draft: yes\nstatus: i-gang' 'Canaryudkast om mentorer.'
at 01-05 canarybesked
sag $'status: i-gang\nfrist: 2026-03-01\nmaal: Ti mentorer til **alle** skoler.\nindsatser:\n  - {titel: Søg, frist: 2026-02-01}\n  - {titel: Vælg, frist: 2026-04-01}\nsamtykke: {personer: nej}' $'Vi finder mentorer til de nye elever på skolen.\n\nDette afsnit står først og flyttes siden.\n\nSlut på siden her.'
at 02-02 canarybesked
sag $'status: i-gang\nfrist: 2026-06-01\nmaal: Tyve mentorer til **alle** skoler.\nsider: [skoven, gemtside]\nindsatser:\n  - {titel: Søg, frist: 2026-02-01}\n  - {titel: Vælg, frist: 2026-05-01}\nsamtykke: {personer: nej}' $'Vi finder mentorer til de nye elever på skolerne.\n\nSlut på siden her.\n\nDette afsnit står først og flyttes siden.'
at 03-03 canarybesked
built
is 'a history page in words' "$(told sager/mentorer/)" '3. marts 2026
Redaktionen
Frist:
[-1. marts 2026-]
→ {+1. juni 2026+}
Mål:
[-Ti-]{+Tyve+} mentorer til alle skoler.
Sider:
{+Skoven+} 
Indsatser, nr. 2, frist:
[-1. april 2026-]
→ {+1. maj 2026+}
Små rettelser i teksten.
Vi finder mentorer til de nye elever på [-skolen-]{+skolerne+}.
Flyttet afsnit
Dette afsnit står først og flyttes siden.
2. februar 2026
Redaktionen
Siden kom til.'
is 'nothing of the draft, nor of any message' "$(found canary)" ''
is 'nothing of a hidden page that it refers to' "$(found gemt)" ''
has 'the page leads there' "$(cat out/sager/mentorer/index.html)" 'href="historik/"'
has 'the feed says it in words' "$(cat out/sager/feed.xml)" 'Frist ændret til 1. juni 2026. Mål ændret. Sider ændret. Indsatser, nr. 2, frist ændret til 1. maj 2026. Små rettelser i teksten.</content>'
has 'so does the feed of a page that it refers to' "$(cat out/skoven/feed.xml)" '<title>Mentorer</title>'

# A page with one version, and one whose only public version is one, have none; the API and the lists do not know of history pages.
is 'one version, no history page' "$(find out -name historik | sort)" 'out/sager/mentorer/historik'
is 'machines are not told of it' "$(grep -l historik out/api/pages.json out/sitemap.xml out/feed.xml)" ''

# One person's work of a day is one entry; who asked not to be shown is not; Note wins over the words made.
sag $'status: afsluttet\nsamtykke: {personer: nej}' 'Slut på siden her.'
GIT_AUTHOR_EMAIL=bo@kommune.example GIT_AUTHOR_NAME='Canary Bo' at 04-01
sag $'status: afsluttet\nsamtykke: {personer: nej}' 'Slut på siden nu.'
GIT_AUTHOR_EMAIL=bo@kommune.example GIT_AUTHOR_NAME='Canary Bo' at 04-01 $'canarybesked\n\nNote: Sagen er slut, og alle skoler er med.'
built
has 'the day is one entry, with its note' "$(told sager/mentorer/ | head -8 | tr '\n' '|')" '^1. april 2026\|Sagen er slut, og alle skoler er med.\|Status:\|\[-I gang-\]\|→ \{\+Afsluttet\+\}\|'
is 'and nothing of who is not shown' "$(found canary)" ''
has 'the feed has the note alone' "$(cat out/sager/feed.xml)" '<content type="text">Sagen er slut, og alle skoler er med..?</content>'

# Gates over time: what a version hid, an embargo, consent that was not given, and consent withdrawn, which takes all before along.
printf -- '---\ntitle: Embargo\npublish: 2026-06-01\n---\n\nTidligord før udgivelsen.\n' >content/embargo.md
at 05-01
printf -- '---\ntitle: Embargo\npublish: 2026-06-01\n---\n\nNu er den her.\n' >content/embargo.md
at 05-10
printf -- '---\ntitle: Embargo\npublish: 2026-06-01\n---\n\nNu er den her, med mere.\n' >content/embargo.md
at 07-01
sag $'samtykke: {personer: ja}' 'Navneord uden samtykke.'
at 05-02
sag $'samtykke: {personer: ja, godkendt: 2026-05-03}' 'Navneord med samtykke.'
at 05-03
sag $'samtykke: {personer: ja, godkendt: 2026-05-03, trukket: 2026-08-01}' 'Navneord med samtykke.'
at 05-20
sag $'samtykke: {personer: nej}' 'Uden navne.'
at 09-01
sag $'samtykke: {personer: nej}' 'Uden navne, og med mere tekst.'
at 09-02
built 2026-05-30
is 'before the embargo ends nothing is known of the page' "$(found embargo; found tidligord)" ''
built 2026-11-22
is 'what stood while it lasted never shows' "$(found tidligord)" ''
is 'an embargo: the history begins with what came out' "$(told embargo/ | tr '\n' '|')" '1. juli 2026|Redaktionen|Små rettelser i teksten.|Nu er den her{+, med mere+}.|1. juni 2026|Redaktionen|Siden kom til.|'
is 'withdrawn consent takes all before it out of the history' "$(found navneord)" ''
is 'and the history goes on after it' "$(told sager/mentorer/ | tr '\n' '|')" '2. september 2026|Redaktionen|Små rettelser i teksten.|Uden navne{+, og med mere tekst+}.|1. september 2026|Redaktionen|Siden blev ændret.|'
sed -i 's/^title: Mentorer/&\ndraft: yes/' content/sager/mentorer.md
at 09-03
built
is 'a page hidden now has no history' "$(found mentorer)" ''

# A commit whose date cannot be right is told without a day.
printf -- '---\ntitle: Odd\n---\n\nEn tekst.\n' >content/odd.md; at 09-04
printf -- '---\ntitle: Odd\n---\n\nEn tekst til.\n' >content/odd.md; GIT_AUTHOR_DATE='@0 +0000' GIT_COMMITTER_DATE=2026-09-05T10:00:00Z commit
built
is 'a day that nobody knows is none' "$(told odd/ | head -1)" 'Dagen kendes ikke'
git rm -q content/odd.md; at 09-06

# What an earlier version says in another shape than its type has now is passed over.
printf -- '---\ntitle: Ældre\nfrist: [a, b]\nindsatser: tekst\nmaal: {a: b}\nsider: skoven\nstatus: {x: y}\n---\n\nTekst.\n' >content/sager/odd.md
at 09-10
printf -- '---\ntitle: Ældre\nfrist: 2026-10-01\nindsatser: [{titel: Ny}]\nmaal: Et mål.\nsider: [skoven]\n---\n\nTekst.\n' >content/sager/odd.md
at 09-11
built
is 'odd shapes of fields in an earlier version' "$(told sager/odd/ | head -3 | tr '\n' '|')" '11. september 2026|Redaktionen|Frist:|'

# Renames: once as it is, once with an edit, once by case only; by slug; a draft's name leaves no trace; a new page wins.
printf -- '---\ntitle: Hegn\n---\n\nEt hegn er et hegn.\n\nOg et stakit er et stakit.\n' >content/hegn.md
printf -- '---\ntitle: Port\ndraft: yes\n---\n\nEn port til haven og en til gaden.\n' >content/hemmeligt-navn.md
at 10-01
git mv content/hegn.md content/stakit.md; at 10-02
git mv content/stakit.md content/mur.md; echo 'Mere om mure.' >>content/mur.md; at 10-03
git mv content/mur.md content/Mur.md; at 10-04
mkdir content/have; git mv content/Mur.md content/have/mur.md; at 10-05
git mv content/hemmeligt-navn.md content/port.md; sed -i '/^draft/d' content/port.md; at 10-06
built
for old in hegn stakit mur; do
  has "the old address $old/ leads to the new one" "$(cat out/$old/index.html)" 'url=../have/mur/'
done
is 'the name of a draft is nowhere' "$(found hemmeligt)" ''
is 'nginx: each old address, straight to the new one' "$(grep -v '/" "' out/redirects/nginx.map; wc -l <out/redirects/nginx.map)" '"/viden/hegn" "/viden/have/mur/";
"/viden/mur" "/viden/have/mur/";
"/viden/stakit" "/viden/have/mur/";
6'
is 'IIS: the same, as XML' "$(python3 -c 'import sys, xml.etree.ElementTree as e
for a in e.parse(sys.argv[1]).getroot().iter("add"): print(a.get("key"), a.get("value"))' out/redirects/iis.config | grep -v '/ ')" '/viden/hegn /viden/have/mur/
/viden/mur /viden/have/mur/
/viden/stakit /viden/have/mur/'
if command -v nginx >/dev/null; then
  mkdir -p ngx
  cat >ngx/conf <<N
daemon on; pid $TMP/ngx/pid; error_log $TMP/ngx/log; events {}
http { access_log off; map_hash_bucket_size 512; map \$uri \$moved { include $TMP/out/redirects/nginx.map; }
  client_body_temp_path $TMP/ngx/1; proxy_temp_path $TMP/ngx/2; fastcgi_temp_path $TMP/ngx/3; uwsgi_temp_path $TMP/ngx/4; scgi_temp_path $TMP/ngx/5;
  server { listen unix:$TMP/ngx/s; if (\$moved) { return 301 \$moved; } return 404; } }
N
  nginx -c "$TMP/ngx/conf" 2>ngx/err || cat ngx/err
  ask() { curl -s -o /dev/null -w '%{http_code} %{redirect_url}' --unix-socket ngx/s "http://x/viden/$1"; }
  is 'nginx answers an old address' "$(ask hegn/)" '301 http://x/viden/have/mur/'
  is 'with or without the slash' "$(ask stakit)" '301 http://x/viden/have/mur/'
  is 'and no other' "$(ask port/)" '404 '
  kill "$(cat ngx/pid)"
else
  printf 'ok %d - nginx answers an old address # SKIP nginx is not installed\n' $((_n += 1))
fi
printf -- '---\ntitle: Nyt hegn\n---\n\nEn helt anden side.\n' >content/hegn.md
at 10-07
built
has 'a new page at an old address wins' "$(cat out/hegn/index.html)" '<h1>Nyt hegn</h1>'
hasnt 'also for the server' "$(cat out/redirects/nginx.map)" 'hegn'

# The same bytes cached or not, by any number of jobs, from the working tree or the revision; none of it with --skip history.
built; tree out >one
built 2026-11-22 --no-cache --jobs 0; tree out >two
is 'without the cache, in one process: the same' "$(diff one two)" ''
git clone -q --bare . bare.git
rm -rf out; "$VB" build --site bare.git --rev main --out out --now 2026-11-22 >said 2>&1; tree out >two
is 'from a bare repository: the same' "$(diff one two)" ''
built 2026-11-22 --skip history
is '--skip history leaves all of it out' "$(find out -name historik -o -name redirects)" ''

# A page at a history page's address is told.
mkdir -p content/have/mur; printf -- '---\ntitle: Historik\n---\n\nEn side.\n' >content/have/mur/historik.md
at 10-08
built
has 'an address that is the history'\''s' "$(cat said)" 'content/have/mur/historik.md:1:1: .*»have/mur/historik/« hører til historikken for content/have/mur.md.* \[reserved-permalink\]'
done_testing

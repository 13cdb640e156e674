#!/usr/bin/env bash
# Publishing to a folder of this machine: the switch, what is kept, going back, and what is refused.
# shellcheck source=tests/publish/lib.sh
source "$ROOT/tests/publish/lib.sh"
two_builds
umask 077 # readers must get in all the same

publish srv/viden --out a
is 'a build is published' "$code $(which srv/viden)" '0 a'
is 'the link is the switch' "$(readlink srv/viden/current | sed 's/-.*//')" 'releases/1'
is 'readers may read all' "$(find srv/viden -type d ! -perm 755 -o -type f ! -perm 644)" ''
is 'of the build nothing is shared' "$(find srv/viden -type f -links +1)" ''
before=$(tree a)
publish srv/viden/ --out a
has 'the same again changes nothing' "$said" 'in force already'
is '... and makes no release' "$(ls srv/viden/releases | wc -l)" 1
LC_ALL=C.UTF-8 LANGUAGE=da publish srv/viden --out b
has 'in Danish where Danish is spoken' "$said" 'srv/viden: udgivet 2-[0-9a-f]{12}: [0-9]+ ændret, [0-9]+ uændret, [0-9]+ fjernet, 1 filer til udseendet beholdt'
is 'the next is published' "$(which srv/viden)" b
is 'what is the same is not written again' "$(for f in a/assets/laest.*.js; do stat -c %h "srv/viden/current/${f#a/}"; done)" 2
old=$(cd a && echo assets/style.*.css)
ok 'the stylesheet of the last release is kept' cmp "a/$old" "srv/viden/current/$old"
is 'only that, and no search file' "$(grep -o '"path":"[^"]*"' srv/viden/current/.kept.json)" "\"path\":\"$old\""
for g in c d; do
  page site/content/ny.md < <(printf -- '---\ntitle: Ny\n---\n\nNy %s.\n' $g)
  "$VB" build --site site --out $g --no-cache --now 2026-01-06 >/dev/null 2>&1
done
style=$(cd b && echo assets/style.*.css)
publish once --out b; publish once --out c
ok 'what the next lacks is kept again' cmp "b/$style" "once/current/$style"
publish once --out d
ok '... for one more only' test ! -e "once/current/$style"
publish srv/viden --out d
is 'the builds were not touched' "$(tree a)" "$before"

publish srv/viden --rollback
is 'going back' "$code $(which srv/viden)" '0 b'
publish srv/viden --rollback
is 'and further' "$code $(which srv/viden)" '0 a'
publish srv/viden --rollback
is 'to the first' "$code $(which srv/viden)" '3 a'
has '... which is said' "$said" 'srv/viden: error: keeps no release from before'
publish srv/viden --out b
is 'what was withdrawn goes with the next' "$(which srv/viden) $(ls srv/viden/releases | sed 's/-.*//' | xargs)" 'b 1 2'
publish srv/viden --out a --keep 2
publish srv/viden --out b --keep 2
is 'so many stay as are asked for' "$(ls srv/viden/releases | sed 's/-.*//' | xargs)" '3 4'
echo x >>"srv/viden/releases/$(ls srv/viden/releases | head -1)/index.html"
publish srv/viden --rollback
is 'never back to what is damaged' "$code $(which srv/viden)" '3 b'
echo x >>srv/viden/current/s1/index.html; rm srv/viden/current/s2/index.html; touch -d 2020-01-01 srv/viden/current/s1/index.html
publish srv/viden --out b
is 'what was changed by hand is made anew' "$code $(which srv/viden)" '0 b'

# what is in the way
mkdir foreign; echo vigtig >foreign/vigtig.txt
publish foreign --out a
is 'a folder of others is refused' "$code $(ls -A foreign)" '3 vigtig.txt'
publish b --out a
is 'a build is no target' "$code $(which b 2>/dev/null; ls -A b/releases 2>&1 | grep -c No)" "3 $("$VB" verify b >/dev/null 2>&1 && echo neither)
1"
run "$VB" build --site site --out srv/viden --no-cache
is 'a folder of releases is no output' "$code $(which srv/viden)" '3 b'
publish a/inde --out a; is 'not within the build' "$code $(tree a)" "3 $before"
publish site/content/x --site site --out a; is 'not within the content' "$code" 3
rm -rf a/inde site/content/x
mkdir linked releases-elsewhere; : >linked/.vidensbank; ln -s ../releases-elsewhere linked/releases
publish linked --out a; is 'a link where releases should be is not followed' "$code $(ls -A releases-elsewhere)" '3 '
mkdir other; : >other/.vidensbank; ln -s /etc other/current
publish other --out a; is 'a foreign link is left' "$code $(readlink other/current)" '3 /etc'
mkdir real; ln -s real named
publish named/viden --out a; is 'a folder above may be a link' "$code $(which real/viden)" '0 a'
publish real/fil --out site/content/index.md; is 'a file is no build' "$code" 3
: >fil; publish fil --out a; is 'a file is no target' "$code" 3
mkdir never; cp a/.vidensbank never/
publish new1 --out never; has 'what was never finished is refused' "$code $said" '^3 .*never: error: was never finished'
publish new1 --out site; has 'what is no build is refused' "$code $said" '^3 .*is no site that this program made'
cp -r a torn; echo x >torn/manifest.json
publish new1 --out torn; has 'a damaged manifest is refused' "$code $said" '^3 .*did not write'
cp -r a torn2; echo x >>torn2/s3/index.html
publish new1 --out torn2; has 'what is not what was built is refused, by name' "$code $said" '^3 .*"s3/index.html" is not what the build made'
ok '... and nothing was put in force' test ! -e new1/current
publish; is 'no target' "$code" 2
for t in -x '' 'v:' 'rclone::local,x=y:z' $'a\nb'; do publish -- "$t"; is "\"${t@Q}\" is no target" "$code" 2; done
publish x x --out a; is 'one target twice' "$code" 2
publish x --keep 0; is 'none to be kept' "$code" 2
publish x --now 2026; is 'an option of another command' "$code" 2
done_testing

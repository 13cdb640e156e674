#!/usr/bin/env bash
# Publishing to an object store by the real rclone, the store a folder; and by one that only writes down what it is asked.
# shellcheck source=tests/publish/lib.sh
source "$ROOT/tests/publish/lib.sh"
two_builds

# the order, by a stand-in: what is asked for, one line a call, with the names it was handed
mkdir bin
cat >bin/rclone <<E2
#!/bin/bash
[ "\$1" = cat ] && exit 3
printf '%s: %s\n' "\$*" "\$(xargs)" >>"$TMP/asked"
E2
chmod +x bin/rclone
PATH="$TMP/bin:$PATH" publish rclone:lager:www --out a
is 'nothing is there: four runs' "$code $(wc -l <asked)" '0 4'
has 'first what never changes' "$(sed -n 1p asked)" '^copy .*immutable .*lager:www: .*assets/style\.'
hasnt '... nothing else' "$(sed -n 1p asked)" 'index\.html'
has 'then the pages, asked for anew each time' "$(sed -n 2p asked)" '^copy .*no-cache .*lager:www: .*index\.html'
is 'the manifest last' "$(sed -n 4p asked | sed 's/.*: //')" manifest.json
is 'behind --, no address is an option' "$(grep -c -- ' -- /.* lager:www: ' asked)" 4
command -v rclone >/dev/null || { pass 'the real rclone # SKIP rclone is not installed (make test-deps)'; done_testing; }

printf '[lager]\ntype = alias\nremote = %s/spand\n' "$TMP" >rclone.conf
export RCLONE_CONFIG="$TMP/rclone.conf"
publish rclone:lager:www --out a
is 'a build is published' "$code" 0
ok '... whole' "$VB" verify spand/www
publish rclone:lager:www --out a; has 'the same again changes nothing' "$said" 'in force already'
touch -d 2020-01-01 spand/www/ens/index.html
printf 'title: Uden\n' | page site/content/_site.yaml; rm site/content/s8.md
publish rclone:lager:www --out b
is 'the next' "$code" 0
ok '... whole' "$VB" verify spand/www
is '... of which only what changed was sent' "$(stat -c %y spand/www/ens/index.html | cut -c1-4)" "$(cmp -s a/ens/index.html b/ens/index.html && echo 2020 || date +%Y)"
old=$(cd a && echo assets/style.*.css)
ok 'the last release’s stylesheet is kept' cmp "a/$old" "spand/www/$old"
"$VB" build --site site --out d --no-cache --now 2026-01-06 >/dev/null 2>&1
publish rclone:lager:www --out d
ok 'what was removed is removed' test ! -e spand/www/s8/index.html
find spand -type d -empty -delete # a store has no folders
ok '... and the rest is whole' "$VB" verify spand/www
publish rclone:lager:www --rollback; has 'a store keeps no releases' "$code $said" '^3 .*keeps no earlier releases'
echo '{}' >spand/www/manifest.json; before=$(tree spand)
publish rclone:lager:www --out a; is 'a foreign manifest is left' "$code $(tree spand)" "3 $before"
publish rclone:ukendt:www --out a; is 'an unknown store' "$code" 3
is 'nothing is left beside the build' "$(ls -A | grep publish)" ''
done_testing

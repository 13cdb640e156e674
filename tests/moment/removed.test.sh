#!/usr/bin/env bash
# A page that was removed is told of until another page has its address, or content/_gone.yaml does; not what was never public.
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"

at() { # at DAY: one commit of everything, on that day of 2026
  GIT_AUTHOR_DATE="2026-$1T10:00:00+0100" GIT_COMMITTER_DATE="2026-$1T10:00:00+0100" commit
}
# removed [OPTION...]: paths that the build says were removed
removed() { rm -rf out; "$VB" build --out out --now 2026-11-22 "$@" >said 2>&1 || cat said; sed -n 's/^\(.*\): note: .*\[removed-page\]$/\1/p' said; }
text() { for i in 1 2 3 4 5 6; do echo "Linje $i om $1 og intet andet."; echo; done; }
new() { { printf -- '---\ntitle: %s\n%s---\n\n' "$1" "${2:+$2$'\n'}"; text "$1"; } | page "content/$1.md"; }

# Long ago, before any page that there is now: the site began anew.
mkdir before && cd before && site . && git init -q -b main . && printf 'out\nsaid\n' >.git/info/exclude
rm content/index.md
new gammel; new gemt 'draft: yes'; new skiftet; at 01-01
git mv content/skiftet.md content/skiftet-navn.md; at 01-02
git rm -q content/gammel.md content/gemt.md; git commit -q --allow-empty -m tom; at 01-03
git rm -q content/skiftet-navn.md; at 01-04
new index; at 02-01; echo mere >>content/index.md; at 02-02
is 'what was removed before any present page came is told of too' "$(removed)" $'content/gammel.md\ncontent/skiftet-navn.md'
is '... from the cache too' "$(removed)" $'content/gammel.md\ncontent/skiftet-navn.md'
is '... nothing of a draft' "$(grep -c gemt said; grep -rl gemt out)" 0
git clone -q --depth 4 "file://$PWD" ../shallow && cd ../shallow || exit
is '... of a shallow clone only what it has' "$(removed)" content/skiftet-navn.md
cd .. && rm -rf before shallow

site .
git init -q -b main . && printf 'out\nsaid\nbare.git\n' >.git/info/exclude
for p in skov eng mose hede; do new $p; done
new udkast 'draft: yes'; new senere 'publish: 2026-06-01'; new udloebet 'expires: 2026-01-20'; new flyttet; new igen; new slug 'slug: anden-adresse'
mkdir -p content/mappe && new mappe/index && new mappe/a
echo tekst >content/note.txt
at 01-05
git rm -q content/skov.md content/udkast.md content/senere.md content/udloebet.md content/igen.md content/slug.md content/note.txt content/mappe/index.md
git mv content/flyttet.md content/nyt-sted.md
at 02-05
new igen; at 02-06
is 'removed pages are told of; not drafts, what was not yet or no longer there, files, what moved or came back, or a folder that still has a page' "$(removed)" $'content/skov.md\ncontent/slug.md'
has 'with what to do' "$(cat said)" 'content/skov.md: note: the page was removed, and nothing tells its readers where to go; write "skov/" under aliases .*_gone.yaml \[removed-page\]'
has 'by its own address' "$(cat said)" 'content/slug.md: .*"anden-adresse/"'
is 'the build is fine all the same' "$(ls out/index.html)" out/index.html
is 'and nothing of it is published' "$(grep -rl -e anden-adresse -e udkast out)" ''
git checkout -q -b gren
git rm -q content/eng.md && at 03-01
git checkout -q main && new mere && at 03-02
GIT_COMMITTER_DATE=2026-03-03T10:00:00+0100 git merge -q --no-edit gren
is 'what was removed on a branch is, once merged' "$(removed)" $'content/eng.md\ncontent/skov.md\ncontent/slug.md'
new mose 'aliases: [skov/]' && at 04-01
is 'an alias tells where it went' "$(removed)" $'content/eng.md\ncontent/slug.md'
printf 'gone:\n  - eng/\n  - /anden-adresse/\n' >content/_gone.yaml && at 04-02
is 'and _gone.yaml that it is gone' "$(removed)" ''
printf 'gone:\n  - eng/\n  - ../udenfor\n  - [x]\n' >content/_gone.yaml
removed >/dev/null; has 'what is no address there is an error' "$(cat said)" 'content/_gone.yaml:3:5: error: "../udenfor" is no address .*\[bad-setting\]'
printf 'eng: ja\n' >content/_gone.yaml
removed >/dev/null; has 'the file holds that list' "$(cat said)" 'content/_gone.yaml:1:1: error: here stands "gone", a list .*\[bad-setting\]'
git checkout -q content/_gone.yaml && rm content/_gone.yaml && at 04-03
is 'the same from a bare repository, cached or not' "$(git clone -q --bare . bare.git; removed --site bare.git --rev HEAD; removed; removed --no-cache --jobs 0)" $'content/eng.md\ncontent/slug.md\ncontent/eng.md\ncontent/slug.md\ncontent/eng.md\ncontent/slug.md'
is 'without a history nothing is known' "$(removed --skip history)" ''
git mv content/hede.md content/lynghede.md && at 05-01 && git rm -q content/lynghede.md && at 05-02
is 'moved, and then removed: by its last address' "$(removed)" $'content/eng.md\ncontent/lynghede.md\ncontent/slug.md'
rm content/_site.yaml && at 06-01
is 'a plain folder is not told' "$(removed)" ''
done_testing

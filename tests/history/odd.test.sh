#!/usr/bin/env bash
# What nobody would commit, all in one history, and what readers are told of it: history pages, Nyt, feeds, redirects, the API. From the
# whole repository, from shallow and partial clones of it: the build goes on, shows nothing false, and leaks nothing.
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"

text() { printf -- '---\ntitle: %s\n---\n\n%s\n\nLinje et.\n\nLinje to.\n\nLinje tre.\n\nLinje fire.\n' "$1" "$2"; }
at() { git add -A && GIT_AUTHOR_DATE="2026-$1T10:00:00+0100" GIT_COMMITTER_DATE="2026-$1T10:00:00+0100" git commit -q --allow-empty -m "${2:-ændring}"; }
# odd AUTHOR [MESSAGE]: the index as a commit with that author line
odd() {
  git add -A && {
    printf 'tree %s\nparent %s\nauthor %b\ncommitter A <a@kommune.example> 1767603600 +0100\n\n' "$(git write-tree)" "$(git rev-parse HEAD)" "$1"
    printf '%b\n' "${2:-besked}"
  } | git hash-object -t commit -w --stdin --literally >../id && git update-ref refs/heads/main "$(cat ../id)"
}

mkdir full && cd full && site . && git init -q -b main .
printf 'title: Prøve\nbase_url: https://viden.kommune.example/\n' >content/_site.yaml
printf 'label: Side\nfolder: ""\nfeed: each\n' | page content/_types/side.yaml
printf -- '---\ntitle: Nyt\nlayout: nyt\n---\n' | page content/nyt.md
for p in dage igen hegn a b; do text $p "Om $p." >content/$p.md; done
text igen 'Canaryhemmelig.' >content/igen.md
at 01-05
n=0
for who in '"><script>canaryskrift</script> <canarypost@x> 1767690000 +0100' 'S\xf8ren \xff\xfe <canarypost@x> 1767776400 +0100' 'Nul <canarypost@x> 0 +0000' \
  'Minus <canarypost@x> -5 +0000' 'Fjern <canarypost@x> 1099511627776 +0000' 'Zone <canarypost@x> 1768122000 +9999' 'To\rlinjer\x07 <canarypost@x> 1768208400 +0100'; do
  text dage "Om dage, $((n += 1))." >content/dage.md
  odd "$who" "canarybesked\n\nNote: <script>canaryskrift</script> $n"
done
text dage 'Om dage, sidst.' >content/dage.md
odd 'Lang <canarypost@x> 1768294800 +0100' "$(head -c 5000000 /dev/zero | tr '\0' x)"
git rm -q content/igen.md && at 02-01 && text igen 'Begyndt forfra.' >content/igen.md && at 02-02 && text igen 'Begyndt forfra, og mere.' >content/igen.md && at 02-03
git mv content/hegn.md content/Mur.md && at 02-04
git mv content/Mur.md content/mur.md && at 02-05
mkdir content/have && git mv content/mur.md content/have/mur.md && sed -i 's/^Linje to/Linje to, rettet/' content/have/mur.md && at 02-06
for b in et to tre; do git checkout -q -b $b main && text "gren $b" "Fra grenen $b." >content/$b.md && at 02-07; done
git checkout -q main && GIT_COMMITTER_DATE=2026-02-08T10:00:00Z git merge -q -m octo et to tre
git checkout -q -b kryds && echo 'Kryds b.' >>content/b.md && at 02-09 && kryds=$(git rev-parse HEAD)
git checkout -q main && echo 'Kryds a.' >>content/a.md && at 02-10 && hoved=$(git rev-parse HEAD)
GIT_COMMITTER_DATE=2026-02-11T10:00:00Z git merge -q --no-edit "$kryds" && git checkout -q kryds && GIT_COMMITTER_DATE=2026-02-11T11:00:00Z git merge -q --no-edit "$hoved"
echo 'Kryds b igen.' >>content/b.md && at 02-12 && git checkout -q main && echo 'Kryds a igen.' >>content/a.md && at 02-13 && GIT_COMMITTER_DATE=2026-02-14T10:00:00Z git merge -q --no-edit kryds
# A tree with a way out, that a later commit takes back.
blob=$(printf -- '---\ntitle: Canaryude\n---\n' | git hash-object -w --stdin)
tree=$({ git ls-tree HEAD; printf '040000 tree %s\t..\n' "$(printf '100644 blob %s\tude.md\n' "$blob" | git mktree)"; } | git mktree)
git update-ref refs/heads/main "$(printf 'tree %s\nparent %s\nauthor A <a@x> 1771146000 +0100\ncommitter A <a@x> 1771146000 +0100\n\nx\n' "$tree" "$(git rev-parse HEAD)" | git hash-object -t commit -w --stdin --literally)"
git read-tree HEAD~1 && at 02-16
# Not believed, nor is the graft of the clone.
git update-ref "refs/replace/$(git rev-parse HEAD)" "$(printf 'tree %s\nauthor Canaryfalsk <f@x> 1 +0000\ncommitter A <a@x> 1 +0000\n\nx\n' "$(git rev-parse 'HEAD^{tree}')" | git hash-object -t commit -w --stdin --literally)"
cd ..

git clone -q --bare full whole.git 2>/dev/null
git -C whole.git update-ref "refs/replace/$(git -C full rev-parse HEAD)" "$(git -C whole.git rev-parse HEAD~1)"
mkdir -p whole.git/info && git -C full rev-parse HEAD >whole.git/info/grafts
git -C full config uploadpack.allowFilter true
git clone -q --bare --depth 4 "file://$PWD/full" shallow.git
for kind in blob:none tree:0; do git clone -q --bare --filter=$kind --no-checkout "file://$PWD/full" "partial-${kind%%:*}.git" 2>/dev/null; done
# A partial clone has what its own checkout fetched: the newest files.
for p in blob tree; do git -C partial-$p.git archive main >/dev/null 2>&1; git -C partial-$p.git config remote.origin.url /findes/ikke; done

built() { rm -rf out; "$VB" build --site "$1" --rev main --out out --no-cache --now 2026-03-01 >said 2>&1; }
for repo in whole shallow partial-blob partial-tree; do
  built $repo.git; is "$repo: the build goes on" "$? $(ls out/index.html)" '0 out/index.html' || cat said
  is "$repo: no e-mail address, message, other version or false commit" "$(grep -rliE 'canary(post|besked|hemmelig|ude|falsk)' out)" ''
  is "$repo: markup is text" "$(grep -rliE '<script>canary|&lt;script&gt;canaryskrift&lt;/script&gt;&lt;' out --include=*.html --include=*.xml)" ''
  is "$repo: no day that cannot be" "$(grep -rnoE '(19[67][0-9]|[0-9]{5,}|9999)-[0-9]{2}-[0-9]{2}T|datetime="19|36812' out --include=*.html --include=*.xml --include=*.json)" ''
  is "$repo: every feed is XML" "$(find out -name '*.xml' -print0 | xargs -0 -n1 python3 -c 'import sys, xml.etree.ElementTree as e; e.parse(sys.argv[1])' 2>&1)" ''
  is "$repo: control characters are gone" "$(grep -rlP '[\x00-\x08\x0b\x0c\x0e-\x1f]' out --include=*.html --include=*.xml --include=*.json)" ''
done

built whole.git
told() { sed 's/<[^>]*>//g; /^ *$/d' "out/$1historik/index.html"; }
is 'the page made again begins there' "$(told igen/ | grep -cE 'Siden kom til') $(told igen/ | grep -c 'og mere')" '1 1'
is 'odd authors and dates: each version is told, without a day where that is not known' "$(told dage/ | grep -c 'Dagen kendes ikke')" 4
has '... the note as it was written' "$(cat out/dage/historik/index.html)" '&lt;script&gt;canaryskrift&lt;/script&gt; 1'
is 'renamed, by case, and with an edit: each old address, straight there' "$(grep -E '/" ' out/redirects/nginx.map | sort)" '"/hegn/" "/have/mur/";
"/mur/" "/have/mur/";'
is 'octopus: a page from a branch began there, once' "$(for b in et to tre; do ls out/$b/historik 2>/dev/null; grep -o "$b/</id>" out/feed.xml; done | sort)" $'et/</id>\nto/</id>\ntre/</id>'
has 'criss-cross: both sides are told, each once' "$(told a/ | grep -c 'Kryds a') $(told b/ | grep -c 'Kryds b')" '^[1-9] [1-9]$'
built shallow.git
is 'of a shallow clone no page is said to have begun at its edge' "$(grep -rl 'Siden kom til' out | grep -v -e nyt -e /et/ -e /to/ -e /tre/)" ''
is '... nor to be new' "$(tr '\n' ' ' <out/nyt/index.html | grep -oE 'Ny(e)? side[^<]*<')" ''
has '... and it says so' "$(cat said)" 'shallow-history'
done_testing

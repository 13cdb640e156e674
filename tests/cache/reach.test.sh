#!/usr/bin/env bash
# A commit to one page writes that page and what tells of it; every other page stands as it stood, inode and time.
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"

site s
for i in 1 2 3 4; do printf -- '---\ntitle: Side %d\n---\n\nTekst %d.\n' $i $i | page s/content/p$i.md; done
(cd s && repo) || exit 1

built() { "$VB" build --site s --out o --cache cache 2>"$TMP/built.err"; }
stands() { (cd o && stat -c '%n %i %y' p2/index.html p3/index.html p4/index.html); }

built; is "first build" $? 0
before=$(stands) page=$(stat -c %i o/p1/index.html)
printf -- '---\ntitle: Side 1\n---\n\nEn anden tekst.\n' | page s/content/p1.md
(cd s && git add -A && GIT_COMMITTER_DATE=2030-05-05T12:00:00Z git -c user.name=R -c user.email=r@x.example commit -qm Ret --date=2030-05-05T12:00:00Z) || exit 1
built; is "build after the commit" $? 0
is "the other pages stand" "$(stands)" "$before"
is "the page is made anew" "$([ "$(stat -c %i o/p1/index.html)" = "$page" ] && echo no || echo yes)" yes
done_testing

#!/usr/bin/env bash
# A page can be read through without being changed: the trailer Reviewed, and the command that writes it.
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"
export HOME="$TMP/nobody"
on() { local day=$1 who=$2; shift 2; git add -A && GIT_AUTHOR_NAME="$who" GIT_AUTHOR_EMAIL="$who@kommune.example" GIT_AUTHOR_DATE="${day}T12:00:00+0100" GIT_COMMITTER_DATE="${day}T12:00:00+0100" git commit -q --allow-empty -m "${1:-ændring}" -m "${2:-$day}"; }
overdue() { "$VB" list overdue --now "$1" 2>/dev/null | cut -f1 | tr '\n' ' '; }
reviewed() { "$BUILD/drivers/dump" history . 2>/dev/null | awk -v p="page $1" '/^page /{on=($0==p)} on && /^reviewed/{print substr($3, 1, 10), $4}' | tr '\n' ';'; }

site r; cd r || exit; git init -q -b main .
printf 'Bo: {role: Jurist}\nDorte: {name: Dorte, show: none}\n' >content/_people.yaml
for p in a b c; do printf -- '---\ntitle: Side %s\nreview_every: 12\nreviewed: 2024-02-01\n---\n\nTekst om %s og andet, som er langt nok til at blive kendt igen.\n' $p $p >content/$p.md; done
on 2024-01-05 Ane
is 'the page itself says when it was reviewed' "$(overdue 2025-02-01)" 'content/a.md content/b.md content/c.md '
on 2024-06-01 Bo 'Læst' $'Reviewed: content/a.md\nReviewed: content/b.md\nReviewed: content/findes-ikke.md\nReviewed: ../a.md'
is 'a commit says so of several pages, and the newest word holds' "$(overdue 2025-05-31)" 'content/c.md '
is '... until the next is due' "$(overdue 2025-06-01)" 'content/a.md content/b.md content/c.md '
on 2023-06-01 Ane 'Læst' 'Reviewed: content/c.md'
is 'an older one changes nothing' "$(overdue 2025-01-31)$(overdue 2025-02-01)" 'content/c.md '
sed -i 's/^reviewed: .*/reviewed: 2024-09-01/' content/b.md; on 2024-09-01 Ane
is 'what the page says wins when it is newer' "$(overdue 2025-06-01)" 'content/a.md content/c.md '
git mv content/a.md content/d.md; on 2024-10-01 Ane
is 'the review goes with the page when it is moved' "$(reviewed content/d.md)" '2024-06-01 Bo;'
printf -- '---\ntitle: En anden side\nreview_every: 12\n---\n\nEn helt anden tekst end den, som stod her engang.\n' >content/a.md; on 2024-11-01 Ane
is '... and is not that of another page at its old address' "$(reviewed content/a.md)" ''
on 2024-12-01 Bo 'Igen' $'Reviewed: content/d.md\nReviewed: content/d.md'
is 'the newest comes first, each once' "$(reviewed content/d.md)" '2024-12-01 Bo;2024-06-01 Bo;'
on 2024-12-02 Ane 'Læst' $'Reviewed: content/d.md\nAttribution: skip'
is 'an ignored commit is no review' "$(reviewed content/d.md)" '2024-12-01 Bo;2024-06-01 Bo;'
git checkout -q -b side HEAD~3; on 2025-01-01 Bo 'På en gren' 'Reviewed: content/d.md'; git checkout -q main; git merge -q -m flet side
is 'one on another branch counts once it is merged' "$(reviewed content/d.md)" '2025-01-01 Bo;2024-12-01 Bo;2024-06-01 Bo;'

shown() { "$VB" build --out ../out --now 2026-11-22 >/dev/null 2>&1; grep -o 'Senest gennemgået.*</p>' "../out/$1/index.html" | sed 's/<[^>]*>//g; s/ · .*//'; }
is 'readers are told who, as _people.yaml has it' "$(shown d)" 'Senest gennemgået 1. januar 2025 af Jurist'
on 2025-02-01 Dorte 'Læst' 'Reviewed: content/d.md'
is 'one who is not to be shown is not' "$(shown d)" 'Senest gennemgået 1. februar 2025'
hasnt '... anywhere' "$(cat ../out/*.xml ../out/*/*.json ../out/*/index.html)" Dorte

# ---- the command ----
echo rest >rest.txt; echo stadie >stadie.txt; git add stadie.txt; echo mere >>content/b.md
before=$(git status --porcelain)
review() { "$VB" review "$@" 2>&1; }
out=$(review b content/c.md --now 2026-03-01T09:30:00+01:00); rc=$?
is 'review ends well' "$rc" 0
has 'it says what it did' "$out" '^(reviewed|gennemgået): content/c\.md$'
has '... and where' "$out" "$(git rev-parse --short=12 HEAD).*main"
is 'the commit names the pages' "$(git log -1 --format='%an %aI%n%(trailers)')" "Ane Hansen 2026-03-01T09:30:00+01:00
Reviewed: content/b.md
Reviewed: content/c.md"
is 'no file is touched, and nothing that is staged' "$(git status --porcelain)" "$before"
is '... the tree is the one before' "$(git rev-parse 'HEAD^{tree}')" "$(git rev-parse 'HEAD~1^{tree}')"
is 'it counts' "$(reviewed content/c.md)" '2026-03-01 Ane;2023-06-01 Ane;'
is 'of a file that is not committed as it is too' "$(overdue 2027-02-28)" 'content/a.md content/d.md '
review c --message $'Læst på mødet\n\nSammen med Bo: alt er rigtigt.' >/dev/null
is 'a message of one'"'"'s own' "$(git log -1 --format=%B)" 'Læst på mødet

Sammen med Bo: alt er rigtigt.

Reviewed: content/c.md'
mkdir -p sub && cp -r content sub/ && git add sub && git commit -qm sub
(cd sub && "$VB" review c >/dev/null)
is 'a site in a folder of the repository' "$(git log -1 --format='%(trailers)')" 'Reviewed: sub/content/c.md'
has '... counts there' "$(cd sub && "$BUILD/drivers/dump" history . 2>/dev/null)" '^reviewed '

head=$(git rev-parse HEAD)
refuses() { local name=$1 code=$2 words=$3 out rc; shift 3; out=$("$@" 2>&1); rc=$?; is "$name: exit $code" "$rc" "$code"; has "... and why" "$out" "$words"; is '... and nothing is made' "$(git rev-parse --verify -q HEAD)" "$head"; }
refuses 'no page by that name' 2 'no page "cc"|ingen side' "$VB" review cc
refuses 'no page at all' 2 'which page|hvilken side' "$VB" review
refuses 'nobody' 3 'user\.name' env -u GIT_AUTHOR_NAME "$VB" review c
printf -- '---\ntitle: Ny\n---\n' >content/ny.md
refuses 'a page that is not committed' 3 'content/ny\.md.*(not committed|ikke committet)' "$VB" review ny
git checkout -q --detach
refuses 'no branch' 3 'git switch' "$VB" review c
git checkout -q main; touch .git/MERGE_HEAD; git rev-parse HEAD >.git/MERGE_HEAD
refuses 'in the middle of a merge' 3 'merge|fletning' "$VB" review c
rm .git/MERGE_HEAD
git config user.name 'Cæcilie Ø'; git config user.email c@kommune.example
ok 'the repository says who' env -u GIT_AUTHOR_NAME -u GIT_AUTHOR_EMAIL "$VB" review c
is '... it is them' "$(git log -1 --format='%an <%ae>')" 'Cæcilie Ø <c@kommune.example>'
cd "$TMP" && site plain && cd plain || exit
out=$("$VB" review index 2>&1); is 'no repository' "$?" 3
git init -q -b main .; out=$("$VB" review index 2>&1); is 'no commit yet' "$?" 3
has '... says so' "$out" 'no commits yet|ingen commits'
done_testing

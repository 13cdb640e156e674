#!/usr/bin/env bash
# Every command that the guides for editors show, run one after the other in a copy of the site, as a reader would.
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"
mkdir s bin; ln -s "$VB" bin/vidensbank; export PATH="$TMP/bin:$PATH" SOURCE_DATE_EPOCH=1795302000
cp -r "$ROOT"/{content,layouts,assets} s/; cd s || exit 1
repo
guide=$ROOT/content/vejledninger/brug-programmet.md
cp -r "$ROOT/tests/import/jekyll" ../gammel-blog
sed -n '/^```yaml/,/^```/p' "$guide" | grep -v '^```' >kort.yaml
ok 'the guide shows commands' test "$(grep -c '^vidensbank ' "$guide")" -ge 10
while read -r line; do
  if bash -c "$line" >../out 2>../err </dev/null; then pass "$line"; else fail "$line" "$(cat ../out ../err)"; fi
done < <(sed -n '/^```/,/^```/p' "$guide" | grep '^ *vidensbank ' | grep -v ' new ')
while read -r line; do
  made=$(bash -c "$line" 2>../err </dev/null)
  if [ -s "$made" ]; then pass "$line"; else fail "$line" "$made" "$(cat ../err)"; fi
done < <(grep '^vidensbank new ' "$guide")
has 'a field that is given is there' "$(cat content/gode-historier/mere-ro-i-hallen.md)" '^temaer: \[blik-for-borgeren, digitale-muligheder\]$'
is 'what was taken over is where the mapping says' "$(grep -h ^owner: content/vejledninger/foerste-blad.md; ls content/gammelt/om.md)" 'owner: Redaktionen
content/gammelt/om.md'

# The table of mistakes: what stands left is told, with what stands right as the line to copy; what stands right is not.
n=0
while IFS='|' read -r _ wrong right _; do
  wrong=$(sed -n 's/^ *`\(.*\)` *$/\1/p' <<<"$wrong") right=$(sed -n 's/^ *`\(.*\)` *$/\1/p' <<<"$right")
  [[ $wrong == *:* && -n $right ]] || continue
  n=$((n + 1))
  extra=$([[ $wrong == title* ]] || echo 'title: A')
  printf -- '---\n%s\nowner: redaktionen\n%s---\n' "$wrong" "${extra:+$extra$'\n'}" >content/proeve.md
  has "told: $wrong" "$(vidensbank check 2>&1 | grep proeve.md)" 'content/proeve.md:2:.*error'
  [[ $wrong == date* ]] || has "with the line to copy: $right" "$(vidensbank check 2>&1 | grep -F "$right")" 'proeve.md'
  printf -- '---\n%s\nowner: redaktionen\n%s---\n' "$right" "${extra:+$extra$'\n'}" >content/proeve.md
  hasnt "not told: $right" "$(vidensbank check 2>&1)" 'proeve.md:.* error'
done < <(grep '^| `' "$guide")
is 'mistakes that were tried' "$n" 4
done_testing

#!/usr/bin/env bash
# A page shows which pages link to it, each with its sentence; a page that is not to be seen is not quoted, nor is what was.
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"
site s
printf 'label: {one: Note, many: Noter}\nfolder: noter\nfields:\n  svar: {kind: markdown, label: Svar}\n  om: {kind: page, to: note, label: Handler om}\n' | page s/content/_types/note.yaml
for l in page list historik; do
  echo '{{#backlinks}}[{{url}}|{{sentence}}|{{relation}}]{{/backlinks}}' | page "s/layouts/$l.mustache"
done
printf -- '---\ntitle: Mål\n---\nHer.\n' | page s/content/noter/maal.md
printf -- '---\ntitle: A\n---\nEt. Vi når <b>nok</b> [målet & "det hele"](noter/maal.md)[^1] til sidst. To.\n\n[^1]: Noten.\n' | page s/content/a.md
printf -- '---\ntitle: B\nom: maal\n---\nB.\n' | page s/content/noter/b.md
printf -- '---\ntitle: C\nsvar: |\n  Ja. Se [målet](maal.md).\n---\nC.\n' | page s/content/noter/c.md
hide() { printf -- '---\ntitle: Hemmelig\n%s\n---\nHemmelig sætning om [målet](noter/maal.md).\n' "$2" | page "s/content/$1.md"; }
hide kladde 'draft: true'; hide senere 'publish: 2030-01-01'; hide foer 'expires: 2020-01-01'
quoted() { "$VB" build --site s --out s/out --no-cache --now 2026-11-22 "$@" >/dev/null 2>&1; grep -o '\[.*\]' s/out/noter/maal/index.html; }
said='[../../a/|Vi når nok målet &amp; &quot;det hele&quot; til sidst.|][../b/||Handler om][../c/|Se målet.|]'
is 'each with its sentence, or with the field that names the page' "$(quoted)" "$said"
ok 'what is hidden is quoted nowhere' sh -c '! grep -rqi hemmelig s/out --exclude-dir=soeg'
is 'with drafts a draft is quoted too' "$(quoted --drafts | grep -c 'Hemmelig sætning')" 1
is 'without them no longer' "$(quoted)" "$said"
done_testing

#!/usr/bin/env bash
# The ways from a page to those who make it, at each Git host: names with blanks, æøå, # and %, for which the address must
# still mean the file; a new page with what its type wants; a mail with the page's title and address.
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"

base() { # base SITE SETTINGS...
  local dir=$1; shift
  { printf 'title: Prøve\nbase_url: https://viden.kommune.example/\nrequired: [owner]\n'; printf '%s\n' "$@"; } | page "$dir/content/_site.yaml"
  printf 'label: {one: Råd, many: Råd}\nfolder: gode råd\nfields:\n  maal: {kind: text, required: true, label: Mål}\n  note: {kind: text, label: Note}\n' | page "$dir/content/_types/raad.yaml"
  printf 'label: {one: Enhed, many: Enheder}\nfolder: enheder\nfields: {}\n' | page "$dir/content/_types/enhed.yaml"
  printf -- '---\ntitle: Hold\nowner: hold\n---\n' | page "$dir/content/enheder/hold.md"
  printf -- '---\ntitle: Forside\nowner: hold\n---\nRåd.\n' | page "$dir/content/index.md"
  printf -- '---\ntitle: "Løn & ferie #1 – 100 %%"\nowner: hold\nmaal: Ro\n---\nTekst.\n' | page "$dir/content/gode råd/løn & ferie #1 100%.md"
  cat >"$dir/side.mustache" <<'M'
<a id="edit" href="{{edit_url}}"></a>{{#new_page}}<a id="new" href="{{url}}">{{kind}}</a>{{/new_page}}<a id="report" href="{{report_url}}"></a>
M
  for l in page list 404 historik; do page "$dir/layouts/$l.mustache" <"$dir/side.mustache"; done
  "$VB" build --site "$dir" --out "$dir/out" --no-cache --now 2026-11-22 --skip search,history 2>&1 | grep error
}
link() { # link SITE ID [FILE]: as the browser reads it
  sed -nE "s/.*id=\"$2\" href=\"([^\"]*)\".*/\1/p" "$1/out/${3:-gode-raad/loen-ferie-1-100/index.html}" | sed 's/&amp;/\&/g'
}
# means ADDRESS: what stands in it, decoded
means() { python3 -c 'import sys, urllib.parse as u; print(u.unquote(sys.argv[1], errors="strict"))' "$1"; }
file='content/gode%20r%C3%A5d/l%C3%B8n%20%26%20ferie%20%231%20100%25.md'
folder='content/gode%20r%C3%A5d'
text='---%0Atitle%3A%0Aowner%3A%0Amaal%3A%0Adraft%3A%20true%0A---%0A'

# host NAME EDIT NEW WANTED-EDIT WANTED-NEW
host() {
  base "$1" "edit_url: '$2'" "new_url: '$3'"
  is "$1: edit" "$(link "$1" edit)" "$4"
  is "$1: new" "$(link "$1" new)" "$5"
}
host gitea 'https://git.example/o/r/_edit/main/{source}' 'https://git.example/o/r/_new/main/{folder}?filename={name}&value={text}' \
  "https://git.example/o/r/_edit/main/$file" "https://git.example/o/r/_new/main/$folder?filename=ny-side.md&value=$text"
host gitlab 'https://git.example/g/u/r/-/edit/main/{source}' 'https://git.example/g/u/r/-/new/main/{folder}?file_name={name}' \
  "https://git.example/g/u/r/-/edit/main/$file" "https://git.example/g/u/r/-/new/main/$folder?file_name=ny-side.md"
host github 'https://github.com/o/r/edit/main/{source}' 'https://github.com/o/r/new/main/{folder}?filename={name}&value={text}' \
  "https://github.com/o/r/edit/main/$file" "https://github.com/o/r/new/main/$folder?filename=ny-side.md&value=$text"
host azure 'https://dev.azure.com/o/p/_git/r?path=/{source}&version=GBmain' 'https://dev.azure.com/o/p/_git/r?path=/{folder}&version=GBmain' \
  "https://dev.azure.com/o/p/_git/r?path=/$file&version=GBmain" "https://dev.azure.com/o/p/_git/r?path=/$folder&version=GBmain"
host mail 'mailto:red@kommune.example?subject=Ret%20{source}' 'mailto:red@kommune.example?subject=Ny%20side&body={text}' \
  "mailto:red@kommune.example?subject=Ret%20$file" "mailto:red@kommune.example?subject=Ny%20side&body=$text"
is 'the address means the file' "$(means "$(link gitea edit)")" 'https://git.example/o/r/_edit/main/content/gode råd/løn & ferie #1 100%.md'
has 'a new page says of what kind' "$(cat "gitea/out/gode-raad/index.html")" 'id="new"[^>]*>Råd<'
is 'a new page beside the front page' "$(link gitea new index.html)" "https://git.example/o/r/_new/main/content?filename=ny-side.md&value=---%0Atitle%3A%0Aowner%3A%0Adraft%3A%20true%0A---%0A"
base plain 'edit_url: https://git.example/o/r/_edit/main'
is 'an address without {source} gets it at its end' "$(link plain edit)" "https://git.example/o/r/_edit/main/$file"
is 'where nothing is set, nothing leads there' "$(link plain new)$(link plain report)" ''

url='https%3A//viden.kommune.example/gode-raad/loen-ferie-1-100/'
title='L%C3%B8n%20%26%20ferie%20%231%20%E2%80%93%20100%20%25'
base mails 'contact: red@kommune.example'
is 'a mail about the page' "$(link mails report)" \
  "mailto:red@kommune.example?subject=Fejl%20p%C3%A5%20siden%20%C2%BB$title%C2%AB&body=Skriv%20her%2C%20hvad%20der%20er%20galt%3A%0D%0A%0D%0A$url"
is 'a mail about a page that is not there' "$(means "$(link mails report 404.html)")" \
  $'mailto:red@kommune.example?subject=Siden findes ikke&body=Hvilken side ledte du efter, og hvor kom du fra?\r\n\r'
base scheme 'contact: mailto:red@kommune.example'
is '... also where the scheme is written' "$(link scheme report)" "$(link mails report)"
base tracker "contact: 'https://git.example/o/r/issues/new?title={title}&body={url}%20({source})'"
is 'an issue about the page' "$(link tracker report)" "https://git.example/o/r/issues/new?title=$title&body=$url%20($file)"
base phone 'contact: Ring til 12 34 56 78'
is 'a number to ring is no link' "$(link phone report)" ''
has 'a name that is not filled in' "$(base wrong "new_url: 'https://git.example/{mappe}'")" \
  '_site.yaml:4:10: error: "new_url" can have only \{source\}, \{folder\}, \{name\}, \{text\} filled in, not "\{mappe\}"|_site.yaml:4:10: error: i »new_url«'
has 'a mail to nobody' "$(base wrong 'edit_url: mailto:redaktionen')" '_site.yaml:4:11: error: '
done_testing

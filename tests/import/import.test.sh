#!/usr/bin/env bash
# import: folders in the manner of Hugo, Jekyll, MkDocs and Obsidian, Word files, and folders full of faults.
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"
here=$ROOT/tests/import

# take NAME [OPTION...]: into a new site, with what was said in ./NAME.said
take() {
  local name=$1
  printf -- '---\ntitle: Prøve\n---\n' | page "$name/content/forside-$name.md"
  printf 'title: Prøve\nlanguage: en\n' | page "$name/content/_site.yaml"
  "$VB" import "$here/$name" --site "$name" "${@:2}" >"$name.made" 2>"$name.said"
}
built() { # NAME: what the build finds of the site; nothing when all links lead somewhere
  "$VB" check --site "$1" --drafts --no-cache --skip search,history 2>&1 | grep -E ' (error|warning): ' | grep -vE 'no-repository|video-captions'
}
# Every line of text of the folder, without its marks, is in what was made: also in lists, notes and tabs.
kept() { # NAME
  cat "$1"/content/**/*.md "$1"/content/*.md >all 2>/dev/null
  grep -rhE '' --include='*.md' "$here/$1" | sed -E 's/^([ >]|[-*] |[0-9]+\. )*//' | grep -oE '^[A-ZÆØÅ][^]\[{}!()]{5,}' | while read -r line; do grep -qF -- "$line" all || echo "lost: $line"; done
}
shopt -s globstar

for name in hugo jekyll mkdocs obsidian; do
  take "$name"; is "$name: done" "$?" 0
  is "$name: nothing is lost" "$(kept "$name")" ''
  for f in $(cat "$name.made"); do [ -f "$name/$f" ] || echo "$f"; done >missing
  is "$name: what is told is there" "$(cat missing)" ''
done

is 'Hugo: where it went' "$(sort hugo.made)" 'content/img/skov.png
content/index.md
content/posts/billedserie/index.md
content/posts/billedserie/sti.png
content/posts/skoven.md'
is 'Hugo: a page' "$(cat hugo/content/posts/skoven.md)" "$(cat "$here/skoven.want")"
is 'Hugo: another' "$(cat hugo/content/posts/billedserie/index.md)" '---
title: Billedserie
aliases: ["/billeder/"]
---

![Stien](sti.png) og ![igen](../../img/skov.png "Skov").

Tilbage til [skoven](../skoven.md#turen), og ud på [nettet](https://example.org/a).'
has 'Hugo: a short code that is not known is told' "$(cat hugo.said)" 'content/posts/skoven.md:32:1: warning: .*kort sted=.*\[not-placed\]'
has 'Hugo: a key without a place is told' "$(cat hugo.said)" 'skoven.md:11:1: warning: .*cover.*\[not-placed\]'
has 'Hugo: the report counts' "$(tail -1 hugo.said)" '^3 pages, 2 files taken over; 2 not placed, 0 left out, 1 '

is 'Jekyll: a post' "$(cat jekyll/content/posts/foerste-blad.md)" '---
title: Første blad
aliases: ["/blade/det-foerste/"]
tags: ["nyt"]
draft: true
date: 2024-02-03
---

Et kort: ![Kort](../assets/kort.png)

```sh
echo "{% link ikke.md %}"
```

Mere [om os](../om.md).'
has 'Jekyll: an include is told' "$(cat jekyll.said)" 'om.md:13:1: warning: .*include kontakt.html.*\[not-placed\]'
is 'Jekyll: links' "$(grep -o '](.*' jekyll/content/index.md)" '](om.md) og [det nye](posts/foerste-blad.md).'

is 'MkDocs: admonitions' "$(sed -n '/NOTE/,$p' mkdocs/content/index.md)" '> [!NOTE] Husk
> Gem først.
>
> - et punkt
> - [et til](guide/opsaetning.md)
>
Efter noten.

> [!CAUTION]
> Sluk strømmen.'
has 'MkDocs: what leads nowhere is told' "$(cat mkdocs.said)" 'docs/guide/opsaetning.md:5:1: warning: .*tabt.md.*\[not-placed\]'
is 'MkDocs: the build says so too, and no more' "$(built mkdocs | grep -c .)" 1
is 'MkDocs: code stays' "$(sed -n '/^```/,/^```$/p' mkdocs/content/guide/opsaetning.md)" '```yaml
!!! note
    ikke her
[a](b.md)
```'

is 'MkDocs: notes within notes and lists, tabs, code' "$(sed -n '/^Her/,$p' mkdocs/content/guide/trin.md)" 'Her er trinene, et for et.

1. Åbn skabet.

    > [!WARNING] Pas på
    > Døren er tung.
    >
    > > [!TIP]
    > > Brug begge hænder.
    >
    > Luk den igen.
    >
2. Tag nøglen.

**Mandag**


Kaffe i køkkenet.

**Tirsdag**

```sh
!!! ikke her
```

Og så er der frokost.

    !!! dette er kode

## Bagefter

Gå hjem.'
is 'MkDocs: the menu gives order, and titles to those without' "$(sed -n 2,3p mkdocs/content/guide/trin.md; sed -n 2,3p mkdocs/content/index.md)" 'order: 3
title: Trin for trin
order: 1
---'
has 'MkDocs: an id is told' "$(cat mkdocs.said)" 'trin.md:26:1: warning: .*"bagefter".*\[not-placed\]'
has 'MkDocs: the report counts' "$(tail -1 mkdocs.said)" '^3 pages, 1 file taken over; 4 not placed, 0 left out, 1 '
has 'Jekyll: the report counts' "$(tail -1 jekyll.said)" '^3 pages, 1 file taken over; 2 not placed, 0 left out, 1 '
has 'Obsidian: the report counts' "$(tail -1 obsidian.said)" '^3 pages, 1 file taken over; 0 not placed, 0 left out, 0 '
is 'Obsidian: tags in the text, notes within notes' "$(cat obsidian/content/noter/liste.md)" '---
tags: ["forår/løg", "haven"]
---

# Liste

- haven
- `[[ikke her]]`

## I haven

Plant #forår/løg og #haven, men ikke `#kode`, nr. #12 eller [#I haven](#i-haven).

> [!NOTE] I dag
> Vand bedet.
> > [!WARNING] Slangen
> > Den er utæt.'
is 'Obsidian: the name of a note is its title' "$(sed -n 2p obsidian/content/noter/moede-med-aase.md)" 'title: Møde med Åse'
is 'Obsidian: links, pictures, embeds, callouts' "$(sed -n '/^Se/,$p' obsidian/content/velkommen.md)" 'Se [Møde med Åse](noter/moede-med-aase.md), [listen](noter/liste.md) og [opsamlingen](noter/moede-med-aase.md#efter-moedet).

![Skitse.png](skitse.png)

[Liste](noter/liste.md)

> [!TIP] Et råd
> Skriv kort.'
for name in hugo jekyll obsidian; do is "$name: every link resolves, and nothing else is found" "$(built "$name")" ''; done

# A second time: nothing is overwritten, all is told.
sum=$(cat hugo/content/**/*.md | sha256sum)
"$VB" import "$here/hugo" --site hugo >made 2>said; is 'again: refused' "$?" 1
is 'again: each is told' "$(grep -c 'file-exists' said)" 5
is 'again: nothing is changed' "$(cat hugo/content/**/*.md | sha256sum)" "$sum"
"$VB" import "$here/hugo" --site hugo --to arkiv --dry-run >made 2>said; is 'a dry run' "$?" 0
is 'a dry run tells where' "$(head -1 made)" content/arkiv/index.md
is 'a dry run writes nothing' "$(ls hugo/content)" "$(printf '%s\n' _site.yaml forside-hugo.md img index.md posts | sort)"

# A mapping into types.
printf 'title: Prøve\n' | page typer/content/_site.yaml
printf 'label: {one: Nyhed, many: Nyheder}\nfolder: nyheder\nfields:\n  skribent: {kind: text, required: true, label: Skribent}\n' | page typer/content/_types/nyhed.yaml
printf 'folders:\n  _posts: {type: nyhed, set: {skribent: Ukendt}}\nfields: {author: skribent}\n' >kort.yaml
"$VB" import "$here/jekyll" --site typer --map kort.yaml >made 2>said; is 'a mapping: done' "$?" 0
is 'a mapping: type and field' "$(sed -n 2,7p typer/content/nyheder/foerste-blad.md)" 'title: Første blad
aliases: ["/blade/det-foerste/"]
tags: ["nyt"]
draft: true
skribent: Redaktionen
date: 2024-02-03'
printf 'folders: {_posts: {type: nyhde}}\nfelter: {}\n' >kort.yaml
"$VB" import "$here/jekyll" --site typer --map kort.yaml >made 2>said; is 'a wrong mapping' "$?" 1
is 'a wrong mapping is told' "$(grep -c 'kort.yaml:' said)" 2
is 'a wrong mapping: nothing is made' "$(cat made)" ''

# Word files: pandoc when there is one, here one of our own.
mkdir -p ord bin; : >ord/Referat.docx
printf '# Prøve\n' | page ordsite/content/index.md
printf '#!/bin/sh\nexit 127\n' >bin/pandoc; chmod +x bin/pandoc
PATH="$TMP/bin:$PATH" "$VB" import ord --site ordsite >made 2>said
has 'without pandoc it is told' "$(cat said)" 'Referat.docx: warning: .*pandoc'
printf '#!/bin/sh\nprintf "# Referat\\n\\nVi talte om alt.\\n"\n' >bin/pandoc
PATH="$TMP/bin:$PATH" "$VB" import ord --site ordsite >made 2>said; is 'a Word file: done' "$?" 0
is 'a Word file becomes a page' "$(cat ordsite/content/referat.md)" '# Referat

Vi talte om alt.'

if command -v pandoc >/dev/null; then
  printf '# Møde om støj\n\nVi måler **onsdag**.\n\n## Beslutning\n\n1. Mål.\n2. Skriv.\n\n| Rum | dB |\n|-----|----|\n| Øst | 62 |\n\nSe [planen](https://viden.kommune.example/plan/).\n' >ord.md
  mkdir ord2 && pandoc ord.md -o 'ord2/Møde om støj.docx'
  "$VB" import ord2 --site ordsite >made 2>said; is 'by pandoc itself: done' "$?" 0
  is 'by pandoc itself: its text' "$(tr -s ' -' <ordsite/content/moede-om-stoej.md)" "$(tr -s ' -' <ord.md)"
  ok 'by pandoc itself: it can be built' "$VB" check --site ordsite
else
  pass 'by pandoc itself # SKIP no pandoc here'
fi

# Five hundred faults, links that lead out, what is no file.
mkdir -p fejl/a; ln -s /etc/passwd fejl/passwd.md; ln -s .. fejl/a/rundt; mkfifo fejl/roer.md
for i in $(seq 100); do
  printf -- '---\ntitle: "uden ende\n---\n' >"fejl/a/yaml$i.md"
  printf '+++\ntitle = [[[\n' >"fejl/a/toml$i.md"
  printf 'bl\xe5' >"fejl/a/latin$i.md"
  printf '{{< ukendt %s >}} {%% endnu %%} [[ingen]] [x](../../../../etc/passwd) {{ .a }} `kode\n' "$i" >"fejl/a/Ét navn $i?.md"
  printf -- '---\n---\n{{< highlight\n!!! \n> [!\n[a](\n[[\n{%%\n' >"fejl/a/rest$i.md"
done
printf '# Prøve\n' | page fejlsite/content/index.md
timeout 60 "$VB" import fejl --site fejlsite >made 2>said; rc=$?
is 'five hundred faults: an end' "$rc" 1
has 'five hundred faults: counted' "$(tail -1 said)" ' not placed, '
is 'five hundred faults: nothing from outside' "$(grep -rl root: fejlsite/content)" ''
is 'five hundred faults: what was there stays' "$(cat fejlsite/content/index.md)" '# Prøve'
has 'wrong use' "$("$VB" import 2>&1)" 'import'
done_testing

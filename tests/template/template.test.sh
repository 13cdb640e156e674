#!/usr/bin/env bash
# `vidensbank template` from outside: bytes, exit codes, messages, partials that never leave their folder.
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"

render() { "$VB" template "$@"; }
# gives NAME EXIT STDERR ARGUMENTS...: how a run ends
gives() {
  local name=$1 want="exit $2"$'\n'"$3" err rc
  shift 3
  err=$(render "$@" 2>&1 >/dev/null </dev/null); rc=$?
  is "$name" "exit $rc"$'\n'"$err" "$want"
}

page data.yaml <<'E1'
title: Støj & ro
price: 1.210
count: 85
big: 1e3
empty: ~
off: false
list: [a, "<b>", 3]
pages:
  - {title: One, tags: [x, y]}
  - title: Two
which: card
out: ../secret
E1
printf '{{title}}|{{{title}}}|{{price}}|{{count}}|{{big}}|{{empty}}|{{^off}}!{{/off}}|{{#list}}{{.}},{{/list}}' >t.mustache
is 'YAML data' "$(render t.mustache data.yaml)" 'Støj &amp; ro|Støj & ro|1.21|85|1000||!|a,&lt;b&gt;,3,'
printf '{"title": "\\u00c6 \\"q\\"", "price": 1.5, "list": [], "off": null}' >data.json
is 'JSON data' "$(render t.mustache data.json)" 'Æ &quot;q&quot;|Æ "q"|1.5||||!|'

printf 'no line end' >bare.mustache
is 'exactly the bytes' "$(render bare.mustache data.json | od -An -c | tr -d ' \n')" 'nolineend'
printf '%s' '' >empty.mustache
gives 'an empty template' 0 '' empty.mustache data.json

# ---- partials ----
page p/card.mustache <<<'[{{title}}]'
page p/parts/list.mustache <<'E1'
<ul>
  {{#pages}}
  {{>parts/item}}
  {{/pages}}
</ul>
E1
page p/parts/item.mustache <<<'<li>{{title}}</li>'
page secret.mustache <<<'SECRET'
printf '{{>parts/list}}{{>*which}}{{>none}}' >t.mustache
is 'partials in folders' "$(render t.mustache data.yaml --partials p)" $'<ul>\n  <li>One</li>\n  <li>Two</li>\n</ul>\n[Støj &amp; ro]'
is 'options may come first' "$(render --partials=p t.mustache data.yaml | tail -1)" '[Støj &amp; ro]'
is 'without a folder partials are empty' "$(render t.mustache data.yaml)" ''
# shellcheck disable=SC2016
printf '<{{>../secret}}{{>*out}}{{>/etc/hostname}}{{>./card}}{{>parts/../card}}>' >out.mustache
is 'names never leave the folder' "$(render out.mustache data.yaml --partials p)" '<>'
mkdir q; ln -s ../secret.mustache q/secret.mustache
printf '<{{>secret}}>' >link.mustache
gives 'a link among partials' 3 'q/secret.mustache: error: symbolic links are not followed here [symlink]' link.mustache data.yaml --partials q
mkdir r; ln -s .. r/up
printf '<{{>up/secret}}>' >up.mustache
is 'a linked folder is none' "$(render up.mustache data.yaml --partials r)" '<>'

# ---- faults ----
printf 'a\n\n{{#a}}\n{{>b}}' >t.mustache
gives 'an open section' 1 't.mustache:3:1: error: section "a" opened on line 3 is not closed [template]' t.mustache data.yaml
is 'no output then' "$(render t.mustache data.yaml 2>/dev/null)" ''
page s/bad.mustache <<<'{{a'
gives 'a faulty partial' 1 's/bad.mustache:1:1: error: tag "{{a" is not closed: expected "}}", found the end of the file [template]' bare.mustache data.yaml --partials s
gives 'no template' 3 'none.mustache: error: cannot be read: No such file or directory [unreadable]' none.mustache data.yaml
gives 'no data' 3 'none.yaml: error: cannot be read: No such file or directory [unreadable]' bare.mustache none.yaml
gives 'no folder' 3 'none: error: cannot be read: No such file or directory [unreadable]' bare.mustache data.yaml --partials none
printf 'a: [' >bad.yaml
render bare.mustache bad.yaml >/dev/null 2>&1; is 'broken data' $? 1
for args in '' 't.mustache' 't.mustache data.yaml more' '--partials' 't.mustache data.yaml --partial' '--nothing t.mustache data.yaml'; do
  # shellcheck disable=SC2086
  render $args >/dev/null 2>&1; is "wrong usage: $args" $? 2
done

# ---- bounds ----
page u/self.mustache <<<'x{{>self}}{{>self}}'
printf '{{>self}}' >t.mustache
gives 'endless recursion ends' 1 't.mustache: error: partials lie more than 64 deep in each other and were cut off; does one include itself? [limit]' t.mustache data.yaml --partials u
head -c 1100000 /dev/zero | tr '\0' x >large.mustache
gives 'a template too large' 1 'large.mustache: error: the file is larger than such a file may be [too-large]' large.mustache data.yaml
printf '\377' >latin.mustache
gives 'not UTF-8' 1 'latin.mustache:1:1: error: the byte 0xff is not UTF-8 [not-utf8]' latin.mustache data.yaml
mkfifo pipe.mustache
gives 'a FIFO' 3 'pipe.mustache: error: expected an ordinary file, found a device, a pipe or a socket [special-file]' pipe.mustache data.yaml
done_testing

#!/usr/bin/env bash
# `make install`: the program, its manual and completions, all of them telling what `help` tells.
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"
ok 'make install' make -s -C "$ROOT" BUILD="$BUILD" DESTDIR="$TMP/root" PREFIX=/usr install
cd root/usr || exit 1
is 'what is there' "$(find . -type f | grep -vE '/(nginx|iis)/' | LC_ALL=C sort)" './bin/vidensbank
./share/bash-completion/completions/vidensbank
./share/fish/vendor_completions.d/vidensbank.fish
./share/man/man1/vidensbank.1
./share/man/man5/vidensbank-site.5
./share/vidensbank/ci/azure-pipelines.yml
./share/vidensbank/ci/gitea.yml
./share/vidensbank/ci/gitlab.yml
./share/vidensbank/git/hook
./share/vidensbank/systemd/vidensbank.service
./share/vidensbank/systemd/vidensbank.timer
./share/zsh/site-functions/_vidensbank'
mkdir "$TMP/noter"; echo '# Noter' >"$TMP/noter/index.md"
ok 'it builds a folder of Markdown' env -i PATH=/usr/bin:/bin bin/vidensbank build --site "$TMP/noter" --out "$TMP/ud" --no-cache

# Every command and option of `help` is in the manual and the completions.
commands=$(bin/vidensbank help | sed -n 's/^  \([a-z][a-z]*\)  *.*/\1/p')
options() { bin/vidensbank help "$1" | sed -n 's/^  \(--[a-z-]*\).*/\1/p'; }
ok 'there are commands' test "$(wc -w <<<"$commands")" -gt 10
complete_line() { # COMMAND WORD...: what bash offers for the last word
  bash -c 'source share/bash-completion/completions/vidensbank; COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)); _vidensbank; printf "%s\n" "${COMPREPLY[@]}"' - "$@"
}
manual=$(sed 's/\\-/-/g' share/man/man1/vidensbank.1)
missing=
for c in $commands; do
  grep -qxF ".SS $c" <<<"$manual" || missing+=" man:$c"
  complete_line vidensbank "$c" | grep -qx "$c" || missing+=" bash:$c"
  grep -qF "'$c:" share/zsh/site-functions/_vidensbank || missing+=" zsh:$c"
  grep -qF -- "-a $c -d" share/fish/vendor_completions.d/vidensbank.fish || missing+=" fish:$c"
  section=$(awk -v c=".SS $c" '$0 == c { on = 1; next } /^\.S[SH]/ { on = 0 } on' <<<"$manual")
  for o in $(options "$c"); do
    grep -qE -- "^\.(BI|B) $o( |\$)" <<<"$section" || missing+=" man:$c$o"
    complete_line vidensbank "$c" "$o" | grep -qx -- "$o" || missing+=" bash:$c$o"
    grep -qF -- "seen_subcommand_from $c' -l ${o#--} " share/fish/vendor_completions.d/vidensbank.fish || missing+=" fish:$c$o"
    grep -qE -- "'$o=?\[" share/zsh/site-functions/_vidensbank || missing+=" zsh:$c$o"
  done
done
is 'none is missing' "$missing" ''
is 'bash: part of a word' "$(complete_line vidensbank ch)" check
is 'bash: part of an option' "$(complete_line vidensbank check --fo)" --format
is 'bash: what can be listed' "$(complete_line vidensbank list dr)" drafts
ok 'bash reads it' bash -n share/bash-completion/completions/vidensbank
if command -v zsh >/dev/null; then ok 'zsh reads it' zsh -n share/zsh/site-functions/_vidensbank; else pass 'zsh reads it # SKIP no zsh here'; fi
if command -v fish >/dev/null; then ok 'fish reads it' fish -n share/fish/vendor_completions.d/vidensbank.fish; else pass 'fish reads it # SKIP no fish here'; fi

# The manual of a site's files names every key that the sources know.
site=$(cat share/man/man5/vidensbank-site.5)
known() { grep -o 'STR_INIT("[a-z_]*")' "$1" | sed 's/.*"\(.*\)".*/\1/'; }
unnamed() { for k in $(known "$1"); do grep -qE "(^|[^a-z_])$k([^a-z_]|\$)" <<<"$site" || echo "$k"; done; }
is 'keys of pages and types' "$(unnamed "$ROOT/src/read/types.c" | grep -vxE 'one|many')" ''
is 'keys of fields' "$(unnamed "$ROOT/src/read/fields.c")" ''
is 'keys of the mapping of import' "$(unnamed "$ROOT/src/import/mapping.c")" ''
if command -v groff >/dev/null; then
  for m in man1/vidensbank.1 man5/vidensbank-site.5; do is "$m renders" "$(groff -man -Tutf8 -ww -z "share/man/$m" 2>&1)" ''; done
else
  pass 'the manual renders # SKIP no groff here'
fi
done_testing

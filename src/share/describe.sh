#!/bin/sh
# describe.sh VIDENSBANK bash|zsh|fish|man - completions, or the manual's section on commands, from what `help` says: so nothing is
# written twice. The man page itself is man/vidensbank.1.in; the line ".\" COMMANDS" is where this goes.
set -eu
vb=$(realpath "$1") form=$2
export LC_ALL=C LANGUAGE=
cd / # in a site's folder `help` speaks its language

# One line for each command and each option: COMMAND, OPTION (or nothing), ARGUMENT (or nothing), what it does; with tabs.
table() {
  "$vb" help | sed -n 's/^  \([a-z][a-z]*\)  *.*/\1/p' | while read -r command; do
    "$vb" help "$command" | awk -v command="$command" -v OFS='\t' '
      function flush() { if (text != "") print command, option, argument, text; text = option = argument = "" }
      NR == 1 { sub(/^usage: /, ""); print command, "=", "", $0; next }
      NR == 3 { print command, "", "", $0; next }
      /^  --/ { flush(); option = $1; rest = substr($0, 3 + length($1)); if (match(rest, /^ [^ ]+/) && rest !~ /^  /) { argument = substr(rest, 2, RLENGTH - 1); rest = substr(rest, RLENGTH + 1) }
                sub(/^ +/, "", rest); text = rest; next }
      /^  [^ ]/ && NR > 4 { flush(); option = "-"; argument = $1; rest = $0; sub(/^  [^ ]+ */, "", rest); text = rest; next }
      /^   / { sub(/^ +/, ""); text = text " " $0 }
      END { flush() }'
  done
}

options_of() { table | awk -F'\t' -v c="$1" '$1 == c && $2 ~ /^--/ { print $2 }' | tr '\n' ' '; }

case $form in
bash)
  echo '# bash completion for vidensbank, made from `vidensbank help`.'
  echo '_vidensbank() {'
  echo '  local word=${COMP_WORDS[COMP_CWORD]} words='
  echo '  if [ "$COMP_CWORD" = 1 ]; then'
  echo "    words='$(table | awk -F'\t' '$2 == "" { print $1 }' | tr '\n' ' ')'"
  echo '  else'
  echo '    case ${COMP_WORDS[1]} in'
  for c in $(table | cut -f1 | uniq); do
    case $c in
    help) words=$(table | awk -F'\t' '$2 == "" { print $1 }' | tr '\n' ' ') ;;
    list) words="$("$vb" help list | sed -n '1s/.*list \([a-z|]*\).*/\1/p' | tr '|' ' ') $(options_of list)" ;;
    *) words=$(options_of "$c") ;;
    esac
    echo "    $c) words='$words' ;;"
  done
  echo '    esac'
  echo '  fi'
  echo '  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")'
  echo '}'
  echo 'complete -o default -F _vidensbank vidensbank'
  ;;
zsh)
  table | awk -F'\t' '
    function quoted(s) { gsub(/\047/, "\047\\\047\047", s); gsub(/\[/, "\\\\[", s); gsub(/\]/, "\\\\]", s); gsub(/:/, "\\\\:", s); return s }
    BEGIN { print "#compdef vidensbank\n# zsh completion for vidensbank, made from `vidensbank help`.\nlocal -a commands=(" }
    $2 == "" { names[++n] = $1; printf "  \047%s:%s\047\n", $1, quoted($4) }
    $2 ~ /^--/ { options[$1] = options[$1] " \\\n    \047" $2 ($3 != "" ? "=" : "") "[" quoted($4) "]" ($3 != "" ? ":" $3 ":_files" : "") "\047" }
    END {
      print ")\nif ((CURRENT == 2)); then\n  _describe command commands\n  return\nfi\nlocal command=$words[2]\nshift words\n((CURRENT--))\ncase $command in"
      for (i = 1; i <= n; i++) printf "%s) _arguments%s \\\n    \047*:file:_files\047 ;;\n", names[i], options[names[i]]
      print "esac"
    }'
  ;;
fish)
  echo '# fish completion for vidensbank, made from `vidensbank help`.'
  table | awk -F'\t' '
    function quoted(s) { gsub(/\\/, "\\\\", s); gsub(/\047/, "\\\047", s); return s }
    $2 == "" { printf "complete -c vidensbank -n __fish_use_subcommand -a %s -d \047%s\047\n", $1, quoted($4) }
    $2 ~ /^--/ { printf "complete -c vidensbank -n \047__fish_seen_subcommand_from %s\047 -l %s%s -d \047%s\047\n", $1, substr($2, 3), ($3 != "" ? " -r" : ""), quoted($4) }'
  ;;
man)
  table | awk -F'\t' '
    function roff(s) { gsub(/\\/, "\\e", s); gsub(/-/, "\\-", s); sub(/^[.\047]/, "\\\\\\&&", s); return s }
    $2 == "=" { print ".SS " $1; usage = $4; next }
    $2 == "" { print ".B " roff(usage); print ".PP"; s = roff($4); print toupper(substr(s, 1, 1)) substr(s, 2) "."; next }
    $2 == "-" { print ".TP"; print ".I " roff($3); print roff($4); next }
    { print ".TP"; print ($3 != "" ? ".BI " roff($2) " \" " roff($3) "\"" : ".B " roff($2)); print roff($4) }'
  ;;
*) echo "usage: describe.sh VIDENSBANK bash|zsh|fish|man" >&2; exit 2 ;;
esac

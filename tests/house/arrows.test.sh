#!/usr/bin/env bash
# The house (what includes what, how long, how headed) and the layouts, by the lines of the sources.
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"
cd "$ROOT" || exit 1

# A folder of src/ and the folders whose headers its files may include, besides its own. Nobody else may be seen.
declare -A sees=(
  [base]=""
  [source]="base"
  [read]="base source"
  [history]="base source read"
  [model]="base source read history"
  [layout]="base"
  [view]="base source read history model layout"
  [search]="base source read history model layout view"
  [render]="base source read history model layout view search"
  [write]="base"
  [import]="base source read write"
)
conductors=" serve cli . " # these may call across phases; . is src/ itself: build.c, build.h, main.c

# includes DIR: "FILE:LINE:FOLDER" of each #include "FOLDER/..." below src/DIR
includes() { grep -rHn --include='*.[ch]' '^ *# *include *"' "$1" | sed -E 's|^([^:]*:[0-9]+):[^"]*"([^"]*)".*|\1 \2|'; }

# breaches TREE: every include below TREE/src that goes against an arrow, or names no folder
breaches() {
  local dir folder place name to
  for dir in "$1"/src/*/; do
    folder=$(basename "$dir")
    [[ $conductors == *" $folder "* || $folder =~ ^(po|share)$ ]] && continue
    [ -n "${sees[$folder]+there}" ] || { echo "src/$folder/ stands in no row of the table"; continue; }
    while read -r place name; do
      to=${name%%/*}
      [ "$to" = "$name" ] && { echo "$place: \"$name\" names no folder"; continue; }
      [[ " $folder ${sees[$folder]} " == *" $to "* ]] || echo "$place: $folder/ may not see $to/"
    done < <(includes "$dir")
  done
  for name in "$1"/src/*.[ch]; do
    case ${name##*/} in build.[ch] | again.[ch] | emit.[ch] | main.c) ;; *) echo "$name: only build, again, emit and main lie in src/ itself" ;; esac
  done
}
is 'no include goes against an arrow' "$(breaches .)" ''

# The test can fail: a layout that looks at pages, a base that looks at anything, a file that names no folder.
mkdir -p "$TMP"/src/{base,layout,write,model,cli}
echo '#include "model/page.h"' >"$TMP/src/layout/a.c"
echo '#include "source/tree.h"' >"$TMP/src/base/b.h"
printf '#include <stdio.h>\n#  include "page.h"\n' >"$TMP/src/model/c.c"
echo '#include "write/output.h"' >"$TMP/src/cli/free.c"
echo '#include "base/str.h"' >"$TMP/src/write/good.c"
mkdir "$TMP/src/util"; : >"$TMP/src/util.c"
is 'each breach is found' "$(breaches "$TMP" | sed "s|$TMP/||" | LC_ALL=C sort)" "src/base/b.h:1: base/ may not see source/
src/layout/a.c:1: layout/ may not see model/
src/model/c.c:2: \"page.h\" names no folder
src/util.c: only build, again, emit and main lie in src/ itself
src/util/ stands in no row of the table"

# Headers of libraries: base sees libc and nettle alone.
libc='assert|ctype|dirent|endian|errno|fcntl|inttypes|limits|locale|math|poll|regex|sched|setjmp|signal|spawn|std(align|arg|atomic|bool|def|int|io|lib|noreturn)|string|time|unistd|(sys|linux|sanitizer)/[a-z0-9_]+'
strangers() { grep -rHn --include='*.[ch]' '^ *# *include *<' "$1" | grep -vE "<(($libc)|nettle/[a-z0-9-]+)\.h>"; }
is 'base sees only libc and nettle' "$(strangers src/base)" ''
printf '#include <stdio.h>\n#include <nettle/sha2.h>\n#include <yaml.h>\n' >"$TMP/src/base/b.h"
is 'another library is found' "$(strangers "$TMP/src/base" | sed "s|$TMP/||")" 'src/base/b.h:3:#include <yaml.h>'

# ---- what a file is made of is noted (model/reads.h): texts and histories of a frozen model are looked at through page_inner ----
passed_by() { grep -rnE --include='*.c' '(->|\.)inner\.(doc|record|words|links|backlinks|targets|past|n_past|history_page)\b|->stale\[' "$1"/{view,render,search} 2>/dev/null; }
is 'nobody looks at a frozen page past page_inner' "$(passed_by src)" ''
mkdir -p "$TMP/src/view"; echo 'int n = p->inner.words;' >"$TMP/src/view/w.c"
is 'one who does is found' "$(passed_by "$TMP/src" | sed "s|$TMP/||")" 'src/view/w.c:1:int n = p->inner.words;'

# ---- how the files look ----
headers() { find src -name '*.h'; }
is 'every header opens with its manual' "$(for h in $(headers); do
  name=$(basename "$h" .h)
  head -1 "$h" | grep -qE "^/\* $name - ." || echo "$h: does not begin with \"/* $name - what it is\""
done)" ''
is 'every header says what it owns, how it fails, or what holds' "$(for h in $(headers); do
  case $(basename "$h") in limits.h) continue ;; esac
  sed '/\*\//q' "$h" | grep -qE '^ \* (Owns|Fails|Processes|Invariant): ' || echo "$h"
done)" ''
is 'no file over 600 lines' "$(find src tests -name '*.[ch]' -o -path src/view/builtin -prune -o -name '*.sh' -print | while read -r f; do n=$(wc -l <"$f"); [ "$n" -le 600 ] || echo "$f: $n"; done)" ''
is 'no file called util' "$(find src -iname '*util*')" ''
is 'nothing left to be done in the sources' "$(grep -rnE 'TODO|FIXME|XXX' src Makefile layouts assets 2>/dev/null)" ''

# ---- layouts: no raw tags, nothing inline ----
layouts=(); for d in layouts src/view/builtin; do [ -d "$d" ] && layouts+=("$d"); done
is 'no layout prints without escaping' "$(grep -rnE --include='*.mustache' '\{\{\{|\{\{ *&' "${layouts[@]}")" ''
is 'no inline style or script in a layout' "$(grep -rniE --include='*.mustache' '<style|<script(>| [^>]*>[^<]|[^>]*[^c]>$)|[[:space:]](style|on[a-z]+)=|javascript:' "${layouts[@]}" | grep -viE '<script [^>]*src="[^"]*"[^>]*></script>')" ''
done_testing

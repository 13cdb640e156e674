#!/usr/bin/env bash
# The guide tells the bounds that hold: each number in its tables is that of src/base/limits.h.
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"
guide=$ROOT/content/vejledninger/hvor-stort-maa-det-vaere.md

bound() { # bound NAME: its value
  printf '#include <stdio.h>\n#include "base/limits.h"\nint main(void){printf("%%lld", (long long)LIMIT_%s);}\n' "$1" >bound.c
  "${CC:-cc}" -I"$ROOT/src" -o bound bound.c && ./bound
}
told() { sed -n "s/^| $1 | \([0-9.]*\).*/\1/p" "$guide" | tr -d .; }

while IFS='|' read -r label name unit; do
  is "$label" "$(told "$label")" "$(($(bound "$name") / unit))"
done <<'END'
Sidens fil|PAGE|1024
Felterne øverst|FRONT|1024
Lister i lister i felterne|YAML_DEPTH|1
Titel|TITLE|1
Emneord|TAGS|1
Vedhæftede filer|ATTACHMENTS|1
Links og billeder|LINKS|1
Færdig side|OUTPUT|1048576
Tid til at læse den|ITEM_MS|1000
Hukommelse til at læse sider|WORKER_MEMORY|1048576
Kolonner i en tabel|TABLE_COLUMNS|1
Celler i sidens tabeller|TABLE_CELLS|1
Lister og citater inden i hinanden|CONTAINERS|1
Link-definitioner må fylde|REFERENCE_FACTOR|1
En fil|FILE|1048576
Et foto, der laves i mindre udgaver|PIXELS|1000000
Et SVG-billede|SVG|1048576
Et filnavn|NAME|1
Sti med mapper|PATH|1
Mapper i mapper|DIR_DEPTH|1
Filer og mapper i alt|ENTRIES|1
Adresse i forhåndsvisningen|REQUEST|1
END
is 'every row is looked at' "$(grep -cE '^\| .* \| [0-9]' "$guide")" 22

# ---- as much is taken, and one more is refused with the number ----
site s
times() { perl -e 'print $ARGV[1] x $ARGV[0]' "$1" "$2"; } # times N TEXT
below() { printf -- '---\ntitle: A\n---\n\n%b' "$1"; } # a page with this text
page_title() { printf -- '---\ntitle: %s\n---\n\nx\n' "$(times "$1" æ)"; }
page_tags() { printf -- '---\ntitle: A\ntags: [%s]\n---\n\nx\n' "$(seq -f t%.0f -s, "$1")"; }
page_yaml_depth() { printf -- '---\ntitle: A\ntags: %s%s\n---\n\nx\n' "$(times $(($1 - 1)) '[')" "$(times $(($1 - 1)) ']')"; }
page_front() { printf -- '---\ntitle: A\n#%s\n---\n\nx\n' "$(times $(($1 - 11)) x)"; } # what stands between the lines of dashes
page_page() { below "$(times $(($1 - 18)) x)"; }
page_links() { below ''; times "$1" $'[a](index.md)\n'; }
page_table_columns() { below "$(times "$1" '|a')|\n$(times "$1" '|-')|\n"; }
page_table_cells() { below '|a|\n|-|\n'; times $(($1 - 1)) $'|a|\n'; }
page_containers() { below "$(times "$1" '> ')x\n"; }
page_attachments() { for i in $(seq "$1"); do : >"s/content/f$i.txt"; done; below '' | sed "2i attachments: [$(seq -f f%.0f.txt -s, "$1")]"; }
for name in TITLE TAGS YAML_DEPTH FRONT PAGE LINKS TABLE_COLUMNS TABLE_CELLS CONTAINERS ATTACHMENTS; do
  most=$(bound $name)
  for n in "$most" $((most + 1)); do
    "page_${name,,}" "$n" | page s/content/a.md
    said=$("$VB" check --site s --no-cache 2>&1)
    if [ "$n" = "$most" ]; then hasnt "$name: $n" "$said" '\[(limit|too-large)\]'; else has "... and one more" "$said" "a\.md.*$most.*\[(limit|too-large)\]"; fi
  done
done
done_testing

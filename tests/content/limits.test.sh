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
END
is 'every row is looked at' "$(grep -cE '^\| .* \| [0-9]' "$guide")" 21
done_testing

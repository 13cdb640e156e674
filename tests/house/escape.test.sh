#!/usr/bin/env bash
# One escaper for each context (base/escape.h), and no output that goes around them: raw.py finds what does, raw.list says why it may.
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"
cd "$ROOT" || exit 1
raw() { python3 -IS tests/house/raw.py "$1"; }
list=tests/house/raw.list
is 'what goes into the output as it is, is known and has its reason' "$(diff <(sed -E '/^#/d; s/ -- .*//' "$list" | LC_ALL=C sort) <(raw . | LC_ALL=C sort))" ''
is 'every reason is one' "$(grep -vE '^#|^[a-z_/]+\.c: .+ -- .{8,}' "$list")" ''

# The test can fail: a title put beside the escapers, through each way in.
mkdir -p "$TMP/src/render"
cat >"$TMP/src/render/x.c" <<'C'
/* buf_put(out, comment); */
static void put(struct buf *out, struct str title, int n)
{
    buf_put(out, n ? STR("<b>") : STR("<i class=\"a, b\">"));
    escape_html(out, title);
    buf_printf(out, "<p id=\"%d\">%s", n, n > 1 ? "a" : "b");
    buf_put(out, title);
    buf_printf(out, "%d %% %.*s</p>", n, STR_F(title));
    buf_put_n(out, title.p, title.n);
}
C
is 'each way around is found' "$(raw "$TMP")" 'render/x.c: STR_F(title)
render/x.c: title
render/x.c: title.p'

# Markup that the program made is the only text printed without escaping: few files make it.
is 'files that make VALUE_HTML' "$(grep -rlE '\bvalue_html\(|[^=!]= VALUE_HTML' --include='*.c' src | grep -v '^src/base/' | LC_ALL=C sort | tr '\n' ' ')" 'src/view/field.c src/view/history.c src/view/page.c src/view/svg.c '
done_testing

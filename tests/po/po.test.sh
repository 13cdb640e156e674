#!/usr/bin/env bash
# Every message in the source has its translation, with the same arguments; `make po` is how they are kept so.
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"

# faults PO TEMPLATE: what is missing, unsure, no longer needed, or does not fit
faults() {
  msgmerge --quiet --no-fuzzy-matching "$1" "$2" -o merged.po || return
  msgattrib --untranslated --no-obsolete --no-location --no-wrap merged.po | sed -n 's/^msgid "\(..*\)"$/missing: \1/p'
  msgattrib --only-fuzzy --no-location --no-wrap "$1" | sed -n 's/^msgid "\(..*\)"$/unsure: \1/p'
  { msgattrib --only-obsolete --no-wrap merged.po; msgattrib --only-obsolete --no-wrap "$1"; } | sed -n 's/^#~ msgid "\(..*\)"$/not in the source: \1/p'
  msgfmt --check-format -o /dev/null "$1" 2>&1 | grep -v 'found [0-9]* fatal error' | sed 's/^[^ ]*:[0-9]*: /does not fit: /'
}

"$ROOT/tests/po/template" >now.pot
ok 'messages are found in the source' test "$(grep -c '^msgid' now.pot)" -gt 500
for po in "$ROOT"/src/po/*.po; do
  is "$(basename "$po"): nothing is missing, unsure, left over, or with other arguments" "$(faults "$po" now.pot)" ''
done

# The test can fail.
cat >some.pot <<'E2'
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\n"

msgid "one"
msgstr ""

#, c-format
msgid "two %s"
msgstr ""
E2
cat >some.po <<'E2'
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\nLanguage: da\n"

#, c-format
msgid "two %s"
msgstr "to %d"

msgid "three"
msgstr "tre"
E2
is 'each fault is found' "$(faults some.po some.pot | sed 's/format spec.*/…/')" "missing: one
not in the source: three
does not fit: …"
done_testing

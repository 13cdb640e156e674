#!/usr/bin/env bash
# `make deb`: a package that lintian has nothing against, the same bytes each time, and what it brings works from a fresh folder.
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"
if [[ $BUILD == *asan* ]]; then
  pass 'the package # SKIP not of a program with sanitizers'
  done_testing
  exit
fi
ok 'make deb' make -s -C "$ROOT" BUILD="$BUILD" deb
deb=$(echo "$BUILD"/vidensbank_*.deb)
field() { dpkg-deb -f "$deb" "$1"; }
if command -v lintian >/dev/null; then
  is 'lintian finds nothing' "$(lintian --allow-root --fail-on none --info --display-info "$deb" 2>/dev/null | grep -v '^N:')" ''
else
  pass 'lintian finds nothing # SKIP no lintian here'
fi
is 'all is root'\''s' "$(dpkg-deb -c "$deb" | grep -cv ' root/root ')" 0
is 'its version is the commit'\''s' "$(field Version | grep -cE '^0~git[0-9]{8}\.[0-9]{6}\.([0-9a-f]{12}|unknown)(\+changed)?$')" 1
is 'no private name' "$(field Maintainer)" 'The vidensbank authors <vidensbank@packages.invalid>'

# Packed again at another time, in another folder, by one with other habits: the same bytes. The same holds for what the compiler makes.
(umask 077; cd / && export TZ=Asia/Tokyo LC_ALL=C.UTF-8 && mkdir "$TMP/again" && make -s -C "$ROOT" BUILD="$BUILD" install DESTDIR="$TMP/again/stage" PREFIX=/usr >/dev/null &&
  cd "$ROOT" && src/share/debian/package.sh "$TMP/again" "$TMP/again/stage" >/dev/null)
ok 'two packages have the same bytes' cmp "$deb" "$TMP/again/$(basename "$deb")"
for d in one another/place; do
  mkdir -p "$d/src/base" "$d/src/cli/starter" && cp "$ROOT/Makefile" "$d" && cp "$ROOT"/src/base/* "$d/src/base" && make -s -C "$d" BUILD=build build/obj/src/base/map.o >/dev/null
done
ok 'two objects too, wherever they are compiled' cmp one/build/obj/src/base/map.o another/place/build/obj/src/base/map.o

# In a fresh folder.
dpkg-deb -x "$deb" root && cd root/usr || exit 1
missing=
for p in $(field Depends | tr ',' '\n' | awk '{ print $1 }'); do dpkg-query -W "$p" >/dev/null 2>&1 || missing+=" $p"; done
is 'what it depends on are packages of this Debian' "$missing" ''
is 'every library is in one of them' "$(ldd bin/vidensbank | grep -c 'not found')" 0
mkdir "$TMP/noter" && printf '# Noter\n\nEn note om [mere](mere.md).\n' >"$TMP/noter/index.md" && echo '# Mere' >"$TMP/noter/mere.md"
ok 'it builds a folder of Markdown' env -i HOME="$TMP" PATH=/usr/bin:/bin bin/vidensbank build --site "$TMP/noter" --out "$TMP/ud"
ok 'both pages are there' test -f "$TMP/ud/mere/index.html" -a -f "$TMP/ud/index.html"
is 'the unit names the hook where it lies' "$(sed -n 's/^ExecStart=\([^ ]*\).*/\1/p' share/vidensbank/systemd/vidensbank.service)" /usr/share/vidensbank/git/hook
ok 'and there it is, to be run' test -x share/vidensbank/git/hook
is 'the licence is told whole' "$(sed -n '/^ Permission/,$p' share/doc/vidensbank/copyright | sed -e 's/^ //' -e 's/^\.$//')" "$(sed -n '/^Permission/,$p' "$ROOT/LICENSE")"
if command -v mandoc >/dev/null; then
  is 'mandoc has nothing against the manual' "$(for m in share/man/*/*.gz; do zcat "$m" | mandoc -T lint -W warning; done 2>&1)" ''
else
  pass 'mandoc has nothing against the manual # SKIP no mandoc here'
fi

# The completions, in the shells themselves.
is 'bash completes' "$(bash -c 'source share/bash-completion/completions/vidensbank; COMP_WORDS=(vidensbank ser) COMP_CWORD=1; _vidensbank; echo "${COMPREPLY[@]}"')" serve
if command -v fish >/dev/null; then
  is 'fish completes' "$(HOME=$TMP fish --no-config -c 'source share/fish/vendor_completions.d/vidensbank.fish; complete -C "vidensbank ser"; complete -C "vidensbank check --form"' 2>/dev/null | cut -f1 | paste -sd' ')" 'serve --format'
else
  pass 'fish completes # SKIP no fish here'
fi
if command -v zsh >/dev/null; then
  cat >"$TMP/complete.zsh" <<'Z'
zmodload zsh/zpty; zpty z zsh -f -i; zpty -w z 'PS1=; fpath=(share/zsh/vendor-completions $fpath); autoload -Uz compinit; compinit -u -D; bindkey "^I" complete-word; print READY'
zpty -r z out '*READY*READY*'; zpty -n -w z $'vidensbank ser\t'; zpty -r -m z out '*vidensbank serve*' && print serve; zpty -d z
Z
  is 'zsh completes' "$(timeout 20 zsh -f "$TMP/complete.zsh" 2>/dev/null)" serve
else
  pass 'zsh completes # SKIP no zsh here'
fi
done_testing

#!/bin/sh
# package.sh BUILD STAGE - a Debian package of what `make install PREFIX=/usr` put into STAGE; prints where it is. The same commit gives
# the same bytes: each time in it is the commit's (or SOURCE_DATE_EPOCH), and nothing says where or by whom it was built. No debhelper: it
# wants debian/ at the top of the repository, and what it does beside dpkg-deb are the few lines here.
set -eu
umask 022
build=$(cd "$1" && pwd) stage=$(cd "$2" && pwd)
here=$(dirname "$0")
export LC_ALL=C TZ=UTC
commit=$(git log -1 --format=%h --abbrev=12 2>/dev/null || echo unknown)
export SOURCE_DATE_EPOCH="${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 0)}"
version="0~git$(date -d "@$SOURCE_DATE_EPOCH" +%Y%m%d.%H%M%S).$commit"
[ -z "$(git status --porcelain --untracked-files=no 2>/dev/null)" ] || version="$version+changed"
architecture=$(dpkg --print-architecture)
doc=$stage/usr/share/doc/vidensbank

strip --strip-unneeded --remove-section=.comment --remove-section=.note "$stage/usr/bin/vidensbank"
install -D -m 644 "$here/lintian-overrides" "$stage/usr/share/lintian/overrides/vidensbank"
mkdir -p "$doc" "$stage/DEBIAN" "$stage/usr/share/zsh/vendor-completions"
mv "$stage/usr/share/zsh/site-functions/_vidensbank" "$stage/usr/share/zsh/vendor-completions/" # where Debian's zsh looks
rmdir "$stage/usr/share/zsh/site-functions"

# The licence's text, as the format of the file wants it: indented, a dot for an empty line.
sed -e '1,/^Copyright/d' LICENSE | sed -e '/./,$!d' -e 's/^$/./' -e 's/^/ /' >"$build/licence"
sed -e "/^@LICENSE@\$/{r $build/licence" -e 'd}' "$here/copyright" >"$doc/copyright"
printf 'vidensbank (%s) unstable; urgency=medium\n\n  * As of commit %s.\n\n -- The vidensbank authors <vidensbank@packages.invalid>  %s\n' \
  "$version" "$commit" "$(date -R -d "@$SOURCE_DATE_EPOCH")" >"$doc/changelog"
gzip -9n "$doc/changelog" "$stage"/usr/share/man/man?/*

# What the program is linked with; the tool reads a debian/control and needs no more of it than a name.
mkdir -p "$build/shlibs/debian"
printf 'Source: vidensbank\n\nPackage: vidensbank\nArchitecture: any\n' >"$build/shlibs/debian/control"
depends=$(cd "$build/shlibs" && dpkg-shlibdeps -O -e"$stage/usr/bin/vidensbank" | sed -n 's/^shlibs:Depends=//p')
[ -n "$depends" ]
size=$(find "$stage/usr" -type f -printf '%s\n' | awk '{ n += int(($1 + 1023) / 1024) } END { print n }')
sed -e "s|@VERSION@|$version|" -e "s|@ARCHITECTURE@|$architecture|" -e "s|@DEPENDS@|$depends|" -e "s|@SIZE@|$size|" \
  "$here/control.in" >"$stage/DEBIAN/control"
(cd "$stage" && find usr -type f | sort | xargs md5sum) >"$stage/DEBIAN/md5sums"
chmod -R u=rwX,go=rX "$stage"
find "$stage" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
# One thread: with several, xz cuts its output where their number says.
dpkg-deb --root-owner-group --threads-max=1 -Zxz --build "$stage" "$build/vidensbank_${version}_$architecture.deb" >/dev/null
echo "$build/vidensbank_${version}_$architecture.deb"

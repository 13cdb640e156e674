#!/usr/bin/env bash
# Pictures: width and height always, the first at once and the others when they are near; photographs in smaller copies where libvips
# is there, and as they are where it is not; the same bytes however they are built; gone when their page is.
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"
build() { "$VB" build --site s --now 2026-11-22 --skip history "$@" 2>&1; }
draw() { python3 - "$@" <<'P'
import random, struct, sys, zlib
name, w, h = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
random.seed(7)
rows = b"".join(b"\0" + bytes((x // 3 + random.randrange(7)) % 256 if c else y % 256 for x in range(w) for c in range(3)) for y in range(h))
chunk = lambda kind, data: struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
open(name, "wb").write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", w, h, 8, 2, 0, 0, 0)) + chunk(b"tEXt", b"Comment\0KANARIE") + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))
P
}
site s
printf -- '---\ntitle: Forside\n---\n![Stort](stort.png)\n\n![Lille](lille.png "Et lille")\n\n![Tegning](tegning.svg)\n\n[Kladde](kladde.md)\n' | page s/content/index.md
printf -- '---\ntitle: Kladde\ndraft: true\n---\n![Skjult](skjult.png)\n' | page s/content/kladde.md
printf -- '---\ntitle: Igen\n---\n![Det samme](stort-igen.png)\n' | page s/content/igen.md
draw s/content/stort.png 1200 300; draw s/content/lille.png 60 40; draw s/content/skjult.png 900 100
cp s/content/stort.png s/content/stort-igen.png
printf '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 48"><path d="M0 0h9"/></svg>' | page s/content/tegning.svg
build --out a --cache c >/dev/null
images() { grep -o '<img[^>]*>' "$1/index.html" | sed -E 's/ (srcset|sizes)="[^"]*"//g'; }
is 'width and height; only the first is loaded at once' "$(images a)" '<img src="stort.png" width="1200" height="300" alt="Stort">
<img src="lille.png" width="60" height="40" alt="Lille" title="Et lille" loading="lazy">
<img src="tegning.svg" width="64" height="48" alt="Tegning" loading="lazy">'

if python3 -c 'import ctypes; ctypes.CDLL("libvips.so.42")' 2>/dev/null; then
  hash=$(git hash-object s/content/stort.png | cut -c1-16)
  is 'smaller copies' "$(grep -o 'srcset="[^"]*"' a/index.html)" \
    "srcset=\"assets/billeder/$hash.480.png 480w, assets/billeder/$hash.960.png 960w, stort.png 1200w\""
  is 'of those only, and one of the same picture at two places' "$(cd a/assets/billeder && echo *)" "$hash.480.png $hash.960.png"
  is '... as wide as they say' "$(for f in a/assets/billeder/*; do xxd -s 16 -l 8 -p "$f"; done)" "$(printf '%08x%08x\n' 480 120 960 240)"
  build --out a --cache c >/dev/null; tree a >a.tree
  build --out b --no-cache --jobs 1 >/dev/null; tree b >b.tree
  build --out n --no-cache --jobs 0 >/dev/null; tree n >n.tree
  is 'the same from the cache, in one worker, and in none' "$(cat b.tree n.tree)" "$(cat a.tree a.tree)"
  touch -d '1 hour ago' old; build --out b --no-cache >/dev/null
  is 'unchanged they are not written again' "$(find b/assets/billeder -newer old -name '*.png' | wc -l)" 2
  is 'no worker can be made to run a program' "$(command -v strace >/dev/null && strace -f -qq -e trace=seccomp,prctl -o t "$VB" build --site s --out b --no-cache --now 2026-11-22 >/dev/null 2>&1; grep -c 'PR_SET_SECCOMP.*= 0' t | sed 's/^[1-9].*/some/')" some
else
  pass 'smaller copies # SKIP libvips is not there'
fi
# A machine without the library: a loader that finds none.
printf '#define _GNU_SOURCE\n#include <dlfcn.h>\n#include <string.h>\nvoid *dlopen(const char *n, int f) { static void *(*next)(const char *, int); if (n && strstr(n, "vips")) return 0; if (!next) *(void **)&next = dlsym(RTLD_NEXT, "dlopen"); return next(n, f); }\n' >none.c
if "${CC:-cc}" -shared -fPIC -o none.so none.c 2>/dev/null && [[ $VB != *asan* ]]; then
  LD_PRELOAD=$PWD/none.so build --out w --no-cache >/dev/null
  is 'without libvips as they are' "$(grep -c srcset w/index.html) $(ls w/assets | grep -c billeder)" '0 0'
  is '... but with their size' "$(images w)" "$(images a)"
fi
hasnt 'what a picture tells beside itself is nowhere' "$(grep -rl KANARIE a || true)" .
head -c 40 s/content/stort.png >s/content/stort-igen.png
has 'one that is cut off is an error' "$(build --out a --cache c)" 'content/stort-igen.png: error: the file is damaged'
done_testing

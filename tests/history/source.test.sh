#!/usr/bin/env bash
# Where bytes come from: what a working tree and a revision let in, and what they tell of the rest.
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"
s() { "$BUILD/drivers/dump" source "$@" 2>"$TMP/err"; }
err() { cat "$TMP/err"; }
fresh() { cd "$TMP" && chmod -R u+rwx r 2>/dev/null; rm -rf r && mkdir r && cd r && git init -q -b main . && mkdir -p content/a; }
paths() { cut -d' ' -f3-; }
# tree entries as hostile as can be: MODE NAME ID ... -> id of the tree
tree_of() {
  python3 - "$@" <<'P' | git hash-object -t tree -w --stdin --literally
import os, sys
a = sys.argv[1:]
out = b""
for i in range(0, len(a), 3):
    out += a[i].encode() + b" " + os.fsencode(a[i + 1]) + b"\0" + bytes.fromhex(a[i + 2])
sys.stdout.buffer.write(out)
P
}
commit_tree() { git commit-tree -m x "$1"; }

# ---- one list, whichever way ----
fresh; echo en >content/a/en.md; echo to >content/a-b.md; echo tre >content/a.md; printf 'bi\0nær' >content/a/billede.png; echo x >content/.skjult; echo "Blåbær" >"content/blåbær og æble.md"
mkdir content/.mappe; echo x >content/.mappe/x.md; ln -s a/en.md content/lnk.md; commit et
READ=1 s . >"$TMP/tree"; READ=1 s . HEAD >"$TMP/rev"
is "a commit checked out gives the list that the commit gives, bytes and all" "$(diff "$TMP/tree" "$TMP/rev")" ""
is "sorted by bytes, without dot names, with a link within the site" "$(paths <"$TMP/rev" | tr '\n' '|')" "content/a-b.md|content/a.md|content/a/billede.png|content/a/en.md|content/blåbær og æble.md|content/lnk.md|"
is "the link gives the bytes it leads to" "$(grep lnk "$TMP/tree" | cut -d' ' -f2)" "$(git hash-object content/a/en.md)"
is "REV:PATH names paths from there" "$(s . HEAD:content/a | paths | tr '\n' '|')" "billede.png|en.md|"
is "a folder in the working tree can stand for the repository" "$(s content/a main:content | paths | head -1)" "a-b.md"
git clone -q --bare . ../b.git; is "a bare repository" "$(READ=1 s ../b.git main | diff "$TMP/rev" -)" ""; rm -rf ../b.git
git tag -a -m tag v1; is "a tag names its commit" "$(s . v1 | wc -l)" 6
echo mere >content/nyt.md; is "the commit, not the working tree" "$(s . HEAD | wc -l) $(s . | wc -l)" "6 7"
is "an older one by expression" "$(commit to; s . HEAD~1 | wc -l)" 6
s . findesikke >/dev/null; is "a revision that is not there" "$? $(err)" '3 vidensbank: error: "findesikke" names no commit that can be read in the Git repository [environment]'
s . HEAD:ikke/her >/dev/null; has "a folder that is not there" "$? $(err)" '^3 .*there is no folder "ikke/her"'
s /findes/ikke >/dev/null; has "a site that is not there" "$? $(err)" '^3 .*/findes/ikke.*\[environment\]'
s "$TMP" HEAD >/dev/null; has "no repository" "$? $(err)" '^3 .*no Git repository'

# ---- links and odd files ----
fresh; echo x >content/x.md; mkdir content/m; ln -s /etc/passwd content/ud.md; ln -s ../../ud content/ud2.md; ln -s /etc content/mappe; ln -s .. content/a/op; ln -s loop content/loop
ln -s findesikke.md content/a/tom.md; ln -s ud.md content/to-led.md; ln -s ../.git/config content/konfig.txt; ln -s m content/m2; ln -s "$PWD/content/x.md" content/absolut.md; commit et
for how in "" HEAD; do
  got=$(s . $how); what=${how:-working tree}
  is "$what: no link leads out" "$(paths <<<"$got")" "content/x.md"
  is "$what: each bad link is told" "$(err | grep -c 'error: the symbolic link .*\[symlink\]$')" "$([ -n "$how" ] && echo 10 || echo 9)" # an empty folder is not in Git, so the link to it leads nowhere there
done
mkfifo content/fifo.md; python3 -c 'import socket; socket.socket(socket.AF_UNIX).bind("content/sok.md")'
is "FIFO and socket are left out" "$(s . | paths)" "content/x.md"
is "... and told" "$(err | grep -cE '^content/(fifo|sok)\.md: error: .*\[special-file\]')" 2
ln -s ../fifo.md content/a/f.md; s . >/dev/null; has "a link to a FIFO" "$(err)" '^content/a/f.md: error: the symbolic link .*\[symlink\]'
if [ "$(id -u)" != 0 ]; then
  chmod 0 content/x.md; READ=1 s . >/dev/null; has "an unreadable file" "$(err)" '^content/x.md: error: .*\[unreadable\]'
fi

# ---- names ----
fresh; echo x >content/x.md; echo x >"content/a"$'\e'"[31m.md"; echo x >"content/a"$'\n'"b.md"; echo x >content/con.md; echo x >'content/a.'; echo x >'content/c:d.md'; printf x >"content/"$'\xff'".md"; commit et
for how in "" HEAD; do
  is "${how:-working tree}: names that cannot be everywhere" "$(s . $how | paths) $(err | grep -c '\[bad-name\]$')" "content/x.md 6"
done
is "... are printed without control bytes" "$(err | LC_ALL=C grep -c "$(printf '[\001-\011\013-\037\377]')")" 0
d=content; for _ in $(seq 100); do d=$d/abcd; done; mkdir -p $d; echo x >$d/x.md
is "folders too deep" "$(s . | paths)$(err | grep -c '\[limit\]$')" "content/x.md1"

blob=$(echo hemmelig | git hash-object -w --stdin); inner=$(tree_of 100644 x.md "$blob")
evil=$(tree_of 100644 .. "$blob" 100644 . "$blob" 40000 .GIT "$inner" 100644 ../../x.md "$blob" 100644 a/b.md "$blob" 100644 god.md "$blob" 100644 god.md "$blob" 160000 sub "$blob" 100644 'c\d.md' "$blob" 40000 .. "$inner")
got=$(s . "$(commit_tree "$evil")")
is "hostile trees: what cannot be a name is never part of a path" "$(paths <<<"$got")" "god.md"
is "... each is told" "$(err | grep -c '\[bad-name\]$')" 7
has "... and the submodule" "$(err)" '^sub: warning: .*\[submodule\]'
link=$(printf '../../etc/passwd' | git hash-object -w --stdin); fra=$(printf '.git/config' | git hash-object -w --stdin)
got=$(s . "$(commit_tree "$(tree_of 120000 a.md "$link" 120000 b.md "$fra" 120000 c.md "$inner")")")
is "links in trees lead nowhere else" "$got $(err | grep -c '\[symlink\]$')" " 3"
bomb=$inner; for _ in 1 2 3 4 5 6 7 8; do
  # shellcheck disable=SC2046 # the words are the arguments
  bomb=$(tree_of $(for i in a b c d e f g h i j k l m n o p q r s t; do echo 40000 $i "$bomb"; done))
done
b=$(commit_tree "$bomb"); (ulimit -v 4000000; timeout 60 "$BUILD/drivers/dump" source . "$b" 2>&1 >/dev/null | grep -c '\[limit\]$') >"$TMP/n" 2>/dev/null
[[ $BUILD == *asan* ]] || is "a tree of 20^8 folders ends at the limit" "$(cat "$TMP/n")" 1

# ---- damage ----
fresh; echo x >content/x.md; echo y >content/y.md; commit et; o=$(git rev-parse HEAD:content/x.md); rm -f ".git/objects/${o:0:2}/${o:2}"
is "a missing blob: told by its path, the rest comes" "$(READ=1 s . HEAD | paths) $(err)" "content/y.md content/x.md: error: the repository lacks the file's bytes (object ${o:0:8}) [unreadable]"
o=$(git rev-parse HEAD:content); chmod u+w ".git/objects/${o:0:2}/${o:2}"; echo rod >".git/objects/${o:0:2}/${o:2}"
s . HEAD >/dev/null; has "a damaged tree" "$(err)" "^content: error: .*${o:0:8}.*\[unreadable\]"
fresh; echo x >content/x.md; commit et; h=$(git rev-parse HEAD)
mkdir "$TMP/borrow"; git init -q "$TMP/borrow"; echo "$PWD/.git/objects" >"$TMP/borrow/.git/objects/info/alternates"
is "objects borrowed from another repository" "$(s "$TMP/borrow" "$h" | paths)" content/x.md
echo /findes/ikke >.git/objects/info/alternates; is "... from nowhere" "$(s . HEAD | paths)" content/x.md

# ---- whose repository, and what its configuration may do ----
cat >>.git/config <<'M'
[core]
	fsmonitor = "touch ../pwned; false"
	sshCommand = "touch ../pwned"
	pager = "touch ../pwned"
[filter "ond"]
	clean = "touch ../pwned"
	smudge = "touch ../pwned"
[extensions]
	worktreeConfig = true
M
echo '* filter=ond' >content/.gitattributes; git add -A 2>/dev/null; rm -f ../pwned
strace -f -qq -e trace=execve,connect -o "$TMP/trace" "$BUILD/drivers/dump" source . HEAD >"$TMP/out" 2>/dev/null || cp /dev/null "$TMP/trace"
is "no command is run, no network used" "$(grep -c . <(grep -v 'drivers/dump' "$TMP/trace")) $(ls ../pwned 2>/dev/null)" "0 "
if [ "$(id -u)" = 0 ]; then
  fresh; echo x >content/x.md; commit et; chown -R 4321 .
  export HOME="$TMP/home"; mkdir -p "$HOME"
  s . HEAD >/dev/null; has "somebody else's repository: told what to do" "$? $(err)" "^3 .*belongs to another user.*git config --global --add safe.directory '$PWD'"
  printf '[safe]\n\tdirectory = %s\n[core]\n\tpager = x\n' "$PWD" >"$HOME/.gitconfig"
  is "... and it is trusted when the user says so" "$(s . HEAD | paths)" content/x.md
  printf '[safe]\n\tdirectory = *\n' >"$HOME/.gitconfig"; is "... or trusts all" "$(s . HEAD | paths)" content/x.md
  printf '[safe]\n\tdirectory = *\n\tdirectory =\n' >"$HOME/.gitconfig"; is "... but not when that was taken back" "$(s . HEAD | paths)" ""
  rm "$HOME/.gitconfig"; "$BUILD/drivers/dump" history . >"$TMP/out" 2>"$TMP/err"
  has "... without, a build knows no history" "$(err)" 'warning: .*safe.directory.*\[no-repository\]'
fi
done_testing

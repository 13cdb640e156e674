#!/usr/bin/env bash
# verify: each kind of difference is named; signatures; nothing is read that is not the tree's.
# shellcheck source=tests/publish/lib.sh
source "$ROOT/tests/publish/lib.sh"
two_builds
verify() { run "$VB" verify "$@"; }

verify a; is 'a build is what it should be' "$code" 0
has '... which is said' "$said" '^a: [0-9]+ files are what the manifest says$'
"$VB" publish srv --out b >/dev/null
for d in srv srv/current srv/releases/1-*; do verify "$d"; is "so is $d" "$code" 0; done

# one fault at a time: NAME WANTED COMMAND, run in a copy of the build
fault() {
  rm -rf x; cp -r a x; (cd x && eval "$3"); verify x
  is "$1" "$code $(head -1 <<<"$said")" "1 $2"
}
fault 'a byte changed' 'changed: s1/index.html' 'printf X | dd of=s1/index.html bs=1 seek=9 conv=notrunc status=none'
fault 'a byte more' 'changed: s1/index.html' 'printf X >>s1/index.html'
fault 'a byte less' 'changed: s1/index.html' 'truncate -s -1 s1/index.html'
fault 'emptied' 'changed: s1/index.html' ': >s1/index.html'
fault 'a file away' 'missing: s1/index.html' 'rm s1/index.html'
fault 'a folder away' 'missing: s1/index.html' 'rm -r s1'
fault 'a file for a folder' 'missing: s1/index.html' 'rm -r s1; : >s1'
fault 'a folder for a file' 'changed: s1/index.html' 'rm s1/index.html; mkdir s1/index.html'
fault 'a link to the same bytes' 'changed: s1/index.html' 'mv s1/index.html ..; ln -s ../../index.html s1/index.html'
fault 'a link for a folder' 'missing: s1/index.html' 'mv s1 ../s1-away; ln -s ../s1-away s1'
rm -rf s1-away index.html
fault 'a FIFO' 'changed: s1/index.html' 'rm s1/index.html; mkfifo s1/index.html'
fault 'a file more' 'extra: s1/ny.html' ': >s1/ny.html'
fault 'a hidden one' 'extra: .htaccess' ': >.htaccess'
fault 'a name of ours, but deeper' 'extra: s1/.vidensbank' ': >s1/.vidensbank'
fault 'an empty folder' 'extra: tom' 'mkdir -p tom/tom'
fault 'a link more' 'extra: s1/ud' 'ln -s / s1/ud'
fault 'a name with a line end' 'extra: a\x0ab' ': >"$(printf "a\nb")"'
fault 'another manifest' 'vidensbank: error: "x": has a manifest that this program did not write' 'echo "{}" >manifest.json'
fault 'a manifest that leads out' 'vidensbank: error: "x": has a manifest that this program did not write' 'sed -i "s|\"path\":\"404.html\"|\"path\":\"../404.html\"|" manifest.json'
fault 'a manifest cut short' 'vidensbank: error: "x": has a manifest that this program did not write' 'truncate -s -5 manifest.json'
rm -rf x; cp -r a x; rm x/manifest.json; verify x; is 'what was never finished is refused' "$code" 3
for d in /etc /nonexistent a/index.html ''; do verify "$d"; is "\"$d\" is refused" "$code" 3; done
verify; is 'no folder' "$code" 2
verify a b; is 'two folders' "$code" 2

rm -rf x; cp -r a x; : >x/ny; rm x/404.html; echo >>x/index.html; truncate -s 1G x/s1/index.html
said=$(ulimit -v 400000; "$VB" verify x --json 2>/dev/null); code=$?
is 'as JSON, and a huge file is not read through' "$code $(python3 -c 'import json,sys; d=json.load(sys.stdin); print(d["ok"], d["count"], sorted((p["problem"], p["path"]) for p in d["problems"]))' <<<"$said")" \
  "1 False 4 [('changed', 'index.html'), ('changed', 's1/index.html'), ('extra', 'ny'), ('missing', '404.html')]"
rm -rf x; cp -r a x; for i in $(seq 100); do : >"x/mere$i"; done
verify x; is 'each is named' "$(grep -c '^extra: ' <<<"$said")" 100

# signatures
ssh-keygen -q -t ed25519 -N '' -C '' -f key; ssh-keygen -q -t ed25519 -N '' -C '' -f other
echo "web@kommune.example namespaces=\"vidensbank\" $(cat key.pub)" >signers
"$VB" publish signed --out a --sign key >/dev/null; "$VB" publish signed --out b --sign key >/dev/null
verify signed --signers signers; is 'a signature holds' "$code" 0; has '... and whose' "$said" 'signed by web@kommune.example'
verify srv --signers signers; has 'none is none' "$code $said" '^1 .*not signed'
"$VB" publish stranger --out a --sign other >/dev/null
verify stranger --signers signers; is 'a stranger is none of the signers' "$code" 1
c=signed/current; cp $c/.vidensbank.sig keep
cp stranger/current/manifest.json $c/; verify signed --signers signers; is 'a manifest of another signature' "$code" 1
cp b/manifest.json $c/; verify signed --signers signers; is '... put back' "$code" 0
rm $c/.kept.json; verify signed --signers signers; is 'what is kept is signed as well' "$code" 1
"$VB" publish signed --out b --sign key >/dev/null; echo x >$c/.vidensbank.sig
verify signed --signers signers; is 'nonsense is no signature' "$code" 1
verify signed --signers nowhere; is 'no list of signers' "$code" 1
run "$VB" publish unsigned --out a --sign nowhere; is 'without the key nothing is published' "$code $(ls -A unsigned/releases)" '3 '
done_testing

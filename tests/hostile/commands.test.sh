#!/usr/bin/env bash
# A repository that would have commands run, in every place where Git itself would run them or look for more: nothing runs, nothing
# is fetched, and no command of ours starts a program or opens a connection.
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"
if ! command -v strace >/dev/null || ! strace -f true 2>/dev/null; then
  pass 'no command runs # SKIP strace cannot be used here'
  done_testing
fi

site s
cd s || exit 1
repo
printf '%s\n' '# Mere' >content/mere.md && commit mere
trap_it() { printf 'mkdir -p %s/ran; touch %s/ran/%s' "$TMP" "$TMP" "$1"; }
cat >.git/config <<END
[core]
	repositoryformatversion = 0
	bare = false
	fsmonitor = "$(trap_it fsmonitor)"
	sshCommand = "$(trap_it ssh)"
	gitProxy = "$(trap_it proxy)"
	pager = "$(trap_it pager)"
	editor = "$(trap_it editor)"
	askPass = "$(trap_it askpass)"
	hooksPath = .git/onde
	alternateRefsCommand = "$(trap_it alternates)"
	attributesFile = $PWD/.git/onde/attributes
[diff]
	external = "$(trap_it diff)"
[diff "ond"]
	textconv = "$(trap_it textconv)"
	command = "$(trap_it command)"
[filter "ond"]
	clean = "$(trap_it clean)"
	smudge = "$(trap_it smudge)"
	process = "$(trap_it process)"
	required = true
[merge "ond"]
	driver = "$(trap_it merge)"
[credential]
	helper = "!$(trap_it credential)"
[gpg]
	program = "$(trap_it gpg)"
[uploadpack]
	packObjectsHook = "$(trap_it pack)"
[remote "origin"]
	url = "ext::sh -c '$(trap_it remote)'"
	promisor = true
	partialclonefilter = blob:none
	vcs = ond
[submodule "sub"]
	update = "!$(trap_it submodule)"
	url = "ext::sh -c '$(trap_it url)'"
[alias]
	log = "!$(trap_it alias)"
[include]
	path = $TMP/include
[includeIf "gitdir:$PWD/"]
	path = $TMP/include
END
printf '[core]\n\tfsmonitor = "%s"\n' "$(trap_it include)" >"$TMP/include"
mkdir -p .git/onde .git/hooks
for hook in pre-commit post-checkout post-index-change fsmonitor-watchman reference-transaction pre-auto-gc; do
  for in in onde hooks; do printf '#!/bin/sh\n%s\n' "$(trap_it "$hook")" >".git/$in/$hook"; chmod +x ".git/$in/$hook"; done
done
echo '* filter=ond diff=ond merge=ond working-tree-encoding=UTF-16' | tee .gitattributes .git/info/attributes >.git/onde/attributes
printf '[submodule "sub"]\n\tpath = content/sub\n\turl = ext::sh -c touch%% ran\n\tupdate = !%s\n' "$(trap_it gitmodules)" >.gitmodules
cd ..
# Git would have run something, else this shows little.
git -C s -c core.fsmonitor=false status >/dev/null 2>&1; GIT_PAGER='' git -C s diff >/dev/null 2>&1
ok 'Git itself falls into it' test -d ran
rm -rf ran

runs() { # runs WORD...: the command's programs and connections besides its own start
  strace -f -qq -e trace=execve,execveat,connect,socket,vfork -e signal=none -o trace "$VB" "$@" >out 2>&1 </dev/null
  echo "$(grep -E 'execve|connect|socket|vfork' trace | sed 1d)$(ls ran 2>/dev/null)"
}
is 'build' "$(runs build --site s --out o --no-cache)" ''
ok '... and the site is there' test -e o/mere/index.html
is 'build with one process' "$(runs build --site s --out o --no-cache --jobs 0)" ''
is 'build of a revision' "$(runs build --site s --rev HEAD --out o --no-cache)" ''
is 'build of a day' "$(runs build --site s --at 2026-02-01 --out o --no-cache)" ''
is 'check' "$(runs check --site s --no-cache)" ''
is 'history' "$(runs history content/mere.md --site s)" ''
is 'list' "$(runs list all --site s)" ''
is 'explain' "$(runs explain content/mere.md --site s)" ''
rm "s/.git/objects/$(git -C s rev-parse HEAD:content/mere.md | sed 's|..|&/|')"
is 'an object that a partial clone lacks is not fetched' "$(runs build --site s --rev HEAD --out o --no-cache)" ''
rm -rf s/.git/HEAD; printf 'ref: refs/heads/main\n' >s/.git/HEAD; mkdir -p s/.git/objects/info; echo "ext::sh -c '$(trap_it alternate)'" >s/.git/objects/info/alternates
is 'nor from where it borrows' "$(runs build --site s --out o --no-cache)" ''

# ---- what a worker is told it may ask ----
"$VB" --version -v >out
if grep -q 'seccomp$' out && grep -q 'Landlock, version' out && [[ $VB != *asan* ]]; then
  rm -rf s2; site s2
  # One file a process: in a shared one, a call that another process interrupts is split over two lines.
  strace -ff -qq -e trace=prctl,landlock_restrict_self -o calls "$VB" build --site s2 --out o2 --no-cache --skip search >/dev/null 2>&1
  cat calls.* >trace
  is 'every worker that reads or writes is confined to files and to calls' \
    "$(grep -c 'landlock_restrict_self.*= 0' trace) $(grep -c 'PR_SET_SECCOMP.*= 0' trace)" "$(grep -c 'PR_SET_PDEATHSIG.*= 0' trace) $(grep -c 'PR_SET_PDEATHSIG.*= 0' trace)"
else
  pass 'workers are confined # SKIP this kernel does not offer it'
fi
done_testing

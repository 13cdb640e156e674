#!/usr/bin/env bash
# The system calls that a confined worker may use exist on the newer kinds of processor too (aarch64, riscv64), which all number them by
# the kernel's asm-generic/unistd.h; OLD(call) marks those that only x86-64 has.
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"
generic=/usr/include/asm-generic/unistd.h
table=$ROOT/src/base/confine.c
[ -r "$generic" ] || { skip 'the table of system calls' "no $generic"; done_testing; exit; }
"${CC:-cc}" -E -dM -D__ARCH_WANT_NEW_STAT -D__ARCH_WANT_SET_GET_RLIMIT "$generic" >numbers
there() { grep -qE "^#define __NR_$1 " numbers; }
named() { sed -n '/^static const uint32_t calls_of_all/,/^static void put_judged/p;/^static void put_judged/,/^}/p' "$table" | grep -oE "$1" | sed -E "$2" | LC_ALL=C sort -u; }
new=$(named '\bSYS_[a-z0-9_]+' 's/SYS_//'); old=$(named 'OLD\([a-z0-9_]+\)' 's/OLD\((.*)\)/\1/')
has 'there are calls in the table' "$(wc -w <<<"$new") $(wc -w <<<"$old")" '^[6-9][0-9] [0-9]+$'
is 'every call is one of theirs' "$(for c in $new; do there "$c" || echo "$c"; done)" ''
is 'every old call is none' "$(for c in $old; do there "$c" && echo "$c"; done)" ''
done_testing

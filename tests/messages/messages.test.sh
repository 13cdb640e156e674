#!/usr/bin/env bash
# What editors are told: every case of tests/messages/*.cases, see cases.py. BLESS=1 writes the @want parts anew.
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"
exec python3 "$ROOT/tests/messages/cases.py" "$ROOT"/tests/messages/*.cases

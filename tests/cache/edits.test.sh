#!/usr/bin/env bash
# Some random edits; `make torture` makes a thousand.
exec python3 "$ROOT/tests/cache/edits.py" "$VB" 12 "${TORTURE_SEED:-1}"

#!/usr/bin/env bash
# The same on the site's own content and layouts, which show more of each other; `make torture` makes more.
exec python3 "$ROOT/tests/cache/edits.py" "$VB" 8 "${TORTURE_SEED:-1}" "$ROOT"

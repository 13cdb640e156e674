#!/usr/bin/env bash
# The seeds of every fuzz driver, and what once crashed one, as ordinary tests: `make unit` builds the drivers with a main of their own.
# shellcheck source=tests/lib.sh
source "$ROOT/tests/lib.sh"
for driver in "$ROOT"/tests/fuzz/*.c; do
  name=$(basename "$driver" .c)
  for seed in "$ROOT/tests/fuzz/seeds/$name"/*; do
    ok "$name: $(basename "$seed")" "$BUILD/drivers/$name" "$seed"
  done
done
done_testing

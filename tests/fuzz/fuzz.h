/* fuzz - what every fuzz driver has: libFuzzer's entry and, with -DFUZZ_MAIN, a main that runs the files it is given, so that the
 * seeds (and what once crashed) are ordinary tests.
 * Example: #include "fuzz.h"  then  int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n) { fuzz_require(..., "..."); return 0; }
 */
#ifndef FUZZ_FUZZ_H
#define FUZZ_FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/* What must hold, whatever the input; else the fuzzer keeps it. */
static inline void fuzz_require(bool holds, const char *what)
{
    if (holds)
        return;
    fprintf(stderr, "broken: %s\n", what);
    abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

#ifdef FUZZ_MAIN
#include "base/file.h"

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        struct buf b = {0};
        if (!file_read(argv[i], 16 << 20, &b)) {
            perror(argv[i]);
            return 1;
        }
        LLVMFuzzerTestOneInput((const uint8_t *)b.p, b.n);
        buf_free(&b);
    }
    return 0;
}
#endif

#endif

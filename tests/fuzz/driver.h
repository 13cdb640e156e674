/* driver - compiled with -DFUZZ_MAIN a fuzz driver is a program that runs the files named: its seeds are ordinary tests. */
#ifndef TESTS_FUZZ_DRIVER_H
#define TESTS_FUZZ_DRIVER_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#ifdef FUZZ_MAIN
#include "base/file.h"

int main(int argc, char **argv)
{
    struct buf b = {0};
    for (int i = 1; i < argc; i++) {
        buf_clear(&b);
        if (!file_read(argv[i], (size_t)64 << 20, &b)) {
            perror(argv[i]);
            return 3;
        }
        LLVMFuzzerTestOneInput((const uint8_t *)b.p, b.n);
    }
    buf_free(&b);
    printf("%d files\n", argc - 1);
    return 0;
}
#endif

/* A broken invariant is a crash, so that the fuzzer keeps the input. */
static inline void fuzz_assert(const char *fault)
{
    if (!fault)
        return;
    fprintf(stderr, "broken: %s\n", fault);
    abort();
}

#endif

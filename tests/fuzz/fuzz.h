/* fuzz - what every fuzz driver has: libFuzzer's entry and, with -DFUZZ_MAIN, a main that runs the files it is given, so that the
 * seeds (and what once crashed) are ordinary tests.
 * Example: #include "fuzz.h"  then  int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n) { ...; return 0; }
 */
#ifndef FUZZ_FUZZ_H
#define FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

#ifdef FUZZ_MAIN
#include <stdio.h>

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

/* Fuzz driver: a page, and the same bytes as a packed doc. */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>

#include "check.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a = {0};
    struct str bytes = str_n((const char *)data, size);
    const struct doc *d = doc_parse(bytes, &a);
    const char *fault = doc_fault(d, &a);
    if (fault) {
        fprintf(stderr, "broken: %s\n", fault);
        abort(); /* so that the fuzzer keeps the input */
    }
    doc_unpack(bytes, &a);
    arena_clear(&a);
    return 0;
}

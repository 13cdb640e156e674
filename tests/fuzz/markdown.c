/* Fuzz driver: a page, and the same bytes as a packed doc. */
#include "fuzz.h"

#include "check.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a = {0};
    struct str bytes = str_n((const char *)data, size);
    const struct doc *d = doc_parse(bytes, &a);
    const char *fault = doc_fault(d, &a);
    fuzz_require(!fault, fault);
    doc_unpack(bytes, &a);
    arena_clear(&a);
    return 0;
}

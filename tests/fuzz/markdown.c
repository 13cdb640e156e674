/* Fuzz driver: a page, and the same bytes as a packed doc. */
#include "check.h"
#include "driver.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a = {0};
    struct str bytes = str_n((const char *)data, size);
    const struct doc *d = doc_parse(bytes, &a);
    fuzz_assert(doc_fault(d, &a));
    doc_unpack(bytes, &a);
    arena_clear(&a);
    return 0;
}

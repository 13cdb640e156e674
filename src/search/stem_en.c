/* English by the stemmer that the Snowball project itself keeps; the port in the browser is held to it by a test. */
#include <libstemmer.h>

#include "search/stem.h"

size_t stem_en(char *word, size_t n)
{
    static struct sb_stemmer *stemmer; /* one for the process, made when first asked for */
    if (!stemmer)
        stemmer = sb_stemmer_new("english", "UTF_8");
    const sb_symbol *stem = stemmer ? sb_stemmer_stem(stemmer, (const sb_symbol *)word, (int)n) : NULL;
    int length = stem ? sb_stemmer_length(stemmer) : (int)n;
    if (!stem || (size_t)length > n)
        return n;
    memcpy(word, stem, (size_t)length);
    return (size_t)length;
}

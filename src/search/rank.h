/* rank - the pages that answer a query, the best first, and in each the section to land in.
 * Owns:      nothing; all lies in the store's arena.
 * Fails:     a damaged file is told in the store; what was found without it is no answer then.
 * Invariant: src/search/client/rank.js does the same, so that both give the same answers in the same order.
 * Example:   n = rank_answer(&store, STR("vagtplan"), results);
 */
#ifndef SEARCH_RANK_H
#define SEARCH_RANK_H

#include "search/query.h"

enum { RANK_RESULTS = 10 };

struct rank_result {
    struct str url, anchor, title;
    double score;
};

size_t rank_answer(struct store *s, struct str typed, struct rank_result out[RANK_RESULTS]);

#endif

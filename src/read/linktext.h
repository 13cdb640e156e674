/* linktext - texts of links that say nothing by themselves, in Danish and English.
 * Owns: nothing. Fails: never.
 * Example: linktext_is_empty_words(STR("Klik her!")) is true.
 */
#ifndef READ_LINKTEXT_H
#define READ_LINKTEXT_H

#include "base/str.h"

bool linktext_is_empty_words(struct str text);

#endif

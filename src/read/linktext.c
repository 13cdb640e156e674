#include "read/linktext.h"

bool linktext_is_empty_words(struct str text)
{
    static const struct str words[] = {
        STR_INIT("her"),
        STR_INIT("klik"),
        STR_INIT("klik her"),
        STR_INIT("tryk her"),
        STR_INIT("se her"),
        STR_INIT("l\xc3\xa6s her"),
        STR_INIT("l\xc3\xa6s mere"),
        STR_INIT("l\xc3\xa6s mere her"),
        STR_INIT("mere"),
        STR_INIT("se mere"),
        STR_INIT("hent her"),
        STR_INIT("link"),
        STR_INIT("linket"),
        STR_INIT("dette link"),
        STR_INIT("denne side"),
        STR_INIT("siden her"),
        STR_INIT("here"),
        STR_INIT("click here"),
        STR_INIT("read more"),
        STR_INIT("more"),
        STR_INIT("this link"),
        STR_INIT("this page"),
    };
    static const struct str ends[] = {STR_INIT("."),
                                      STR_INIT(":"),
                                      STR_INIT("!"),
                                      STR_INIT("?"),
                                      STR_INIT(","),
                                      STR_INIT(">"),
                                      STR_INIT("\xe2\x80\xa6"),
                                      STR_INIT("\xc2\xbb"),
                                      STR_INIT("\xe2\x86\x92")};
    text = str_trim(text);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (str_ends(text, ends[i])) {
            text = str_trim(str_sub(text, 0, text.n - ends[i].n));
            i = (size_t)-1; /* all of them anew */
        }
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_eq_nocase(text, words[i]))
            return true;
    return false;
}

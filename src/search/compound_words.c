#include "search/compound_words.h"

static const struct str never_first[] = {
    STR_INIT("alter"), STR_INIT("bet"),   STR_INIT("bid"), STR_INIT("bort"), STR_INIT("cent"),
    STR_INIT("delta"), STR_INIT("den"),   STR_INIT("der"), STR_INIT("det"),  STR_INIT("eksem"),
    STR_INIT("ens"),   STR_INIT("for"),   STR_INIT("fra"), STR_INIT("frem"), STR_INIT("gen"),
    STR_INIT("hen"),   STR_INIT("her"),   STR_INIT("hos"), STR_INIT("hver"), STR_INIT("hvor"),
    STR_INIT("igen"),  STR_INIT("ikke"),  STR_INIT("ind"), STR_INIT("inde"), STR_INIT("inden"),
    STR_INIT("kom"),   STR_INIT("kon"),   STR_INIT("man"), STR_INIT("med"),  STR_INIT("mel"),
    STR_INIT("men"),   STR_INIT("mis"),   STR_INIT("mod"), STR_INIT("ned"),  STR_INIT("nord"),
    STR_INIT("oppe"),  STR_INIT("over"),  STR_INIT("per"), STR_INIT("pro"),  STR_INIT("sam"),
    STR_INIT("som"),   STR_INIT("sæd"),   STR_INIT("til"), STR_INIT("ude"),  STR_INIT("uden"),
    STR_INIT("und"),   STR_INIT("under"), STR_INIT("ved"), STR_INIT("vel")};

static const struct str never_last[] = {
    STR_INIT("age"),   STR_INIT("al"),    STR_INIT("ale"),   STR_INIT("aler"),  STR_INIT("ant"),
    STR_INIT("art"),   STR_INIT("bar"),   STR_INIT("dom"),   STR_INIT("ede"),   STR_INIT("ege"),
    STR_INIT("else"),  STR_INIT("ende"),  STR_INIT("ene"),   STR_INIT("ens"),   STR_INIT("ere"),
    STR_INIT("eri"),   STR_INIT("gen"),   STR_INIT("gere"),  STR_INIT("hed"),   STR_INIT("ing"),
    STR_INIT("inger"), STR_INIT("ion"),   STR_INIT("is"),    STR_INIT("ise"),   STR_INIT("isk"),
    STR_INIT("ist"),   STR_INIT("iver"),  STR_INIT("ivere"), STR_INIT("kab"),   STR_INIT("kaber"),
    STR_INIT("lede"),  STR_INIT("lem"),   STR_INIT("ler"),   STR_INIT("lig"),   STR_INIT("lighed"),
    STR_INIT("ling"),  STR_INIT("løs"),   STR_INIT("mel"),   STR_INIT("neder"), STR_INIT("ner"),
    STR_INIT("neste"), STR_INIT("ning"),  STR_INIT("rag"),   STR_INIT("rede"),  STR_INIT("ren"),
    STR_INIT("rende"), STR_INIT("rer"),   STR_INIT("ret"),   STR_INIT("ring"),  STR_INIT("rists"),
    STR_INIT("sane"),  STR_INIT("sel"),   STR_INIT("ses"),   STR_INIT("sion"),  STR_INIT("skab"),
    STR_INIT("ske"),   STR_INIT("som"),   STR_INIT("ten"),   STR_INIT("ter"),   STR_INIT("tet"),
    STR_INIT("tik"),   STR_INIT("tiker"), STR_INIT("tion"),  STR_INIT("tre"),   STR_INIT("yde"),
    STR_INIT("øde"),   STR_INIT("øder")};

/* How such words begin: their other forms begin the same. */
static const struct str one_words[] = {
    STR_INIT("alternativ"), STR_INIT("antikrist"), STR_INIT("betal"),     STR_INIT("betjen"),
    STR_INIT("betryg"),     STR_INIT("betyd"),     STR_INIT("bevæg"),     STR_INIT("bidrag"),
    STR_INIT("billed"),     STR_INIT("bogstav"),   STR_INIT("centr"),     STR_INIT("deltag"),
    STR_INIT("deltog"),     STR_INIT("eksemp"),    STR_INIT("etabler"),   STR_INIT("farvel"),
    STR_INIT("formode"),    STR_INIT("fortal"),    STR_INIT("fortæl"),    STR_INIT("frikend"),
    STR_INIT("følgesk"),    STR_INIT("halvanden"), STR_INIT("halvandet"), STR_INIT("hjemmel"),
    STR_INIT("interess"),   STR_INIT("korriger"),  STR_INIT("kronik"),    STR_INIT("kulisse"),
    STR_INIT("kursiv"),     STR_INIT("kursus"),    STR_INIT("lempel"),    STR_INIT("lettest"),
    STR_INIT("monstr"),     STR_INIT("orienter"),  STR_INIT("rapporter"), STR_INIT("sammenhæng"),
    STR_INIT("slægtsk"),    STR_INIT("spørgsmål"), STR_INIT("sædvan"),    STR_INIT("telefo"),
    STR_INIT("tilfæld"),    STR_INIT("turis"),     STR_INIT("tættest"),   STR_INIT("vejled")};

/* These and no others: longer words begin with them too (kulturhus, mellemleder). */
static const struct str one_exactly[] = {
    STR_INIT("central"),   STR_INIT("centrale"), STR_INIT("centralt"), STR_INIT("centrum"),
    STR_INIT("hjemme"),    STR_INIT("kultur"),   STR_INIT("kulturel"), STR_INIT("kulturelle"),
    STR_INIT("kulturelt"), STR_INIT("kulturen"), STR_INIT("kulturer"), STR_INIT("kulturerne"),
    STR_INIT("mellem"),    STR_INIT("morgen"),   STR_INIT("morgenen"), STR_INIT("morgener")};

static bool is_in(const struct str *list, size_t n, struct str word)
{
    size_t low = 0;
    while (low < n) {
        size_t middle = (low + n) / 2;
        int c = str_cmp(word, list[middle]);
        if (c == 0)
            return true;
        if (c < 0)
            n = middle;
        else
            low = middle + 1;
    }
    return false;
}

#define IS_IN(list, word) is_in(list, sizeof(list) / sizeof *(list), word)

bool compound_never_first(struct str form)
{
    return IS_IN(never_first, form);
}

bool compound_never_last(struct str word)
{
    return IS_IN(never_last, word);
}

bool compound_is_one_word(struct str word)
{
    for (size_t i = 0; i < sizeof one_words / sizeof *one_words; i++)
        if (str_starts(word, one_words[i]))
            return true;
    return IS_IN(one_exactly, word);
}

/* tr - what people are told, in their language: the source says it in English, a catalogue of src/po/ in another.
 * Owns:      nothing; the catalogues are part of the program, compiled by msgfmt and embedded as they are. Why not glibc's
 *            gettext: it needs files beside the program (build/vidensbank runs uninstalled, its workers in a sandbox that
 *            opens none), translates nothing under plain C, where hooks and timers run, and knows one language at a time,
 *            while a site's texts follow the site and a message may follow the one who reads it.
 * Fails:     never; what a catalogue lacks stays English.
 * Processes: workers inherit the language that was chosen before they were started.
 * Invariant: translations take the same arguments as the English (msgfmt --check-format sees to it), in their own order
 *            by "%2$s" or "%2$.*1$s". Levels, codes and keys of JSON are never translated.
 * Example:   tr_use(STR("da")); printf(tr("there is no page \"%s\"\n"), word);   -> der er ingen side »hest«
 */
#ifndef BASE_TR_H
#define BASE_TR_H

#include "base/str.h"

/* Speak this language where there is a catalogue of it; else the user's, by LANGUAGE, LC_ALL, LC_MESSAGES or LANG, the first that is
 * set; else English. An empty language asks for the user's. */
void tr_use(struct str language);
struct str
tr_language(void); /* the one spoken, "da" or "en": belongs in the key of whatever keeps messages */

bool tr_is_chosen(void); /* by more than the user's own settings */

const char *tr(const char *msgid) __attribute__((format_arg(1)));
/* For texts in the output: in the site's language only, or one site would not always give the same bytes. */
const char *tr_in(struct str language, const char *msgid) __attribute__((format_arg(2)));
/* "%zu page", "%zu pages": languages like English and Danish, where 1 alone is singular. */
const char *tr_n(const char *one, const char *many, size_t n) __attribute__((format_arg(1), format_arg(2)));

/* What went wrong with a file, by errno: libc's own words, the commonest of them translated. */
const char *tr_errno(int error);

/* Marks a text in a table for xgettext; tr() translates it where it is used. */
#define TR_MARK(text) text

/* The embedded catalogues (made by the Makefile from src/po/); ends with an empty language. */
struct tr_catalogue {
    const char *language;
    const char *mo;
};
extern const struct tr_catalogue tr_catalogues[];

#endif

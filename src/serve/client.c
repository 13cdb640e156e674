#include "serve/client.h"

#define EMBED(name, file)                                                                                    \
    __asm__(".section .rodata; " #name ": .incbin \"" file "\"; " #name "_end: .byte 0; .previous");         \
    extern const char name[], name##_end[]

EMBED(client_script, "src/serve/client/live.js");
EMBED(client_style, "src/serve/client/live.css");

struct str client_find(struct str path, struct str *type)
{
    *type = (struct str){0};
    if (str_eq(path, STR(".serve/live.js"))) {
        *type = STR("text/javascript; charset=utf-8");
        /* cppcheck-suppress comparePointers ; both are labels of one piece of assembly */
        return str_n(client_script, (size_t)(client_script_end - client_script));
    }
    if (str_eq(path, STR(".serve/live.css"))) {
        *type = STR("text/css; charset=utf-8");
        /* cppcheck-suppress comparePointers ; both are labels of one piece of assembly */
        return str_n(client_style, (size_t)(client_style_end - client_style));
    }
    return (struct str){0};
}

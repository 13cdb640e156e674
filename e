content/bad.md:1:1: warning: the page has no title; "Bad" was made from its name [no-title]
content/bad.md:5:1: error: byte 0xFF is not UTF-8: save the file as UTF-8 [not-utf8]
1 errors, 1 warnings; nothing was changed

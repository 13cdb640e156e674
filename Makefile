# vidensbank: `make site` builds the program and the site in public/, `make test` runs every test.
# Everything made lies in build/ (and public/); `make help` lists the targets.

CC       ?= cc
PREFIX   ?= /usr/local
BUILD    ?= build
CORES    := $(shell nproc 2>/dev/null || echo 2)
Q        := $(if $(V),,@)
VERSION  := $(shell git describe --always --dirty --abbrev=12 --exclude='*' 2>/dev/null || echo unknown)
DATE     := $(shell git log -1 --format=%cs 2>/dev/null)

PKGS     := libcmark-gfm yaml-0.1 libgit2 icu-uc icu-i18n nettle libdeflate libmicrohttpd
WARN     := -Wall -Wextra -Wconversion -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith \
            -Wformat=2 -Wundef -Wvla -Wno-format-nonliteral
HARDEN   := -fstack-protector-strong -D_FORTIFY_SOURCE=2 -fPIE -fcf-protection
OPT      ?= -O2
CFLAGS   ?= $(OPT) -g
CPPFLAGS += -Isrc -I$(BUILD) -D_GNU_SOURCE
ALL_CFLAGS = -std=c11 $(WARN) $(if $(findstring sanitize,$(CFLAGS)),,$(HARDEN)) $(CFLAGS) -MMD -MP \
             -ffile-prefix-map=$(CURDIR)=. $(shell pkg-config --cflags $(PKGS) 2>/dev/null)
LDLIBS   := $(shell pkg-config --libs $(PKGS) 2>/dev/null) -lcmark-gfm-extensions -lstemmer -lm
LDFLAGS  += -pie -Wl,-z,relro,-z,now

SRC      := $(wildcard src/*/*.c) src/build.c src/again.c src/emit.c
LIB_OBJ  := $(SRC:%.c=$(BUILD)/obj/%.o) $(BUILD)/obj/builtin.o $(BUILD)/obj/starter.o $(BUILD)/obj/catalogues.o
BUILTIN  := $(sort $(wildcard src/view/builtin/*)) $(BUILD)/client/soeg.js $(BUILD)/client/soeg-en.js
STARTER  := $(sort $(shell find src/cli/starter -type f))
SHARE    := nginx/vidensbank.conf nginx/vidensbank-headers.conf iis/web.config git/hook systemd/vidensbank.service \
            systemd/vidensbank.timer ci/gitlab.yml ci/gitea.yml ci/azure-pipelines.yml
PO       := $(sort $(wildcard src/po/*.po))
DRIVERS  := $(patsubst tests/fuzz/%.c,$(BUILD)/drivers/%,$(wildcard tests/fuzz/*.c))
UNIT     := $(patsubst tests/unit/%.c,$(BUILD)/tests/%,$(wildcard tests/unit/*.c))

# What Debian 12 must have: to build, and besides to test.
DEPS       := build-essential pkg-config git ca-certificates libcmark-gfm-dev libcmark-gfm-extensions-dev libyaml-dev \
              libgit2-dev libdeflate-dev libicu-dev nettle-dev libmicrohttpd-dev gettext libstemmer-dev hunspell-da
TEST_DEPS  := libcmocka-dev binutils libjansson-dev wdanish nodejs npm python3 linkchecker python3-yaml python3-jsonschema valgrind strace tzdata xxd curl nginx-light chromium default-jre-headless rsync rclone openssh-client dpkg-dev lintian mandoc groff-base zsh fish
CHECK_DEPS := clang-format clang-tidy cppcheck
BENCH_DEPS := hugo mkdocs-material time nodejs npm

.PHONY: all site pdf test asan tsan valgrind lint format fuzz bench po torture install redaktoer deb now deps test-deps check-deps bench-deps unit drivers node bless clean help
all: $(BUILD)/vidensbank

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1	/p' $(MAKEFILE_LIST) | expand -t 14

# ---- the program ----
$(BUILD)/vidensbank: $(BUILD)/obj/src/main.o $(BUILD)/libvidensbank.a
	@echo "  LD $@"
	$(Q)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(BUILD)/libvidensbank.a: $(LIB_OBJ)
	@echo "  AR $@"
	$(Q)rm -f $@ && ar rcs $@ $^

$(BUILD)/obj/%.o: %.c Makefile
	@mkdir -p $(@D)
	@echo "  CC $<"
	$(Q)$(CC) $(CPPFLAGS) $(ALL_CFLAGS) -c -o $@ $<

# What `version` says is that of this build: the file changes with the commit.
$(BUILD)/obj/src/cli/version.o: CPPFLAGS += -DVIDENSBANK_VERSION='"$(VERSION)"'
$(BUILD)/obj/src/cli/version.o: $(BUILD)/commit
$(BUILD)/commit: now
	@mkdir -p $(@D)
	@echo '$(VERSION)' | cmp -s - $@ || echo '$(VERSION)' >$@

# Embedded by the file itself.
$(BUILD)/obj/src/serve/client.o: src/serve/client/live.js src/serve/client/live.css
$(BUILD)/obj/src/cli/cms.o: src/cli/editor/redaktoer.js

# The client of the search, one module for each language that has stems. What readers fetch is without comments (lines of their
# own), indentation, the blanks around signs and the line ends that nothing needs, and says `let` for `const`: a fourth of its
# compressed size. So no string in src/search/client may hold such a blank, but for the one between « and ».
TIGHTEN := :more; /[;{,(]$$/{$$!N; s/\n *//; t more}; s/^ +//; s/\bconst /let /g; s/ ([=!]==|=>|[|][|]|&&|[?][?]|<=|>=|>>|<<|[|*+-]=|[|]{2}=|[-=+*%<>?:&|/]) /\1/g; \
  s/, ([^»])/,\1/g; s/([;{:]|return|let) ([^[:alnum:]])/\1\2/g; s/([;{:]) /\1/g; s/;? }/}/g; s/(if|for|while) [(]/\1(/g; s/[)] ([{([:alpha:]])/)\1/g; s/\b(async|await|of) [(]/\1(/g; s/;}/}/g
# The longest names that are used within the module alone, short.
SHORTEN := $(foreach n,folded:fD weights:wT sections:sE phrases:pH worth:wO hits:hI typed:tY most:mO true:!0 false:!1 after:aF done:dO chosen:cH expand:eX guess:gU near:nR piece:pC weigh:wG brief:bR region:rG whole:wH answer:aN address:aD onward:oN saying:sA engine:eN asked:aS scores:sC share:sH roots:rO pairs:pA counts:cT letter:lE understand:uN mistakes:mI foremost:fO spellings:sP relatives:rE readShard:rS readList:rL readPages:rP readText:rT readWords:rW openIndex:oI inflate:iF reader:rD demand:dM levels:lV text8:tX coded:cD arrive:aR longer:lO,s/\b$(subst :,\b/,$n)/g;)
CLIENT := $(addprefix src/search/client/,files.js query.js rank.js page.js)
$(BUILD)/client/soeg.js: src/search/client/words.js src/search/client/da.js $(CLIENT) Makefile
$(BUILD)/client/soeg-en.js: src/search/client/words.js src/search/client/en.js $(CLIENT) Makefile
$(BUILD)/client/%.js:
	@mkdir -p $(@D)
	$(Q){ echo '{'; cat $(filter %.js,$^) | sed -E '/^ *(\/\/|$$)/d' | sed -E '$(TIGHTEN)' | sed -E '$(SHORTEN)'; echo '}'; } >$@

# Files that are part of the program, as a table of names and bytes: built-in layouts, strings and styles for a folder of Markdown
# without its own, and the site that `init` begins with.
# embed HEADER TABLE FILES NAME-OF-$$f
define embed
@mkdir -p $(@D)
@{ echo '#include "$(1)"'; i=0; for f in $(3); do \
  echo "__asm__(\".section .rodata; $(2)_$$i: .incbin \\\"$$f\\\"; $(2)_end_$$i: .byte 0; .previous\");"; \
  echo "extern const char $(2)_$$i[], $(2)_end_$$i[];"; i=$$((i+1)); done; \
  echo 'const struct builtin $(2)_files[] = {'; i=0; for f in $(3); do \
  echo "  {\"$(4)\", $(2)_$$i, $(2)_end_$$i},"; i=$$((i+1)); done; \
  echo '  {0, 0, 0}};'; } > $@
endef
$(BUILD)/builtin.c: $(BUILTIN) Makefile
	$(call embed,view/builtin.h,builtin,$(BUILTIN),$${f##*/})
$(BUILD)/starter.c: $(STARTER) Makefile
	$(call embed,cli/starter.h,starter,$(STARTER),$${f#src/cli/starter/})

# The translations of messages, compiled and embedded (src/base/tr.h says why).
$(BUILD)/catalogues.c: $(PO) Makefile
	@mkdir -p $(@D)
	@for f in $(PO); do msgfmt --check-format --no-hash --endianness=little -o $(BUILD)/$$(basename $$f .po).mo $$f || exit 1; done
	@{ echo '#include "base/tr.h"'; for l in $(basename $(notdir $(PO))); do \
	  echo "__asm__(\".section .rodata; .balign 4; catalogue_$$l: .incbin \\\"$(BUILD)/$$l.mo\\\"; .previous\");"; \
	  echo "extern const char catalogue_$$l[];"; done; \
	  echo 'const struct tr_catalogue tr_catalogues[] = {'; for l in $(basename $(notdir $(PO))); do \
	  echo "  {\"$$l\", catalogue_$$l},"; done; \
	  echo '  {0, 0}};'; } > $@

$(BUILD)/obj/builtin.o $(BUILD)/obj/starter.o $(BUILD)/obj/catalogues.o: $(BUILD)/obj/%.o: $(BUILD)/%.c
	@mkdir -p $(@D)
	@echo "  CC $<"
	$(Q)$(CC) $(CPPFLAGS) $(ALL_CFLAGS) -c -o $@ $<

# ---- what people call ----
site: ## install what is missing, build the program, generate public/
	@$(MAKE) --no-print-directory deps
	@$(MAKE) --no-print-directory -j$(CORES) all
	$(BUILD)/vidensbank build

test: ## install what the tests need, run all of them
	@$(MAKE) --no-print-directory test-deps
	@$(MAKE) --no-print-directory -j$(CORES) all unit node
	@tests/run $(BUILD)

unit: $(UNIT) $(DRIVERS) $(BUILD)/drivers/dump $(BUILD)/drivers/analyse $(BUILD)/fault/calls $(BUILD)/fault/alloc.so
$(BUILD)/tests/%: tests/unit/%.c $(BUILD)/libvidensbank.a
	@mkdir -p $(@D)
	@echo "  LD $@"
	$(Q)$(CC) $(CPPFLAGS) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $< $(BUILD)/libvidensbank.a $(LDLIBS) -lcmocka -ljansson

# Fuzz drivers, with a main that runs files; tests/fuzz/run sets FUZZ_MAIN to link libFuzzer's instead.
FUZZ_MAIN ?= -DFUZZ_MAIN
drivers: $(DRIVERS)
$(BUILD)/drivers/%: tests/fuzz/%.c $(BUILD)/libvidensbank.a
	@mkdir -p $(@D)
	@echo "  LD $@"
	$(Q)$(CC) $(CPPFLAGS) $(ALL_CFLAGS) $(LDFLAGS) $(FUZZ_MAIN) -o $@ $< $(BUILD)/libvidensbank.a $(LDLIBS)

# What source and history say, in lines for tests/history to compare.
$(BUILD)/drivers/dump: tests/history/dump.c $(BUILD)/libvidensbank.a
	@mkdir -p $(@D)
	@echo "  LD $@"
	$(Q)$(CC) $(CPPFLAGS) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $< $(BUILD)/libvidensbank.a $(LDLIBS)

# What the search makes of each line of text, for tests/search to hold the client's module to.
$(BUILD)/drivers/analyse: tests/search/analyse.c $(BUILD)/libvidensbank.a
	@mkdir -p $(@D)
	@echo "  LD $@"
	$(Q)$(CC) $(CPPFLAGS) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $< $(BUILD)/libvidensbank.a $(LDLIBS)

# What lets calls and allocations of the program fail, for tests/fault. Never with a sanitizer.
$(BUILD)/fault/calls: tests/fault/calls.c
	@mkdir -p $(@D)
	@echo "  LD $@"
	$(Q)$(CC) -std=c11 $(WARN) -D_GNU_SOURCE -O2 -g -o $@ $<
$(BUILD)/fault/alloc.so: tests/fault/alloc.c
	@mkdir -p $(@D)
	@echo "  LD $@"
	$(Q)$(CC) -std=c11 $(WARN) -D_GNU_SOURCE -O2 -g -fPIC -fno-builtin -shared -o $@ $<

torture: all unit node ## 1,000 random edits (TORTURE_EDITS), each cached build a clean one; every fault of tests/fault; 100,000 requests across switches; threads; every page in every look
	@python3 tests/cache/edits.py $(BUILD)/vidensbank $${TORTURE_EDITS:-1000} $${TORTURE_SEED:-1}
	@python3 tests/cache/edits.py $(BUILD)/vidensbank $${TORTURE_OWN:-200} $${TORTURE_SEED:-1} .
	@TORTURE=1 tests/run $(BUILD) 'fault/|publish/(killed|readers)'
	@$(MAKE) --no-print-directory tsan
	@VB_FULL=1 tests/run $(BUILD) browser/layouts

tsan: ## the tests of the history, which has threads, under ThreadSanitizer
	@$(MAKE) --no-print-directory BUILD=$(BUILD)/tsan CFLAGS='-O1 -g -fsanitize=thread -fno-omit-frame-pointer' -j$(CORES) all $(BUILD)/tsan/drivers/dump
	@tests/run $(BUILD)/tsan history/

valgrind: all unit ## every unit test and builds of the site under valgrind
	@TORTURE=1 tests/run $(BUILD) memory/

asan: ## the whole suite under AddressSanitizer and UBSan
	@$(MAKE) --no-print-directory test-deps
	@$(MAKE) --no-print-directory BUILD=$(BUILD)/asan CFLAGS='-O1 -g -fsanitize=address,undefined -fno-omit-frame-pointer -fno-sanitize-recover=undefined' -j$(CORES) all unit node
	@tests/run $(BUILD)/asan

# What the tests take from npm, pinned, and fetched once: npm keeps it. Without a network those tests are skipped, and say so.
NPM  := timeout 600 npm --prefer-offline --fetch-retries=1 --fetch-timeout=60000 --loglevel=error
NODE := build/node/node_modules/.package-lock.json
node: $(NODE)
	@[ -e build/node/decap-cms.js ] || $(MAKE) --no-print-directory build/node/decap-cms.js || echo 'npm could not fetch the editor: its test is skipped' >&2
$(NODE): tests/node/package.json tests/node/package-lock.json
	@mkdir -p build/node && cp tests/node/package*.json build/node/
	@cd build/node && $(NPM) ci --ignore-scripts --no-audit --no-fund || echo 'npm could not install: tests that need it are skipped' >&2

# The editor in the browser (Decap CMS, MIT licence, 5 MB): one file of its package, pinned by its hash; never part of the program.
DECAP      := 3.16.3
DECAP_HASH := 7c1efd6b616b4786e279aeef194dd21649a72058d3bc8d1f78901b574610dfb8
REDAKTOER  ?= $(BUILD)/redaktion
redaktoer: all build/node/decap-cms.js ## the editor in the browser with this site's configuration, in $(REDAKTOER)
	$(BUILD)/vidensbank cms --bundle build/node/decap-cms.js --out $(REDAKTOER)
build/node/decap-cms.js:
	@mkdir -p $(@D) && cd $(@D) && $(NPM) pack decap-cms@$(DECAP) >/dev/null && \
	  tar -xzf decap-cms-$(DECAP).tgz -O package/dist/decap-cms.js >decap-cms.part && rm -f decap-cms-$(DECAP).tgz && \
	  echo '$(DECAP_HASH)  decap-cms.part' | sha256sum -c --quiet && mv decap-cms.part $(@F)

lint: check-deps ## clang-tidy, cppcheck and gcc's warnings; any finding fails
	@tests/lint

format: check-deps ## clang-format over the C sources
	clang-format -i $$(git ls-files '*.c' '*.h')

fuzz: ## each parser's fuzz driver for FUZZ_SECONDS (60) on generated input
	@tests/fuzz/run $(BUILD) $${FUZZ_SECONDS:-60}

bench: bench-deps all node $(BUILD)/drivers/dump ## our time beside the limit program, Hugo, Eleventy, MkDocs and git, as ratios; our search beside Pagefind and MiniSearch
	@mkdir -p $(BUILD)/bench/peers && cp tests/bench/peers/package.json $(BUILD)/bench/peers/
	@cd $(BUILD)/bench/peers && npm install --no-package-lock --ignore-scripts --no-audit --no-fund --loglevel=error
	@tests/bench/run $(BUILD)
	@tests/bench/lines.py $(BUILD)
	@node tests/bench/peers.mjs $(BUILD) $(BUILD)/bench/site-$${BENCH_SEARCH:-10000} ../shared/relevance
	@node tests/bench/search.mjs $(BUILD)/bench/search/site
	@for n in $${BENCH_PAGES:-1000 10000}; do node tests/bench/serve.mjs $(BUILD)/vidensbank $(BUILD)/bench/site-$$n; done

bless: all unit ## accept the golden sites as they are now built (look at the diff)
	@BLESS=1 tests/run $(BUILD)

# No times and no line numbers in them, which would only make differences.
po: deps ## refresh src/po/ from the messages in the source
	@tests/po/template >$(BUILD)/messages.pot
	@for f in $(PO); do msgmerge --quiet --no-fuzzy-matching --no-wrap --add-location=file -o $(BUILD)/merged.po $$f $(BUILD)/messages.pot && \
	  msgattrib --no-obsolete --no-wrap -o $$f $(BUILD)/merged.po && msgfmt --check-format --statistics -o /dev/null $$f || exit 1; done

install: all ## the program, its manual, completions and the samples for web servers, Git, systemd and pipelines into $(DESTDIR)$(PREFIX)
	install -D -m 755 $(BUILD)/vidensbank $(DESTDIR)$(PREFIX)/bin/vidensbank
	@for f in $(SHARE); do t=$(DESTDIR)$(PREFIX)/share/vidensbank/$$f; \
	  install -D -m $$([ -x src/share/$$f ] && echo 755 || echo 644) src/share/$$f $$t && sed -i 's|/usr/local/|$(PREFIX)/|g' $$t || exit 1; done
	@install -d $(DESTDIR)$(PREFIX)/share/man/man1 $(DESTDIR)$(PREFIX)/share/man/man5 $(addprefix $(DESTDIR)$(PREFIX)/share/,bash-completion/completions zsh/site-functions fish/vendor_completions.d)
	@src/share/describe.sh $(BUILD)/vidensbank man | sed -e '/^\.\\" COMMANDS$$/r /dev/stdin' src/share/man/vidensbank.1.in | sed '1s/""/"$(DATE)"/' >$(DESTDIR)$(PREFIX)/share/man/man1/vidensbank.1
	@sed '1s/""/"$(DATE)"/' src/share/man/vidensbank-site.5 >$(DESTDIR)$(PREFIX)/share/man/man5/vidensbank-site.5
	@src/share/describe.sh $(BUILD)/vidensbank bash >$(DESTDIR)$(PREFIX)/share/bash-completion/completions/vidensbank
	@src/share/describe.sh $(BUILD)/vidensbank zsh >$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_vidensbank
	@src/share/describe.sh $(BUILD)/vidensbank fish >$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/vidensbank.fish

deb: all ## the same as a Debian package in build/, with the same bytes each time a commit is built
	@rm -rf $(BUILD)/deb $(BUILD)/*.deb
	@$(MAKE) --no-print-directory -s install DESTDIR=$(BUILD)/deb PREFIX=/usr
	@src/share/debian/package.sh $(BUILD) $(BUILD)/deb

clean: ## away with build/ and public/
	rm -rf build public .public.*

# Types, and addresses of pages, that are made for paper.
PDF ?= dialogark temaudgave doerskilte anbefaling aarshjul/ temaer-og-stationer/ vejledninger/skabelon-til-gruppearbejde/
pdf: all node ## dialogue sheets, theme editions, door signs and other pages for paper as PDF, in build/pdf
	$(BUILD)/vidensbank build
	@node src/share/pdf.mjs public $(BUILD)/pdf $(PDF)

# ---- packages: as root directly, else through sudo; nothing when all are there, or the command that a package is
# ---- named after came another way (npm with a newer Node.js)
define need
	@missing=; for p in $(1); do dpkg-query -W -f='$${Status}' $$p 2>/dev/null | grep -q 'ok installed' || command -v $$p >/dev/null 2>&1 || missing="$$missing $$p"; done; \
	if [ -n "$$missing" ]; then as=; [ "$$(id -u)" = 0 ] || as=sudo; \
	  echo "installing from Debian:$$missing"; \
	  $$as apt-get update -q >/dev/null && $$as env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $$missing >/dev/null; fi
endef
deps: ## the packages that building needs
	$(call need,$(DEPS))
test-deps: deps
	$(call need,$(TEST_DEPS))
check-deps: deps
	$(call need,$(CHECK_DEPS))
bench-deps: deps
	$(call need,$(BENCH_DEPS))

-include $(LIB_OBJ:.o=.d) $(BUILD)/obj/src/main.d $(UNIT:=.d) $(DRIVERS:=.d)

# mdgen: `make help` lists the targets.
#
# Variables a user may set: CC, CFLAGS, LDFLAGS, PREFIX, DESTDIR, BUILD (default build),
# WERROR= (empty: warnings do not stop the build), COUNT, SEED (make fuzz), V=1 (show commands).

CC ?= cc
CXX ?= c++
AR ?= ar
CFLAGS ?= -O2 -g
PREFIX ?= /usr/local
BUILD ?= build
WERROR ?= -Werror
Q := $(if $(V),,@)
MAKEFLAGS += --no-print-directory

VERSION := $(shell sed -n 's/^.define MDG_VERSION "\(.*\)"/\1/p' gen/version.h)
WARN := -Wall -Wextra -Wpedantic -Wconversion -Wshadow $(WERROR)
LUA_CFLAGS := $(shell pkg-config --cflags lua5.4 2>/dev/null || echo -I/usr/include/lua5.4)
LUA_LIBS := $(shell pkg-config --libs lua5.4 2>/dev/null || echo -llua5.4)
BLAS_CFLAGS := $(shell pkg-config --cflags openblas 2>/dev/null)
BLAS_LIBS := -llapacke -lopenblas

STD := -std=c99 $(WARN) -MMD -MP
GEN_FLAGS = $(STD) $(CPPFLAGS) $(CFLAGS) -Igen $(LUA_CFLAGS)
# the loops of the runtime are written for the vectoriser
RUNTIME_OPT ?= -O3
RUNTIME_FLAGS = $(STD) $(CPPFLAGS) $(CFLAGS) $(RUNTIME_OPT) -fPIC -Iruntime $(BLAS_CFLAGS)
TEST_FLAGS = $(STD) $(CPPFLAGS) $(CFLAGS) -Igen -Iruntime -Itests $(LUA_CFLAGS) $(BLAS_CFLAGS)

TEMPLATES := $(filter-out %.sh %.md,$(sort $(wildcard templates/*)))
GEN := $(sort $(wildcard gen/*.c))
RUNTIME := $(sort $(wildcard runtime/*.c))
TESTS := $(sort $(wildcard tests/test_*.c))

GEN_OBJ := $(GEN:%.c=$(BUILD)/%.o) $(BUILD)/templates.o
RUNTIME_OBJ := $(RUNTIME:%.c=$(BUILD)/%.o)
TEST_BIN := $(TESTS:%.c=$(BUILD)/%)
RUNTIME_TESTS := $(filter $(BUILD)/tests/test_runtime_% $(BUILD)/tests/test_vmath% \
                   $(BUILD)/tests/test_skinny%,$(TEST_BIN))
GEN_TESTS := $(filter-out $(RUNTIME_TESTS),$(TEST_BIN))

.PHONY: all
all: $(BUILD)/mdgen $(BUILD)/libmdrt.a $(BUILD)/libmdrt.so $(BUILD)/include/mdrt.h $(BUILD)/mdgen.lua

# ---- the program --------------------------------------------------------------

# all of gen but main, so that a test links what it needs
$(BUILD)/libmdg.a: $(filter-out $(BUILD)/gen/main.o,$(GEN_OBJ))
	@rm -f $@
	@echo "  AR  $@"
	$(Q)$(AR) rcs $@ $^

$(BUILD)/mdgen: $(BUILD)/gen/main.o $(BUILD)/libmdg.a
	@echo "  LD  $@"
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LUA_LIBS) -lm

# the language for lua-language-server
$(BUILD)/mdgen.lua: $(BUILD)/mdgen
	$(BUILD)/mdgen --stub > $@.part && mv $@.part $@

$(BUILD)/gen/%.o: gen/%.c
	@mkdir -p $(@D)
	@echo "  CC  $@"
	$(Q)$(CC) $(GEN_FLAGS) -c -o $@ $<

# the list of templates itself is a prerequisite, so a removed one is noticed
$(BUILD)/templates.list: FORCE
	@mkdir -p $(@D)
	@echo '$(TEMPLATES)' | cmp -s - $@ || echo '$(TEMPLATES)' > $@

$(BUILD)/templates.c: templates/embed.sh $(BUILD)/templates.list $(TEMPLATES)
	sh templates/embed.sh $(TEMPLATES) > $@.part && mv $@.part $@

$(BUILD)/templates.o: $(BUILD)/templates.c
	@echo "  CC  $@"
	$(Q)$(CC) $(GEN_FLAGS) -c -o $@ $<

# ---- the runtime library --------------------------------------------------------

$(BUILD)/libmdrt.a: $(RUNTIME_OBJ)
	@rm -f $@
	@echo "  AR  $@"
	$(Q)$(AR) rcs $@ $^

$(BUILD)/libmdrt.so: $(RUNTIME_OBJ)
	@echo "  LD  $@"
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -shared -Wl,-soname,libmdrt.so -o $@ $^ $(BLAS_LIBS) -lm

$(BUILD)/include/mdrt.h: runtime/mdrt.h
	@mkdir -p $(@D)
	cp $< $@

$(BUILD)/runtime/%.o: runtime/%.c
	@mkdir -p $(@D)
	@echo "  CC  $@"
	$(Q)$(CC) $(RUNTIME_FLAGS) -c -o $@ $<

# ---- tests ----------------------------------------------------------------------

$(BUILD)/tests/%.o: tests/%.c
	@mkdir -p $(@D)
	@echo "  CC  $@"
	$(Q)$(CC) $(TEST_FLAGS) -c -o $@ $<

$(GEN_TESTS): $(BUILD)/tests/%: $(BUILD)/tests/%.o $(BUILD)/libmdg.a
	@echo "  LD  $@"
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ -lcunit $(LUA_LIBS) -lm

# MPFR gives the reference values of the element-wise functions
$(RUNTIME_TESTS): $(BUILD)/tests/%: $(BUILD)/tests/%.o $(BUILD)/libmdrt.a
	@echo "  LD  $@"
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ -lcunit $(BLAS_LIBS) $(if $(findstring vmath,$@),-lmpfr -lgmp) -lm

.PHONY: test test-programs test-packages golden
test-packages:
	@.ci/packages build test demo

test-programs: $(TEST_BIN)

test: test-packages
	$(MAKE) all test-programs
	BUILD=$(BUILD) CC='$(CC)' CXX='$(CXX)' tests/run.sh

golden: all
	BUILD=$(BUILD) tests/golden.sh --rewrite
	BUILD=$(BUILD) tests/readme.sh --rewrite

# ---- documentation --------------------------------------------------------------

# the pages that are made from the program's tables and from the tests
.PHONY: docs
docs: all
	$(BUILD)/mdgen --help reference > $(BUILD)/reference.md && mv $(BUILD)/reference.md docs/reference.md
	BUILD=$(BUILD) docs/diagnostics.sh > $(BUILD)/diagnostics.md && mv $(BUILD)/diagnostics.md docs/diagnostics.md

# ---- demo -----------------------------------------------------------------------

.PHONY: demo
demo:
	@.ci/packages build demo
	$(MAKE) all
	$(MAKE) $(BUILD)/demo/train_digits
	$(BUILD)/demo/train_digits $(BUILD)/demo/digits.csv $(BUILD)/demo/weights.pgm

$(BUILD)/demo/softmax_regression.c: specs/softmax_regression.lua $(BUILD)/mdgen
	@mkdir -p $(@D)
	$(BUILD)/mdgen $< --header $(@:.c=.h) -o $@

$(BUILD)/demo/digits.csv: specs/data/digits.csv.gz
	@mkdir -p $(@D)
	gzip -dc $< > $@.part && mv $@.part $@

$(BUILD)/demo/train_digits: specs/demo/train_digits.c $(BUILD)/demo/softmax_regression.c \
                            $(BUILD)/libmdrt.a $(BUILD)/demo/digits.csv
	@echo "  LD  $@"
	$(Q)$(CC) -std=c99 $(WARN) $(CFLAGS) $(LDFLAGS) -Iruntime -I$(BUILD)/demo -o $@ \
	  specs/demo/train_digits.c $(BUILD)/demo/softmax_regression.c \
	  $(BUILD)/libmdrt.a -llbfgs $(BLAS_LIBS) -lm

# ---- checks of the source -------------------------------------------------------

.PHONY: check check-format check-lint check-floors check-headers
check: check-format check-lint check-floors check-headers

SOURCES := $(wildcard gen/*.[ch] runtime/*.[ch] tests/*.[ch] specs/demo/*.[ch])

check-format:
	clang-format --dry-run --Werror $(SOURCES)

check-lint:
	clang-tidy --quiet --warnings-as-errors='*' \
	  --checks='-*,bugprone-*,clang-analyzer-*,-bugprone-easily-swappable-parameters,-bugprone-macro-parentheses,-bugprone-reserved-identifier,-clang-analyzer-security.insecureAPI.*' \
	  $(GEN) -- -std=c99 -Igen $(LUA_CFLAGS)

check-floors:
	tests/floors.sh

# each header compiles alone, as C and, where it is public, as C++; both.h is a macro's body
check-headers:
	for h in $(filter-out runtime/both.h,$(wildcard gen/*.h runtime/*.h)); do \
	  printf '#include "%s"\nextern int alone;\n' "$$(basename $$h)" | \
	    $(CC) -std=c99 -D_POSIX_C_SOURCE=200809L $(WARN) -Igen -Iruntime $(LUA_CFLAGS) -fsyntax-only -xc - || exit 1; \
	done
	echo '#include "mdrt.h"' | $(CXX) $(WARN) -Iruntime -fsyntax-only -xc++ -

# ---- bench, fuzz, instrumented builds ---------------------------------------------

COUNT ?= 2000
.PHONY: bench bench-peers fuzz coverage asan reproducible
bench: all
	BUILD=$(BUILD) CC='$(CC)' tests/bench/run.sh

bench-peers: all
	BUILD=$(BUILD) CC='$(CC)' tests/bench/run.sh --peers

fuzz: all
	BUILD=$(BUILD) COUNT=$(COUNT) $(if $(SEED),SEED=$(SEED)) tests/fuzz.sh

TARGET ?= spec
SECONDS ?= 60
.PHONY: libfuzzer
libfuzzer:
	BUILD=$(BUILD) SECONDS_EACH=$(SECONDS) tests/libfuzzer.sh $(TARGET)

SANITIZE := -fsanitize=address,undefined -fno-sanitize-recover=undefined
asan:
	$(MAKE) BUILD=$(BUILD)/asan RUNTIME_OPT= \
	  CFLAGS='-O1 -g -fno-omit-frame-pointer $(SANITIZE)' \
	  all test-programs
	BUILD=$(BUILD)/asan CC='$(CC)' CXX='$(CXX)' SANITIZE='$(SANITIZE)' tests/run.sh

# A function that is inlined everywhere stays a function here, so that each of its branches counts once.
# The library of gcov is named alone: generated code is no part of what is counted.
coverage:
	rm -rf $(BUILD)/coverage
	mkdir -p $(BUILD)/coverage
	$(CC) $(STD) -O2 -fPIC -c -o $(BUILD)/coverage/coverage.o tests/coverage.c
	$(MAKE) BUILD=$(BUILD)/coverage RUNTIME_OPT= WERROR= CPPFLAGS=-Dalways_inline=unused \
	  CFLAGS='-O0 -g --coverage' LDFLAGS='$(BUILD)/coverage/coverage.o -Wl,--wrap=_exit' \
	  all test-programs
	BUILD=$(BUILD)/coverage CC='$(CC)' CXX='$(CXX)' LIBS=-lgcov SLOW=4 tests/run.sh
	tests/coverage.sh $(BUILD)/coverage

# builds twice, from the archive of make dist
reproducible:
	tests/reproducible.sh

# ---- installation -----------------------------------------------------------------

# a program linked to the shared library in an unusual place finds it there
RPATH := $(if $(filter /usr,$(PREFIX)),,-Wl,-rpath,$${libdir} )
DEST = $(DESTDIR)$(PREFIX)

.PHONY: install uninstall dist clean help
install: all
	install -d '$(DEST)/bin' '$(DEST)/include' '$(DEST)/lib/pkgconfig' '$(DEST)/share/man/man1' '$(DEST)/share/mdgen'
	install -m 755 $(BUILD)/mdgen '$(DEST)/bin/mdgen'
	install -m 644 runtime/mdrt.h '$(DEST)/include/mdrt.h'
	install -m 644 $(BUILD)/libmdrt.a '$(DEST)/lib/libmdrt.a'
	install -m 755 $(BUILD)/libmdrt.so '$(DEST)/lib/libmdrt.so'
	sed -e 's|@PREFIX@|$(PREFIX)|' -e 's|@VERSION@|$(VERSION)|' -e 's|@RPATH@|$(RPATH)|' \
	  runtime/mdrt.pc.in > '$(DEST)/lib/pkgconfig/mdrt.pc'
	chmod 644 '$(DEST)/lib/pkgconfig/mdrt.pc'
	install -m 644 gen/mdgen.1 '$(DEST)/share/man/man1/mdgen.1'
	install -m 644 $(BUILD)/mdgen.lua '$(DEST)/share/mdgen/mdgen.lua'

uninstall:
	rm -f '$(DEST)/bin/mdgen' '$(DEST)/include/mdrt.h' '$(DEST)/lib/libmdrt.a' \
	  '$(DEST)/lib/libmdrt.so' '$(DEST)/lib/pkgconfig/mdrt.pc' '$(DEST)/share/man/man1/mdgen.1' \
	  '$(DEST)/share/mdgen/mdgen.lua'
	-rmdir '$(DEST)/share/mdgen' 2> /dev/null

dist:
	@mkdir -p $(BUILD)
	git archive --format=tar --prefix=mdgen-$(VERSION)/ HEAD | gzip -9n > $(BUILD)/mdgen-$(VERSION).tar.gz
	@echo $(BUILD)/mdgen-$(VERSION).tar.gz

clean:
	rm -rf $(BUILD)

help:
	@echo 'make              build/mdgen, build/libmdrt.a, build/libmdrt.so'
	@echo 'make demo         train a classifier of handwritten digits with generated code'
	@echo 'make test         all tests (installs missing packages first)'
	@echo 'make check        format, lint, layers, each header alone'
	@echo 'make golden       rewrite the expected outputs in tests/golden and tests/errors'
	@echo 'make docs         renew docs/reference.md and docs/diagnostics.md'
	@echo 'make bench        speed against hand-written BLAS; bench-peers: against other tools'
	@echo 'make fuzz         COUNT random specs against an independent evaluator'
	@echo 'make libfuzzer    coverage-guided fuzzing of TARGET spec or pipeline for SECONDS'
	@echo 'make asan         all tests under the address and undefined-behaviour sanitizers'
	@echo 'make coverage     all tests, with lines and branches covered'
	@echo 'make reproducible build twice from the archive of make dist, and compare'
	@echo 'make install      to PREFIX (/usr/local), below DESTDIR if set; also uninstall'
	@echo 'make dist         a source archive in build/'
	@echo 'make clean        remove build/'

.PHONY: FORCE
FORCE:

.SECONDARY:
-include $(wildcard $(BUILD)/*.d $(BUILD)/*/*.d)

# The teaching kit. `make` alone says what there is to do; `make V=1 ...` shows every command.
#
#   SANITIZE=address|thread   build the grader with sanitizers, in a folder of its own
#   WERROR=1                  a warning is an error
#   SUBMISSION=FOLDER         what `make grade` and `make 01` grade

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.SUFFIXES:

Q := $(if $(V),,@)
BUILD ?= build$(if $(SANITIZE),/$(SANITIZE))
SUBMISSION ?= lessons
GRADE := $(BUILD)/grade
NUMBERS := 01 02 03 04 05

# What to install: for grading, for the kit's own tests, and only when asked for: for the handouts as HTML and PDF and for
# the test of their pages in a browser (`make setup HANDOUTS=1`), and for CI, which wants all (`make setup CI=1`).
PACKAGES_DEMO := gcc libc6-dev pkg-config libseccomp-dev libjansson-dev bubblewrap
PACKAGES_TEST := check bats python3 netcat-openbsd socat util-linux
PACKAGES_HANDOUTS := pandoc procps weasyprint chromium
PACKAGES_CI := clang $(PACKAGES_HANDOUTS)
PACKAGES := $(PACKAGES_DEMO) $(PACKAGES_TEST) $(if $(HANDOUTS),$(PACKAGES_HANDOUTS)) $(if $(CI),$(PACKAGES_CI))

WARNINGS := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wwrite-strings -Wno-missing-field-initializers \
	$(if $(WERROR),-Werror)
comma := ,
SANITIZERS := $(if $(SANITIZE),-fno-omit-frame-pointer -fsanitize=$(SANITIZE:address=address$(comma)undefined))
CFLAGS ?= -O2 -g
CPPFLAGS += -D_GNU_SOURCE -Igrader
# Asked once, and only when something is compiled: before `make setup`, there may be no answer.
libs_of = $(or $(shell pkg-config --libs $1 2>/dev/null),$(error Something is missing: please run `make setup` first))
PKG_LIBS = $(eval PKG_LIBS := $$(call libs_of,libseccomp jansson))$(PKG_LIBS)
PKG_CFLAGS = $(if $(PKG_LIBS),$(eval PKG_CFLAGS := $$(shell pkg-config --cflags libseccomp jansson)))$(PKG_CFLAGS)
CHECK_LIBS = $(eval CHECK_LIBS := $$(call libs_of,check))$(CHECK_LIBS)
COMPILE = $(CC) -std=gnu17 $(WARNINGS) $(CFLAGS) $(SANITIZERS) -pthread $(CPPFLAGS) $(PKG_CFLAGS)
LINK = $(CC) $(CFLAGS) $(SANITIZERS) -pthread $(LDFLAGS)

SOURCES := $(wildcard grader/*/*.c)
OBJECTS := $(SOURCES:grader/%.c=$(BUILD)/obj/%.o)
TESTED := $(filter-out %/commands/main.o,$(OBJECTS))
UNIT_SOURCES := $(wildcard tests/unit/check_*.c)
UNIT_TESTS := $(UNIT_SOURCES:tests/unit/%.c=$(BUILD)/tests/%)
UNIT_HELPERS := $(filter-out $(UNIT_SOURCES),$(wildcard tests/unit/*.c))
UNIT_HELPER_OBJECTS := $(UNIT_HELPERS:tests/unit/%.c=$(BUILD)/obj/unit/%.o)
FORMATTED = $(wildcard grader/*/*.[ch] tests/unit/*.[ch] solutions/*/*.c lessons/*/*.c)
SCRIPTS = .ci/run tests/check-kit tests/check-walls tests/helpers/run-tests $(wildcard tests/helpers/*.bash tests/*.bats)

.PHONY: help setup all demo grade $(NUMBERS) bench test test-programs unit-tests check-kit check-walls lint format clean

help:
	@echo 'Five exercises in C, and a grader that watches what your programs really do.'
	@echo
	@echo '  make setup      install what the kit needs (Debian packages)'
	@echo '  make demo       grade the model solutions: this is what full marks look like'
	@echo
	@echo 'For students: write your programs in lessons/, then'
	@echo '  make 01         grade lesson 01 (and so on: 02, 03, 04, 05)'
	@echo '  make grade      grade all five lessons'
	@echo '  build/grade hint 01     one hint for lesson 01; `build/grade --help` shows more'
	@echo
	@echo 'For those who work on the kit:'
	@echo '  make all        build the grader'
	@echo '  make test       run all tests        make check-kit   grade all fixtures'
	@echo '  make check-walls   grade what means harm, and see that it does none'
	@echo '  make handouts   the course as HTML pages     make handouts-pdf   the same as one PDF'
	@echo '  make bench      measure'
	@echo '  make lint       look for mistakes    make format      lay out the sources'
	@echo '  make clean      remove what was built'

# Silent and quick when everything is there.
setup:
	@missing=$$(for package in $(PACKAGES); do \
		dpkg-query -W -f '$${db:Status-Status}' $$package 2>/dev/null | grep -qx installed || echo $$package; done); \
	[ -n "$$missing" ] || exit 0; \
	command -v apt-get >/dev/null || { echo "Please install what these Debian packages hold:" $$missing; exit 1; }; \
	sudo=; [ "$$(id -u)" = 0 ] || sudo=sudo; \
	echo "Installing:" $$missing; \
	install="$$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends"; \
	$$install $$missing || { $$sudo apt-get update -q && $$install $$missing; }

all: $(GRADE)

demo: $(GRADE)
	$(Q)$(GRADE) check solutions
	@echo
	@echo 'These were the model solutions. Now it is your turn: read lessons/01-three-processes/README.md,'
	@echo 'write your program in the file beside it, and let `make 01` look at it.'

# A student's failed check is no failure of make; a broken grader is.
grade: $(GRADE)
	$(Q)$(GRADE) check $(SUBMISSION) || [ $$? -eq 1 ]

$(NUMBERS): $(GRADE)
	$(Q)$(GRADE) check -l $@ $(SUBMISSION) || [ $$? -eq 1 ]

test-programs: $(UNIT_TESTS)

test: $(GRADE) test-programs
	$(Q)BUILD=$(BUILD) tests/helpers/run-tests

# Sanitizers die under the limits that a program gets, so the process that starts programs is a plain one.
unit-tests: $(GRADE) test-programs
	$(if $(SANITIZE),$(Q)$(MAKE) --no-print-directory all SANITIZE= BUILD=build)
	$(Q)BUILD=$(BUILD) $(if $(SANITIZE),GRADE_LAUNCHER=$(abspath build/grade)) tests/helpers/run-tests unit

check-kit: $(GRADE)
	$(Q)BUILD=$(BUILD) tests/check-kit $(FILTER)

check-walls: $(GRADE)
	$(Q)BUILD=$(BUILD) tests/check-walls $(FILTER)

# Figures against the bars that the kit set itself; ARGUMENTS='load 20' and so on: see tests/bench/bench.
bench: $(GRADE) $(BUILD)/bench-witness
	$(Q)BUILD=$(BUILD) tests/bench/bench $(ARGUMENTS)

$(BUILD)/bench-witness: tests/bench/witness.c $(TESTED)
	$(Q)$(COMPILE) -o $@ $^ $(LDFLAGS) $(PKG_LIBS)

lint:
	$(Q)clang-format --dry-run -Werror $(FORMATTED)
	$(Q)clang-tidy --quiet $(SOURCES) -- -std=gnu17 $(CPPFLAGS) $(PKG_CFLAGS)
	$(Q)if command -v shellcheck >/dev/null; then shellcheck -x -e SC2016,SC2034,SC2154,SC2164 $(SCRIPTS); \
	else echo 'shellcheck is not installed: the scripts were not looked at.'; fi

format:
	$(Q)clang-format -i $(FORMATTED)

clean:
	$(Q)rm -rf build

# `make -j setup demo` installs before it compiles.
$(OBJECTS) $(UNIT_HELPER_OBJECTS) $(UNIT_TESTS): | $(filter setup,$(MAKECMDGOALS))

$(GRADE): $(OBJECTS)
	@echo '  LINK  $@'
	$(Q)$(LINK) -o $@ $^ $(PKG_LIBS) $(LDLIBS)

$(BUILD)/obj/%.o: grader/%.c
	@mkdir -p $(@D)
	@echo '  CC    $<'
	$(Q)$(COMPILE) -MMD -MP -c -o $@ $<

$(BUILD)/obj/unit/%.o: tests/unit/%.c
	@mkdir -p $(@D)
	@echo '  CC    $<'
	$(Q)$(COMPILE) -MMD -MP -c -o $@ $<

$(BUILD)/tests/%: $(BUILD)/obj/unit/%.o $(UNIT_HELPER_OBJECTS) $(TESTED)
	@mkdir -p $(@D)
	@echo '  LINK  $@'
	$(Q)$(LINK) -o $@ $^ $(PKG_LIBS) $(CHECK_LIBS) $(LDLIBS)

.PRECIOUS: $(BUILD)/obj/unit/%.o
-include $(OBJECTS:.o=.d) $(wildcard $(BUILD)/obj/unit/*.d)

# The handouts: pages, programs and pictures. Needed: pandoc and python3 (handouts), weasyprint (handouts-pdf), chromium
# and procps (their tests).

HANDOUTS_BUILD := $(BUILD)/handouts
HANDOUT_NAMES := $(shell cat handouts/tools/order.txt)
HANDOUT_TOOLS := $(wildcard handouts/tools/page.*) handouts/tools/order.txt
HANDOUT_PAGES := $(patsubst %,$(HANDOUTS_BUILD)/%.html,$(subst README,index,$(subst lessons/,lesson-,$(HANDOUT_NAMES))))
EXAMPLES := $(patsubst handouts/examples/%,$(HANDOUTS_BUILD)/programs/%,$(basename $(wildcard handouts/examples/*.c)) $(wildcard handouts/examples/*.py))
EXAMPLE_FLAGS := -std=gnu17 -Wall -Wextra $(if $(WERROR),-Werror) -g -O1 -pthread

.PHONY: handouts handouts-pdf handouts-refresh handouts-programs

PANDOC_IS_THERE = command -v pandoc >/dev/null || { echo 'The handouts need pandoc: please run `make setup HANDOUTS=1` first'; exit 1; }

handouts: $(HANDOUTS_BUILD)/checked $(EXAMPLES)
	@echo 'Open $(HANDOUTS_BUILD)/index.html in a browser.'

handouts-programs: $(EXAMPLES)

handouts-pdf: $(HANDOUTS_BUILD)/handouts.pdf
	@echo 'Open $(HANDOUTS_BUILD)/handouts.pdf.'

# Brings the programs, outputs and grader's answers in the pages up to date, and the style of the pictures.
handouts-refresh: $(EXAMPLES)
	$(Q)python3 handouts/tools/pictures.py --write
	$(Q)python3 handouts/tools/programs.py --write --programs $(HANDOUTS_BUILD)/programs --grade $(BUILD)/grade

$(HANDOUTS_BUILD)/checked: $(HANDOUT_PAGES) handouts/tools/site.py handouts/tools/files.sh $(wildcard handouts/examples/*)
	$(Q)sh handouts/tools/files.sh $(HANDOUTS_BUILD)
	$(Q)python3 handouts/tools/pictures.py
	$(Q)python3 handouts/tools/site.py $(HANDOUTS_BUILD)
	$(Q)touch $@

$(HANDOUTS_BUILD)/index.html: handouts/README.md $(HANDOUT_TOOLS) $(wildcard handouts/pictures/*)
	@mkdir -p $(@D)
	@$(PANDOC_IS_THERE)
	$(Q)sh handouts/tools/page.sh README $@

$(HANDOUTS_BUILD)/lesson-%.html: lessons/%/README.md $(HANDOUT_TOOLS)
	@mkdir -p $(@D)
	$(Q)sh handouts/tools/page.sh lessons/$* $@

$(HANDOUTS_BUILD)/%.html: handouts/%.md $(HANDOUT_TOOLS) $(wildcard handouts/pictures/*)
	@mkdir -p $(@D)
	$(Q)sh handouts/tools/page.sh $* $@

$(HANDOUTS_BUILD)/programs/%: handouts/examples/%.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(EXAMPLE_FLAGS) $< -o $@

$(HANDOUTS_BUILD)/programs/%.py: handouts/examples/%.py
	@mkdir -p $(@D)
	$(Q)cp $< $@

$(HANDOUTS_BUILD)/handouts.pdf: $(HANDOUTS_BUILD)/checked handouts/tools/book.sh handouts/tools/book.css
	$(Q)sh handouts/tools/book.sh $@ $(HANDOUTS_BUILD)/book

# Casebook: build, test, try, install. Needs Swift 6.2 or later and, on Debian, the two packages below,
# which are installed where they are missing.
PREFIX ?= /usr/local
DESTDIR ?=
PACKAGES = libsqlite3-dev zlib1g-dev
SWIFT_FILES = $(shell git ls-files '*.swift' | grep -v '\.pb\.swift$$')

.PHONY: build check test lint format demo stories kill-test mutation mutants fuzz install packages clean

build: packages
	swift build

# All tests, or those that match: make test FILTER=GateTests
FILTER ?=
test: packages
	swift build --build-tests
ifeq ($(FILTER),)
# What has to answer in time is not asked beside some thousand other tests that keep the machine busy.
	swift test --skip-build --filter '^SyncServerTests'
	swift test --skip-build --skip '^SyncServerTests'
else
	swift test --skip-build --filter '$(FILTER)'
endif

# The format, and what is pure: under a minute once it is built.
check: packages lint
	swift build --build-tests
	swift test --skip-build --filter '^(LanguageTests|VersioningTests|ComplaintsTests|TerminalTests|SiteTests|InterchangeTests|ZonesTests|SpreadsheetTests)'

lint:
	@swift format lint --strict --parallel --configuration .swift-format $(SWIFT_FILES)

format:
	@swift format --in-place --parallel --configuration .swift-format $(SWIFT_FILES)

# The main job with the real programs: two branches, one head office, a conflict and its settlement.
demo: build
	Packaging/demo.sh "$$(swift build --show-bin-path)"

# What happens after a sentence was said, with the real programs, in Chinese and English: make stories STORY=customer
STORY ?=
stories: build
	Packaging/stories.sh "$$(swift build --show-bin-path)" $(STORY)

# Kills the real programs at random moments: make kill-test KILLS=500
KILLS ?= 500
kill-test: packages
	Packaging/kill-test.sh $(KILLS)

# Plants known bugs into a copy of the tree, and looks whether the tests find them. Not a part of `make test`.
mutation: packages
	Packaging/mutation/run.py

# Changes one token at a time, by machine, and looks whether the tests notice: hours. SEED=2 changes others.
SEED ?= 1
mutants: packages
	Packaging/mutants/run.py --seed $(SEED)

# Looks for bytes that break a reader: make fuzz TARGET=change SECONDS=600. Without a target: all of them.
TARGET ?=
SECONDS ?= 60
fuzz: packages
	Packaging/fuzz/run.sh "$(TARGET)" $(SECONDS)

# Fully static programs: they start in milliseconds and run where there is no Swift.
install: packages
	FULLY_STATIC=1 swift build -c release --static-swift-stdlib --scratch-path .build-static --product casebook
	FULLY_STATIC=1 swift build -c release --static-swift-stdlib --scratch-path .build-static --product casebook-server
	install -d "$(DESTDIR)$(PREFIX)/bin" "$(DESTDIR)$(PREFIX)/lib/systemd/user" \
	  "$(DESTDIR)$(PREFIX)/share/bash-completion/completions"
	install -s -m 755 .build-static/release/casebook .build-static/release/casebook-server "$(DESTDIR)$(PREFIX)/bin"
	.build-static/release/casebook completion bash > "$(DESTDIR)$(PREFIX)/share/bash-completion/completions/casebook"
	for unit in casebook-sync.service casebook-sync.timer casebook-watch.service; do \
	  sed 's|@PREFIX@|$(PREFIX)|' "Packaging/systemd/$$unit" > "$(DESTDIR)$(PREFIX)/lib/systemd/user/$$unit"; done
	@echo "Installed. To sync as soon as something changes: systemctl --user enable --now casebook-watch.service"
	@echo "To sync every 15 minutes instead: systemctl --user enable --now casebook-sync.timer"
	@echo "Both stop when the user logs out; to go on syncing then: loginctl enable-linger USER"

packages:
	@command -v swift >/dev/null || { \
	  echo "Swift 6.2 or later is missing here: https://www.swift.org/install/linux" >&2; exit 1; }
	@missing=""; for package in $(PACKAGES); do \
	  dpkg -s "$$package" >/dev/null 2>&1 || missing="$$missing $$package"; done; \
	if [ -n "$$missing" ]; then echo "installing$$missing"; \
	  if [ "$$(id -u)" = 0 ]; then apt-get update -q && apt-get install -y -q $$missing; \
	  else sudo apt-get update -q && sudo apt-get install -y -q $$missing; fi; fi

clean:
	rm -rf .build .build-static .build-mutation .build-mutants .build-fuzz

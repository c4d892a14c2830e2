# make run              build, index corpus/ into index/, search
# make run Q="质量 安全"  search for that
# make test             all tests
# make help             the other targets

Q ?=
PREFIX ?= /usr/local
DESTDIR ?=
SWIFT ?= swift
FAGUI := .build/release/fagui

.PHONY: run build test test-browser torture prepare format lint install uninstall clean help

run: build
	@scripts/demonstrate $(FAGUI) "$(Q)"

# The Swift standard library is linked statically, so that the command starts fast and runs without a toolchain.
build: prepare
	@$(SWIFT) build -c release --static-swift-stdlib --product fagui

# Optimised, since indexing in a debug build takes ten times as long; assertions hold as in one. A folder of its own, for
# the flags differ from those of `build`.
TESTING = -c release --scratch-path .build/testing -Xswiftc -enable-testing -Xswiftc -assert-config -Xswiftc Debug

# Those of the server by themselves: they talk over sockets, within limits of time, and tests that compute for a minute hold
# the threads that would answer, of which there is one a core. SCALAR: what has another way for processors without AVX-512.
SCALAR = ^FaguiSearchTests\.|^FaguiIndexTests\.(Segment|Merge|BlockEntry|DamagedRow|OlderVersion|FormatExample)
test: prepare
	$(SWIFT) build --build-tests $(TESTING)
	$(SWIFT) test --skip-build $(TESTING) --filter '^FaguiServerTests\.'
	FAGUI_NO_VECTORS=1 $(SWIFT) test --skip-build $(TESTING) --filter '$(SCALAR)'
	$(SWIFT) test --skip-build $(TESTING) --skip '^FaguiServerTests\.'

# The web pages in Chromium, which is installed where it is missing.
test-browser: build
	@scripts/test-browser $(FAGUI)

# Hours; `scripts/torture PART` runs one part.
torture: prepare
	@scripts/torture

prepare:
	@scripts/prepare

format:
	$(SWIFT) format --in-place --parallel --recursive Sources Tests Benchmarks Fuzzing Package.swift

lint:
	$(SWIFT) format lint --strict --parallel --recursive Sources Tests Benchmarks Fuzzing Package.swift

install: build
	install -d "$(DESTDIR)$(PREFIX)/bin" \
		"$(DESTDIR)$(PREFIX)/share/bash-completion/completions" \
		"$(DESTDIR)$(PREFIX)/share/zsh/site-functions" \
		"$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d"
	install -m 0755 $(FAGUI) "$(DESTDIR)$(PREFIX)/bin/fagui"
	$(FAGUI) --generate-completion-script bash > "$(DESTDIR)$(PREFIX)/share/bash-completion/completions/fagui"
	$(FAGUI) --generate-completion-script zsh > "$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_fagui"
	$(FAGUI) --generate-completion-script fish > "$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/fagui.fish"

uninstall:
	rm -f "$(DESTDIR)$(PREFIX)/bin/fagui" \
		"$(DESTDIR)$(PREFIX)/share/bash-completion/completions/fagui" \
		"$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_fagui" \
		"$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/fagui.fish"

clean:
	rm -rf .build
	find index -mindepth 1 ! -name .gitkeep -exec rm -rf {} +

help:
	@echo "make run [Q=\"质量 安全\"]   build, index corpus/ into index/, search"
	@echo "make build                leave the command at $(FAGUI)"
	@echo "make test                 run all tests"
	@echo "make test-browser         try the web pages in Chromium"
	@echo "make torture              faults, kills, damage, full disks, extremes, threads, fuzzing"
	@echo "make install PREFIX=DIR   put the command and its completions in place (default /usr/local)"
	@echo "make lint, make format    check or apply the style"
	@echo "make clean                remove what was built and indexed"

# The front of the tree: each target says in one line what it does; `make` lists them.
# The build itself is CMake's: see CMakePresets.json. On a Debian that has no make yet,
# tools/install brings it.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
MAKEFLAGS += --no-print-directory
JOBS ?= $(shell nproc)
FUZZ_SECONDS ?= 60
LINT_SECONDS ?= inf
DEMO := build/demo
ASSAY := build/release/assay

.PHONY: help demo test build bench accuracy check-accuracy check-decoders check-census \
        check-listeners check-alarms check-fingerprints check-raw-code library-prints fuzz tidy check-format format \
        package clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-14s %s\n", $$1, $$2}' Makefile

demo: ## make a real sample image, scan it, write report.html, say where things are
	@tools/install build demo
	@cmake --preset release
	@cmake --build --preset release -j $(JOBS) --target assay
	@examples/cpe/build.sh
	@tools/demo $(ASSAY) examples/cpe/out/cpe-1.0.bin $(DEMO)

test: ## build with sanitizers and run the whole test suite
	@tools/install build test
	@cmake --preset dev
	@cmake --build --preset dev -j $(JOBS)
	@ctest --preset dev -j $(JOBS)

build: ## build the release
	@tools/install build
	@cmake --preset release
	@cmake --build --preset release -j $(JOBS) --target assay

bench: build ## measure speed and memory against other programs, print the ratios
	@tools/install bench
	@cmake --build --preset release -j $(JOBS) --target bench_magic bench_unpack bench_analysis assay_code
	@bench/run $(ASSAY) build/release/bench build/bench
	@bench/decoders build/release

accuracy: build ## measure right and false findings, and write them into docs/accuracy.md
	@tools/install bench demo accuracy
	@examples/cpe/build.sh
	@tests/corpus/run $(ASSAY) build/corpus
	@bench/clean_images build/clean
	@bench/accuracy $(ASSAY) build/clean

check-accuracy: build ## hold docs/accuracy.md to what is measured
	@tools/install bench demo
	@examples/cpe/build.sh
	@bench/clean_images build/clean
	@bench/accuracy --check $(ASSAY) build/clean

check-decoders: ## compare our decoders with llvm-objdump over whole Debian packages
	@tools/install build test
	@cmake --preset release
	@cmake --build --preset release -j $(JOBS) --target decode_lines
	@tests/decoders/fetch build/decoders
	@tests/decoders/compare.py build/release/src/code/decode_lines build/decoders

check-census: build ## compare the unsafe calls that are told of Debian's programs with objdump's
	@tools/install bench census
	@bench/clean_images build/census amd64 arm64 armel armhf i386 ppc64el
	@bench/census $(ASSAY) build/census/debian-*.squashfs

check-listeners: build ## compare the ports that are told of Debian's daemons with what ss shows (root)
	@tools/install bench
	@bench/listeners $(ASSAY) build/daemons

check-alarms: build ## count findings in clean programs of Debian that are high or above
	@tools/install bench
	@bench/alarms $(ASSAY) build/binaries

check-fingerprints: build ## count functions that fingerprints find again, and the names they give in static programs
	@tools/install bench accuracy
	@cmake --build --preset release -j $(JOBS) --target print_lines
	@bench/fingerprints $(ASSAY) build/fingerprints
	@bench/library_names build/release/bench/print_lines build/library-names

library-prints: ## make data/library_prints.tsv anew, from C libraries of Debian 12
	@tools/install build bench accuracy
	@cmake --preset release
	@cmake --build --preset release -j $(JOBS) --target print_lines
	@tools/library-prints build/release/bench/print_lines build/libraries

check-raw-code: build ## hold what is told of machine code without headers to images whose answers are known
	@tools/install bench accuracy
	@bench/raw_code $(ASSAY) build/raw-code

fuzz: ## fuzz every target for FUZZ_SECONDS (60)
	@tools/install build test fuzz
	@cmake --preset fuzz
	@cmake --build --preset fuzz -j $(JOBS)
	@tools/fuzz $(FUZZ_SECONDS)

tidy: ## format, static checks, and the rules that no compiler knows
	@tools/install build check
	@tools/tidy.py
	@git ls-files '*.cc' '*.h' | xargs -r clang-format-19 --dry-run -Werror
	@cmake --preset tidy >/dev/null
	@LINT_SECONDS=$(LINT_SECONDS) tools/lint.py $(JOBS)

check-format: ## say which sources are not in the format
	@tools/install check
	@tools/tidy.py
	@git ls-files '*.cc' '*.h' | xargs -r clang-format-19 --dry-run -Werror

format: ## rewrite all sources in the format
	@tools/install check
	@git ls-files '*.cc' '*.h' | xargs -r clang-format-19 -i

package: build ## make build/release/assay_VERSION_ARCH.deb
	@tools/install package
	@cmake --build --preset release -j $(JOBS) --target pages
	@cd build/release && cpack -G DEB >cpack.log || { cat cpack.log; exit 1; }
	@ls build/release/assay_*.deb

clean: ## remove all that was built
	@rm -rf build examples/*/out

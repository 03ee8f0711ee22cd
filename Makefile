# Docker Notes. `make` alone lists what there is to do.
# Works with GNU Make 3.81 (macOS). Every target can be repeated.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: archive note parity accept fix stale differences links links-external help site serve test check record verify status host bench bench-growth bench-recordings bench-verify screenshots lock clean setup setup-test

# Programs that the requirements bring (mkdocs, pytest, graphviz-pure).
export PATH := $(CURDIR)/.venv/bin:$(PATH)
# What a build does about demos: replay, auto (run what is stale, if an engine is there) or all.
export DEMOS ?= auto
# The theme announces its successor on every build; CONTRIBUTING.md says what we make of it.
export NO_MKDOCS_2_WARNING := 1

HOOKS := .venv/bin/python hooks
# How many demos run at once here, or the Dask scheduler whose workers run them.
RUNNERS = $(if $(JOBS),--jobs $(JOBS)) $(if $(SCHEDULER),--scheduler $(SCHEDULER))

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

site: setup ## build the site into site/ (records what is stale, if a Docker Engine runs)
	@.venv/bin/python tools/build_site.py

serve: setup ## build, show at 127.0.0.1:8000 (PORT=…) and rebuild on every change
	@.venv/bin/python tools/serve_site.py $(or $(PORT),8000)

archive: setup ## build the site as a zip that opens from a disk, without a server
	@.venv/bin/python tools/make_archive.py

test: setup-test ## install Docker Engine and Chromium if missing, then run every test (TESTS=path ARGS='-k word')
	@tools/install-test-tools
	@tools/start-engine
	@.venv/bin/pytest $(ARGS) $(TESTS)

check: setup-test ## lint, types and notes: seconds, no engine, no browser
	@.venv/bin/ruff check
	@.venv/bin/ruff format --check
	@.venv/bin/mypy
	@.venv/bin/shellcheck .ci/run tools/check-workflows tools/differences tools/find-python tools/install-test-tools tools/check-tracked tools/lock tools/start-engine
	@tools/check-workflows
	@tools/check-tracked
	@$(HOOKS) check
	@echo 'check: no complaints'

note: setup ## make a new note in both languages, with a demo that records (NAME=section/slug)
	@$(HOOKS) note '$(NAME)'

fix: setup-test ## mend what has one remedy: format of code, style of notes (never their code)
	@.venv/bin/ruff check --fix --quiet
	@.venv/bin/ruff format
	@$(HOOKS) fix

parity: setup ## say which translations are stale, missing or of another shape
	@$(HOOKS) parity

accept: setup ## note down that a translation is up to date with its original (NOTE=name)
	@$(HOOKS) accept '$(NOTE)'

record: setup ## run demos and write their recordings (DEMO=name for one, SHARD=2/8, JOBS=4, SCHEDULER=tcp://…)
	@$(HOOKS) record $(RUNNERS) $(DEMO)

stale: setup ## record the demos whose recordings are not fresh
	@$(HOOKS) record --stale

differences: ## what changed in the recordings since the last commit, as Markdown
	@tools/differences

links: ## follow every link within the built site, both languages, with fragments
	@.venv/bin/python tools/check_links.py

links-external: ## ask every address outside the site that the notes link to
	@.venv/bin/python tools/check_links.py --external

verify: setup ## run every demo again and say whether the notes are still true (DEMO=name; UPDATE=1 accepts; REPORT=file.json)
	@$(HOOKS) verify $(RUNNERS) $(DEMO)

status: setup ## say which recordings are fresh, stale or missing, and why
	@$(HOOKS) status

host: setup ## build the demo host's image
	@$(HOOKS) host

bench: setup-test ## measure builds, recordings and comparisons
	@.venv/bin/python bench

bench-recordings: setup-test ## record a hundred demos, one after the other and as many at once as there are cores (ten minutes)
	@.venv/bin/python bench recordings

bench-verify: setup-test ## measure the comparison: real pairs must be equal, mutations different (minutes)
	@.venv/bin/python bench/verify.py $(TAKES)

bench-growth: setup-test ## measure how builds grow with the notes, beside others (SIZES=10,100,300,1000 RUNS=3 FOLDER=/dev/shm; an hour)
	@tools/install-test-tools
	@.venv/bin/python bench growth

screenshots: site setup-test ## take pictures of the built pages into .cache/screenshots/
	@tools/install-test-tools
	@.venv/bin/python tools/screenshots.py

lock: ## compile requirements*.in to requirements*.txt, pinned and hashed
	@tools/lock

clean: ## remove what the other targets made: .venv, .cache, site
	@rm -rf .venv .cache site .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@echo 'clean: .venv, .cache and site are gone; recordings stay'

setup:
	@python=$$(tools/find-python) && "$$python" tools/set_up.py requirements.txt

setup-test:
	@python=$$(tools/find-python) && "$$python" tools/set_up.py requirements-test.txt

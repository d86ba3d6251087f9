# For newcomers: `make demo` and `make test`. The rest is for maintainers.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
WORKERS ?= 2

.PHONY: help demo open test check nightly oldest lint format bench screenshots clean

help: ## List the targets.
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 14

demo: $(VENV)/app ## Build the demo library, offline, and open it in your browser.
	$(BIN)/passalong demo

open: $(VENV)/app ## Open your own library in your browser.
	$(BIN)/passalong open

test: $(VENV)/dev browser lint ## Run all checks and all tests, also in a real browser; not the nightly ones.
	$(BIN)/python -m pytest -n $(WORKERS)

check: $(VENV)/dev lint ## Run all checks and the quick tests.
	$(BIN)/python -m pytest -n $(WORKERS) -m "not browser and not nightly" tests

nightly: $(VENV)/dev browser ## Run the slow tests, and kills, concurrency and fuzzing for longer: half an hour.
	$(BIN)/python -m pytest -n $(WORKERS) --hypothesis-profile=nightly -m "nightly or hypothesis"
	PASSALONG_KILLS=$${PASSALONG_KILLS:-200} PASSALONG_TOGETHER=$${PASSALONG_TOGETHER:-180} \
	PASSALONG_FUZZ_SECONDS=$${PASSALONG_FUZZ_SECONDS:-30} \
		$(BIN)/python -m pytest -n $(WORKERS) tests/crash tests/fuzz

oldest: ## Run the quick tests with the oldest allowed versions of what Passalong needs.
	$(PYTHON) .ci/oldest > .oldest.txt
	test -x .venv-oldest/bin/python || $(PYTHON) -m venv .venv-oldest
	.venv-oldest/bin/python -m pip install --quiet --disable-pip-version-check \
		--constraint .oldest.txt --editable '.[dev]'
	.venv-oldest/bin/python -m pytest -n $(WORKERS) -m "not browser and not nightly" tests

lint: $(VENV)/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/dev ## Format the code.
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/dev ## Run the benchmarks and write docs/benchmarks.md: six minutes.
	$(BIN)/python -m tests.benchmarks.speed

screenshots: $(VENV)/dev browser ## Retake the screenshots of the README and the guide.
	PASSALONG_SCREENSHOTS=1 $(BIN)/python -m pytest -p no:randomly -m browser tests/browser -k picture

clean: ## Remove what was built; your own library is stored elsewhere and stays.
	rm -rf $(VENV) .venv-oldest .oldest.txt dist build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

.PHONY: browser
browser: # a browser for the tests, where the machine lets us install one
	@bash .ci/browser

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Passalong needs Python 3.11 or newer; name one with: make PYTHON=python3.12 …"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/app: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/dev: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@ $(VENV)/app

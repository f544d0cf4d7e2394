# Bảng Vàng: `make help` lists what there is. Python 3.11 or newer and make are all it needs.

SHELL := /bin/sh
# A machine that starts the site often keeps what Python compiled, whatever its shell says.
unexport PYTHONDONTWRITEBYTECODE
.DEFAULT_GOAL := help

PYTHON ?= $(shell for name in python3.11 python3.12 python3.13 python3.14 python3 python; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo $$name; break; }; done)
BIN := .venv/bin
STAMP := .venv/.stamp-installed
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet --quiet

# Two processes: the suite starts a PostgreSQL and browsers beside them.
TEST_PROCESSES ?= 2
TEST_ARGUMENTS ?=

.PHONY: help install run test bench soak check format lock clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' Makefile

install: $(STAMP) ## create .venv and install the locked dependencies, hashes required

$(STAMP): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; name it with PYTHON=…" >&2; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing the locked dependencies into .venv …"
	@$(PIP) install --require-hashes --requirement requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

run: install ## start the site and its worker (PORT=8000, DEMO=0 for an empty one)
	@$(BIN)/bangvang run

test: install ## run the whole suite: SQLite, PostgreSQL, browser stories where a Chromium is found
	@$(BIN)/python -m pytest --numprocesses $(TEST_PROCESSES) --dist worksteal $(TEST_ARGUMENTS)

BENCH_ARGUMENTS ?=

bench: install ## measure speed as ratios, into var/bench.json; fails below a gate (BENCH_ARGUMENTS="--only P1,P4 --quick")
	@$(BIN)/python -m bench $(BENCH_ARGUMENTS)

soak: install ## kills, votes, full disks, dying databases, a whole commune in a browser (SOAK_KILLS, SOAK_VOTERS, SOAK_RESTARTS)
	@$(BIN)/python -m pytest -m soak $(TEST_ARGUMENTS)

check: install ## formatting, lint, types, import contracts, house rules
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest --quiet tests/architecture

format: install ## put the source into the house's format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: install ## resolve pyproject.toml anew into requirements.lock
	@test -x var/locking/bin/pip-compile || { $(PYTHON) -m venv var/locking && var/locking/bin/pip install --quiet pip-tools; }
	@var/locking/bin/pip-compile pyproject.toml --output-file var/requirements.lock --upgrade --quiet \
		--all-extras --all-build-deps --allow-unsafe --generate-hashes --strip-extras --no-annotate --no-header \
		--no-emit-index-url --no-emit-find-links --no-emit-trusted-host
	@{ head -n 1 requirements.lock; cat var/requirements.lock; } > var/requirements.new
	@mv var/requirements.new requirements.lock && rm var/requirements.lock

clean: ## remove what tools have made; keeps var/ and .venv
	@rm -rf build dist *.egg-info .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache

# Two commands do all the set-up: `make demo` runs the main job, `make test` passes the tests.
# They need Python 3.11 or later, git and make, and work in a virtual environment of their own.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
PIP := PIP_CONSTRAINT=$(abspath constraints.txt) $(BIN)/pip --disable-pip-version-check install -qq
export DAGMAR_HOME ?= $(abspath .dagmar)

.PHONY: demo test fast nightly spark bench check lint format manual clean

demo: $(VENV)/.run ## play a year from the catalogue
	@$(BIN)/dagmar demo

test: $(VENV)/.dev ## every test but the nightly ones
	@$(BIN)/pytest -n auto -m "not nightly"

fast: $(VENV)/.dev ## the tests of the inner loop, under two minutes
	@$(BIN)/pytest -n auto -m "not nightly and not slow"

nightly: $(VENV)/.dev ## the long tests; they print their figures and go on where they stopped
	@$(BIN)/pytest -s -m nightly

spark: $(VENV)/.dev ## install Spark, half a gigabyte; with a Java beside it its tests are not skipped
	@$(PIP) --editable '.[spark]'

bench: $(VENV)/.dev ## measure; prints tables of ratios, each with what it is held against
	@$(PIP) --editable '.[bench]'
	@$(BIN)/python bench/allocation.py
	@$(BIN)/python bench/intake.py --rows 1000000
	@$(BIN)/python bench/indicators.py --rows 2000000

check: lint test ## all that must hold before a change is handed in

lint: $(VENV)/.dev ## format, lint, types and imports
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: $(VENV)/.dev ## put the code in order
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

manual: $(VENV)/.dev ## write what is generated: the manual, the schema, the picture
	@$(BIN)/python docs/generate.py

clean: ## take away what the commands above made
	rm -rf $(VENV) .dagmar .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Dagmar needs Python 3.11 or later; none was found"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Dagmar needs Python 3.11 or later: make PYTHON=/path/to/python"; exit 1; }
	@echo "Making a virtual environment in $(VENV) ..."
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.run: $(BIN)/python pyproject.toml constraints.txt
	@echo "Installing Dagmar ..."
	@$(PIP) --editable .
	@touch $@

$(VENV)/.dev: $(BIN)/python pyproject.toml constraints.txt
	@echo "Installing Dagmar with its tests ..."
	@$(PIP) --editable '.[dev]'
	@touch $@ $(VENV)/.run

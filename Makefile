# The project's commands. `make run` and `make test` set up what they need.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: help run test eval ui fast lint format bench picture lock clean
help: ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else 0'
	$(PYTHON) -m venv $(VENV)
	grep -A40 '^uv==' requirements.lock | awk 'NR==1 || /--hash/ {print; next} {exit}' > $(VENV)/bootstrap.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r $(VENV)/bootstrap.txt
	VIRTUAL_ENV=$(VENV) $(BIN)/uv pip sync --quiet --compile-bytecode --require-hashes requirements.lock
	VIRTUAL_ENV=$(VENV) $(BIN)/uv pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

run: $(READY) ## the whole job on the embedded sample
	$(BIN)/capex run

test: $(READY) ## all tests
	$(BIN)/python -m pytest

ui: $(READY) ## the Dagster UI on 127.0.0.1
	$(BIN)/capex ui

eval: $(READY) ## extraction quality by language and type, beside general-purpose tools
	$(BIN)/python -m tests.corpus.evaluate

fast: $(READY) ## compile the extraction (needs a C compiler): a third more documents a second
	$(BIN)/python -m ingest.native

lint: $(READY) ## ruff check and format, and the types of the extraction
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(READY) ## let ruff rewrite what it can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(READY) ## benchmarks against peers or a physical limit
	$(BIN)/python -m pytest tests/benchmarks -s

picture: run ## the README's picture, from the page of `make run`
	$(BIN)/python -m tests.browser.picture

lock: $(READY) ## pin the newest allowed versions in requirements.lock
	$(BIN)/uv pip compile pyproject.toml --group dev --upgrade --universal --generate-hashes --no-emit-index-url --no-header --quiet -o requirements.lock

clean: ## remove what the project made (keeps data/inbox)
	rm -rf build dbt/target dbt/logs data/build data/lake data/raw data/reports data/capex.duckdb .pytest_cache .ruff_cache .mypy_cache

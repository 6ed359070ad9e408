PY := .venv/bin/python
BIN := .venv/bin
CORPUS ?= ../shared/corpus

.DEFAULT_GOAL := help
.PHONY: help setup demo test format lint types check accuracy counties sight house bench lock clean

help: ## Show this help
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

setup: .venv/.ready ## Make .venv with everything pinned, and the command in it

# One stamp: a changed lock file or pyproject.toml installs again.
.venv/.ready: requirements-dev.lock pyproject.toml
	@command -v python3 >/dev/null || { echo 'Python 3.11 or newer is needed: install python3, then run make again.' >&2; exit 1; }
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; python3 here is $$(python3 -V)." >&2; exit 1; }
	@test -x $(PY) || python3 -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

UV_COMPILE := uv pip compile --quiet --universal --python-version 3.11 --no-emit-index-url --generate-hashes --no-annotate --no-header pyproject.toml

lock: ## Resolve the pinned versions anew (needs uv)
	$(UV_COMPILE) --group dev -o requirements-dev.lock
	$(UV_COMPILE) -c requirements-dev.lock -o requirements.lock

demo: setup ## See the bot at work on four small editions, in a few seconds
	@$(PY) -m tests.programs.demo

test: setup ## Run the tests
	$(PY) -m pytest -n 2 --dist worksteal

format: setup ## Lay the code out
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lint: setup ## Check layout and style
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: setup ## Check types
	$(BIN)/mypy

check: lint types test ## Everything that CI checks

accuracy: setup ## Compare what the bot says of a corpus with what happened (CORPUS=folder)
	$(PY) -m tests.programs.accuracy --corpus $(CORPUS)

counties: setup ## Count which rows of a corpus have a county code, and why others have none (CORPUS=folder)
	@$(PY) -m tests.programs.counties --corpus $(CORPUS)

sight: setup ## Show real workbooks in every form in which ICE has linked them, and an outage (CORPUS=folder)
	@$(PY) -m tests.programs.sight --corpus $(CORPUS)

house: setup ## Print how long and how branched modules and functions are, beside their limits
	@$(PY) -m tests.programs.house

bench: setup ## Measure speed, memory and delivery against limits (BENCH="--quick" for less, CORPUS=folder)
	$(PY) -m tests.programs.bench --corpus $(CORPUS) $(BENCH)

clean: ## Remove what the other targets made
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis

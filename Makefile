# make demo    the five seed articles through a real Label Studio and back
# make test    every test: the real server, the browser, the faults
# make lint    formatting, lint and types
# make check   the same and the quick tests: before every commit

PYTHON ?= python3
BIN := .venv/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

.PHONY: demo test lint check

demo: .venv/installed-server
	@$(BIN)/annotate demo

test: .venv/installed-dev
	@sh .ci/debian chromium libatomic1 nginx postgresql fonts-noto-color-emoji r-base-core r-cran-igraph
	@# File by file, in their order: each process has a server of its own, and the quick files at the end even them out.
	@# Three, even on two cores: tests wait for servers and pages.
	$(BIN)/python -m pytest --numprocesses 3 --dist loadfile --no-loadscope-reorder

lint: .venv/installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

check: lint
	$(BIN)/python -m pytest -q -m "not server"

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "annotate needs Python 3.11 or later")'
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || sh .ci/debian python3-venv
	@$(PYTHON) -m venv --clear .venv
	@$(INSTALL) --upgrade pip

.venv/installed-server: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Setting up .venv; the first time takes a few minutes."
	@$(INSTALL) --editable ".[server]"
	@touch $@

.venv/installed-dev: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Setting up .venv; the first time takes a few minutes."
	@$(INSTALL) --editable ".[server,scale,dev,readers]"
	@touch $@ .venv/installed-server

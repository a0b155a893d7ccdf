# make demo    the five seed articles through a real Label Studio and back
# make test    every test: the real server, the browser, the faults
# make lint    formatting, lint and types
# make check   the same and the quick tests: before every commit

PYTHON ?= python3
BIN := .venv/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
# Some of the tests that need a server, which run on one of their own beside the others, after the quick ones.
BESIDE := tests/browser tests/cli tests/demo tests/labelstudio/doctor

.PHONY: demo test lint check

demo: .venv/installed-server
	@$(BIN)/annotate demo

test: .venv/installed-dev
	@sh .ci/debian chromium libatomic1 postgresql fonts-noto-color-emoji
	@mkdir -p .pytest_cache
	@{ $(BIN)/python -m pytest -m "not server"; quick=$$?; $(BIN)/python -m pytest -m server $(BESIDE); \
	exit $$((quick + $$?)); } > .pytest_cache/beside.log 2>&1 & beside=$$!; \
	$(BIN)/python -m pytest -m server $(addprefix --ignore=,$(BESIDE)); served=$$?; \
	wait $$beside; beside=$$?; cat .pytest_cache/beside.log; exit $$((served + beside))

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

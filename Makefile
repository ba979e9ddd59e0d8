# Each target works first on a fresh clone: it installs what it needs. `make` alone lists them.

VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed

.DEFAULT_GOAL := help
.PHONY: help install libraries test-libraries report test lint format messages bench lock pictures clean

help: ## say what there is to make
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/make \1\t\2/p' Makefile | expand -t 16

install: libraries $(INSTALLED) ## .venv with the locked versions, and the system libraries where they are missing

report: install ## build the report of every sample, and say where to look
	@tools/build-samples $(BIN)/pellucid

test: test-libraries $(INSTALLED) lint ## everything that must hold: lint, types and all tests
	@$(BIN)/pytest -n auto --dist worksteal --tb=short $(TESTS)

lint: $(INSTALLED) ## style, formatting and types
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --check --quiet || { $(BIN)/ruff format --diff --quiet; exit 1; }
	@$(BIN)/mypy

format: $(INSTALLED) ## put the code into the one format
	@$(BIN)/ruff format
	@$(BIN)/ruff check --fix

messages: $(INSTALLED) ## bring the translations up to date, or begin one: make messages LANGUAGE=it
	@$(BIN)/python -m tools.messages $(LANGUAGE)

bench: install ## measure logs of up to 20 million records beside plain scripts, and write docs/benchmarks.md
	@$(BIN)/python -m benchmarks.bench

lock: $(INSTALLED) ## renew requirements.lock with the newest versions that pyproject.toml allows
	@$(BIN)/python -m pip install -qq --disable-pip-version-check uv
	@$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	    --extra dev --custom-compile-command 'make lock' --output-file requirements.lock pyproject.toml

pictures: test-libraries $(INSTALLED) ## take the pictures of README and docs anew, of what the working copy builds
	@$(BIN)/python -m tools.pictures

clean: ## remove what make made, the environment and the samples' reports included
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .benchmarks build dist
	@rm -rf sample_data/*/public sample_data/*/.pellucid
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

libraries:
	@tools/system-libraries report

test-libraries:
	@tools/system-libraries test

$(INSTALLED): requirements.lock pyproject.toml
	@tools/install $(VENV)

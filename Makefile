# Targets explain themselves: `make help`. uv is fetched into .tools/ where it is missing.
.DEFAULT_GOAL := help
UV := $(shell command -v uv 2>/dev/null || echo .tools/bin/uv)
PYTHON ?= python3
export RASA_TELEMETRY_ENABLED := false

.PHONY: help run test install lint fmt test-quick test-browser validate train coverage benchmark

help: ## Show the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  %-14s %s\n", $$1, $$2}'

.tools/bin/uv:
	@echo "uv wird geladen (nach .tools/) ..."
	@if $(PYTHON) -m venv .tools >/dev/null 2>&1; then .tools/bin/pip install --quiet uv; \
	 elif $(PYTHON) -m pip --version >/dev/null 2>&1; then \
	   $(PYTHON) -m pip install --quiet --target .tools/packages uv && mkdir -p .tools/bin && cp .tools/packages/bin/uv .tools/bin/uv; \
	 else echo "Python fehlen venv und pip. Unter Debian und Ubuntu: apt install python3-venv"; exit 1; fi

$(UV):

install: $(UV) ## Install the locked environment into .venv/
	@$(UV) sync --locked

run: $(UV) ## Prepare what is missing, start everything, print the address
	@$(UV) sync --locked --no-dev --inexact
	@$(UV) run --no-sync lernlotse

test: install ## Run all tests this machine can run
	@$(UV) run pytest

test-quick: install ## Run the tests that need no trained model
	@$(UV) run pytest tests/unit tests/training

test-browser: install ## Run the tests in a real browser
	@$(UV) run pytest tests/browser

lint: install ## Check style, types and spelling
	@$(UV) run ruff check .
	@$(UV) run ruff format --check .
	@$(UV) run mypy catalog actions bot
	@$(UV) run codespell README.md CONTRIBUTING.md CHANGELOG.md docs catalog/*.py actions bot/*.py bot/dialogue bot/nlu

fmt: install ## Format the code
	@$(UV) run ruff check --fix .
	@$(UV) run ruff format .

validate: install ## Check that domain, training data and actions agree
	@$(UV) run lernlotse check --fail-on-warnings

train: install ## Train the model anew
	@$(UV) run lernlotse train

coverage: install ## Measure which lines the tests reach
	@$(UV) run coverage run -m pytest
	@$(UV) run coverage report

benchmark: install ## Measure beside the stock assistant (takes a quarter of an hour)
	@$(UV) run python -m benchmarks

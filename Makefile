# De enige deur voor wie aan Dekkend werkt. `make` zonder doel toont wat er kan.
PYTHON ?= python3
ARGS ?=
JOBS ?= 2

VENV := .venv
BIN := $(VENV)/bin
# Wheels only: a bare machine has no compiler, and a missing wheel must say so instead of starting a build.
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
PIP_LOCKED := $(PIP) install --only-binary :all: --require-hashes
LOCK := $(BIN)/uv pip compile --quiet --system-certs --universal --python-version 3.11 --fork-strategy fewest \
	--generate-hashes --no-emit-index-url --no-header --no-annotate

SETUP_DONE := $(VENV)/.setup-done
TEST_DONE := $(VENV)/.test-done

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup demo test lint lock docs screenshots bench clean

help: ## toon deze lijst
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-7s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(SETUP_DONE) ## maak .venv met de vastgelegde pakketten; daarna is .venv/bin/dekkend het commando

demo: setup ## laad het voorbeeld, start Dekkend en open de browser (opties: ARGS="--port 8001")
	$(BIN)/dekkend demo $(ARGS)

test: $(TEST_DONE) ## controleer de code en draai alle tests; REQUIRE=neo4j,browser maakt overslaan een fout
	$(BIN)/ruff check .
	$(BIN)/python -m pytest -n $(JOBS) --dist loadgroup $(ARGS)

lint: $(TEST_DONE) ## controleer stijl (ruff) en typen (mypy)
	$(BIN)/ruff check .
	$(BIN)/mypy

lock: $(TEST_DONE) ## leg de versies opnieuw vast in requirements/ (nieuwere versies: ARGS=--upgrade)
	$(LOCK) $(ARGS) --output-file requirements/runtime.txt pyproject.toml
	$(LOCK) $(ARGS) --constraints requirements/runtime.txt --group build --output-file requirements/build.txt
	$(LOCK) $(ARGS) --constraints requirements/runtime.txt --constraints requirements/build.txt \
		--group test --output-file requirements/test.txt pyproject.toml

docs: $(TEST_DONE) ## schrijf de pagina's in docs/ die uit de code komen opnieuw
	$(BIN)/python -m api.documentation
	$(BIN)/python -m api.graphql

screenshots: $(TEST_DONE) ## maak de schermafdrukken in docs/afbeeldingen opnieuw (met Chromium)
	$(BIN)/python -m tests.web.screenshots

bench: $(TEST_DONE) ## meet snelheid en geheugen op landelijke schaal
	$(BIN)/python -m tests.performance $(ARGS)

clean: ## verwijder .venv, bouwresultaten en caches
	rm -rf $(VENV) build dist .pytest_cache .ruff_cache .mypy_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Dekkend heeft Python 3.11 of nieuwer nodig; kies er een met: make PYTHON=python3.12 ..."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' || \
		{ echo "Python mist venv. Op Debian en Ubuntu: apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(SETUP_DONE): pyproject.toml requirements/runtime.txt requirements/build.txt | $(BIN)/python
	$(PIP_LOCKED) -r requirements/runtime.txt -r requirements/build.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(TEST_DONE): requirements/test.txt $(SETUP_DONE)
	$(PIP_LOCKED) -r requirements/test.txt
	@touch $@

# Everything installs itself: a machine needs git, make and Python >= 3.11 with venv. Node comes from PyPI where it is missing.
PYTHON ?= python3
PORT ?= 8000
COMMUNE ?= valmont-sur-lys
BIN := .venv/bin
NODE := $(BIN)/python -m infra.local.node
PIP := pip install --quiet --disable-pip-version-check --require-hashes
PYPI := || { echo "PyPI ne répond pas ou refuse un paquet. Vérifiez la connexion à Internet, puis relancez make."; exit 1; }

.PHONY: help run deps site test test-long lint format bench lock clean

help:  ## this list
	@sed -n 's/^\([a-z-]*\):.*##/\1:/p' $(MAKEFILE_LIST)

run: deps  ## the whole portal on http://127.0.0.1:8000 (PORT= to change), until Ctrl-C
	@$(BIN)/python static-site/build.py --commune $(COMMUNE) --out build/site
	@$(BIN)/python -m infra.local --port $(PORT) --commune $(COMMUNE)

deps: .venv/.done .venv-emulator/.done node_modules/.done chalicelib/lieux/pays.tsv  ## third-party software, pinned

.venv/.done: requirements.txt requirements-dev.txt
	@echo "Paquets Python (environ une minute la première fois)…"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/$(PIP) -r requirements.txt -r requirements-dev.txt $(PYPI)
	@touch $@

.venv-emulator/.done: requirements-emulator.txt
	@echo "Émulateur AWS…"
	@test -x .venv-emulator/bin/python || $(PYTHON) -m venv .venv-emulator
	@.venv-emulator/bin/$(PIP) -r requirements-emulator.txt $(PYPI)
	@touch $@

node_modules/.done: package.json package-lock.json .venv/.done
	@echo "Polices et modules des pages…"
	@$(NODE) npm ci --loglevel=error --no-audit --no-fund
	@touch $@

# Communes and countries of birth, read by the application: the package of the Lambda takes them from here too.
chalicelib/lieux/pays.tsv: node_modules/.done infra/lieux.py chalicelib/domain/lieux.py
	@$(BIN)/python -m infra.lieux

site: deps  ## the static site, in build/site
	@$(BIN)/python static-site/build.py --commune $(COMMUNE) --out build/site

test: deps site  ## every test
	@$(BIN)/python -m infra.chromium
	@$(NODE) node --test tests/site/
	@$(BIN)/pytest -n 2 --dist loadfile

test-long: deps site  ## the same, with the races at full length
	@$(BIN)/python -m infra.chromium
	@RACES_ROUNDS=1000 $(BIN)/pytest tests/races

lint: deps site  ## ruff, mypy, import floors, html-validate, cfn-lint, démarches and communes
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/cfn-lint infra/templates/*.yaml --regions eu-west-3
	@$(NODE) npx --no-install html-validate "build/site/**/*.html"
	@$(BIN)/python -m infra check

format: deps  ## what a machine can mend
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

bench: deps  ## round trips, capacity, CPU, cold start and size, beside their budgets
	@$(BIN)/python -m infra.bench

lock:  ## new pins from pyproject.toml (needs uv)
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header pyproject.toml -o requirements.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header -c requirements.txt --group dev -o requirements-dev.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --group emulator -o requirements-emulator.txt

clean:  ## everything that make made, but the data of .local/
	rm -rf build .venv .venv-emulator node_modules

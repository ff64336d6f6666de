# Everything installs itself: a machine needs git, make and Python >= 3.11 with venv. Node comes from PyPI where it is missing.
PYTHON ?= python3
PORT ?= 8000
COMMUNE ?= valmont-sur-lys
BIN := .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run deps site test test-fast lint format bench lock clean

run: deps site  ## the whole portal on http://127.0.0.1:$(PORT), until Ctrl-C
	@$(BIN)/python -m infra.local --port $(PORT) --commune $(COMMUNE)

deps: .venv/.done .venv-emulator/.done node_modules/.done  ## third-party software, pinned

.venv/.done: requirements.txt requirements-dev.txt
	@echo "Python packages (about a minute the first time)…"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/pip install --quiet --require-hashes -r requirements.txt -r requirements-dev.txt
	@touch $@

.venv-emulator/.done: requirements-emulator.txt
	@echo "AWS emulator…"
	@test -x .venv-emulator/bin/python || $(PYTHON) -m venv .venv-emulator
	@.venv-emulator/bin/pip install --quiet --require-hashes -r requirements-emulator.txt
	@touch $@

node_modules/.done: package.json package-lock.json .venv/.done
	@echo "Fonts, page modules and checkers…"
	@$(BIN)/python -m infra.local.node npm ci --silent --no-audit --no-fund
	@touch $@

site: deps
	@$(BIN)/python static-site/build.py --commune $(COMMUNE) --out build/site

clean:
	rm -rf build .venv .venv-emulator node_modules

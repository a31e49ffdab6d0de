# Puentes. `make run` is all that a person needs; `make` lists the rest. Needs Python 3.11 or newer, nothing else.

VENV := .venv
BIN := $(VENV)/bin
# Name one with PYTHON=…; otherwise the newest found of those that the tests have seen, then whatever python3 is.
PYTHON ?=
CANDIDATES := $(if $(PYTHON),$(PYTHON),python3.13 python3.12 python3.11 python3)
TOOLS := build/tools
UPGRADE ?=
ARGS ?=
SETUP ?=
COMPILE = $(TOOLS)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' $(UPGRADE) pyproject.toml --extra build --extra eval

.DEFAULT_GOAL := help
.PHONY: help run test setup lint lock lock-jars clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

run: $(VENV)/.installed ## set up what is missing, then open the page
	@$(BIN)/puentes setup $(SETUP) || { code=$$?; [ $$code -eq 1 ] || exit $$code; \
	  echo "The page opens without what could not be fetched."; }
	@exec $(BIN)/puentes app

setup: $(VENV)/.installed ## fetch the model and LanguageTool (SETUP="--without model" leaves one out)
	@$(BIN)/puentes setup $(SETUP)

test: $(VENV)/.installed-dev ## set up what is missing, then run the tests (ARGS="-k name" chooses)
	@$(BIN)/puentes setup $(SETUP)
	@$(BIN)/python -m pytest $(ARGS)

lint: $(VENV)/.installed-dev ## ruff and mypy
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

# A virtual environment, then the locked packages, then the project itself as one line that points here.
# The stamp is written last: an interrupted run leaves .installing instead, and the next run begins anew with
# what pip has in its cache. With the stamp in place nothing is asked of the network.
define install
	@set -e; \
	trap 'exit 130' INT TERM; \
	if [ -e $(VENV)/.installing ] || ! [ -x $(BIN)/python ] \
	  || ! { [ -e $(VENV)/.installed ] || [ -e $(VENV)/.installed-dev ]; }; then \
	  python=; \
	  for candidate in $(CANDIDATES); do \
	    if $$candidate -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
	    then python=$$candidate; break; fi; \
	  done; \
	  [ -n "$$python" ] || { echo "Python 3.11 or newer was not found (tried: $(CANDIDATES)). Install it, or name it: make PYTHON=/path/to/python3" >&2; exit 1; }; \
	  mkdir -p $(VENV); touch $(VENV)/.installing; \
	  echo "Making $(VENV) with $$($$python --version)"; \
	  $$python -m venv --clear $(VENV) || { touch $(VENV)/.installing; echo "The virtual environment could not be made. On Debian or Ubuntu: apt-get install python3-venv; then run it again." >&2; exit 1; }; \
	fi; \
	touch $(VENV)/.installing; \
	echo "Installing the packages of $(1)"; \
	( while sleep 10; do echo "  still installing: $$(du -sm $(VENV) 2>/dev/null | cut -f1) MB"; done ) & ticker=$$!; \
	trap 'kill $$ticker 2>/dev/null || true' EXIT; \
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input --require-hashes -r $(1) \
	&& $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input --no-build-isolation --no-deps --editable . \
	|| { echo "The packages could not be installed: see the error above. Check the network and run it again." >&2; exit 1; }; \
	rm -f $(VENV)/.installing; \
	touch $(2)
endef

$(VENV)/.installed: requirements.lock pyproject.toml
	$(call install,requirements.lock,$@)

# The developers' packages include those of requirements.lock.
$(VENV)/.installed-dev: requirements-dev.lock pyproject.toml
	$(call install,requirements-dev.lock,$(VENV)/.installed $@)

$(TOOLS)/.made: Makefile
	@python3 -m venv --clear $(TOOLS)
	@$(TOOLS)/bin/python -m pip install --quiet --disable-pip-version-check uv 'jgo[cli]'
	@touch $@

lock: $(TOOLS)/.made ## write requirements*.lock anew from pyproject.toml (UPGRADE=--upgrade takes newer versions)
	@$(COMPILE) -o requirements.lock
	@$(COMPILE) --extra dev -c requirements.lock -o requirements-dev.lock

lock-jars: $(TOOLS)/.made ## write LanguageTool's jgo.lock.toml anew from jgo.toml
	@rm -rf build/jars && mkdir -p build/jars && cp guardrails/data/languagetool/jgo.toml build/jars/
	@cd build/jars && M2_REPO="$$PWD/m2" JGO_CACHE_DIR="$$PWD/cache" ../../$(TOOLS)/bin/jgo lock
	@cp build/jars/jgo.lock.toml guardrails/data/languagetool/ && rm -rf build/jars

clean: ## remove what make has made here (not the fetched model and LanguageTool: `puentes doctor` says where they are)
	@rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

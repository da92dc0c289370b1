# `make run` and `make test` set everything up themselves, once; a stamp file makes the second start immediate.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready
# Two processes; the tests of one file stay together, because they share what is dear to set up.
SPREAD ?= -n 2 --dist loadfile
# Compiled once, beside the packages and not beside the sources: Stet starts in half the time.
export PYTHONPYCACHEPREFIX ?= $(CURDIR)/$(VENV)/bytecode

.DEFAULT_GOAL := help
.PHONY: help setup run test check format bench shots validate reference build clean

help:  ## Show what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: $(STAMP)  ## Create .venv, install Stet and the system libraries Qt needs

$(STAMP): pyproject.toml scripts/setup.sh
	@PYTHON="$(PYTHON)" VENV="$(VENV)" sh scripts/setup.sh
	@touch $@

run: $(STAMP)  ## Open the sample newsroom (without a screen: export it to build/site)
	@$(BIN)/python -m editor_app sample --export-to build/site

test: $(STAMP)  ## Run the tests
	@$(BIN)/python -m pytest $(SPREAD)

check: $(STAMP)  ## Format, lint, types, layers and tests
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/lint-imports
	@$(BIN)/pyright
	@$(BIN)/python -m pytest $(SPREAD)

torture: $(STAMP)  ## Kills, failing system calls, power cuts, full disks, writers at one file, in full (hours; KILLS=50 MINUTES=1 for less)
	@STET_KILLS=$${KILLS:-1000} STET_MINUTES=$${MINUTES:-10} STET_ACTIONS=$${ACTIONS:-24000} STET_MONKEY=$${MONKEY:-24000} $(BIN)/python -m pytest tests/torture
	@STET_PAYLOADS=$${PAYLOADS:-19000} $(BIN)/python -m pytest tests/hostile
	@STET_LIVES=$${LIVES:-1000} STET_WHOLE_SUITE=1 $(BIN)/python -m pytest -s tests/publish/test_histories.py tests/end_to_end/test_no_packets.py

format: $(STAMP)  ## Format the code and sort its imports
	@$(BIN)/ruff check --fix-only --quiet . ; $(BIN)/ruff format .

bench: $(STAMP)  ## Measure typing, opening, pasting, saving ... as ratios between story lengths
	@$(BIN)/python -m bench

shots: $(STAMP)  ## Write screenshots of the real window to shots/
	@$(BIN)/python scripts/shots.py shots

validate: $(STAMP)  ## Have the exported sample checked by programs that are not ours
	@$(BIN)/python -m scripts.validate

reference: $(STAMP)  ## Write docs/themes.md anew from the code
	@$(BIN)/python -m scripts.theme_reference

build: $(STAMP)  ## Build the wheel into dist/
	@$(BIN)/python -m hatchling build -t wheel

clean:  ## Remove everything that was made
	rm -rf $(VENV) build dist shots .pytest_cache .ruff_cache .hypothesis

# One word to set up, one to check; CI runs the same words.
SHELL := /bin/sh
BIN := .venv/bin
export UV_PYTHON_DOWNLOADS := never
export DJANGO_SETTINGS_MODULE := wenguo.settings

.PHONY: setup setup-dev run test test-all check bench evaluate rows pins docs screenshots clean

setup: ## the environment alone
	@sh scripts/setup run

setup-dev:
	@sh scripts/setup dev

run: setup ## server, worker and clock with the demonstration organisation
	@exec $(BIN)/wenguo run --demo

test: setup-dev ## everything that needs no system package; again on PostgreSQL where its programs are found
	@$(BIN)/python scripts/test

test-all: setup-dev ## the slow suites: kills, many writers, schemathesis, browser
	@$(BIN)/python scripts/test --all

check: setup-dev ## ruff, types, layers, migrations, docs
	@$(BIN)/python scripts/check

bench: setup-dev ## speed: ratios against raw limits in the same run
	@$(BIN)/python -m bench $(BENCH)

evaluate: setup-dev ## quality of the advice: make evaluate DATA=DIR [TRAIN=dev] [TEST=held] writes docs/quality.md
	@DATA="$(DATA)" TRAIN="$(TRAIN)" TEST="$(TEST)" $(BIN)/python scripts/evaluate

rows: setup-dev ## the mission's rows and the tests that keep them true
	@$(BIN)/python -m tests.rows

pins: ## resolve anew and write the pinned, hashed requirement files
	@sh scripts/pins

docs: setup-dev ## write the made parts of the docs anew
	@$(BIN)/python scripts/docs --write

screenshots: setup-dev ## docs/screens/ from the running product
	@$(BIN)/python scripts/screenshots

clean:
	rm -rf .venv node_modules .pytest_cache .mypy_cache .ruff_cache build

# `make` prints what can be made. Works with GNU Make 3.81 and newer.

VENV   := .venv
BIN    := $(VENV)/bin
PEERS  := .venv-peers
PYTHON ?=
TESTS  ?= tests
ARGS   ?=
# Test files are spread over the cores; SPREAD= runs them one after the other.
SPREAD ?= -n auto --dist loadfile --no-loadscope-reorder
# Another order of sets with every run, printed by pytest: give it again to repeat a run.
ifndef PYTHONHASHSEED
PYTHONHASHSEED := $(shell od -An -N2 -tu2 /dev/urandom | tr -d ' ')
endif
export PYTHONHASHSEED

THIN    := clients/python/talentjoin_client/*.py
BENCHES := resumes matching shards sync service search
CODE    := entities sync store matcher indexing ranking service benchmarks tools tests $(THIN)

# Locks are universal: one file serves Linux and macOS, Python 3.11 and newer.
# No release younger than a week: a hijacked package is usually found out by then.
LOCK := $(BIN)/uv pip compile pyproject.toml --quiet --generate-hashes --universal --python-version 3.11 \
	--exclude-newer '7 days' --no-header --no-emit-index-url --no-emit-find-links

.DEFAULT_GOAL := help
.PHONY: help setup check test test-all resumes-made test-spark test-sail bench $(addprefix bench-,$(BENCHES)) demo opensearch docs client release-api lock format clean
.DELETE_ON_ERROR:

help: ## Print this list
	@awk 'BEGIN { FS = ":.*## " } /^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

setup: $(VENV)/.run ## Make the environment in .venv and install talentjoin into it

check: $(VENV)/.check ## Run every check on the code: style, types, floors, dependencies, own lints, docs freshness
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/mypy
	$(BIN)/mypy --strict -p talentjoin_client
	$(BIN)/lint-imports --no-cache --no-logo
	$(BIN)/deptry .
	$(BIN)/python -m tools.lint
	$(BIN)/python -m tools.docs --check
	$(BIN)/python -m tools.api_changes
	$(BIN)/python -m tools.make_client --check
	$(BIN)/python -m pytest -q -s --no-header -p no:randomly tests/house/test_bar.py

test: $(VENV)/.test ## Run the tests (TESTS=path ARGS="-k name" narrow it)
	$(BIN)/python -m pytest $(SPREAD) $(TESTS) $(ARGS)

test-all: $(VENV)/.test ## Run the tests, the long ones too
	$(BIN)/python -m pytest --full $(SPREAD) $(TESTS) $(ARGS)

# Engines that conflict with one another, so each has an environment of its own; `make test` names them as skipped.
test-spark: .cache/spark/.made ## Run the tests of matching on Spark's JVM (needs Java 17 or newer)
	.cache/spark/bin/python -m pytest -p no:cacheprovider tests/spark $(ARGS)

test-sail: .cache/sail/.made ## Run the tests of matching on Sail
	.cache/sail/bin/python -m pytest -p no:cacheprovider tests/spark $(ARGS)

bench: $(addprefix bench-,$(BENCHES)) ## Measure everything; results go to benchmarks/results

bench-resumes: $(VENV)/.test ## Measure how well and how fast resumes are read (ARGS="--data DIR --made .cache/resumes --peers .cache/cvs/bin/python")
	$(BIN)/python -m benchmarks.resumes $(ARGS)

bench-matching: $(VENV)/.test $(PEERS)/.peers ## Measure how well and how fast candidates and members are matched, beside Splink
	$(BIN)/python -m benchmarks.matching $(ARGS)

resumes-made: .cache/cvs/.cvs ## Make the resumes that reading is measured with, in .cache/resumes (Chromium, LibreOffice, groff, poppler)
	for set in chromium press office street; do .cache/cvs/bin/python -m benchmarks.cvs.$$set .cache/resumes/$$set || exit 1; done

peers: $(PEERS)/.peers ## Make the environment of the tools that matching is measured beside, in .venv-peers

bench-shards: $(VENV)/.test ## Measure what matching in shards costs, on Spark and Sail where make test-spark, test-sail made them
	$(BIN)/python -m benchmarks.matching_shards $(ARGS)

bench-sync: $(VENV)/.run ## Measure the whole way in, from file to searchable
	$(BIN)/python -m benchmarks.sync $(ARGS)

bench-service: $(VENV)/.run ## Measure the HTTP service under load
	$(BIN)/python -m benchmarks.service $(ARGS)

bench-search: $(VENV)/.run ## Measure search at a million people, both engines
	$(BIN)/python -m benchmarks.search $(ARGS)

demo: $(VENV)/.run ## Set up, then run the main job on the shipped sample
	$(BIN)/talentjoin demo $(ARGS)

opensearch: $(VENV)/.run ## Assemble OpenSearch and run it until Ctrl-C (ARGS="--nodes 3")
	@$(BIN)/python -m tools.opensearch $(ARGS)

docs: $(VENV)/.test ## Write the generated pages of docs/ anew
	$(BIN)/python -m tools.docs

client: $(VENV)/.check ## Generate the Python client of clients/python anew from docs/openapi.json
	$(BIN)/python -m tools.make_client

release-api: $(VENV)/.test ## Take docs/openapi.json for released: from then on, it may only grow
	$(BIN)/python -m tools.api_changes --release

format: $(VENV)/.check ## Lay out the code and mend what can be mended
	$(BIN)/ruff check --fix-only --quiet $(CODE)
	$(BIN)/ruff format $(CODE)

lock: $(VENV)/.check ## Resolve the dependencies anew and write requirements/*.lock
	$(LOCK) --group build --output-file requirements/run.lock --upgrade
	$(LOCK) --group test --constraint requirements/run.lock --output-file requirements/test.lock --upgrade
	$(LOCK) --group check --constraint requirements/test.lock --output-file requirements/check.lock --upgrade
	$(LOCK:pyproject.toml=requirements/peers.in) --output-file requirements/peers.lock --upgrade
	$(LOCK:pyproject.toml=requirements/cvs.in) --output-file requirements/cvs.lock --upgrade
	$(LOCK) --extra spark --group test --constraint requirements/test.lock --output-file requirements/spark.lock --upgrade
	$(LOCK) --extra sail --group test --constraint requirements/test.lock --output-file requirements/sail.lock --upgrade

clean: ## Remove the environment and everything that was made
	rm -rf $(VENV) .cache/spark .cache/sail dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A stamp is newer than the lock it installed; a changed lock installs again.
$(BIN)/python:
	@sh tools/make_venv.sh $(VENV) $(PYTHON)

$(VENV)/.run: requirements/run.lock pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/run.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.test: requirements/test.lock clients/python/pyproject.toml $(VENV)/.run
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/test.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e clients/python
	@touch $@

$(PEERS)/.peers: requirements/peers.lock
	@sh tools/make_venv.sh $(PEERS) $(PYTHON)
	$(PEERS)/bin/python -m pip install --quiet --require-hashes -r requirements/peers.lock
	@touch $@

.cache/cvs/.cvs: requirements/cvs.lock
	@sh tools/make_venv.sh .cache/cvs $(PYTHON)
	.cache/cvs/bin/python -m pip install --quiet --require-hashes -r requirements/cvs.lock
	@touch $@

$(VENV)/.check: requirements/check.lock $(VENV)/.test
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/check.lock
	@touch $@

.cache/%/.made: requirements/%.lock pyproject.toml
	@test -x .cache/$*/bin/python || sh tools/make_venv.sh .cache/$* $(PYTHON)
	.cache/$*/bin/python -m pip install --quiet --require-hashes -r requirements/$*.lock
	.cache/$*/bin/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

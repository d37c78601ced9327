# Two commands do all the set-up: `make demo` and `make test`. `make help` lists the rest.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv
export DO_NOT_TRACK := 1
export PREFECT_SERVER_ANALYTICS_ENABLED := false
# Every run starts several processes: without kept bytecode each would compile all modules anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo review test lint train eval bench chaos fuzz interop findings lock clean

help:  ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(VENV)/.bootstrap: requirements/bootstrap.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements/bootstrap.txt
	@touch $@

$(VENV)/.runtime: $(VENV)/.bootstrap requirements/runtime.txt pyproject.toml
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes --no-deps -r requirements/runtime.txt
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime requirements/dev.txt
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes --no-deps -r requirements/dev.txt
	@touch $@

demo: $(VENV)/.runtime  ## the main job, offline, on the embedded sample
	$(BIN)/citetrail demo

review: $(VENV)/.runtime  ## open the queue that `make demo` filled
	CITETRAIL_VAR=var/demo $(BIN)/citetrail review

test: $(VENV)/.dev lint  ## lint, types and all tests
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder --max-worker-restart=1 --durations=25

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports

train: $(VENV)/.dev  ## the sentence model's weights from data/training and, when present, real sentences
	$(BIN)/citetrail train

eval: $(VENV)/.dev  ## precision, recall and F1 against the gold sets, when present
	$(BIN)/citetrail evaluate all

bench: $(VENV)/.dev  ## speeds and memory, ours beside the plain tools
	CITETRAIL_BENCH=1 $(BIN)/python -m pytest tests/bench -s --timeout=7200

chaos: $(VENV)/.dev  ## fifty kills at random moments, then the same store
	CITETRAIL_KILLS=50 $(BIN)/python -m pytest tests/chaos -s --timeout=7200

fuzz: $(VENV)/.dev  ## ten minutes of damaged and invented input for the readers
	CITETRAIL_FUZZ_SECONDS=600 CITETRAIL_WORLDS=200 $(BIN)/python -m pytest tests/fuzz tests/hostile \
	  tests/spiders/test_world.py --timeout=7200

# Readers of other programs have requirements of their own, which ours must not be bent to.
$(VENV)-interop/.references: $(VENV)/.bootstrap requirements/interop-references.txt tests/interop/node/package-lock.json
	$(UV) venv --quiet --allow-existing --python $(PYTHON) $(VENV)-interop
	$(UV) pip install --quiet --python $(VENV)-interop/bin/python --require-hashes --no-deps -r requirements/interop-references.txt
	if command -v npm >/dev/null; then cp tests/interop/node/package*.json $(VENV)-interop/ && npm ci --silent --ignore-scripts --no-audit --no-fund --prefix $(VENV)-interop; fi
	@touch $@

# One environment for each standard: their tools want different versions of the same libraries.
STANDARDS := asreview croissant csl follow-the-money ro-crate spreadsheet
$(VENV)/interop/%/.made: requirements/interop-%.txt | $(VENV)/.bootstrap
	$(UV) venv --quiet --clear --python $(BIN)/python $(@D)
	$(UV) pip install --quiet --python $(@D)/bin/python --require-hashes --no-deps -r $<
	@touch $@

interop: $(VENV)/.dev $(VENV)-interop/.references $(STANDARDS:%=$(VENV)/interop/%/.made)  ## releases read back by the programs that people use
	$(BIN)/python -m pytest tests/interop -q -rs

lock: $(VENV)/.bootstrap  ## pin and hash the dependencies again
	$(UV) pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header requirements/bootstrap.in -o requirements/bootstrap.txt
	$(UV) pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --extra dev --extra postgres --extra s3 --extra gcs --extra dask --extra aspi pyproject.toml -o requirements/dev.txt
	for each in references $(STANDARDS); do $(UV) pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header requirements/interop-$$each.in -o requirements/interop-$$each.txt || exit 1; done
	echo setuptools | $(UV) pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -c requirements/dev.txt pyproject.toml - -o requirements/runtime.txt
	echo setuptools | $(UV) pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -c requirements/dev.txt --extra postgres --extra s3 --extra gcs --extra dask pyproject.toml - -o requirements/server.txt

clean:
	rm -rf $(VENV) build *.egg-info

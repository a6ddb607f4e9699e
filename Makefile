# make start  set up, build the demo class, open JupyterLab      make demo   the same without JupyterLab
# make test   lint, types, unit, notebooks, browser              make bench  speed and memory, as a table
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin

.PHONY: start demo test bench lint docs lock clean
start: demo
	$(BIN)/pmo-course lab demo

demo: $(VENV)/.stamp
	$(BIN)/pmo-course demo

$(VENV)/.stamp: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; this is " + sys.version.split()[0] + ". Try: make start PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

test: $(VENV)/.stamp lint
	$(BIN)/pytest -n 2 --dist loadgroup --doctest-modules pmo_course_lib tests
	PMO_COURSE_COHORT=$$(mktemp -d) $(BIN)/pytest --nbval course exercises -p no:cacheprovider

lint: $(VENV)/.stamp
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: $(VENV)/.stamp
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python -m tests.bench

docs: $(VENV)/.stamp
	$(BIN)/python -m pmo_course_lib.delivery.course.traceability > docs/traceability.md

lock: ## needs the uv tool; the file names no index
	uv pip compile pyproject.toml --extra test --extra build --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-header --no-annotate -q -o requirements.lock

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SCRIPT ?=
OUT ?= out
PORT ?= 8090

SECONDS ?= 600
# Tests wait more than they compute. A file of them stays with one process, and files
# keep their order: by how many tests they have, the few that take longest came last.
IN_PARALLEL := -n $$(($$(nproc) + 1)) --dist loadfile --no-loadscope-reorder

.PHONY: demo test test-all check bench fuzz format lock release clean

demo: $(VENV)/.run
	@$(BIN)/chatsign demo --port $(PORT) $(if $(SCRIPT),--script $(SCRIPT) --out $(OUT))

test: $(VENV)/.dev $(VENV)/.tools
	$(BIN)/pytest $(IN_PARALLEL) -m "not slow"

test-all: $(VENV)/.dev $(VENV)/.tools
	$(BIN)/pytest $(IN_PARALLEL)

check: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m bot.locales.catalogues --check

bench: $(VENV)/.dev
	$(BIN)/python -m bench

# Half the time at random, half guided by coverage; what is found lies in out/fuzz.
fuzz: $(VENV)/.fuzz
	$(BIN)/python -m tests.fuzz $$(($(SECONDS) / 2))
	mkdir -p out/fuzz
	$(BIN)/python -m tests.fuzz.guided out/fuzz/corpus -print_final_stats=1 \
	  -artifact_prefix=out/fuzz/ -max_total_time=$$(($(SECONDS) / 2))

format: $(VENV)/.dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIN)/python -m bot.locales.catalogues

lock:
	uv pip compile -q pyproject.toml --extra demo --group build --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --no-header --no-strip-extras --universal \
	  --python-version 3.11 -o requirements.lock
	uv pip compile -q pyproject.toml --extra demo --group build --group dev \
	  --generate-hashes --no-emit-index-url --no-emit-find-links --no-header \
	  --no-strip-extras \
	  --universal --python-version 3.11 -c requirements.lock -o requirements-dev.lock

# What is published: the package, and the checker that needs nothing of it.
release: $(VENV)/.run
	rm -rf dist
	$(BIN)/pip wheel -q --disable-pip-version-check --no-deps --no-build-isolation -w dist .
	cp bot/web/static/checker/chatsign-verify.* dist/
	cd dist && sha256sum * > SHA256SUMS

clean:
	rm -rf $(VENV) out dist

# What the service and its demo need.
$(VENV)/.run: requirements.lock pyproject.toml
	test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

# What its developers need on top.
$(VENV)/.dev: requirements-dev.lock $(VENV)/.run
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

# Only for fuzzing: the packages have a file of their own, for few people need them.
$(VENV)/.fuzz: tests/fuzz/requirements.lock $(VENV)/.dev
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r tests/fuzz/requirements.lock
	@touch $@

# Programs that judge our PDFs and show our pages; installed where we may.
$(VENV)/.tools: scripts/install-test-tools
	scripts/install-test-tools
	@touch $@

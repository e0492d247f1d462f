# Three commands do everything, on a machine with Python 3.11 or later and make:
#
#   make run     build the graph from data/ and serve it on http://127.0.0.1:8000/ (another port: PORT=8080)
#   make test    lint, types and all tests
#
#   make bench   measure the service beside others and write benchmarks/RESULTS.md, in a quarter of an hour
#
# All make the virtual environment .venv first if it is not there or no longer fits. `make lock` writes
# constraints.txt anew with the latest versions that fit pyproject.toml; `make clean` takes away what was made.

PORT ?= 8000
# Tests that start the service and mostly wait for it: beside each other, and not beside those that reckon.
SERVING := tests/cli/test_processes.py tests/cli/test_serving.py tests/cli/test_serving_ended.py \
  tests/cli/test_serving_on.py
# Tests that measure time, or need the machine for themselves; all others run beside each other.
ALONE := tests/store/test_threads.py tests/store/test_workers.py tests/web/hostile
BESIDE := --dist loadfile --no-loadscope-reorder
# Where there are 8 GB to spare, tests write to memory: hundreds of small releases wait for a disk to be sure.
MEMORY := $(shell df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 && $$4 > 8000000 { print "/dev/shm" }')
VENV := .venv
READY := $(VENV)/.ready
PIP := $(VENV)/bin/python -m pip --disable-pip-version-check
FITS := -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
PYTHON ?= $(shell for it in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$it $(FITS) && { echo $$it; exit; }; done; echo python3)

.PHONY: run test bench lock clean

run: $(READY)
	@$(VENV)/bin/python -m ngograph build
	@exec $(VENV)/bin/python -m ngograph serve --port $(PORT)

test: $(READY)
	$(VENV)/bin/python -m ruff check .
	$(VENV)/bin/python -m ruff format --check .
	$(VENV)/bin/python -m mypy
	@folder=$$(mktemp -d -p "$(MEMORY)" 2>/dev/null || mktemp -d) && \
	trap 'rm -rf "$$folder"' EXIT && trap 'exit 130' INT TERM && export TMPDIR="$$folder" && set -x && \
	$(VENV)/bin/python -m pytest --numprocesses auto $(BESIDE) $(addprefix --ignore=,$(SERVING) $(ALONE)) && \
	$(VENV)/bin/python -m pytest --numprocesses 2 $(BESIDE) $(SERVING) && \
	$(VENV)/bin/python -m pytest $(ALONE)

bench: $(READY)
	@$(PIP) install --quiet --constraint constraints.txt --group bench
	$(VENV)/bin/python -m benchmarks

# The build backend is installed beside the rest and not in an environment of its own, so that its version
# is the pinned one too.
$(READY): pyproject.toml constraints.txt
	@$(PYTHON) $(FITS) || { echo "expected Python 3.11 or later: name it with PYTHON=" >&2; exit 1; }
	@$(VENV)/bin/python $(FITS) || $(PYTHON) -m venv --clear $(VENV)
	@echo "installing into $(VENV)"
	@$(PIP) install --quiet --constraint constraints.txt pip hatchling editables
	@$(PIP) install --quiet --constraint constraints.txt --no-build-isolation --editable . --group dev
	@touch $@

lock:
	rm -rf $(VENV)-lock
	$(PYTHON) -m venv $(VENV)-lock
	$(VENV)-lock/bin/python -m pip install --quiet --upgrade pip hatchling editables
	$(VENV)-lock/bin/python -m pip install --quiet --no-build-isolation --editable . --group dev --group bench
	{ echo "# The versions that make installs; written by make lock."; \
	  $(VENV)-lock/bin/python -m pip freeze --all --exclude-editable --exclude setuptools; } > constraints.txt
	rm -rf $(VENV)-lock

clean:
	rm -rf $(VENV) $(VENV)-lock releases dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find src tests -name __pycache__ -prune -exec rm -rf {} +

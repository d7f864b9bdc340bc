# `make` alone lists the targets. Needs python3 (3.11 or newer), python3-venv and make; nothing else.

PYTHON ?= python3
PORT ?= 8501
WORKERS ?= 3
IN_VENV = .venv/bin/python -m
# Python compiles what is used when it is first used; pip would compile all, the tests of every package included.
PIP = $(IN_VENV) pip install --quiet --disable-pip-version-check --no-compile

# The matrices are small: threads that wait for each other cost more than they bring, most of all on a busy machine.
ONE_THREAD = OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1

.PHONY: help run test lint format sample screenshots schema migration bench load prove simulate soak sentences clean

help:  ## list what there is to make
	@grep -E '^[a-z]+:.*## ' Makefile | sed -E 's/^([a-z]+):.*## /\1|/' | awk -F'|' '{printf "make %-12s %s\n", $$1, $$2}'

run: .venv/installed  ## start the app on http://localhost:8501 (PORT=… for another)
	@$(IN_VENV) streamlit run app.py --server.port $(PORT)

test: .venv/installed-tests  ## run all tests, in three processes (WORKERS=… for another number)
	@$(ONE_THREAD) $(IN_VENV) pytest --numprocesses $(WORKERS) --dist loadgroup --no-loadscope-reorder

lint: .venv/installed-tests  ## check style, format and types
	@$(IN_VENV) ruff check .
	@$(IN_VENV) ruff format --check .
	@$(IN_VENV) mypy

format: .venv/installed-tests  ## lay the code out as `make lint` wants it
	@$(IN_VENV) ruff check --select I --fix .
	@$(IN_VENV) ruff format .

sample: .venv/installed  ## make the sample data again (it comes out the same)
	@$(IN_VENV) sample_data.make

screenshots: .venv/installed-tests  ## make docs/screenshots from the running app
	@$(IN_VENV) tests.browser.screenshots

schema: .venv/installed  ## write the schema of a publication to docs, from the models
	@.venv/bin/python -c 'import json; from audit.publication import Publication; print(json.dumps(Publication.model_json_schema(), indent=1, ensure_ascii=False))' > docs/publication.schema.json

migration: .venv/installed-tests  ## begin the next step of the database, from what changed in the tables (NAME=add_something)
	@$(IN_VENV) audit.storage.migrations "$(NAME)"
	@.venv/bin/ruff format --quiet audit/storage/migrations/versions

bench: .venv/installed-tests  ## measure a year of Flanders on one core, stage by stage, and the results as they are looked at (some minutes)
	@$(ONE_THREAD) $(IN_VENV) tests.benchmarks.flanders
	@$(IN_VENV) tests.benchmarks.glance

load: .venv/installed-tests  ## measure saving while management previews and closes a large round (two minutes)
	@$(IN_VENV) tests.benchmarks.load

prove: .venv/installed-tests  ## attack twenty thousand random publications, check the sentences of three thousand, draw two hundred (hours)
	@$(ONE_THREAD) WORKERS=$(WORKERS) $(IN_VENV) tests.publish.prove

simulate: .venv/installed-tests  ## simulate what is shown, and how often intervals and words are right (a minute)
	@$(ONE_THREAD) $(IN_VENV) tests.simulations

soak: .venv/installed-tests  ## restart the server and cut the line for 170 s in six forms and an open answer (CUT=… for other seconds; half an hour)
	@$(IN_VENV) tests.soak --cut $(or $(CUT),170)

sentences: .venv/installed-tests  ## print all that is said about the sample organisation, to be read again
	@$(IN_VENV) tests.helpers.sentence_list

clean:  ## throw away what was installed and cached; data stays
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/installed: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "This needs Python 3.11 or newer; name it with PYTHON=…")'
	@echo "Installing what the app needs in .venv (once, about a minute)"
	@$(PYTHON) -m venv .venv
	@$(PIP) -r requirements.txt
	@touch $@

.venv/installed-tests: tests/requirements.txt .venv/installed
	@echo "Installing what the tests need in .venv"
	@$(PIP) -r tests/requirements.txt
	@touch $@

# `make demo` and `make test` are all that a new machine needs: each makes .venv from the locked dependencies first.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.ONESHELL:
.SUFFIXES:
.PHONY: help demo capture-demo demo-evidence test test-slow test-all check fix report notebooks bench bench-rooms accuracy peers agents clients golden policies assertions lock clean

VENV := .venv
BIN := $(VENV)/bin
RESULTS ?= results/demo
DECLARATION ?= $(if $(filter results/demo,$(RESULTS)),captures/demo/declaration.yaml)
RECORDED ?= results/capture-demo
# How many tests run at a time: one more than there are processors, since many wait for programs that they start.
WORKERS ?= $(shell n=$$(nproc 2> /dev/null || echo 1); echo $$((n < 3 ? n + 1 : 4)))

# The tests start programs by the hundred: each would compile all that it loads.
unexport PYTHONDONTWRITEBYTECODE

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | while IFS=$$'\t' read -r name text; do printf '  make %-13s %s\n' "$$name" "$$text"; done

demo: $(VENV)/run ## Replay the synthetic demo capture and print its table
	@$(BIN)/trafficaudit replay captures/demo --persona captures/demo/persona.toml --recipients captures/demo/recipients.toml -o $(RESULTS) --force > /dev/null
	$(BIN)/trafficaudit table $(RESULTS)
	echo
	echo "The files are in $(RESULTS):" $$(ls $(RESULTS))
	$(BIN)/trafficaudit report $(RESULTS) 2> /dev/null | sed 's/^/The report is in /'

capture-demo: $(VENV)/run ## Record a made-up app on loopback, replay the recording and print its table
	@rm -rf build/capture-demo
	$(BIN)/python -m captures.rehearsal record build/capture-demo > /dev/null
	$(BIN)/trafficaudit replay build/capture-demo/capture --persona captures/rehearsal/persona.toml --recipients captures/rehearsal/recipients.toml --geoip build/capture-demo/countries.mmdb -o $(RECORDED) --force > /dev/null
	$(BIN)/trafficaudit table $(RECORDED)
	echo
	echo "The recording is in build/capture-demo/capture:" $$(ls build/capture-demo/capture)

demo-evidence: $(VENV)/run ## Record a made-up app on loopback, seal the recording, verify it, tamper with it
	@rm -rf build/demo-evidence
	mkdir -p build/demo-evidence/config
	export XDG_CONFIG_HOME="$(abspath build/demo-evidence/config)" TRAFFICAUDIT_OPERATOR="the demonstration"
	own="$$XDG_CONFIG_HOME/trafficaudit" sealed=build/demo-evidence/capture.sealed root=build/demo-evidence/authority/root.pem
	mkdir -p "$$own"
	cp captures/rehearsal/evidence.toml "$$own/evidence.toml"
	echo "1. Record and seal offline: requests for time stamps wait"
	$(BIN)/python -m captures.rehearsal record build/demo-evidence > /dev/null
	echo "2. Have the time of the package and of its chain confirmed, by a made-up authority on loopback"
	$(BIN)/python -m captures.rehearsal.authority build/demo-evidence/authority -- \
	  sh -c "sed -i 's|http://.*/|{url}|' '$$own/evidence.toml' && $(BIN)/trafficaudit anchor $$sealed" > /dev/null
	echo "3. Verify, with the toolkit"
	$(BIN)/trafficaudit verify $$sealed --root $$root --signer own
	echo "4. Verify, with sha256sum, sha512sum and openssl only; the fingerprint is that of the confirmation"
	signer=$$(openssl x509 -in "$$own/signer.pem" -outform DER | sha256sum | cut -c1-64)
	sh $$sealed/anchor/verify.sh --root $$root --signer $$signer
	echo "5. Tamper: one byte of a copy is changed; both reject it"
	cp -r $$sealed build/demo-evidence/tampered
	chmod u+w build/demo-evidence/tampered/bag/data/capture/traffic-0001.mitm
	printf '\377' | dd of=build/demo-evidence/tampered/bag/data/capture/traffic-0001.mitm bs=1 seek=1000 conv=notrunc status=none
	for verify in "$(BIN)/trafficaudit verify --root $$root --signer own build/demo-evidence/tampered" \
	  "sh build/demo-evidence/tampered/anchor/verify.sh --root $$root --signer $$signer"; do
	  code=0; $$verify > build/demo-evidence/told || code=$$?
	  grep -E '^(FAILED|REJECTED)' build/demo-evidence/told
	  [ $$code = 3 ] || { echo "the tampered copy was not rejected" >&2; exit 1; }
	done
	echo "6. Replay the sealed recording, and make the result again from its recipe"
	replay="--persona captures/rehearsal/persona.toml --recipients captures/rehearsal/recipients.toml"
	$(BIN)/trafficaudit replay $$sealed $$replay -o build/demo-evidence/results > /dev/null 2>&1
	$(BIN)/trafficaudit reproduce build/demo-evidence/results --captures $$sealed --captures captures/rehearsal
	if $(BIN)/trafficaudit replay build/demo-evidence/tampered $$replay -o build/demo-evidence/never; then
	  echo "the tampered copy was replayed" >&2; exit 1
	fi
	echo "7. A redacted copy, in which no value of the test person is left"
	$(BIN)/trafficaudit redact $$sealed --offline --persona captures/rehearsal/persona.toml -o build/demo-evidence/redacted 2>&1 | grep -E "withheld|masked|Replayed"
	code=0; $(BIN)/trafficaudit verify build/demo-evidence/redacted > build/demo-evidence/told || code=$$?
	[ $$code = 4 ] || { echo "the redacted copy is not valid" >&2; exit 1; }
	echo "8. Who did what when"
	$(BIN)/trafficaudit log $$sealed
	echo
	echo "The package is in $$sealed; for paper: $$sealed/anchor/confirmation.txt"

test: $(VENV)/dev ## Run the tests, except the slow ones
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile -m "not slow"

test-slow: $(VENV)/dev ## Run the slow tests
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile -m slow $$(grep -rl --include='test_*.py' 'mark\.slow' tests)

test-all: test test-slow ## Run every test

check: $(VENV)/dev ## Check style, types and dependency homes
	@$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

fix: $(VENV)/dev ## Fix what ruff can fix by itself
	@$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

report: $(VENV)/run ## Print every question of analysis/ for the demo's results as plain text
	@test -e $(RESULTS)/recipe.json || $(MAKE) --no-print-directory demo > /dev/null
	export TRAFFICAUDIT_DECLARATION="$(DECLARATION)"
	for script in analysis/[0-9]*.py; do TRAFFICAUDIT_RESULTS=$(RESULTS) $(BIN)/python "$$script"; done

notebooks: $(VENV)/dev ## Run analysis/ as notebooks and write them as pages with their plots to build/notebooks/
	@test -e $(RESULTS)/recipe.json || $(MAKE) --no-print-directory demo > /dev/null
	mkdir -p build/notebooks
	export TRAFFICAUDIT_RESULTS="$(abspath $(RESULTS))"
	export TRAFFICAUDIT_DECLARATION="$(if $(DECLARATION),$(abspath $(DECLARATION)))"
	for script in analysis/[0-9]*.py; do
	  page="build/notebooks/$$(basename "$$script" .py)"
	  $(BIN)/jupytext --quiet --to ipynb --output "$$page.ipynb" "$$script"
	  # The kernel warns of its own loopback sockets, which say nothing about the page.
	  $(BIN)/jupyter nbconvert --log-level ERROR --execute --to html "$$page.ipynb" 2> >(grep -v 'Kernel is running over TCP' >&2)
	done
	echo "The pages are in build/notebooks:" $$(ls build/notebooks/*.html)

bench: $(VENV)/dev ## Measure the speed that must be reached: BENCH="--flows 4000 --runs 3" for small machines
	@$(BIN)/python tests/benchmarks/bench_reach.py $(BENCH)

bench-rooms: $(VENV)/dev ## Measure the speed of each part by itself (replay, report, evidence, recording ...)
	@$(BIN)/python tests/benchmarks/bench_replay.py
	$(BIN)/python tests/benchmarks/bench_stages.py
	$(BIN)/python tests/benchmarks/bench_fields.py
	$(BIN)/python tests/benchmarks/bench_many.py
	$(BIN)/python tests/benchmarks/bench_joins.py
	$(BIN)/python tests/benchmarks/bench_geography.py
	$(BIN)/python tests/benchmarks/bench_hooks.py
	$(BIN)/python tests/benchmarks/bench_report.py
	$(BIN)/python tests/benchmarks/bench_handover.py
	$(BIN)/python tests/benchmarks/bench_evidence.py
	$(BIN)/python tests/benchmarks/bench_record.py
	$(BIN)/python tests/benchmarks/bench_record.py --growth 100000 --ways record

accuracy: $(VENV)/dev ## Print precision and recall on planted values, SEED=n or a fresh seed, beside the peers
	@PYTHONPATH=tests $(BIN)/python -m corpus.accuracy $(if $(SEED),--seed $(SEED)) $(if $(SIZE),--size $(SIZE))

peers: $(VENV)/run ## Get TrackHAR and presidio-analyzer for make accuracy into build/peers/ (needs node and npm)
	@$(BIN)/python -m venv build/peers
	build/peers/bin/python -m pip install -q --disable-pip-version-check "$$($(BIN)/python -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["project"]["optional-dependencies"]["peers"])')"
	npm install --prefix build/peers --no-audit --no-fund --ignore-scripts --no-save trackhar@1.0.0 > /dev/null

agents: $(VENV)/run ## Build the agents of frida_scripts/ into trafficaudit/agents/ (needs node and npm)
	@$(BIN)/python -m trafficaudit.events > frida_scripts/lib/events.ts
	cd frida_scripts
	npm ci --no-audit --no-fund > /dev/null
	npm run --silent build

clients: $(VENV)/run ## Get the foreign programs that the native agents are tested on, into build/clients/
	@$(BIN)/python -m venv build/clients
	build/clients/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r tests/frida_scripts/clients.lock

golden: $(VENV)/dev ## Generate the demo capture and its ground truth again
	@$(BIN)/python captures/demo/generate.py

policies: $(VENV)/dev ## Generate the PDF policies of the tests, and the declaration of every policy, again
	@PYTHONPATH=tests $(BIN)/python -m support.policies

assertions: $(VENV)/dev ## Run the changed tests of promises and write docs/assertions.md
	@PYTHONPATH=tests $(BIN)/python -m support.assertions

lock: ## Resolve the dependencies again (needs uv)
	@uv pip compile -q --universal --generate-hashes --no-emit-index-url --python-version 3.12 --custom-compile-command "make lock" pyproject.toml --group build -o requirements.lock
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --python-version 3.12 --custom-compile-command "make lock" pyproject.toml --extra notebooks --extra cluster --group dev -c requirements.lock -o requirements-dev.lock
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --python-version 3.12 --custom-compile-command "make lock" tests/frida_scripts/clients.in -o tests/frida_scripts/clients.lock

clean: ## Remove what the other targets made
	@rm -rf $(VENV) build dist results

# The first of these that is a working Python 3.12 or 3.13 with venv; a shim that does not run is passed over.
define FIND_PYTHON
	found=
	for candidate in "$${PYTHON:-}" python3.13 python3.12 /usr/bin/python3 python3 "$$(uv python find '>=3.12,<3.14' 2>/dev/null || true)"; do
	  [ -n "$$candidate" ] || continue
	  if "$$candidate" -c 'import sys, venv, ensurepip; sys.exit(not (3, 12) <= sys.version_info < (3, 14))' > /dev/null 2>&1; then found=$$candidate; break; fi
	done
	[ -n "$$found" ] || { echo "trafficaudit: no Python 3.12 or 3.13 with venv was found: install python3.13 and python3.13-venv, or name one with PYTHON=..." >&2; exit 1; }
	[ -x $(BIN)/python ] || "$$found" -m venv $(VENV)
endef

define INSTALL
	echo "Installing the dependencies of $(1) into $(VENV): a minute or two ..." >&2
	if command -v uv > /dev/null 2>&1; then uv pip install -q --python $(BIN)/python --require-hashes -r $(1) && uv pip install -q --python $(BIN)/python --no-deps --no-build-isolation -e .
	else $(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r $(1) && $(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	fi || { echo "trafficaudit: the dependencies of $(1) could not be installed: see the lines above; the package index must be reachable" >&2; exit 1; }
endef

$(VENV)/run: requirements.lock pyproject.toml
	@$(FIND_PYTHON)
	[ -e $(VENV)/dev ] || { $(call INSTALL,requirements.lock); }
	touch $@

$(VENV)/dev: requirements-dev.lock pyproject.toml
	@$(FIND_PYTHON)
	$(call INSTALL,requirements-dev.lock)
	touch $@

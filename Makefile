.DEFAULT_GOAL := help
.PHONY: help serve test check fix schema bench lock

help:  ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
serve: ## the server with the demo on http://127.0.0.1:8000
	python3 dev.py serve
test:  ## the tests
	python3 dev.py test
check: ## format, lint, types, layers, printed contracts, pages
	python3 dev.py check
fix:   ## what format and lint can mend themselves
	python3 dev.py fix
schema: ## print graphql/schema.graphql and db/schema.sql anew
	python3 dev.py schema
bench: ## speed, as interleaved ratios
	python3 dev.py bench
lock:  ## pin the dependencies anew (needs uv)
	python3 dev.py lock

# Thin on purpose: what each command does stands in scripts/.
.PHONY: help run dev test check bench speed pictures

help: ## say what there is
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' Makefile

run: ## install what is missing, build, and serve on http://127.0.0.1:3000 (DEMO=1 starts with a demo firm)
	@DEMO=$(DEMO) scripts/run.sh

dev: ## serve and reload on every change, with the mails to look at on http://127.0.0.1:1080
	@scripts/dev.sh

test: ## install what is missing and run every check, the browser tests too
	@scripts/test.sh

check: ## the quick part: formatting, clippy, the crates' boundary, unit tests
	@scripts/check.sh

bench: ## the figures of docs/BENCHMARKS.md
	@scripts/bench.sh

speed: ## the figures of docs/BENCHMARKS.md that are measured in a browser
	@scripts/speed.sh

pictures: ## every page and dialog at four widths, in light and dark, in every language, to look at
	@scripts/pictures.sh

#!/usr/bin/env bash
# `make test`: everything. A runner that fails does not keep the next from running; the last lines are the runners' own summaries.
source "$(dirname "$0")/common.sh"
scripts/setup.sh --test
use_toolchain

results=$(mktemp -d)
database=$results/postgres
chmod 711 "$results"
failed=0

# run name "what" command…   shows a runner's report and keeps it for the summary.
run() {
  local name=$1 what=$2 started=$SECONDS status=0
  shift 2
  printf '· %s …\n' "$what"
  "$@" 2>&1 | tee "$results/$name" || status=$?
  if [ "$status" = 0 ]; then printf '✓ %s (%d s)\n' "$what" $((SECONDS - started)); else
    printf '✗ %s failed after %d s\n' "$what" $((SECONDS - started))
    failed=1
  fi
}

# The two sides are compiled side by side: they share no folder, and much of a compiler's work keeps one core busy only.
host=(--release --locked --workspace --exclude frontend)
set -m
(
  scripts/lint.sh --release --browser
  scripts/build.sh --site
) </dev/null &
browser_side=$!
set +m
trap 'kill -- -"$browser_side" 2>/dev/null || true; rm -rf "$results"' EXIT
scripts/lint.sh --release --server
scripts/build.sh --server
# The examples that are run below come with them.
step "tests" cargo nextest run "${host[@]}" --no-run
wait "$browser_side"

trap 'scripts/postgres.sh stop "$database" 2>/dev/null || true; rm -rf "$results"' EXIT
printf '· PostgreSQL of this run …\n'
KANTOOR_TEST_POSTGRES=$(scripts/postgres.sh start "$database") && export KANTOOR_TEST_POSTGRES
run nextest "unit and integration tests on SQLite and PostgreSQL" cargo nextest run "${host[@]}" --no-fail-fast
run vat "VAT numbers against python-stdnum" \
  "$TOOLS/python/bin/python" scripts/vat-differential.py "$CARGO_TARGET_DIR/release/examples/vat_check"
run repairs "what is offered for broken numbers" "$CARGO_TARGET_DIR/release/examples/repair_check"
run wasm "wasm within its budget" scripts/wasm-budget.sh
run browser "browser tests" scripts/e2e.sh

# Each runner's last words, then one line over both.
plain() { sed 's/\x1b\[[0-9;]*m//g' "$results/$1"; }
words() {
  plain nextest | grep -a 'Summary \[' | tail -n 1
  plain browser | grep -aE '^ +[0-9]+ (passed|failed|flaky|skipped|did not run|interrupted)' || true
}
count() { words | grep -oP "\d+(?= $1)" | awk '{ sum += $1 } END { print sum + 0 }'; }
printf '\n%d s in all\n' "$SECONDS"
tail -n 1 "$results/vat"
tail -n 1 "$results/repairs"
tail -n 1 "$results/wasm"
words
printf '%d passed, %d failed\n' "$(count passed)" "$(count failed)"
exit "$failed"

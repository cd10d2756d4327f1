#!/usr/bin/env bash
# `make test`: everything. A runner that fails does not keep the next from running; the last lines are the runners' own summaries.
source "$(dirname "$0")/common.sh"
scripts/setup.sh --test
scripts/lint.sh
use_toolchain

results=$(mktemp -d)
database=$results/postgres
chmod 711 "$results"
trap 'scripts/postgres.sh stop "$database" 2>/dev/null || true; rm -rf "$results"' EXIT
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

vat_differential() {
  cargo build --release --locked -p domain --example vat_check &&
    "$TOOLS/python/bin/python" scripts/vat-differential.py "$CARGO_TARGET_DIR/release/examples/vat_check"
}

step "release build of the tests" cargo nextest run --release --locked --workspace --exclude frontend --no-run
printf '· PostgreSQL of this run …\n'
KANTOOR_TEST_POSTGRES=$(scripts/postgres.sh start "$database") && export KANTOOR_TEST_POSTGRES
run nextest "unit and integration tests on SQLite and PostgreSQL" cargo nextest run --release --locked --workspace --exclude frontend --no-fail-fast
run vat "VAT numbers against python-stdnum" vat_differential
scripts/build.sh
run wasm "wasm within its budget" scripts/wasm-budget.sh
run browser "browser tests" scripts/e2e.sh

# Each runner's last words, then one line over both.
count() { sed 's/\x1b\[[0-9;]*m//g' "$results/$1" | grep -oP "\d+(?= $2)" | tail -n 1 || true; }
printf '\n%d s in all\n' "$SECONDS"
tail -n 1 "$results/vat"
tail -n 1 "$results/wasm"
grep -aE 'Summary \[' "$results/nextest" | tail -n 1 || true
grep -aE '^ +[0-9]+ (passed|failed|flaky|skipped|did not run)' "$results/browser" || true
passed=$(($(count nextest passed || true) + $(count browser passed || true)))
broken=$(($(count nextest failed || true) + $(count browser failed || true)))
printf '%d passed, %d failed\n' "$passed" "$broken"
exit "$failed"

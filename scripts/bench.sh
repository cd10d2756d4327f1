#!/usr/bin/env bash
# `make bench`: the figures of docs/BENCHMARKS.md, floor and product in turn. Arguments go to the measuring program.
source "$(dirname "$0")/common.sh"
scripts/setup.sh
scripts/build.sh
use_toolchain
serve_env
step "benchmark" cargo build --release --locked -p server --example bench
export KANTOOR_BENCH=${KANTOOR_BENCH:-$CARGO_TARGET_DIR/bench}
"$CARGO_TARGET_DIR/release/examples/bench" "$@"

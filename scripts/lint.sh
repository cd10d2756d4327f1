#!/usr/bin/env bash
# What needs no running program: formatting, clippy without a warning on both sides, types of the browser tests, and the crates' boundary.
# ssr and hydrate exclude each other, so that the two sides are two runs. With `--release` they use the profiles and folders of
# the release build, with which they then share macros and build scripts.
source "$(dirname "$0")/common.sh"
server=() browser=()
if [ "${1:-}" = --release ]; then
  server=(--release)
  browser=(--profile wasm-release --target-dir "$CARGO_TARGET_DIR/front")
fi
step "formatting" cargo fmt --all --check
use_toolchain
step "clippy, server" cargo clippy --locked --workspace --exclude frontend --all-targets "${server[@]}" -- -D warnings
step "clippy, browser" cargo clippy --locked -p frontend --target wasm32-unknown-unknown "${browser[@]}" -- -D warnings
step "the browser's crates" scripts/leaks.sh
step "event handlers" scripts/handlers.sh
step "types of the browser tests" npm --prefix end2end run typecheck

#!/usr/bin/env bash
# What needs no running program: formatting, clippy without a warning on both sides, types of the browser tests, and the crates' boundary.
# ssr and hydrate exclude each other, so that the two sides are two runs; `--server` or `--browser` does one of them. With `--release` they
# use the profiles and folders of the release build, with which they then share macros and build scripts.
source "$(dirname "$0")/common.sh"
sides='server browser' server=() browser=()
for option; do
  case $option in
    --server | --browser) sides=${option#--} ;;
    --release)
      server=(--release)
      browser=(--profile wasm-release --target-dir "$CARGO_TARGET_DIR/front")
      ;;
  esac
done
use_toolchain

lint_server() {
  step "formatting" cargo fmt --all --check
  step "clippy, server" cargo clippy --locked --workspace --exclude frontend --all-targets "${server[@]}" -- -D warnings
  step "event handlers" scripts/handlers.sh
  step "types of the browser tests" npm --prefix end2end run typecheck
}

lint_browser() {
  step "clippy, browser" cargo clippy --locked -p frontend --target wasm32-unknown-unknown "${browser[@]}" -- -D warnings
  step "the browser's crates" scripts/leaks.sh
}

for side in $sides; do "lint_$side"; done

#!/usr/bin/env bash
# What needs no running program: formatting, spelling, what crates from elsewhere may be and which are unused, clippy without a warning on
# both sides, types of the browser tests, and the crates' boundary. What takes seconds comes first.
# ssr and hydrate exclude each other, so that the two sides are two runs; `--server` or `--browser` does one of them. With `--release` they
# use the profiles and folders of the release build, with which they then share macros and build scripts. `--all-docs` documents the
# application too, which takes minutes.
source "$(dirname "$0")/common.sh"
sides='server browser' server=() browser=() documented=(--package domain --package sheets)
for option; do
  case $option in
    --server | --browser) sides=${option#--} ;;
    --all-docs) documented=(--workspace --exclude frontend) ;;
    --release)
      server=(--release)
      browser=(--profile wasm-release --target-dir "$CARGO_TARGET_DIR/front")
      ;;
  esac
done
use_toolchain

lint_server() {
  step "formatting" cargo fmt --all --check
  step "spelling" typos
  step "unused dependencies" cargo machete
  show "licences, sources, copies and advisories" scripts/deny.sh
  step "the server's crates" scripts/features.sh
  step "event handlers" scripts/handlers.sh
  step "texts that no code shows" scripts/locale-keys.sh
  step "general modules import no feature" scripts/layers.sh
  step "types of the browser tests" npm --prefix end2end run typecheck
  step "documentation" env RUSTDOCFLAGS="-D warnings" cargo doc --locked --no-deps "${documented[@]}" "${server[@]}"
  step "clippy, server" cargo clippy --locked --workspace --exclude frontend --all-targets "${server[@]}" -- -D warnings
}

lint_browser() {
  step "the browser's crates" scripts/leaks.sh
  step "clippy, browser" cargo clippy --locked -p frontend --target wasm32-unknown-unknown "${browser[@]}" -- -D warnings
}

for side in $sides; do "lint_$side"; done

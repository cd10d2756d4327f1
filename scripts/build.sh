#!/usr/bin/env bash
# The release build: server, WebAssembly, style and assets, pre-compressed, with hashed names. cargo-leptos makes the whole
# site anew each time it is called (optimising and compressing takes longer than compiling a small change), so it is not
# called when the sources are byte for byte those of the last build. Ends at once in that case.
source "$(dirname "$0")/common.sh"
serve_env
use_toolchain
STAMP=$CARGO_TARGET_DIR/site.sources

sources() {
  rustc --version
  cargo-leptos --version
  wasm-opt --version
  find Cargo.toml Cargo.lock .cargo app assets frontend migrations server style -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum
}

build() {
  rm -f "$STAMP"
  cargo leptos build --release --precompress
  sources >"$STAMP"
}

if [ -x "$KANTOOR_BIN" ] && [ -f "$KANTOOR_SITE/hash.txt" ] && [ "$(sources)" = "$(cat "$STAMP" 2>/dev/null)" ]; then
  echo "✓ release build (nothing changed since the last one)"
else
  step "release build" build
fi

#!/usr/bin/env bash
# The release build, in two parts: the site (WebAssembly, style and assets with hashed names, pre-compressed) by cargo-leptos,
# and the server by cargo, which finds out by itself what is new.
# cargo-leptos makes the whole site anew each time, so it is not called when everything that goes into it is byte for byte
# what it was. `--site` or `--server` builds that part alone.
source "$(dirname "$0")/common.sh"
serve_env
use_toolchain
STAMP=$CARGO_TARGET_DIR/site.sources

site_sources() {
  rustc --version
  cargo-leptos --version
  wasm-opt --version
  find Cargo.toml Cargo.lock .cargo app assets frontend style -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum
}

build_site() {
  mkdir -p "$CARGO_TARGET_DIR"
  site_sources >"$STAMP.next"
  rm -f "$STAMP"
  cargo leptos build --release --precompress --frontend-only --split
  mv "$STAMP.next" "$STAMP"
}

site() {
  if [ -f "$KANTOOR_SITE/hash.txt" ] && [ "$(site_sources)" = "$(cat "$STAMP" 2>/dev/null)" ]; then
    echo "✓ site (nothing changed since it was built)"
  else
    step "site" build_site
  fi
}

# The server alone. What the tests and benchmarks compile with it has the same features (scripts/features.sh holds that), so that they
# go on from here and compile nothing again.
server() {
  step "server" cargo build --release --locked -p server --bin kantoor
}

case ${1:-} in
  --site) site ;;
  --server) server ;;
  *)
    site
    server
    ;;
esac

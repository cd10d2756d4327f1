#!/usr/bin/env bash
# What a visitor downloads before the first page wakes: fails above the budget. Code of other pages comes when they are opened.
source "$(dirname "$0")/common.sh"
serve_env
BUDGET=600000
wasm=$(ls "$KANTOOR_SITE"/pkg/kantoor.*.wasm)
raw=$(stat -c %s "$wasm") brotli=$(stat -c %s "$wasm.br")
printf 'wasm: %d kB, %d kB in brotli (budget %d kB)\n' $((raw / 1000)) $((brotli / 1000)) $((BUDGET / 1000))
[ "$brotli" -le "$BUDGET" ]

#!/usr/bin/env bash
# `make run`: installs what is missing, builds, and serves. DEMO=1 starts with a demo firm. Every setting of
# `kantoor serve --help` may be given in the environment.
source "$(dirname "$0")/common.sh"
scripts/setup.sh
scripts/build.sh
serve_env
export KANTOOR_DATA=${KANTOOR_DATA:-$ROOT/data}
mkdir -p "$KANTOOR_DATA"
if [ -n "${DEMO:-}" ]; then export KANTOOR_DEMO=1; fi
printf 'ready to serve after %d s\n\n' "$SECONDS"
exec "$KANTOOR_BIN" serve

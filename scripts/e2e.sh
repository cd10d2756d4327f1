#!/usr/bin/env bash
# The browser tests against the release build; arguments go to Playwright, e.g. scripts/e2e.sh -g '\[C1\]'.
source "$(dirname "$0")/common.sh"
scripts/build.sh
serve_env
rm -rf end2end/artefacts
cd end2end
playwright test "$@"

#!/usr/bin/env bash
# `make pictures`: every page and dialog at four widths, in light and dark, in every language, for somebody to look at. The sheets lie
# in end2end/artefacts/pictures.
source "$(dirname "$0")/common.sh"
scripts/build.sh
serve_env
cd end2end
playwright test --config pictures.config.ts "$@"

#!/usr/bin/env bash
# `make speed`: what a person feels in a browser, against the release build: Lighthouse, a first visit, a letter of a search.
# KANTOOR_BEFORE names a folder with the program and the site of another version, which is measured beside it. Lighthouse comes from npm.
source "$(dirname "$0")/common.sh"
scripts/build.sh
serve_env
cd end2end
playwright test --config speed.config.ts "$@"

#!/usr/bin/env bash
# `make check`: the quick part of `make test`.
source "$(dirname "$0")/common.sh"
scripts/setup.sh --test
scripts/lint.sh --all-docs
use_toolchain
show "unit tests" cargo nextest run --workspace --exclude frontend --lib

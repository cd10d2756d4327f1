#!/usr/bin/env bash
# `make dev`: rebuilds and reloads on every change; mails land in maildev, whose page shows them.
source "$(dirname "$0")/common.sh"
scripts/setup.sh --test
use_toolchain
MAIL_PORT=${KANTOOR_DEV_SMTP_PORT:-1025}
MAIL_WEB_PORT=${KANTOOR_DEV_MAIL_PORT:-1080}
# A site of its own, with plain names: the release build's stays whole.
export LEPTOS_SITE_ROOT=$CARGO_TARGET_DIR/site-dev LEPTOS_HASH_FILES=false
export KANTOOR_SITE=$LEPTOS_SITE_ROOT
export KANTOOR_DATA=${KANTOOR_DATA:-$ROOT/data}
export KANTOOR_SMTP_URL=${KANTOOR_SMTP_URL:-smtp://127.0.0.1:$MAIL_PORT}
mkdir -p "$KANTOOR_DATA"

maildev --silent --ip 127.0.0.1 --smtp "$MAIL_PORT" --web-ip 127.0.0.1 --web "$MAIL_WEB_PORT" &
trap 'kill $!' EXIT
echo "mails: http://127.0.0.1:$MAIL_WEB_PORT"
cargo leptos watch --split -- serve

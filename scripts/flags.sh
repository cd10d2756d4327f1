#!/usr/bin/env bash
# Writes assets/flags/: one flag a country by its ISO 3166-1 alpha-2 code, from flag-icons (4 by 3). The result is in git; run
# this only for a newer set. The component Flag draws one.
source "$(dirname "$0")/common.sh"
FLAG_ICONS=7.5.0

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" "flag-icons@$FLAG_ICONS"
rm -rf assets/flags
mkdir assets/flags
cp "$folder"/node_modules/flag-icons/flags/4x3/[a-z][a-z].svg assets/flags/
echo "assets/flags: $(ls assets/flags | wc -l) flags from flag-icons $FLAG_ICONS"

#!/usr/bin/env bash
# What the tests need must not change a crate of the server's: one with other features is another crate, and it, the server and all
# between them would be compiled twice, and tested otherwise than served. Names the crates to add in server/Cargo.toml.
source "$(dirname "$0")/common.sh"
use_toolchain
crates() { cargo tree --locked --edges "$1,no-proc-macro" --prefix none --format '{p} [{f}]' "${@:2}" | sed 's/ (\*)$//' | LC_ALL=C sort -u; }
served=$(crates normal -p server)
tested=$(crates normal,dev --workspace --exclude frontend)
changed=$(LC_ALL=C comm -23 <(echo "$served") <(echo "$tested"))
[ -n "$changed" ] || exit 0
{
  echo "The tests compile these with other features than the server does:"
  while read -r name version features; do
    printf '  server  %s %s %s\n' "$name" "$version" "$features"
    grep -F "$name $version " <<<"$tested" | sed 's/^/  tests   /'
  done <<<"$changed"
} >&2
exit 1

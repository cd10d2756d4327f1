#!/usr/bin/env bash
# What a visitor downloads in WebAssembly, as brotli packs it: before the first page wakes, and when a part of the pages is first opened,
# with what it shares with other parts. Fails where one is more than 3 % above scripts/wasm-sizes.txt.
#   wasm-budget.sh           compares
#   wasm-budget.sh --write   writes down what is there now. The commit that does so says what the bytes are for
source "$(dirname "$0")/common.sh"
serve_env
python3 - "$KANTOOR_SITE/pkg" scripts/wasm-sizes.txt "${1:-}" <<'PYTHON'
import json, pathlib, sys

pkg, kept, write = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3] == "--write"
MOST, ROOM = 600_000, 1.03


def packed(name):
    return (pkg / f"{name}.wasm.br").stat().st_size


first, manifest = (list(pkg.glob(pattern)) for pattern in ("kantoor.*.wasm", "__wasm_split_manifest.*.json"))
if len(first) != 1 or len(manifest) != 1:
    sys.exit(f"{pkg} holds {len(first)} first files and {len(manifest)} lists of parts: one of each is expected.")
now = {"first": packed(first[0].stem)}
for part, files in sorted(json.loads(manifest[0].read_text()).items()):
    now[part.removesuffix("_part")] = sum(map(packed, files))

if write:
    kept.write_text("".join(f"{name} {size}\n" for name, size in now.items()))
allowed = {name: int(size) * ROOM for name, size in (line.split() for line in kept.read_text().splitlines())}
allowed["first"] = min(allowed.get("first", MOST), MOST)
wrong = [f"{name}: {size} bytes, {allowed[name]:.0f} are allowed" for name, size in now.items() if size > allowed.get(name, size)]
wrong += [f"{name}: stands on one side only" for name in now.keys() ^ allowed.keys()]
smaller = [name for name, size in now.items() if size * ROOM**2 < allowed.get(name, 0)]
for name in smaller:
    print(f"{name} is more than 3 % smaller than written down: keep that with scripts/wasm-budget.sh --write")
for line in sorted(wrong):
    print(line)
print("wasm in brotli: " + ", ".join(f"{name} {size / 1000:.0f} kB" for name, size in now.items()))
sys.exit(bool(wrong))
PYTHON

#!/usr/bin/env bash
# Writes assets/icons.svg: one <symbol> per icon that the product uses, from the Lucide set. The result is in git; run this
# only after changing the list. A component draws one with <svg><use href="/icons.svg#users"/></svg>.
source "$(dirname "$0")/common.sh"
LUCIDE=1.62.0
ICONS=(
  archive building-2 check chevron-down chevron-left chevron-right chevron-up circle-alert circle-help columns-3
  contact copy download ellipsis-vertical eye file-spreadsheet filter flag image info keyboard link list lock log-out
  mail monitor moon pencil phone plus printer rotate-ccw save search send settings sun trash-2 triangle-alert upload
  user user-plus users x
)

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" "lucide-static@$LUCIDE"
python3 - "$folder/node_modules/lucide-static/icons" "${ICONS[@]}" >assets/icons.svg <<'PYTHON'
import pathlib, re, sys

folder, names = pathlib.Path(sys.argv[1]), sys.argv[2:]
print('<svg xmlns="http://www.w3.org/2000/svg">')
for name in names:
    drawing = re.search(r"<svg[^>]*>(.*)</svg>", (folder / f"{name}.svg").read_text(), re.S).group(1)
    shapes = re.sub(r"\s*\n\s*", "", drawing).replace(" />", "/>")
    print(f'<symbol id="{name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" '
          f'stroke-linecap="round" stroke-linejoin="round">{shapes}</symbol>')
print("</svg>")
PYTHON
echo "assets/icons.svg: ${#ICONS[@]} icons from Lucide $LUCIDE"

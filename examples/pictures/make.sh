#!/usr/bin/env bash
# Makes the two pictures of README.md anew from the example: a page as a browser shows it, a terminal as it was.
#
#   bash examples/pictures/make.sh build-release/mloc        needs chromium and python3
set -euo pipefail
mloc=$(realpath "$1")
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
MLOC=$mloc bash "$here/../quickstart.sh" "$work/office" >"$work/log"
cd "$work/office/loiret"

"$mloc" --today 2010-12-31 lesson page AU-2010-0085 -o "$work/page.html"
chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --window-size=760,795 --screenshot="$here/page.png" "file://$work/page.html" 2>>"$work/log"

commands=("mloc enrol eligibility autonomie --columns file_number,site,eligible,reason,age_value --limit 4"
  "mloc draw show autonomie-2010 --columns stratum,rank,file_number,standing --limit 3"
  "mloc report monthly 2010-06 --columns site,school,sessions,minutes,presence_rate --limit 4")
for command in "${commands[@]}"; do
  printf '$ %s\n' "$command"
  COLUMNS=92 PATH=$(dirname "$mloc"):$PATH $command 2>>"$work/log"
  echo
done >"$work/terminal"
/usr/bin/python3 - "$work/terminal" "$here/terminal.svg" <<'PYTHON'
import html, sys
lines = open(sys.argv[1], encoding='utf-8').read().rstrip('\n').split('\n')
width, height = 9 * max(map(len, lines)) + 32, 19 * len(lines) + 32
rows = '\n'.join(f'<tspan x="16" y="{31 + 19 * at}"{" fill=" + chr(34) + "#9ece6a" + chr(34) if line.startswith("$ ") else ""}>{html.escape(line)}</tspan>' for at, line in enumerate(lines))
with open(sys.argv[2], 'w', encoding='utf-8') as file:
    file.write(f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" role="img" aria-label="Three commands and what they say">\n'
               f'<rect width="100%" height="100%" rx="8" fill="#1a1b26"/>\n'
               f'<text font-family="monospace" font-size="15" fill="#c0caf5" xml:space="preserve">\n{rows}\n</text>\n</svg>\n')
PYTHON

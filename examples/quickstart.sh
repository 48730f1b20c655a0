#!/usr/bin/env bash
# From a fresh Debian 12 or 13 to the monthly report of the example: installs what is missing, builds mloc and runs
# the main job on examples/autonomie/*.csv. Stops with status 1 at the first command that does not end as expected.
#
#   bash examples/quickstart.sh [FOLDER]     FOLDER is made new and kept; default: a temporary one
#
# MLOC=PATH takes a program that is built already, and installs nothing.
set -euo pipefail

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
files=$top/examples/autonomie
source "$top/tests/build.sh"

build_mloc() {
  local folder=$top/build-quickstart
  echo "Building mloc in $folder (some minutes the first time)"
  configure "$folder" -S "$top" --preset release && build "$folder" mloc
}

# expect STATUS LINES COMMAND...: shows the command, runs it, shows the first LINES lines of what it said.
expect() {
  local wanted=$1 shown=$2 status=0 said total word
  shift 2
  printf '\n$'
  for word in "$@"; do
    if [[ $word == *[!A-Za-z0-9_./:@=,-]* ]]; then printf " '%s'" "$word"; else printf ' %s' "$word"; fi
  done
  printf '\n'
  said=$("$@" 2>&1) || status=$?
  total=$(printf '%s' "$said" | grep -c '' || true)
  if ((total > 0)); then printf '%s\n' "$said" | sed -n "1,${shown}p"; fi
  if ((total > shown)); then echo "  … $((total - shown)) more lines"; fi
  if ((status != 0)); then echo "  (status $status)"; fi
  if ((status != wanted)); then
    echo "quickstart: this command ended with status $status, expected $wanted" >&2
    exit 1
  fi
}

if [[ -z ${MLOC:-} ]]; then
  install_packages "${build_packages[@]}" git python3
  build_mloc
  MLOC=$top/build-quickstart/mloc
fi
PATH=$(cd "$(dirname "$MLOC")" && pwd):$PATH

if (($# > 0)); then
  mkdir -p "$(dirname "$1")"
  work=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
  mkdir "$work"
else
  work=$(mktemp -d)
fi
office=$work/loiret
cd "$files"

expect 0 3 mloc --version
expect 0 5 mloc init "$office" --template autonomie
expect 0 5 mloc -C "$office" import partners auto-ecoles.csv
echo
echo "# The file has faulty rows: they are named, and nothing is written."
expect 1 16 mloc -C "$office" import application candidatures.csv
echo
echo "# The good rows all the same; the others go to a file that the office corrects and imports again."
expect 3 3 mloc -C "$office" import application candidatures.csv --keep-going --rejects "$work/rejects.csv"
expect 3 3 mloc -C "$office" import application candidatures.csv --keep-going
expect 0 8 mloc -C "$office" enrol eligibility autonomie
expect 0 8 mloc -C "$office" --today 2010-02-20 draw announce autonomie-2010 --programme autonomie \
  --source loto@2010-02-24 --source euromillions@2010-02-26
expect 0 8 mloc -C "$office" draw reveal autonomie-2010 --value "loto=3 12 23 31 44 + 9" \
  --value "euromillions=3 18 24 36 47 + 2 7"
expect 0 8 mloc -C "$office" draw run autonomie-2010
expect 0 8 mloc -C "$office" draw verify autonomie-2010
expect 0 30 mloc -C "$office" draw minutes autonomie-2010
expect 3 6 mloc -C "$office" import lesson seances.csv --keep-going --rejects "$work/rejects2.csv"
expect 0 8 mloc -C "$office" lesson list AU-2010-0085
expect 0 20 mloc -C "$office" show AU-2010-0085
expect 0 8 mloc -C "$office" list site:orleans
expect 0 40 mloc -C "$office" report monthly 2010-06
expect 0 5 mloc -C "$office" check

cat <<END

The workspace is in $office
The rejected rows are in $work/rejects.csv and $work/rejects2.csv
Go on with:  $MLOC -C $office --help
END

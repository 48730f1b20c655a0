#!/usr/bin/env bash
# Configures a preset and builds targets of it in build-PRESET.    bash tests/preset.sh PRESET TARGET...
set -euo pipefail
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
source "$top/tests/build.sh"
preset=$1
shift
cd "$top"
configure "$top/build-$preset" --preset "$preset"
build "$top/build-$preset" "$@"

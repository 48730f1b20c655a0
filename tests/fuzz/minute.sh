#!/usr/bin/env bash
# A minute of a fuzz target, from the records of the examples.    bash tests/fuzz/minute.sh build-fuzz/tests/TARGET
set -euo pipefail
seeds=$(mktemp -d)
trap 'rm -rf "$seeds"' EXIT
find examples/records -name '*.yaml' | while read -r file; do cp "$file" "$seeds/${file//\//_}"; done
"$1" -max_total_time=60 -timeout=5 -rss_limit_mb=1024 -artifact_prefix="$(dirname "$1")/" "$seeds"

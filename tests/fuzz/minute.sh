#!/usr/bin/env bash
# A minute of a fuzz target, from its corpus and the records of the examples.    bash tests/fuzz/minute.sh build-fuzz/tests/TARGET
set -euo pipefail
seeds=$(mktemp -d)
trap 'rm -rf "$seeds"' EXIT
name=$(basename "$1")
cp "$(dirname "$0")/corpus/${name#mloc_fuzz_}"/* "$seeds"
if [[ $name == mloc_fuzz_reader ]]; then
  find examples/records -name '*.yaml' | while read -r file; do cp "$file" "$seeds/${file//\//_}"; done
fi
"$1" -max_total_time=60 -timeout=5 -rss_limit_mb=1024 -artifact_prefix="$(dirname "$1")/" "$seeds"

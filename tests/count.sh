#!/usr/bin/env bash
# Runs one suite and counts its checks; each is a test of ctest (suites.cmake), this is its command.
#   count.sh HOW NAME FOLDER COMMAND...
# HOW: catch2; counted, a program whose last line is `N passed, N failed`; single, one test; step, none when it works.
# FOLDER is made anew before; - for none.
# The last line is the count, and `NAME<tab>PASSED<tab>FAILED` goes into the file MLOC_COUNTS. Status 77: skipped.
set -uo pipefail
how=$1 name=$2 folder=$3
shift 3
log=$(mktemp)
trap 'rm -f "$log"' EXIT

# The last lines of Catch2, which versions 2 and 3 write alike.
count_catch2() {
  local line
  line=$(grep -aE '^(All tests passed \(|test cases: )' "$log" | tail -n 1)
  passed=$(grep -oE '[0-9]+ (test cases?|passed)' <<<"$line" | grep -oE '[0-9]+' | tail -n 1)
  failed=$(grep -oE '[0-9]+ failed( as expected)?' <<<"$line" | grep -v expected | grep -oE '[0-9]+')
  passed=${passed:-0}
  failed=${failed:-0}
}
count_counted() {
  if [[ $(tail -n 1 "$log") =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed$ ]]; then
    passed=${BASH_REMATCH[1]}
    failed=${BASH_REMATCH[2]}
  fi
}
count_single() { if ((status == 0)) && ! is_skipped; then passed=1; fi; }
count_step() { :; }
is_skipped() { grep -q '^SKIPPED' "$log"; }

# What ended badly, or counted nothing, is one failure.
judge() {
  if ((passed + failed == 0 && status == 0)); then
    if [[ $how == step ]]; then return; fi
    if is_skipped; then return; fi
    echo "FAILED $name counted nothing"
    failed=1
  elif ((status != 0 && failed == 0)); then
    echo "FAILED $name ended with status $status"
    failed=1
  fi
}

if [[ $folder != - ]]; then rm -rf "$folder" && mkdir -p "$folder" || exit 1; fi
passed=0 failed=0 status=0
"$@" >"$log" 2>&1 </dev/null || status=$?
cat "$log"
"count_$how"
judge
if [[ -n ${MLOC_COUNTS:-} ]]; then printf '%s\t%d\t%d\n' "$name" "$passed" "$failed" >>"$MLOC_COUNTS"; fi
printf '%d passed, %d failed\n' "$passed" "$failed"
if ((passed + failed == 0)) && is_skipped; then exit 77; fi
((failed == 0))

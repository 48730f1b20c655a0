#!/usr/bin/env bash
# Installs what the tests need, builds with warnings as errors, has ctest run every suite. The last line counts all checks:
#   N passed, N failed          status 1 when something failed; a suite that cannot run counts as failed
#
#   bash tests/run.sh           what CI runs
#   bash tests/run.sh --long    more rounds of the fault tests, both sanitizers, clang, a minute of fuzzing, fresh Debians
#
# Afterwards, one suite and what it needs:   ctest --test-dir build-tests --output-on-failure -R browser
set -uo pipefail
export LC_ALL=C.UTF-8  # mloc speaks the locale's language, and these tests read English
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
source tests/build.sh

long=0
for word in "$@"; do
  case $word in
    --long) long=1 ;;
    *) echo "usage: bash tests/run.sh [--long]" >&2; exit 2 ;;
  esac
done

packages=("${build_packages[@]}" catch2 librapidcheck-dev git nodejs npm python3 python3-yaml python3-icalendar python3-openpyxl
  mandoc hledger chromium weasyprint fonts-liberation poppler-utils e2fsprogs xfsprogs postgresql zsh fish)
if ((long)); then packages+=(clang r-base-core r-cran-estimatr debootstrap); fi
# CI judges the change, not the dice: the same cases each time. --long and a run by hand throw them.
if ((long)); then export MLOC_LONG=1 RC_PARAMS="max_success=500"; else export RC_PARAMS="seed=20101122 max_success=40"; fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export MLOC_COUNTS=$work/counts

heading() { printf '\n== %s (at %d:%02d)\n' "$1" $((SECONDS / 60)) $((SECONDS % 60)); }

# step NAME COMMAND...: without it nothing can be tested.
step() {
  heading "$1"
  if "${@:2}"; then return; fi
  printf 'FAILED %s\n\n0 passed, 1 failed\n' "$1"
  exit 1
}

run_suites() {
  local how=(--test-dir build-tests --no-tests=error)
  if ((long)); then how+=(-C Long); fi
  ctest "${how[@]}" -N | sed -n 's/^ *Test *#[0-9]*: //p' >"$work/suites"
  ctest "${how[@]}" -j "$(nproc)" --output-on-failure || true
  grep -a '^SKIPPED' build-tests/Testing/Temporary/LastTest.log || true
}

# Adds up what the suites counted; one that counted nothing did not run, or was ended.
add_up() {
  awk -F '\t' '
    NR == FNR { passed += $2; failed += $3; counted[$1] = 1; next }
    !($0 in counted) { print "FAILED " $0 " did not run to its end"; failed++ }
    END { printf "\n%d passed, %d failed\n", passed, failed; exit failed > 0 || passed == 0 }' "$MLOC_COUNTS" "$work/suites"
}

step "Packages" install_packages "${packages[@]}"
step "Configure: g++, warnings are errors" configure "$PWD/build-tests" --preset tests
step "Build" build "$PWD/build-tests"
heading "Suites"
touch "$MLOC_COUNTS"
run_suites
add_up

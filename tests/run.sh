#!/usr/bin/env bash
# Installs what the tests need, builds with warnings as errors, runs every suite. The last line counts all of them:
#   N passed, N failed          status 1 when something failed; a suite that cannot run counts as failed
#
#   bash tests/run.sh           what CI runs
#   bash tests/run.sh --long    more rounds of the fault tests, both sanitizers, clang, a minute of fuzzing
set -uo pipefail
export LC_ALL=C.UTF-8  # mloc speaks the locale's language, and these tests read English

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$top" || exit 1
long=0
for word in "$@"; do
  case $word in
    --long) long=1 ;;
    *) echo "usage: bash tests/run.sh [--long]" >&2; exit 2 ;;
  esac
done

packages=(g++ cmake ninja-build pkg-config libcli11-dev libyaml-cpp-dev libtomlplusplus-dev libfmt-dev catch2
  libsodium-dev libsqlite3-dev libexpected-dev nlohmann-json3-dev libcsv-dev libutf8proc-dev libpcre2-dev libeigen3-dev libboost-dev
  librapidcheck-dev libyaml-dev libgit2-dev libssl-dev libqrencode-dev libxlsxwriter-dev git nodejs npm python3 python3-yaml mandoc hledger
  chromium weasyprint poppler-utils e2fsprogs xfsprogs python3-icalendar python3-openpyxl)
if ((long)); then packages+=(clang postgresql r-base-core r-cran-estimatr); fi

flags="-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

add() { echo "$1 $2" >>"$work/counts"; }  # PASSED FAILED
heading() { printf '\n== %s (at %d:%02d)\n' "$1" $((SECONDS / 60)) $((SECONDS % 60)); }
finish() {
  local passed=0 failed=0 good bad
  wait
  while read -r good bad; do
    passed=$((passed + good))
    failed=$((failed + bad))
  done <"$work/counts"
  printf '\n%d passed, %d failed\n' "$passed" "$failed"
  ((failed == 0)) && ((passed > 0))
  exit
}

install_packages() {
  local missing=() name as_root=()
  for name in "${packages[@]}"; do
    # Node of another origin than Debian brings npm along, and conflicts with Debian's.
    if [[ $name == npm || $name == nodejs ]] && command -v node >/dev/null && command -v npm >/dev/null; then continue; fi
    [[ $(dpkg-query -W -f '${Status}' "$name" 2>/dev/null) == *' installed' ]] || missing+=("$name")
  done
  if ((${#missing[@]} == 0)); then return 0; fi
  echo "Installing: ${missing[*]}"
  if ((EUID != 0)); then as_root=(sudo); fi
  "${as_root[@]}" apt-get update -qq &&
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# step NAME COMMAND...: counts nothing when it works, one failure when it does not.
step() {
  local name=$1
  shift
  heading "$name"
  if "$@"; then return 0; fi
  echo "FAILED $name"
  add 0 1
  return 1
}

# catch2 NAME COMMAND...: the counts of Catch2's last lines, which versions 2 and 3 write alike.
catch2() {
  local name=$1 log=$work/catch.$BASHPID.log status=0 good bad line
  shift
  heading "$name"
  "$@" >"$log" 2>&1 || status=$?
  cat "$log"
  line=$(grep -aE '^(All tests passed \(|test cases: )' "$log" | tail -n 1)
  good=$(grep -oE '[0-9]+ (test cases?|passed)' <<<"$line" | grep -oE '[0-9]+' | tail -n 1)
  bad=$(grep -oE '[0-9]+ failed( as expected)?' <<<"$line" | grep -v expected | grep -oE '[0-9]+')
  good=${good:-0}
  bad=${bad:-0}
  if ((status != 0 && bad == 0)); then
    echo "FAILED $name ended with status $status before it could count"
    bad=1
  fi
  add "$good" "$bad"
}

# counted NAME COMMAND...: a program whose last line is `N passed, N failed`.
counted() {
  local name=$1 log=$work/counted.$BASHPID.log status=0 line
  shift
  heading "$name"
  "$@" >"$log" 2>&1 || status=$?
  cat "$log"
  line=$(tail -n 1 "$log")
  if [[ $line =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed$ ]] && ((status == 0 || BASH_REMATCH[2] > 0)); then
    add "${BASH_REMATCH[1]}" "${BASH_REMATCH[2]}"
  else
    echo "FAILED $name ended with status $status without its count"
    add 0 1
  fi
}

# single NAME COMMAND...: one test; its output is shown when it fails.
single() {
  local name=$1 log=$work/single.$BASHPID.log
  shift
  heading "$name"
  if "$@" >"$log" 2>&1; then
    echo "passed"
    add 1 0
  else
    cat "$log"
    echo "FAILED $name"
    add 0 1
  fi
}

# skippable NAME COMMAND...: one test that says SKIPPED when what it needs is not there.
skippable() {
  local name=$1 log=$work/skippable.$BASHPID.log
  shift
  heading "$name"
  if ! "$@" >"$log" 2>&1; then
    cat "$log"
    echo "FAILED $name"
    add 0 1
  elif grep -q '^SKIPPED' "$log"; then
    cat "$log"
  else
    echo "passed"
    add 1 0
  fi
}

# beside FUNCTION...: one of the functions above next to others, as many as there are processors; its output comes in one piece.
beside() {
  local others
  while others=$(jobs -rp | wc -l) && ((others >= $(nproc))); do wait -n; done
  {
    local log=$work/beside.$BASHPID.log begun=$SECONDS
    "$@" >"$log" 2>&1
    echo "($((SECONDS - begun)) s)" >>"$log"
    flock "$work" cat "$log"
  } &
}

launcher=()
if command -v ccache >/dev/null; then launcher=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache); fi
configure() {  # FOLDER OPTION...
  local folder=$1
  shift
  cmake -S . -B "$folder" -G Ninja "${launcher[@]}" "$@" >"$work/configure.log" || { cat "$work/configure.log"; return 1; }
}
build() { ninja -C "$@" >"$work/build.log" 2>&1 || { tail -n 60 "$work/build.log"; return 1; }; }

step "Packages" install_packages || finish
step "Configure: g++, warnings are errors" configure build-tests -DCMAKE_BUILD_TYPE=Debug -DMLOC_TESTS=ON \
  "-DCMAKE_CXX_FLAGS=$flags" "-DCMAKE_CXX_FLAGS_DEBUG=-O0" || finish
step "Build" build build-tests all mloc_next || finish
mloc=$top/build-tests/mloc

# CI judges the change, not the dice: the same cases each time. --long and a run by hand throw them.
if ((long)); then export MLOC_LONG=1 RC_PARAMS="max_success=500"; else export RC_PARAMS="seed=20101122 max_success=60"; fi
by_python() { /usr/bin/python3 "tests/outside/$1.py" "${@:2}"; }

characters() {
  mkdir "$work/characters"
  single "Every character, for other readers" env MLOC_CHARACTERS="$work/characters" build-tests/tests/mloc_tests "every admitted character*"
  counted "PyYAML reads every character" by_python characters "$work/characters"
  counted "npm's yaml reads every character" node tests/outside/characters.mjs "$work/characters"
}
quickstart() {
  single "The quickstart" env MLOC="$mloc" bash examples/quickstart.sh "$work/quickstart"
  counted "PyYAML reads what mloc wrote" by_python readers "$mloc" "$work/quickstart/loiret"
  counted "npm's yaml reads what mloc wrote" node tests/outside/readers.mjs "$mloc" "$work/quickstart/loiret"
}
passports() {
  single "A network of three partners around three passports" env MLOC="$mloc" bash examples/passeport/make.sh "$work/passeport"
  counted "A browser opens the page of a passport" node tests/outside/pages_passport.mjs "$work/passeport.pages"
}
accounts() {
  single "Seven people of a Pass'Accompagnement" env MLOC="$mloc" bash examples/pass/make.sh "$work/pass"
  single "A statement as a page" "$mloc" -C "$work/pass" contract statement PA-2009-0002 --on 2010-02-10 -o "$work/statement.html"
  counted "A browser shows the statement" node tests/outside/pages_contract.mjs "$work/statement.html"
}
pages() {
  mkdir "$work/pages"
  single "Every element of a page, for a browser" env MLOC_PAGES="$work/pages" build-tests/tests/mloc_tests "every element of a page*"
  counted "A browser shows every element of a page" node tests/outside/pages.mjs "$work/pages/every.html"
}

# The longest first.
verbs="every verb that writes leaves*" transcripts="Every transcript says*"
beside catch2 "Unit, property, fault and house tests" build-tests/tests/mloc_tests "~$verbs" "~$transcripts" "~[.]"
beside catch2 "Every verb that writes, broken at each step" build-tests/tests/mloc_tests "$verbs"
beside catch2 "Transcripts" build-tests/tests/mloc_tests "$transcripts"
step "Packages of node" bash tests/outside/node_packages.sh
beside counted "The power goes while commands write: ext4 and xfs" by_python power_cut "$mloc" $((long ? 25 : 3))
beside counted "Lessons, tests and who sees what, counted a second time" by_python lesson_job "$mloc"
beside skippable "The reports' SQL on PostgreSQL" sh tests/outside/postgres.sh "$mloc"
beside counted "ajv and mloc check agree" node tests/outside/agree.mjs "$mloc"
beside counted "The main job against counts made independently" by_python main_job "$mloc"
beside counted "The whole fixture flows through, against sums made independently" by_python flow "$mloc"
beside counted "A trial at its size: two arms, dated entries, take-up" by_python trial "$mloc"
beside counted "Hostile files: verdict, time and memory" by_python hostile "$mloc"
beside counted "Every output of every verb, on every kind of target" by_python outputs "$mloc"
beside counted "Hostile workspaces: links, terminal, formulas, commands of git" by_python intrusion "$mloc"
beside counted "Pushes, judged record by record" by_python push "$mloc"
beside counted "Real git: merging, diffs, history, commits" by_python history "$mloc"
beside counted "Real git: sealed identities, forgetting" by_python erasure "$mloc"
beside counted "Every released version, read by this one and the next" by_python released "$mloc" build-tests/tests/mloc_next
beside counted "hledger balances the ledgers" by_python hledger "$mloc"
beside counted "Plans of three meetings against Python" by_python meetings "$mloc"
beside counted "Support in employment, counted a second time" by_python employment "$mloc"
beside counted "Booklets and the calendar, read by others" by_python booklets "$mloc"
beside counted "The evaluation gives the figures of R's estimatr" by_python evaluation "$mloc"
beside counted "Nobody can compute what a report hides" by_python protection "$mloc"
beside counted "A person at a terminal" by_python terminal "$mloc"
beside quickstart
beside passports
beside accounts
beside pages
beside characters
beside single "Three people of a Pôle mobilité" env MLOC="$mloc" bash examples/pole/make.sh "$work/pole"
beside single "Two jobs with their meetings" env MLOC="$mloc" bash examples/emploi/make.sh "$work/emploi"
beside counted "A browser shows learner, sheet and bundle" node tests/outside/pages_lesson.mjs "$mloc"
beside counted "A browser shows the booklets" node tests/outside/pages_meeting.mjs "$mloc"
beside counted "A browser shows the reports" node tests/outside/pages_report.mjs "$mloc"
beside counted "Workbooks, read back by openpyxl" by_python workbook "$mloc"
beside counted "Schemas, code lists, templates and examples" node tests/outside/schemas.mjs
beside counted "Manual pages against --help" python3 tests/house/man.py "$mloc"
beside counted "Every type has a name of its own" python3 tests/house/names.py
beside skippable "A full file system, by bytes and by inodes" by_python full_disk "$mloc"
wait

if ((long)); then
  counted "R's estimatr, t.test, p.adjust and power.prop.test say the same" Rscript tests/outside/evaluation.R "$mloc"
  if step "Configure: address and undefined-behaviour sanitizers" configure build-asan --preset asan &&
    step "Build" build build-asan; then
    catch2 "All tests under the sanitizers" env ASAN_OPTIONS=detect_leaks=1 build-asan/tests/mloc_tests
  fi
  if step "Configure: clang" configure build-clang --preset clang && step "Build" build build-clang; then
    catch2 "All tests, built by clang" build-clang/tests/mloc_tests
  fi
  targets=()
  for file in tests/fuzz/*.cpp; do
    if [[ -f $file ]]; then targets+=("mloc_fuzz_$(basename "$file" .cpp)"); fi
  done
  if ((${#targets[@]} == 0)); then echo "skipped: there is no fuzz target yet"; fi
  if ((${#targets[@]})) && step "Configure: fuzz" configure build-fuzz --preset fuzz &&
    step "Build" build build-fuzz "${targets[@]}"; then
    mkdir "$work/seeds"
    find examples/records -name '*.yaml' | while read -r file; do cp "$file" "$work/seeds/${file//\//_}"; done
    for target in "${targets[@]}"; do
      single "A minute of $target" "build-fuzz/tests/$target" -max_total_time=60 -timeout=5 -rss_limit_mb=1024 -artifact_prefix=build-fuzz/ "$work/seeds"
    done
  fi
fi

finish

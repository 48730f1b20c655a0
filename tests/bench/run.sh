#!/bin/sh
# Measures the program and prints ratios; asserts nothing.
#   tests/bench/run.sh MLOC [N]        N dossiers of 11 records each, default: 20,000
# Build MLOC with the preset `release`. Each time is the best of five (of two where it takes long); "cold" means without
# mloc's cache, the files themselves are in the system's memory in all cases.
set -eu
mloc=$(realpath "${1:?the program}")
count=${2:-20000}
here=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/mloc-bench-XXXXXX")
trap 'rm -rf "$work"' EXIT
export MLOC_TODAY=2010-07-01 LANG=C.UTF-8

# best TIMES COMMAND…: seconds of the fastest run; its output is thrown away
best() {
  python3 - "$@" <<'PYTHON'
import subprocess, sys, time
times, command = int(sys.argv[1]), sys.argv[2:]
best = None
for _ in range(times):
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    spent = time.perf_counter() - start
    best = spent if best is None or spent < best else best
print(f"{best:.4f}")
PYTHON
}
ratio() { python3 -c "print(f'{$1 / $2:.1f}')"; }
say() { printf '%-64s %s\n' "$1" "$2"; }

echo "== $count dossiers, $((count * 11)) records, $(nproc) processors =="
say "generate.py" "$(best 1 python3 "$here/tests/bench/generate.py" "$work/space" --cases "$count") s"
cd "$work/space"
git init -q . && git add -A && git -c user.name=bench -c user.email=bench@example.org commit -qm "Bench"
sleep 3

cat_time=$(best 5 sh -c 'find cases -name "*.yaml" -print0 | xargs -0 cat')
say "cat of the same files" "$cat_time s"
if "$mloc" check --help >/dev/null 2>&1; then
  check_time=$(best 3 "$mloc" check)
  say "mloc check, everything read and checked" "$check_time s = $(ratio "$check_time" "$cat_time") x cat"
fi
cold_time=$(best 3 sh -c "rm -f .mloc/cache.sqlite; '$mloc' report monthly 2010-06")
say "monthly report without cache (reads, checks, fills the cache)" "$cold_time s = $(ratio "$cold_time" "$cat_time") x cat"

git status >/dev/null
status_time=$(best 5 git status)
warm_time=$(best 5 "$mloc" report monthly 2010-06)
say "git status" "$status_time s"
say "monthly report, warm" "$warm_time s = $(ratio "$warm_time" "$status_time") x git status"

if command -v sqlite3 >/dev/null; then
  {
    echo "CREATE TEMP TABLE params (first_day TEXT, last_day TEXT, after_day TEXT);"
    echo "INSERT INTO params VALUES ('2010-06-01', '2010-06-30', '2010-07-01');"
    echo "CREATE TEMP TABLE calendar (day TEXT PRIMARY KEY, month TEXT, quarter TEXT, year TEXT, weekday BIGINT);"
    echo "CREATE TEMP TABLE waiting_meeting (case_id TEXT, job TEXT, meeting TEXT, due TEXT);"
    "$mloc" report list -O csv --columns name | tr -d '\r' | tail -n +2 | while read -r report; do
      "$mloc" report sql "$report"
      echo ";"
    done
  } >"$work/all.sql"
  shell_time=$(best 3 sh -c "sqlite3 -bail .mloc/cache.sqlite <'$work/all.sql'")
  all_time=$(best 3 "$mloc" report all 2010-06 -o "$work/reports")
  say "report all, warm, every report as CSV and page" "$all_time s = $(ratio "$all_time" "$shell_time") x their queries in the sqlite3 shell"
  say "report all --for partners" "$(best 1 "$mloc" report all 2010-06 -o "$work/reports" --for partners) s"
fi

people=$here/tests/fixtures/evaluation/autonomie_synth.csv
tickets_time=$(best 1 python3 -c "
import hmac
labels = [line.split(',')[0].encode() + b'\\1' for line in open('$people')][1:]
for replay in range(10000):
    key = hmac.digest(b'replay', b'ri/%d' % replay, 'sha256')
    for label in labels: hmac.digest(key, label, 'sha256')")
replays_time=$(best 1 "$mloc" report effect --data "$people" --assign z --stratum stratum --outcome licence --replays 10000 --id id)
say "10,000 replays of a draw of $(($(wc -l <"$people") - 1))" "$replays_time s = $(ratio "$replays_time" "$tickets_time") x Python's hmac for the tickets alone"

git_version=$(best 20 git --version)
mloc_version=$(best 20 "$mloc" --version)
say "git --version" "$git_version s"
say "mloc --version" "$mloc_version s = $(ratio "$mloc_version" "$git_version") x git --version"

peak() { /usr/bin/time -f %M "$@" 2>&1 >/dev/null | tail -1; }
if [ -x /usr/bin/time ]; then
  rm -f .mloc/cache.sqlite
  say "peak memory of the report without cache" "$(($(peak "$mloc" report monthly 2010-06) / 1024)) MB"
  say "peak memory of the report, warm" "$(($(peak "$mloc" report monthly 2010-06) / 1024)) MB"
fi

if /usr/bin/python3 -c 'import yaml; yaml.CSafeLoader' 2>/dev/null; then
  python_time=$(best 1 /usr/bin/python3 "$here/tests/bench/pyyaml_report.py" . 2010-06)
  say "the same report by PyYAML's C loader" "$python_time s = $(ratio "$python_time" "$cold_time") x mloc without cache"
fi

if "$mloc" import lesson --help >/dev/null 2>&1; then
  python3 "$here/tests/bench/lessons_csv.py" . 100000 >"$work/lessons.csv"
  say "import of 100,000 lessons" "$(best 1 "$mloc" import lesson "$work/lessons.csv" --keep-going) s"
  say "the same import again, nothing changed" "$(best 1 "$mloc" import lesson "$work/lessons.csv" --keep-going) s"
fi

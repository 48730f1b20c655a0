#!/bin/sh
# The reports' SQL runs on PostgreSQL, too, and gives what SQLite gives.
#   tests/outside/postgres.sh MLOC
# Loads `mloc export -O csv` of the example's people and lessons into a cluster of its own, thrown away afterwards.
# Without initdb it says that it was skipped.
set -eu
mloc=$(realpath "${1:?the program}")
here=$(cd "$(dirname "$0")/../.." && pwd)

PATH=$PATH:$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | tail -1)
work=$(mktemp -d)
as_user() { "$@"; }
if ! command -v initdb >/dev/null; then
  echo "SKIPPED postgres.sh: initdb is not installed"
  rm -rf "$work"
  exit 0
fi
if [ "$(id -u)" = 0 ]; then
  # PostgreSQL refuses to be root.
  if ! id postgres >/dev/null 2>&1; then
    echo "SKIPPED postgres.sh: no user postgres to run it as"
    rm -rf "$work"
    exit 0
  fi
  mkdir "$work/cluster"
  chmod 755 "$work"
  chown postgres "$work/cluster"
  as_user() { setpriv --reuid=postgres --regid=postgres --clear-groups env HOME="$work/cluster" PATH="$PATH" "$@"; }
fi
cleanup() {
  as_user pg_ctl -D "$work/cluster/data" -m immediate stop >/dev/null 2>&1 || true
  rm -rf "$work"
}
trap cleanup EXIT
mkdir -p "$work/cluster" "$work/tables" "$work/out"

python3 "$here/tests/bench/generate.py" "$work/space" --fixture "$here/examples/autonomie" >/dev/null
as_user initdb -D "$work/cluster/data" --auth=trust --locale=C --encoding=UTF8 >/dev/null
as_user pg_ctl -D "$work/cluster/data" -w -l "$work/cluster/log" \
  -o "-c listen_addresses='' -c unix_socket_directories='$work/cluster' -c fsync=off" start >/dev/null
sql() { as_user psql -h "$work/cluster" -d postgres -q -v ON_ERROR_STOP=1 "$@"; }

for table in $("$mloc" -C "$work/space" query "SELECT DISTINCT kind FROM field ORDER BY kind" -O csv | tr -d '\r' | tail -n +2); do
  case $table in identity | identity_* | source) continue ;; esac
  "$mloc" -C "$work/space" export "$table" -O csv --sensitive --output "$work/tables/$table.csv"
done
"$mloc" -C "$work/space" query "SELECT kind, position, name, type FROM field ORDER BY kind, position" -O csv >"$work/field.csv"
chmod -R a+rX "$work/tables"

python3 "$here/tests/outside/postgres.py" load "$work" >"$work/load.sql"
sql -f - <"$work/load.sql"
for report in "$here"/src/report/*.sql; do
  name=$(basename "$report" .sql)
  "$mloc" -C "$work/space" report "$name" 2010-06 -O csv -q >"$work/out/$name.sqlite.csv"
  sql --csv -f - <"$report" >"$work/out/$name.postgres.csv"
  python3 "$here/tests/outside/postgres.py" compare "$report" "$work/out/$name.sqlite.csv" "$work/out/$name.postgres.csv"
done
python3 "$here/tests/outside/postgres.py" expected "$here/examples/autonomie/expected.json" "$work/out/monthly.postgres.csv"

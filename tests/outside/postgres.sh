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
mkdir -p "$work/cluster"

python3 "$here/tests/bench/generate.py" "$work/space" --fixture "$here/examples/autonomie" >/dev/null
as_user initdb -D "$work/cluster/data" --auth=trust --locale=C --encoding=UTF8 >/dev/null
as_user pg_ctl -D "$work/cluster/data" -w -l "$work/cluster/log" \
  -o "-c listen_addresses='' -c unix_socket_directories='$work/cluster' -c fsync=off" start >/dev/null
sql() { as_user psql -h "$work/cluster" -q -v ON_ERROR_STOP=1 "$@"; }

# Tables that no query reads and no export writes, because they belong to the young person.
owned="SELECT kind FROM field WHERE name = 'passport' AND position = 1"
column() { "$mloc" -C "$1" query "$2" -O csv | tr -d '\r' | tail -n +2; }

# exported WORKSPACE: every table of it that has a row as a file, once.
exported() {
  [ ! -d "$1.tables" ] || return 0
  mkdir -p "$1.tables/tables"
  filled=
  for table in $(column "$1" "SELECT DISTINCT kind FROM field WHERE kind NOT IN ($owned) ORDER BY kind"); do
    case $table in identity | identity_* | source | sealed | sealed_*) continue ;; esac
    filled="$filled${filled:+ UNION ALL }SELECT * FROM (SELECT '$table' FROM \"$table\" LIMIT 1)"
  done
  for table in $(column "$1" "$filled"); do "$mloc" -C "$1" export "$table" -O csv --sensitive --output "$1.tables/tables/$table.csv"; done
  "$mloc" -C "$1" query "SELECT kind, position, name, type FROM field ORDER BY kind, position" -O csv >"$1.tables/field.csv"
}

# judge REPORT WORKSPACE FIRST LAST [REFERENT]: a database of its own for the workspace and its report.
judge() {
  from=$work/$1
  report=$from/$1.sql
  exported "$2"
  cp -r "$2.tables" "$from"
  "$mloc" -C "$2" report sql "$1" >"$report"
  "$mloc" -C "$2" meeting due day:..+3660d -O csv -q >"$from/due.csv"
  python3 "$here/tests/outside/postgres.py" cached "$2" "$from"
  chmod -R a+rX "$from"
  sql -d postgres -c "CREATE DATABASE $1"
  python3 "$here/tests/outside/postgres.py" load "$from" "$3" "$4" | sql -d "$1" -f -
  "$mloc" -C "$2" report "$1" "$3..$4" ${5:+--for "$5"} -O csv -q >"$from/sqlite.csv"
  sql -d "$1" --csv -f - <"$report" >"$from/postgres.csv"
  python3 "$here/tests/outside/postgres.py" compare "$report" "$from/sqlite.csv" "$from/postgres.csv" ${5:+"$5"}
}

cp -r "$here/examples/pole/office" "$work/office"
judge monthly "$work/space" 2010-06-01 2010-06-30
"$mloc" -q init "$work/loiret" --template autonomie
loiret() { "$mloc" -q -C "$work/loiret" "$@" 2>/dev/null || [ $? = 3 ]; }
loiret import partners "$here/examples/autonomie/auto-ecoles.csv"
loiret import application "$here/examples/autonomie/candidatures.csv" --keep-going
loiret import lesson "$here/examples/autonomie/seances.csv" --keep-going
loiret import exam "$here/examples/autonomie/examens.csv"
loiret import entry "$here/examples/autonomie/paiements.csv" --keep-going
judge school "$work/loiret" 2010-01-01 2011-12-31
judge learner "$work/loiret" 2010-06-01 2010-12-31
MLOC=$mloc bash "$here/examples/pass/make.sh" "$work/strasbourg" 2>/dev/null
judge programme "$work/strasbourg" 2009-10-01 2010-12-31
judge funder "$work/strasbourg" 2009-10-01 2011-12-31
judge housing "$work/strasbourg" 2009-10-01 2011-12-31
judge results "$work/strasbourg" 2009-10-01 2011-12-31
judge portfolio "$work/strasbourg" 2009-10-01 2011-12-31 heitz
judge pole "$work/office" 2010-01-01 2011-12-31
judge service "$work/office" 2010-01-01 2010-12-31
MLOC=$mloc bash "$here/examples/passeport/make.sh" "$work/network" >/dev/null
judge passport "$work/network" 2010-01-01 2010-12-31
MLOC=$mloc bash "$here/examples/emploi/make.sh" "$work/emploi" >/dev/null 2>&1
judge employment "$work/emploi" 2012-01-01 2012-12-31
judge attention "$work/loiret" 2010-06-01 2010-12-31
judge trend "$work/loiret" 2010-01-01 2010-12-31
judge sites "$work/loiret" 2010-01-01 2011-12-31
# region DATABASE WORKSPACE...: their script, loaded.
region() {
  database=$1
  shift
  sql -d postgres -c "CREATE DATABASE $database"
  "$mloc" export postgresql "$@" --sensitive >"$work/$database.sql" 2>"$work/$database.schemas" || { cat "$work/$database.schemas"; exit 1; }
  sql -d "$database" -f - <"$work/$database.sql"
}
# same REPORT DATABASE SCHEMA WORKSPACE FIRST LAST: the unchanged SQL of the report, in the schema of one organisation or of all.
same() {
  folder=$work/same
  mkdir -p "$folder"
  "$mloc" report sql "$1" -C "$4" >"$folder/$1.sql"
  { echo "CALL period.choose('$5', '$6'); SET search_path TO $3, period;"; cat "$folder/$1.sql"; } | sql -d "$2" --csv -f - >"$folder/postgres.csv"
  "$mloc" -C "$4" report "$1" "$5..$6" -O csv -q >"$folder/sqlite.csv"
  python3 "$here/tests/outside/postgres.py" compare "$folder/$1.sql" "$folder/sqlite.csv" "$folder/postgres.csv"
}
schema_of() { sed -n "s/^mloc: \(org_[a-z0-9_]*\): .*$1.*/\1/p" "$work/$2.schemas"; }

# One workspace cut into several organisations: each gives its own figures, all together those of the whole.
parts=3
if [ -n "${MLOC_LONG:-}" ]; then parts=15; fi
python3 "$here/tests/outside/postgres.py" cut "$work/loiret" "$work/part" "$parts"
region pieces $(seq -f "$work/part%g" "$parts")
for number in $(seq "$parts"); do
  schema=$(schema_of "n° $number," pieces)
  same school pieces "$schema" "$work/part$number" 2010-01-01 2011-12-31
  python3 "$here/tests/outside/postgres.py" named "$work/part$number" "$(sql -d pieces -tA -c "SELECT organisation_name FROM $schema.settings")"
done
for report in monthly school learner; do same $report pieces everyone "$work/loiret" 2010-01-01 2011-12-31; done
[ "$(sql -d pieces -tA -c "SELECT COUNT(DISTINCT organisation) FROM records.lesson")" = "$parts" ]
# Offices with other programmes in one database.
region offices "$work/strasbourg" "$work/office" "$work/emploi"
same programme offices "$(schema_of Bas-Rhin offices)" "$work/strasbourg" 2009-10-01 2010-12-31
same funder offices "$(schema_of Bas-Rhin offices)" "$work/strasbourg" 2009-10-01 2011-12-31
same results offices "$(schema_of Bas-Rhin offices)" "$work/strasbourg" 2009-10-01 2011-12-31
same service offices "$(schema_of "Mission locale" offices)" "$work/office" 2010-01-01 2010-12-31
same pole offices "$(schema_of "Mission locale" offices)" "$work/office" 2010-01-01 2011-12-31
same employment offices "$(schema_of Loiret offices)" "$work/emploi" 2012-01-01 2012-12-31

for report in "$here"/src/report/sql/*.sql; do
  [ -d "$work/$(basename "$report" .sql)" ] || { echo "no workspace tries $report"; exit 1; }
done
python3 "$here/tests/outside/postgres.py" expected "$here/examples/autonomie/expected.json" "$work/monthly/postgres.csv"

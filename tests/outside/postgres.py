"""The parts of postgres.sh that are easier said in Python: the tables, and the comparison of figures."""
import csv
import json
import os
import re
import shutil
import sqlite3
import sys
import tomllib
import zlib
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

TYPES = {"text": "TEXT", "integer": "BIGINT", "cents": "BIGINT", "flag": "BIGINT"}


def rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def load(work, first, last):
    after = date.fromisoformat(last) + timedelta(days=1)
    tables = {}
    for row in rows(os.path.join(work, "field.csv")):
        tables.setdefault(row["kind"], []).append(f'"{row["name"]}" {TYPES[row["type"]]}')
    for name, columns in tables.items():
        print(f'CREATE TABLE "{name}" ({", ".join(columns)});')
        path = os.path.join(work, "tables", name + ".csv")
        if os.path.exists(path):
            print(f"\\copy \"{name}\" FROM '{path}' WITH (FORMAT csv, HEADER true)")
    print("CREATE TABLE waiting_meeting (case_id TEXT, job TEXT, meeting TEXT, due TEXT);")
    for row in rows(os.path.join(work, "due.csv")):
        for code in row["meeting"].split() if row["due"] else []:
            print(f"INSERT INTO waiting_meeting VALUES ('{row['case_id']}', '{row['job']}', '{code}', '{row['due']}');")
    print("CREATE TABLE params (first_day TEXT, last_day TEXT, after_day TEXT);")
    print(f"INSERT INTO params VALUES ('{first}', '{last}', '{after}');")
    print("CREATE TABLE calendar (day TEXT, month TEXT, quarter TEXT, year TEXT, weekday BIGINT);")
    print("INSERT INTO calendar SELECT to_char(d, 'YYYY-MM-DD'), to_char(d, 'YYYY-MM'), to_char(d, 'YYYY\"-Q\"Q'),"
          " to_char(d, 'YYYY'), extract(isodow FROM d)"
          f" FROM generate_series(date '{first}', date '{last}', '1 day') AS d;")
    # Without figures of its own the planner joins by loops that take hours.
    print("ANALYZE;")


def cached(workspace, work):
    """The tables of passports, straight from the cache."""
    cache = sqlite3.connect(os.path.join(workspace, ".mloc/cache.sqlite"))
    for row in rows(os.path.join(work, "field.csv")):
        if row["name"] != "passport" or row["position"] != "1":
            continue
        with open(os.path.join(work, "tables", row["kind"] + ".csv"), "w", encoding="utf-8", newline="") as file:
            found = cache.execute(f'SELECT * FROM "{row["kind"]}"')
            writer = csv.writer(file)
            writer.writerow(column[0] for column in found.description)
            writer.writerows(found)


def ratio(part, whole, decimals):
    if not whole or int(whole) == 0:
        return ""
    return str((Decimal(part) / Decimal(whole)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))


def compare(report, ours, theirs, referent=None):
    """Row by row; of one referent, where mloc shows only theirs."""
    layout = {}
    with open(report, encoding="utf-8") as file:
        for line in file:
            if found := re.match(r"-- column: (\w+) (\S.*?) *\|", line):
                layout[found[1]] = found[2]
    left, right = rows(ours), [row for row in rows(theirs) if referent in (None, row.get("referent"))]
    assert left and len(left) == len(right), f"{len(left)} rows in SQLite, {len(right)} in PostgreSQL"
    for number, (mine, other) in enumerate(zip(left, right), 1):
        for name, kind in layout.items():
            if found := re.match(r"(?:ratio|share)\((\w+), *(\w+), *(\d)\)", kind):
                value = ratio(other[found[1]], other[found[2]], int(found[3]))
            else:
                value = other[name]
            if kind == "money" and value:
                value = str(Decimal(value).scaleb(-2).quantize(Decimal("0.01")))
            # What only some may read is hidden by mloc, not by the SQL.
            if mine[name] == "masked":
                continue
            assert mine[name] == value, f"row {number}, {name}: SQLite {mine[name]!r}, PostgreSQL {value!r}"
    print(f"{os.path.basename(report)}: {len(left)} rows, the same from SQLite and PostgreSQL")


# Every mark that the schema lets into a name, quotes of SQL among them.
NAME = "ML n° {}, d'Ouest (l’O'Neil) & Cie / Nord+Sud - 2"


def cut(workspace, stem, parts):
    """Every person goes into one of the parts; partners, programmes and settings into all, under a name of their own."""
    parts = int(parts)
    for number in range(1, parts + 1):
        shutil.copytree(workspace, f"{stem}{number}", ignore=shutil.ignore_patterns(".mloc", ".git", "cases", "identities"))
        settings = os.path.join(f"{stem}{number}", "mloc.toml")
        with open(settings, encoding="utf-8") as file:
            text = file.read()
        name = "name = " + json.dumps(NAME.format(number), ensure_ascii=False)
        with open(settings, "w", encoding="utf-8") as file:
            file.write(re.sub(r'(?m)(?<=\[organisation\]\n)name = .*$', lambda _: name, text))
    for room in ("cases", "identities"):
        for folder, _, names in os.walk(os.path.join(workspace, room)):
            for name in names:
                place = os.path.join(f"{stem}{zlib.crc32(name.encode()) % parts + 1}", os.path.relpath(folder, workspace))
                os.makedirs(place, exist_ok=True)
                shutil.copy(os.path.join(folder, name), place)


def named(workspace, name):
    """The organisation's name came through as mloc.toml has it."""
    with open(os.path.join(workspace, "mloc.toml"), "rb") as file:
        wanted = tomllib.load(file)["organisation"]["name"]
    assert name == wanted, f"{name!r} is not {wanted!r}"


def expected(path, figures):
    with open(path, encoding="utf-8") as file:
        wanted = json.load(file)["monthly_2010_06"]
    got = {row["site"] or "total": row for row in rows(figures) if row["level"] in ("site", "total")}
    for place, numbers in wanted.items():
        for name, value in numbers.items():
            row = got[place]
            said = ratio(row["present"], row["known"], 6) if name == "presence_rate" else row[name]
            assert Decimal(said) == Decimal(str(value)), f"{place} {name}: {said} is not {value}"
    print(f"expected.json: {len(wanted)} places, all figures as counted independently")


{"load": load, "cached": cached, "compare": compare, "cut": cut, "named": named, "expected": expected}[sys.argv[1]](*sys.argv[2:])

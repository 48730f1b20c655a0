#!/usr/bin/env python3
"""What `report --for` hides, judged by a linear programme of its own: can anybody compute a hidden number too nearly?

    protection.py MLOC

Tables of numbers drawn by hand of SHA-256 go through a team's own report; the judge knows the sums, reads what was
printed, and finds the least and greatest value of every hidden figure (simplex in fractions, two phases).
"""
import csv
import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from fractions import Fraction

from counting import count, holds

MLOC = os.path.realpath(sys.argv[1])
EXAMPLE = os.path.join(os.path.dirname(os.path.realpath(__file__)), "../../examples/autonomie")
THRESHOLD = 5


def mloc(*words):
    run = subprocess.run([MLOC, *words], capture_output=True, text=True, env={"MLOC_TODAY": "2011-12-31", "LANG": "C.UTF-8"})
    if run.returncode not in (0, 3):
        raise SystemExit(f"{words}: {run.stderr}")
    return run.stdout


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text)))


def draws(seed):
    """Whole numbers from SHA-256, so that every run judges the same tables."""
    block = 0
    while True:
        for byte in hashlib.sha256(f"{seed}/{block}".encode()).digest():
            yield byte
        block += 1


# --- the judge: greatest c·x where A x = b, x >= 0


def pivot(table, basis, row, column):
    by = table[row][column]
    table[row] = {k: v / by for k, v in table[row].items()}
    for other, line in enumerate(table):
        factor = line.get(column, 0)
        if other == row or not factor:
            continue
        for k, v in table[row].items():
            value = line.get(k, 0) - factor * v
            if value:
                line[k] = value
            else:
                line.pop(k, None)
    basis[row] = column


def improve(table, basis, columns):
    """The last line of the table is the price; Bland's rule. False: without end."""
    while True:
        entering = next((c for c in columns if table[-1].get(c, 0) > 0), None)
        if entering is None:
            return True
        rooms = [(table[r].get("b", 0) / table[r][entering], basis[r], r) for r in range(len(basis)) if table[r].get(entering, 0) > 0]
        if not rooms:
            return False
        pivot(table, basis, min(rooms, key=lambda one: (one[0], str(one[1])))[2], entering)


def greatest(equations, target, sign):
    """equations: ({name: factor}, constant). None: without end."""
    names = sorted({name for left, _ in equations for name in left} | {target})
    table, basis = [], []
    for i, (left, right) in enumerate(equations):
        turn = -1 if right < 0 else 1
        line = {name: Fraction(turn * factor) for name, factor in left.items() if factor}
        line["b"] = Fraction(turn * right)
        line[f"~{i}"] = Fraction(1)
        table.append(line)
        basis.append(f"~{i}")
    price = {}
    for line in table:
        for k, v in line.items():
            if not k.startswith("~"):
                price[k] = price.get(k, 0) + v
    table.append(price)
    improve(table, basis, names)
    if table[-1].get("b", 0) != 0:
        raise SystemExit("the printed table cannot be")
    for row in range(len(basis)):
        if basis[row].startswith("~"):
            column = next((c for c in names if table[row].get(c, 0)), None)
            if column:
                pivot(table, basis, row, column)
    table = [{k: v for k, v in line.items() if not k.startswith("~")} for line in table[:-1]]
    price = {target: Fraction(sign)}
    for row in range(len(basis)):
        factor = price.get(basis[row], 0)
        if factor:
            for k, v in table[row].items():
                price[k] = price.get(k, 0) - factor * v
    table.append(price)
    return -table[-1].get("b", 0) * sign if improve(table, basis, names) else None


def bounds(sums, values, hidden, cell):
    """Sums are ([parts], whole); whatever hangs together with the cell counts."""
    reach, near = {cell}, []
    while True:
        more = [s for s in sums if s not in near and any(c in hidden and c in reach for c in s[0] + [s[1]])]
        if not more:
            break
        near += more
        for parts, whole in more:
            reach |= {c for c in parts + [whole] if c in hidden}
    equations = []
    for parts, whole in near:
        left, right = {}, 0
        for factor, members in ((1, parts), (-1, [whole])):
            for c in members:
                if c in hidden:
                    left[c] = left.get(c, 0) + factor
                else:
                    right -= factor * values[c]
        equations.append((left, right))
    low, high = greatest(equations, cell, -1), greatest(equations, cell, 1)
    same_by_glpsol("bounds", equations, cell, low, high)
    return low, high


def by_glpsol(equations, target, sign):
    """The same by GLPK, another's programme; None: without end."""
    names = {name: f"x{i}" for i, name in enumerate(sorted({name for left, _ in equations for name in left} | {target}))}
    lines = ["Maximize" if sign > 0 else "Minimize", f" obj: {names[target]}", "Subject To"]
    for i, (left, right) in enumerate(equations):
        terms = " ".join(f"{factor:+d} {names[name]}" for name, factor in left.items() if factor)
        if terms:
            lines.append(f" c{i}: {terms} = {right}")
    lines += ["Bounds", *(f" {name} >= 0" for name in names.values()), "End"]
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "a.lp"), "w", encoding="ascii") as file:
            file.write("\n".join(lines) + "\n")
        said = subprocess.run(["glpsol", "--lp", "a.lp", "--exact", "-o", "a.txt"], cwd=folder, capture_output=True, text=True, timeout=60).stdout
        with open(os.path.join(folder, "a.txt"), encoding="ascii") as file:
            told = file.read()
    found = re.search(r"^Objective:\s+obj = (\S+)", told, re.M)
    if "UNBOUNDED" in told or "UNBOUNDED" in said or "UNDEFINED" in told or not found:
        return None
    return float(found[1])


def same_by_glpsol(name, equations, cell, low, high):
    if not shutil.which("glpsol") or not any(left for left, _ in equations):
        return
    for sign, mine in ((-1, low), (1, high)):
        theirs = by_glpsol(equations, cell, sign)
        same = (mine is None) == (theirs is None) and (mine is None or abs(float(mine) - theirs) < 1e-6)
        holds(f"{name}: {cell}: glpsol says the same", same, (mine, theirs))


def judge(name, sums, values, hidden, facts=(), unprinted=()):
    """What nobody prints may be computed, unless it is a small number."""
    for cell in sorted(hidden):
        value = values[cell]
        if value == 0 or (cell in unprinted and value >= THRESHOLD):
            continue
        low, high = bounds(sums, values, hidden, cell)
        wide = min(THRESHOLD, value) if cell in facts else THRESHOLD
        close = cell not in facts and (low > max(0, value - 2) or (high is not None and high < value + 2))
        holds(f"{name}: {cell} = {value} is told as {low}..{high}", not close and (high is None or high - low >= wide))


# --- tables of a team's own


def own_report(space, count):
    """`count` tables by row and column with all totals; facts are lessons of the people."""
    numbers = draws("tables")
    lines = []
    for t in range(count):
        rows, columns = 2 + next(numbers) % 3, 2 + next(numbers) % 3
        cells = {}
        for r in range(rows):
            for c in range(columns):
                people = max(0, next(numbers) % 24 - 3)
                cells[r, c] = (people, people * 3 + next(numbers) % 5 if people else 0)
        for r in [*range(rows), None]:
            for c in [*range(columns), None]:
                inside = [v for (i, j), v in cells.items() if r in (None, i) and c in (None, j)]
                lines.append((f"t{t:02}", None if r is None else f"r{r}", None if c is None else f"c{c}",
                              sum(v[0] for v in inside), sum(v[1] for v in inside)))
    sql = ",\n".join("(" + ", ".join("NULL" if v is None else repr(v) for v in line) + ")" for line in lines)
    with open(os.path.join(space, "reports/tables.sql"), "w", encoding="utf-8") as file:
        file.write("""-- title: Tableaux | Tables
-- column: t text | Tableau | Table
-- column: line text | Ligne | Line
-- column: place text | Colonne | Column
-- column: people integer | Jeunes | People
-- column: lessons integer | Séances | Lessons
-- people: people > lessons
-- adds: line * to - within t, place
-- adds: place * to - within t, line
WITH given (t, line, place, people, lessons) AS (VALUES
""" + sql + ")\nSELECT given.t, given.line, given.place, given.people, given.lessons FROM given\n")


def judge_tables(space):
    own_report(space, 24)
    told = rows_of(mloc("-C", space, "report", "tables", "2010", "-O", "csv", "-q", "--for", "partners"))
    true = rows_of(mloc("-C", space, "report", "tables", "2010", "-O", "csv", "-q"))
    holds("as many rows", len(told) == len(true))
    for table in sorted({row["t"] for row in true}):
        both = [(a, b) for a, b in zip(told, true) if b["t"] == table]
        small = any(0 < int(b["people"]) < THRESHOLD for _, b in both)
        values, hidden, sums, facts = {}, set(), [], set()
        for column in ("people", "lessons"):
            lines = sorted({b["line"] for _, b in both})
            places = sorted({b["place"] for _, b in both})
            for a, b in both:
                cell = f"{column} {b['line']}|{b['place']}"
                values[cell] = int(b[column])
                if column == "lessons":
                    facts.add(cell)
                if a[column] == "s":
                    hidden.add(cell)
                else:
                    holds(f"{table} {cell}: what is told is true", a[column] == b[column])
                    holds(f"{table} {cell}: no small number is told", column == "lessons" or not 0 < int(a[column]) < THRESHOLD)
            sums += [([f"{column} {l}|{p}" for l in lines if l], f"{column} |{p}") for p in places]
            sums += [([f"{column} {l}|{p}" for p in places if p], f"{column} {l}|") for l in lines]
        holds(f"{table}: something is hidden where something is small, and only there", bool(hidden) == small)
        judge(table, sums, values, hidden, facts)


# --- the reports of a programme


def judge_programme(space):
    for step in (("import", "partners", "auto-ecoles.csv"), ("import", "application", "candidatures.csv"), ("import", "lesson", "seances.csv"),
                 ("import", "exam", "examens.csv")):
        mloc("-C", space, "-q", *step[:-1], os.path.join(EXAMPLE, step[-1]), "--keep-going")
    for period in ("2010-06", "2010-10"):
        told = rows_of(mloc("-C", space, "report", "school", period, "-O", "csv", "-q", "--for", "partners"))
        true = rows_of(mloc("-C", space, "report", "school", period, "-O", "csv", "-q"))
        holds("a day on which one person had the licence is not told", "first_licence" not in told[0] and "received" not in told[0])
        for column in ("applied", "started", "driving", "examined"):
            name = {id(row): f"{row['level']}/{row['name']}" for row in true}
            values = {name[id(row)]: int(row[column]) for row in true}
            hidden = {name[id(b)] for a, b in zip(told, true) if a[column] == "s"}
            sums = [([name[id(row)] for row in true if row["level"] == level], "total/") for level in ("month", "commune", "area", "school", "site")]
            holds(f"{period} {column}: no small number is told", not any(0 < values[cell] < THRESHOLD for cell in values if cell not in hidden))
            judge(f"{period} {column}", sums, values, hidden)
        month = rows_of(mloc("-C", space, "report", "monthly", period, "-O", "csv", "-q", "--for", "partners"))
        for row in month:
            twin = [a for a in told if a["level"] == row["level"] and row["level"] != "school" and a["name"] == row["site"]]
            holds(f"{period}: both reports tell the same of {row['level']} {row['site']}", all(a[c] == row[c] for a in twin for c in ("learners", "sessions")))


def judge_funnel(space):
    """`programme` by site, and the funder's total of the same entries and amounts."""
    mloc("-C", space, "-q", "import", "entry", os.path.join(EXAMPLE, "paiements.csv"), "--keep-going")
    told, true = (rows_of(mloc("-C", space, "report", "programme", "2010-06", "-O", "csv", "-q", *more)) for more in (("--for", "partners"), ()))
    holds("what follows from other figures is not told twice", "remaining" in true[0] and "remaining" not in told[0] and "unit_cost" not in told[0])
    for item in sorted({row["item"] for row in true}):
        both = [(a, b) for a, b in zip(told, true) if b["item"] == item]
        for column, people in (("in_period", True), ("cumulative", True), ("period_amount", False), ("cumulative_amount", False)):
            values = {b["site"]: round(float(b[column]) * (1 if people else 100)) for _, b in both if b[column]}
            hidden = {b["site"] for a, b in both if a[column] == "s"}
            holds(f"{item} {column}: no small number is told", not people or not any(0 < values[one] < THRESHOLD for one in values if one not in hidden))
            judge(f"{item} {column}", [([one for one in values if one], "")] if values else [], values, hidden, () if people else values)
            for a, b in both:
                holds(f"{item} {column} {b['site']}: what rests on a hidden number is hidden", people or a[column] in ("", "s") or a["in_period" if column == "period_amount" else "cumulative"] != "s")
    funder = {row["section"]: row for row in rows_of(mloc("-C", space, "report", "funder", "2010-06", "-O", "csv", "-q", "--for", "partners")) if row["item"] == "total"}
    paid = next(row for row in told if row["item"] == "aide_payee" and not row["site"])
    holds("both reports tell the same amount", funder["lines"]["paid"] == paid["cumulative_amount"], (funder["lines"], paid))


def judge_employment(space):
    """The numbers of `employment` add up within an item, breaks with their outcomes, reasons and threats; meetings over their items."""
    mloc("-C", space, "-q", "import", "job", os.path.join(EXAMPLE, "embauches.csv"))
    jobs = rows_of(mloc("-C", space, "meeting", "job", "list", "-O", "csv"))
    outcomes = ["terme"] * 12 + ["transforme_cdi"] * 9 + ["demission"] * 6 + ["licenciement"] * 3 + ["abandon_poste"] * 2
    for number, (job, outcome) in enumerate(zip(jobs, outcomes)):
        reason = ("--reason", "transport" if number % 3 else "economique") if outcome not in ("terme", "transforme_cdi") else ()
        mloc("-C", space, "-q", "--today", "2012-12-31", "meeting", "job", "end", job["file_number"], outcome, *reason)
    told, true = (rows_of(mloc("-C", space, "report", "employment", "2012", "-O", "csv", "-q", *more)) for more in (("--for", "partners"), ()))
    name = lambda row: "/".join(row[part] for part in ("section", "party", "item", "value"))
    values = {name(row): int(row["number"]) for row in true}
    people = {name(row): int(row["people"]) for row in true}
    hidden = {name(row) for row in told if row["number"] == "s"}
    holds("no small number is told", not any(0 < min(values[one], people[one]) < THRESHOLD for one in values if one not in hidden), (values, hidden))
    holds("something is told", len(hidden) < len(values), hidden)
    sums, wholes = [], {}
    for row in true:
        if row["whole"]:
            wholes.setdefault((row["section"], row["party"], row["item"], row["whole"]), []).append(row)
    shares = {name(a): a["share"] for a in told}
    for key, rows in wholes.items():
        whole = "whole " + "/".join(key)
        values[whole] = int(key[3])
        if not any(shares[name(row)] not in ("", "s") for row in rows):
            hidden.add(whole)
        parts = [name(row) for row in rows]
        rest = values[whole] - sum(values[one] for one in parts)
        if rest:
            values[f"rest {whole}"] = rest
            hidden.add(f"rest {whole}")
            parts.append(f"rest {whole}")
        sums.append((parts, whole))
    for value in sorted({row["value"] for row in true if row["section"] == "meeting"}):
        sums.append(([name(row) for row in true if row["section"] == "meeting" and row["value"] == value and row["item"]], f"meeting///{value}"))
    for item in ("break", "break_reason"):
        sums.append(([name(row) for row in true if row["item"] == item], "end//outcome/rupture"))
    # What no row prints (a whole, what it leaves over) may be computed unless it is small.
    judge("employment", sums, values, hidden, (), {one for one in values if one.startswith(("whole ", "rest "))})


# --- months and their quarter, told to the same readers


MONTHS = ("2010-01", "2010-02", "2010-03")
COUNTED = {"a": (12, 10, 3), "b": (20, 7, 30), "c": (9, 8, 11)}


def steps_report(space):
    lines = ", ".join(f"('{site}', '{month}-15', {people})" for site, counts in COUNTED.items() for month, people in zip(MONTHS, counts))
    inside = "given.day >= params.first_day AND given.day < params.after_day"
    figures = f"SUM(CASE WHEN {inside} THEN given.people ELSE 0 END) AS people, SUM(CASE WHEN given.day < params.after_day THEN given.people ELSE 0 END) AS so_far"
    with open(os.path.join(space, "reports/steps.sql"), "w", encoding="utf-8") as file:
        file.write(f"""-- title: Pas | Steps
-- column: site text | Site | Site
-- column: people integer | Jeunes | People
-- column: so_far integer | Cumul | So far
-- people: people
-- people: so_far
-- adds: site * to -
-- adds: people to so_far
-- grows: so_far by people
-- loose: people, so_far
WITH given (site, day, people) AS (VALUES {lines})
SELECT given.site, {figures} FROM params CROSS JOIN given GROUP BY given.site
UNION ALL SELECT NULL, {figures} FROM params CROSS JOIN given
""")


def judge_order(folder, order):
    """The periods are told one after another: all but the last are published."""
    space = os.path.join(folder, "-".join(order))
    mloc("-q", "init", space, "--template", "empty")
    os.makedirs(os.path.join(space, "reports"), exist_ok=True)
    steps_report(space)
    sites = [*COUNTED, ""]
    people = {(month, site): sum(counts[i] for one, counts in COUNTED.items() if site in (one, "")) for i, month in enumerate(MONTHS) for site in sites}
    values, hidden, unprinted, sums = {}, set(), set(), []
    for place, period in enumerate((*MONTHS, "2010-Q1")):
        ends = min(place, 2)
        for site in sites:
            values[f"{period} people {site}"] = people[period, site] if period in MONTHS else sum(people[month, site] for month in MONTHS)
            values[f"{period} so_far {site}"] = sum(people[month, site] for month in MONTHS[:ends + 1])
        sums += [([f"{period} {column} {site}" for site in COUNTED], f"{period} {column} ") for column in ("people", "so_far")]
    for site in sites:
        sums.append(([f"{month} people {site}" for month in MONTHS], f"2010-Q1 people {site}"))
        sums.append(([f"2010-03 so_far {site}"], f"2010-Q1 so_far {site}"))
        sums += [([f"{before} so_far {site}", f"{after} people {site}"], f"{after} so_far {site}") for before, after in zip(MONTHS, MONTHS[1:])]
        sums.append(([f"2010-01 people {site}"], f"2010-01 so_far {site}"))
    for period in order[:-1]:
        mloc("-C", space, "-q", "report", "publish", period, "--for", "partners")
    for period in (*MONTHS, "2010-Q1"):
        cells = {f"{period} {column} {site}" for column in ("people", "so_far") for site in sites}
        if period not in order:
            hidden |= cells
            unprinted |= cells
            continue
        for row in rows_of(mloc("-C", space, "report", "steps", period, "-O", "csv", "-q", "--for", "partners")):
            for column in ("people", "so_far"):
                cell = f"{period} {column} {row['site']}"
                hidden |= {cell} if row[column] == "s" else set()
                holds(f"{cell}: what is told is true", row[column] in ("s", str(values[cell])))
    holds(f"{order}: something is told", len(hidden - unprinted) < 2 * len(order) * len(sites))
    judge(" then ".join(order), sums, values, hidden, (), unprinted)


def main():
    with tempfile.TemporaryDirectory() as folder:
        space = os.path.join(folder, "loiret")
        mloc("-q", "init", space, "--template", "autonomie")
        os.makedirs(os.path.join(space, "reports"), exist_ok=True)
        judge_tables(space)
        os.remove(os.path.join(space, "reports/tables.sql"))
        for order in (("2010-01", "2010-02", "2010-Q1"), ("2010-Q1", "2010-01", "2010-02"), ("2010-02", "2010-03"), (*MONTHS, "2010-Q1"), ("2010-01", "2010-03")):
            judge_order(folder, order)
        judge_programme(space)
        judge_funnel(space)
        judge_employment(space)


sys.exit(count(main))

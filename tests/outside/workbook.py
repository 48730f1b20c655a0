"""The workbooks of `report -O xlsx`, read back by openpyxl: numbers are numbers, days days, texts texts; and the folder of
`report all`: whole or not at all.

    /usr/bin/python3 tests/outside/workbook.py build/mloc
"""
import collections
import csv
import datetime
import os
import subprocess
import sys
import tempfile

import openpyxl
from counting import count, holds, same

MLOC = os.path.abspath(sys.argv[1])
EXAMPLE = os.path.join(os.path.dirname(os.path.realpath(__file__)), "../../examples/autonomie")
OWN = """-- title: Essai | Trial
-- column: name text | Nom | Name
-- column: people integer | Jeunes | People
-- column: amount money | Montant | Amount
-- column: share ratio(people, whole, 3) | Part | Share
-- column: first day | Premier jour | First day
-- column: open flag | Ouvert | Open
-- people: people > amount, share
SELECT '=1+1' AS name, 1200 AS people, -123456 AS amount, 3600 AS whole, '2012-02-29' AS first, 1 AS open
UNION ALL SELECT '007', 3, 5, 0, NULL, 0
"""


def mloc(space, *words):
    done = subprocess.run([MLOC, "-C", space, "-q", *([] if "--today" in words else ["--today", "2011-12-31"]), *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={'LANG': 'C.UTF-8'})
    if done.returncode not in (0, 3):
        raise SystemExit(f"{words}: {done.stderr.decode()}")
    return done.stdout


def table_of(sheet):
    """Headings and rows below the first empty line."""
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    empty = next(i for i, row in enumerate(rows) if not any(row))
    return rows[:empty], rows[empty + 1], rows[empty + 2:]


def own(space, folder):
    os.makedirs(os.path.join(space, "reports"), exist_ok=True)
    with open(os.path.join(space, "reports/essai.sql"), "w", encoding="utf-8") as file:
        file.write(OWN)
    path = os.path.join(folder, "essai.xlsx")
    mloc(space, "report", "essai", "2010", "-O", "xlsx", "-o", path)
    above, heads, rows = table_of(openpyxl.load_workbook(path)["essai"])
    same("what stands above", [row[0] for row in above], ["Essai", "du 01/01/2010 au 31/12/2010"])
    same("headings in French", heads, ["Nom", "Jeunes", "Montant", "Part", "Premier jour", "Ouvert"])
    same("types", rows, [["=1+1", 1200, -1234.56, 0.333, datetime.datetime(2012, 2, 29), True], ["007", 3, 0.05, None, None, False]])
    sheet = openpyxl.load_workbook(path)["essai"]
    same("a text that looks like a formula is a text", sheet["A5"].data_type, "s")
    same("forms of numbers", [sheet[cell].number_format for cell in ("B5", "C5", "D5", "E5")], ["0", "#,##0.00", "0.000", "dd/mm/yyyy"])
    piped = mloc(space, "report", "essai", "2010", "-O", "xlsx")
    with open(path, "rb") as file:
        same("the same bytes on a pipe, at another time", piped == file.read(), True)
    told = os.path.join(folder, "told.xlsx")
    mloc(space, "report", "essai", "2010", "-O", "xlsx", "-o", told, "--for", "partners")
    above, heads, rows = table_of(openpyxl.load_workbook(told)["essai"])
    same("for partners", (heads, rows), (["Nom", "Jeunes", "Montant", "Part"], [["=1+1", 1200, -1234.56, 0.333], ["007", "s", "s", "s"]]))
    holds("what s means is said", above[2][0].startswith("s : chiffre caché"), above)


def words(space):
    """Each code with all that it is called in French."""
    said = collections.defaultdict(set)
    listed = mloc(space, "query", "SELECT code, fr FROM code UNION SELECT code, name FROM site UNION SELECT code, name FROM partner UNION SELECT code, name FROM programme UNION SELECT code, name FROM staff WHERE name IS NOT NULL "
                  "UNION SELECT funder.code || '/' || funder_lines.code, funder_lines.name FROM funder_lines INNER JOIN funder ON funder.position = funder_lines.funder_position", "-O", "csv")
    for code, word in csv.reader(listed.decode().splitlines()):
        said[code].add(word)
    with open(os.path.join(EXAMPLE, "../../schemas/communes.tsv"), encoding="utf-8") as file:
        for line in file:
            code, name = line.split("\t")[:2]
            said[code].add(name)
    for number, month in enumerate(("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"), 1):
        said[f"2010-{number:02}"].add(f"{month} 2010")
    return said


def plain(cell):
    """As the CSV file has it: time in minutes, a day in ISO form."""
    if isinstance(cell, datetime.timedelta):
        return str(round(cell.total_seconds() / 60))
    if isinstance(cell, datetime.time):
        return str(cell.hour * 60 + cell.minute)
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat()
    return str(cell).lower() if isinstance(cell, bool) else str(cell)


def everything(space, folder):
    for line in (("import", "partners", "auto-ecoles.csv"), ("import", "application", "candidatures.csv"), ("import", "lesson", "seances.csv")):
        mloc(space, *line[:-1], os.path.join(EXAMPLE, line[-1]), "--keep-going")
    output = os.path.join(folder, "out")
    mloc(space, "report", "all", "2010-06", "-o", output, "-O", "xlsx")
    book = openpyxl.load_workbook(os.path.join(output, "reports.xlsx"))
    french = words(space)
    same("what it is, and a sheet for each report", book.sheetnames, ["Lisez-moi"] + sorted(name[:-4] for name in os.listdir(output) if name.endswith(".csv") and not name.startswith("programme-")))
    for name in book.sheetnames[1:]:
        with open(os.path.join(output, name + ".csv"), encoding="utf-8", newline="") as file:
            wanted = list(csv.reader(file))
        _, heads, rows = table_of(book[name])
        same(f"{name}: as many columns and rows", (len(heads), len(rows)), (len(wanted[0]), len(wanted) - 1))
        for found, row in zip(rows, wanted[1:]):
            for cell, text in zip(found, row):
                number = isinstance(cell, (int, float)) and not isinstance(cell, bool)
                fits = cell is None if text == "" else abs(float(text) - cell) < 1e-9 if number else plain(cell) == text
                if not fits:
                    same(f"{name}: a cell has a word for its code", cell in french[text], True)
        holds(f"{name}: its numbers are numbers", not any(isinstance(cell, str) and cell.replace(".", "").isdigit() and heads[i] not in ("Commune", "Nom") for row in rows for i, cell in enumerate(row)))


def tree(folder):
    found = {}
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), "rb") as file:
            found[name] = file.read()
    return found


def placing(space, folder):
    """The folder is there whole or not at all, and the same data give the same bytes."""
    output = os.path.join(folder, "month")
    make = ("report", "all", "2010-06", "-o", output)
    mloc(space, *make)
    first = tree(output)
    same("an index, and two files for each report", len([name for name in first if not name.startswith(".")]), 2 * len([name for name in first if name.endswith(".csv")]) + 1)
    mloc(space, *make, "--today", "2012-05-06")
    same("the same bytes on another day", tree(output) == first, True)
    # As cron runs it: no locale, no terminal, another folder; what is printed would be mailed.
    done = subprocess.run([MLOC, "-C", space, "-q", "--today", "2010-07-01", "report", "all", "last-month", "-o", output], cwd="/", stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env={"HOME": folder, "LOGNAME": "office", "SHELL": "/bin/sh", "PATH": "/usr/bin:/bin"})
    same("from cron: nothing to mail, and the same bytes", (done.returncode, done.stdout, tree(output) == first), (0, b"", True))
    os.rename(output, output + ".mloc-old")
    mloc(space, *make)
    same("the old folder after a crash between two renames", (tree(output) == first, os.path.exists(output + ".mloc-old")), (True, False))
    os.makedirs(output + ".mloc-tmp")
    with open(os.path.join(output + ".mloc-tmp", "half.csv"), "w", encoding="utf-8") as file:
        file.write("half")
    mloc(space, *make, "--for", "partners")
    holds("what a crash left half is gone", "half.csv" not in tree(output) and not os.path.exists(output + ".mloc-tmp"))
    holds("another run takes its place whole", "learner.csv" not in tree(output) and tree(output) != first)
    before = tree(output)
    cases = os.path.join(space, "cases")
    broken = os.path.join(cases, sorted(os.listdir(cases))[0])
    broken = os.path.join(broken, sorted(os.listdir(broken))[0])
    with open(broken, "a", encoding="utf-8") as file:
        file.write("broken")
    done = subprocess.run([MLOC, "-C", space, *make], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={'LANG': 'C.UTF-8'})
    same("a broken record: status 1, and the folder as it was", (done.returncode, tree(output) == before), (1, True))
    done = subprocess.run([MLOC, "-C", space, "-q", *make, "--allow-invalid"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={'LANG': 'C.UTF-8'})
    same("left out on request", (done.returncode, b"anomalies" in tree(output)["index.html"]), (3, True))
    done = subprocess.run([MLOC, "-C", space, "report", "all", "2010", "-o", space], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={'LANG': 'C.UTF-8'})
    same("another folder is not taken away", (done.returncode, os.path.isdir(cases)), (2, True))
    # Somebody's own pages have an index, too.
    for number, names in enumerate((["index.html"], ["index.html", "page.html"], ["index.html", "monthly.csv", "monthly.html", "photo.html"])):
        pages = os.path.join(os.path.dirname(space), f"pages{number}")
        os.mkdir(pages)
        for name in names:
            open(os.path.join(pages, name), "w").close()
        done = subprocess.run([MLOC, "-C", space, "report", "all", "2010", "-o", pages], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={'LANG': 'C.UTF-8'})
        same(f"somebody's {names} stay", (done.returncode, sorted(os.listdir(pages))), (2, sorted(names)))


def main():
    with tempfile.TemporaryDirectory() as folder:
        space = os.path.join(folder, "loiret")
        subprocess.run([MLOC, "-q", "init", space, "--template", "autonomie"], check=True, env={'LANG': 'C.UTF-8'})
        own(space, folder)
        everything(space, folder)
        placing(space, folder)


sys.exit(count(main))

"""The files of tests/fixtures/imports, in the shape of real ones: what must be stored of each row, and which rows are refused with
which reason. Then workbooks made by openpyxl, which must say the same as the CSV file.

    /usr/bin/python3 tests/outside/imports.py build/mloc
"""
import csv
import datetime
import glob
import io
import os
import re
import subprocess
import sys
import tempfile

import openpyxl
import yaml
from counting import count, holds, same

MLOC = os.path.abspath(sys.argv[1])
FIXTURES = os.path.join(os.path.dirname(os.path.realpath(__file__)), "../fixtures/imports")
EXAMPLE = os.path.join(os.path.dirname(os.path.realpath(__file__)), "../../examples/autonomie")
TODAY = "2012-03-10"


class Office:
    """A workspace of its own."""

    def __init__(self, folder, name):
        self.folder = os.path.join(folder, name)
        run("init", self.folder, "--template", "autonomie", "-q")

    def edit(self, mapping, change):
        path = os.path.join(self.folder, f"imports/{mapping}.toml")
        with open(path, encoding="utf-8") as file:
            text = change(file.read())
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)

    def imports(self, what, path, *words):
        self.done = run("-C", self.folder, "--today", TODAY, "import", what, path, "--keep-going", *words, may_fail=True)
        self.told = self.done.stdout.decode() + self.done.stderr.decode()
        return self.done.returncode

    def rejected_lines(self, what, path):
        """All lines of the file of rejected rows, by the number of the line."""
        out = os.path.join(self.folder, "rejected.csv")
        self.imports(what, path, "--rejects", out)
        if not os.path.exists(out):
            return {}
        with open(out, "rb") as file:
            text = file.read().decode("utf-8-sig", "replace")
        os.remove(out)
        rows = list(csv.reader(io.StringIO(text), delimiter=";"))
        return {int(row[-2]): row[-1] for row in rows[1:] if len(row) > 2 and row[-2].isdigit()}

    def records(self, folder):
        made = []
        for path in sorted(glob.glob(os.path.join(self.folder, folder, "**/*.yaml"), recursive=True)):
            with open(path, encoding="utf-8") as file:
                made.append((os.path.basename(path), [one for one in yaml.load_all(file, Loader=yaml.BaseLoader) if one]))
        return made

    def people(self):
        """file number: all fields of person, application and identity."""
        identities = dict(self.records("identities"))
        made = {}
        for name, records in self.records("cases"):
            all_fields = {}
            for record in records + identities.get(name, []):
                if record["record"].split("/")[0] in ("person", "application", "identity"):
                    all_fields.update(record)
            made[all_fields["file_number"]] = all_fields
        return made


def run(*words, may_fail=False):
    done = subprocess.run([MLOC, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={"MLOC_BY": "foucher", "LANG": "C.UTF-8"}, check=False)
    if done.returncode != 0 and not may_fail:
        raise SystemExit(f"{words}: {done.stderr.decode()}")
    return done


def fixture(*names):
    return os.path.join(FIXTURES, *names)


def stored(office, field):
    return {int(number[-4:]): fields.get(field) for number, fields in office.people().items()}


def reasons(told, rows, words):
    """Each of the rows (the first below the header is 1) is refused, for a reason with these words."""
    for row in rows:
        holds(f"row {row} is refused: {words}", words in told.get(row + 1, ""), told.get(row + 1))


def phones(folder):
    office = Office(folder, "phones")
    told = office.rejected_lines("application", fixture("phones/candidatures.csv"))
    same("phones that are kept", {row: phone for row, phone in stored(office, "phone").items()},
         {**{row: "+33612345678" for row in (1, 3, 4, 5, 7, 11)}, 8: "+590690123456"})
    same("phones that are refused", sorted(line - 1 for line in told), [2, 6, 9, 10, 12, 13])
    holds("the lost zero is the hint", "0612345678" in office.told)


def siret(folder):
    office = Office(folder, "siret")
    office.imports("partners", fixture("siret/ecoles.csv"))
    kept = {name[:-5]: record["siret"] for name, records in office.records("partners") for record in records if "siret" in record}
    same("SIRET that are kept", kept, {
        "poste": "35600000009075", "poste-siege": "35600000000048", "espaces": "27738774200046", "insecable": "38349867200039",
        "tirets": "38349867200039", "points": "38349867200039", "apostrophe": "38349867200039", "zero": "06980513300076"})
    for words in ("a spreadsheet took it for a quantity", "06980513300076", "SIREN", "one digit repeated"):
        holds(f"SIRET: said {words}", words in office.told, office.told)


def communes(folder):
    office = Office(folder, "communes")
    told = office.rejected_lines("application", fixture("communes/candidatures.csv"))
    kept = stored(office, "commune")
    same("communes that are refused", sorted(line - 1 for line in told), [4, 5, 6, 10, 18])
    same("communes that are kept", {row: kept.get(row) for row in (3, 7, 12, 15, 16, 17, 19)},
         {3: "2B033", 7: "01053", 12: "75110", 15: "45234", 16: "75120", 17: "99350", 19: "45234"})
    for words in ("Bastia is 2B033", "Ajaccio is 2A004", "Orléans is 45234", "Saint-Martin is 97801"):
        holds(f"communes: said {words}", words in office.told, office.told)


def amounts(folder):
    office = Office(folder, "amounts")
    office.imports("application", fixture("amounts/candidatures.csv"))
    told = office.rejected_lines("entry", fixture("amounts/paiements.csv"))
    unread = sorted(line - 2 for line, reason in told.items() if "is not an amount" in reason or "is no amount" in reason)
    same("amounts that are refused", unread, [3, 12, 13, 14, 15, 16, 17, 18, 19, 21, 22, 23, 24])
    # Those that are read go beyond what is due, which tells how they were read.
    for pieces, total in (((1, 2, 4, 5, 6), "500.00"), ((7,), "360.70"), ((8, 9, 10, 11), "1605.90"), ((20,), "2180.54")):
        for piece in pieces:
            holds(f"P{piece:04} is read", f"would come to {total}" in told.get(piece + 2, ""), told.get(piece + 2))
    for words in ("it is negative", "a blank stands only before three digits", "a spreadsheet shortened it", "at most two decimals"):
        holds(f"amounts: said {words}", words in office.told, office.told)
    office = Office(folder, "resources")
    office.imports("application", fixture("amounts/ressources.csv"))
    same("resources", {row: value for row, value in stored(office, "resources").items()},
         {1: "500.00", 2: "500.00", 6: "1234.50", 8: "1930.54", 9: "1930.54"})


def names(folder):
    office = Office(folder, "names")
    told = office.rejected_lines("application", fixture("names/candidatures.csv"))
    people = office.people()
    same("names that are refused", sorted(line - 1 for line in told), [7, 15, 16, 21, 24, 31, 32])
    reasons(told, (15,), "single")
    for row in (5, 6, 8):
        person = people.get(f"AU-2010-{row:04}", {})
        same(f"names of birth and use, row {row}", (person.get("surname"), person.get("use_name")), ("DUPONT", "MARTIN") if row == 6 else ("MARTIN", "DUPONT"))
    for row, surname in ((12, "SAINT-JEAN"), (13, "LE-GOFF"), (23, "SAINTMARTIN"), (25, "D'ARC"), (28, "LE GOFF")):
        same(f"the surname of row {row}", people.get(f"AU-2010-{row:04}", {}).get("surname"), surname)


def headers(folder):
    for name in ("alt-entree", "deux-blancs", "etoiles", "insecable", "majuscules", "ordinal", "ordre", "sans-accents"):
        office = Office(folder, "header-" + name)
        status = office.imports("application", fixture(f"headers/{name}.csv"))
        same(f"headers: {name}", (status, list(office.people())), (0, ["AU-2010-0001"]))
    office = Office(folder, "header-site")
    told = office.rejected_lines("application", fixture("headers/site.csv"))
    same("sites by their name", {row: site for row, site in stored(office, "site").items()}, {1: "orleans", 2: "orleans"})
    holds("the nearest site is the hint", "did you mean 'Mission Locale de l'Orléanais'?" in office.told, office.told)
    office = Office(folder, "header-fusion")
    told = office.rejected_lines("application", fixture("headers/fusion.csv"))
    same("a merged cell left empty", [sorted(told), list(office.people())], [[3], ["AU-2010-0001"]])


def others(folder):
    office = Office(folder, "others")
    for name, words in (("classeur", "the workbook is damaged"), ("html", "a web page"), ("json", "JSON"), ("pdf", "a PDF"), ("vieux", "an old workbook"), ("utf16", "UTF-16")):
        same(f"{name} is refused", office.imports("application", fixture(f"not-a-csv/{name}.csv")), 1)
        holds(f"{name} is named", words in office.told, office.told)
    for name in ("virgules", "tabulations"):
        office = Office(folder, "other-" + name)
        same(f"{name} are read", (office.imports("application", fixture(f"not-a-csv/{name}.csv")), len(office.people())), (0, 1))


def preamble(folder):
    for name, words in (("releve", "3 lines above the header, 1 total line passed over"), ("total-seul", "1 total line passed over")):
        office = Office(folder, "preamble-" + name)
        office.imports("application", fixture("preamble-and-total/candidatures.csv"))
        same(f"{name}: one payment", (office.imports("entry", fixture(f"preamble-and-total/{name}.csv")), "1 new" in office.told), (0, True))
        holds(f"{name}: what was passed over is said", words in office.told, office.told)


def birthdays(folder):
    office = Office(folder, "birthdays")
    office.imports("application", fixture("leap-birthdays/candidatures.csv"))
    same("ages", {row: age for row, age in stored(office, "age").items()},
         {1: "17", 2: "18", 3: "18", 4: "17", 5: "18", 6: "25", 7: "26", 8: "25", 9: "26", 10: "17", 11: "24", 12: "25"})


def rows_of(path):
    with open(path, "rb") as file:
        raw = file.read()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def as_cell(head, text):
    """A date and an amount as a spreadsheet has them."""
    if head.startswith("Date") and re.fullmatch(r"\d\d/\d\d/\d{4}", text):
        try:
            return datetime.datetime.strptime(text, "%d/%m/%Y")
        except ValueError:
            return text
    if "€" in head and re.fullmatch(r"[\d ]+(,\d+)?", text):
        return float(text.replace(" ", "").replace(",", "."))
    return text or None


def workbooks(folder):
    rows = rows_of(os.path.join(EXAMPLE, "candidatures.csv"))
    book = openpyxl.Workbook()
    cover, sheet = book.active, book.create_sheet("Candidatures")
    cover.title = "Lisez-moi"
    cover["A1"] = "Export"
    for i, row in enumerate(rows):
        if i == 0:
            sheet.append(["Relevé du jour"])
            sheet.append([])
            sheet.append(row)
        else:
            sheet.append([as_cell(head, text) for head, text in zip(rows[0], row)])
    sheet.append(["", "Total", len(rows) - 1])
    sheet.row_dimensions[7].hidden = True
    path = os.path.join(folder, "candidatures.xlsx")
    book.save(path)
    from_text, from_book = Office(folder, "from-text"), Office(folder, "from-book")
    from_text.imports("application", os.path.join(EXAMPLE, "candidatures.csv"))
    from_book.imports("application", path)
    keep = lambda office: {number: {name: value for name, value in fields.items() if name not in ("id", "by", "record", "voided")} for number, fields in office.people().items()}
    same("a workbook says what the CSV file says", keep(from_book) == keep(from_text) and len(keep(from_text)) > 600, True)
    for words in ("sheet 'Candidatures' of a workbook", "2 lines above the header, 1 total line passed over", "hidden rows are read like all others: 1"):
        holds(f"workbooks: said {words}", words in from_book.told, from_book.told[:600])
    digits(folder)
    large(folder)


def digits(folder):
    """Numbers whose zero only the form shows, formulas, merged cells."""
    head = ["N° dossier", "Nom", "Prénom", "Sexe", "Date de naissance", "Mission locale", "Date de candidature", "Téléphone", "Code INSEE", "Commune"]
    row = ["X-1", "MARTIN", "Zoé", "F", datetime.date(1989, 8, 13), "Mission Locale de l'Orléanais", datetime.date(2010, 2, 5), 612345678, 1053, "Bourg-en-Bresse"]
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(head)
    for number in ("X-1", "X-2", "X-3"):
        sheet.append([number, *row[1:]])
    sheet["H2"].number_format = '0#" "##" "##" "##" "##'
    sheet["I2"].number_format = "00000"
    sheet["H3"] = "0612345678"
    sheet["B4"] = '="MAR"&"TIN"'
    path = os.path.join(folder, "digits.xlsx")
    book.save(path)
    office = Office(folder, "digits")
    told = office.rejected_lines("application", path)
    people = office.people()
    same("the form of a number keeps its zeros", (people["X-1"]["phone"], people["X-1"]["commune"]), ("+33612345678", "01053"))
    same("a lost zero of a commune is proved by the list", people["X-2"]["commune"], "01053")
    holds("a formula that was never calculated is no value", "never calculated" in told.get(4, ""), told)


def large(folder):
    """200,000 rows within 256 MiB."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Relevé")
    sheet.append(["z", "y", "site", "jour"])
    for i in range(200_000):
        sheet.append([i % 2, i % 7, f"site {i % 5}", datetime.date(2010, 1, 1 + i % 28)])
    path = os.path.join(folder, "large.xlsx")
    book.save(path)
    reader = "import resource, subprocess, sys; done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL); print(done.returncode, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    done = subprocess.run([sys.executable, "-c", reader, MLOC, "report", "effect", "--data", path, "--assign", "z", "--outcome", "y"], stdout=subprocess.PIPE, check=False)
    status, kilobytes = map(int, done.stdout.split())
    same("a workbook of 200,000 rows is read", status, 0)
    holds("within 256 MiB", kilobytes < 256 * 1024, kilobytes)
    print(f"200,000 rows: {kilobytes // 1024} MiB")


def suggestions(folder):
    """On every CSV of the examples: a mapping that imports what the shipped one imports."""
    shipped, own = Office(folder, "shipped"), Office(folder, "suggested")
    for kind, name, file in (("partner", "partners", "auto-ecoles"), ("application", "application", "candidatures"), ("lesson", "lesson", "seances"),
                             ("exam", "exam", "examens"), ("entry", "entry", "paiements"), ("job", "job", "embauches")):
        path = os.path.join(EXAMPLE, file + ".csv")
        run("-C", own.folder, "import", "suggest", path, "--kind", kind, "--save", "vu-" + kind)
        if kind == "partner":  # an agreement is no matter of the file
            for office in (own, shipped):
                office.edit("vu-partner" if office is own else "partners", lambda text: text if "agreement" in text else text.replace(
                    "\n[[columns]]", '\n[set]\n"agreement.programme" = "autonomie"\n"agreement.starts" = "2010-03-01"\n"agreement.ends" = "2011-06-30"\n\n[[columns]]', 1))
        shipped.imports(name, path)
        own.imports("vu-" + kind, path)
        counts = [re.search(r"(\d+) new", office.told) for office in (own, shipped)]
        same(f"suggested for {file}: as many new", counts[0] and counts[0][1], counts[1] and counts[1][1])
        if counts[0] is None or counts[0][1] != counts[1][1]:
            print(own.told[:1500])


def strange_headers(folder):
    """An office's own headers, signs for nothing, and a total whose word stands in the key's column: proposed and read as they are."""
    office = Office(folder, "strange")
    path = os.path.join(folder, "dépôts.csv")
    rows = [["Réf", "Nom", "Prénom", "Né(e) le", "Sexe", "Antenne", "Mobile", "Ressources", "Date dépôt"],
            ["R1", "Lebœuf", "Noé", "03/02/1992", "H", "Orléans", "06 12 34 56 78", "1 234,50 €", "01/02/2012"],
            ["R2", "N’Diaye", "Aïssatou", "12/11/1991", "F", "Orléans", "-", "-", "02/02/2012"],
            ["Total", "2", "", "", "", "", "", "", ""]]
    with open(path, "w", newline="", encoding="utf-8-sig") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    said = run("-C", office.folder, "import", "suggest", path, "--kind", "application", "--save", "depots")
    holds("every column is read", b"no field" not in said.stderr and b"no column" not in said.stderr, said.stderr)
    office.imports("depots", path)
    holds("two rows, a total passed over", "2 new, 0 same, 0 changed, 0 conflict, 0 rejected, 1 passed over" in office.told, office.told)
    with open(path, "a", encoding="utf-8") as file:
        file.write("TOTAL-7;Sow;Awa;03/02/1992;F;Orléans;-;-;03/02/2012\r\n")
    office.edit("depots", lambda text: text.replace('header = "Réf"', 'header = "Référence"'))
    office.imports("depots", path)
    holds("a key without a column is told once", office.told.count("error[") == 1, office.told)
    office.edit("depots", lambda text: text.replace('field = "application.file_number"', 'field = "application.household"'))
    office.imports("depots", path)
    holds("a key that no column makes is told once, at the mapping", office.told.count("error[I179]") == 1 and office.told.count("error[") == 1, office.told)
    office.edit("depots", lambda text: text.replace('field = "application.household"', 'field = "application.file_number"').replace('header = "Référence"', 'header = "Réf"'))
    office.imports("depots", path)
    holds("a number that begins so is a key", "1 new, 2 same" in office.told and "1 rejected" in office.told, office.told)


def main():
    with tempfile.TemporaryDirectory() as folder:
        for test in (phones, siret, communes, amounts, names, headers, others, preamble, birthdays, workbooks, suggestions, strange_headers):
            test(folder)


sys.exit(count(main))

"""Workbooks as LibreOffice writes them, and what it makes of a listing that `--excel` wrote: number for number, zero for zero.

    /usr/bin/python3 tests/outside/spreadsheets.py build/mloc
"""
import os
import shutil
import subprocess
import sys
import tempfile

from counting import count, holds, same

MLOC = os.path.abspath(sys.argv[1])
FIXTURES = os.path.join(os.path.dirname(os.path.realpath(__file__)), "../fixtures/imports/through-excel")
# Semicolons, double quotes, UTF-8, from the first line; LibreOffice guesses each column.
CSV = "CSV:44,34,76,1".replace("44", "59")


def mloc(*words):
    done = subprocess.run([MLOC, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={"MLOC_BY": "foucher", "LANG": "C.UTF-8"}, check=False)
    if done.returncode != 0:
        raise SystemExit(f"{words}: {done.stderr.decode()}")
    return done.stdout


def convert(path, form, folder):
    profile = os.path.join(folder, "profile")
    subprocess.run(["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--infilter=" + CSV, "--convert-to", form, "--outdir", folder, path],
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True, timeout=300)
    return os.path.splitext(os.path.join(folder, os.path.basename(path)))[0] + "." + form


def office(folder, name):
    space = os.path.join(folder, name)
    mloc("init", space, "--template", "autonomie", "-q")
    return space


MAPPING = """version = 1
name = "retour"
makes = "partner"
unknown_columns = "ignore"
key = ["partner.code"]
[[columns]]
header = "code"
field = "partner.code"
required = true
[[columns]]
header = "name"
field = "partner.name"
required = true
[[columns]]
header = "kind"
field = "partner.kind"
required = true
[[columns]]
header = "commune"
field = "partner.commune"
[[columns]]
header = "siret"
field = "partner.siret"
required = true
"""


def main():
    with tempfile.TemporaryDirectory() as folder:
        first = office(folder, "first")
        mloc("-C", first, "import", "partners", os.path.join(FIXTURES, "ecoles.csv"))
        listing = os.path.join(folder, "ecoles.csv")
        sql = "SELECT code, name, kind, commune, siret FROM partner"
        with open(listing, "wb") as file:
            file.write(mloc("-C", first, "query", sql, "-O", "csv", "--excel"))
        for form in ("xlsx", "ods"):
            book = convert(listing, form, folder)
            second = office(folder, "second-" + form)
            with open(os.path.join(second, "imports/retour.toml"), "w", encoding="utf-8") as file:
                file.write(MAPPING)
            mloc("-C", second, "import", "retour", book)
            same(f"through {form}: SIRET and commune", mloc("-C", second, "query", sql, "-O", "csv"), mloc("-C", first, "query", sql, "-O", "csv"))
        dates = os.path.join(folder, "dates.csv")
        with open(dates, "w", encoding="utf-8") as file:
            file.write("N° dossier;Nom;Prénom;Sexe;Date de naissance;Mission locale;Date de candidature;Ressources mensuelles (€)\n"
                       "L-1;MARTIN;Zoé;F;1989-08-13;Mission Locale de l'Orléanais;2010-02-05;=500+12.5\n")
        for form in ("xlsx", "ods"):
            book = convert(dates, form, folder)
            space = office(folder, "dates-" + form)
            done = subprocess.run([MLOC, "-C", space, "import", "application", book], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={"MLOC_BY": "foucher", "LANG": "C.UTF-8"}, check=False)
            holds(f"dates as LibreOffice writes them in {form}", b"1 new" in done.stdout or b"=500" in done.stderr, done.stderr.decode())


if shutil.which("soffice") is None:
    print("SKIPPED: LibreOffice is not installed")
    sys.exit(77)
sys.exit(count(main))

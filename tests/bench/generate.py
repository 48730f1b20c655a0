#!/usr/bin/env python3
"""Writes a workspace in mloc's own form without mloc: N invented dossiers of 11 records each for measuring, or the
people and lessons of the example's CSV files for tests.

    generate.py DIR --cases 20000            deterministic: the same N gives the same bytes
    generate.py DIR --fixture examples/autonomie

Python's standard library only; the form is that of mloc-records(5) and `mloc check` says whether it still is.
"""
import argparse
import csv
import datetime
import hashlib
import os
import random
import shutil
import tomllib

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
TEMPLATE = os.path.join(ROOT, "examples", "templates", "autonomie")
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SMALL = CROCKFORD.lower()
SCHOOLS = ["ecole-loire", "conduite-fleury", "permis-sud", "amilly-ae", "gatinais", "braye-conduite", "auto-beauce",
           "volant-45", "plateau-permis"]
SITE_OF_SCHOOL = ["orleans", "orleans", "orleans", "montargis", "montargis", "montargis", "pithiviers", "pithiviers",
                  "pithiviers"]
SKILLS = ["C%d.%d" % (c, s) for c in range(1, 5) for s in range(1, 6)]
LEVELS = ["aborde", "traite", "assimile"]


def check_character(body):
    p = 32
    for character in body:
        s = (p + CROCKFORD.index(character)) % 32 or 32
        p = 2 * s % 33
    return CROCKFORD[(33 - p) % 32]


def case_id(rng):
    number = rng.getrandbits(45)
    body = "".join(CROCKFORD[number >> shift & 31] for shift in range(40, -1, -5))
    return body + check_character(body)


def record_id(day, rng, taken):
    while True:
        number = rng.getrandbits(20)
        made = day + "-" + "".join(SMALL[number >> shift & 31] for shift in (15, 10, 5, 0))
        if made not in taken:
            taken.add(made)
            return made


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="\n") as out:
        out.write(text)


def start(directory):
    os.makedirs(directory)
    for part in ("mloc.toml", "programmes", "imports"):
        source = os.path.join(TEMPLATE, part)
        (shutil.copytree if os.path.isdir(source) else shutil.copy)(source, os.path.join(directory, part))
    with open(os.path.join(directory, ".gitignore"), "w", encoding="utf-8") as out:
        out.write(".mloc/\nidentities/\n")


def write_dossier(directory, folder, name, records):
    """records: (id, text from `record:` on)"""
    path = os.path.join(directory, folder, name[:2], name + ".yaml") if folder == "cases" else \
        os.path.join(directory, folder, name + ".yaml")
    write(path, "".join("---\n" + text for _, text in sorted(records)) + "...\n")


def partner(code, site, siret, rng):
    one, two = (record_id("2010-03-01", rng, set()) for _ in range(2))
    if one == two:
        raise SystemExit("two equal ids: change the seed")
    return [(one, f'record: partner/1\nid: "{one}"\nby: import\ncode: {code}\nname: "École {code}"\nkind: AUTO_ECOLE\n'
                  f'site: {site}\nsiret: "{siret}"\n'),
            (two, f'record: agreement/1\nid: "{two}"\nby: import\nprogramme: autonomie\nstarts: "2010-03-01"\n'
                  'ends: "2011-06-30"\n')]


def lesson_text(key, fields, skills=(), difficulties=(), adjustments=(), instructor=None, source=None):
    text = f'record: lesson/1\nid: "{key}"\nby: {fields["by"]}\nschool: {fields["school"]}\n' \
           f'starts: "{fields["starts"]}"\nminutes: {fields["minutes"]}\nkind: {fields["kind"]}\n' \
           f'presence: {fields["presence"]}\n'
    if skills:
        text += "skills:\n" + "".join(f"  {code}: {level}\n" for code, level in sorted(skills))
    for name, items in (("difficulties", difficulties), ("adjustments", adjustments)):
        if items:
            text += f"{name}:\n" + "".join(f"  - {item}\n" for item in items)
    if instructor:
        text += f"instructor: {instructor}\n"
    if source:
        digest = hashlib.blake2b(source.encode(), digest_size=32).hexdigest()
        text += f'source:\n  import: seances\n  key: {quoted(source)}\n  hash: "{digest}"\n'
    return text


# --- N dossiers for measuring

def invented_lesson(rng, number, file_number, school, first_day, taken):
    day = (first_day + datetime.timedelta(days=28 * number + rng.randrange(28))).isoformat()
    key = record_id(day, rng, taken)
    time = f"{8 + rng.randrange(11):02}:{rng.choice(('00', '30'))}"
    driving = number >= 3
    presence = "present" if rng.random() < 0.87 else rng.choice(("absent_excuse", "absent_non_excuse"))
    skills, difficulties, adjustments = [], [], []
    if driving and presence == "present":
        level = LEVELS[min(2, max(0, number - 4 + rng.randrange(2)))]
        skills = [(code, level) for code in rng.sample(SKILLS, 2)]
        if rng.random() < 0.4:
            difficulties = [rng.choice(("observation", "insertion", "allure"))]
    elif rng.random() < 0.2:
        adjustments = ["revoir_code"]
    fields = {"by": school, "school": school, "starts": f"{day}T{time}", "minutes": 120 if driving else 60,
              "kind": "conduite" if driving else "code", "presence": presence}
    return key, lesson_text(key, fields, skills, difficulties, adjustments,
                            "mon-" + rng.choice("abc") if driving else None,
                            f"{file_number}|{school}|{day}|{time}")


def invented_case(rng, number):
    taken = set()
    day = (datetime.date(2010, 1, 18) + datetime.timedelta(days=rng.randrange(33))).isoformat()
    file_number = f"AU-2010-{number:06}"
    place = rng.randrange(len(SCHOOLS))
    school = SCHOOLS[place]
    commune = f"45{rng.randrange(1, 348):03}"
    person, application = record_id(day, rng, taken), record_id(day, rng, taken)
    first_day = datetime.date(2010, 3, 8) + datetime.timedelta(days=rng.randrange(200))
    assignment = record_id(first_day.isoformat(), rng, taken)
    records = [
        (person, f'record: person/1\nid: "{person}"\nby: import\nsex: {rng.choice("FH")}\n'
                 f'birth_month: "19{rng.randrange(84, 93)}-{rng.randrange(1, 13):02}"\ncommune: "{commune}"\n'),
        (application, f'record: application/1\nid: "{application}"\nby: import\nprogramme: autonomie\n'
                      f'file_number: "{file_number}"\nreceived: "{day}"\nsite: {SITE_OF_SCHOOL[place]}\n'
                      f'referent: {rng.choice(("leroy", "weidner", "caron", "briand"))}\nprescriber: ML\n'
                      f'situation: {rng.choice(("demandeur_emploi", "apprenti", "salarie"))}\neducation: V\n'
                      f'housing: parents\nresources: "{rng.randrange(0, 1200)}.00"\npriority_area: false\n'
                      f'project: true\njob: "K1304"\nlicence_useful: true\nage: {rng.randrange(18, 26)}\n'),
        (assignment, f'record: assignment/1\nid: "{assignment}"\nby: import\nschool: {school}\nprogramme: autonomie\n'
                     f'starts: "{first_day.isoformat()}"\nreason: first_lesson\n')]
    for i in range(8):
        records.append(invented_lesson(rng, i, file_number, school, first_day, taken))
    return records


def generate(directory, cases):
    rng = random.Random(20100301)
    start(directory)
    for school, site in zip(SCHOOLS, SITE_OF_SCHOOL):
        write_dossier(directory, "partners", school, partner(school, site, "52559558300093", rng))
    taken = set()
    for first in CROCKFORD:
        for second in CROCKFORD:
            os.makedirs(os.path.join(directory, "cases", first + second), exist_ok=True)
    for number in range(1, cases + 1):
        key = case_id(rng)
        while key in taken:
            key = case_id(rng)
        taken.add(key)
        text = "".join("---\n" + record for _, record in sorted(invented_case(rng, number))) + "...\n"
        with open(f"{directory}/cases/{key[:2]}/{key}.yaml", "w", encoding="utf-8", newline="\n") as out:
            out.write(text)


# --- the example's people and lessons

def rows_of(path):
    with open(path, encoding="cp1252", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def maps_of(name):
    with open(os.path.join(TEMPLATE, "imports", name), "rb") as file:
        return {column["header"]: column.get("map") for column in tomllib.load(file)["columns"] if column.get("map")}


def iso(text):
    day, month, year = text.split("/")
    return datetime.date(int(year), int(month), int(day)).isoformat()


def clock(text):
    hours, minutes = text.strip().replace("h", ":").split(":")
    return f"{int(hours):02}:{minutes}"


def cells(row, maps, header, separator=","):
    items = [item.strip() for item in (row[header] or "").split(separator) if item.strip()]
    return [maps[header][item] for item in items] if header in maps else items


def fixture_lesson(row, maps, rng, taken):
    """The record, or None for a row that the real import would refuse too."""
    try:
        day, time = iso(row["Date"]), clock(row["Heure"])
        fields = {"by": row["Auto-école"], "school": row["Auto-école"], "starts": f"{day}T{time}",
                  "minutes": int(row["Durée (min)"]), "kind": maps["Type"][row["Type"]],
                  "presence": maps["Présence"][row["Présence"]]}
        skills = list(zip(cells(row, {}, "Compétences REMC"), cells(row, maps, "Niveaux"), strict=True))
        difficulties = cells(row, maps, "Difficultés")
        adjustments = cells(row, maps, "Préconisation")
    except (ValueError, KeyError):
        return None
    if not 1 <= fields["minutes"] <= 600:
        return None
    key = record_id(day, rng, taken)
    source = "|".join((row["N° dossier"], fields["school"], day, time))
    return key, source, lesson_text(key, fields, skills, difficulties, adjustments, row["Moniteur"], source)


def fixture(directory, source):
    rng = random.Random(1)
    start(directory)
    schools = {row["Code"]: row for row in rows_of(os.path.join(source, "auto-ecoles.csv"))}
    sites = maps_of("candidatures.toml")["Mission locale"]
    for code, row in schools.items():
        write_dossier(directory, "partners", code, partner(code, sites[row["Mission locale"]], row["SIRET"], rng))
    people = {}
    for row in rows_of(os.path.join(source, "candidatures.csv")):
        if row["Mission locale"] in sites and row["N° dossier"] not in people:
            people[row["N° dossier"]] = row
    maps = maps_of("seances.toml")
    seen, lessons, taken = set(), {}, {}
    for row in rows_of(os.path.join(source, "seances.csv")):
        number = row["N° dossier"]
        if number not in people or row["Auto-école"] not in schools:
            continue
        made = fixture_lesson(row, maps, rng, taken.setdefault(number, set()))
        if made and made[1] not in seen:
            seen.add(made[1])
            lessons.setdefault(number, []).append((made[0], made[2]))
    for number, row in people.items():
        day = iso(row["Date de candidature"])
        person, application = (record_id(day, rng, taken.setdefault(number, set())) for _ in range(2))
        records = lessons.get(number, []) + [
            (person, f'record: person/1\nid: "{person}"\nby: import\nsex: {row["Sexe"]}\nbirth_month: "1990-01"\n'),
            (application, f'record: application/1\nid: "{application}"\nby: import\nprogramme: autonomie\n'
                          f'file_number: "{number}"\nreceived: "{day}"\nsite: {sites[row["Mission locale"]]}\n')]
        write_dossier(directory, "cases", case_id(rng), records)
    return sum(len(some) for some in lessons.values())


def main():
    parser = argparse.ArgumentParser(description="Write a workspace for measuring or testing.")
    parser.add_argument("directory", help="a folder that is not there yet")
    parser.add_argument("--cases", type=int, help="how many invented dossiers")
    parser.add_argument("--fixture", help="the folder with candidatures.csv and seances.csv")
    options = parser.parse_args()
    if options.fixture:
        print(fixture(options.directory, options.fixture), "lessons")
    else:
        generate(options.directory, options.cases or 20000)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Lessons for the dossiers of generate.py, in the form of examples/autonomie/seances.csv:
lessons_csv.py WORKSPACE LESSONS"""
import datetime
import glob
import os
import random
import re
import sys

HEADER = "N° dossier;Auto-école;Date;Heure;Durée (min);Type;Présence;Compétences REMC;Niveaux;Difficultés;" \
         "Préconisation;Moniteur"


def learners(workspace):
    """File number and assigned school; a lesson at another school is refused."""
    for path in sorted(glob.glob(os.path.join(workspace, "cases", "*", "*.yaml"))):
        with open(path, encoding="utf-8") as file:
            text = file.read()
        yield re.search(r'^file_number: "(.*)"$', text, re.M)[1], re.search(r"^record: assignment/1\n(?:.+\n)*?school: (.+)$", text, re.M)[1]


def main():
    people, lessons = list(learners(sys.argv[1])), int(sys.argv[2])
    dossiers = len(people)
    rng = random.Random(7)
    out = sys.stdout
    out.reconfigure(encoding="cp1252", newline="\r\n")
    out.write(HEADER + "\n")
    for number in range(lessons):
        person, school = people[number % dossiers]
        day = datetime.date(2011, 4, 4) + datetime.timedelta(days=number // dossiers * 9 + rng.randrange(9))
        minutes = rng.choice((60, 120))
        out.write(f"{person};{school};{day:%d/%m/%Y};{8 + number // dossiers % 10:02}:10;"
                  f"{minutes};conduite;P;C1.1,C2.1;traité,abordé;observation;;mon-a\n")


if __name__ == "__main__":
    main()

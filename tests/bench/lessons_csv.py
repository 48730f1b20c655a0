#!/usr/bin/env python3
"""Lessons for the dossiers of generate.py, in the form of examples/autonomie/seances.csv:
lessons_csv.py DOSSIERS LESSONS"""
import datetime
import random
import sys

HEADER = "N° dossier;Auto-école;Date;Heure;Durée (min);Type;Présence;Compétences REMC;Niveaux;Difficultés;" \
         "Préconisation;Moniteur"
SCHOOLS = ["ecole-loire", "amilly-ae", "auto-beauce"]


def main():
    dossiers, lessons = (int(text) for text in sys.argv[1:])
    rng = random.Random(7)
    out = sys.stdout
    out.reconfigure(encoding="cp1252", newline="\r\n")
    out.write(HEADER + "\n")
    for number in range(lessons):
        day = datetime.date(2011, 1, 3) + datetime.timedelta(days=number // dossiers * 9 + rng.randrange(9))
        minutes = rng.choice((60, 120))
        out.write(f"AU-2010-{number % dossiers + 1:06};{rng.choice(SCHOOLS)};{day:%d/%m/%Y};{8 + number // dossiers % 10:02}:00;"
                  f"{minutes};conduite;P;C1.1,C2.1;traité,abordé;observation;;mon-a\n")


if __name__ == "__main__":
    main()

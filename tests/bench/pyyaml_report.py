#!/usr/bin/env python3
"""The monthly report's totals by PyYAML's C loader, for comparison:  pyyaml_report.py WORKSPACE 2010-06"""
import glob
import sys

import yaml


def main():
    root, month = sys.argv[1:]
    sites = {}
    for path in glob.glob(root + "/cases/*/*.yaml"):
        with open(path, "rb") as file:
            records = list(yaml.load_all(file, Loader=yaml.CSafeLoader))
        site = next((r["site"] for r in records if r["record"] == "application/1" and "voided" not in r), None)
        for record in records:
            if record["record"] != "lesson/1" or "voided" in record or not record["starts"].startswith(month):
                continue
            for key in ("total", site):
                figures = sites.setdefault(key, [0, set(), 0])
                figures[0] += 1
                if record["presence"] in ("present", "retard"):
                    figures[1].add(path)
                    figures[2] += record["minutes"]
    for key in sorted(sites, key=str):
        sessions, learners, minutes = sites[key]
        print(key, sessions, len(learners), minutes)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes estate.json, services.json and mistakes.json, the data of the simulated manager.

    python3 make_estate.py          rewrites the files beside this program, then checks them
    python3 make_estate.py --check  writes nothing; exit code 1 if a file is out of date or wrong

The tables are in estate_source/. The result depends on them alone: ids and counters come from
hashes of names, so that a new line in a table changes only its own lines in the JSON. Python 3.9
or newer, standard library only.
"""
import argparse
import json
import sys
from pathlib import Path

sys.dont_write_bytecode = True

from estate_source import anomalies, build, constraints, mistakes  # noqa: E402

HERE = Path(__file__).resolve().parent


def text_of(document):
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--check", action="store_true",
                        help="write nothing, say whether the files are current and valid")
    check_only = parser.parse_args().check

    documents = {"estate.json": build.estate(), "services.json": build.predefined_services(),
                 "mistakes.json": mistakes.mistakes()}
    problems = []
    for name, document in documents.items():
        file, text = HERE / name, text_of(document)
        if not check_only:
            file.write_text(text, encoding="utf-8")
        elif not file.exists() or file.read_text(encoding="utf-8") != text:
            problems.append(f"{name} is out of date: run python3 make_estate.py")

    estate, services = documents["estate.json"], documents["services.json"]["services"]
    broken = constraints.problems(estate, services, documents["mistakes.json"])
    # The analysis needs an estate without dangling references.
    problems += broken or anomalies.problems(estate, services, documents["mistakes.json"])
    for problem in problems:
        print(problem, file=sys.stderr)
    if not problems:
        print(constraints.summary(estate, services))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())

"""Runs in the interop environment: what each Python reader makes of a .bib and a .ris file, as JSON.

`python read_references.py FILE.bib FILE.ris` prints {"reader": {key or number: {field: value}}}.
"""

import json
import sys
from pathlib import Path
from typing import Any


def pybtex(path: str) -> dict[str, Any]:
    from pybtex.database import parse_file

    found = {}
    for key, entry in parse_file(path, "bibtex").entries.items():
        people = [str(p) for p in entry.persons.get("author", ())]
        found[key] = {**{k.lower(): v for k, v in entry.fields.items()}, "type": entry.type, "author": people}
    return found


def bibtexparser(path: str) -> dict[str, Any]:
    import bibtexparser as parser

    library = parser.parse_file(path)
    assert not library.failed_blocks
    return {e.key: {**{f.key.lower(): f.value for f in e.fields}, "type": e.entry_type} for e in library.entries}


def pandoc(path: str, form: str) -> dict[str, Any]:
    import pypandoc

    return {e["id"]: e for e in json.loads(pypandoc.convert_file(path, "csljson", format=form))}


def rispy(path: str) -> dict[str, Any]:
    import rispy as reader

    with Path(path).open(encoding="utf-8-sig") as file:
        return {str(n): entry for n, entry in enumerate(reader.load(file))}


if __name__ == "__main__":
    bib, ris = sys.argv[1:]
    told = {"pybtex": pybtex(bib), "bibtexparser": bibtexparser(bib), "rispy": rispy(ris)}
    told |= {"pandoc-bib": pandoc(bib, "bibtex"), "pandoc-ris": pandoc(ris, "ris")}
    json.dump(told, sys.stdout)

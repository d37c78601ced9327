"""Reads papers.json with citeproc-py and prints each item's fields and its line in a bibliography."""

import json
import sys
import warnings
from pathlib import Path

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from citeproc.string import MixedString


def plain(value):
    if isinstance(value, list) and not isinstance(value, MixedString):
        return [dict(name) for name in value]
    if isinstance(value, dict):  # a date
        return [value[part] for part in ("year", "month", "day") if part in value]
    return str(value)


def main(path: Path) -> None:
    items = json.loads(path.read_text(encoding="utf-8"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        source = CiteProcJSON(items)
        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, source, formatter.plain)
    found = {}
    for item in items:
        bibliography.register(Citation([CitationItem(item["id"])]))
        read = source[item["id"].lower()] if item["id"] not in source else source[item["id"]]
        found[item["id"]] = {"type": read.type, **{name: plain(read[name]) for name in read}}
    print(json.dumps({"read": found, "lines": [str(line) for line in bibliography.bibliography()]}))


main(Path(sys.argv[1]))

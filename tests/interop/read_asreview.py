"""Loads papers.csv and papers.ris as ASReview does, and prints its records and what it writes back on export."""

import io
import json
import sys
import tempfile
from pathlib import Path

import pandas
import rispy
from asreview.data.loader import _get_reader, _get_writer, load_records

FIELDS = ("title", "authors", "keywords", "year", "doi", "url", "included", "abstract")


def exported(path: Path) -> list:
    """The file as the reader holds it beside the labels, written by the writer of the same form and read again."""
    table = _get_reader(path).read_data(path)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / path.name
        _get_writer(path).write_data(table, out)
        text = out.read_text(encoding="utf-8")
    if path.suffix == ".ris":
        return rispy.loads(text)
    return pandas.read_csv(io.StringIO(text), dtype=str, keep_default_na=False).to_dict("records")


def main(folder: Path) -> None:
    found = {}
    for name in ("papers.csv", "papers.ris"):
        path = folder / name
        records = load_records(path, dataset_id=name)
        told = [{field: getattr(record, field) for field in FIELDS} for record in records]
        found[name] = {"records": told, "exported": exported(path)}
    print(json.dumps(found))


main(Path(sys.argv[1]))

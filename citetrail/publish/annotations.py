"""annotations.jsonld: every published quotation as a W3C Web Annotation on its source.

The position counts in the text of one page, so it refines the selector of that page. A quotation that a service gave
has no place in a PDF and carries its words alone. Model: https://www.w3.org/TR/annotation-model/.
"""

import base64
import sqlite3
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from citetrail.publish.json_stream import encoded, filled, rows, write_array
from citetrail.publish.mapdata import split

CONTEXT = ("http://www.w3.org/ns/anno.jsonld", {"schema": "https://schema.org/"})
PDF_FRAGMENTS = "http://tools.ietf.org/rfc/rfc3778"  # the address that the model names for fragments of PDFs
_OF_USE = ("use_id", "member", "role", "status", "claim_id", "decided_at")  # what the body of an annotation tells

_OF_QUOTATION = (
    *("evidence_id", "paper_id", "quote", "page", "start", "end"),
    *("document", "text_version", "retrieved_at", "url"),
)


def write(release: sqlite3.Connection, path: Path) -> None:
    """An annotation page whose items stand in the order of evidence.csv."""
    release.execute("DROP TABLE IF EXISTS temp.quoted_use")
    release.execute("CREATE TEMP TABLE quoted_use (evidence_id TEXT, use_id TEXT, PRIMARY KEY (evidence_id, use_id))")
    release.execute("BEGIN")
    release.executemany("INSERT OR IGNORE INTO quoted_use VALUES (?, ?)", _quoted(release))
    release.execute("COMMIT")
    head = f'{{"@context":{encoded(CONTEXT)},"id":"annotations.jsonld","type":"AnnotationPage","items":'
    write_array(path, _annotations(release), before=head, after="}")
    release.execute("DROP TABLE temp.quoted_use")


def _quoted(release: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    for use, cell in release.execute("SELECT use_id, evidence_ids FROM uses"):
        yield from ((evidence, use) for evidence in split(cell))


def _annotations(release: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    columns = ", ".join(f"u.{name} AS use_{name}" for name in _OF_USE)
    quoted = ", ".join(f"e.{name}" for name in _OF_QUOTATION)
    query = (
        f"SELECT {quoted}, p.title, {columns} FROM evidence e JOIN papers p USING (paper_id) "  # noqa: S608  (our own names)
        "LEFT JOIN temp.quoted_use q ON q.evidence_id = e.evidence_id LEFT JOIN uses u ON u.use_id = q.use_id "
        "ORDER BY e.rowid, q.use_id"
    )
    for _, told in groupby(rows(release, query), key=itemgetter("evidence_id")):
        found = list(told)
        uses = [{name: row[f"use_{name}"] for name in _OF_USE} for row in found if row["use_use_id"]]
        yield annotation(found[0], uses)


def annotation(row: dict[str, Any], uses: list[dict[str, Any]]) -> dict[str, Any]:
    """One quotation, with the uses that rest on it as its bodies."""
    return filled(
        {
            "id": f"annotations.jsonld#{row['evidence_id']}",
            "type": "Annotation",
            "motivation": "classifying" if uses else "highlighting",
            "body": [_body(use) for use in uses],
            "target": annotation_target(row),
        }
    )


def annotation_target(row: dict[str, Any]) -> dict[str, Any]:
    """Source and selectors of one quotation."""
    return filled({"source": _source(row), "selector": _selectors(row)})


def _body(use: dict[str, Any]) -> dict[str, Any]:
    told = filled({name: use[name] for name in _OF_USE})
    return {
        "type": "TextualBody",
        "purpose": "classifying",
        "format": "text/plain",
        "value": ": ".join(filter(None, (use["status"], use["role"], use["member"]))),
        **{f"schema:{name}": value for name, value in told.items()},
    }


def _source(row: dict[str, Any]) -> dict[str, Any]:
    return filled(
        {
            "id": row["url"] or _named(row["document"]) or f"papers.csv#{row['paper_id']}",
            "type": "Text" if row["document"] else None,
            "format": "application/pdf" if row["document"] else None,
            "schema:name": row["title"],
            "schema:identifier": row["paper_id"],
            "schema:sha256": row["document"],
            "schema:dateModified": row["retrieved_at"],
        }
    )


def _named(sha256: str | None) -> str | None:
    """A document without an address, named by its hash (RFC 6920)."""
    if not sha256:
        return None
    return "ni:///sha-256;" + base64.urlsafe_b64encode(bytes.fromhex(sha256)).decode().rstrip("=")


def _selectors(row: dict[str, Any]) -> list[dict[str, Any]]:
    around = {"prefix": row.get("before"), "suffix": row.get("after")}  # tables do not hold them
    found: list[dict[str, Any]] = [filled({"type": "TextQuoteSelector", "exact": row["quote"], **around})]
    if row["page"]:
        page: dict[str, Any] = {
            "type": "FragmentSelector", "conformsTo": PDF_FRAGMENTS, "value": f"page={row['page']}",
        }  # fmt: skip
        if row["start"] is not None and row["end"] is not None:
            page["refinedBy"] = {
                "type": "TextPositionSelector", "start": row["start"], "end": row["end"],
                **({"schema:version": row["text_version"]} if row["text_version"] else {}),
            }  # fmt: skip
        found.append(page)
    return found

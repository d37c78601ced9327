"""The log of decisions as W3C Web Annotations: each assesses the words that were on the screen.

The columns of the log stand beside the model's own words under the prefix `citetrail:`, so that
`citetrail annotations import` reads the same decision back.
"""

from collections.abc import Iterator
from typing import IO, Any

from sqlalchemy import Connection

from citetrail.publish.annotations import CONTEXT, annotation_target
from citetrail.publish.json_stream import encoded, filled
from citetrail.publish.values import address, quotation
from citetrail.records.annotation_files import DECISION
from citetrail.store.claims import find_claim
from citetrail.store.decision_files import COLUMNS, logged_decisions
from citetrail.store.evidence import find_evidence
from citetrail.store.papers import find_paper

OWN = {"citetrail": "urn:citetrail:"}


def export_annotations(
    connection: Connection, out: IO[str], target: str | None = None, *, everything: bool = False
) -> int:
    """Write the log in its order as an annotation page; returns how many decisions. The same log, the same bytes."""
    context = [CONTEXT[0], CONTEXT[1] | OWN]
    out.write(f'{{"@context":{encoded(context)},"id":"decisions.jsonld","type":"AnnotationPage","items":[')
    count = 0
    for told in list(logged_decisions(connection, target, everything=everything)):
        out.write((",\n" if count else "\n") + encoded(_assessment(connection, told)))
        count += 1
    out.write("\n]}\n")
    return count


def _assessment(connection: Connection, told: dict[str, Any]) -> dict[str, Any]:
    said = ": ".join(filter(None, (told["vote"], told["text"], told["note"])))
    body = {"type": "TextualBody", "purpose": "assessing", "format": "text/plain", "value": said}
    return filled(
        {
            "id": f"urn:citetrail:decision:{told['token']}",
            "type": "Annotation",
            "motivation": "assessing",
            "creator": {"type": "Person", "name": told["reviewer"]},
            "created": told["decided_at"],
            "body": [body],
            "target": _target(connection, told),
            **{f"{DECISION}{name}": told[name] for name in COLUMNS if told[name] not in (None, "", [], {})},
        }
    )


def _target(connection: Connection, told: dict[str, Any]) -> dict[str, Any]:
    """The words that were judged; where none were shown, the claim itself."""
    for number in told["evidence_ids"][:1]:
        if found := find_evidence(connection, number):
            return annotation_target(dict(_rows(connection, found._asdict())))
    claim = find_claim(connection, told["claim_id"])
    return {"source": {"id": f"urn:citetrail:claim:{told['claim_id']}", "schema:name": claim.text if claim else ""}}


def _rows(connection: Connection, found: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """A quotation under the names of the release's tables."""
    yield from found.items()
    paper = find_paper(connection, found["paper_id"])
    yield "document", found["sha256"]
    yield "title", paper.title if paper else None
    yield "url", address(found["url"])
    for name in ("before", "quote", "after"):
        yield name, quotation(found[name])

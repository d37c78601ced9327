"""annotations.jsonld follows the W3C Web Annotation model."""

import json
from pathlib import Path
from typing import Any

from citetrail.publish.annotations import annotation
from tests.citetrail.publish.invented import eid

ROW: dict[str, Any] = {
    "evidence_id": "e1", "paper_id": "p1", "quote": "We train on it.", "page": 3, "start": 10, "end": 25,
    "text_version": "t1", "document": "ab" * 32, "url": "https://example.org/a.pdf", "title": "A paper",
    "retrieved_at": "2026-03-01T10:00:00Z",
}  # fmt: skip
USE: dict[str, Any] = {
    "use_id": "u1", "member": "example-faces", "role": "trained_on", "status": "verified", "claim_id": "c1",
    "decided_at": None,
}  # fmt: skip


def test_the_position_counts_within_the_page_and_so_refines_it() -> None:
    quote, page = annotation(ROW, [USE])["target"]["selector"]
    assert quote == {"type": "TextQuoteSelector", "exact": "We train on it."}
    assert (page["type"], page["value"]) == ("FragmentSelector", "page=3")
    assert (page["refinedBy"]["type"], page["refinedBy"]["start"], page["refinedBy"]["end"]) == (
        "TextPositionSelector", 10, 25,
    )  # fmt: skip


def test_a_quotation_that_a_service_gave_has_words_only() -> None:
    told = annotation(ROW | {"page": None, "start": None, "end": None, "document": None, "url": None}, [])
    assert told["motivation"] == "highlighting"
    assert "body" not in told
    assert [each["type"] for each in told["target"]["selector"]] == ["TextQuoteSelector"]
    assert told["target"]["source"]["id"] == "papers.csv#p1"


def test_a_document_without_address_is_named_by_its_hash() -> None:
    """RFC 6920: base64url of the digest without padding."""
    told = annotation(ROW | {"url": None}, [USE])
    assert told["target"]["source"]["id"] == "ni:///sha-256;q6urq6urq6urq6urq6urq6urq6urq6urq6urq6urq6s"


def test_each_body_tells_what_is_claimed_and_with_what_status() -> None:
    (body,) = annotation(ROW, [USE])["body"]
    assert body["value"] == "verified: trained_on: example-faces"
    assert (body["schema:use_id"], body["schema:status"]) == ("u1", "verified")


def test_the_page_holds_every_quotation_of_the_release(verified: Path) -> None:
    page = json.loads((verified / "annotations.jsonld").read_text(encoding="utf-8"))
    assert page["type"] == "AnnotationPage"
    ids = [each["id"] for each in page["items"]]
    assert f"annotations.jsonld#{eid('a')}" in ids
    assert len(ids) == len(set(ids))

"""Readers' notes on the card: shown as text, by others only, and to nobody who is to judge blind.

Covers: citetrail.review.cards, citetrail.review.known.
"""

from typing import Any

import pytest
from sqlalchemy import select, update

from citetrail.review.cards import build
from citetrail.store import accounts
from citetrail.store.engine import writing
from citetrail.store.kept_annotations import KeptAnnotation, keep_annotation
from citetrail.store.tables import claim_evidence, claims, evidence
from tests.citetrail.review.conftest import Queue, sign_in

WORDS = '<img src=x onerror="alert(1)"> ask them'


@pytest.fixture
def noted(queue: Queue) -> Any:
    """A claim with a note of a reader and one of Ada on its document."""
    queue.add_people(ada="reviewer", bo="reviewer")
    with writing(queue.engine) as connection:
        accounts.ensure_local(connection)
        query = (
            select(evidence, claims.c.id.label("claim_id"))
            .join(claim_evidence, claim_evidence.c.evidence_id == evidence.c.id)
            .join(claims, claims.c.id == claim_evidence.c.claim_id)
            .where(evidence.c.sha256.not_like("0000%"), claims.c.kind == "use")
        )
        row = connection.execute(query.order_by(claims.c.id)).first()
        assert row is not None
        for creator in ("Reader One", "ada"):
            told = (row.sha256, row.page, row.start, row.end, row.text_version, row.quote, WORDS, creator)
            keep_annotation(connection, KeptAnnotation(creator, *told, "", "n", "f", "bo", "2026", "", "", ""))
        connection.execute(update(claims).where(claims.c.id == row.claim_id).values(sensitive=False))
    return row


def notes(queue: Queue, noted: Any, *, audit: bool = False) -> list[str]:
    with queue.engine.connect() as connection:
        card = build(connection, noted.claim_id, "bo", "reviewer", audit=audit)
    assert card is not None
    return [note.creator for note in card.notes]


def test_the_card_shows_what_outsiders_wrote(queue: Queue, noted: Any) -> None:
    assert notes(queue, noted) == ["Reader One"], "Ada's mind is not told before Bo has voted"


def test_audits_and_blind_votes_are_made_without_them(queue: Queue, noted: Any) -> None:
    assert notes(queue, noted, audit=True) == []
    with writing(queue.engine) as connection:
        connection.execute(update(claims).where(claims.c.id == noted.claim_id).values(sensitive=True))
    assert notes(queue, noted) == []


def test_words_from_files_are_text_on_the_page(queue: Queue, noted: Any) -> None:
    with queue.client(open_here=False) as client:
        sign_in(client, "bo")
        page = client.get(f"/claims/{noted.claim_id}").text
    assert "&lt;img src=x" in page
    assert "<img src=x" not in page

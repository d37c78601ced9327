"""What people settled about one spelling is proposed for the next, and never applied to it.

Covers: citetrail.store.like_decisions.
"""

from typing import Any

import httpx
import pytest
from sqlalchemy import insert, select

from citetrail.review.cards import build
from citetrail.store.engine import writing
from citetrail.store.objections import object_to
from citetrail.store.tables import affiliations, claims
from tests.citetrail.review.conftest import Queue, card_of, decide
from tests.citetrail.review.test_queue import state


def claim_of(queue: Queue, kind: str) -> dict[str, Any]:
    with queue.engine.connect() as connection:
        query = select(claims).where(claims.c.kind == kind, claims.c.state == "open").order_by(claims.c.id)
        return dict(connection.execute(query).mappings().first() or {})


def add_claim(queue: Queue, like: dict[str, Any], **told: Any) -> str:
    row = like | {"id": f"like-{told.get('raw_key') or told.get('sector')}"[:60]} | told
    with writing(queue.engine) as connection:
        connection.execute(insert(claims), row)
    return str(row["id"])


def other_spelling(raw: str) -> str:
    """The parts turned round and spelled out."""
    return "; ".join(part.strip() for part in reversed(raw.replace("dept.", "department").split(",")))


@pytest.fixture
def decided(client: httpx.Client, queue: Queue) -> dict[str, Any]:
    """An unknown string that people said means ct:x0."""
    claim = claim_of(queue, "resolution")
    decide(client, card_of(client, f"/claims/{claim['id']}"), "correct", new_organisation="ct:x0")
    assert state(queue, claim["id"]) == "accepted"
    return claim


def test_another_spelling_is_proposed_and_left_open(
    client: httpx.Client, queue: Queue, decided: dict[str, Any]
) -> None:
    claim = add_claim(queue, decided, raw_key=other_spelling(decided["raw_key"]))
    (told,) = card_of(client, f"/claims/{claim}")["decided_alike"]
    assert (told["claim_id"], told["organisation_id"]) == (decided["id"], "ct:x0")
    assert state(queue, claim) == "open", "proposed, not applied"
    html = client.get(f"/claims/{claim}").text
    assert "nothing of it is applied here until you decide" in html
    assert 'name="new_organisation" value="ct:x0"' in html
    assert "checked" not in html.split('value="ct:x0"')[1].split(">")[0]


def test_a_longer_name_is_proposed_nothing(client: httpx.Client, queue: Queue, decided: dict[str, Any]) -> None:
    claim = add_claim(queue, decided, raw_key=decided["raw_key"] + " press")
    assert card_of(client, f"/claims/{claim}")["decided_alike"] == []


def test_a_decision_under_objection_teaches_nothing(
    client: httpx.Client, queue: Queue, decided: dict[str, Any]
) -> None:
    claim = add_claim(queue, decided, raw_key=other_spelling(decided["raw_key"]))
    with writing(queue.engine) as connection:
        object_to(connection, decided["id"], "That is not us.", "2026-03-06", "ada")
    assert card_of(client, f"/claims/{claim}")["decided_alike"] == []


def test_an_accepted_affiliation_speaks_for_its_other_spellings(client: httpx.Client, queue: Queue) -> None:
    placed, unknown = claim_of(queue, "affiliation"), claim_of(queue, "resolution")
    decide(client, card_of(client, f"/claims/{placed['id']}"))
    here = (
        affiliations.c.paper_id == placed["paper_id"],
        affiliations.c.organisation_id == placed["organisation_id"],
    )
    with queue.engine.connect() as connection:
        raw = str(connection.scalars(select(affiliations.c.raw_key).where(*here)).first())
    claim = add_claim(queue, unknown, raw_key=other_spelling(raw))
    told = card_of(client, f"/claims/{claim}")["decided_alike"]
    expected = [placed["organisation_id"]] if state(queue, placed["id"]) == "accepted" else []
    assert [one["organisation_id"] for one in told] == expected
    assert expected, "one accepts here"


def test_a_settled_sector_is_shown_when_the_machine_proposes_another(client: httpx.Client, queue: Queue) -> None:
    claim = claim_of(queue, "sector")
    decide(client, card_of(client, f"/claims/{claim['id']}"), "correct", new_sector="government")
    later = add_claim(queue, claim, sector="unknown", sensitive=False)
    (told,) = card_of(client, f"/claims/{later}")["decided_alike"]
    assert (told["sector"], told["organisation_id"], told["printed"]) == ("government", None, "")
    assert state(queue, later) == "open"


def test_an_audit_judges_without_what_was_settled(queue: Queue, decided: dict[str, Any]) -> None:
    claim = add_claim(queue, decided, raw_key=other_spelling(decided["raw_key"]))
    with queue.engine.connect() as connection:
        seen = build(connection, claim, "ada", "reviewer")
        audited = build(connection, claim, "ada", "reviewer", audit=True)
    assert seen is not None
    assert audited is not None
    assert (len(seen.decided_alike), len(audited.decided_alike)) == (1, 0)

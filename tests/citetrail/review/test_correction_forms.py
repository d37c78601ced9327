"""What a sector rests on: the card says whether anybody opened the source, and a reviewer may name another."""

from typing import Any

import httpx
import pytest
from sqlalchemy import select, update

from citetrail.store.engine import writing
from citetrail.store.tables import affiliations, claims, decisions, organisations
from tests.citetrail.review.conftest import Queue, card_of, csrf_of, decide

WANTED = "without an address here, no verified release calls it military"


@pytest.fixture
def military(queue: Queue) -> str:
    """A claim that an organisation is military; the row's source was never opened. Returns the claim."""
    with writing(queue.engine) as connection:
        first = connection.execute(select(claims).where(claims.c.kind == "sector").order_by(claims.c.id)).first()
        assert first is not None
        connection.execute(update(claims).where(claims.c.id == first.id).values(sector="military"))
        told = {"sector": "military", "source_confirmed": False, "source_checked_on": "", "source_words": ""}
        connection.execute(update(organisations).where(organisations.c.id == first.organisation_id).values(**told))
        return str(first.id)


def opened(queue: Queue, claim: str, **values: Any) -> None:
    with writing(queue.engine) as connection:
        organisation = connection.scalar(select(claims.c.organisation_id).where(claims.c.id == claim))
        connection.execute(update(organisations).where(organisations.c.id == organisation).values(**values))


def test_the_card_says_that_nobody_opened_the_source(client: httpx.Client, queue: Queue, military: str) -> None:
    page = client.get(f"/claims/{military}").text
    assert "unconfirmed" in page
    assert "nobody has opened it" in page
    assert WANTED in page
    opened(queue, military, source_confirmed=True, source_checked_on="2026-11-02", source_words="of the <navy>")
    page = client.get(f"/claims/{military}").text
    assert "opened on 2026-11-02: “of the &lt;navy&gt;”" in page
    assert WANTED not in page


def test_a_printed_name_needs_no_other_source(client: httpx.Client, queue: Queue, military: str) -> None:
    with writing(queue.engine) as connection:
        organisation = connection.scalar(select(claims.c.organisation_id).where(claims.c.id == military))
        mine = affiliations.c.organisation_id == organisation
        assert connection.execute(update(affiliations).where(mine).values(ground="printed")).rowcount
    assert WANTED not in client.get(f"/claims/{military}").text


def send(client: httpx.Client, queue: Queue, claim: str, vote: str, **told: str) -> Any:
    with queue.engine.connect() as connection:
        hashed = connection.scalar(select(claims.c.evidence_hash).where(claims.c.id == claim))
    card = {"claim": claim, "token": f"source-{claim}", "evidence_hash": str(hashed)}
    return decide(client, card | {"csrf": csrf_of(client.get("/progress").text)}, vote, **told)


def test_a_source_goes_with_the_vote_into_the_log(client: httpx.Client, queue: Queue, military: str) -> None:
    done = send(client, queue, military, "accept", source=" https://navy.example/who-we-are ")
    assert done.status_code == 200
    with queue.engine.connect() as connection:
        told = connection.scalars(select(decisions.c.correction).where(decisions.c.claim_id == military)).all()
    assert told == [{"source": "https://navy.example/who-we-are"}]
    assert "source: https://navy.example/who-we-are" in client.get(f"/claims/{military}").text


def test_it_stands_beside_a_correction(client: httpx.Client, queue: Queue, military: str) -> None:
    told = {"new_sector": "government", "source": "https://police.example/law"}
    assert send(client, queue, military, "correct", **told).status_code == 200
    with queue.engine.connect() as connection:
        found = connection.scalars(select(decisions.c.correction).where(decisions.c.claim_id == military)).all()
    assert found == [{"sector": "government", "source": "https://police.example/law"}]


@pytest.mark.parametrize("source", ["javascript:alert(1)", "navy.example", "https://", "https://a b", "x" * 600])
def test_what_is_no_web_address_is_refused(client: httpx.Client, queue: Queue, military: str, source: str) -> None:
    assert send(client, queue, military, "accept", source=source).status_code == 422


def test_a_use_takes_no_source(client: httpx.Client, queue: Queue) -> None:
    card = card_of(client, "/?kind=use")
    assert send(client, queue, card["claim"], "accept", source="https://example.org/").status_code == 422

"""What reviewers say to each other of a claim: replies, questions by name, and nothing of it for the blind.

Covers: citetrail.review.remark_routes, citetrail.store.remarks.
"""

from collections.abc import Iterator
from contextlib import ExitStack

import httpx
import pytest
from sqlalchemy import exc, select, text, update

from citetrail.store.engine import writing
from citetrail.store.remarks import LONGEST, RemarkRefused, add_remark, asked_of, remarks_on
from citetrail.store.tables import claims, remark_mentions, remarks
from tests.citetrail.review.conftest import JSON, Queue, card_of, csrf_of, decide, sign_in
from tests.loopback import client_of
from tests.synthetic import TARGET

PEOPLE = {"ada": "reviewer", "bo": "reviewer", "cy": "adjudicator", "di": "analyst"}


@pytest.fixture
def people(queue: Queue) -> Iterator[dict[str, httpx.Client]]:
    """Each person's browser, where every claim wants two reviewers."""
    queue.add_people(**PEOPLE)
    with writing(queue.engine) as connection:
        connection.execute(update(claims).values(sensitive=True))
    with ExitStack() as open_browsers:
        address = open_browsers.enter_context(queue.serving(open_here=False))
        found = {}
        for name in PEOPLE:
            found[name] = open_browsers.enter_context(client_of(address))
            sign_in(found[name], name)
        yield found


def say(client: httpx.Client, claim: str, words: str, token: str, reply: str = "") -> httpx.Response:
    form = {"csrf": csrf_of(client.get("/criteria").text), "text": words, "token": token, "reply": reply}
    return client.post(f"/claims/{claim}/remarks", data=form, headers=JSON)


def differ(people: dict[str, httpx.Client]) -> str:
    """A use that Ada accepts and Bo rejects, each with a note."""
    card = card_of(people["ada"], "/?kind=use&order=priority")
    assert decide(people["ada"], card, note="table two").status_code == 200
    again = card_of(people["bo"], f"/claims/{card['claim']}")
    assert decide(people["bo"], again, "reject", note="that is the baseline").status_code == 200
    return str(card["claim"])


def test_a_conflict_is_discussed_on_its_card(people: dict[str, httpx.Client], queue: Queue) -> None:
    claim = differ(people)
    with queue.engine.connect() as connection:
        note = next(v["note"] for v in card_of(people["ada"], f"/claims/{claim}")["votes"] if v["reviewer"] == "bo")
    page = people["ada"].get(f"/claims/{claim}").text
    assert note in page
    vote = page.split('value="vote-')[2].split('"')[0]
    assert say(people["ada"], claim, "Row three is <b>their</b> model.", "ada-says-1", f"vote-{vote}").is_success
    first = card_of(people["bo"], f"/claims/{claim}")["remarks"][0]
    assert (first["reviewer"], first["decision_id"]) == ("ada", int(vote))
    assert say(people["bo"], claim, "So it is.\nI change my vote.", "bo-says-1", f"remark-{first['id']}").is_success
    seen = people["ada"].get(f"/claims/{claim}").text
    assert "Row three is &lt;b&gt;their&lt;/b&gt; model." in seen
    assert "So it is.<br>I change my vote." in seen
    with queue.engine.connect() as connection:
        assert [r.replies_to for r in remarks_on(connection, claim)] == [None, first["id"]]


def test_the_blind_neither_read_nor_write_until_their_own_vote_stands(people: dict[str, httpx.Client]) -> None:
    card = card_of(people["ada"], "/?kind=use&order=priority")
    claim = card["claim"]
    decide(people["ada"], card)
    assert say(people["ada"], claim, "Plainly used: ask @bo.", "ada-says-1").is_success
    refused = say(people["bo"], claim, "I think so too.", "bo-says-1")
    assert refused.status_code == 403
    assert "own vote" in refused.text
    for path in (f"/claims/{claim}", f"/api/claims/{claim}", "/conflicts"):
        assert "Plainly used" not in people["bo"].get(path).text
    assert card_of(people["bo"], f"/claims/{claim}")["remarks"] == []
    decide(people["bo"], card_of(people["bo"], f"/claims/{claim}"), "accept")
    assert [r["text"] for r in card_of(people["bo"], f"/claims/{claim}")["remarks"]] == ["Plainly used: ask @bo."]


def test_whoever_is_asked_by_name_finds_it_until_they_answered(people: dict[str, httpx.Client]) -> None:
    claim = differ(people)
    say(people["ada"], claim, "@cy, what do you make of it? (not @nobody, not @ada)", "ada-says-1")
    assert f"/claims/{claim}#remarks" in people["cy"].get("/conflicts").text
    assert "You are asked" not in people["bo"].get("/conflicts").text
    assert "You are asked" not in people["ada"].get("/conflicts").text
    say(people["cy"], claim, "The table is theirs.", "cy-says-1")
    assert "You are asked" not in people["cy"].get("/conflicts").text


def test_a_vote_answers_too(people: dict[str, httpx.Client]) -> None:
    card = card_of(people["ada"], "/?kind=use&order=priority")
    decide(people["ada"], card)
    say(people["ada"], card["claim"], "Your turn, @bo.", "ada-says-1")
    assert "You are asked" in people["bo"].get("/conflicts").text
    decide(people["bo"], card_of(people["bo"], f"/claims/{card['claim']}"))
    assert "You are asked" not in people["bo"].get("/conflicts").text


def test_an_analyst_reads_and_says_nothing(people: dict[str, httpx.Client]) -> None:
    claim = differ(people)
    say(people["ada"], claim, "Row three.", "ada-says-1")
    assert "Row three." in people["di"].get(f"/claims/{claim}").text
    assert say(people["di"], claim, "Mine too.", "di-says-1").status_code == 403


def test_nobody_is_asked_who_could_not_answer(people: dict[str, httpx.Client], queue: Queue) -> None:
    claim = differ(people)
    assert say(people["ada"], claim, "What do @di and @cy say, and @nobody?", "ada-asks-di-1").is_success
    with queue.engine.connect() as connection:
        assert connection.scalars(select(remark_mentions.c.reviewer)).all() == ["cy"]


def test_a_program_says_it_through_the_api(people: dict[str, httpx.Client]) -> None:
    claim = differ(people)
    told = {"claim": claim, "token": "ada-says-1", "text": "Row three."}
    csrf = {"x-csrf-token": csrf_of(people["ada"].get("/criteria").text)}
    first = people["ada"].post("/api/remarks", json=told, headers=csrf)
    assert first.status_code == 200, first.text
    assert people["ada"].post("/api/remarks", json=told, headers=csrf).json() == first.json()
    assert people["ada"].post("/api/remarks", json=told | {"text": "Other"}, headers=csrf).status_code == 422
    assert people["ada"].post("/api/remarks", json=told | {"claim": "no-such"}, headers=csrf).status_code == 404


@pytest.mark.parametrize(
    ("words", "token", "reply"),
    [
        (" ", "long-enough", ""),
        ("x" * (LONGEST + 1), "long-enough", ""),
        ("Yes.", "short", ""),
        ("Yes.", "long-enough", "remark-999"),
        ("Yes.", "long-enough", "vote-1x"),
        ("Yes.", "long-enough", "paper-1"),
        ("Yes.", "long-enough", f"vote-{10**30}"),
    ],
)
def test_what_is_no_remark_is_refused(queue: Queue, words: str, token: str, reply: str) -> None:
    queue.add_people(ada="reviewer")
    with writing(queue.engine) as connection:
        claim = str(connection.scalars(select(claims.c.id)).first())
        with pytest.raises(RemarkRefused):
            add_remark(connection, claim, "ada", words, token, reply=reply)


def test_a_reply_stays_on_its_claim(queue: Queue) -> None:
    queue.add_people(ada="reviewer")
    with writing(queue.engine) as connection:
        one, other = connection.scalars(select(claims.c.id).limit(2)).all()
        made = add_remark(connection, one, "ada", "Here.", "here-it-is")
        with pytest.raises(RemarkRefused, match="does not stand on this claim"):
            add_remark(connection, other, "ada", "There.", "there-it-is", reply=f"remark-{made}")


def test_a_remark_is_never_altered(queue: Queue) -> None:
    queue.add_people(ada="reviewer", bo="reviewer")
    with writing(queue.engine) as connection:
        claim = connection.scalars(select(claims.c.id).where(claims.c.target == TARGET)).first()
        add_remark(connection, str(claim), "ada", "Ask @bo.", "ada-says-1")
        assert connection.execute(select(remark_mentions.c.reviewer)).scalars().all() == ["bo"]
        assert [a.by for a in asked_of(connection, TARGET, "bo")] == ["ada"]
    for change in ("UPDATE remarks SET text = 'no'", "DELETE FROM remarks"):
        with pytest.raises(exc.DatabaseError, match="append-only"), writing(queue.engine) as connection:
            connection.execute(text(change))
    with queue.engine.connect() as connection:
        assert connection.scalars(select(remarks.c.text)).all() == ["Ask @bo."]

"""The list of claims: several decided as one, tags, filters by name, and reasons that fit.

Covers: citetrail.review.list_routes, citetrail.review.ticked_claims, citetrail.store.decision_batches.
Covers: citetrail.store.tags, citetrail.store.preferences.
"""

import re
from html.parser import HTMLParser
from typing import Any

import httpx
import pytest
from sqlalchemy import select, update

from citetrail.records.vocabulary import ClaimKind, Reason
from citetrail.review.texts import REASONS_FOR
from citetrail.store.discovery_queries import QueryState, save_queries
from citetrail.store.engine import writing
from citetrail.store.tables import claims, decisions
from tests.citetrail.review.conftest import Queue, card_of, csrf_of, decide, sign_in
from tests.loopback import client_of
from tests.synthetic import TARGET

USES = "/claims?kind=use&state=waiting"


def ticks(page: str) -> list[str]:
    """What can be ticked and decided, as the page offers it."""
    return re.findall(r'value="([^"]+:[^"]+)"[^>]* data-waits', page)


def send(client: httpx.Client, path: str, page: str, picks: list[str], **told: str) -> Any:
    form = {"csrf": csrf_of(page), "pick": picks, "query": "kind=use"} | told
    return client.post(path, data=form, follow_redirects=True)


def log(queue: Queue) -> list[Any]:
    with queue.engine.connect() as connection:
        return list(connection.execute(select(decisions).order_by(decisions.c.id)))


def test_ticked_claims_are_decided_with_one_reason_and_taken_back_as_one(client: httpx.Client, queue: Queue) -> None:
    page = client.get(USES).text
    some = ticks(page)[:4]
    answer = send(
        client, "/claims/decide", page, some, vote="reject", reason="related_work", note="seen", token="lot-one-1"
    )
    assert "4 decided" in answer.text
    assert [(d.claim_id, d.vote, d.reason, d.note) for d in log(queue)] == [
        (each.split(":")[0], "reject", "related_work", "seen") for each in some
    ]
    send(client, "/claims/decide", page, some, vote="reject", token="lot-one-1")
    assert len(log(queue)) == 4
    assert "4 taken back" in send(client, "/claims/undo", page, []).text
    assert set(ticks(client.get(USES).text)) >= set(some)
    assert "0 taken back" in send(client, "/claims/undo", page, []).text


def test_a_vote_changed_since_is_not_taken_back_with_the_lot(client: httpx.Client, queue: Queue) -> None:
    page = client.get(USES).text
    some = ticks(page)[:2]
    send(client, "/claims/decide", page, some, vote="reject", token="lot-two-2")
    first = some[0].split(":")[0]
    decide(client, card_of(client, f"/claims/{first}"), "accept")
    assert "1 taken back" in send(client, "/claims/undo", page, []).text
    with queue.engine.connect() as connection:
        assert connection.scalar(select(claims.c.state).where(claims.c.id == first)) == "accepted"


def test_a_sensitive_claim_and_one_that_waits_for_others_are_left_out(queue: Queue) -> None:
    queue.add_people(ann="reviewer", ben="reviewer")
    with writing(queue.engine) as connection:
        connection.execute(update(claims).values(sensitive=True))
    with queue.serving(open_here=False) as address, client_of(address) as ann:
        sign_in(ann, "ann")
        page = ann.get(USES).text
        some = ticks(page)[:2]
        answer = send(ann, "/claims/decide", page, some, vote="accept", token="lot-three-3")
        assert "0 decided, 2 left out" in answer.text
        assert "2 decided" in send(ann, "/claims/decide", page, some, vote="reject", token="lot-four-44").text
        assert not set(some) & set(ticks(ann.get(USES).text))
        assert (
            "0 decided, 2 left out" in send(ann, "/claims/decide", page, some, vote="unsure", token="lot-five-5").text
        )
    assert [d.vote for d in log(queue)] == ["reject", "reject"]


def test_a_claim_on_somebody_elses_screen_is_left_out(queue: Queue) -> None:
    with (
        queue.serving() as address,
        client_of(address) as one,
        client_of(address) as two,
    ):
        held = card_of(one, "/?kind=use&order=priority")["claim"]
        two.get("/criteria", follow_redirects=True)
        page = two.get(USES).text
        mine = [each for each in ticks(page) if each.startswith(held)]
        assert (
            "0 decided, 1 left out" in send(two, "/claims/decide", page, mine, vote="reject", token="lot-six-66").text
        )


def test_changed_evidence_makes_the_word_count_for_nothing(client: httpx.Client, queue: Queue) -> None:
    page = client.get(USES).text
    some = ticks(page)[:1]
    with writing(queue.engine) as connection:
        connection.execute(update(claims).values(evidence_hash="changed"))
    send(client, "/claims/decide", page, some, vote="accept", token="lot-seven-7")
    with queue.engine.connect() as connection:
        found = connection.scalar(select(claims.c.state).where(claims.c.id == some[0].split(":")[0]))
    assert found == "open"


def marked(queue: Queue, claim_id: str, **told: Any) -> None:
    with writing(queue.engine) as connection:
        connection.execute(update(claims).where(claims.c.id == claim_id).values(**told))


def items(page: str) -> list[str]:
    """What the page says of each ticked claim, without its links."""
    notice = page.split('role="status"')[-1].split("</div>")[0]
    return [re.sub(r"<[^>]+>", "", each) for each in re.findall(r"<li>(.*?)</li>", notice)]


def test_each_claim_left_out_says_why(queue: Queue) -> None:
    queue.add_people(ann="reviewer", ben="reviewer")
    with queue.serving(open_here=False) as address, client_of(address) as ann:
        sign_in(ann, "ann")
        page = ann.get(USES).text
        keys = [each.split(":")[0] for each in ticks(page)]
        states = [
            ("it is sensitive: accept it on its own card", {"sensitive": True}),
            ("it is flagged for an adjudicator: open its card", {"flagged": True}),
            ("you decided it already, it waits for somebody else", {"state": "accepted_once", "once_by": "ann"}),
            ("the machine reads it as not used, and nobody is asked", {"cleared": True}),
            ("no paper makes it any more", {"current": False}),
            ("it waits for nobody: rejected", {"state": "rejected"}),
            ("it waits for nobody: another vote would tell", {"state": "unsure"}),
        ]
        with writing(queue.engine) as connection:
            connection.execute(update(claims).values(sensitive=False, flagged=False))
        for key, (_, told) in zip(keys, states, strict=False):
            marked(queue, key, **told)
        some = [*ticks(page)[: len(states) + 1], "c-gone:x"]
        answer = send(ann, "/claims/decide", page, some, vote="accept", token="lot-nine-99").text
        assert "1 decided, 8 left out" in answer
        whys = [each.rsplit(": ", 1)[-1] for each in items(answer)]
        assert whys == [*(why.rsplit(": ", 1)[-1] for why, _ in states), "it is not in the store any more"]
        for key, (why, _) in zip(keys, states, strict=False):
            assert re.search(rf'<a href="/claims/{key}">[^<]+</a>: {re.escape(why)}</li>', answer), why
        assert "Left out:" not in ann.get(USES + "&said=8+left+out").text, "only where the address names the lot"
        again = send(ann, "/claims/decide", page, some, vote="accept", token="lot-nine-99").text
        assert items(again) == items(answer), "sent twice, it says the same"


def test_what_a_decision_lacks_is_said_of_each(client: httpx.Client, queue: Queue) -> None:
    page = client.get("/claims?state=waiting").text
    by_kind: dict[str, list[str]] = {}
    with queue.engine.connect() as connection:
        kinds = {row.id: row.kind for row in connection.execute(select(claims.c.id, claims.c.kind))}
    for each in ticks(page):
        by_kind.setdefault(kinds[each.split(":")[0]], []).append(each)
    use, other = by_kind["use"][:2], next(some[0] for kind, some in by_kind.items() if kind != "use")
    marked(queue, use[1].split(":")[0], evidence_hash="changed")
    told = {"vote": "reject", "reason": "related_work", "token": "lot-ten-100"}
    answer = send(client, "/claims/decide", page, [*use, other], **told).text
    assert "3 decided" in answer
    changed, unkept = items(answer)
    assert changed.endswith("its evidence changed after the list was shown, so the claim comes back")
    assert unkept.endswith("the reason does not fit its kind, and is not kept")
    assert [d.reason for d in log(queue)] == ["related_work", "related_work", ""]


def test_a_program_is_told_the_same_in_json(client: httpx.Client) -> None:
    page = client.get(USES).text
    form = {"csrf": csrf_of(page), "pick": [ticks(page)[0], "c-gone:x"], "vote": "unsure", "token": "lot-json-1"}
    told = client.post("/claims/decide", data=form, headers={"accept": "application/json"}).json()
    gone = {"claim_id": "c-gone", "text": "", "why": "it is not in the store any more"}
    assert (told["decided"], told["left_out"], told["provisos"]) == (1, [gone], [])


def test_an_analyst_ticks_nothing(queue: Queue) -> None:
    queue.add_people(ada="reviewer", di="analyst")
    with queue.serving(open_here=False) as address, client_of(address) as di:
        sign_in(di, "di")
        page = di.get(USES).text
        assert 'name="pick"' not in page
        with queue.engine.connect() as connection:
            one = connection.scalar(select(claims.c.id).where(claims.c.kind == "use"))
        for path in ("/claims/decide", "/claims/undo", "/claims/tag"):
            assert send(di, path, page, [f"{one}:x"], vote="reject", tag="t", token="lot-eight-8").status_code == 403
    assert log(queue) == []


def test_tags_find_claims_again_and_come_off(client: httpx.Client) -> None:
    page = client.get(USES).text
    some = ticks(page)[:2]
    send(client, "/claims/tag", page, some, tag="ask the authors")
    found = client.get("/claims?tag=ask+the+authors").text
    assert set(ticks(found)) == set(some)
    send(client, "/claims/tag", page, some[:1], tag="ask the authors", off="1")
    assert ticks(client.get("/claims?tag=ask+the+authors").text) == some[1:]
    assert send(client, "/claims/tag", page, some, tag="<b>").status_code == 422


def test_filters_are_kept_by_name_for_their_reviewer(client: httpx.Client) -> None:
    page = client.get(USES).text
    kept = send(client, "/claims/filters", page, [], name="waiting uses", query="kind=use&state=waiting&evil=1").text
    assert 'href="/claims?kind=use&amp;state=waiting">waiting uses</a>' in kept
    forgotten = send(client, "/claims/filters", page, [], name="waiting uses", forget="1").text
    assert ">waiting uses</a>" not in forgotten


@pytest.mark.parametrize("kind", list(ClaimKind))
def test_each_kind_offers_reasons_that_fit_it(kind: ClaimKind) -> None:
    assert Reason.EXTRACTION_ERROR in REASONS_FOR[kind]
    assert (Reason.WRONG_ROLE in REASONS_FOR[kind]) == (kind is ClaimKind.USE)
    assert (Reason.FORMER_AFFILIATION in REASONS_FOR[kind]) == (kind is ClaimKind.AFFILIATION)
    assert set().union(*REASONS_FOR.values()) == set(Reason)


def test_the_card_asks_for_a_reason_that_fits(client: httpx.Client) -> None:
    card = card_of(client, "/?kind=affiliation")
    told = {"claim": card["claim"], "token": card["token"], "evidence_hash": card["evidence_hash"], "vote": "reject"}
    page = client.post("/decide", data=told, headers={"hx-request": "true", "x-csrf-token": card["csrf"]}).text
    asked = page.split('id="reasons"')[1]
    assert "former affiliation" in asked
    assert "related work" not in asked


class Menus(HTMLParser):
    """The words of every choice in a page's menus, and all its words."""

    def __init__(self) -> None:
        super().__init__()
        self.choices: list[str] = []
        self.words: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "option":
            self._inside = True
            self.choices.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("option", "select"):
            self._inside = False

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        if self._inside:
            self.choices[-1] += data


def test_menus_and_sentences_are_whole(client: httpx.Client, queue: Queue) -> None:
    """No colon left at the end of a choice, no number that nobody knows, no full stop twice."""
    ended = "2026-03-01T10:00:00.000000+00:00"
    unknown = QueryState("citations of a", "", None, 0, "It was asked for.", ended)
    with writing(queue.engine) as connection:
        save_queries(connection, TARGET, [unknown])
    for path in ("/", "/claims", "/conflicts", "/progress", "/overview", "/papers", "/choices", "/added"):
        page = Menus()
        page.feed(client.get(path).text)
        assert [c for c in page.choices if c.strip().endswith(":") or "None" in c] == [], path
        said = " ".join(" ".join(page.words).split())
        assert not re.search(r"\bof None\b|\bNone:|[a-z]\.\.(?!\.)", said), path

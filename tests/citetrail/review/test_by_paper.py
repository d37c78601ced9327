"""Reviewing by paper: a paper's claims come together, one judgement settles several, and nothing else changes.

Covers: citetrail.store.claims_by_paper, citetrail.review.paper_routes, citetrail.review.paper_claims.
"""

from itertools import pairwise
from typing import Any

import httpx
import pytest
from sqlalchemy import select, update

from citetrail.store.engine import writing
from citetrail.store.tables import affiliations, claim_evidence, claims, decisions, leases
from tests.citetrail.review.conftest import JSON, Queue, card_of, decide, sign_in
from tests.loopback import client_of

BY_PAPER = {"together": "paper", "order": "priority"}


def asked(queue: Queue) -> dict[str, Any]:
    with queue.engine.connect() as connection:
        return {row.id: row for row in connection.execute(select(claims))}


def papers_of(queue: Queue) -> dict[str, set[str]]:
    """The papers that each claim may be dealt with."""
    found = {key: {row.paper_id} for key, row in asked(queue).items()}
    with queue.engine.connect() as connection:
        rows = connection.execute(select(affiliations)).all()
    for key, row in asked(queue).items():
        if row.kind == "sector":
            found[key] = {r.paper_id for r in rows if r.organisation_id == row.organisation_id}
        if row.kind == "resolution":
            found[key] = {r.paper_id for r in rows if r.raw_key == row.raw_key}
    return found


def run_through(client: httpx.Client, vote: str = "unsure") -> list[str]:
    """Decide all that comes, by paper; the claims in their order."""
    card, seen = card_of(client, "/?together=paper&order=priority"), []
    while card["claim"]:
        seen.append(card["claim"])
        card = decide(client, card, vote, **BY_PAPER, of_paper=card["of_paper"]).json()["next"]
    return seen


def test_a_papers_claims_follow_each_other_and_none_is_left_out(client: httpx.Client, queue: Queue) -> None:
    expected = {key for key, row in asked(queue).items() if not row.cleared}
    about = papers_of(queue)
    seen = run_through(client)
    assert len(seen) == len(set(seen))
    assert set(seen) == expected
    own = [about[key] for key in seen if len(about[key]) == 1]
    changes = sum(one != other for one, other in pairwise(own))
    assert changes == len({next(iter(each)) for each in own}) - 1


def test_a_paper_is_read_from_what_it_used_to_what_its_organisations_are(client: httpx.Client, queue: Queue) -> None:
    with writing(queue.engine) as connection:
        connection.execute(update(claims).where(claims.c.kind == "sector").values(priority=9.0, rank=9.0))
    kinds = asked(queue)
    seen = run_through(client)
    read = [kinds[key].kind for key in seen]
    first = read[: 1 + read.index("sector")]
    assert first == sorted(first, key=["use", "affiliation", "resolution", "sector"].index)
    assert {"use", "affiliation"} < set(first)


def test_the_paper_is_leased_whole_to_one_window(queue: Queue) -> None:
    with (
        queue.serving() as address,
        client_of(address) as one,
        client_of(address) as two,
    ):
        first = card_of(one, "/?together=paper")
        about = papers_of(queue)
        of_paper = {key for key, where in about.items() if first["of_paper"] in where}
        for _ in range(3):
            other = card_of(two, "/")
            assert other["claim"] not in of_paper or len(about[other["claim"]]) > 1
            decide(two, other, "unsure")
        with queue.engine.connect() as connection:
            held = set(connection.scalars(select(leases.c.claim_id).where(leases.c.claim_id.in_(of_paper))))
        assert {c for c in of_paper if not asked(queue)[c].cleared} <= held


def test_it_is_remembered_for_the_reviewer_and_one_key_goes_back(client: httpx.Client) -> None:
    card = card_of(client)
    token = JSON | {"x-csrf-token": card["csrf"]}
    client.post("/by-paper", data={"claim": card["claim"]}, headers=token)
    assert card_of(client)["of_paper"]
    assert 'id="paper-claims"' in client.get("/").text
    client.post("/by-paper", data={"together": "paper"}, headers=token)
    assert "of_paper" not in card_of(client)


def several_uses(queue: Queue) -> str:
    """A paper that states three uses more; returns its id."""
    rows = asked(queue)
    first = next(row for row in rows.values() if row.kind == "use" and not row.cleared and not row.sensitive)
    with writing(queue.engine) as connection:
        connection.execute(update(claims).values(priority=0.1, rank=0.1))
        mine = dict(first._mapping) | {"priority": 0.9, "rank": 0.9}
        connection.execute(update(claims).where(claims.c.id == first.id).values(priority=1.0, rank=1.0))
        proof = select(claim_evidence).where(claim_evidence.c.claim_id == first.id)
        links = [dict(row._mapping) for row in connection.execute(proof)]
        for number in range(3):
            new = {"id": f"more{number}", "text": f"This paper uses set {number}."}
            connection.execute(claims.insert(), mine | new)
            connection.execute(claim_evidence.insert(), [link | {"claim_id": new["id"]} for link in links])
    assert first.paper_id is not None
    return str(first.paper_id)


def rest(client: httpx.Client, page: str, token: str) -> Any:
    """Press "same for the rest" as the page offers it."""
    from re import search

    told = {n: search(rf'name="{n}" value="([^"]*)"', page) for n in ("claim", "of_paper", "like", "rest", "csrf")}
    assert all(told.values()), told
    form = {n: found[1] for n, found in told.items() if found} | BY_PAPER | {"token": token}
    return client.post("/rest", data=form, headers={"hx-request": "true", "x-csrf-token": form["csrf"]})


def test_one_judgement_settles_the_rest_and_is_taken_back_as_one(client: httpx.Client, queue: Queue) -> None:
    paper = several_uses(queue)
    card = card_of(client, "/?together=paper&order=priority")
    assert card["of_paper"] == paper
    decide(client, card, "reject", **BY_PAPER, of_paper=paper, reason="related_work", note="section 2")
    page = client.get("/?together=paper&order=priority").text
    assert "Same for the rest: rejected, 4 use claims" in page
    assert rest(client, page, "rest-token-1").status_code == 200
    with queue.engine.connect() as connection:
        log = connection.execute(select(decisions).order_by(decisions.c.id)).all()
    assert [(d.vote, d.reason, d.note) for d in log] == [("reject", "related_work", "section 2")] * 5
    assert all(d.evidence_hash == asked(queue)[d.claim_id].evidence_hash for d in log)
    rest(client, page, "rest-token-1")  # sent again: nothing is added
    client.post("/undo", data={"token": "undo-token"} | BY_PAPER, headers=JSON | {"x-csrf-token": card["csrf"]})
    states = {key: row.state for key, row in asked(queue).items()}
    assert [states[f"more{n}"] for n in range(3)] == ["open"] * 3
    assert states[log[0].claim_id] == "rejected"
    with queue.engine.connect() as connection:
        assert connection.scalars(select(decisions.c.vote)).all() == ["reject"] * 5 + ["undo"] * 4


def test_a_sensitive_claim_is_accepted_by_itself_only(client: httpx.Client, queue: Queue) -> None:
    paper = several_uses(queue)
    with writing(queue.engine) as connection:
        connection.execute(update(claims).where(claims.c.id == "more1").values(sensitive=True))
    card = card_of(client, "/?together=paper&order=priority")
    decide(client, card, "accept", **BY_PAPER, of_paper=paper)
    page = client.get("/?together=paper&order=priority").text
    assert "Same for the rest: accepted, 3 use claims" in page
    rest(client, page, "rest-token-2")
    assert asked(queue)["more1"].state == "open"
    assert asked(queue)["more2"].state == "accepted"


def test_only_the_last_vote_is_repeated_and_only_on_its_own_paper(client: httpx.Client, queue: Queue) -> None:
    paper = several_uses(queue)
    card = card_of(client, "/?together=paper&order=priority")
    decide(client, card, "reject", **BY_PAPER, of_paper=paper)
    page = client.get("/?together=paper&order=priority").text
    other = next(k for k, r in asked(queue).items() if r.kind == "use" and r.paper_id != paper and not r.cleared)
    forged = page.replace('name="rest" value="', f'name="rest" value="{other}:{asked(queue)[other].evidence_hash} ')
    rest(client, forged, "rest-token-3")
    assert asked(queue)[other].state == "open"
    again = rest(client, page, "rest-token-4")
    assert again.status_code == 409


def test_a_blind_reviewer_learns_nothing_of_the_first_vote(queue: Queue) -> None:
    queue.add_people(ann="reviewer", ben="reviewer")
    with writing(queue.engine) as connection:
        connection.execute(update(claims).values(sensitive=True))
    with (
        queue.serving() as address,
        client_of(address) as ann,
        client_of(address) as ben,
    ):
        sign_in(ann, "ann")
        sign_in(ben, "ben")
        card = card_of(ann, "/?together=paper&order=priority")
        paper = card["of_paper"]
        before = ben.get(f"/claims/{card['claim']}?together=paper").text
        while card.get("of_paper") == paper:
            card = decide(ann, card, "reject", **BY_PAPER, of_paper=paper, note="ann says no").json()["next"]
        after = ben.get("/?together=paper&order=priority").text
        assert "ann says no" not in after
        assert "rejected" not in after.split('id="paper-claims"')[1].split("</section>")[0]
        assert "waits" in before


@pytest.mark.parametrize("people", [0, 2])
def test_audits_come_unmarked_between_two_papers(queue: Queue, people: int) -> None:
    queue.settings.audit_share = 1.0
    if people:
        queue.add_people(ann="reviewer", ben="reviewer")
    with queue.client(open_here=not people) as client:
        if people:
            with queue.serving(open_here=False) as address, client_of(address) as ben:
                sign_in(ben, "ben")
                for _ in range(12):
                    decide(ben, card_of(ben, "/?kind=use&order=priority"), "accept", kind="use", order="priority")
            sign_in(client, "ann")
        card, audits, papers = card_of(client, "/?together=paper"), [], []
        for _ in range(30):
            if not card["claim"]:
                break
            (audits if card["audit"] else papers).append(card["of_paper"])
            card = decide(client, card, "accept", together="paper", of_paper=card["of_paper"]).json()["next"]
    assert 2 <= len(audits) <= 6
    changes = sum(one != other for one, other in pairwise(papers))
    assert changes == len(set(papers)) - 1  # no audit tore a paper in two


def test_an_audited_claim_shows_no_earlier_vote_beside_the_card(queue: Queue) -> None:
    queue.settings.audit_share = 1.0
    with queue.client() as client:
        card = card_of(client, "/?together=paper")
        for _ in range(40):
            if card["audit"]:
                break
            card = decide(client, card, "accept", together="paper", of_paper=card["of_paper"]).json()["next"]
        assert card["audit"]
        page = client.get("/?together=paper").text
    here = page.split('<li aria-current="true">')[1].split("</li>")[0]
    assert "on screen" in here
    assert "accepted" not in here

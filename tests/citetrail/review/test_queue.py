"""The queue over HTTP: one card after the other, decisions that count once, blindness, audits, order.

Covers: citetrail.review.queue_routes, citetrail.review.decision_routes, citetrail.store.queue.
"""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack

import httpx
import pytest
from sqlalchemy import func, insert, select, update

from citetrail.store.decision_log import apply_policy
from citetrail.store.engine import writing
from citetrail.store.tables import affiliations, claims, decisions, leases, organisations, papers
from tests.citetrail.review.conftest import JSON, Queue, card_of, csrf_of, decide, sign_in
from tests.loopback import client_of
from tests.synthetic import organisation_of


def state(queue: Queue, claim: str) -> str:
    with queue.engine.connect() as connection:
        return str(connection.scalar(select(claims.c.state).where(claims.c.id == claim)))


def votes(queue: Queue) -> list[str]:
    with queue.engine.connect() as connection:
        return list(connection.scalars(select(decisions.c.vote).order_by(decisions.c.id)))


def test_one_decision_brings_the_next_card(client: httpx.Client, queue: Queue) -> None:
    card = card_of(client)
    told = decide(client, card).json()
    assert told["state"] == "accepted"
    assert told["next"]["claim"] not in (None, card["claim"])
    assert state(queue, card["claim"]) == "accepted"


def test_the_best_comes_first_and_nothing_comes_twice(client: httpx.Client, queue: Queue) -> None:
    with queue.engine.connect() as connection:
        query = select(claims.c.id).where(~claims.c.cleared).order_by(claims.c.priority.desc(), claims.c.id.desc())
        expected = list(connection.scalars(query))
    card, seen = card_of(client, "/?order=priority"), []
    while card["claim"]:
        seen.append(card["claim"])
        card = decide(client, card, "unsure", order="priority").json()["next"]
    assert seen == expected


def test_reloading_shows_the_same_card(client: httpx.Client) -> None:
    assert card_of(client)["claim"] == card_of(client)["claim"]


def test_two_windows_never_get_the_same_card(queue: Queue) -> None:
    with (
        queue.serving() as address,
        client_of(address) as one,
        client_of(address) as two,
    ):
        first, second = card_of(one), card_of(two)
        assert first["claim"] != second["claim"]
        held = card_of(two, f"/claims/{first['claim']}")
        assert held["claim"] == first["claim"]
        assert "Somebody else is looking at this card" in two.get(f"/claims/{first['claim']}").text


def test_a_clock_that_was_set_back_holds_no_card_for_long(queue: Queue) -> None:
    with (
        queue.serving() as address,
        client_of(address) as one,
        client_of(address) as two,
    ):
        first = card_of(one)
        with writing(queue.engine) as connection:
            connection.execute(update(leases).values(expires_at="2999-01-01"))
        assert card_of(two)["claim"] == first["claim"]
        assert card_of(one)["claim"] != first["claim"]


def test_a_lease_that_ran_out_frees_the_card(queue: Queue) -> None:
    with (
        queue.serving() as address,
        client_of(address) as one,
        client_of(address) as two,
    ):
        first = card_of(one)
        with writing(queue.engine) as connection:
            connection.execute(update(leases).values(expires_at="2020-01-01"))
        assert card_of(two)["claim"] == first["claim"]
        kept = one.post("/lease", data={"claim": first["claim"]}, headers={"x-csrf-token": first["csrf"]})
        assert kept.json() == {"kept": False}
        assert decide(one, first).json()["state"] == "accepted"  # what was decided is never lost


def test_sending_again_counts_once(client: httpx.Client, queue: Queue) -> None:
    card = card_of(client)
    answers = [decide(client, card).json() for _ in range(3)]
    assert [a["repeated"] for a in answers] == [False, True, True]
    assert len({a["decision"] for a in answers}) == 1
    assert decide(client, card, "reject").status_code == 409
    assert votes(queue) == ["accept"]


def test_undo_is_a_decision_and_shows_the_card_again(client: httpx.Client, queue: Queue) -> None:
    card = card_of(client)
    decide(client, card)
    back = client.post("/undo", data={"token": "undo-token"}, headers=JSON | {"x-csrf-token": card["csrf"]}).json()
    assert back["claim"] == card["claim"]
    assert votes(queue) == ["accept", "undo"]
    assert state(queue, card["claim"]) == "open"
    assert card_of(client)["claim"] == card["claim"]


def test_a_reason_follows_a_rejection_and_is_taken_back_with_it(client: httpx.Client, queue: Queue) -> None:
    card = card_of(client)
    token = {"x-csrf-token": card["csrf"]}
    done = decide(client, card, "reject").json()
    form = {"claim": card["claim"], "decision": done["decision"], "token": "reason-token", "reason": "negated"}
    assert client.post("/reason", data=form, headers=token).status_code == 200
    with queue.engine.connect() as connection:
        assert connection.scalars(select(decisions.c.reason).order_by(decisions.c.id)).all() == ["", "negated"]
    client.post("/undo", data={"token": "undo-token"}, headers=token)
    assert state(queue, card["claim"]) == "open"
    assert votes(queue) == ["reject", "reject", "undo", "undo"]


def test_skipped_cards_come_back_at_the_end(client: httpx.Client) -> None:
    first = card_of(client, "/?kind=sector")
    form = {"claim": first["claim"], "kind": "sector"}
    skipped = client.post("/skip", data=form, headers=JSON | {"x-csrf-token": first["csrf"]}).json()
    assert skipped["claim"] == first["claim"]  # the only one of its kind in this store comes straight back
    use = card_of(client)
    following = client.post(
        "/skip", data={"claim": use["claim"]}, headers=JSON | {"x-csrf-token": use["csrf"]}
    ).json()
    assert following["claim"] != use["claim"]


def test_a_flag_keeps_the_card_and_comes_off_again(client: httpx.Client, queue: Queue) -> None:
    card = card_of(client)
    form = {"claim": card["claim"], "token": "flag-token", "evidence_hash": card["evidence_hash"]}
    token = JSON | {"x-csrf-token": card["csrf"]}
    assert client.post("/flag", data=form, headers=token).json()["claim"] == card["claim"]
    assert card["claim"] in client.get("/conflicts").text
    client.post("/flag", data=form | {"token": "flag-token-2"}, headers=token)
    assert votes(queue) == ["flag", "undo"]
    assert state(queue, card["claim"]) == "open"


@pytest.mark.parametrize(
    ("kind", "told", "expected"),
    [
        ("use", {"new_member": "rfw", "new_role": "evaluated_on"}, {"accepted"}),
        ("sector", {"new_sector": "government"}, {"accepted"}),
        ("resolution", {"new_organisation": "ct:x0"}, {"accepted"}),
        ("affiliation", {"new_organisation": "ct:x99"}, {"accepted"}),
    ],
)
def test_corrections_by_kind(
    client: httpx.Client, queue: Queue, kind: str, told: dict[str, str], expected: set[str]
) -> None:
    with writing(queue.engine) as connection:
        connection.execute(insert(organisations).values(**organisation_of(99)))
    card = card_of(client, f"/?kind={kind}")
    assert decide(client, card, "correct", **told).json()["state"] in expected
    with queue.engine.connect() as connection:
        recorded = connection.scalars(select(decisions.c.correction)).one()
    assert set(recorded.values()) <= set(told.values())


@pytest.mark.parametrize(
    "told", [{}, {"new_member": "no-such-member"}, {"new_role": "owned"}, {"new_sector": "naval"}]
)
def test_corrections_that_are_not_on_offer_are_refused(client: httpx.Client, told: dict[str, str]) -> None:
    assert decide(client, card_of(client, "/?kind=use"), "correct", **told).status_code == 422


@pytest.mark.parametrize("kind", ["sector", "affiliation"])
def test_a_correction_that_changes_nothing_or_something_else_is_refused(
    client: httpx.Client, queue: Queue, kind: str
) -> None:
    """Beside a colleague's vote to accept it would look like a conflict, and a release would not show it."""
    card = card_of(client, f"/?kind={kind}")
    with queue.engine.connect() as connection:
        about = select(claims.c.sector, claims.c.organisation_id).where(claims.c.id == card["claim"])
        sector, organisation = connection.execute(about).one()
    told = {"new_sector": sector} if kind == "sector" else {"new_organisation": organisation}
    assert decide(client, card, "correct", **told).status_code == 422
    other = {"new_organisation": "ct:x0"} if kind == "sector" else {"new_sector": "government"}
    assert decide(client, card, "correct", **other).status_code == 422
    assert votes(queue) == []


def test_organisations_can_be_searched_for_a_correction(client: httpx.Client) -> None:
    assert "University of Examples 0" in client.get("/organisations?named=univ exam").text
    assert "Nothing by that name" in client.get("/organisations?named=nowhere").text


def test_one_card_stands_for_every_paper_that_prints_the_string(client: httpx.Client, queue: Queue) -> None:
    card = card_of(client, "/?kind=resolution")
    html = client.get(f"/claims/{card['claim']}").text
    assert "one decision, 3 papers" in html
    decide(client, card)
    assert len(votes(queue)) == 1
    client.post("/undo", data={"token": "undo-token"}, headers={"x-csrf-token": card["csrf"]})
    assert state(queue, card["claim"]) == "open"


def test_a_string_in_forty_papers_is_one_decision_that_can_be_taken_back(client: httpx.Client, queue: Queue) -> None:
    with writing(queue.engine) as connection:
        claim = connection.execute(select(claims).where(claims.c.kind == "resolution")).first()
        assert claim is not None
        line = (
            connection.execute(select(affiliations).where(affiliations.c.raw_key == claim.raw_key)).mappings().first()
        )
        paper = connection.execute(select(papers)).mappings().first()
        assert line is not None
        assert paper is not None
        for number in range(40 - claim.papers):
            connection.execute(insert(papers), {**paper, "id": f"p-forty-{number}", "title": f"Forty {number}"})
            more = {"id": f"a-forty-{number}", "paper_id": f"p-forty-{number}"}
            connection.execute(insert(affiliations), {**line, **more})
        connection.execute(update(claims).where(claims.c.id == claim.id).values(papers=40))
    html = client.get(f"/claims/{claim.id}").text
    assert "one decision, 40 papers" in html
    assert html.count("Forty ") == 40 - claim.papers
    told = decide(client, card_of(client, f"/claims/{claim.id}"), "correct", new_organisation="ct:x0").json()
    assert told["state"] == "accepted"
    assert votes(queue) == ["correct"]
    client.post("/undo", data={"token": "undo-forty"}, headers={"x-csrf-token": csrf_of(html)})
    assert votes(queue) == ["correct", "undo"]
    assert state(queue, claim.id) == "open"


def test_the_list_says_which_paper_a_claim_is_about(client: httpx.Client, queue: Queue) -> None:
    with queue.engine.connect() as connection:
        title = connection.scalar(
            select(papers.c.title).join(claims, claims.c.paper_id == papers.c.id).where(claims.c.kind == "use")
        )
    card = card_of(client, "/?kind=use")
    assert str(title) in client.get("/claims?kind=use").text
    client.post(
        "/flag",
        data={"claim": card["claim"], "token": "flag-token", "evidence_hash": card["evidence_hash"]},
        headers={"x-csrf-token": card["csrf"]},
    )
    with queue.engine.connect() as connection:
        mine = select(papers.c.title).join(claims, claims.c.paper_id == papers.c.id)
        flagged = connection.scalar(mine.where(claims.c.id == card["claim"]))
    assert str(flagged) in client.get("/conflicts").text


def test_filters_and_search_narrow_the_queue_and_the_list(client: httpx.Client, queue: Queue) -> None:
    for query, column, value in (
        ("kind=sector", "kind", "sector"),
        ("headline=academic", "headline", "academic"),
        ("member=rfw", "member", "rfw"),
        ("paper=p000000000000003", "paper_id", "p000000000000003"),
    ):
        card = card_of(client, f"/?{query}")
        with queue.engine.connect() as connection:
            row = connection.execute(select(claims).where(claims.c.id == card["claim"])).one()
        assert row._mapping[column] == value
    assert "fine-tuned a model" in client.get("/claims?words=backbone fine-tun").text
    assert "No claim fits" in client.get("/claims?words=zebra").text
    for order in ("priority", "learned", "paper", "organisation", "date", "reviewer"):
        assert client.get(f"/claims?order={order}").status_code == 200
        assert card_of(client, f"/?order={order}")["claim"]


def test_every_claim_has_a_lasting_address(client: httpx.Client, queue: Queue) -> None:
    with queue.engine.connect() as connection:
        for claim in connection.scalars(select(claims.c.id)):
            assert client.get(f"/claims/{claim}").status_code == 200
    assert client.get("/claims/nowhere").status_code == 404


@pytest.fixture
def pair(queue: Queue) -> Iterator[tuple[httpx.Client, httpx.Client]]:
    """Ada, who reviews, and Bo, who adjudicates too; every claim wants both."""
    queue.add_people(ada="reviewer", bo="adjudicator")
    with writing(queue.engine) as connection:
        connection.execute(update(claims).values(sensitive=True))
        connection.execute(update(claims).where(claims.c.kind == "use").values(score=0.42))
    with queue.serving(open_here=False) as address, client_of(address) as ada:
        sign_in(ada, "ada")
        with client_of(address) as bo:
            sign_in(bo, "bo")
            yield ada, bo


@pytest.fixture
def three(queue: Queue) -> Iterator[dict[str, httpx.Client]]:
    """Ada and Bo review, Cy and Dee adjudicate too; every claim wants two people."""
    queue.add_people(ada="reviewer", bo="reviewer", cy="adjudicator", dee="adjudicator")
    with writing(queue.engine) as connection:
        connection.execute(update(claims).values(sensitive=True, score=0.42))
    with queue.serving(open_here=False) as address, ExitStack() as open_windows:
        people = {}
        for name in ("ada", "bo", "cy", "dee"):
            people[name] = open_windows.enter_context(client_of(address))
            sign_in(people[name], name)
        yield people


def in_conflict(three: dict[str, httpx.Client]) -> str:
    """The address of a claim that Ada accepted and Bo refused."""
    card = card_of(three["ada"], "/?kind=use")
    decide(three["ada"], card, "accept", note="Ada saw it in table two")
    decide(three["bo"], card_of(three["bo"], f"/claims/{card['claim']}"), "reject", note="Bo did not")
    return f"/claims/{card['claim']}"


@pytest.mark.parametrize("first", ["accept", "reject"])
def test_the_second_review_is_blind(pair: tuple[httpx.Client, httpx.Client], first: str) -> None:
    ada, bo = pair
    note = "I saw this in table two"
    card = card_of(ada, "/?kind=use")
    assert decide(ada, card, first, note=note).json()["state"] == f"{first}ed_once"
    here = f"/claims/{card['claim']}"
    for path in (here, "/claims?kind=use", f"/claims?state={first}ed_once", "/conflicts", "/progress"):
        html = bo.get(path).text
        assert note not in html, path
        assert "score 0.42" not in html, path
        assert f"{first}ed_once" not in html or "state=" in path
        assert f">{first}ed</td>" not in html, path
    assert ">ada<" not in bo.get(here).text
    assert decide(bo, card_of(bo, here), "unsure").json()["state"] == "conflict"
    after = bo.get(here).text
    assert note in after
    assert "score 0.42" in after


def test_a_conflict_goes_to_the_adjudicator_with_votes_and_notes(three: dict[str, httpx.Client]) -> None:
    here = in_conflict(three)
    cy = three["cy"]
    assert here in cy.get("/conflicts").text
    html = cy.get(here).text
    assert "The votes to settle" in html
    assert "Ada saw it in table two" in html
    assert "Bo did not" in html
    assert 'name="adjudication" value="1"' in html
    ruled = decide(cy, card_of(cy, here), "accept", adjudication="1")
    assert ruled.json()["state"] == "accepted"


def test_who_voted_first_is_not_asked_again(queue: Queue) -> None:
    queue.add_people(ada="reviewer", bo="reviewer")
    with writing(queue.engine) as connection:
        connection.execute(update(claims).values(sensitive=True))
    with queue.client(open_here=False) as ada:
        sign_in(ada, "ada")
        card, seen = card_of(ada), []
        while card["claim"]:
            seen.append(card["claim"])
            card = decide(ada, card).json()["next"]
    assert len(seen) == len(set(seen))
    with queue.client(open_here=False) as bo:
        sign_in(bo, "bo")
        assert card_of(bo)["claim"] in seen


def test_changed_evidence_comes_back_with_the_old_decision(client: httpx.Client, queue: Queue) -> None:
    from citetrail.store.decision_log import refresh_claims

    card = card_of(client)
    other = decide(client, card, "reject", reason="negated", note="withdrawn in 2019").json()["next"]
    decide(client, other, "unsure")
    with writing(queue.engine) as connection:
        connection.execute(update(claims).where(claims.c.id == card["claim"]).values(evidence_hash="new-evidence"))
        refresh_claims(connection, [card["claim"]])
    html = client.get(f"/claims/{card['claim']}").text
    assert "The evidence changed since this was decided" in html
    assert "withdrawn in 2019" in html
    assert state(queue, card["claim"]) == "open"
    assert card_of(client)["claim"] == card["claim"]  # it waits again, and the one left alone does not
    assert state(queue, other["claim"]) == "unsure"
    with queue.engine.connect() as connection:
        told = connection.execute(select(claims.c.evidence_hash).where(claims.c.id == card["claim"])).scalar_one()
    assert (
        decide(client, card | {"token": "late-token"}).json()["state"] == "open"
    )  # a vote on what was on screen then
    again = card_of(client, f"/claims/{card['claim']}")
    assert again["evidence_hash"] == told
    assert decide(client, again).json()["state"] == "accepted"


def test_audits_are_mixed_in_and_counted(queue: Queue) -> None:
    settings = queue.settings.model_copy(update={"audit_share": 1.0})
    whole = Queue(settings, queue.engine)
    with whole.client() as client:
        card, audits = card_of(client), Counter[str]()
        for _ in range(200):
            if not card["claim"]:
                break
            audits[str(card["audit"])] += 1
            card = decide(client, card, "accept" if not card["audit"] else "reject").json()["next"]
        html = client.get("/progress").text
    assert card["claim"] is None
    with queue.engine.connect() as connection:
        cleared = connection.scalar(select(func.count()).where(claims.c.cleared))
        ordinary = connection.scalar(select(func.count()).where(~claims.c.cleared))
    assert audits == {"False": ordinary, "True": ordinary + cleared}
    assert f"{ordinary} of {ordinary}" in html  # every accepted claim was refused by its audit
    assert f"0 of {cleared}" in html


def test_an_audit_looks_like_any_other_blind_card(queue: Queue) -> None:
    settings = queue.settings.model_copy(update={"audit_share": 1.0})
    with writing(queue.engine) as connection:
        connection.execute(update(claims).where(~claims.c.cleared).values(current=False))
    with Queue(settings, queue.engine).client() as client:
        html = client.get("/").text
    assert 'title="Neither the machine’s score' in html
    assert "audit" not in html.split('id="card"')[1].split("criteria")[0]
    assert "score" not in html.split('id="card"')[1].split("criteria")[0].replace("the machine’s score", "")


def audit_marks(queue: Queue) -> list[bool]:
    with queue.engine.connect() as connection:
        return list(connection.scalars(select(decisions.c.audit).order_by(decisions.c.id)))


@pytest.fixture
def audited(queue: Queue) -> Iterator[httpx.Client]:
    """A queue in which nothing is left but audits."""
    with writing(queue.engine) as connection:
        connection.execute(update(claims).where(~claims.c.cleared).values(current=False))
    with Queue(queue.settings.model_copy(update={"audit_share": 1.0}), queue.engine).client() as client:
        yield client


def test_what_counts_as_an_audit_is_not_the_browsers_to_say(client: httpx.Client, queue: Queue) -> None:
    card = card_of(client)
    decide(client, card, audit="1")
    again = card_of(client, f"/claims/{card['claim']}")
    decide(client, again, "reject", audit="1")  # one's own accepted claim, reopened: no audit either
    assert audit_marks(queue) == [False, False]


def test_a_card_dealt_for_an_audit_counts_as_one_also_when_undone_or_reopened(
    audited: httpx.Client, queue: Queue
) -> None:
    card = card_of(audited)
    decide(audited, card, "reject", audit="")
    token = JSON | {"x-csrf-token": card["csrf"]}
    back = audited.post("/undo", data={"token": "undo-token"}, headers=token).json()
    assert (back["claim"], back["audit"]) == (card["claim"], True)
    reopened = card_of(audited, f"/claims/{card['claim']}")
    assert reopened["audit"]
    decide(audited, reopened, "accept")
    assert audit_marks(queue) == [True, False, True]


def test_the_card_fetched_ahead_is_the_one_that_a_decision_brings(client: httpx.Client, queue: Queue) -> None:
    card = card_of(client, "/?kind=use")
    ahead = card_of(client, f"/ahead?kind=use&after={card['claim']}")
    with queue.engine.connect() as connection:
        held = set(connection.scalars(select(leases.c.claim_id)))
    assert held == {card["claim"], ahead["claim"]}
    assert decide(client, card, kind="use").json()["next"]["claim"] == ahead["claim"]
    kept = client.post(
        "/lease", data={"claim": card["claim"], "ahead": ahead["claim"]}, headers={"x-csrf-token": card["csrf"]}
    )
    assert kept.json() == {"kept": True, "ahead": True}


def test_nothing_lies_ahead_of_the_last_card(client: httpx.Client) -> None:
    card = card_of(client, "/?kind=sector")
    assert client.get(f"/ahead?kind=sector&after={card['claim']}").status_code == 204


def test_the_card_fetched_ahead_is_as_blind_as_the_card(pair: tuple[httpx.Client, httpx.Client]) -> None:
    ada, bo = pair
    for _ in range(2):
        decide(ada, card_of(ada, "/?kind=use"), "accept", note="seen in table two", kind="use")
    card = card_of(bo, "/?kind=use")
    html = bo.get(f"/ahead?kind=use&after={card['claim']}").text
    assert "blind" in html
    assert "score 0.42" not in html
    assert "seen in table two" not in html


def test_clients_at_once_lose_nothing_and_double_nothing(queue: Queue) -> None:
    """Eight windows decide everything there is; see test_many_clients for the large one."""
    done: list[tuple[str, int]] = []

    def work(address: str) -> None:
        with client_of(address) as client:
            card = card_of(client)
            while card["claim"]:
                told = decide(client, card).json()
                done.append((card["claim"], told["decision"]))
                card = told["next"]

    with queue.serving() as address:
        threads = [threading.Thread(target=work, args=(address,)) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    with queue.engine.connect() as connection:
        log = connection.execute(select(decisions.c.claim_id, decisions.c.id)).all()
    assert sorted(map(tuple, log)) == sorted(done)
    assert len({c for c, _ in done}) == len(done)


def test_the_policy_follows_the_number_of_reviewers(queue: Queue) -> None:
    queue.add_people(ada="reviewer")
    with queue.engine.connect() as connection:
        from citetrail.store.review_policies import wants_two

        assert not wants_two(connection)
    queue.add_people(bo="reviewer", ann="analyst")
    with writing(queue.engine) as connection:
        assert wants_two(connection)
        assert apply_policy(connection, False)


def test_only_a_conflict_is_ruled_on_and_only_by_who_did_not_vote(
    three: dict[str, httpx.Client], queue: Queue
) -> None:
    card = card_of(three["cy"], "/?kind=use")
    refused = decide(three["cy"], card, "accept", adjudication="1")
    assert (refused.status_code, votes(queue)) == (422, [])
    assert "Only a conflict can be ruled on" in refused.json()["error"]
    here = f"/claims/{card['claim']}"
    assert decide(three["ada"], card_of(three["ada"], here), "accept").json()["state"] == "accepted_once"
    assert decide(three["cy"], card_of(three["cy"], here), "reject").json()["state"] == "conflict"
    assert 'name="adjudication"' not in three["cy"].get(here).text, "who voted is not offered to rule"
    refused = decide(three["cy"], card_of(three["cy"], here), "accept", adjudication="1")
    assert refused.status_code == 422
    assert "third person" in refused.json()["error"]
    assert 'name="adjudication" value="1"' in three["dee"].get(here).text
    ruled = decide(three["dee"], card_of(three["dee"], here), "accept", adjudication="1")
    assert ruled.json()["state"] == "accepted"


def test_an_adjudicator_who_sees_a_conflict_cannot_cast_an_ordinary_vote(
    three: dict[str, httpx.Client], queue: Queue
) -> None:
    card = card_of(three["cy"], "/?kind=use")  # on screen before the others vote
    here = f"/claims/{card['claim']}"
    decide(three["ada"], card_of(three["ada"], here), "accept")
    decide(three["bo"], card_of(three["bo"], here), "reject")
    assert decide(three["cy"], card, "accept").status_code == 409
    assert votes(queue) == ["accept", "reject"]


def test_in_a_newsroom_of_two_agreement_after_discussion_does_not_verify(
    three: dict[str, httpx.Client], queue: Queue
) -> None:
    here = in_conflict(three)
    bo = three["bo"]
    bo.post("/undo", data={"token": "undo-of-bo"}, headers=JSON | {"x-csrf-token": card_of(bo)["csrf"]})
    assert decide(bo, card_of(bo, here), "accept").json()["state"] == "agreed"
    assert "agreed after discussion" in bo.get(here).text
    assert here in three["cy"].get("/conflicts").text
    assert "agreed" not in three["cy"].get("/conflicts").text, "a third person is to come to it without knowing"
    assert "Ada saw it" not in three["cy"].get(here).text
    assert decide(three["cy"], card_of(three["cy"], here), "accept").json()["state"] == "accepted"


@pytest.mark.parametrize("first", ["accept", "reject", "unsure"])
def test_a_blind_reviewer_stays_blind_whatever_they_do(
    three: dict[str, httpx.Client], queue: Queue, first: str
) -> None:
    ada, bo = three["ada"], three["bo"]
    card = card_of(ada, "/?kind=use")
    here = f"/claims/{card['claim']}"
    decide(ada, card, first, note="Ada saw it in table two")
    mine = card_of(bo, here)
    token = {"x-csrf-token": mine["csrf"]}
    form = {"claim": mine["claim"], "evidence_hash": mine["evidence_hash"], "note": "a note of Bo's"}
    answers = [
        bo.get(here),
        bo.post("/flag", data=form | {"token": "flag-by-bo-1"}, headers=token | {"hx-request": "true"}),
        bo.get(here),
        bo.post("/decide", data=form | {"token": "flag-by-bo-2", "vote": "flag"}, headers=token | JSON),
        bo.post("/skip", data=form, headers=token | {"hx-request": "true"}),
        bo.post("/undo", data={"token": "undo-by-bo-1"}, headers=token | {"hx-request": "true"}),
        *(bo.get(path) for path in (here, "/", "/conflicts", "/progress", "/ahead", f"/?paper={card['claim']}")),
        *(bo.get(f"/claims?state={s}") for s in ("waiting", f"{first}ed_once", "unsure", "another", "conflict")),
        *(bo.get(f"/claims?words={w}") for w in ("table", "train", "face")),
        *(bo.get(f"/claims?order=reviewer&reviewer={who}") for who in ("ada", "bo")),
        bo.get(here, headers=JSON),
    ]
    for answer in answers:
        told = answer.text
        assert "Ada saw it" not in told, answer.request.url
        assert "0.42" not in told, answer.request.url
        assert f'"state":"{first}' not in told, answer.request.url
        assert ">ada<" not in told.replace("<option>ada<", "").replace("<option selected>ada<", ""), answer.url
    assert decide(bo, card_of(bo, here), "accept").status_code == 200
    assert "Ada saw it" in bo.get(here).text, "one's own vote opens the others' to view"


def test_no_list_and_no_count_tells_whose_one_vote_was_unsure(three: dict[str, httpx.Client]) -> None:
    """In a newsroom of two "another vote would tell" beside a name, or a count of its own, would be the vote."""
    card = card_of(three["ada"], "/?kind=use")
    assert decide(three["ada"], card, "unsure").json()["state"] == "unsure"
    bo = three["bo"]
    assert card["claim"] in bo.get("/claims?state=another").text
    for asked in ("reviewer=ada", "reviewer=ada&state=unsure", "reviewer=ada&state=another", "order=reviewer"):
        assert card["claim"] not in bo.get(f"/claims?{asked}").text
        assert bo.get(f"/api/claims?{asked}").json()["claims"] == []
    table = bo.get("/progress").text.partition("<h2")[0]
    assert ">another vote would tell</th>" in table
    assert not any(f">{told}</th>" in table for told in ("unsure", "agreed"))


def test_what_others_said_on_older_evidence_is_not_shown_either(three: dict[str, httpx.Client], queue: Queue) -> None:
    from citetrail.store.decision_log import refresh_claims

    card = card_of(three["ada"], "/?kind=use")
    decide(three["ada"], card, "reject", note="Ada saw it in table two")
    with writing(queue.engine) as connection:
        connection.execute(update(claims).where(claims.c.id == card["claim"]).values(evidence_hash="new-evidence"))
        refresh_claims(connection, [card["claim"]])
    here = f"/claims/{card['claim']}"
    assert "Ada saw it" not in three["bo"].get(here).text
    assert "Ada saw it" in three["ada"].get(here).text, "one's own is no secret"

"""The JSON API: the queue's own tests run over it, besides tokens, roles, and what analysts are told.

Covers: citetrail.review.api_routes, citetrail.review.api_access, citetrail.store.api_tokens.
"""

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from sqlalchemy import select, update
from typer.testing import CliRunner

from citetrail.commands.main import app as command_line
from citetrail.review.security import COOKIE
from citetrail.store import accounts
from citetrail.store.api_tokens import make_token, revoke_token
from citetrail.store.engine import writing
from citetrail.store.tables import api_tokens, claims, decisions, leases
from tests.citetrail.review.conftest import Queue, card_of, decide
from tests.citetrail.review.test_queue import (  # noqa: F401 -- run here once more, over the API
    test_a_reason_follows_a_rejection_and_is_taken_back_with_it,
    test_one_decision_brings_the_next_card,
    test_reloading_shows_the_same_card,
    test_sending_again_counts_once,
    test_skipped_cards_come_back_at_the_end,
    test_the_best_comes_first_and_nothing_comes_twice,
    test_undo_is_a_decision_and_shows_the_card_again,
)
from tests.loopback import client_of
from tests.synthetic import TARGET

PATHS = {
    "/decide": "decisions",
    "/undo": "undo",
    "/reason": "reasons",
    "/skip": "skips",
    "/flag": "flags",
    "/lease": "leases",
}
OF_FILTERS = ("kind", "member", "order", "target", "state", "together", "paper", "words")


class ThroughApi:
    """A program in place of a browser: what the tests send to the pages goes to the API."""

    def __init__(self, client: httpx.Client, token: str) -> None:
        self.cookies = {COOKIE: ""}  # it needs none
        self.client, self.bearer = client, {"authorization": f"Bearer {token}"}

    def get(self, path: str, **_: Any) -> httpx.Response:
        parts = urlsplit(path)
        at = "next" if parts.path == "/" else parts.path.lstrip("/")
        return self.client.get(f"/api/{at}?{parts.query}", headers=self.bearer)

    def post(self, path: str, data: dict[str, Any], **_: Any) -> httpx.Response:
        told: dict[str, Any] = {k: v for k, v in data.items() if k not in OF_FILTERS and v != ""}
        if path != "/lease":
            told["wanted"] = {k: v for k, v in data.items() if k in OF_FILTERS}
        return self.client.post(f"/api/{PATHS[path]}", json=told, headers=self.bearer)


def token_for(queue: Queue, name: str, *, may_decide: bool = True, label: str = "test") -> str:
    with writing(queue.engine) as connection:
        return make_token(connection, name, label, may_decide=may_decide, days=1)


@pytest.fixture
def client(queue: Queue) -> Iterator[ThroughApi]:
    """The local reviewer's program, in the place of the local reviewer's browser."""
    with queue.serving() as address, client_of(address) as made:
        yield ThroughApi(made, token_for(queue, accounts.LOCAL))


@pytest.fixture
def people(queue: Queue) -> Iterator[dict[str, ThroughApi]]:
    """Programs of two reviewers, an adjudicator and an analyst."""
    queue.add_people(ada="reviewer", bo="reviewer", cy="adjudicator", di="analyst")
    with queue.serving(open_here=False) as address, client_of(address) as made:
        yield {name: ThroughApi(made, token_for(queue, name)) for name in ("ada", "bo", "cy", "di")}


def sensitive(queue: Queue) -> str:
    with writing(queue.engine) as connection:
        found = connection.scalars(select(claims.c.id).where(claims.c.kind == "use", ~claims.c.cleared)).first()
        connection.execute(update(claims).where(claims.c.id == found).values(sensitive=True))
    return str(found)


def test_two_programs_never_get_the_same_card(people: dict[str, ThroughApi]) -> None:
    assert card_of(people["ada"])["claim"] != card_of(people["bo"])["claim"]


def test_a_blind_program_sees_neither_score_nor_votes_until_its_own(
    people: dict[str, ThroughApi], queue: Queue
) -> None:
    claim = sensitive(queue)
    first = card_of(people["ada"], f"/claims/{claim}")
    decide(people["ada"], first, "reject", note="ada says no")
    for path in (f"/claims/{claim}", f"/targets/{TARGET}/papers/{first['paper']}", "/claims?words="):
        told = people["bo"].get(path).text
        assert "ada says no" not in told
        assert "rejected" not in told
    card = card_of(people["bo"], f"/claims/{claim}")
    assert card["blind"]
    assert card["score"] is None
    assert card["votes"] == []
    decide(people["bo"], card, "accept")
    assert {v["reviewer"] for v in card_of(people["bo"], f"/claims/{claim}")["votes"]} == {"ada", "bo"}


def test_a_token_that_only_reads_stays_as_blind_as_its_person(queue: Queue, people: dict[str, ThroughApi]) -> None:
    claim = sensitive(queue)
    decide(people["ada"], card_of(people["ada"], f"/claims/{claim}"), "reject", note="ada says no")
    reads = ThroughApi(people["bo"].client, token_for(queue, "bo", may_decide=False, label="reads"))
    card = card_of(reads, f"/claims/{claim}")
    assert card["blind"]
    assert card["votes"] == []
    assert decide(reads, card, "accept").status_code == 403
    assert reads.get("/").status_code == 403
    with queue.engine.connect() as connection:
        assert "bo" not in connection.scalars(select(leases.c.reviewer)).all()
        assert connection.scalars(select(decisions.c.reviewer)).all() == ["ada"]


def test_an_analyst_looks_on_and_an_adjudicator_settles(queue: Queue, people: dict[str, ThroughApi]) -> None:
    claim = sensitive(queue)
    assert people["di"].get("/").status_code == 403
    for name, vote in (("ada", "accept"), ("bo", "reject")):
        decide(people[name], card_of(people[name], f"/claims/{claim}"), vote)
    card = card_of(people["di"], f"/claims/{claim}")
    assert len(card["votes"]) == 2
    assert decide(people["di"], card, "accept").status_code == 403
    assert decide(people["ada"], card, "accept", adjudication="1").status_code == 403
    settled = decide(people["cy"], card_of(people["cy"], f"/claims/{claim}"), "reject", adjudication="1")
    assert settled.json()["state"] == "rejected"


def test_only_a_token_that_holds_lets_anybody_in(queue: Queue, people: dict[str, ThroughApi]) -> None:
    ada = people["ada"]
    assert ada.client.get("/api/targets").status_code == 401
    assert ada.get("/targets").json() == [TARGET]
    for wrong in ("citetrail_" + "a" * 43, "x", "x" * 5_000):
        assert ThroughApi(ada.client, wrong).get("/targets").status_code == 401
    assert ada.client.get("/api/targets", headers={"authorization": "Basic YTpi"}).status_code == 401
    with writing(queue.engine) as connection:
        revoke_token(connection, "ada", "test")
    assert ada.get("/targets").status_code == 401
    with writing(queue.engine) as connection:
        connection.execute(update(api_tokens).where(api_tokens.c.reviewer == "bo").values(expires_at="2020-01-01"))
        accounts.lock(connection, "cy")
    assert people["bo"].get("/targets").status_code == 401
    assert people["cy"].get("/targets").status_code == 401
    assert people["di"].get("/targets").status_code == 200


def test_the_store_keeps_no_token_and_a_cookie_is_none(queue: Queue, people: dict[str, ThroughApi]) -> None:
    secret = people["ada"].bearer["authorization"].removeprefix("Bearer ")
    with queue.engine.connect() as connection:
        assert secret not in str(connection.execute(select(api_tokens)).all())
    answer = people["ada"].client.get("/claims", headers={"cookie": f"{COOKIE}={secret}"})
    assert answer.status_code == 303


def test_a_browser_changes_nothing_through_the_api_without_its_csrf_token(queue: Queue) -> None:
    with queue.client() as browser:
        card = browser.get("/api/next").json()
        told = {
            "claim": card["claim"],
            "token": card["token"],
            "evidence_hash": card["evidence_hash"],
            "vote": "accept",
        }
        assert browser.post("/api/decisions", json=told).status_code == 403
        elsewhere = {"x-csrf-token": card["csrf"], "origin": "http://elsewhere.example"}
        assert browser.post("/api/decisions", json=told, headers=elsewhere).status_code == 403
        assert browser.post("/api/decisions", json=told, headers={"x-csrf-token": card["csrf"]}).status_code == 200


@pytest.mark.parametrize(
    "wrong",
    [
        {"vote": "maybe"},
        {"note": "a\0b"},
        {"note": "a\ud800"},
        {"extra": 1},
        {"token": "short"},
        {"note": "x" * 5_000},
    ],
)
def test_what_does_not_hold_together_is_refused_with_the_fields_name(
    client: ThroughApi, wrong: dict[str, Any]
) -> None:
    card = card_of(client)
    told = {"claim": card["claim"], "token": card["token"], "evidence_hash": card["evidence_hash"], "vote": "accept"}
    headers = client.bearer | {"content-type": "application/json"}
    answer = client.client.post("/api/decisions", content=json.dumps(told | wrong), headers=headers)
    assert answer.status_code == 422
    assert next(iter(wrong)) in answer.json()["error"]


def test_an_analyst_learns_what_was_found_and_what_could_not_be_had(people: dict[str, ThroughApi]) -> None:
    facts = people["di"].get(f"/targets/{TARGET}").json()
    assert facts["funnel"]["collected"] == 20
    assert {"fetch_failures", "queries", "runs"} <= facts.keys()
    listed = people["di"].get(f"/targets/{TARGET}/papers").json()["papers"]
    assert len(listed) == 20
    paper = people["di"].get(f"/targets/{TARGET}/papers/{listed[0]['id']}").json()
    assert paper["sightings"][0]["source"] == "s2_citations"
    assert {c["kind"] for c in paper["claims"]} >= {"use"}
    assert people["di"].get("/targets/nothing").status_code == 404


def test_the_documentation_names_every_address_and_reaches_nothing_outside(queue: Queue) -> None:
    with queue.client() as browser:
        page = browser.get("/api/docs")
        told = browser.get("/api/openapi.json").json()
        assert "unsafe-eval" not in page.headers["content-security-policy"]
        assert not re.findall(r"""(?:src|href)=["']https?://""", page.text)
        assert {"/api/next", "/api/decisions", "/api/claims/{claim}"} <= told["paths"].keys()
        for path, methods in told["paths"].items():
            assert all(m.get("description") or m.get("summary") for m in methods.values()), path
        for asset in re.findall(r"""(?:src|href)=["'](/[^"']+)""", page.text):
            assert browser.get(asset).status_code == 200


def test_a_program_gets_in_by_what_the_documentation_begins_with(queue: Queue) -> None:
    queue.add_people(ada="reviewer")
    with queue.client(open_here=False) as client:
        assert client.get("/api/openapi.json").status_code == 401
        made = ["reviewers", "token", "add", "ada", "--label", "notebook"]
        run = CliRunner().invoke(command_line, made, env={"CITETRAIL_VAR": str(queue.settings.var)})
        sent = {"authorization": f"Bearer {run.output.strip()}"}
        told = client.get("/api/openapi.json", headers=sent).json()["info"]["description"]
        assert told.startswith("**Get a token.**")
        assert "`citetrail reviewers token add NAME --label LABEL`" in told
        command = re.search(r"""^    curl -H "([^:]+): Bearer \$TOKEN" "([^"]+)"$""", told, re.M)
        assert command is not None
        assert command[2].startswith(str(client.base_url))
        assert client.get(command[2], headers={command[1]: sent["authorization"]}).json()["claims"]
        assert client.get(command[2], headers={command[1]: "Bearer other"}).status_code == 401


def test_tokens_are_made_listed_and_revoked_from_the_command_line(queue: Queue) -> None:
    queue.add_people(ada="reviewer")
    env = {"CITETRAIL_VAR": str(queue.settings.var)}

    def run(*words: str) -> Any:
        return CliRunner().invoke(command_line, ["reviewers", "token", *words], env=env)

    made = run("add", "ada", "--label", "notebook", "--decides")
    secret = made.output.strip()
    assert secret.startswith("citetrail_")
    listed = run("list").output
    assert "notebook" in listed
    assert secret not in listed
    with queue.client(open_here=False) as client:
        assert ThroughApi(client, secret).get("/targets").status_code == 200
        assert run("revoke", "ada", "notebook").exit_code == 0
        assert ThroughApi(client, secret).get("/targets").status_code == 401
    assert run("add", "nobody", "--label", "x").exit_code != 0
    assert run("add", "ada", "--label", "notebook").exit_code != 0

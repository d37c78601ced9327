"""Whatever a reviewer asks for, nothing in any answer depends on which way the first vote on a claim went.

Covers: citetrail.review.analyst_routes, citetrail.review.api_routes, citetrail.review.overview_routes.
"""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from sqlalchemy import Connection, select, update

from citetrail.records.settings import Settings
from citetrail.review.queue_state import QueueState
from citetrail.store.engine import open_store, writing
from citetrail.store.tables import claims
from tests.citetrail.review.conftest import Queue, card_of, decide, sign_in
from tests.citetrail.review.routes import read_routes
from tests.loopback import client_of
from tests.synthetic import TARGET

STATES = ("waiting", "accepted_once", "rejected_once", "accepted", "rejected", "unsure", "conflict", "agreed", "open")
# What is drawn anew for each store and window, and times.
DRAWN = re.compile(
    r'data-keep-id="\w+"|[0-9A-Za-z_+/=-]{20,}|\d{4}-\d\d-\d\dT[\d:.+]+|\d\d:\d\d(?::\d\d)?|127\.0\.0\.1:\d+'
)


def seen_after(filled: Path, folder: Path, first: str) -> dict[str, str]:
    """All that Bo is shown once Ada voted on the first use and on the first sector, and Bo looked and passed on."""
    shutil.copytree(filled, folder)
    settings = Settings(var=folder, audit_share=0.0, workers=1)
    engine = open_store(settings)
    try:
        queue = Queue(settings, engine)
        queue.add_people(ada="reviewer", bo="reviewer", cy="adjudicator")
        with writing(engine) as connection:
            connection.execute(update(claims).values(sensitive=True))
        with (
            queue.serving(open_here=False) as address,
            client_of(address) as ada,
            client_of(address) as bo,
        ):
            sign_in(ada, "ada")
            sign_in(bo, "bo")
            told: dict[str, str] = {}
            for kind in ("use", "sector"):
                card = card_of(ada, f"/?kind={kind}")
                assert decide(ada, card, first).json()["state"] == f"{first}ed_once"
                told |= looked_at(queue, bo, card["claim"])
            return told
    finally:
        engine.dispose()


def looked_at(queue: Queue, bo: httpx.Client, claim: str) -> dict[str, str]:
    with queue.engine.connect() as connection:
        paper = connection.scalar(select(claims.c.paper_id).where(claims.c.id == claim))
    lists = [f"?state={state}" for state in STATES] + ["", "?order=reviewer", "?order=learned", "?words=train"]
    paths = [
        *(f"/claims/{claim}", "/", "/ahead", "/conflicts", "/progress", "/overview", "/papers"),
        *(f"/papers/{paper}" if paper else "/overview", "/choices", "/added"),
        *(f"{root}/claims{wanted}" for root in ("", "/api") for wanted in lists),
        *(f"/api/claims/{claim}", "/api/next", "/api/targets", f"/api/targets/{TARGET}"),
        *(f"/api/targets/{TARGET}/papers", f"/api/targets/{TARGET}/papers/{paper}"),
        *read_routes(queue).values(),  # a new page is looked at without being named here
    ]
    answers = {path: bo.get(path) for path in dict.fromkeys(paths)}
    assert sum(answer.status_code == 200 for answer in answers.values()) > len(answers) * 0.8
    return {path: DRAWN.sub("…", answer.text) for path, answer in answers.items() if told_in_words(answer)}


def told_in_words(answer: httpx.Response) -> bool:
    """A page, JSON or text; a picture and a PDF tell no votes, an archive is opened by its own test."""
    return not answer.headers.get("content-type", "").startswith(("image/png", "application/pdf", "application/zip"))


def computed_now(state: QueueState, _: str, compute: Callable[[Connection], object], **__: float) -> object:
    """In place of `QueueState.lately`, of which a quick machine shows an older figure and a slow one none."""
    with state.reading() as connection:
        return compute(connection)


def test_no_answer_depends_on_which_way_the_first_vote_went(
    filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QueueState, "lately", computed_now)
    accepted = seen_after(filled, tmp_path / "accepted", "accept")
    rejected = seen_after(filled, tmp_path / "rejected", "reject")
    assert accepted.keys() == rejected.keys()
    assert [path for path in accepted if accepted[path] != rejected[path]] == []

"""Every route of the queue, taken from the application itself, so that no new one is forgotten by a guard's test."""

from collections.abc import Iterator, Sequence
from typing import Any

from fastapi.routing import APIRoute
from sqlalchemy import select

from citetrail.review.app import create_app
from citetrail.store.tables import claims, documents, evidence
from tests.citetrail.review.conftest import Queue
from tests.synthetic import TARGET

# Open to everybody: what the sign-in form is made of.
PUBLIC = {"/login", "/static/{name}"}


def _routes(queue: Queue) -> Iterator[APIRoute]:
    yield from _of(create_app(queue.settings, queue.engine, target=TARGET).routes)


def _of(routes: Sequence[Any]) -> Iterator[APIRoute]:
    for route in routes:
        if isinstance(route, APIRoute):
            yield route
        else:  # FastAPI includes a router as it stands; anything else fails here
            yield from _of(route.original_router.routes)


def read_routes(queue: Queue) -> dict[str, str]:
    """Each route that is read → an address of it that there is."""
    known = _known(queue)
    return {r.path: r.path.format(**known) for r in _routes(queue) if "GET" in r.methods}


def change_routes(queue: Queue) -> dict[str, str]:
    """Each route that changes something → an address of it."""
    known = _known(queue)
    return {r.path: r.path.format(**known) for r in _routes(queue) if r.methods - {"GET", "HEAD"}}


def _known(queue: Queue) -> dict[str, str]:
    """A value of the store for every name in an address. A route with a new name fails here, by KeyError."""
    with queue.engine.connect() as connection:
        paged = evidence.c.sha256 == documents.c.sha256
        quoted = connection.execute(
            select(evidence.c.id, evidence.c.sha256, evidence.c.paper_id).join(documents, paged)
        )
        proof, sha, paper = quoted.first() or ("", "", "")
        claim = connection.scalar(select(claims.c.id).where(claims.c.paper_id == paper, claims.c.kind == "use"))
    told = {"claim_id": claim, "claim": claim, "paper_id": paper, "paper": paper, "evidence_id": proof, "sha256": sha}
    assert all(told.values())
    return {name: str(value) for name, value in told.items()} | {"name": "icon.svg", "number": "1", "target": TARGET}

"""Files that people added and of which it is not certain whose they are: "is this file that paper?"."""

from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from citetrail.review.card_responses import may_decide
from citetrail.review.security import Form, Signed, state_of
from citetrail.review.templating import page
from citetrail.store.added_files import ON_CARD_SHOWN, answer, questions, unread_files
from citetrail.store.engine import StoreError, now

router = APIRouter()
MOST = 200  # questions on one page
MOST_UNREAD = 20  # of the last files that could not be read
ADDED = "/added"


@router.get(ADDED)
def asked(request: Request, person: Signed) -> Response:
    """The files that wait for an answer, with the papers that they may be."""
    with state_of(request).reading() as connection:
        found, unread = questions(connection), unread_files(connection, MOST_UNREAD)
    left = max(0, len(found) - MOST)
    shown: dict[str, Any] = {"questions": found[:MOST], "left": left, "on_card": ON_CARD_SHOWN, "unread": unread}
    return page(request, "added_files.html", person, **shown)


@router.post(ADDED)
def answered(request: Request, person: Signed, form: Form) -> Response:
    """Say whose a file is, or that it is nobody's. Whoever added it cannot."""
    may_decide(person)
    paper = form.get("paper", "")
    try:
        with state_of(request).writing() as connection:
            answer(connection, form.get("file", ""), paper or None, person.name, now())
    except StoreError as error:
        raise HTTPException(422, str(error)) from error
    return RedirectResponse(ADDED, 303)


@router.get("/brought")
def moved(request: Request, _: Signed) -> Response:
    """The address that this page had before: links and bookmarks stay good."""
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"{ADDED}{query}", 308)

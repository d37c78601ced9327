"""The page on which a reviewer chooses keys, text size and swipes."""

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from citetrail.review.choices import CHOICES, KEYS, TEXT_SIZES, KeysRefused, read_keys
from citetrail.review.security import Form, Signed, state_of
from citetrail.review.templating import page
from citetrail.store.preferences import keep_preference

router = APIRouter()


@router.get("/choices")
def choices(request: Request, person: Signed, said: str = "") -> Response:
    """What can be chosen, and what is."""
    return page(request, "choices.html", person, actions=KEYS, sizes=TEXT_SIZES, said=said[:200])


@router.post("/choices")
def keep_choices(request: Request, person: Signed, form: Form) -> Response:
    """Keep them for this reviewer, in every browser."""
    size = form.get("text_size", "")
    told: dict[str, object] = {}
    if not form.get("usual"):
        try:
            keys = read_keys(
                {name.removeprefix("key_"): v[:20] for name, v in form.items() if name.startswith("key_")}
            )
        except KeysRefused as error:
            raise HTTPException(422, str(error)) from error
        told = {"keys": keys, "swipes": form.get("swipes") == "1"}
        if size in map(str, TEXT_SIZES):
            told["text_size"] = int(size)
    with state_of(request).writing() as connection:
        keep_preference(connection, person.name, CHOICES, told or None)
    return RedirectResponse("/choices?said=Kept", 303)

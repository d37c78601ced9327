"""The whole paper as text, beside its pages: every name of the family marked, the quotation found again."""

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from citetrail.review.filter_forms import Wanted
from citetrail.review.marked_text import MOST_PAGES, MOST_WORDS, family_names, marked_pages
from citetrail.review.security import Form, Signed, state_of
from citetrail.review.templating import page
from citetrail.store.claim_filters import paper_titles
from citetrail.store.documents import DocumentDamaged, DocumentMissing
from citetrail.store.evidence import find_evidence, is_held
from citetrail.store.preferences import PreferenceRefused, keep_preference, preferences_of

router = APIRouter()
WORDS = "words"


@router.get("/evidence/{evidence_id}/text")
def whole_text(request: Request, person: Signed, wanted: Wanted, evidence_id: str) -> Response:
    """The text that a quotation was taken from, with the marks of its target, and the reviewer's own words."""
    state = state_of(request)
    with state.reading() as connection:
        found = find_evidence(connection, evidence_id)
        held = found is not None and found.sha256 is not None and is_held(connection, found.sha256)
        words = list(preferences_of(connection, person.name).get(WORDS) or [])
        title = paper_titles(connection, [found.paper_id]).get(found.paper_id, "") if found else ""
    if found is None or found.sha256 is None or not held or not found.text_version:
        raise HTTPException(404, "There is no text to show.")
    try:
        texts = state.documents.pages(found.sha256, found.text_version)
    except (DocumentMissing, DocumentDamaged) as error:
        raise HTTPException(404, "The text of this copy is not there.") from error
    at = (found.page, found.start, found.end)
    quote = at if all(part is not None for part in at) else None
    names = family_names(state.known_targets.get(wanted.target))
    told = {"sha256": found.sha256, "words": words, "evidence": evidence_id, "cut": len(texts) > MOST_PAGES}
    shown = marked_pages(texts, names, words, quote)  # type: ignore[arg-type]  # none of the three is None
    return page(request, "text.html", person, title=title, pages=shown, **told)  # type: ignore[arg-type]


@router.post("/words")
def own_words(request: Request, person: Signed, form: Form) -> Response:
    """Keep the words that this reviewer wants marked."""
    words = [word.strip()[:60] for word in form.get("words", "").split(",") if len(word.strip()) > 1][:MOST_WORDS]
    with state_of(request).writing() as connection:
        try:
            keep_preference(connection, person.name, WORDS, words or None)
        except PreferenceRefused as error:
            raise HTTPException(422, str(error)) from error
        known = find_evidence(connection, form.get("evidence", ""))
    return RedirectResponse(f"/evidence/{known.id}/text" if known else "/", 303)

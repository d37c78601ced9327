"""Page images, PDFs and the page's own assets. Documents are reached by known hash only."""

import re
import threading
from pathlib import Path

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import FileResponse, Response

from citetrail.publish.evidence_pack import files_of
from citetrail.publish.evidence_packs import MOST_QUOTATIONS, archive, proposed_use
from citetrail.publish.page_marker import PageMarker
from citetrail.publish.people_named import Naming
from citetrail.records.vocabulary import ClaimKind
from citetrail.review.rendering import RenderError
from citetrail.review.request_checks import small_number
from citetrail.review.security import Signed, state_of
from citetrail.review.templating import page as html
from citetrail.store.claims import find_claim
from citetrail.store.documents import DocumentDamaged, DocumentMissing
from citetrail.store.evidence import Box, boxes_on, evidence_for, find_evidence, is_held, other_boxes_on
from citetrail.store.papers import find_paper

router = APIRouter()
# A pack is drawn by one process: two people who ask at once wait for each other.
_one_pack = threading.Lock()
STATIC = Path(__file__).parent / "static"
ASSETS = {
    "htmx.min.js": "text/javascript",
    "review.js": "text/javascript",
    "unsent.js": "text/javascript",
    "review.css": "text/css",
    "swagger-ui-bundle.js": "text/javascript",
    "swagger-ui.css": "text/css",
    "icon.svg": "image/svg+xml",
}
MOST_BOXES = 500  # of one quotation: more are a broken page, and each is drawn
KEEP = "private, max-age=86400, immutable"
_SHA = re.compile(r"[0-9a-f]{64}")


@router.get("/static/{name}")
def asset(name: str) -> Response:
    if name not in ASSETS:
        raise HTTPException(404, "There is no such file.")
    return FileResponse(STATIC / name, media_type=ASSETS[name], headers={"cache-control": "no-cache"})


def _known(request: Request, sha256: str) -> None:
    if not _SHA.fullmatch(sha256):
        raise HTTPException(404, "There is no such document.")
    with state_of(request).reading() as connection:
        if not is_held(connection, sha256):
            raise HTTPException(404, "There is no such document.")


@router.get("/documents/{sha256}.pdf")
def document(request: Request, person: Signed, sha256: str) -> Response:
    """The whole PDF as it was fetched."""
    _known(request, sha256)
    try:
        data = state_of(request).documents.get(sha256)
    except (DocumentMissing, DocumentDamaged) as error:
        raise HTTPException(404, f"The copy of this paper is not there: {error}") from error
    headers = {
        "content-disposition": f'inline; filename="{sha256[:16]}.pdf"',
        "content-security-policy": "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; "
        "frame-ancestors 'none'",
        "cache-control": KEEP,
    }
    return Response(data, media_type="application/pdf", headers=headers)


@router.get("/pages/{sha256}/{number}.png")
def page_image(request: Request, person: Signed, sha256: str, number: int, mark: str = "") -> Response:
    """One page as an image, marked where the evidence `mark` and what else its claims rest on stand on it."""
    small_number(number)
    _known(request, sha256)
    state = state_of(request)
    boxes: list[Box] = []
    others: list[Box] = []
    if mark:
        with state.reading() as connection:
            boxes = boxes_on(connection, mark, sha256, number)[:MOST_BOXES]
            others = other_boxes_on(connection, mark, sha256, number)[:MOST_BOXES]
    try:
        path = state.renderer.image(sha256, number, boxes, others)
    except (DocumentMissing, DocumentDamaged) as error:
        raise HTTPException(404, f"The copy of this paper is not there: {error}") from error
    except RenderError as error:
        raise HTTPException(404, f"This page cannot be drawn: {error}") from error
    return FileResponse(path, media_type="image/png", headers={"cache-control": KEEP})


@router.get("/evidence/{evidence_id}/page")
def turn_page(request: Request, person: Signed, evidence_id: str, n: int = 0) -> Response:
    """The page panel for a piece of evidence, at its own page or another one."""
    small_number(n)
    with state_of(request).reading() as connection:
        found = find_evidence(connection, evidence_id)
        held = found is not None and found.sha256 is not None and is_held(connection, found.sha256)
    if found is None or found.sha256 is None or not held:
        raise HTTPException(404, "There is no page to show.")
    shown = n or found.page or 1
    count = state_of(request).renderer.pages_of(found.sha256)
    return html(request, "page.html", person, quote=found, shown=max(1, shown), count=count)


@router.get("/claims/{claim_id}/evidence.zip")
def evidence_pack(request: Request, person: Signed, claim_id: str) -> Response:
    """The claim's quotations as files to keep: marked pages, annotation, note. Its votes and state are not told."""
    state = state_of(request)
    with state.reading() as connection:
        claim = find_claim(connection, claim_id)
        paper = find_paper(connection, claim.paper_id) if claim and claim.paper_id else None
        if claim is None or paper is None or claim.kind != ClaimKind.USE:
            raise HTTPException(404, "There is no evidence of a use to pack.")
        quotations = evidence_for(connection, claim, MOST_QUOTATIONS)
    link = f"{str(request.base_url).rstrip('/')}/claims/{claim.id}"
    use = proposed_use(claim, paper, link, Naming(state.settings.author_names))
    with _one_pack, PageMarker() as marker:
        data = archive(files_of(use, quotations, state.documents, marker))
    headers = {"content-disposition": f'attachment; filename="evidence-{claim.id[:16]}.zip"'}
    return Response(data, media_type="application/zip", headers=headers | {"cache-control": "no-store"})

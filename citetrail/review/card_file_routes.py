"""A PDF dropped on the card of a paper of which no text could be had."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData, UploadFile

from citetrail.records.identifiers import sha256_of
from citetrail.records.opened_files import with_advice
from citetrail.records.pdf_bytes import has_pdf_header, why_not_opened
from citetrail.records.vocabulary import Outcome
from citetrail.review.added_file_routes import ADDED
from citetrail.review.rendering import Renderer, RenderError
from citetrail.review.request_checks import LARGEST_FORM, same_origin
from citetrail.review.security import Signed, Visitor, checked_fields, state_of
from citetrail.store.added_files import AddedFile, add_on_card
from citetrail.store.copies import save_document
from citetrail.store.engine import StoreError, now

router = APIRouter()
LONGEST_NAME = 200  # characters of a file's name that are kept


def may_add_files(person: Signed) -> Visitor:
    """HTTPException for whoever may not add files; asked before a byte of the file is read."""
    if not person.may_add_files:
        raise HTTPException(403, "Analysts and adjudicators add files.")
    return person


async def sent_file(request: Request, _: Annotated[Visitor, Depends(may_add_files)]) -> AsyncIterator[UploadFile]:
    """The one file of a form that comes from our own page and carries its token; closed after the answer."""
    same_origin(request)
    async with _form_of(request) as form:
        checked_fields(request, form)
        file = form.get("file")
        if not isinstance(file, UploadFile) or not file.filename:
            raise HTTPException(422, "Choose a PDF file.")
        yield file


@asynccontextmanager
async def _form_of(request: Request) -> AsyncIterator[FormData]:
    try:
        form = await request.form(max_files=1, max_fields=5, max_part_size=LARGEST_FORM)
    except HTTPException:
        raise
    except Exception as error:
        raise HTTPException(400, "The form cannot be read.") from error
    try:
        yield form
    finally:
        await form.close()


def _fault(renderer: Renderer, data: bytes) -> str:
    """Why a file is refused at once, and what to do; what its pages hold is for the next run to judge."""
    if not has_pdf_header(data):
        return with_advice(Outcome.NOT_PDF, "the file does not begin as a PDF does" if data else "the file is empty")
    try:
        told = renderer.why_not_opened(sha256_of(data), data)
    except RenderError as error:
        raise HTTPException(503, f"The file was not looked at: {error}.") from error
    return with_advice(*why_not_opened(data, told)) if told else ""


@router.post("/papers/{paper_id}/file")
def take_file(
    request: Request,
    person: Annotated[Visitor, Depends(may_add_files)],
    file: Annotated[UploadFile, Depends(sent_file)],
    paper_id: str,
) -> Response:
    """Keep a file for a paper. It counts once its first page or somebody else says that it is the paper's."""
    state = state_of(request)
    most = state.settings.max_bytes
    data = file.file.read(most + 1)
    name = " ".join((file.filename or "").replace("\0", "").split())[:LONGEST_NAME] or "file.pdf"
    if len(data) > most:
        raise HTTPException(413, f"{name} has more than {most:,} bytes (CITETRAIL_MAX_BYTES).")
    if fault := _fault(state.renderer, data):
        raise HTTPException(422, f"{name} cannot be read. {fault}.")
    at = now()
    try:
        sha = state.documents.put(data)
        with state.writing() as connection:
            save_document(connection, sha, len(data), "", at)
            add_on_card(connection, AddedFile(sha, name, person.name, size=len(data)), paper_id, at)
    except StoreError as error:
        raise HTTPException(422, str(error)) from error
    return RedirectResponse(ADDED, 303)

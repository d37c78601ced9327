"""The evidence of one use as files for the newsroom: the page with its sentence marked, and the same for other tools.

A pack holds pages of other people's papers: it is for those who check the claim and no part of a release.
"""

import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from citetrail.publish.annotations import CONTEXT, annotation
from citetrail.publish.json_stream import encoded
from citetrail.publish.mapdata import landing_page
from citetrail.publish.page_files import STATIC_POLICY, data_image, inline
from citetrail.publish.page_marker import MarkedPageFiles, MarkingError, PageMarker
from citetrail.publish.reference_files import PROVISIONAL, ris
from citetrail.publish.values import address, line, quotation
from citetrail.publish.wording import asset, environment, words
from citetrail.records.vocabulary import Status
from citetrail.store.documents import DocumentDamaged, DocumentMissing, DocumentStore
from citetrail.store.evidence import ShownEvidence

Files = dict[str, bytes]


@dataclass(frozen=True, slots=True)
class ProvenUse:
    """A use and the paper that says it. `status` is empty where it is not to be told."""

    claim_id: str
    use_id: str
    text: str  # the claim in words
    member: str
    role: str | None
    status: str
    decided_at: str | None
    paper: dict[str, Any]  # as a row of papers.csv
    link: str  # where the claim is decided


def files_of(
    use: ProvenUse, quotations: Sequence[ShownEvidence], documents: DocumentStore, marker: PageMarker
) -> Files:
    """The pack's files by name: `evidence.html`, `annotation.jsonld`, `zotero.ris`, and `page-N.pdf` a quotation.

    A page that cannot be copied is named with the reason in evidence.html.
    """
    pages = [_page(use, found, documents, marker) for found in quotations]
    files: Files = {}
    shown = []
    for number, (found, (page, failure)) in enumerate(zip(quotations, pages, strict=True), start=1):
        name = f"page-{number}.pdf" if page else ""
        if page:
            files[name] = page.pdf
        shown.append(_shown(found, name, page, failure))
    files["evidence.html"] = _page_file(use, shown)
    files["annotation.jsonld"] = _annotations(use, quotations)
    files["zotero.ris"] = _zotero(use, quotations, [name for name in files if name.endswith(".pdf")])
    return files


def _page(
    use: ProvenUse, found: ShownEvidence, documents: DocumentStore, marker: PageMarker
) -> tuple[MarkedPageFiles | None, str]:
    """The copied page, or why there is none."""
    if not found.sha256 or not found.page:
        return None, words()["evidence"]["no_page"]
    told = {
        "title": line(use.paper["title"]) or "",
        "text": line(use.text) or "",
        "link": use.link,
        "source": f"SHA-256 {found.sha256}, {found.page}",
    }
    try:
        return marker.mark(documents.get(found.sha256), found.page, found.boxes, told), ""
    except (MarkingError, DocumentMissing, DocumentDamaged) as error:
        return None, str(error)


def _shown(found: ShownEvidence, name: str, page: MarkedPageFiles | None, failure: str) -> dict[str, Any]:
    start, end = found.match_start, found.match_end
    return {
        **found._asdict(),
        "before": quotation(found.before),
        "parts": tuple(map(quotation, (found.quote[:start], found.quote[start:end], found.quote[end:]))),
        "after": quotation(found.after),
        "url": address(found.url),
        "file": name,
        "image": data_image(page.png) if page else "",
        "failure": failure,
    }


def _page_file(use: ProvenUse, shown: list[dict[str, Any]]) -> bytes:
    template = environment().get_template("evidence.html.j2")
    paper = use.paper
    where = landing_page(paper["url"], paper["doi"], paper["arxiv_id"])
    styles = inline(asset("base.css") + asset("evidence.css"))
    told = {
        "use": use,
        "paper": paper,
        "where": where,
        "quotations": shown,
        "policy": STATIC_POLICY,
        "styles": styles,
    }
    return template.render(told).encode()


def _annotations(use: ProvenUse, quotations: Sequence[ShownEvidence]) -> bytes:
    told = {
        "use_id": use.use_id,
        "member": use.member,
        "role": use.role,
        "status": use.status,
        "claim_id": use.claim_id,
        "decided_at": use.decided_at,
    }
    items = []
    for found in quotations:
        row = {
            **found._asdict(),
            "evidence_id": found.id,
            "document": found.sha256,
            "title": use.paper["title"],
            "url": address(found.url),
            **{name: quotation(getattr(found, name)) for name in ("before", "quote", "after")},
        }
        items.append(annotation(row, [told]))
    page = {"@context": CONTEXT, "id": "annotation.jsonld", "type": "AnnotationPage", "items": items}
    return (encoded(page) + "\n").encode()


def _zotero(use: ProvenUse, quotations: Sequence[ShownEvidence], pages: Sequence[str]) -> bytes:
    """The paper as RIS with a note (HTML, as Zotero keeps notes) and the copied pages as attachments."""
    note = "".join(_note(use, quotations))
    fields = [("N1", note), *(("L1", name) for name in pages)]
    row = {**use.paper, "use_status": use.status, "members": use.member}
    return ris(row, fields).replace("\n", "\r\n").encode()


def _note(use: ProvenUse, quotations: Sequence[ShownEvidence]) -> Iterator[str]:
    """One line of HTML: a line break would end the field."""
    status = PROVISIONAL if use.status == Status.PROVISIONAL else use.status
    yield f"<h1>{_escaped(use.text)}</h1>"
    yield f"<p>{_escaped(status)}</p>" if status else ""
    for found in quotations:
        place = f"p. {found.page}" if found.page else ""
        told = ", ".join(filter(None, [place, found.section, found.url, found.sha256 and f"SHA-256 {found.sha256}"]))
        yield f"<blockquote>{_escaped(found.quote)}</blockquote><p>{_escaped(told)}</p>"
    if use.link:
        yield f'<p><a href="{_escaped(use.link)}">{_escaped(use.link)}</a></p>'


def _escaped(text: str) -> str:
    return html.escape(line(text) or "")

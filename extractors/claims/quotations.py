"""Evidence as it is stored: the quotation, where it stands, and the text around it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from citetrail.records.identifiers import short_hash
from citetrail.records.organisations import AffiliationString, Funding
from citetrail.records.readings import Reading
from citetrail.records.text import Box, Evidence
from citetrail.records.vocabulary import Origin

AROUND = 300  # characters of context kept before and after a quotation


@dataclass(frozen=True, slots=True)
class FoundEvidence:
    """A quotation with its address. `match_start` and `match_end` count within the quote."""

    id: str
    paper_id: str
    origin: Origin
    quote: str
    sha256: str | None = None
    page: int | None = None
    start: int | None = None
    end: int | None = None
    before: str = ""
    after: str = ""
    match_start: int = 0
    match_end: int = 0
    section: str = ""
    boxes: tuple[Box, ...] = ()


def quote_span(paper_id: str, reading: Reading, span: Evidence | Funding, pages: Sequence[str]) -> FoundEvidence:
    """Evidence from the PDF; ValueError when the span does not select its quote: such evidence is worthless."""
    text, sha256 = pages[span.page - 1], reading.sha256
    if text[span.start : span.end] != span.quote:
        raise ValueError(f"document {sha256}, page {span.page}: the span {span.start}–{span.end} is not its quote")
    found = FoundEvidence(
        id=short_hash(paper_id, Origin.PDF, sha256, str(span.page), str(span.start), span.quote),
        paper_id=paper_id,
        origin=Origin.PDF,
        quote=span.quote,
        sha256=sha256,
        page=span.page,
        start=span.start,
        end=span.end,
        before=text[max(0, span.start - AROUND) : span.start],
        after=text[span.end : span.end + AROUND],
        boxes=reading.boxes.get(span.span, ()),
    )
    if isinstance(span, Evidence):
        inside = span.start <= span.match_start <= span.match_end <= span.end
        return replace(
            found,
            match_start=span.match_start - span.start if inside else 0,
            match_end=span.match_end - span.start if inside else 0,
            section=span.section,
        )
    return replace(found, section="acknowledgements")


def quote_context(paper_id: str, evidence: Evidence) -> FoundEvidence:
    """Evidence from Semantic Scholar's citation contexts: words, but no page."""
    return FoundEvidence(
        id=short_hash(paper_id, Origin.S2_CONTEXT, evidence.quote),
        paper_id=paper_id,
        origin=Origin.S2_CONTEXT,
        quote=evidence.quote,
        match_start=max(0, evidence.match_start - evidence.start),
        match_end=max(0, evidence.match_end - evidence.start),
    )


def quote_affiliation(
    paper_id: str, reading: Reading, string: AffiliationString, pages: Sequence[str]
) -> FoundEvidence | None:
    """The affiliation as printed, or as the service gives it; None when there is nothing to quote."""
    if string.page is not None and string.start is not None and string.end is not None:
        quote = pages[string.page - 1][string.start : string.end]
        span = Evidence(string.page, string.start, string.end, quote, "front matter")
        return quote_span(paper_id, reading, span, pages)
    if not string.raw:
        return None
    return FoundEvidence(
        id=short_hash(paper_id, string.origin, string.raw),
        paper_id=paper_id,
        origin=string.origin,
        quote=string.raw,
        # A string that was printed but could not be found again on its page is quoted without a span.
        sha256=reading.sha256 if string.origin is Origin.PDF else None,
    )

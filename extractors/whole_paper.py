"""One PDF read whole: text, usage, header, organisations, funding. What the workers run and `read` prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from citetrail.records.organisations import Funding, ResolvedAffiliation
from citetrail.records.readings import NO_TEXTS, PdfItem, Reading
from citetrail.records.target_files import load_target
from citetrail.records.targets import Target
from citetrail.records.text import Box, DocumentText, Span
from citetrail.records.usage import Usage
from citetrail.records.vocabulary import Outcome, Verdict
from extractors.funding.funders import read_funding
from extractors.header import pages_wanted, read_header, stand_in
from extractors.organisations import open_resolver
from extractors.organisations.header_affiliations import resolve_header
from extractors.organisations.resolver import Resolver
from extractors.spare_memory import give_back
from extractors.text.boxes import boxes_of
from extractors.text.document import read_document
from extractors.text.document_form import form_of
from extractors.text.layout import read_layout
from extractors.text.open_pdf import OpenPdf
from extractors.text.text_keys import looked_for
from extractors.uncollected import uncollected
from extractors.usage import leads_to_data, read_usage
from extractors.usage.sentence_encoder import checked_labels
from extractors.usage.sentence_model import sentence_model
from extractors.versions import reading_version

# Boxes are drawn for this many quotations a paper; the rest keep their page and offsets.
MOST_BOXES = 60


@dataclass(frozen=True, slots=True)
class Limits:
    max_bytes: int
    max_pages: int


@dataclass(frozen=True, slots=True)
class Reader:
    """What reading needs beside the bytes; built once a process."""

    target: Target
    resolver: Resolver
    limits: Limits
    year: int | None = None  # of the papers that are read, where it is known from elsewhere

    @property
    def version(self) -> str:
        """Changes whenever the same PDF could be read differently."""
        return reading_version(self.target.digest, self.resolver.version)


def open_reader(
    target_file: str,
    data: str,
    index: str | None,
    max_bytes: int,
    max_pages: int,
    gazetteer: str | None = None,
    year: int | None = None,
) -> Reader:
    """A reader from plain values, so that worker processes can build their own.

    Raises what loading the target, the organisation data and the weights raises: TargetError, GazetteerError,
    IndexFileError, WeightsDamaged.
    """
    resolver = open_resolver(Path(data), Path(index) if index else None, Path(gazetteer) if gazetteer else None)
    reader = Reader(load_target(Path(target_file)), resolver, Limits(max_bytes, max_pages), year)
    sentence_model()  # weights that are damaged are no fault of the first paper
    checked_labels()
    give_back()
    return reader


def read_pdf(data: bytes, reader: Reader) -> tuple[Reading, list[str]]:
    """Everything one PDF says, and its page texts. No bytes raise; what cannot be read has its outcome."""
    with uncollected(), OpenPdf(data) as pdf:
        return _read(pdf, reader)


def read_item(reader: Reader, item: PdfItem) -> tuple[Reading, list[str]]:
    """`read_pdf` with its arguments as the workers hand them over."""
    with uncollected(), OpenPdf(item.data, item.sha256) as pdf:
        return _read(pdf, reader, item.texts_read)


def _read(pdf: OpenPdf, reader: Reader, texts_read: Mapping[str, str] = NO_TEXTS) -> tuple[Reading, list[str]]:
    limits = reader.limits
    document = read_document(
        pdf, max_bytes=limits.max_bytes, max_pages=limits.max_pages, links=leads_to_data(reader.target)
    )
    if document.outcome is not Outcome.OK:
        usage = Usage(Verdict.NO_TEXT, 0.0)
        return Reading(pdf.sha256, document.outcome, document.page_count, usage=usage, detail=document.detail), []
    pages = [page.text for page in document.pages]
    keys = looked_for(pages) if texts_read else ()
    if same := next((texts_read[key] for key in keys if key in texts_read), ""):
        told = f"its text is that of {same}, which was read"
        return Reading(pdf.sha256, Outcome.OK, document.page_count, detail=told, same_text_as=same), pages
    usage = read_usage(document, reader.target, year=reader.year)
    header = stand_in(read_header(read_layout(pdf, pages_wanted(document)), document), ())
    resolved = resolve_header(header, reader.resolver)
    funding = read_funding(document)
    reading = Reading(
        sha256=pdf.sha256,
        outcome=Outcome.OK,
        pages=document.page_count,
        title=header.title,
        usage=usage,
        header=header,
        affiliations=resolved,
        funding=funding,
        form=form_of(document),
        boxes=_boxes(pdf, document, _quoted(usage, resolved, funding)),
    )
    return reading, pages


def _quoted(usage: Usage, affiliations: Sequence[ResolvedAffiliation], funding: Sequence[Funding]) -> Iterator[Span]:
    """The spans that a person may be shown on their page."""
    if usage.verdict is not Verdict.NO_TEXT:
        evidence = chain((e for use in usage.members for e in use.evidence), (m.evidence for m in usage.mentions))
        yield from (e.span for e in islice(evidence, MOST_BOXES))
    yield from (span for a in affiliations if (span := a.string.span) is not None)
    yield from (f.span for f in funding)


def _boxes(pdf: OpenPdf, document: DocumentText, spans: Iterable[Span]) -> Mapping[Span, tuple[Box, ...]]:
    """Where each span stands; a page is asked once for all that it has."""
    by_page: dict[int, list[tuple[int, int]]] = {}
    for page, start, end in dict.fromkeys(spans):
        by_page.setdefault(page, []).append((start, end))
    pages = {page.number: page for page in document.pages}
    found = {number: boxes_of(pdf, pages[number], own) for number, own in by_page.items()}
    return {(n, *span): boxes for n, own in by_page.items() for span, boxes in zip(own, found[n], strict=True)}

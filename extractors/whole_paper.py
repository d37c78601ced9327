"""One PDF read whole: text, usage, header, organisations, funding. What the workers run and `read` prints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from citetrail.records.identifiers import sha256_of
from citetrail.records.organisations import AffiliationString
from citetrail.records.readings import Reading
from citetrail.records.target_files import load_target
from citetrail.records.targets import Target
from citetrail.records.text import DocumentText, Evidence
from citetrail.records.usage import Usage
from citetrail.records.vocabulary import Outcome, Verdict
from extractors.funding.funders import read_funding
from extractors.header import pages_wanted, read_header, stand_in
from extractors.organisations import open_resolver
from extractors.organisations.header_affiliations import resolve_header
from extractors.organisations.resolver import Resolver
from extractors.text.boxes import boxes_of
from extractors.text.document import read_document
from extractors.text.layout import read_layout
from extractors.usage import read_usage
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

    @property
    def version(self) -> str:
        """Changes whenever the same PDF could be read differently."""
        return reading_version(self.target.digest, self.resolver.version)


def open_reader(
    target_file: str, data: str, index: str | None, max_bytes: int, max_pages: int, gazetteer: str | None = None
) -> Reader:
    """A reader from plain values, so that worker processes can build their own."""
    resolver = open_resolver(Path(data), Path(index) if index else None, Path(gazetteer) if gazetteer else None)
    return Reader(load_target(Path(target_file)), resolver, Limits(max_bytes, max_pages))


def read_pdf(data: bytes, reader: Reader) -> tuple[Reading, list[str]]:
    """Everything one PDF says, and its page texts. No bytes raise; what cannot be read has its outcome."""
    sha256 = sha256_of(data)
    limits = reader.limits
    document = read_document(data, max_bytes=limits.max_bytes, max_pages=limits.max_pages)
    if document.outcome is not Outcome.OK:
        usage = Usage(Verdict.NO_TEXT, 0.0)
        return Reading(sha256, document.outcome, document.page_count, usage=usage, detail=document.detail), []
    usage = read_usage(document, reader.target)
    layout = read_layout(data, pages_wanted(document))
    header = stand_in(read_header(layout, document), ())
    resolved = resolve_header(header, reader.resolver)
    reading = Reading(
        sha256=sha256,
        outcome=Outcome.OK,
        pages=document.page_count,
        title=header.title,
        usage=usage,
        header=header,
        affiliations=resolved,
        funding=read_funding(document),
    )
    return with_boxes(reading, data, document), [page.text for page in document.pages]


def read_item(reader: Reader, data: bytes) -> tuple[Reading, list[str]]:
    """`read_pdf` with its arguments as the workers hand them over."""
    return read_pdf(data, reader)


def with_boxes(reading: Reading, data: bytes, document: DocumentText) -> Reading:
    """The reading with the boxes of its quotations; a page is opened once however many it has."""
    usage, header = reading.usage, reading.header
    assert usage is not None
    spans: list[Evidence] = [e for use in usage.members for e in use.evidence]
    spans += [m.evidence for m in usage.mentions]
    wanted = [(e.page, e.start, e.end) for e in spans if usage.verdict is not Verdict.NO_TEXT][:MOST_BOXES]
    strings = [a.string for a in reading.affiliations]
    wanted += [(s.page, s.start, s.end) for s in strings if s.page and s.start is not None and s.end is not None]
    wanted += [(f.page, f.start, f.end) for f in reading.funding]
    found = _find_boxes(data, document, wanted)

    def evidence(e: Evidence) -> Evidence:
        return replace(e, boxes=found.get((e.page, e.start, e.end), ()))

    def string(s: AffiliationString) -> AffiliationString:
        return replace(s, boxes=found.get((s.page, s.start, s.end), ()))

    return replace(
        reading,
        usage=replace(
            usage,
            members=tuple(replace(u, evidence=tuple(map(evidence, u.evidence))) for u in usage.members),
            mentions=tuple(replace(m, evidence=evidence(m.evidence)) for m in usage.mentions),
        ),
        header=replace(header, affiliations=tuple(map(string, header.affiliations))) if header else None,
        affiliations=tuple(replace(a, string=string(a.string)) for a in reading.affiliations),
        funding=tuple(replace(f, boxes=found.get((f.page, f.start, f.end), ())) for f in reading.funding),
    )


def _find_boxes(
    data: bytes, document: DocumentText, wanted: Sequence[tuple[int, int, int]]
) -> Mapping[tuple[int | None, int | None, int | None], Any]:
    by_page: dict[int, list[tuple[int, int]]] = {}
    for page, start, end in dict.fromkeys(wanted):
        by_page.setdefault(page, []).append((start, end))
    pages = {page.number: page for page in document.pages}
    found: dict[tuple[int | None, int | None, int | None], Any] = {}
    for number, spans in by_page.items():
        for span, boxes in zip(spans, boxes_of(data, pages[number], spans), strict=True):
            found[(number, *span)] = boxes
    return found

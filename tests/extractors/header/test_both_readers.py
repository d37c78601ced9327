"""The headers of real papers are the same through PDFium's layout and through pdfminer.six's, the referee.

Covers: extractors.header.reader, extractors.text.pdfminer_layout.
"""

from pathlib import Path

import pytest

from citetrail.records.organisations import Header
from citetrail.records.text import DocumentText, LayoutPage
from extractors.header import pages_wanted, read_header
from extractors.text.document import read_document
from extractors.text.layout import read_layout
from extractors.text.pdfminer_layout import miner_layout


def plain(header: Header) -> tuple[object, ...]:
    """Who wrote it and where they belong, without the letters' spelling in the file (ligatures, hyphens)."""
    strings = [("".join(a.raw.split()), a.note) for a in header.affiliations]
    authors = [(a.name, [strings[i] for i in a.affiliations], a.email) for a in header.authors]
    return "".join(header.title.split()), authors, strings, header.emails


def read(pages: tuple[LayoutPage, ...], document: DocumentText) -> tuple[object, ...]:
    return plain(read_header(pages, document))


@pytest.mark.gold
@pytest.mark.slow
def test_same_names_affiliations_and_marks(shared: Path) -> None:
    papers = sorted((shared / "gold" / "headers" / "pdf").glob("*.pdf"))
    papers += sorted((shared / "corpus" / "pdf").glob("*.pdf"))[::3]
    different = []
    for path in papers:
        data = path.read_bytes()
        document = read_document(data, max_bytes=100_000_000, max_pages=500)
        wanted = pages_wanted(document)
        if read(read_layout(data, wanted), document) != read(miner_layout(data, wanted), document):
            different.append(path.name)
    assert not different

"""The first page to title, authors, affiliations and who belongs where.

The bodies import where they are used, so that naming the package costs nothing at the start of a command.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from citetrail.records.organisations import Header
    from citetrail.records.papers import SourceAuthor
    from citetrail.records.text import DocumentText, LayoutPage


def pages_wanted(document: "DocumentText") -> tuple[int, ...]:
    """The numbers (from 1) of the pages whose layout `read_header` needs."""
    from extractors.header.header_pages import pages_wanted as wanted

    return wanted(document)


def read_header(layout: "Sequence[LayoutPage]", document: "DocumentText") -> "Header":
    """Title, authors in order, affiliation strings and e-mails. Never raises; what is not there stays empty."""
    from extractors.header.reader import read_header as read

    return read(layout, document)


def stand_in(header: "Header", s2_authors: "Sequence[SourceAuthor]") -> "Header":
    """The header, with affiliations from Semantic Scholar or e-mail domains where the PDF yields none."""
    from extractors.header.fallback_affiliations import stand_in as fill

    return fill(header, s2_authors)

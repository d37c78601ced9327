"""Everything one PDF says: what `citetrail read` prints and what the store keeps."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from citetrail.records.copies import DocumentForm
from citetrail.records.organisations import Funding, Header, ResolvedAffiliation, notes_that_count
from citetrail.records.text import Box, Span
from citetrail.records.usage import Usage
from citetrail.records.vocabulary import HEADLINE_ORDER, Outcome, Sector

NO_TEXTS: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class PdfItem:
    """A PDF to read. `texts_read`: the keys of its paper's other texts, to the SHA-256 of the copy that was read.

    A copy with one of these texts is not read once more: its reading says whose text it has, and no more. `sha256`:
    of the bytes, where the store has checked it; a paper's two megabytes take as long as the text of a page.
    """

    data: bytes
    texts_read: Mapping[str, str] = field(default_factory=dict)
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    sha256: str
    outcome: Outcome
    pages: int = 0
    title: str = ""
    usage: Usage | None = None
    header: Header | None = None
    affiliations: tuple[ResolvedAffiliation, ...] = ()
    funding: tuple[Funding, ...] = ()
    detail: str = ""
    form: DocumentForm | None = None  # None where the pages do not show it
    # The SHA-256 of another copy with the same text, which was read; this one was not, and has no more than its text.
    same_text_as: str = ""
    # A layer over the spans that are quoted above: one box a printed line; spans without a place have none.
    boxes: Mapping[Span, tuple[Box, ...]] = field(default_factory=dict)

    @property
    def sectors(self) -> tuple[Sector, ...]:
        """The set of sectors, headline first, without places in notes; unknown only when nothing else is known."""
        counted = notes_that_count([a.string.note for a in self.affiliations])
        found = {m.sector for a in self.affiliations if a.string.note in counted for m in a.matches}
        known = found - {Sector.UNKNOWN}
        return tuple(s for s in HEADLINE_ORDER if s in (known or found))

    @property
    def headline(self) -> Sector | None:
        return self.sectors[0] if self.sectors else None

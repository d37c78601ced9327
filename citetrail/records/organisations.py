"""Who wrote a paper: authors, affiliation strings, organisations, funders."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from citetrail.records.text import Span
from citetrail.records.vocabulary import Basis, MatchMethod, Origin, PlaceBasis, Precision, Sector, Tier


@dataclass(frozen=True, slots=True)
class Designation:
    """An organisation's time on a government list; open-ended when `until` is empty."""

    organisation: str
    list: str
    since: str  # ISO date
    until: str
    citation: str
    confirmed: bool = True  # somebody opened a source that says so


@dataclass(frozen=True, slots=True)
class SourceCheck:
    """Whether somebody opened the source of a gazetteer row, and what it says there.

    A row that is not `confirmed` rests on what its author knew. `words` are those of the source that carry the row;
    `checked_on` is the day it was opened, empty when it never was.
    """

    confirmed: bool
    checked_on: str = ""  # ISO date
    words: str = ""


@dataclass(frozen=True, slots=True)
class Organisation:
    id: str  # "ror:05d2yfz11", or "ct:…" for one of our own
    name: str
    country: str | None = None  # ISO 3166-1 alpha-2
    city: str | None = None
    lat: float | None = None
    lng: float | None = None
    precision: Precision = Precision.NONE
    sector: Sector = Sector.UNKNOWN
    tier: Tier | None = None
    flags: tuple[str, ...] = ()
    basis: Basis = Basis.NONE
    source: str = ""  # address or record that the sector rests on
    ror: str | None = None  # full ROR address where it has one
    parent: str | None = None
    designations: tuple[Designation, ...] = ()
    source_check: SourceCheck | None = None  # of the gazetteer row that tells the sector; None: no row does


@dataclass(frozen=True, slots=True)
class Place:
    """Where an organisation was when it wrote a paper; `lat` and `lng` in degrees, empty where no city is known."""

    country: str | None  # ISO 3166-1 alpha-2
    city: str | None
    lat: float | None
    lng: float | None
    precision: Precision
    basis: PlaceBasis


@dataclass(frozen=True, slots=True)
class OrganisationMatch:
    """One reading of an affiliation string. `organisation` is None when only a sector could be told, or nothing."""

    organisation: Organisation | None
    method: MatchMethod
    score: float
    sector: Sector = Sector.UNKNOWN
    country: str | None = None  # from the address first, else the organisation's
    explanation: str = ""
    printed: str = ""  # the name as printed, where a rule tells a company but no table knows it
    unit: Organisation | None = None  # the institute, laboratory or hospital of `organisation` that was printed
    place: Place | None = None  # as the affiliation prints it, else of `unit`, else of `organisation`


class AffiliationNote(StrEnum):
    """What a page says of an affiliation that is not the author's own at the time of the paper."""

    PRESENT_ADDRESS = "present address"
    WORK_DONE_AT = "work done while at"
    FORMERLY_AT = "formerly at"
    AWAY_AT = "on leave at"  # a guest there


def notes_that_count(notes: Iterable[str]) -> frozenset[str]:
    """Of the notes on all of a paper's affiliations, those that tell its sectors: the empty one, so no note at all.

    Where every affiliation has a note ("The authors were with X when this work was done"), the place of the work.
    """
    return frozenset({"" if "" in notes else AffiliationNote.WORK_DONE_AT})


@dataclass(frozen=True, slots=True)
class AffiliationString:
    """An affiliation as printed: `page_text[start:end]` is what `raw` was read from (white space folded)."""

    raw: str
    page: int | None = None
    start: int | None = None
    end: int | None = None
    origin: Origin = Origin.PDF
    note: str = ""  # an AffiliationNote
    address: str = ""  # `raw` with commas where printed lines end, when those part it; what is resolved

    @property
    def is_elsewhere(self) -> bool:
        """Whether the paper was not written there: the author was there before, is there now, or was a guest."""
        return self.note not in ("", AffiliationNote.WORK_DONE_AT)

    @property
    def span(self) -> Span | None:
        """Where it is printed; None for a string that was not found on its page."""
        if self.page is None or self.start is None or self.end is None:
            return None
        return self.page, self.start, self.end


@dataclass(frozen=True, slots=True)
class Author:
    name: str
    affiliations: tuple[int, ...] = ()  # indices into the header's affiliation strings
    email: str | None = None


class HeaderLayout(StrEnum):
    """How the authors' organisations are printed, so which reading found them."""

    MARKS = "marks"
    BLOCKS = "blocks"
    FOOTNOTE = "footnote"
    TITLE_PAGE = "title page"
    BIOGRAPHIES = "biographies"
    END_MATTER = "end matter"
    CORRESPONDENCE = "correspondence"
    SIGNED = "signed"  # a letter, or the review of a book
    CURRICULUM_VITAE = "vitae"
    STAND_IN = "stand-in"  # not the paper's own words


@dataclass(frozen=True, slots=True)
class Header:
    """What the first page says of who wrote the paper."""

    title: str = ""
    authors: tuple[Author, ...] = ()
    affiliations: tuple[AffiliationString, ...] = ()
    emails: tuple[str, ...] = ()
    layout: str = ""  # a HeaderLayout: which reading of the layout won; empty where no author was found


@dataclass(frozen=True, slots=True)
class ResolvedAffiliation:
    string: AffiliationString
    matches: tuple[OrganisationMatch, ...]


@dataclass(frozen=True, slots=True)
class Funding:
    """A funder named in the acknowledgements, verbatim."""

    funder: str
    military: bool
    quote: str
    page: int
    start: int
    end: int
    grant: str = ""
    organisation: str | None = None

    @property
    def span(self) -> Span:
        return self.page, self.start, self.end

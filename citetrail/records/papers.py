"""Papers as discovery finds them."""

from dataclasses import dataclass, field

from citetrail.records.copies import CopyKind
from citetrail.records.identifiers import PaperId
from citetrail.records.vocabulary import Outcome, Source


@dataclass(frozen=True, slots=True)
class SourceAuthor:
    """An author as a bibliographic service lists them."""

    name: str
    affiliations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sighting:
    """One source's reason to think that a paper matters: it cites a member, or a query found it."""

    source: Source
    reason: str  # member slug whose paper is cited, or the query that matched
    contexts: tuple[str, ...] = ()  # sentences around the citation, as Semantic Scholar gives them
    intents: tuple[str, ...] = ()
    is_influential: bool = False


@dataclass(frozen=True, slots=True)
class FoundPaper:
    """A paper as one source described it, before it is merged with what is known."""

    title: str
    sighting: Sighting
    s2_id: str | None = None
    corpus_id: str | None = None
    doi: str | None = None
    arxiv_id: str | None = None
    year: int | None = None
    published_on: str | None = None  # ISO date
    venue: str | None = None
    abstract: str | None = None
    url: str | None = None
    pdf_urls: tuple[str, ...] = ()
    authors: tuple[SourceAuthor, ...] = ()
    raw_title: str = ""  # as the source wrote it, where that differs from `title`
    arxiv: "ArxivVersion | None" = None
    types: tuple[str, ...] = ()  # of publication, as Semantic Scholar says: "JournalArticle", "Review"


@dataclass(frozen=True, slots=True)
class ArxivVersion:
    """What arXiv says of the newest version of one of its papers."""

    arxiv_id: str
    number: int  # from 1
    withdrawn: str = ""  # its authors' words when this version was withdrawn


@dataclass(frozen=True, slots=True)
class Paper:
    """One work, however many sources found it."""

    id: PaperId
    title: str
    s2_id: str | None = None
    corpus_id: str | None = None
    doi: str | None = None
    arxiv_id: str | None = None
    year: int | None = None
    published_on: str | None = None
    venue: str | None = None
    abstract: str | None = None
    url: str | None = None
    pdf_urls: tuple[str, ...] = ()
    authors: tuple[SourceAuthor, ...] = ()
    sightings: tuple[Sighting, ...] = field(default=())
    arxiv: ArxivVersion | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """How getting one paper's PDF ended."""

    paper: PaperId
    outcome: Outcome
    url: str | None = None  # the address that answered, after redirects
    sha256: str | None = None
    size: int | None = None
    retrieved_at: str | None = None  # ISO 8601, UTC
    detail: str = ""  # for a person: "export.arxiv.org answered 503 four times"
    tried: tuple[str, ...] = ()
    kind: CopyKind = CopyKind.OTHER
    version: int | None = None  # on arXiv

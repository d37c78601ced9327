"""What a release shows of a few hundred papers, before it is rows. No more than one batch is held at a time."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from citetrail.publish.people_named import EVERYBODY, Naming
from citetrail.publish.publishable import Backing
from citetrail.records.identifiers import short_hash
from citetrail.records.organisations import Place
from citetrail.records.targets import Target
from citetrail.records.vocabulary import Ground, Sector, Status
from citetrail.records.withdrawals import Withdrawal
from citetrail.store.claims import ClaimFacts
from citetrail.store.copy_differences import StoredDifference
from citetrail.store.organisations import StoredAffiliation
from citetrail.store.paper_progress import PaperProgress, SightingDate


@dataclass(slots=True)
class Use:
    """A published use before it is a row."""

    id: str
    paper: str
    member: str
    role: str | None
    status: Status
    claim: ClaimFacts
    backing: Backing
    evidence: list[str] = field(default_factory=list)


@dataclass(slots=True)
class PublishedAffiliation:
    """A published affiliation before it is a row."""

    id: str
    paper: str
    organisation: str | None
    status: Status
    row: StoredAffiliation
    authors: list[str]
    told: "Settled | None"
    where: Place
    sector: str = Sector.UNKNOWN
    ground: Ground | None = None  # of a military sector

    @property
    def marker(self) -> str:
        """Key of the marker; words that no organisation answers to stand for themselves."""
        who = self.organisation or f"printed:{self.row.raw_key}"
        return short_hash("marker", who, self.where.country or "", (self.where.city or "").casefold())


@dataclass(slots=True)
class Settled:
    """What the decisions say of one thing: its state, the claim's own sector, a correction."""

    claim: str
    state: str
    value: str | None
    correction: dict[str, str]
    decisions: list[int]
    current: bool
    decided_at: str
    sources: tuple[str, ...] = ()  # that reviewers named for a sector


SectorTold = tuple[str, Status | None, Settled | None]
UNTOLD: SectorTold = (Sector.UNKNOWN, None, None)


# Organisations of which all that is needed stays in memory; beyond, they are read again. With a fifth of this a
# release of a million papers spent a quarter of the time for its tables on that.
MOST_KEPT = 100_000


@dataclass(slots=True)
class Organisations:
    """What batch after batch needs of the organisations met lately: sector and dated listings."""

    target: str
    provisional: bool
    sectors: dict[str, SectorTold] = field(default_factory=dict)
    designations: dict[str, list[dict[str, str]]] = field(default_factory=dict)  # of those that have any
    seats: dict[str, Place] = field(default_factory=dict)
    cities: dict[Place, Place] = field(default_factory=dict)  # one object for the seats of all that sit in one place
    grounds: dict[str, Ground] = field(default_factory=dict)  # what military sectors rest on
    unsaid: set[str] = field(default_factory=set)  # that they are military was refused, or an objection holds it back
    withheld: set[str] = field(default_factory=set)  # accepted as military, and nothing carries it
    withheld_words: set[str] = field(default_factory=set)  # the same of words that no organisation answers to

    def sector(self, organisation: str) -> SectorTold:
        return self.sectors.get(organisation, UNTOLD)

    def make_room(self) -> None:
        """Forget those that were met, once they are many. Between batches only: a batch asks for all of its own."""
        if len(self.sectors) > MOST_KEPT:
            for kept in (self.sectors, self.designations, self.seats, self.cities, self.grounds, self.unsaid):
                kept.clear()


@dataclass(frozen=True, slots=True)
class PublishedDifference:
    """What one copy of a paper says and another leaves out, before it is a row."""

    claim: ClaimFacts
    row: StoredDifference
    backing: Backing


@dataclass
class PaperBatch:
    """Some papers that count, with all that is published of them."""

    target: Target
    provisional: bool
    papers: list[PaperProgress]
    merged: dict[str, str]  # records of these papers that were merged away
    organisations: Organisations
    sightings: dict[str, list[SightingDate]] = field(default_factory=dict)
    uses: dict[str, Use] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)  # papers of which people refused a proposed use
    waiting: set[str] = field(default_factory=set)  # papers with a use still before a reviewer
    places: dict[str, PublishedAffiliation] = field(default_factory=dict)
    affiliated: set[str] = field(default_factory=set)  # papers with an affiliation that is printed without a note
    settled_affiliations: dict[tuple[str, str], Settled] = field(default_factory=dict)
    dates: dict[str, tuple[tuple[str, str] | None, int | None]] = field(default_factory=dict)
    last_read: dict[str, str] = field(default_factory=dict)
    uncarried: list[str] = field(default_factory=list)
    differences: dict[str, PublishedDifference] = field(default_factory=dict)  # by claim
    withdrawals: dict[str, Withdrawal] = field(default_factory=dict)
    naming: Naming = EVERYBODY

    def final(self, paper: str) -> str:
        """The paper that a record stands for."""
        return self.merged.get(paper, paper)

    def names(self, authors: Iterable[str]) -> list[str]:
        """Authors as this release may name them."""
        return self.naming.names(authors)

    def printed(self, paper: str, text: str) -> str:
        """A text of a paper as this release may print it."""
        return self.naming.text(text, () if self.naming.author_names else self._authors.get(paper, ()))

    @cached_property
    def _authors(self) -> dict[str, list[str]]:
        """Everybody who is known to be an author of a paper. Asked for once the places are gathered."""
        found = {row.id: [author["name"] for author in row.authors] for row in self.papers}
        for place in self.places.values():
            found.setdefault(place.paper, []).extend(place.row.authors)
        return found

    @cached_property
    def published(self) -> dict[str, Status]:
        """Papers with a published use; verified when one of its uses is. Asked for once the uses are gathered."""
        found: dict[str, Status] = {}
        for use in self.uses.values():
            if found.get(use.paper) is not Status.VERIFIED:
                found[use.paper] = use.status
        return found

    @cached_property
    def records(self) -> list[str]:
        """The published papers and what was merged into them."""
        merged = [old for old, new in self.merged.items() if new in self.published]
        return sorted([*self.published, *merged])

    def evidence_ids(self) -> set[str]:
        shown = {e for use in self.uses.values() for e in use.evidence}
        for told in self.differences.values():
            shown |= {told.row.evidence_id, *([told.row.counterpart_id] if told.row.counterpart_id else [])}
        return shown | {p.row.evidence_id for p in self.places.values() if p.row.evidence_id}

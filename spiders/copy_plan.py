"""Which further copies of a paper are asked for, and where."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from citetrail.records.copies import Copy, CopyKind, CopyOrigin, CopyPolicy
from citetrail.records.identifiers import short_hash
from citetrail.records.papers import Paper
from citetrail.records.settings import Settings
from citetrail.records.vocabulary import Outcome
from spiders.copy_kinds import kind_of
from spiders.pdf_addresses import arxiv_address, candidates

MOST_VERSIONS = 12  # of one paper on arXiv, under the policy `all`
MOST_COPIES = 16  # of one paper
# Addresses that may give a document another time are asked again; what these say is lasting.
LASTING = (Outcome.OK, Outcome.NOT_FOUND, Outcome.NOT_PDF, Outcome.TOO_LARGE, Outcome.ROBOTS_DENIED)
ORDER = (
    *(CopyKind.PUBLISHER, CopyKind.AUTHOR, CopyKind.OTHER),
    *(CopyKind.SUPPLEMENT, CopyKind.POSTER, CopyKind.SLIDES),
)


@dataclass(frozen=True, slots=True)
class WantedCopy:
    """A copy to ask for: from the first of its addresses that gives one."""

    paper: Paper
    slot: str
    kind: CopyKind
    addresses: tuple[str, ...]
    version: int | None = None

    @property
    def key(self) -> str:
        return f"{self.paper.id} {self.slot}"


def further_copies(paper: Paper, held: Sequence[Copy], policy: CopyPolicy, settings: Settings) -> list[WantedCopy]:
    """The copies that this policy wants beside those that are held; none twice, the most telling first.

    `each kind`: the publisher's, the authors', one of unknown kind, the newest version on arXiv and the first. `all`:
    every address and every version. What an address lastingly answered is not asked again.
    """
    if policy is CopyPolicy.FIRST:
        return []
    asked = {url for copy in held if copy.outcome in LASTING for url in (*copy.tried, copy.address) if url}
    wanted = [*_of_arxiv(paper, held, policy, settings), *_elsewhere(paper, held, policy, settings)]
    fresh = []
    for copy in wanted:
        left = tuple(url for url in copy.addresses if url not in asked)
        if left:
            fresh.append(WantedCopy(copy.paper, copy.slot, copy.kind, left, copy.version))
    # The other parties' copies differ most; versions on arXiv follow, which are cheap from a mirror.
    return sorted(fresh, key=lambda c: c.kind is CopyKind.ARXIV)[:MOST_COPIES]


def _of_arxiv(paper: Paper, held: Sequence[Copy], policy: CopyPolicy, settings: Settings) -> Iterator[WantedCopy]:
    if paper.arxiv_id is None:
        return
    here = [c for c in held if c.kind is CopyKind.ARXIV and c.outcome is Outcome.OK]
    told = paper.arxiv if paper.arxiv and paper.arxiv.arxiv_id == paper.arxiv_id else None
    if told is None:
        if not here:
            yield WantedCopy(paper, "arxiv", CopyKind.ARXIV, (arxiv_address(settings, paper.arxiv_id),))
        return
    # A withdrawn version has no document.
    newest = told.number - 1 if told.withdrawn else told.number
    # What came before its version was told is the newest of its day: it stands for that.
    had = {c.version or newest for c in here}
    every = range(newest, max(0, newest - MOST_VERSIONS), -1)
    for version in every if policy is CopyPolicy.ALL else sorted({newest, 1}, reverse=True):
        if version >= 1 and version not in had:
            # The newest has the address without a number: the same that a first copy is asked for under.
            number = None if version == told.number else version
            slot = "arxiv" if version == newest and not here else f"arxiv v{version}"
            yield WantedCopy(paper, slot, CopyKind.ARXIV, (arxiv_address(settings, paper.arxiv_id, number),), version)


def _elsewhere(paper: Paper, held: Sequence[Copy], policy: CopyPolicy, settings: Settings) -> Iterator[WantedCopy]:
    by_kind: dict[CopyKind, list[str]] = {}
    for url in candidates(paper, settings):
        by_kind.setdefault(kind_of(url, settings), []).append(url)
    fetched = [c for c in held if c.outcome is Outcome.OK and c.origin is CopyOrigin.FETCHED]
    for kind in ORDER:
        addresses = by_kind.get(kind, [])
        if policy is CopyPolicy.ALL:
            for url in addresses:
                yield WantedCopy(paper, f"{kind} {short_hash(url)}", kind, (url,))
        elif addresses and not any(c.kind is kind for c in fetched):
            yield WantedCopy(paper, _free_slot(kind, addresses[0], fetched), kind, tuple(addresses))


def _free_slot(kind: CopyKind, address: str, fetched: Sequence[Copy]) -> str:
    """The kind's own place, unless a copy keeps it that turned out to be of another kind."""
    taken = any(c.slot == kind for c in fetched)
    return f"{kind} {short_hash(address)}" if taken else str(kind)

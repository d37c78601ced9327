"""From the store to published rows: uses, affiliations, organisations. Keeps in memory only what is published."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, Row, select

from publish.standing import Backing, backings, is_use, merges, publishable, rows, status_of, uncarried
from publish.values import address, in_force, line, moment, period, several
from records.identifiers import short_hash
from records.targets import Target
from records.vocabulary import HEADLINE_ORDER, ClaimKind, ClaimState, Precision, Role, Sector, Status
from store.tables import affiliations, claim_evidence, claims, organisations, papers

PublishedRow = tuple[Any, ...]


@dataclass(slots=True)
class Use:
    """A published use before it is a row."""

    id: str
    paper: str
    member: str
    role: str | None
    status: Status
    claim: Row[Any]
    backing: Backing
    evidence: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Place:
    """A published affiliation before it is a row."""

    id: str
    paper: str
    organisation: str | None
    status: Status
    sector: str
    row: Row[Any]
    authors: list[str]
    claim: str | None


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


@dataclass
class Gathered:
    """Everything that a release shows, ready to be written."""

    target: Target
    provisional: bool
    merged: dict[str, str]
    uses: dict[str, Use] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    organisations: dict[str, Row[Any]] = field(default_factory=dict)
    sectors: dict[str, tuple[str, Status | None, Settled | None]] = field(default_factory=dict)
    settled_affiliations: dict[tuple[str, str], Settled] = field(default_factory=dict)
    uncarried: list[str] = field(default_factory=list)
    dates: dict[str, tuple[tuple[str, str] | None, int | None]] = field(default_factory=dict)

    @cached_property
    def papers(self) -> dict[str, Status]:
        """Papers with a published use; verified when one of its uses is. Asked for once the uses are gathered."""
        found: dict[str, Status] = {}
        for use in self.uses.values():
            if found.get(use.paper) is not Status.VERIFIED:
                found[use.paper] = use.status
        return found

    def evidence_ids(self) -> set[str]:
        shown = {e for use in self.uses.values() for e in use.evidence}
        return shown | {p.row.evidence_id for p in self.places.values() if p.row.evidence_id}


def gather(connection: Connection, target: Target, *, provisional: bool) -> Gathered:
    found = Gathered(target, provisional, merges(connection))
    backed = backings(connection, target.slug)
    found.uncarried = uncarried(connection, target.slug, backed)
    _gather_uses(connection, found, backed)
    published = found.papers
    _gather_dates(connection, found, published)
    _gather_sectors(connection, found, backed)
    _gather_places(connection, found, backed, published)
    for batch in chunks(sorted({p.organisation for p in found.places.values() if p.organisation})):
        for row in connection.execute(select(organisations).where(organisations.c.id.in_(batch))):
            found.organisations[row.id] = row
    return found


def chunks(items: Sequence[Any], size: int = 500) -> Iterable[Sequence[Any]]:
    return (items[i : i + size] for i in range(0, len(items), size))


def _gather_uses(connection: Connection, found: Gathered, backed: dict[str, Backing]) -> None:
    by_claim: dict[str, Use] = {}
    for claim in rows(connection, publishable(found.target.slug, ClaimKind.USE, provisional=found.provisional)):
        backing = backed.get(claim.id, Backing())
        if not is_use(claim, backing.correction):
            continue
        use = _use(found, claim, backing)
        known = found.uses.get(use.id)
        # Two records of one paper, or a correction, may say the same: what people confirmed is kept.
        if known is None or (known.status is not Status.VERIFIED and use.status is Status.VERIFIED):
            found.uses[use.id] = use
            by_claim[claim.id] = use
    for batch in chunks(sorted(by_claim)):
        query = select(claim_evidence).where(claim_evidence.c.claim_id.in_(batch))
        for link in connection.execute(query.order_by(claim_evidence.c.claim_id, claim_evidence.c.rank)):
            by_claim[link.claim_id].evidence.append(link.evidence_id)


def _use(found: Gathered, claim: Row[Any], backing: Backing) -> Use:
    paper = found.merged.get(claim.paper_id, claim.paper_id)
    member = backing.correction.get("member") or claim.member
    role = backing.correction.get("role") or claim.role
    key = short_hash("use", found.target.slug, paper, member, role)
    return Use(key, paper, member, None if role == Role.MENTIONED else role, status_of(claim), claim, backing)


def _gather_dates(connection: Connection, found: Gathered, published: dict[str, Status]) -> None:
    for batch in chunks(sorted(published)):
        query = select(papers.c.id, papers.c.published_on, papers.c.year).where(papers.c.id.in_(batch))
        for row in connection.execute(query):
            found.dates[row.id] = (period(row.published_on, row.year), row.year)


def _settled(
    connection: Connection, found: Gathered, kind: ClaimKind, key: Sequence[Any], backed: dict[str, Backing]
) -> Iterable[tuple[Row[Any], Settled]]:
    columns = (claims.c.id, claims.c.state, claims.c.sector, claims.c.current, *key)
    query = select(*columns).where(claims.c.target == found.target.slug, claims.c.kind == kind).order_by(claims.c.id)
    nobody = Backing()
    for row in rows(connection, query):
        backing = backed.get(row.id, nobody)
        yield (
            row,
            Settled(
                row.id,
                row.state,
                row.sector,
                backing.correction,
                backing.decision_ids,
                row.current,
                backing.decided_at,
            ),
        )


def _gather_sectors(connection: Connection, found: Gathered, backed: dict[str, Backing]) -> None:
    """The sector that may be printed for each organisation; unknown where nobody may say."""
    by_organisation: dict[str, list[Settled]] = {}
    for row, settled in _settled(connection, found, ClaimKind.SECTOR, (claims.c.organisation_id,), backed):
        by_organisation.setdefault(row.organisation_id, []).append(settled)
    for organisation, told in by_organisation.items():
        accepted = [s for s in told if s.state == ClaimState.ACCEPTED]
        if accepted:
            best = max(accepted, key=lambda s: (s.current, s.decided_at))
            sector = best.correction.get("sector") or best.value or Sector.UNKNOWN
            found.sectors[organisation] = (sector, Status.VERIFIED, best)
            continue
        proposed = next((s for s in told if s.current and s.state != ClaimState.REJECTED), None)
        if proposed and found.provisional:
            found.sectors[organisation] = (proposed.value or Sector.UNKNOWN, Status.PROVISIONAL, proposed)


def _gather_places(
    connection: Connection, found: Gathered, backed: dict[str, Backing], published: dict[str, Status]
) -> None:
    key = (claims.c.paper_id, claims.c.organisation_id)
    for row, settled in _settled(connection, found, ClaimKind.AFFILIATION, key, backed):
        found.settled_affiliations[(row.paper_id, row.organisation_id)] = settled
    strings = {
        row.raw_key: settled
        for row, settled in _settled(connection, found, ClaimKind.RESOLUTION, (claims.c.raw_key,), backed)
    }
    query = select(affiliations).where(affiliations.c.target == found.target.slug)
    order = (affiliations.c.paper_id, affiliations.c.position, affiliations.c.match)
    for row in rows(connection, query.order_by(*order)):
        paper = found.merged.get(row.paper_id, row.paper_id)
        if paper in published:
            _add_place(found, paper, row, strings.get(row.raw_key))


def _add_place(found: Gathered, paper: str, row: Row[Any], string: Settled | None) -> None:
    organisation = row.organisation_id
    told = found.settled_affiliations.get((row.paper_id, organisation)) if organisation else string
    if told is not None and told.state == ClaimState.REJECTED:
        return
    if told is not None and told.state == ClaimState.ACCEPTED:
        status = Status.VERIFIED
        organisation = told.correction.get("organisation_id") or organisation
    elif found.provisional:
        status = Status.PROVISIONAL
    else:
        return
    key = short_hash("affiliation", found.target.slug, paper, organisation or "", row.raw)
    known = found.places.get(key)
    if known is not None:
        known.authors += [a for a in row.authors if a not in known.authors]
        return
    sector = _sector_of(found, organisation, row, told if status is Status.VERIFIED else None)
    found.places[key] = Place(
        key, paper, organisation, status, sector, row, list(row.authors), told.claim if told else None
    )


def _sector_of(found: Gathered, organisation: str | None, row: Row[Any], told: Settled | None) -> str:
    if organisation:
        return found.sectors.get(organisation, (Sector.UNKNOWN, None, None))[0]
    if told and told.correction.get("sector"):
        return told.correction["sector"]
    # What a name rule says of a string that no organisation answers to is a machine's word.
    return str(row.sector) if found.provisional and told is None else Sector.UNKNOWN


def use_rows(found: Gathered) -> Iterable[PublishedRow]:
    for use in found.uses.values():
        verified = use.status is Status.VERIFIED
        yield (
            use.id,
            use.paper,
            use.member,
            use.role,
            use.status,
            None if verified else round(use.claim.score, 4),
            len(use.backing.reviewers),
            moment(use.backing.decided_at),
            int(bool(use.backing.correction)),
            use.claim.id,
            several(use.evidence),
        )


def affiliation_rows(found: Gathered) -> Iterable[PublishedRow]:
    for place in found.places.values():
        row = place.row
        when = found.dates.get(place.paper, (None, None))[0]
        verified = place.status is Status.VERIFIED
        own = place.organisation == row.organisation_id
        yield (
            place.id,
            place.paper,
            place.organisation,
            several(place.authors),
            line(row.raw) or "",
            row.country,
            place.sector,
            several(_lists(found, place.organisation, when)),
            place.status,
            row.method if own else None,
            None if verified else round(row.score, 4),
            row.origin,
            line(row.note),
            place.claim,
            row.evidence_id,
        )


def _lists(found: Gathered, organisation: str | None, when: tuple[str, str] | None) -> list[str]:
    row = found.organisations.get(organisation or "")
    return sorted({d["list"] for d in row.designations if in_force(d, when)}) if row is not None else []


def organisation_rows(found: Gathered) -> Iterable[PublishedRow]:
    by_organisation: dict[str, list[Place]] = {}
    for place in found.places.values():
        if place.organisation:
            by_organisation.setdefault(place.organisation, []).append(place)
    published = found.papers
    for key, row in found.organisations.items():
        places = by_organisation[key]
        papers_here = {p.paper for p in places}
        sure = {p.paper for p in places if p.status is Status.VERIFIED and published[p.paper] is Status.VERIFIED}
        years = sorted(year for p in papers_here if (year := found.dates[p][1]))
        sector, status, told = found.sectors.get(key, (Sector.UNKNOWN, None, None))
        # Tier, flags, basis and source explain the machine's sector: without it, or corrected, they would mislead.
        explained = status is not None and sector == row.sector
        at_dates = {name for p in papers_here for name in _lists(found, key, found.dates[p][0])}
        yield (
            key,
            line(row.name) or key,
            address(row.ror),
            row.country,
            line(row.city),
            row.lat if row.precision != Precision.NONE else None,
            row.lng if row.precision != Precision.NONE else None,
            row.precision,
            sector,
            status,
            told.claim if told else None,
            row.tier if explained else None,
            several(row.flags) if explained else None,
            row.basis if explained else None,
            line(row.source) if explained else None,
            row.parent,
            several(f"{d['list']} {d['since']}/{d.get('until') or '..'}" for d in row.designations),
            several(sorted(at_dates)),
            len(papers_here),
            len(sure),
            years[0] if years else None,
            years[-1] if years else None,
        )


def paper_sectors(found: Gathered) -> dict[str, tuple[list[str], list[str], str | None, Status | None]]:
    """Paper → countries, sectors with the headline first, headline, and how far the headline is confirmed.

    A headline is verified when people confirmed the use, the affiliation and the organisation's sector.
    """
    published = found.papers
    by_paper: dict[str, list[Place]] = {}
    for place in found.places.values():
        by_paper.setdefault(place.paper, []).append(place)
    told: dict[str, tuple[list[str], list[str], str | None, Status | None]] = {}
    for paper, places in by_paper.items():
        seen = {p.sector for p in places}
        known = seen - {Sector.UNKNOWN} or seen
        sectors = [s for s in HEADLINE_ORDER if s in known]
        sure = published[paper] is Status.VERIFIED and any(
            p.sector == sectors[0] and p.status is Status.VERIFIED and _sector_verified(found, p) for p in places
        )
        countries = sorted({p.row.country for p in places if p.row.country})
        status = Status.VERIFIED if sure else Status.PROVISIONAL
        if sectors[0] is Sector.UNKNOWN:
            told[paper] = (countries, [Sector.UNKNOWN], Sector.UNKNOWN, None)
        else:
            told[paper] = (countries, list(sectors), sectors[0], status)
    return told


def _sector_verified(found: Gathered, place: Place) -> bool:
    if place.organisation:
        return found.sectors.get(place.organisation, (None, None, None))[1] is Status.VERIFIED
    return place.sector != Sector.UNKNOWN

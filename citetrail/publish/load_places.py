"""Which organisations a release names for a batch's papers, and what it may say of their sectors."""

from collections.abc import Sequence
from sys import intern

from sqlalchemy import Connection

from citetrail.publish.affiliation_places import seat_of, where_printed
from citetrail.publish.military_ground import military_ground
from citetrail.publish.paper_batch import (
    UNTOLD,
    Organisations,
    PaperBatch,
    PublishedAffiliation,
    SectorTold,
    Settled,
)
from citetrail.publish.publishable import Backing, JudgedClaims, judged
from citetrail.publish.values import in_force, line
from citetrail.records.identifiers import short_hash
from citetrail.records.renamed_ids import asked_by
from citetrail.records.vocabulary import ClaimKind, ClaimState, Ground, Sector, Status
from citetrail.store.claims import ClaimFacts, claims_about
from citetrail.store.organisations import StoredAffiliation, affiliations_of, organisations_of
from citetrail.store.sql import in_batches

NOBODY = Backing()


def load_places(
    connection: Connection, batch: PaperBatch, told: Sequence[ClaimFacts], judgements: JudgedClaims
) -> None:
    """The published affiliations of the batch's published papers."""
    for claim in told:
        batch.settled_affiliations[(claim.paper, claim.organisation_id or "")] = _settled(claim, judgements)
    printed = affiliations_of(connection, batch.target.slug, batch.records)
    batch.affiliated = {batch.final(row.paper_id) for row in printed if not row.note}
    strings = _strings(connection, batch, sorted({row.raw_key for row in printed if not row.organisation_id}))
    meant: list[tuple[StoredAffiliation, Settled | None, str | None]] = []
    for row in printed:
        about = (row.paper_id, row.organisation_id or "")
        settled = batch.settled_affiliations.get(about) if row.organisation_id else strings.get(row.raw_key)
        meant.append((row, settled, _organisation(row, settled)))
    meet(connection, batch.organisations, {organisation for _, _, organisation in meant if organisation})
    for row, settled, organisation in meant:
        _add(batch, row, settled, organisation)
    for place in batch.places.values():
        place.sector, place.ground = _sector_of(batch, place)
        if place.ground is Ground.NONE and place.sector != Sector.MILITARY:
            place.ground = None
            batch.organisations.withheld_words.add(line(place.row.raw) or "")


def _settled(claim: ClaimFacts, judgements: JudgedClaims) -> Settled:
    """What repeats is the same text in each: of many organisations it is kept for long."""
    backing = judgements.backed.get(claim.id, NOBODY)
    return Settled(
        claim.id,
        # What an objection keeps out is published in no release, provisional ones included.
        intern(ClaimState.REJECTED.value if claim.id in judgements.held else claim.state),
        intern(claim.sector) if claim.sector else claim.sector,
        backing.correction or NOBODY.correction,
        backing.decision_ids,
        claim.current,
        backing.decided_at,
        backing.sources,
    )


def _claims(
    connection: Connection, target: str, kind: ClaimKind, column: str, values: Sequence[str]
) -> list[tuple[str, Settled]]:
    """The claims of a kind about these things, in the order of their ids: thing, and what was settled."""
    told = claims_about(connection, target, column, values, kind)
    judgements = judged(connection, told)
    return [(getattr(claim, column), _settled(claim, judgements)) for claim in told]


def _strings(connection: Connection, batch: PaperBatch, keys: Sequence[str]) -> dict[str, Settled]:
    """What was decided about strings that no organisation answers to."""
    return {
        key: settled
        for some in in_batches(keys)
        for key, settled in _claims(connection, batch.target.slug, ClaimKind.RESOLUTION, "raw_key", some)
    }


def _organisation(row: StoredAffiliation, told: Settled | None) -> str | None:
    """The organisation that is read in the words; the one that reviewers put in its place."""
    corrected = told.correction.get("organisation_id") if told and told.state == ClaimState.ACCEPTED else None
    return corrected or row.organisation_id


def _add(batch: PaperBatch, row: StoredAffiliation, told: Settled | None, organisation: str | None) -> None:
    paper = batch.final(row.paper_id)
    if told is not None and told.state == ClaimState.REJECTED:
        return
    if told is not None and told.state == ClaimState.ACCEPTED:
        status = Status.VERIFIED
    elif batch.provisional:
        status = Status.PROVISIONAL
    else:
        return
    key = short_hash("affiliation", batch.target.slug, paper, organisation or "", row.raw)
    known = batch.places.get(key)
    if known is not None:
        known.authors += [a for a in row.authors if a not in known.authors]
        return
    where = where_printed(row, organisation, batch.organisations.seats.get(organisation or ""))
    batch.places[key] = PublishedAffiliation(key, paper, organisation, status, row, list(row.authors), told, where)


def meet(connection: Connection, known: Organisations, named: set[str]) -> None:
    """Read sector, listings and seat of the organisations that are not known yet."""
    new = sorted(named - known.sectors.keys())
    for ids in in_batches(new):
        told: dict[str, list[Settled]] = {}
        asked = asked_by(ids)
        for claimed, settled in _claims(connection, known.target, ClaimKind.SECTOR, "organisation_id", list(asked)):
            for organisation in asked[claimed]:
                told.setdefault(organisation, []).append(settled)
        stored = organisations_of(connection, ids)
        for organisation in ids:
            known.sectors[organisation] = _sector(told.get(organisation, []), provisional=known.provisional)
            if any(s.state == ClaimState.REJECTED and s.value == Sector.MILITARY for s in told.get(organisation, [])):
                known.unsaid.add(organisation)
            opened = organisation in stored and bool(stored[organisation].source_confirmed)
            _carry(connection, known, organisation, opened=opened)
        found = stored.values()
        known.designations |= {one.id: one.designations for one in found if one.designations}
        for one in found:
            seat = seat_of(one)
            known.seats[one.id] = known.cities.setdefault(seat, seat)


def _sector(told: Sequence[Settled], *, provisional: bool) -> SectorTold:
    """The sector that may be printed for an organisation; unknown where nobody may say."""
    accepted = [s for s in told if s.state == ClaimState.ACCEPTED]
    if accepted:
        best = max(accepted, key=lambda s: (s.current, s.decided_at))
        return best.correction.get("sector") or best.value or Sector.UNKNOWN, Status.VERIFIED, best
    proposed = next((s for s in told if s.current and s.state != ClaimState.REJECTED), None)
    if proposed and provisional:
        return proposed.value or Sector.UNKNOWN, Status.PROVISIONAL, proposed
    return Sector.UNKNOWN, None, None


def _carry(connection: Connection, known: Organisations, organisation: str, *, opened: bool) -> None:
    """Note what a military sector rests on; a verified release does not tell one that rests on nothing."""
    sector, status, told = known.sectors[organisation]
    if sector != Sector.MILITARY:
        return
    known.grounds[organisation] = ground = military_ground(connection, known.target, organisation, told, opened)
    if ground is Ground.NONE and status is Status.VERIFIED:
        known.withheld.add(organisation)
        known.sectors[organisation] = UNTOLD


def _sector_of(batch: PaperBatch, place: PublishedAffiliation) -> tuple[str, Ground | None]:
    if place.organisation:
        ground = batch.organisations.grounds.get(place.organisation)
        sector = batch.organisations.sector(place.organisation)[0]
        return sector, ground if sector == Sector.MILITARY else None
    told = place.told if place.status is Status.VERIFIED else None
    if told and told.correction.get("sector"):
        return _of_words(place.row, told)
    # What a name rule says of a string that no organisation answers to is a machine's word.
    sector = place.row.sector if batch.provisional and told is None else Sector.UNKNOWN
    return sector, Ground(place.row.ground or Ground.NONE) if sector == Sector.MILITARY else None


def _of_words(row: StoredAffiliation, told: Settled) -> tuple[str, Ground | None]:
    """The sector that reviewers gave words which no organisation answers to; military only with a ground."""
    sector = told.correction["sector"]
    if sector != Sector.MILITARY:
        return sector, None
    if row.ground == Ground.PRINTED:
        return sector, Ground.PRINTED
    return (sector, Ground.REVIEWER) if told.sources else (Sector.UNKNOWN, Ground.NONE)


def lists(batch: PaperBatch, place: PublishedAffiliation) -> list[str]:
    """The lists on which the organisation surely stood when the paper appeared."""
    listed = batch.organisations.designations.get(place.organisation or "")
    if not listed:
        return []
    when = batch.dates.get(place.paper, (None, None))[0]
    return sorted({d["list"] for d in listed if in_force(d, when)})

"""Rows of a batch's papers: what is known of each, how far it came, what its uses and places add up to."""

from collections.abc import Iterator

from citetrail.publish.paper_batch import PaperBatch, PublishedAffiliation
from citetrail.publish.use_rows import PublishedRow
from citetrail.publish.values import address, is_after, line, moment, several
from citetrail.records.organisations import notes_that_count
from citetrail.records.vocabulary import HEADLINE_ORDER, NAMES_FAMILY, Outcome, PaperStatus, Role, Sector, Status
from citetrail.records.withdrawals import Withdrawal
from citetrail.store.paper_progress import PaperProgress

Headline = tuple[list[str], list[str], str | None, Status | None]
ROLES = tuple(Role)
NOWHERE: Headline = ([], [], None, None)


def paper_rows(batch: PaperBatch) -> Iterator[PublishedRow]:
    """Papers that were seen for the target, published or not."""
    headlines = _headlines(batch)
    withdrawn = batch.target.withdrawn_on
    members: dict[str, tuple[set[str], set[str]]] = {}
    for use in batch.uses.values():
        used, roles = members.setdefault(use.paper, (set(), set()))
        used.add(use.member)
        roles |= {use.role} if use.role else set()
    for row in batch.papers:
        seen = batch.sightings.get(row.id)
        if seen is None:
            continue
        used, roles = members.get(row.id, (set(), set()))
        countries, kinds, headline, headline_status = headlines.get(row.id, NOWHERE)
        read = row.read_outcome if row.sha256 else None
        yield (
            row.id,
            line(row.title) or row.id,
            several(batch.names(a["name"] for a in row.authors)),
            row.year,
            line(row.published_on),
            line(row.venue),
            line(row.doi),
            line(row.arxiv_id),
            line(row.s2_id),
            line(row.corpus_id),
            address(row.url),
            several(sorted({s.source for s in seen})),
            moment(row.first_seen),
            row.fetch_outcome,
            read,
            row.sha256,
            moment(row.retrieved_at),
            *_withdrawal(batch.withdrawals.get(row.id)),
            int(row.verdict in NAMES_FAMILY) if read == Outcome.OK else None,
            _status(batch, row, read),
            several(sorted(used)),
            several(r for r in ROLES if r in roles) if roles else None,
            several(countries),
            several(kinds),
            headline,
            headline_status,
            int(is_after(row.published_on, row.year, withdrawn)) if withdrawn else None,
        )


def _withdrawal(told: Withdrawal | None) -> tuple[str | None, str | None, str | None]:
    return (told.kind, told.source, moment(told.seen_at)) if told else (None, None, None)


def _status(batch: PaperBatch, row: PaperProgress, read: str | None) -> PaperStatus:
    status = batch.published.get(row.id)
    if status is not None:
        return PaperStatus(status.value)
    if row.id in batch.waiting:
        return PaperStatus.IN_REVIEW
    if row.id in batch.refused:
        return PaperStatus.NOT_USED
    if read == Outcome.OK:
        return PaperStatus.NAMED_ONLY if row.verdict in NAMES_FAMILY else PaperStatus.NOT_NAMED
    if row.fetch_outcome is None or (row.fetch_outcome == Outcome.OK and read is None):
        return PaperStatus.NOT_READ
    return PaperStatus.NO_TEXT


def _headlines(batch: PaperBatch) -> dict[str, Headline]:
    """Paper → countries, sectors with the headline first, headline, and how far the headline is confirmed.

    A headline is verified when people confirmed the use, the affiliation and the organisation's sector.
    """
    by_paper: dict[str, list[PublishedAffiliation]] = {}
    for place in batch.places.values():
        by_paper.setdefault(place.paper, []).append(place)
    return {paper: _headline(batch, paper, places) for paper, places in by_paper.items()}


def _headline(batch: PaperBatch, paper: str, places: list[PublishedAffiliation]) -> Headline:
    countries = sorted({p.where.country for p in places if p.where.country})
    counted = notes_that_count(("",) if paper in batch.affiliated else [p.row.note for p in places])
    places = [p for p in places if p.row.note in counted]
    if not places:
        return countries, [], None, None
    seen = {p.sector for p in places}
    known = seen - {Sector.UNKNOWN} or seen
    sectors = [s for s in HEADLINE_ORDER if s in known]
    sure = batch.published[paper] is Status.VERIFIED and any(
        p.sector == sectors[0] and p.status is Status.VERIFIED and _sector_verified(batch, p) for p in places
    )
    if sectors[0] is Sector.UNKNOWN:
        return countries, [Sector.UNKNOWN], Sector.UNKNOWN, None
    return countries, list(sectors), sectors[0], Status.VERIFIED if sure else Status.PROVISIONAL


def _sector_verified(batch: PaperBatch, place: PublishedAffiliation) -> bool:
    if place.organisation:
        return batch.organisations.sector(place.organisation)[1] is Status.VERIFIED
    return place.sector != Sector.UNKNOWN

"""Rows of a batch's uses and affiliations."""

from collections.abc import Iterator
from typing import Any

from citetrail.publish.load_places import lists
from citetrail.publish.paper_batch import PaperBatch
from citetrail.publish.values import line, moment, several
from citetrail.records.vocabulary import Status

PublishedRow = tuple[Any, ...]


def use_rows(batch: PaperBatch) -> Iterator[PublishedRow]:
    for use in batch.uses.values():
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


def affiliation_rows(batch: PaperBatch) -> Iterator[PublishedRow]:
    for place in batch.places.values():
        row = place.row
        verified = place.status is Status.VERIFIED
        own = place.organisation == row.organisation_id
        yield (
            place.id,
            place.paper,
            place.organisation,
            several(batch.names(place.authors)),
            line(batch.printed(place.paper, row.raw)) or "",
            place.where.country,
            place.where.city,
            place.where.lat,
            place.where.lng,
            place.where.precision,
            place.where.basis,
            place.marker,
            place.sector,
            place.ground,
            several(lists(batch, place)),
            place.status,
            row.method if own else None,
            None if verified else round(row.score, 4),
            row.origin,
            line(batch.printed(place.paper, row.note)),
            place.told.claim if place.told else None,
            row.evidence_id,
        )

"""Rows of a portion's uses and affiliations."""

from collections.abc import Iterator
from typing import Any

from publish.gather_places import lists
from publish.portion import Portion
from publish.values import line, moment, several
from records.vocabulary import Status

PublishedRow = tuple[Any, ...]


def use_rows(portion: Portion) -> Iterator[PublishedRow]:
    for use in portion.uses.values():
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


def affiliation_rows(portion: Portion) -> Iterator[PublishedRow]:
    for place in portion.places.values():
        row = place.row
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
            several(lists(portion, place)),
            place.status,
            row.method if own else None,
            None if verified else round(row.score, 4),
            row.origin,
            line(row.note),
            place.told.claim if place.told else None,
            row.evidence_id,
        )

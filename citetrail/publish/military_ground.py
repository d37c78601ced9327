"""What the sector military rests on in a release: one rule, for the tables and for the gate that asks again."""

from sqlalchemy import Connection

from citetrail.publish.paper_batch import Settled
from citetrail.publish.publishable import judged
from citetrail.records.renamed_ids import ids_of
from citetrail.records.vocabulary import Ground, Sector
from citetrail.store.claims import facts_of
from citetrail.store.military_grounds import accepted_in_print, is_printed


def military_ground(
    connection: Connection, target: str, organisation: str, told: Settled | None, opened: bool
) -> Ground:
    """The strongest of what carries it. `opened`: the gazetteer's source was opened and says so."""
    if named_in_print(connection, target, organisation):
        return Ground.PRINTED
    if opened:
        return Ground.SOURCE
    return Ground.REVIEWER if told and told.sources else Ground.NONE


def named_in_print(connection: Connection, target: str, organisation: str) -> bool:
    """Whether an accepted affiliation names the organisation's armed force in print.

    People accepted that the paper means this one and put no other in its place; no objection keeps that out.
    """
    told_of = judged(connection, accepted_in_print(connection, target, organisation))
    return any(
        claim not in told_of.held and backing.correction.get("organisation_id") in (None, *ids_of(organisation))
        for claim, backing in told_of.backed.items()
    )


def source_named(connection: Connection, claim: str | None) -> bool:
    """Whether the votes that carry a claim name a source, and no objection keeps the claim out."""
    told = judged(connection, facts_of(connection, [claim] if claim else []))
    return any(backing.sources and key not in told.held for key, backing in told.backed.items())


def words_in_print(connection: Connection, target: str, claim: str | None) -> bool:
    """Whether the string of an accepted claim names an armed force in print, and people said that it is one."""
    facts = facts_of(connection, [claim] if claim else [])
    told = judged(connection, facts)
    return any(
        is_printed(connection, target, organisation=None, words=one.raw_key)
        for one in facts
        if one.id in told.backed
        and one.id not in told.held
        and told.backed[one.id].correction.get("sector") == Sector.MILITARY
    )

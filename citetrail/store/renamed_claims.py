"""Claims on an organisation that has another id now: what people decided on under its former id stands.

The log names claims by id, and is never rewritten. So where people decided on a claim under a former id, and on none
under the present one, that claim goes on: it keeps its id and log, and tells of the organisation by its id of today.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select, update

from citetrail.records.claim_ids import other_claim_ids
from citetrail.records.renamed_ids import id_of_today
from citetrail.store.sql import in_batches
from citetrail.store.tables import claims, decisions


def with_former_claims(connection: Connection, rows: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Of the claims of an assessment, those that go on as one of a former id: id by what they say now, id that stays.

    The claims that go on are given the organisation's id of today; one without decisions under the new id leaves
    the queue.
    """
    # A reading that still names a former id takes nothing over from the present one.
    present = (
        row
        for row in rows
        if row["organisation_id"] and row["organisation_id"] == id_of_today(row["organisation_id"])
    )
    former = {row["id"]: (row["organisation_id"], ids) for row in present if (ids := other_claim_ids(row))}
    if not former:
        return {}
    decided = _decided(connection, [*former, *(one for _, ids in former.values() for one in ids)])
    going_on: dict[str, str] = {}
    for key, (organisation, ids) in former.items():
        old = next((one for one in ids if one in decided), None)
        if old is None or key in decided:
            continue
        going_on[key] = old
        connection.execute(update(claims).where(claims.c.id == old).values(organisation_id=organisation))
        connection.execute(update(claims).where(claims.c.id == key).values(current=False))
    return going_on


def _decided(connection: Connection, ids: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for some in in_batches(ids):
        query = select(decisions.c.claim_id).where(decisions.c.claim_id.in_(some)).distinct()
        found |= set(connection.scalars(query))
    return found

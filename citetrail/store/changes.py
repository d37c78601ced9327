"""When the store last changed for a target, for whatever is made from it."""

from sqlalchemy import Connection, exists, func, select

from citetrail.store.tables import assessments, claims, decisions, fetches, objections, runs, sightings

# Counts of a step that changed nothing.
IDLE = {"unchanged", "known"}


def last_change(connection: Connection, target: str) -> str:
    """The day on which the store last changed for the target; the epoch for an empty store."""
    stamps: list[str | None] = [
        connection.scalar(select(func.max(column)).where(table.c.target == target))
        for table, column in (
            (sightings, sightings.c.first_seen),
            (assessments, assessments.c.assessed_at),
            (claims, claims.c.created_at),
        )
    ]
    # Each row asks for its own claim or sighting: a list of a million of them would be made first.
    decided = exists().where(claims.c.id == decisions.c.claim_id, claims.c.target == target)
    stamps.append(connection.scalar(select(func.max(decisions.c.decided_at)).where(decided)))
    objected = exists().where(claims.c.id == objections.c.claim_id, claims.c.target == target)
    stamps.append(connection.scalar(select(func.max(objections.c.recorded_at)).where(objected)))
    seen = exists().where(sightings.c.paper_id == fetches.c.paper_id, sightings.c.target == target)
    stamps.append(connection.scalar(select(func.max(fetches.c.finished_at)).where(seen)))
    return max((s for s in stamps if s), default="1970-01-01")[:10]


def state_values(connection: Connection, target: str) -> list[str]:
    """Values of which one changes with whatever a release is made from."""
    mine = select(func.count(), func.max(assessments.c.assessed_at)).where(assessments.c.target == target)
    found = select(func.count(), func.max(sightings.c.first_seen)).where(sightings.c.target == target)
    told = [connection.execute(query).one() for query in (mine, found)]
    told.append(connection.execute(select(func.count(), func.max(fetches.c.finished_at))).one())
    told.append(connection.execute(select(func.max(decisions.c.id))).one())
    return [*(str(value) for row in told for value in row), str(_last_step(connection, target))]


def _last_step(connection: Connection, target: str) -> int:
    """The last step that changed something: clocks are set back, and what is written then looks old."""
    query = select(runs.c.id, runs.c.counts).where(runs.c.target == target).order_by(runs.c.id.desc())
    return next((row.id for row in connection.execute(query) if set(row.counts) - IDLE), 0)

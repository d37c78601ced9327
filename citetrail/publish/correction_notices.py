"""What fell after an objection: rows of the release, and notices beside the releases that said it."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection

from citetrail.publish.descriptors import DATABASE
from citetrail.publish.use_rows import PublishedRow
from citetrail.publish.values import line
from citetrail.publish.wording import environment
from citetrail.records.targets import Target
from citetrail.store.claims import find_claims
from citetrail.store.objections import ObjectionOutcome, ObjectionStanding, everything, standings
from citetrail.store.papers import merges
from citetrail.store.two_people import is_sensitive

NOTICE = "CORRECTIONS.md"
HELD_BACK = "held_back"
# Where a release names the claim behind a row.
_CLAIMS = (
    "SELECT claim_id FROM uses UNION SELECT claim_id FROM affiliations "
    "UNION SELECT sector_claim_id FROM organisations"
)


def effect(standing: ObjectionStanding, *, sensitive: bool) -> str:
    """What an objection does to the publication of its claim."""
    if standing.outcome is ObjectionOutcome.UPHELD:
        return "withdrawn"
    return HELD_BACK if standing.outcome is ObjectionOutcome.OPEN and sensitive else "stands"


def held_back(connection: Connection, target: Target) -> frozenset[str]:
    """Claims of which nothing is told while an objection to them is open: that would repeat them."""
    told = everything(connection, target.slug)
    deciding = standings(connection, {one.claim_id for one in told})
    about = find_claims(connection, sorted(deciding))
    return frozenset(
        claim
        for claim, one in deciding.items()
        if effect(one, sensitive=is_sensitive(connection, about[claim])) == HELD_BACK
    )


def correction_rows(connection: Connection, target: Target) -> Iterator[PublishedRow]:
    """One row an objection, with what all objections to its claim together do to it.

    While one is open nothing is told of whom it is about: that would repeat the claim.
    """
    told = everything(connection, target.slug)
    merged = merges(connection)
    deciding = standings(connection, {one.claim_id for one in told})
    about = find_claims(connection, sorted(deciding))
    for one in told:
        claim = about[one.claim_id]
        what = effect(deciding[one.claim_id], sensitive=is_sensitive(connection, claim))
        named = one.outcome is not ObjectionOutcome.OPEN and what != HELD_BACK
        yield (
            f"{one.id:06}",
            one.claim_id,
            claim.kind,
            merged.get(claim.paper_id or "", claim.paper_id) if named else None,
            claim.organisation_id if named else None,
            one.received_on,
            one.answered_on or None,
            one.outcome,
            what,
            line(one.answer),
        )


def fallen(release: sqlite3.Connection) -> dict[str, tuple[str, str]]:
    """Claims that objections keep out of this release → effect, and the answer that upheld one where there is one."""
    query = (
        "SELECT claim_id, effect, coalesce(answer, '') FROM corrections "
        "WHERE effect <> 'stands' AND outcome <> 'refused' ORDER BY claim_id, outcome = 'upheld'"
    )
    return {claim: (what, why) for claim, what, why in release.execute(query)}


def write_notices(out: Path, version: str, found: dict[str, tuple[str, str]]) -> list[str]:
    """Put a notice into each earlier release in `out` that says what has fallen since. Returns their versions.

    Nothing else in them is touched, so that their checksums hold.
    """
    told = []
    for folder in sorted(p for p in out.iterdir() if p.is_dir() and not p.is_symlink() and p.name != version):
        if not (folder / DATABASE).is_file():
            continue
        named = [(claim, *found[claim]) for claim in sorted(_claims_of(folder) & found.keys())]
        if not named:
            continue
        text = environment().get_template("CORRECTIONS.md.j2").render(version=version, old=folder.name, claims=named)
        part = folder / f".{NOTICE}.part"
        part.write_text(text, encoding="utf-8", newline="\n")
        part.replace(folder / NOTICE)
        told.append(folder.name)
    return told


def _claims_of(folder: Path) -> set[str]:
    address = f"{(folder / DATABASE).resolve().as_uri()}?mode=ro&immutable=1"
    release = sqlite3.connect(address, uri=True)
    try:
        return {claim for (claim,) in release.execute(_CLAIMS) if claim}
    finally:
        release.close()

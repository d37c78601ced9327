"""The id of a claim follows from what it says.

Decisions name claims by id, and the chain over the log covers that id. So a claim whose columns were changed after
people decided on it gives itself away: its id is no longer the one that follows from them, nor from another id that
its organisation has or had.
"""

from collections.abc import Mapping
from typing import Any

from citetrail.records.identifiers import short_hash
from citetrail.records.renamed_ids import ids_of
from citetrail.records.vocabulary import ClaimKind, Sector

# What a claim's id is made of, beside kind and target.
_SAID: dict[str, tuple[str, ...]] = {
    ClaimKind.USE: ("paper_id", "member", "role"),
    ClaimKind.AFFILIATION: ("paper_id", "organisation_id"),
    ClaimKind.SECTOR: ("organisation_id", "sector"),
    ClaimKind.RESOLUTION: ("raw_key",),
}


def use_id(target: str, paper_id: str, member: str, role: str) -> str:
    return short_hash(ClaimKind.USE, target, paper_id, member, role)


def affiliation_id(target: str, paper_id: str, organisation_id: str) -> str:
    return short_hash(ClaimKind.AFFILIATION, target, paper_id, organisation_id)


def sector_id(target: str, organisation_id: str, sector: str) -> str:
    return short_hash(ClaimKind.SECTOR, target, organisation_id, sector)


def resolution_id(target: str, raw_key: str) -> str:
    """`raw_key` is the printed string in the form under which equal strings are decided once."""
    return short_hash(ClaimKind.RESOLUTION, target, raw_key)


def resolution_hash(raw_key: str, sector: str | None) -> str:
    """What a decision on a string was taken on: the string, and the sector that its name reads as, where one does.

    The sector is no part of the id, under which a string is decided once. So it stands here: what was said of an
    armed force is asked again once the string reads as something else, and a sector put in afterwards shows.
    """
    return short_hash(raw_key, *([sector] if sector and sector != Sector.UNKNOWN else []))


def id_of(kind: str, target: str, said: Mapping[str, Any]) -> str | None:
    """The id that follows from a claim's columns; None for differences, whose id names a file as well."""
    names = _SAID.get(kind)
    return short_hash(kind, target, *(said[name] or "" for name in names)) if names else None


def other_claim_ids(said: Mapping[str, Any]) -> list[str]:
    """The ids that follow from what a claim says, by the other ids that its organisation has or had."""
    if not said["organisation_id"]:
        return []
    columns = {name: said[name] for name in ("paper_id", "member", "role", "sector", "raw_key")}
    told = ({**columns, "organisation_id": one} for one in ids_of(said["organisation_id"])[1:])
    return [key for one in told if (key := id_of(said["kind"], said["target"], one))]

"""What settled decisions say of like claims: proposed to whoever decides the next one, and never applied to it."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from sqlalchemy import Connection, or_, select

from citetrail.records.spellings import spelled_alike, telling_words
from citetrail.records.vocabulary import ClaimKind, ClaimState
from citetrail.store.claims import Claim, find_claims
from citetrail.store.decisions import logs_of
from citetrail.store.objections import ObjectionOutcome, standings
from citetrail.store.organisations import organisations_of
from citetrail.store.tables import affiliations, claims
from citetrail.store.two_people import Judge

MOST = 5  # proposals on a card
MOST_LIKE = 500  # decided strings looked at for one card


class LikeDecision(NamedTuple):
    """What people settled on a like claim: the string means this organisation, or is of this sector."""

    claim_id: str  # the claim that was decided
    printed: str  # the string decided on; empty where the organisation itself was
    organisation_id: str | None
    name: str
    sector: str | None
    decided_at: str


def like_decisions(connection: Connection, claim: Claim) -> list[LikeDecision]:
    """Proposals for a claim from accepted claims of its target, newest first.

    For an affiliation or an unknown string: what people said of another spelling of it. For a sector: what they said
    of this organisation when the machine proposed another. Claims under an open or upheld objection teach nothing.
    """
    strings = dict(_like(connection, claim))
    if claim.kind == ClaimKind.SECTOR:
        strings = dict.fromkeys(_sectors(connection, claim), "")
    found = sorted(_settled(connection, strings), key=lambda one: (one.decided_at, one.claim_id), reverse=True)
    told: dict[tuple[str | None, str | None], LikeDecision] = {}
    for one in found:
        told.setdefault((one.organisation_id, one.sector), one)
    names = organisations_of(connection, [one.organisation_id for one in told.values() if one.organisation_id])
    known = [one for one in told.values() if one.organisation_id is None or one.organisation_id in names]
    return [one._replace(name=names[one.organisation_id].name if one.organisation_id else "") for one in known][:MOST]


def _like(connection: Connection, claim: Claim) -> Iterator[tuple[str, str]]:
    """Accepted claims on other spellings of what this claim's string prints: claim, string."""
    if claim.kind not in (ClaimKind.AFFILIATION, ClaimKind.RESOLUTION):
        return
    for printed in _printed(connection, claim):
        if not telling_words(printed):
            continue
        for other, string in {**_strings(connection, claim, printed), **_placed(connection, claim, printed)}.items():
            if spelled_alike(string, printed):
                yield other, string


def _printed(connection: Connection, claim: Claim) -> list[str]:
    if claim.kind == ClaimKind.RESOLUTION:
        return [claim.raw_key] if claim.raw_key else []
    here = (affiliations.c.paper_id == claim.paper_id, affiliations.c.target == claim.target)
    query = select(affiliations.c.raw_key).where(*here, affiliations.c.organisation_id == claim.organisation_id)
    return sorted(set(connection.scalars(query)))


def _strings(connection: Connection, claim: Claim, printed: str) -> dict[str, str]:
    """Strings without an organisation that people decided on, alike enough to compare."""
    mine = (claims.c.target == claim.target, claims.c.kind == ClaimKind.RESOLUTION)
    alike = or_(*(claims.c.raw_key.contains(word, autoescape=True) for word in telling_words(printed)))
    query = select(claims.c.id, claims.c.raw_key).where(*mine, claims.c.state == ClaimState.ACCEPTED, alike)
    return {key: string for key, string in connection.execute(query.limit(MOST_LIKE)) if key != claim.id}


def _placed(connection: Connection, claim: Claim, printed: str) -> dict[str, str]:
    """Strings that people accepted as an organisation's, or as another's than the machine read."""
    mine = (claims.c.target == claim.target, claims.c.kind == ClaimKind.AFFILIATION)
    alike = or_(*(affiliations.c.raw_key.contains(word, autoescape=True) for word in telling_words(printed)))
    query = (
        select(claims.c.id, affiliations.c.raw_key)
        .join(affiliations, affiliations.c.paper_id == claims.c.paper_id)
        .where(*mine, claims.c.state == ClaimState.ACCEPTED, affiliations.c.target == claim.target)
        .where(affiliations.c.organisation_id == claims.c.organisation_id, alike)
    )
    return {key: string for key, string in connection.execute(query.limit(MOST_LIKE)) if key != claim.id}


def _sectors(connection: Connection, claim: Claim) -> Iterable[str]:
    here = (claims.c.target == claim.target, claims.c.organisation_id == claim.organisation_id)
    query = select(claims.c.id).where(*here, claims.c.kind == ClaimKind.SECTOR, claims.c.id != claim.id)
    return list(connection.scalars(query.where(claims.c.state == ClaimState.ACCEPTED)))


def _settled(connection: Connection, strings: dict[str, str]) -> Iterator[LikeDecision]:
    """What the votes on these claims carry; a state that they do not carry teaches nothing."""
    about = find_claims(connection, sorted(strings))
    judge = Judge(connection, about.values())
    held = {key for key, one in standings(connection, strings).items() if one.outcome is not ObjectionOutcome.REFUSED}
    for key, votes in groupby(logs_of(connection, sorted(about.keys() - held)), key=lambda entry: entry.claim_id):
        claim, log = about[key], list(votes)
        standing = judge.standing(key, log, claim.decided_hash)
        if standing.state is not ClaimState.ACCEPTED:
            continue
        put_right = standing.correction
        said = LikeDecision(
            claim_id=key,
            printed=strings[key],
            organisation_id=None
            if put_right.get("sector") or claim.kind == ClaimKind.SECTOR
            else put_right.get("organisation_id") or claim.organisation_id,
            name="",
            sector=put_right.get("sector") or (claim.sector if claim.kind == ClaimKind.SECTOR else None),
            decided_at=max(entry.decided_at for entry in log),
        )
        if said.organisation_id or said.sector:
            yield said

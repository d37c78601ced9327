"""Which papers people made military or commercial, by the organisations and sectors that they accepted."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, or_, select

from citetrail.records.renamed_ids import asked_by, ids_of
from citetrail.records.vocabulary import ClaimKind, ClaimState, KeyKind, Sector, Vote
from citetrail.store.claims import Claim, ClaimFacts
from citetrail.store.decisions import logs_of
from citetrail.store.organisations import organisations_of
from citetrail.store.sql import columns_of, in_batches, read_records
from citetrail.store.states import derive
from citetrail.store.tables import affiliations, claims, decisions, paper_keys, papers

# A sector that nobody says of a body alone, nor of a paper whose authors belong to it.
SENSITIVE = frozenset({Sector.MILITARY, Sector.COMMERCIAL})
# Number of the decision that told it, by id of what it was told of.
Since = dict[str, int]


class _Accepted(NamedTuple):
    """What people put right when they accepted a claim, and the decision that completed it."""

    correction: dict[str, str]
    number: int


class _Printed(NamedTuple):
    paper_id: str
    raw_key: str


def sensitive_organisations(connection: Connection, target: str, ids: Iterable[str]) -> Since:
    """Those of these organisations that people accepted as military or commercial, by proposal or by correction.

    By the ids asked for, also where people decided under another id of the same organisation.
    """
    found: Since = {}
    asked = asked_by(ids)
    for some in in_batches(sorted(asked)):
        told = _about(connection, target, ClaimKind.SECTOR, claims.c.organisation_id.in_(some))
        settled = _accepted(connection, told)
        for claim in told:
            said = settled.get(claim.id)
            if said and (said.correction.get("sector") or claim.sector) in SENSITIVE:
                for one in asked[claim.organisation_id or ""]:
                    _note(found, one, said.number)
    return found


def sensitive_papers(connection: Connection, target: str, ids: Iterable[str]) -> Since:
    """Those of these papers of which an author's organisation or words were accepted as military or commercial.

    A record that was merged away stands for the paper that it became.
    """
    found: Since = {}
    final = _final(connection, ids)
    for some in in_batches(sorted({*final.values(), *final})):
        _by_organisation(connection, target, some, found)
        _by_words(connection, target, some, found)
    return {
        paper: min(since)
        for paper, counts in final.items()
        if (since := [found[one] for one in (paper, counts) if one in found])
    }


def papers_about(connection: Connection, claim: Claim) -> list[str]:
    """The papers of whose authors a claim on an affiliation, a string or a sector tells, and what they were before.

    Also where people put the organisation in the place of another one.
    """
    found: set[str] = {claim.paper_id} if claim.paper_id else set()
    strings = {claim.raw_key} if claim.raw_key else set()
    if claim.kind == ClaimKind.SECTOR:
        same = ids_of(claim.organisation_id or "")
        mine = (claims.c.organisation_id.in_(same), claims.c.kind == ClaimKind.AFFILIATION)
        query = select(claims.c.paper_id, claims.c.target).where(*mine)
        found |= {paper for paper, target in connection.execute(query) if target == claim.target}
        corrected = corrected_to(connection, claim.target, claim.organisation_id or "")
        found |= {one.paper_id for one in corrected if one.paper_id}
        strings |= {one.raw_key for one in corrected if one.raw_key}
    for key in strings:
        printed = select(affiliations.c.paper_id).where(
            affiliations.c.raw_key == key, affiliations.c.target == claim.target
        )
        found |= set(connection.scalars(printed.distinct()))
    return sorted(found | _merged_into(connection, found))


def corrected_to(connection: Connection, target: str, organisation: str) -> list[ClaimFacts]:
    """Claims of which somebody said that this organisation is meant."""
    said = decisions.c.correction["organisation_id"].as_string().in_(ids_of(organisation))
    query = select(*columns_of(ClaimFacts, claims)).join(decisions, decisions.c.claim_id == claims.c.id)
    query = query.where(decisions.c.vote == Vote.CORRECT, said, claims.c.target == target).distinct()
    return list(read_records(connection, ClaimFacts, query))


def _by_organisation(connection: Connection, target: str, ids: Sequence[str], found: Since) -> None:
    """Note papers whose affiliations, as they stand or as people put them right, are of such an organisation."""
    current = or_(claims.c.current, claims.c.state == ClaimState.ACCEPTED)
    refused = claims.c.state == ClaimState.REJECTED
    told = _about(connection, target, ClaimKind.AFFILIATION, and_(claims.c.paper_id.in_(ids), current, ~refused))
    settled = _accepted(connection, [claim for claim in told if claim.state == ClaimState.ACCEPTED])
    meant = [(claim, settled[claim.id] if claim.id in settled else _Accepted({}, 0)) for claim in told]
    _note_organisations(
        connection,
        target,
        found,
        [(claim.paper, said.correction.get("organisation_id"), claim.organisation_id, said) for claim, said in meant],
    )


def _by_words(connection: Connection, target: str, ids: Sequence[str], found: Since) -> None:
    """Note papers with words that people took for such an organisation, or gave such a sector."""
    query = select(*columns_of(_Printed, affiliations)).where(
        affiliations.c.target == target, affiliations.c.paper_id.in_(ids), affiliations.c.organisation_id.is_(None)
    )
    printed = list(read_records(connection, _Printed, query))
    settled: dict[str, _Accepted] = {}
    for keys in in_batches(sorted({row.raw_key for row in printed})):
        told = _about(connection, target, ClaimKind.RESOLUTION, claims.c.raw_key.in_(keys))
        accepted = _accepted(connection, told)
        settled |= {claim.raw_key or "": accepted[claim.id] for claim in told if claim.id in accepted}
    said = [(row.paper_id, settled[row.raw_key]) for row in printed if row.raw_key in settled]
    for paper, one in said:
        if one.correction.get("sector") in SENSITIVE:
            _note(found, paper, one.number)
    meant = [(paper, one.correction.get("organisation_id"), None, one) for paper, one in said]
    _note_organisations(connection, target, found, meant)


def _note_organisations(
    connection: Connection,
    target: str,
    found: Since,
    meant: Sequence[tuple[str, str | None, str | None, _Accepted]],
) -> None:
    """Note papers by what they are of: paper, the organisation put in place, the one proposed, what was accepted."""
    sectors = sensitive_organisations(connection, target, {one for _, put, own, _ in meant if (one := put or own)})
    known = organisations_of(connection, sorted({put for _, put, _, _ in meant if put}))
    for paper, put, own, said in meant:
        organisation = put or own or ""
        if organisation in sectors:
            _note(found, paper, max(said.number, sectors[organisation]) if put else sectors[organisation])
        elif put in known and known[put].sector in SENSITIVE:
            _note(found, paper, said.number)


def _note(found: Since, key: str, number: int) -> None:
    found[key] = min(found.get(key, number), number)


def _about(connection: Connection, target: str, kind: ClaimKind, condition: ColumnElement[bool]) -> list[ClaimFacts]:
    query = select(*columns_of(ClaimFacts, claims)).where(condition, claims.c.kind == kind)
    # Asked for the target as well, SQLite would look through all of the target's claims for these few.
    return [claim for claim in read_records(connection, ClaimFacts, query) if claim.target == target]


def _accepted(connection: Connection, told: Sequence[ClaimFacts]) -> dict[str, _Accepted]:
    """What was accepted of those of these claims that are; how many it took was judged when their state was."""
    about = {claim.id: claim for claim in told if claim.state == ClaimState.ACCEPTED}
    found: dict[str, _Accepted] = {}
    for key, log in groupby(logs_of(connection, list(about)), key=lambda entry: entry.claim_id):
        standing = derive(log, about[key].decided_hash, two_reviewers=False)
        if standing.state is ClaimState.ACCEPTED:
            found[key] = _Accepted(standing.correction, max(entry.id for entry in standing.in_force))
    return found


def _final(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """Each paper with the one that counts in its place: itself, unless it was merged away."""
    found = {paper: paper for paper in ids}
    asked, seen = set(found), set(found)
    while asked:
        merged: dict[str, str] = {}
        for some in in_batches(sorted(asked)):
            query = select(papers.c.id, papers.c.merged_into).where(papers.c.id.in_(some))
            merged |= {old: new for old, new in connection.execute(query) if new}
        found = {paper: merged.get(final, final) for paper, final in found.items()}
        asked = set(merged.values()) - seen
        seen |= asked
    return found


def _merged_into(connection: Connection, ids: Iterable[str]) -> set[str]:
    """The records that became one of these papers."""
    found: set[str] = set()
    for some in in_batches(sorted(ids)):
        mine = (paper_keys.c.paper_id.in_(some), paper_keys.c.kind == KeyKind.MERGED)
        found |= set(connection.scalars(select(paper_keys.c.value).where(*mine)))
    return found

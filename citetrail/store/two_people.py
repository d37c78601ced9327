"""Which claims want two people: by what they say, by a correction, or by what their paper's authors turned out."""

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Connection, select

from citetrail.records.vocabulary import ClaimKind, ClaimState
from citetrail.store.claims import Claim, ClaimFacts
from citetrail.store.paper_sectors import Since, corrected_to, papers_about, sensitive_organisations, sensitive_papers
from citetrail.store.review_policies import wants_two
from citetrail.store.sensitive_corrections import made_sensitive
from citetrail.store.sql import columns_of, in_batches, read_records
from citetrail.store.states import ClaimStanding, LogEntry, derive
from citetrail.store.tables import claims

Told = Claim | ClaimFacts
FROM_THE_START = 0
# What a paper's, or an organisation's, accepted sector makes sensitive.
FOLLOWING = (ClaimKind.AFFILIATION, ClaimKind.USE)
_SETTLED = (ClaimState.ACCEPTED, ClaimState.REJECTED)
_HALFWAY = (ClaimState.ACCEPTED_ONCE, ClaimState.REJECTED_ONCE, ClaimState.AGREED)


def sensitive_since(connection: Connection, told: Iterable[Told]) -> Since:
    """Those of these claims that want two people where the review does, each with the decision that made it so.

    Nobody says alone that a military paper used the data, whoever found out that it is one: where people accepted
    that an organisation or a string is military or commercial, the uses of its papers and the affiliations
    with it are as sensitive as if the machine had said so. FROM_THE_START where the claim itself, or a correction
    of it, says so.
    """
    all_told = list(told)
    found = dict.fromkeys((claim.id for claim in all_told if claim.sensitive), FROM_THE_START)
    rest = [claim for claim in all_told if claim.id not in found]
    found |= dict.fromkeys(made_sensitive(connection, (claim.id for claim in rest)), FROM_THE_START)
    by_target: dict[str, list[Told]] = {}
    for claim in rest:
        if claim.id not in found and claim.kind in FOLLOWING:
            by_target.setdefault(claim.target, []).append(claim)
    for target, some in by_target.items():
        found |= _followed(connection, target, some)
    return found


def _followed(connection: Connection, target: str, told: Sequence[Told]) -> Since:
    affiliations = {claim.id: claim.organisation_id or "" for claim in told if claim.kind == ClaimKind.AFFILIATION}
    uses = {claim.id: claim.paper_id or "" for claim in told if claim.kind == ClaimKind.USE}
    organisations = sensitive_organisations(connection, target, affiliations.values())
    papers = sensitive_papers(connection, target, set(uses.values())) if uses else {}
    return {key: organisations[of] for key, of in affiliations.items() if of in organisations} | {
        key: papers[of] for key, of in uses.items() if of in papers
    }


def is_sensitive(connection: Connection, claim: Told) -> bool:
    """Whether the claim wants two people where the review does."""
    return bool(sensitive_since(connection, [claim]))


class Judge:
    """The rules of `derive` for some claims: two people for those that want them, where the review does."""

    def __init__(self, connection: Connection, told: Iterable[Told], *, two: bool | None = None) -> None:
        self.two = wants_two(connection) if two is None else two
        self.since: Since = sensitive_since(connection, told) if self.two else {}

    def wants_two(self, claim: str) -> bool:
        """Whether two people must accept this one of the claims."""
        return claim in self.since

    def standing(self, claim: str, log: Iterable[LogEntry], evidence_hash: str) -> ClaimStanding:
        """The standing of one of the claims whose evidence has, or had, this hash."""
        since = self.since.get(claim, FROM_THE_START)
        return derive(log, evidence_hash, two_reviewers=claim in self.since, blind_from=since)


def touched(connection: Connection, claim: Claim) -> list[str]:
    """Settled claims that may want two people, or no longer want them, now that this one was decided."""
    if claim.kind not in (ClaimKind.AFFILIATION, ClaimKind.RESOLUTION, ClaimKind.SECTOR):
        return []
    found: list[str] = []
    for some in in_batches(papers_about(connection, claim)):
        found += out_of_step(connection, claims.c.paper_id.in_(some), target=claim.target)
    if claim.kind == ClaimKind.SECTOR:
        found += [one.id for one in corrected_to(connection, claim.target, claim.organisation_id or "")]
    return sorted(set(found) - {claim.id})


def out_of_step(connection: Connection, *where: ColumnElement[bool], target: str | None = None) -> list[str]:
    """Uses and affiliations, of these or of all, whose state other decisions may have overtaken."""
    decided = claims.c.state.in_((*_SETTLED, *_HALFWAY))
    query = select(*columns_of(ClaimFacts, claims)).where(
        decided, ~claims.c.sensitive, claims.c.kind.in_(FOLLOWING), *where
    )
    found: list[str] = []
    told = [one for one in read_records(connection, ClaimFacts, query) if target in (None, one.target)]
    for some in in_batches(told):
        since = sensitive_since(connection, some) if wants_two(connection) else {}
        found += [one.id for one in some if one.state in (_SETTLED if one.id in since else _HALFWAY)]
    return found

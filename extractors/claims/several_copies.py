"""One paper read in several copies: one assessment, each quotation with the copy in which it stands. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from citetrail.records.copies import CopyKind
from citetrail.records.identifiers import short_hash, title_key
from citetrail.records.organisations import Author, Funding, Header, ResolvedAffiliation
from citetrail.records.papers import Paper
from citetrail.records.readings import Reading
from citetrail.records.targets import Target
from citetrail.records.usage import Usage
from citetrail.records.vocabulary import USE_ROLES, Origin, Sector, Verdict
from citetrail.records.withdrawals import said_by_title
from extractors.claims.copy_differences import Difference, ReadableCopy, differences
from extractors.claims.proposals import Assessment, ProposedClaim, Shared, assess
from extractors.claims.quotations import FoundEvidence

# What the paper is held to do: the strongest word of any copy. A copy that is silent takes nothing back.
STRONGEST = (Verdict.USES, Verdict.UNCLEAR, Verdict.MENTIONS, Verdict.NONE, Verdict.NO_TEXT)


@dataclass(frozen=True, slots=True)
class CopyRead:
    """A copy that could be read: what was read in it, and its page texts."""

    label: str  # what a reader calls it
    reading: Reading
    pages: Sequence[str]
    kind: CopyKind = CopyKind.OTHER


def assess_copies(
    paper: Paper, target: Target, copies: Sequence[CopyRead]
) -> tuple[Reading, Assessment, tuple[Difference, ...]]:
    """The paper's reading from all its copies, the first standing for it; its claims; and in what the copies differ.

    A sentence that another copy prints in the same letters is shown beside it and is no new evidence: what was
    decided on the first copy alone stays decided.
    """
    first = copies[0].reading
    merged = _merged(copies)
    usage = merged.usage or Usage(Verdict.NO_TEXT, 0.0)
    shared = Shared(usage.verdict, merged.headline or Sector.UNKNOWN)
    found = [assess(paper, target, c.reading, c.pages, shared) for c in copies]
    by_id: dict[str, list[ProposedClaim]] = {}
    for copy, one in zip(copies, found, strict=True):
        for claim in one.claims:
            if _counts(claim, copy.reading, usage.verdict):
                by_id.setdefault(claim.id, []).append(claim)
    claims = tuple(_one_claim(own) for own in by_id.values())
    apart = _differences(paper, target, copies, shared)
    affiliations = _quotes_of(copies, found, merged.affiliations)
    shown = {e.id: e for one in found for e in one.evidence} | {e.id: e for d in apart for e in d.claim.evidence}
    assessment = Assessment(
        paper_id=paper.id,
        claims=(*claims, *(d.claim for d in apart)),
        evidence=tuple(shown.values()),
        affiliation_evidence=affiliations,
        funding_evidence=_funding_quotes(copies, found, merged.funding),
        organisations=tuple({o.id: o for one in found for o in one.organisations}.values()),
    )
    return replace(merged, sha256=first.sha256), assessment, apart


def _differences(paper: Paper, target: Target, copies: Sequence[CopyRead], shared: Shared) -> tuple[Difference, ...]:
    """In what the copies differ, where the paper uses the family or may: else nobody asks."""
    if shared.verdict not in (Verdict.USES, Verdict.UNCLEAR):
        return ()
    whole = [ReadableCopy(c.label, c.reading, c.pages, title_key("\n".join(c.pages)), c.kind) for c in copies]
    return differences(paper, target, whole, shared.headline)


def _counts(claim: ProposedClaim, reading: Reading, verdict: Verdict) -> bool:
    """Whether a copy's claim is the paper's: what one copy only mentions is no claim where another says use."""
    if claim.role is None or claim.role in USE_ROLES:
        return True
    return reading.usage is not None and reading.usage.verdict is verdict


def _one_claim(own: Sequence[ProposedClaim]) -> ProposedClaim:
    """A claim that several copies give: all their evidence, the score of the surest."""
    if len(own) == 1:
        return own[0]
    first, surest = own[0], max(own, key=lambda c: c.score)
    evidence = tuple({e.id: e for claim in own for e in claim.evidence}.values())
    # Equal letters are one proof, however many copies print them.
    fresh: dict[str, FoundEvidence] = {title_key(e.quote): e for e in reversed(evidence) if e not in first.evidence}
    for known in first.evidence:
        fresh.pop(title_key(known.quote), None)
    added = sorted(e.id for e in fresh.values())
    return replace(
        first,
        score=surest.score,
        rule=surest.rule,
        reasons=surest.reasons,
        evidence=evidence,
        evidence_hash=short_hash(first.evidence_hash, *added) if added else first.evidence_hash,
        cleared=all(claim.cleared for claim in own),
    )


def _merged(copies: Sequence[CopyRead]) -> Reading:
    """The first copy's reading with the affiliations and funders that only others print, and the strongest usage."""
    first = copies[0].reading
    header = first.header or Header()
    affiliations, authors = list(first.affiliations), list(header.authors)
    funding = list(first.funding)
    for copy in copies[1:]:
        for index, affiliation in enumerate(copy.reading.affiliations):
            if _adds(affiliation, affiliations):
                authors = _with_affiliation(authors, copy.reading, index, len(affiliations))
                affiliations.append(affiliation)
        funding += [f for f in copy.reading.funding if not any(_same_funder(f, known) for known in funding)]
    return replace(
        first,
        # Any copy may print that the paper was taken back.
        title=next((t for c in copies if said_by_title(t := c.reading.title)), first.title),
        usage=_strongest(c.reading.usage for c in copies),
        header=replace(header, authors=tuple(authors)),
        affiliations=tuple(affiliations),
        funding=tuple(funding),
    )


def _strongest(found: Iterable[Usage | None]) -> Usage | None:
    told = [usage for usage in found if usage is not None]
    if not told:
        return None
    return min(told, key=lambda u: (STRONGEST.index(u.verdict), -u.score if u.verdict is Verdict.USES else 0))


def _adds(affiliation: ResolvedAffiliation, known: Sequence[ResolvedAffiliation]) -> bool:
    """Whether an affiliation names an organisation that the copies before did not."""
    if affiliation.string.origin is not Origin.PDF and known:
        return False
    ids = {m.organisation.id for m in affiliation.matches if m.organisation}
    if not ids:
        # A string that nobody knows adds something only where nothing is known at all.
        return not known
    return not ids <= {m.organisation.id for a in known for m in a.matches if m.organisation}


def _with_affiliation(authors: Sequence[Author], reading: Reading, index: int, place: int) -> list[Author]:
    """The authors, those who have this affiliation in another copy with its place among the paper's."""
    header = reading.header or Header()
    names = {title_key(a.name) for a in header.authors if index in a.affiliations}
    return [replace(a, affiliations=(*a.affiliations, place)) if title_key(a.name) in names else a for a in authors]


def _same_funder(one: Funding, other: Funding) -> bool:
    if title_key(one.funder) != title_key(other.funder) and (
        one.organisation is None or one.organisation != other.organisation
    ):
        return False
    return not one.grant or not other.grant or one.grant == other.grant


def _quotes_of(
    copies: Sequence[CopyRead], found: Sequence[Assessment], wanted: Sequence[ResolvedAffiliation]
) -> tuple[FoundEvidence | None, ...]:
    """The quotation of each of the paper's affiliations, from the copy that prints it."""
    pairs = [
        (affiliation, quote)
        for copy, one in zip(copies, found, strict=True)
        for affiliation, quote in zip(copy.reading.affiliations, one.affiliation_evidence, strict=True)
    ]
    return tuple(next(quote for own, quote in pairs if own is affiliation) for affiliation in wanted)


def _funding_quotes(
    copies: Sequence[CopyRead], found: Sequence[Assessment], wanted: Sequence[Funding]
) -> tuple[FoundEvidence, ...]:
    pairs = [
        (fact, quote)
        for copy, one in zip(copies, found, strict=True)
        for fact, quote in zip(copy.reading.funding, one.funding_evidence, strict=True)
    ]
    return tuple(next(quote for own, quote in pairs if own is fact) for fact in wanted)

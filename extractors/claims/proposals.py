"""From what was read to what a person is asked: claims with their evidence. Pure; the same input, the same claims."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from citetrail.records.claim_ids import affiliation_id, resolution_hash, resolution_id, sector_id, use_id
from citetrail.records.identifiers import short_hash
from citetrail.records.organisations import AffiliationNote, Organisation, ResolvedAffiliation
from citetrail.records.papers import Paper
from citetrail.records.readings import Reading
from citetrail.records.shortened import shortened
from citetrail.records.targets import Target
from citetrail.records.usage import MemberUse, Usage
from citetrail.records.vocabulary import ClaimKind, MatchMethod, MemberKind, Origin, Role, Sector, Verdict
from extractors.claims.quotations import FoundEvidence, quote_affiliation, quote_context, quote_span

# How much a reader would care, by the paper's headline: military first, then commercial, then unclear use.
NEWSWORTHY = {Sector.MILITARY: 1.0, Sector.COMMERCIAL: 0.7, Sector.GOVERNMENT: 0.6}
# Most papers are academic: they come last, and still come.
ORDINARY = 0.3

ROLE_WORDS = {
    Role.TRAINED_ON: "trained a model on",
    Role.FINE_TUNED_ON: "fine-tuned a model on",
    Role.EVALUATED_ON: "evaluated on",
    Role.DERIVED_FROM: "made a dataset from",
    Role.USES_PRETRAINED_MODEL: "used a released model:",
    Role.CREATED: "introduced",
    Role.COMPARED: "compared with others' results on",
    Role.MENTIONED: "mentioned",
}


@dataclass(frozen=True, slots=True)
class ProposedClaim:
    """The unit of review: one judgement, the machine's score for it, and what a reviewer is shown as proof."""

    id: str
    kind: ClaimKind
    text: str
    score: float
    headline: Sector
    evidence: tuple[FoundEvidence, ...]
    evidence_hash: str
    paper_id: str | None = None
    member: str | None = None
    role: Role | None = None
    organisation_id: str | None = None
    sector: Sector | None = None
    raw_key: str | None = None
    rule: str = ""
    reasons: tuple[str, ...] = ()
    sensitive: bool = False
    cleared: bool = False  # the machine says "not used": only an audit shows it

    @property
    def priority(self) -> float:
        """Newsworthiness × uncertainty, 0..1; certain claims keep a little, so that they are read in the end."""
        uncertainty = 1 - abs(2 * self.score - 1)
        return NEWSWORTHY.get(self.headline, ORDINARY) * (0.1 + 0.9 * uncertainty)


@dataclass(frozen=True, slots=True)
class Assessment:
    """Everything that one paper gives for one target."""

    paper_id: str
    claims: tuple[ProposedClaim, ...]
    evidence: tuple[FoundEvidence, ...]  # of affiliations and funding too
    affiliation_evidence: tuple[FoundEvidence | None, ...] = ()  # one for each affiliation string
    funding_evidence: tuple[FoundEvidence, ...] = ()
    organisations: tuple[Organisation, ...] = field(default=())


def raw_key(raw: str) -> str:
    """The form under which equal affiliation strings are decided once."""
    return " ".join(raw.casefold().split()).strip(" .,;")


@dataclass(frozen=True, slots=True)
class Shared:
    """What all copies of a paper say together, where there are several."""

    verdict: Verdict
    headline: Sector


def assess(
    paper: Paper, target: Target, reading: Reading, pages: Sequence[str], shared: Shared | None = None
) -> Assessment:
    """The claims for one paper, from one copy of it.

    Without readable text `pages` is empty and the reading holds what stands in for it: usage from Semantic
    Scholar's contexts and affiliations from its author records, each marked with its origin.
    """
    usage = reading.usage or Usage(Verdict.NO_TEXT, 0.0)
    shared = shared or Shared(usage.verdict, reading.headline or Sector.UNKNOWN)
    resolved = reading.affiliations
    quotes = tuple(quote_affiliation(paper.id, reading, a.string, pages) for a in resolved)
    funding = tuple(quote_span(paper.id, reading, f, pages) for f in reading.funding)
    claims = [*_use_claims(paper, target, usage, reading, pages, shared.headline)]
    if shared.verdict in (Verdict.USES, Verdict.UNCLEAR):
        # Who wrote a paper that does not use the data is no claim to put before anyone.
        claims += _affiliation_claims(paper, target, resolved, quotes)
        claims += _sector_claims(target, resolved)
        claims += _resolution_claims(target, resolved, quotes)
    shown = {e.id: e for c in claims for e in c.evidence}
    shown |= {e.id: e for e in (*quotes, *funding) if e is not None}
    organisations = {m.organisation.id: m.organisation for a in resolved for m in a.matches if m.organisation}
    return Assessment(
        paper_id=paper.id,
        claims=tuple({c.id: c for c in claims}.values()),
        evidence=tuple(shown.values()),
        affiliation_evidence=quotes,
        funding_evidence=funding,
        organisations=tuple(organisations.values()),
    )


def _use_claims(
    paper: Paper, target: Target, usage: Usage, reading: Reading, pages: Sequence[str], headline: Sector
) -> Iterable[ProposedClaim]:
    names = {m.slug: m.name for m in target.members}
    for use in usage.members:
        yield _use_claim(paper, target, use, names.get(use.member, use.member), reading, pages, headline)
    if usage.verdict in (Verdict.MENTIONS, Verdict.UNCLEAR) and not usage.members and usage.mentions:
        # What the machine cleared, or could not tell: one claim on the best mention, so that people can check it.
        best = max(usage.mentions, key=lambda m: m.score)
        use = MemberUse(
            best.member, Role.MENTIONED, usage.score, (best.evidence,), best.reasons, best.rule, best.origin
        )
        name = names.get(best.member, best.member)
        cleared = usage.verdict is Verdict.MENTIONS
        yield _use_claim(paper, target, use, name, reading, pages, headline, cleared=cleared)


def _use_claim(
    paper: Paper,
    target: Target,
    use: MemberUse,
    name: str,
    reading: Reading,
    pages: Sequence[str],
    headline: Sector,
    *,
    cleared: bool = False,
) -> ProposedClaim:
    if use.origin is Origin.S2_CONTEXT:
        found = [quote_context(paper.id, e) for e in use.evidence]
    else:
        found = [quote_span(paper.id, reading, e, pages) for e in use.evidence]
    doing = "uses" if use.role is Role.MENTIONED else ROLE_WORDS[use.role]
    if use.role is Role.USES_PRETRAINED_MODEL and _is_data(target, use.member):
        doing = "used a released model trained on"
    return ProposedClaim(
        id=use_id(target.slug, paper.id, use.member, use.role),
        kind=ClaimKind.USE,
        text=f"This paper {doing} {name}.",
        score=use.score,
        headline=headline,
        evidence=tuple(found),
        evidence_hash=_hash_of(found),
        paper_id=paper.id,
        member=use.member,
        role=use.role,
        rule=use.rule,
        reasons=use.reasons,
        sensitive=headline in (Sector.MILITARY, Sector.COMMERCIAL),
        cleared=cleared,
    )


def _is_data(target: Target, slug: str) -> bool:
    """Whether the member is data, of which models are made, and no model itself."""
    return any(m.slug == slug and m.kind is MemberKind.DATASET for m in target.members)


def _affiliation_claims(
    paper: Paper,
    target: Target,
    resolved: Sequence[ResolvedAffiliation],
    quotes: Sequence[FoundEvidence | None],
) -> Iterable[ProposedClaim]:
    found: dict[str, list[tuple[ResolvedAffiliation, int, FoundEvidence | None]]] = {}
    for affiliation, quote in zip(resolved, quotes, strict=True):
        if affiliation.string.is_elsewhere:
            continue  # shown with its note; that the paper is theirs is not claimed
        for index, match in enumerate(affiliation.matches):
            if match.organisation:
                found.setdefault(match.organisation.id, []).append((affiliation, index, quote))
    for organisation_id, hits in found.items():
        affiliation, index, _ = max(hits, key=lambda h: h[0].matches[h[1]].score)
        match = affiliation.matches[index]
        assert match.organisation is not None
        proof = [q for _, _, q in hits if q is not None]
        sector = match.organisation.sector
        yield ProposedClaim(
            id=affiliation_id(target.slug, paper.id, organisation_id),
            kind=ClaimKind.AFFILIATION,
            text=_affiliated(match.organisation.name, [a for a, _, _ in hits]),
            score=match.score,
            headline=sector,
            evidence=tuple(proof),
            evidence_hash=_hash_of(proof),
            paper_id=paper.id,
            organisation_id=organisation_id,
            rule=match.method,
            reasons=tuple(r for r in (match.explanation, affiliation.string.note) if r),
            sensitive=sector in (Sector.MILITARY, Sector.COMMERCIAL),
        )


def _affiliated(name: str, printed: Sequence[ResolvedAffiliation]) -> str:
    if all(a.string.note == AffiliationNote.WORK_DONE_AT for a in printed):
        return f"Authors of this paper did its work while at {name}."
    return f"Authors of this paper are affiliated with {name}."


def _sector_claims(target: Target, resolved: Sequence[ResolvedAffiliation]) -> Iterable[ProposedClaim]:
    """Sector claims stand for the organisation, whatever the paper; several papers make the same claim."""
    seen: set[str] = set()
    for match in (m for a in resolved if not a.string.is_elsewhere for m in a.matches):
        organisation = match.organisation
        if organisation is None or organisation.id in seen:
            continue
        seen.add(organisation.id)
        facts = [organisation.sector, organisation.basis, organisation.source, str(organisation.tier or "")]
        facts += [f"{d.list} {d.since} {d.until}" for d in organisation.designations]
        check = organisation.source_check
        if organisation.sector is Sector.MILITARY and check and not check.confirmed:
            facts.append("unconfirmed")  # a decision on a row that nobody checked is taken again once somebody has
        yield ProposedClaim(
            id=sector_id(target.slug, organisation.id, organisation.sector),
            kind=ClaimKind.SECTOR,
            text=f"{organisation.name} is {_sector_words(organisation.sector)}.",
            score=0.5 if organisation.sector is Sector.UNKNOWN else 0.9,
            headline=organisation.sector,
            evidence=(),
            evidence_hash=short_hash(*facts),
            organisation_id=organisation.id,
            sector=organisation.sector,
            rule=organisation.basis,
            reasons=(f"{organisation.basis}: {organisation.source}",) if organisation.source else (),
            sensitive=organisation.sector in (Sector.MILITARY, Sector.COMMERCIAL),
        )


def _resolution_claims(
    target: Target, resolved: Sequence[ResolvedAffiliation], quotes: Sequence[FoundEvidence | None]
) -> Iterable[ProposedClaim]:
    """One claim for a string that resolves to no organisation, decided once for every paper that prints it."""
    for affiliation, quote in zip(resolved, quotes, strict=True):
        if affiliation.string.is_elsewhere or any(m.organisation for m in affiliation.matches):
            continue
        sector = next((m.sector for m in affiliation.matches if m.sector is not Sector.UNKNOWN), Sector.UNKNOWN)
        key = raw_key(affiliation.string.raw)
        guess = "" if sector is Sector.UNKNOWN else f" Its name reads as {sector}."
        printed = shortened(affiliation.string.raw, 300)
        yield ProposedClaim(
            id=resolution_id(target.slug, key),
            kind=ClaimKind.RESOLUTION,
            text=f"“{printed}” names no organisation that is known here.{guess}",
            score=0.5,
            headline=sector,
            evidence=(quote,) if quote else (),
            evidence_hash=resolution_hash(key, sector),
            sector=sector,
            raw_key=key,
            rule=MatchMethod.UNRESOLVED if sector is Sector.UNKNOWN else MatchMethod.NAME_RULE,
            reasons=tuple(m.explanation for m in affiliation.matches if m.explanation),
            sensitive=sector in (Sector.MILITARY, Sector.COMMERCIAL),
        )


def _sector_words(sector: Sector) -> str:
    return {
        Sector.MILITARY: "a military organisation",
        Sector.COMMERCIAL: "a commercial organisation",
        Sector.GOVERNMENT: "a government body",
        Sector.ACADEMIC: "an academic organisation",
        Sector.UNKNOWN: "of a sector that is not known",
    }[sector]


def _hash_of(found: Sequence[FoundEvidence]) -> str:
    return short_hash(*(e.id for e in found))

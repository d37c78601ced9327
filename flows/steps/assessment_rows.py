"""An assessment as rows of the store's tables."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from citetrail.records.organisations import Organisation, ResolvedAffiliation
from citetrail.records.papers import Paper
from citetrail.records.readings import Reading
from citetrail.records.vocabulary import Ground, Sector, Verdict
from citetrail.store.assessments import AssessmentRows
from citetrail.store.engine import now
from extractors.claims.copy_differences import Difference
from extractors.claims.proposals import Assessment, ProposedClaim, raw_key
from extractors.claims.quotations import FoundEvidence
from extractors.organisations.military_grounds import grounds
from flows.steps.reading_version import Versions


def as_rows(
    target: str,
    versions: Versions,
    paper: Paper,
    reading: Reading,
    found: Assessment,
    input_hash: str,
    apart: Sequence[Difference] = (),
) -> AssessmentRows:
    """Rows for every table that the paper's assessment touches."""
    at = now()
    return AssessmentRows(
        assessment=_assessment(target, versions, paper, reading, input_hash, at),
        organisations=[_organisation(o, versions) for o in found.organisations],
        evidence=[_evidence(e, versions) for e in found.evidence],
        affiliations=_affiliations(target, versions, paper, reading, found),
        funding=_funding(target, paper, reading, found),
        claims=[_claim(target, versions, c, at) for c in found.claims],
        claim_evidence=[
            {"claim_id": c.id, "evidence_id": e.id, "rank": rank}
            for c in found.claims
            for rank, e in enumerate({e.id: e for e in c.evidence}.values())
        ],
        differences=_differences(target, paper, apart),
    )


def _differences(target: str, paper: Paper, apart: Sequence[Difference]) -> list[dict[str, Any]]:
    return [
        {
            "paper_id": paper.id,
            "target": target,
            "position": position,
            "kind": difference.kind,
            "subject": difference.subject,
            "claim_id": difference.claim.id,
            "stated_in": difference.stated_in,
            "missing_from": difference.missing_from,
            "evidence_id": difference.evidence.id,
            "counterpart_id": difference.counterpart.id if difference.counterpart else None,
        }
        for position, difference in enumerate(apart)
    ]


def _assessment(
    target: str, versions: Versions, paper: Paper, reading: Reading, input_hash: str, at: str
) -> dict[str, Any]:
    usage, header = reading.usage, reading.header
    return {
        "paper_id": paper.id,
        "target": target,
        "sha256": reading.sha256 or None,
        "version": versions.reading,
        "input_hash": input_hash,
        "outcome": reading.outcome,
        "verdict": usage.verdict if usage else Verdict.NO_TEXT,
        "score": usage.score if usage else 0.0,
        "unresolved": bool(usage and usage.unresolved),
        "sectors": list(reading.sectors),
        "headline": reading.headline or Sector.UNKNOWN,
        "title": reading.title,
        "authors": [{"name": a.name, "affiliations": list(a.affiliations)} for a in header.authors] if header else [],
        "assessed_at": at,
    }


def _organisation(organisation: Organisation, versions: Versions) -> dict[str, Any]:
    row = asdict(organisation)
    row["flags"] = list(organisation.flags)
    row["designations"] = [asdict(d) for d in organisation.designations]
    del row["source_check"]
    check = organisation.source_check
    told = {
        "source_confirmed": check.confirmed if check else None,
        "source_checked_on": check.checked_on if check else None,
        "source_words": check.words if check else None,
    }
    return row | told | {"version": versions.organisations}


def _evidence(found: FoundEvidence, versions: Versions) -> dict[str, Any]:
    row = asdict(found)
    row["boxes"] = [list(b) for b in found.boxes]
    return row | {"text_version": versions.text if found.page is not None else None}


def _affiliations(
    target: str, versions: Versions, paper: Paper, reading: Reading, found: Assessment
) -> list[dict[str, Any]]:
    rows = []
    authors = reading.header.authors if reading.header else ()
    for position, affiliation in enumerate(reading.affiliations):
        quote = found.affiliation_evidence[position]
        string = affiliation.string
        common = {
            "paper_id": paper.id,
            "target": target,
            "position": position,
            "raw": string.raw,
            "raw_key": raw_key(string.raw),
            "origin": string.origin,
            "note": string.note,
            "authors": [a.name for a in authors if position in a.affiliations],
            "evidence_id": quote.id if quote else None,
        }
        carried = _grounds(affiliation, versions)
        for index, match in enumerate(affiliation.matches):
            organisation, place = match.organisation, match.place
            told = {
                "match": index,
                "organisation_id": organisation.id if organisation else None,
                "sector": organisation.sector if organisation else match.sector,
                "country": match.country or (organisation.country if organisation else None),
                "method": match.method,
                "score": match.score,
                "city": place.city if place else None,
                "lat": place.lat if place else None,
                "lng": place.lng if place else None,
                "precision": place.precision if place else None,
                "place_basis": place.basis if place else None,
                "ground": carried[index],
            }
            rows.append(common | told)
    return rows


def _grounds(affiliation: ResolvedAffiliation, versions: Versions) -> tuple[Ground | None, ...]:
    """For each match. The rules are opened only where something is military: a run with nothing new never does."""
    if all(m.sector is not Sector.MILITARY for m in affiliation.matches):
        return (None,) * len(affiliation.matches)
    string = affiliation.string
    return grounds(string.address or string.raw, affiliation.matches, versions.resolver.rules)


def _funding(target: str, paper: Paper, reading: Reading, found: Assessment) -> list[dict[str, Any]]:
    return [
        {
            "paper_id": paper.id,
            "target": target,
            "position": position,
            "funder": fact.funder,
            "military": fact.military,
            "organisation_id": fact.organisation,
            "award": fact.grant,
            "evidence_id": quote.id,
        }
        for position, (fact, quote) in enumerate(zip(reading.funding, found.funding_evidence, strict=True))
    ]


def _claim(target: str, versions: Versions, claim: ProposedClaim, at: str) -> dict[str, Any]:
    return {
        "id": claim.id,
        "target": target,
        "kind": claim.kind,
        "paper_id": claim.paper_id,
        "member": claim.member,
        "role": claim.role,
        "organisation_id": claim.organisation_id,
        "sector": claim.sector,
        "raw_key": claim.raw_key,
        "text": claim.text,
        "score": claim.score,
        "rule": claim.rule,
        "reasons": list(claim.reasons),
        "headline": claim.headline,
        "sensitive": claim.sensitive,
        "priority": claim.priority,
        "version": versions.reading,
        "evidence_hash": claim.evidence_hash,
        "cleared": claim.cleared,
        "created_at": at,
    }

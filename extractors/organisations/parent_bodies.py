"""From the unit that was printed to the body that answers for it: institute to academy, laboratory to company.

A paper's organisations are counted by legal body: "Tencent AI Lab" is Tencent, "Institute of Automation, CAS" is the
Chinese Academy of Sciences. The unit is kept beside it. Military bodies, and companies of other names than their
owners', stand for themselves: folding never changes a sector.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from citetrail.records.organisations import Organisation, OrganisationMatch
from citetrail.records.vocabulary import Sector
from extractors.organisations.name_tokens import COMPANY_FORMS, key

# Academies whose institutes publish under the academy's name.
ACADEMIES = frozenset(["ror:034t30j35"])  # Chinese Academy of Sciences
_DEPTH = 4

Look = Callable[[str], Organisation | None]
FindUniversity = Callable[[Organisation], Organisation | None]


def fold(matches: Sequence[OrganisationMatch], look: Look, university_of: FindUniversity) -> list[OrganisationMatch]:
    """The matches with units replaced by their bodies; a body found twice keeps its best match and first unit."""
    folded: dict[str, OrganisationMatch] = {}
    for match in matches:
        found = match.organisation
        body = _body(found, look, university_of) if found else None
        if found and body and body.id != found.id:
            match = replace(match, organisation=body, sector=body.sector, unit=found)
        identifier = match.organisation.id if match.organisation else ""
        known = folded.get(identifier)
        if known is None:
            folded[identifier] = match
        elif match.score > known.score or (match.unit and not known.unit):
            best = max(known, match, key=lambda m: m.score)
            folded[identifier] = replace(best, unit=known.unit or match.unit)
    return list(folded.values())


def _body(unit: Organisation, look: Look, university_of: FindUniversity) -> Organisation:
    body = unit
    for _ in range(_DEPTH):
        parent = look(body.parent) if body.parent else None
        if parent is None or not _answers_for(parent, body):
            break
        body = parent
    if "hospital" in key(body.name).split():
        return university_of(body) or body
    return body


def _answers_for(parent: Organisation, unit: Organisation) -> bool:
    if parent.id in ACADEMIES:
        return unit.sector is not Sector.MILITARY
    if parent.sector is not unit.sector or unit.sector is not Sector.COMMERCIAL:
        return False
    brand = next((w for w in key(parent.name).split() if w not in COMPANY_FORMS), "")
    return brand in key(unit.name).split()

"""Units beside the bodies they belong to: which of the names in a string stand for themselves."""

from collections.abc import Sequence

from citetrail.records.vocabulary import Sector
from extractors.organisations.address import Address
from extractors.organisations.candidates import Candidate, Tables
from extractors.organisations.position import SCHOOLS, UNITS, Position
from extractors.organisations.ror_index import ACRONYM, ALIAS, DERIVED

# A unit of a name that carries less (hundredths of a nat) is known by its body only: "Plant Industry", "ORCID".
LONG_UNIT = 1_700
# What a unit of a university is called by its subject: "Faculty of Science".
_CALLED_BY_SUBJECT = frozenset({"college", "school", "faculty", "academy"})


def without_units(chosen: list[Candidate], address: Address, tables: Tables) -> list[Candidate]:
    """Without acronyms beside full names, nor the laboratories and ministries that stand beside a university.

    What a string names in full and by its letters is named for itself: "X Research Institute (XRI), Y University".
    """
    lettered = {c.identifier for c in chosen if c.kind == ACRONYM and not c.own}
    if any(c.kind != ACRONYM for c in chosen):
        words = address.words
        units = all(c.kind == ACRONYM or (_is_unit(c) and not c.own) for c in chosen)
        last = max(c.span.last for c in chosen if c.kind != ACRONYM)
        chosen = [
            c
            for c in chosen
            if c.kind != ACRONYM
            or words[c.span.first].segment in address.joined_parts
            # "Institute for Soldier Nanotechnologies, MIT": whose it is
            or (units and c.own and c.span.first > last and not Position(c.span, address).is_bracketed)
        ]
    chosen = [c for c in chosen if not _is_subject_of(c, address)]
    universities = [c for c in chosen if _is_university(c) or _is_higher_school(c, tables)]
    if universities:
        # A hospital known here by a by-name only is one of several of that university.
        chosen = [
            c
            for c in chosen
            if c.own
            or c in universities
            or c.identifier in lettered
            or not (_is_unit(c) or (_is_hospital(c) and _is_vague(c)))
            or _is_apart(c, universities, address)
        ]
    elif any(_is_hospital(c) for c in chosen):
        chosen = [c for c in chosen if c.own or _is_hospital(c) or not _is_unit(c)]
    others = [c for c in chosen if "key laboratory" not in c.span.key]
    return _without_departments_of_state(others or chosen, tables)


def _is_apart(unit: Candidate, universities: Sequence[Candidate], address: Address) -> bool:
    """Whether a unit stands in another affiliation than every university: behind a semicolon, or "and" and its own.

    Units stand before their university: what follows it behind "and", or behind the country of its address, is
    somebody else.
    """
    words = address.words
    word = words[unit.span.first]
    if unit.span.ror is None or unit.span.ror.weight < LONG_UNIT:
        return False
    if unit.record and not unit.record.types and unit.kind < DERIVED and Position(unit.span, address).fills_part:
        return True  # ROR tells nothing of it that makes it a part of anybody
    own = [u for u in universities if words[u.span.first].clause == word.clause]
    if not own:
        return True
    before = [u for u in own if u.span.last < unit.span.first]
    if len(before) < len(own) or not Position(unit.span, address).starts_part:
        return False
    last = max(u.span.last for u in before)
    return any(last < h.first and h.last < unit.span.first for h in address.hits)


def _without_departments_of_state(chosen: list[Candidate], tables: Tables) -> list[Candidate]:
    """Without the department that an agency of the United States belongs to, where both are printed.

    "National Cancer Institute, National Institutes of Health" is the first; academies elsewhere, which answer
    for their institutes, stay.
    """
    parents = {
        f"ror:{other}"
        for c in chosen
        if c.record and c.record.country == "US" and _is_unit(c)
        for other in c.record.parents
    }
    return [c for c in chosen if c.identifier not in parents or _is_laboratory(c, tables)]


def _is_subject_of(school: Candidate, address: Address) -> bool:
    """Whether a name is only what a university behind it calls a unit: "College of Law, X University".

    Somewhere a body of its own is called so; here it counts only where its city is printed.
    """
    words, span = address.words, school.span
    if school.own or school.city_agrees or span.key.split()[0] not in _CALLED_BY_SUBJECT or "university" in span.key:
        return False
    clause = words[span.first].clause
    return any(w.word == "university" and w.clause == clause for w in words[span.last + 1 :])


def _is_vague(hospital: Candidate) -> bool:
    """Whether a by-name of a hospital tells so little that it may be that of another one of the university."""
    return hospital.kind >= ALIAS and (hospital.span.ror is None or hospital.span.ror.weight < LONG_UNIT)


def _is_hospital(candidate: Candidate) -> bool:
    types = candidate.record.types if candidate.record else ()
    return "hospital" in candidate.span.key.split() or "healthcare" in types


def _is_higher_school(candidate: Candidate, tables: Tables) -> bool:
    """Whether a body whose printed name is no school's is one: "ETH Zurich"."""
    organisation = tables.gazetteer.organisation(candidate.identifier) if candidate.own else None
    if organisation is None or organisation.sector is not Sector.ACADEMIC:
        return False
    if not UNITS.isdisjoint(candidate.span.key.split()):
        return False
    record = tables.record(candidate.identifier)
    return record is not None and "education" in record.types


def _is_laboratory(candidate: Candidate, tables: Tables) -> bool:
    """Whether ROR calls it a facility: a national laboratory answers for its centers, a department is an address."""
    record = candidate.record or tables.record(candidate.identifier)
    return record is not None and "facility" in record.types and "government" not in record.types


def _is_university(candidate: Candidate) -> bool:
    words = set(candidate.span.key.split())
    return not SCHOOLS.isdisjoint(words) and UNITS.isdisjoint(words) and "hospital" not in words


def _is_unit(candidate: Candidate) -> bool:
    """A part of something larger, by its name, or by its ROR types where it has any."""
    words = set(candidate.span.key.split())
    if words & {"university", "hospital", "college"}:
        return False
    kinds = set(candidate.record.types) if candidate.record else set()
    if kinds & {"healthcare", "company"}:
        return False
    return bool(words & UNITS) or (bool(kinds) and "education" not in kinds) or not (kinds or words & SCHOOLS)

"""Which of the names in a string count: longer before shorter, no word twice, and no unit beside its university."""

from collections.abc import Sequence

from citetrail.records.vocabulary import Sector
from extractors.organisations.address import Address
from extractors.organisations.candidates import Candidate, Tables, best_candidate, candidates_of
from extractors.organisations.name_lookup import Span, completed_spans
from extractors.organisations.name_tokens import key
from extractors.organisations.position import SCHOOLS, UNITS, Position
from extractors.organisations.ror_index import ACRONYM, ALIAS, DERIVED

# A name with a word this rare (see candidates.py) may be that of several campuses, which a city tells apart.
SYSTEM_NAME = 400


def choose(spans: Sequence[Span], address: Address, tables: Tables) -> list[Candidate]:
    """The organisations named in a string, in the order printed."""
    chosen: list[Candidate] = []
    used: set[int] = set()
    for span in sorted(spans, key=lambda s: (-s.size, s.first)):
        if not used.isdisjoint(span.places):
            continue
        if Position(span, address).names_street:
            used.update(span.places)
            continue
        candidate = best_candidate(span, address, tables)
        if _may_be_completed(span) and (candidate is None or candidate.kind >= DERIVED):
            candidate = _completed(span, address, tables) or candidate
        if candidate:
            chosen.append(candidate)
            used.update(candidate.span.places)
        elif _is_shared(span, address, tables):
            used.update(span.places)
    # What depends on the others that were chosen comes last: only names that count may speak against another.
    chosen = [c for c in chosen if not Position(c.span, address).goes_on]
    chosen = [c for c in chosen if not (c.kind == ACRONYM and Position(c.span, address).is_spelled_out and c.own)]
    chosen = [c for c in chosen if not _is_borrowed(c, address, tables)]
    chosen = [c for c in chosen if not (_is_military(c, tables) and Position(c.span, address).belongs_to_civil_body)]
    chosen = [c for c in chosen if not _is_town_of_school(c, chosen, tables)]
    chosen.sort(key=lambda c: c.span.first)
    return _without_units(chosen, address)


def _is_shared(span: Span, address: Address, tables: Tables) -> bool:
    """Whether the name is known but not whose it is here: then no shorter name inside it is meant either."""
    if span.size < 3 or Position(span, address).crosses_badly(strong=False):
        return False
    found = candidates_of(span, address, tables)
    strong = any(c.kind < DERIVED for c in found)
    return len({c.identifier for c in found}) > 1 or (strong and "university" in span.key.split())


def _may_be_completed(span: Span) -> bool:
    return span.size > 1 and span.ror is not None and span.ror.rarest >= SYSTEM_NAME


def _completed(span: Span, address: Address, tables: Tables) -> Candidate | None:
    """The organisation that the span means together with a later part of the string, which is no country."""
    countries = {i for h in address.hits for i in range(h.first, h.last + 1)}
    for longer in completed_spans(span, address.words, tables.gazetteer, tables.index):
        if not countries.issuperset(longer.extra):
            candidate = best_candidate(longer, address, tables)
            if candidate and candidate.kind < DERIVED:
                return candidate
    return None


def _without_units(chosen: list[Candidate], address: Address) -> list[Candidate]:
    """Without acronyms beside full names, nor the laboratories and ministries that stand beside a university."""
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
    if any(_is_university(c) for c in chosen):
        # A hospital known here by a by-name only is one of several of that university.
        chosen = [c for c in chosen if c.own or not (_is_unit(c) or (_is_hospital(c) and c.kind >= ALIAS))]
    elif any(_is_hospital(c) for c in chosen):
        chosen = [c for c in chosen if c.own or _is_hospital(c) or not _is_unit(c)]
    others = [c for c in chosen if "key laboratory" not in c.span.key]
    return _without_departments_of_state(others or chosen)


def _without_departments_of_state(chosen: list[Candidate]) -> list[Candidate]:
    """Without the department that an agency of the United States belongs to, where both are printed.

    "National Cancer Institute, National Institutes of Health" is the first; academies elsewhere, which answer
    for their institutes, stay.
    """
    parents = {
        f"ror:{other}"
        for c in chosen
        if c.record and c.record.country == "US" and _is_unit(c)
        for kind, other in c.record.relations
        if kind == "parent"
    }
    return [c for c in chosen if c.identifier not in parents]


def _is_borrowed(candidate: Candidate, address: Address, tables: Tables) -> bool:
    """A company's name that a chair or a building carries, and a university's that its sister campus does."""
    organisation = tables.gazetteer.organisation(candidate.identifier)
    if organisation is None:
        return False
    if organisation.sector is Sector.COMMERCIAL:
        return Position(candidate.span, address).is_honour
    position = Position(candidate.span, address)
    return organisation.sector is Sector.ACADEMIC and position.is_other_campus(key(organisation.name))


def _is_town_of_school(candidate: Candidate, chosen: Sequence[Candidate], tables: Tables) -> bool:
    """A company's one word that a school in the string is named after too: "Corning College, Corning" is a town."""
    organisation = tables.gazetteer.organisation(candidate.identifier)
    if candidate.span.size > 1 or organisation is None or organisation.sector is not Sector.COMMERCIAL:
        return False
    words = (set(other.span.key.split()) for other in chosen)
    return any(candidate.span.key in own and not SCHOOLS.isdisjoint(own) for own in words)


def civil_namesakes(spans: Sequence[Span], address: Address, tables: Tables) -> list[Span]:
    """The spans that are names of military bodies of the gazetteer and are part of a civil body's name here."""

    def military(span: Span) -> bool:
        found = (tables.gazetteer.organisation(identifier) for identifier in span.gazetteer)
        return any(o is not None and o.sector is Sector.MILITARY for o in found)

    return [s for s in spans if s.size > 1 and military(s) and Position(s, address).belongs_to_civil_body]


def _is_military(candidate: Candidate, tables: Tables) -> bool:
    organisation = tables.gazetteer.organisation(candidate.identifier)
    return organisation is not None and organisation.sector is Sector.MILITARY


def _is_hospital(candidate: Candidate) -> bool:
    types = candidate.record.types if candidate.record else ()
    return "hospital" in candidate.span.key.split() or "healthcare" in types


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

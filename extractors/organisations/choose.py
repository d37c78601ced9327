"""Which of the names in a string count: longer before shorter, no word twice, and no unit beside its university."""

from collections.abc import Iterator, Sequence

from citetrail.records.vocabulary import Sector
from extractors.organisations.address import Address
from extractors.organisations.candidates import Candidate, Tables, best_candidate, candidates_of
from extractors.organisations.name_lookup import Span, completed_spans
from extractors.organisations.name_tokens import key
from extractors.organisations.position import SCHOOLS, UNITS, Position
from extractors.organisations.ror_index import ACRONYM, DERIVED, LABEL
from extractors.organisations.ror_sectors import is_company
from extractors.organisations.units import without_units

# A name with a word this rare (see candidates.py) may be that of several campuses, which a city tells apart.
SYSTEM_NAME = 400


def choose(spans: Sequence[Span], address: Address, tables: Tables) -> list[Candidate]:
    """The organisations named in a string, in the order printed."""
    chosen: list[Candidate] = []
    used: set[int] = set()
    for span in sorted(spans, key=_longest_first):
        if used and not used.isdisjoint(range(span.first, span.last + 1)):
            continue
        if Position(span, address).names_street:
            used.update(span.places)
            continue
        candidate = best_candidate(span, address, tables)
        if _may_be_completed(span) and (
            candidate is None or candidate.kind >= DERIVED or _is_first_campus(candidate, tables)
        ):
            candidate = (
                _completed(span, address, tables, abroad=candidate is None and "university" in span.key) or candidate
            )
        if candidate and _starts_inside(span, spans, address, tables):
            continue
        if candidate:
            chosen.append(candidate)
            used.update(candidate.span.places)
        elif _is_shared(span, address, tables):
            used.update(span.places)
    chosen += [c for unit in chosen for c in _universities_in(unit, spans, address, tables)]
    # What depends on the others that were chosen comes last: only names that count may speak against another.
    begun = frozenset(c.span.first for c in chosen)
    chosen = [c for c in chosen if not _is_another(c, begun, address, tables)]
    chosen = [c for c in chosen if not _is_town_of_school(c, chosen, tables)]
    chosen.sort(key=lambda c: c.span.first)
    return without_units(chosen, address, tables)


def _longest_first(span: Span) -> tuple[int, int]:
    return span.first - span.last - len(span.extra), span.first  # as `-span.size`, and no call for each of dozens


def _universities_in(
    candidate: Candidate, spans: Sequence[Span], address: Address, tables: Tables
) -> Iterator[Candidate]:
    """The university that a part of its own names, though it ends a unit's name: "X Hospital, Y University"."""
    span, words = candidate.span, address.words
    if (
        span.extra
        or words[span.first].segment == words[span.last].segment
        or (UNITS | {"hospital"}).isdisjoint(span.key.split())
    ):
        return
    last = words[span.last].segment
    for other in spans:
        whole = span.first < other.first and other.last == span.last and words[other.first].segment == last
        if whole and "university" in other.key.split() and Position(other, address).starts_part:
            found = best_candidate(other, address, tables)
            if found:
                yield found


def _is_another(candidate: Candidate, begun: frozenset[int], address: Address, tables: Tables) -> bool:
    """Whether the words around the name make it another body's, or no body's; `begun` are where names begin."""
    position = Position(candidate.span, address)
    return (
        (position.goes_on and candidate.span.last + 1 not in begun)
        or (candidate.own and candidate.kind == ACRONYM and position.is_spelled_out)
        or _is_borrowed(candidate, address, tables)
        or (_is_military(candidate, tables) and position.belongs_to_civil_body)
    )


def _starts_inside(span: Span, spans: Sequence[Span], address: Address, tables: Tables) -> bool:
    """Whether another body's name runs into this one: "Washington University Medical Center" after "George"."""
    words = address.words
    for other in spans:
        if (
            other.first < span.first <= other.last < span.last
            and words[other.first].segment == words[span.last].segment
        ):
            candidate = best_candidate(other, address, tables)
            if candidate and candidate.kind <= LABEL and Position(other, address).starts_part:
                return True
    return False


def _is_shared(span: Span, address: Address, tables: Tables) -> bool:
    """Whether the name is known but not whose it is here: then no shorter name inside it is meant either."""
    if span.size < 3 or Position(span, address).crosses_badly(strong=False):
        return False
    found = candidates_of(span, address, tables)
    strong = any(c.kind < DERIVED for c in found)
    return len({c.identifier for c in found}) > 1 or (strong and "university" in span.key.split())


def _may_be_completed(span: Span) -> bool:
    return span.size > 1 and span.ror is not None and span.ror.rarest >= SYSTEM_NAME


def _is_first_campus(candidate: Candidate, tables: Tables) -> bool:
    """Whether a system's name stands for its best-known campus, whose city is not printed: "University of X"."""
    organisation = tables.gazetteer.organisation(candidate.identifier) if candidate.own else None
    if organisation is None or candidate.city_agrees:
        return False
    return key(organisation.name).startswith(f"{candidate.span.key} ")


def _completed(span: Span, address: Address, tables: Tables, *, abroad: bool) -> Candidate | None:
    """The organisation that the span means together with a later part of the string.

    A country completes only the name of a campus `abroad`: "University of Nottingham, Semenyih, Malaysia".
    """
    countries = {i for h in address.hits for i in range(h.first, h.last + 1)}
    for longer in completed_spans(span, address.words, tables.gazetteer, tables.index):
        if abroad or not countries.issuperset(longer.extra):
            candidate = best_candidate(longer, address, tables)
            if candidate and candidate.kind < DERIVED:
                return candidate
    return None


def _is_borrowed(candidate: Candidate, address: Address, tables: Tables) -> bool:
    """A company's name that a chair or a building carries, and a university's that its sister campus does."""
    organisation = tables.gazetteer.organisation(candidate.identifier)
    if organisation is None:
        known = candidate.record is not None and is_company(candidate.record)
        return known and Position(candidate.span, address).is_honour
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
    """The spans that are names of military bodies of the gazetteer and are part of a civil body's name here.

    A body of another country than the string's lends nobody its name.
    """

    def military(span: Span) -> bool:
        own = Tables(tables.gazetteer, None)
        return any(_is_military(c, own) for c in candidates_of(span, address, own))

    return [s for s in spans if s.size > 1 and Position(s, address).belongs_to_civil_body and military(s)]


def _is_military(candidate: Candidate, tables: Tables) -> bool:
    organisation = tables.gazetteer.organisation(candidate.identifier)
    return organisation is not None and organisation.sector is Sector.MILITARY

"""Which organisation a printed name means: all of that name, and whether the best of them is likely enough."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from citetrail.records.organisations import Organisation
from citetrail.records.vocabulary import Sector
from extractors.organisations.address import Address, agree, country_agrees, country_beside
from extractors.organisations.gazetteer import Gazetteer
from extractors.organisations.name_lookup import Span
from extractors.organisations.name_tokens import COMPANY_FORMS, clean, key
from extractors.organisations.name_words import word_list
from extractors.organisations.position import SCHOOLS, UNITS, Position
from extractors.organisations.ror_index import (
    ACRONYM,
    ALIAS,
    BLOCK_PREFIX,
    DERIVED,
    DISPLAY,
    HALF,
    LABEL,
    RorIndex,
    RorRecord,
)
from extractors.organisations.ror_sectors import is_company

# Thresholds in hundredths of a nat of information, chosen on two thirds of the public affiliation sets.
# A name that carries less is borne by many unlisted organisations ("Department of Health"): it must be located.
COMMON_NAME = 1_150
# A single word that carries less is a word, not a name.
SINGLE_WORD = 900
# A name with a word this rare, or as long as this, is taken though nothing tells where its bearer sits.
RARE_WORD = 850
LONG_NAME = 2_000
# As long as these, the name and the by-name are taken where they are all that stands between two commas.
FILLING_NAME = 1_300
FILLING_BYNAME = 1_800
# Without a word at least this rare a name is no more than a description: "University Hospital".
GENERIC = 550
# A word this rare that stands in the string again locates the name: "Shenyang Medical College, Shenyang".
TELLING_WORD = 680
# A name of few such words, "Base Hospital" or "Institute of Cardiology", is borne in more towns than ROR lists.
MOST_COMMON = 3
_COMMON = word_list("common in names")
# Words of "St. Luke's Hospital".
SAINTLY = 3
# What letters stand for that are printed beside a body and are none.
NO_BODY = word_list("no body")
# Two letters stand for anything.
SHORTEST_ACRONYM = 3
_HIGHER = frozenset({"university", "college"})
# One telling word is that of many bodies, as a rule: "Children's Hospital".
SURE_WORDS = 2
# Words of bodies that one name of which stands in several cities.
_OF_SITES = frozenset({"hospital", "institute", "center", "clinic", "laboratory"})
_HEADS = word_list("head of a name") | _OF_SITES | {"scientific", "medical"}
_INSTITUTES = frozenset({"institute"})
# What may stand behind the name of a school that is complete: "X University Graduate School".
_UNITS_BEHIND = frozenset({"graduate", "school", "faculty", "department"})
# A name of more organisations than this tells none of them.
MOST_NAMESAKES = 64


@dataclass(frozen=True, slots=True)
class Tables:
    """What is known of names: the gazetteer, and ROR where its index is there."""

    gazetteer: Gazetteer
    index: RorIndex | None

    def record(self, identifier: str) -> RorRecord | None:
        """What ROR keeps of an organisation, by our identifier; None for one that is not ROR's."""
        if self.index is None or not identifier.startswith("ror:"):
            return None
        entry = self.index.get("ids", identifier.removeprefix("ror:"))
        return self.index.record(entry.postings[0].number) if entry else None


class Candidate(NamedTuple):
    """One organisation that a span may mean, by its identifier ("ror:…", "ct:…")."""

    span: Span
    identifier: str
    kind: int  # of the name, see index.py
    country_agrees: bool
    city_agrees: bool
    own: bool  # the gazetteer knows it by this name
    active: bool = True
    record: RorRecord | None = None
    abroad: bool = False  # another country than that of the gazetteer's company is printed

    @property
    def located(self) -> bool:
        return self.country_agrees or self.city_agrees

    @property
    def rank(self) -> tuple[bool, bool, bool, bool, int, bool]:
        # A name of its own before one of which the printed words are a part; then the place, a city before
        # a country; then what people entered; then the kind of name; what is closed comes last.
        # Where ROR knows a branch by its country, "Kiln (Austria)", that is nearer than its owner abroad.
        return (
            self.kind < DERIVED and not self.abroad,
            self.city_agrees,
            self.country_agrees,
            self.own,
            -self.kind,
            self.active,
        )


def candidates_of(span: Span, address: Address, tables: Tables) -> list[Candidate]:
    """All organisations of that name whose country does not disagree with the address, the best first."""
    found = [*_own_candidates(span, address, tables.gazetteer)] if span.joint or span.gazetteer else []
    if tables.index and span.ror:
        found += _ror_candidates(span, address, tables.index)
    if len(found) > 1:
        found.sort(key=lambda c: (c.rank, c.identifier), reverse=True)
    return found


def best_candidate(span: Span, address: Address, tables: Tables) -> Candidate | None:
    """The one organisation that the span means here; None when several are as likely, or none is likely enough."""
    found = candidates_of(span, address, tables)
    best = _best_of(found, address, tables) if found else None
    if best is None and (owner := next((c for c in found if c.abroad), None)):
        # No branch of it is likely here: then the company itself is meant.
        return owner if _is_likely(owner, True, address, tables) else None
    return best


def _best_of(found: list[Candidate], address: Address, tables: Tables) -> Candidate | None:
    best = found[0]
    rivals = [c for c in found[1:] if c.identifier != best.identifier and c.rank[:5] == best.rank[:5]]
    if rivals:
        told = _told_apart([best, *rivals], address)
        if told is None:
            return None
        found = [told, *(c for c in found if c is not told)]
        best = told
    rival = next((c for c in found[1:] if c.identifier != best.identifier and c not in rivals), None)
    if best.record and best.record.city and not best.city_agrees and tables.index:
        nearer = _nearer(best, address, tables.index)
        if nearer is not best:
            return nearer
    # A name of one's own is not shared with those who merely have it as a part of theirs.
    alone = rival is None or (best.kind < DERIVED <= rival.kind)
    return best if _is_likely(best, alone, address, tables) else None


def _nearer(best: Candidate, address: Address, index: RorIndex) -> Candidate | None:
    """The body to take in place of `best`, whose city is not printed: `best` itself, one that sits there, or none.

    "San Raffaele Hospital, Rome" is not that of Milan, since another body of San Raffaele stands in Rome; "Shriners
    Hospital, Portland" is the one that ROR knows by the city too.
    """
    words = set(best.span.key.split())
    telling = words - _HEADS
    if best.record is None or len(telling) < SURE_WORDS or not address.cities or _OF_SITES.isdisjoint(words):
        return best
    here = {c.identifier: (c, name) for c, name in _bodies_here(best, telling, address, index)}
    whole = [c for c, name in here.values() if words <= name]
    if len(whole) == 1:
        return whole[0]
    return None if here else best


def _bodies_here(
    best: Candidate, telling: set[str], address: Address, index: RorIndex
) -> Iterator[tuple[Candidate, set[str]]]:
    """Other bodies of the country with the telling words in a name, whose city is printed; with the words of it."""
    assert best.record is not None
    country = best.record.country
    for word in telling:
        block = index.block(country, word[:BLOCK_PREFIX])
        for offset, name in zip(block.offsets, block.names, strict=True):
            own = set(name.split())
            if not telling <= own:
                continue
            for posting in index.entry_at("names", offset).postings[:MOST_NAMESAKES]:
                other = index.record(posting.number)
                is_here = other.country == country and other.city and key(other.city) in address.cities
                if is_here and posting.kind < DERIVED:
                    known = best._replace(
                        identifier=f"ror:{other.ror}", kind=DERIVED, record=other, active=other.active
                    )
                    yield known._replace(country_agrees=True, city_agrees=True), own


def _told_apart(equal: list[Candidate], address: Address) -> Candidate | None:
    """Of bodies with one key the one whose name is printed letter by letter, else the only one that is active."""
    words, span = address.words, equal[0].span
    printed = address.text[words[span.first].start : words[span.last].end].casefold()
    verbatim = [c for c in equal if c.record and clean(c.record.name).casefold() == printed]
    if len(verbatim) == 1:
        return verbatim[0]
    same_place = all(c.located for c in equal)
    active = [c for c in equal if c.active]
    return active[0] if same_place and len(active) == 1 else None


def _own_candidates(span: Span, address: Address, gazetteer: Gazetteer) -> Iterator[Candidate]:
    beside = country_beside(address, span.first, span.last)
    for identifier in span.joint[:1] or span.gazetteer:
        organisation = gazetteer.entries[identifier].organisation
        agrees = country_agrees(organisation.country or "", beside, address)
        kind = ACRONYM if span.key in gazetteer.acronyms else DISPLAY
        # A company has offices abroad; a university or a ministry of another country is another one.
        abroad = organisation.sector is Sector.COMMERCIAL and kind != ACRONYM and len(span.gazetteer) == 1
        if agrees is not False or span.joint or abroad:
            city = bool(organisation.city) and address.names(key(organisation.city or ""))
            if not city and agrees is not True and _sits_elsewhere(organisation, span, address, gazetteer):
                continue
            yield Candidate(span, identifier, kind, bool(agrees), city, own=True, abroad=agrees is False)


def _ror_candidates(span: Span, address: Address, index: RorIndex) -> Iterator[Candidate]:
    beside = country_beside(address, span.first, span.last)
    for posting in span.ror.postings[:MOST_NAMESAKES] if span.ror else ():
        record = index.record(posting.number)
        agrees = country_agrees(record.country or record.guess, beside, address)
        if agrees is not False:
            city = bool(record.city) and address.names(key(record.city))
            # "University of Wisconsin" is the system only where no campus fits better.
            is_system = record.name.endswith(" System") and "system" not in span.key
            kind = max(posting.kind, DERIVED) if is_system else posting.kind
            yield Candidate(
                span, f"ror:{record.ror}", kind, bool(agrees), city, own=False, active=record.active, record=record
            )


def _sits_elsewhere(organisation: Organisation, span: Span, address: Address, gazetteer: Gazetteer) -> bool:
    """Whether the cities that the string prints speak against the gazetteer's organisation of that name.

    A city abroad does, but for companies; and any other city does for a unit named without the body it belongs
    to ("Institute of Computing Technology, Poznan"), for there are many of that name.
    """
    if organisation.sector is Sector.COMMERCIAL:
        return False
    if address.seat and organisation.country and not agree(address.seat, organisation.country):
        return True
    return bool(address.cities) and _is_bare_unit(organisation, span, gazetteer)


def _is_bare_unit(organisation: Organisation, span: Span, gazetteer: Gazetteer) -> bool:
    """Whether the words are those of a unit and tell nothing of the body that it belongs to."""
    words = set(span.key.split())
    parent = gazetteer.organisation(organisation.parent or "")
    if parent is None or span.key.split()[0] not in UNITS or not SCHOOLS.isdisjoint(words):
        return False
    return key(parent.name) not in span.key and not any(
        k in words for k in gazetteer.acronyms if parent.id in gazetteer.by_key.get(k, ())
    )


def _is_likely(best: Candidate, alone: bool, address: Address, tables: Tables) -> bool:
    span, index = best.span, tables.index
    position = Position(span, address)
    whole = span.size == len(address.words)
    if any(h.first <= span.first and span.last <= h.last for h in address.hits) or _tears_country(span, address):
        return False
    if best.kind == ACRONYM:
        if span.key in NO_BODY:
            return False
        # ROR lists few of those that share an acronym: its own must sit in the city printed.
        located = best.located if best.own or (alone and span.size > 1) else best.city_agrees
        fills = position.fills_part or (located and position.fills_part_but_place)
        if whole or (len(span.key) >= SHORTEST_ACRONYM and fills and located):
            return True
        if best.own and located and position.heads_force_unit and _is_military(best, tables):
            return True
        return best.own and alone and span.key in tables.gazetteer.alone and _is_set_apart(span, address)
    if best.own:
        fills = span.size > 1 or position.heads_company or (best.located and position.fills_part_but_place)
        return fills and not position.is_torn
    if position.crosses_badly(strong=best.kind <= LABEL) or position.is_qualified:
        return False
    return _is_telling(best, alone or whole, whole, address, index)


def _is_military(candidate: Candidate, tables: Tables) -> bool:
    organisation = tables.gazetteer.organisation(candidate.identifier)
    return organisation is not None and organisation.sector is Sector.MILITARY


def _tears_country(span: Span, address: Address) -> bool:
    """Whether a name takes in a part of a country's: "Manchester United" out of "Manchester, United Kingdom"."""
    inside = [h for h in address.hits if h.first <= span.last < h.last or h.first < span.first <= h.last]
    return any(address.words[h.first].segment != address.words[span.first].segment for h in inside) or any(
        h.first < span.first for h in inside
    )


def _is_set_apart(span: Span, address: Address) -> bool:
    """Whether an acronym stands so that it can only be a body: a part of its own, or with a unit of it."""
    word = address.words[span.first]
    printed = address.text[word.start : word.end]
    position = Position(span, address)
    if sum(c.islower() for c in printed) > 1 or position.is_bracketed:
        return False
    return position.fills_part or position.ends_after_of or position.heads_unit


def _is_telling(best: Candidate, alone: bool, whole: bool, address: Address, index: RorIndex | None) -> bool:
    """Whether a name of ROR tells enough to be taken for the organisation."""
    span, entry, record = best.span, best.span.ror, best.record
    if entry is None or record is None:
        return False
    if span.size == 1 and (entry.weight < SINGLE_WORD or not _is_set_in_place(best, address)):
        return False
    if record.city and not best.city_agrees and _is_of_saint(span):
        return False
    if _is_of_common_words(span) and not _is_common_here(best, whole, address):
        return False
    if alone and _is_long_part(best, address):
        return True
    if entry.rarest < GENERIC and not best.city_agrees:
        return False
    if best.kind == HALF:
        return best.city_agrees
    if best.kind == DERIVED or "company" in record.types:
        return best.located and (best.kind <= LABEL or "university" in span.key or _is_set_in_place(best, address))
    if best.located or whole or (alone and _is_echoed(span, address, index)):
        return best.located or alone
    if not alone or (best.kind in (LABEL, ALIAS) and entry.rarest < RARE_WORD):
        return False  # a translation into common words: "Graduate School of Engineering"
    if best.kind == DISPLAY and not (address.hits or address.cities) and _is_whole_school(span, address):
        return True
    if record.country or record.guess:
        words = span.key.split()
        return entry.weight >= (COMMON_NAME if not SCHOOLS.isdisjoint(words) else LONG_NAME)
    return entry.rarest >= RARE_WORD or entry.weight >= LONG_NAME


def _is_set_in_place(best: Candidate, address: Address) -> bool:
    """Whether a name is all of its part, but for where its bearer sits."""
    position = Position(best.span, address)
    if best.record and is_company(best.record) and position.fills_part_of_company and len(position.following(2)) == 1:
        return True  # of longer names ROR has companies of their own: their sector is told, and no more
    return position.fills_part or (best.located and position.fills_part_but_place)


def _is_long_part(best: Candidate, address: Address) -> bool:
    """Whether a name that is all of its part is long enough to be taken though nothing tells where its bearer sits.

    A company's name with the form of one, a university's though ROR has no address of it, and any name of ROR's own
    that carries more.
    """
    span, entry, record = best.span, best.span.ror, best.record
    position = Position(span, address)
    if entry is None or record is None or best.kind in (LABEL, HALF) or not position.fills_part:
        return False
    words = span.key.split()
    if words[0] in UNITS:
        return False
    if best.kind == DERIVED and not (record.country or record.guess) and entry.weight >= LONG_NAME:
        return True
    if best.kind == DERIVED:
        follows = {w.word for w in address.words[span.last + 1 : span.last + 2]}
        return entry.weight >= FILLING_NAME and not COMPANY_FORMS.isdisjoint({*follows, words[-1]})
    if not (record.country or record.guess):
        return best.kind == DISPLAY and not _HIGHER.isdisjoint(words) and entry.weight >= FILLING_NAME
    return entry.weight >= (FILLING_NAME if best.kind == DISPLAY else FILLING_BYNAME)


def _is_of_saint(span: Span) -> bool:
    """Whether a saint is all that a name tells: there is a St. Luke's Hospital in every other city."""
    words = span.key.split()
    return words[0] == "saint" and len(words) == SAINTLY and words[-1] in {*SCHOOLS, "hospital"}


def _is_common_here(best: Candidate, whole: bool, address: Address) -> bool:
    """Whether place and printing tell whose a name of common words is: "Science Branch" may end a longer name."""
    if best.located:
        return best.city_agrees or Position(best.span, address).starts_part
    return whole and best.kind == DISPLAY


def _is_of_common_words(span: Span) -> bool:
    words = span.key.split()
    return len(words) <= MOST_COMMON and _COMMON.issuperset(words)


def _is_whole_school(span: Span, address: Address) -> bool:
    """Whether a school's or an institute's name is all of its part, but for a unit of it: no piece of a longer."""
    position = Position(span, address)
    alone = position.fills_part or (position.starts_part and not _UNITS_BEHIND.isdisjoint(position.following(1)))
    return alone and not (SCHOOLS | _INSTITUTES).isdisjoint(span.key.split())


def _is_echoed(span: Span, address: Address, index: RorIndex | None) -> bool:
    """Whether a telling word of the name follows in the rest of the string, where the city is printed."""
    after = {w.word for w in address.words[span.last + 1 :] if w.segment != address.words[span.last].segment}
    for word in after.intersection(span.key.split()):
        entry = index.get("words", word) if index else None
        if entry and entry.rarest >= TELLING_WORD:
            return True
    return False

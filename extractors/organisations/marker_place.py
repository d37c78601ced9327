"""Where an organisation was when it wrote a paper: as printed, else its institute's site, else its seat."""

import re
from collections.abc import Sequence
from dataclasses import replace

from citetrail.records.organisations import Organisation, OrganisationMatch, Place
from citetrail.records.vocabulary import PlaceBasis, Precision
from extractors.organisations.address import Address, agree, read_address
from extractors.organisations.countries import Countries
from extractors.organisations.name_tokens import key
from extractors.organisations.places import City, Places, distance
from extractors.organisations.printed_place import CITY_STATES, NameSpan, PrintedPlace, printed_place

_PRINTED_AS = re.compile(r"printed as “(.{1,4000}?)”", re.S)
# A campus that the address calls by its city's name lies this near the city's middle.
_SAME_CITY_KM = 25.0


def placed(
    raw: str, matches: Sequence[OrganisationMatch], countries: Countries, places: Places
) -> tuple[OrganisationMatch, ...]:
    """The matches of one affiliation string, each with its place; their `country` is the place's."""
    address = read_address(raw, countries)
    names = [_name_in(address, m) for m in matches]
    found = []
    for index, (match, name) in enumerate(zip(matches, names, strict=True)):
        others = [n for i, n in enumerate(names) if n is not None and i != index and n != name]
        place = place_of(match, printed_place(address, places, name, others))
        found.append(replace(match, country=place.country, place=place))
    return tuple(found)


def place_of(match: OrganisationMatch, printed: PrintedPlace) -> Place:
    """The place of a match, from what the string prints and what is known of its institute and organisation.

    A country without a city has no coordinates: its middle is not where anybody is. What is known of the
    organisation fills in the city only where it lies in the country that is printed.
    """
    known = [(match.unit, PlaceBasis.SITE), (match.organisation, PlaceBasis.SEAT)]
    homes = [(o, basis) for o, basis in known if o is not None]
    if printed.city is not None:
        return _at(printed.city, printed.country, [o for o, _ in homes])
    for organisation, basis in homes:
        if organisation.country and _may_be_in(organisation.country, printed.country):
            home = _home(organisation, basis)
            if home.city or not printed.country:
                return home
    country = printed.country or match.country
    basis = PlaceBasis.PRINTED if printed.country or not match.organisation else PlaceBasis.SEAT
    return Place(country, None, None, None, Precision.COUNTRY if country else Precision.NONE, basis)


def _may_be_in(home: str, printed: str | None) -> bool:
    """Whether an organisation at home there may print this country: Macau prints China too."""
    return printed is None or home == printed or (agree(home, printed) and printed not in CITY_STATES)


def _home(organisation: Organisation, basis: PlaceBasis) -> Place:
    exact = organisation.precision in (Precision.SITE, Precision.CITY)
    lat, lng = (organisation.lat, organisation.lng) if exact else (None, None)
    precision = organisation.precision if exact else Precision.COUNTRY
    return Place(organisation.country, organisation.city if exact else None, lat, lng, precision, basis)


def _at(city: City, country: str | None, homes: Sequence[Organisation]) -> Place:
    """The printed city; under the name and at the point of a known site there, so that one place is one marker."""
    for home in homes:
        if home.precision not in (Precision.SITE, Precision.CITY) or home.lat is None or home.lng is None:
            continue
        same_name = bool(home.city) and key(home.city or "") == key(city.name)
        near = distance(home.lat, home.lng, city.lat, city.lng) <= _SAME_CITY_KM
        if home.city and near and (same_name or (home.country == city.country and _is_known_as(home.city, city))):
            return Place(home.country, home.city, home.lat, home.lng, home.precision, PlaceBasis.PRINTED)
    return Place(country or city.country, city.name, city.lat, city.lng, Precision.CITY, PlaceBasis.PRINTED)


def _is_known_as(name: str, city: City) -> bool:
    """Whether one name begins the other: "New York" and "New York City"."""
    one, other = key(name), key(city.name)
    return one.startswith(f"{other} ") or other.startswith(f"{one} ")


def _name_in(address: Address, match: OrganisationMatch) -> NameSpan | None:
    """The words under which a match was found; None where it was told otherwise."""
    found = _PRINTED_AS.search(match.explanation)
    wanted = key(found[1]).split() if found else []
    # "Google Zurich" is Google's name with the place of a branch behind it; an institute's own site is known.
    own = key(match.organisation.name).split() if match.organisation and match.unit is None else []
    length = len(own) if own and wanted[: len(own)] == own else len(wanted)
    words = [w.word for w in address.words]
    for first in range(len(words) - len(wanted) + 1 if wanted else 0):
        if words[first : first + len(wanted)] == wanted:
            return NameSpan(first, first + length - 1)
    return None

"""Whether the gazetteer's coordinates lie where its countries and cities say."""

from collections.abc import Iterator

from citetrail.records.vocabulary import Precision
from extractors.organisations.countries import Countries
from extractors.organisations.gazetteer import Gazetteer, GazetteerEntry
from extractors.organisations.places import Places, distance

# A campus lies at the edge of its city at most; and almost everywhere some town is nearer than this.
FARTHEST_FROM_CITY = 60.0
FARTHEST_FROM_ANY_CITY = 250.0


def misplaced(gazetteer: Gazetteer, places: Places, countries: Countries) -> list[str]:
    """What is wrong with the places of the gazetteer, a line each, beginning with file and line."""
    return [f"{e.line}: {fault}" for e in gazetteer.entries.values() for fault in _faults(e, places, countries)]


def _faults(entry: GazetteerEntry, places: Places, countries: Countries) -> Iterator[str]:
    found = entry.organisation
    if found.country is None or found.country not in countries.known:
        yield f"country {found.country!r} is none"
        return
    if found.lat is None or found.lng is None:
        return
    if found.city and found.precision is not Precision.COUNTRY:
        named = places.cities(found.city, found.country)
        away = min((distance(found.lat, found.lng, c.lat, c.lng) for c in named), default=None)
        if away is not None and away <= FARTHEST_FROM_CITY:
            return
        if away is not None:
            yield f"{found.lat}, {found.lng} is {away:,.0f} km from {found.city}"
    if places.nearest(found.lat, found.lng, found.country) > FARTHEST_FROM_ANY_CITY:
        yield f"{found.lat}, {found.lng} is over {FARTHEST_FROM_ANY_CITY:.0f} km from any city of {found.country}"

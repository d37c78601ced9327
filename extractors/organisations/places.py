"""Coordinates of cities and countries, from GeoNames (CC BY 4.0)."""

import bisect
import math
import re
from array import array
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from citetrail.paths import ORGANISATIONS
from citetrail.records.vocabulary import Precision
from extractors.organisations.name_tokens import STOP, fold, key

# Cities of 15,000 people and more, and in which rows of that table a name stands; `compile_places` writes both.
CITIES = ORGANISATIONS / "cities.tsv"
CITY_NAMES = ORGANISATIONS / "city_names.tsv"
# A point for each country as a whole, from those cities; written by it too.
CENTRES = ORGANISATIONS / "country_centres.tsv"
# A city named without its country is meant when it has this many times the people of its next namesake.
_OUTSHINES = 5
# Bytes of the table of names that are searched as one: some forty lines.
BLOCK = 1_000
_EARTH_KM = 6_371.0


class City(NamedTuple):
    name: str
    country: str
    lat: float
    lng: float
    people: int
    region: str = ""  # GeoNames' first-level division: in the United States the letters of the state


class Places:
    """Cities by the keys of their names.

    `text`: a line for each city, its name, country, latitude, longitude, people, region and, parted by "|", the keys
    of its names, each parted from the next by a tab. A row is taken apart when it is asked for: hardly any ever is,
    and 34,000 strings would leave holes in memory.
    """

    def __init__(self, text: bytes, names: bytes | None = None, centres: Iterable[str] = ()) -> None:
        """`names` and `centres` are what `table_of_names` and `table_of_centres` make of the rows, where known."""
        self._text = text
        self._starts = array("I", chain([0], map(re.Match.end, re.finditer(b"\n", text))))
        # Searched as it stands: a dictionary of 97,000 names takes 13 MB and a tenth of a second in each process.
        # Each line stands between two line ends, the first too.
        self._names = b"\n" + (table_of_names(text.decode().split("\n")) if names is None else names)
        self._blocks, self._first_names = _blocks(self._names)
        self._rows_of = lru_cache(maxsize=8_192)(self._search)
        self._centres: dict[str, tuple[float, float] | None] = {}
        for country, lat, lng in (line.split("\t") for line in centres):
            self._centres[country] = (float(lat), float(lng))
        self._lines_of: dict[bytes, list[bytes]] = {}  # by country, once one is asked for
        self._cities: dict[str, list[City]] = {}  # of the countries that were asked for

    def _row(self, number: int) -> list[str]:
        return self._text[self._starts[number] : self._starts[number + 1] - 1].decode().split("\t")

    def _search(self, name_key: str) -> tuple[int, ...]:
        """The numbers of the rows with that key: a few lines of the table of names are searched, found by halving."""
        wanted = name_key.encode()
        block = bisect.bisect_right(self._first_names, wanted) - 1
        if block < 0:
            return ()
        line = b"\n%s\t" % wanted
        at = self._names.find(line, self._blocks[block], self._blocks[block + 1])
        if at < 0:
            return ()
        start = at + len(line)
        return tuple(map(int, self._names[start : self._names.index(b"\n", start)].split()))

    def _named(self, name_key: str) -> list[City]:
        """The cities that a key may mean, the most people first."""
        return sorted((_city(self._row(n)) for n in self._rows_of(name_key)), key=lambda city: -city.people)

    def _lines(self, country: str) -> list[bytes]:
        if not self._lines_of:
            for line in filter(None, self._text.split(b"\n")):
                self._lines_of.setdefault(line.split(b"\t", 2)[1], []).append(line)
        return self._lines_of.get(country.encode(), [])

    def _cities_of(self, country: str) -> list[City]:
        if country not in self._cities:
            self._cities[country] = [_city(line.decode().split("\t")) for line in self._lines(country)]
        return self._cities[country]

    def city(self, name: str, country: str | None = None) -> City | None:
        """The largest city of that name in the country; without a country, the one meant by the name alone."""
        found = self._named(key(name))
        if country:
            found = [c for c in found if c.country == country]
            return found[0] if found else None
        if len(found) > 1 and found[0].people < _OUTSHINES * found[1].people:
            return None
        return found[0] if found else None

    def cities(self, name: str, country: str) -> list[City]:
        """All cities of that name in the country."""
        return [c for c in self._named(key(name)) if c.country == country]

    def alone(self, name_key: str) -> City | None:
        """The city that a name's key means by itself; None when it may be several."""
        found = self._named(name_key)
        # "Monterey" is that of California, though Monterrey is printed so too.
        found = [c for c in found if key_of_place(c.name) == name_key] or found
        others = [c for c in found[1:] if c.country != found[0].country]
        if others and found[0].people < _OUTSHINES * others[0].people:
            return None
        return found[0] if found else None

    def named(self, name_key: str, country: str) -> list[City]:
        """The cities of the country that a name's key may mean, the largest first."""
        return [c for c in self._named(name_key) if c.country == country]

    def is_city(self, name_key: str) -> bool:
        """Whether a name's key is that of some city."""
        return bool(self._rows_of(name_key))

    def country_of(self, name_key: str) -> str | None:
        """The country of the city that a name's key means by itself; None when it may be several."""
        found = self.alone(name_key)
        return found.country if found else None

    def centre(self, country: str) -> tuple[float, float] | None:
        """A point for a country as a whole: the mean of its cities, weighed by their people."""
        if country not in self._centres:
            self._centres[country] = self._mean(country)
        return self._centres[country]

    def _mean(self, country: str) -> tuple[float, float] | None:
        people = 0
        lat = lng = 0.0
        # Of each row three columns: thousands of rows need not become records for one mean.
        for line in self._lines(country):
            _, _, row_lat, row_lng, row_people, _ = line.split(b"\t", 5)
            weight = int(row_people) or 1
            people += weight
            lat += float(row_lat) * weight
            lng += float(row_lng) * weight
        return (lat / people, lng / people) if people else None

    def nearest(self, lat: float, lng: float, country: str) -> float:
        """Kilometres from a point to the nearest city of the country; infinite when none is known."""
        cities = self._cities_of(country)
        # A degree of latitude is 111 km: what is farther north or south than the best so far need not be measured.
        best = math.inf
        for city in cities:
            if abs(city.lat - lat) * 111 < best:
                best = min(best, distance(lat, lng, city.lat, city.lng))
        return best

    def locate(self, city: str | None, country: str | None) -> tuple[float | None, float | None, Precision]:
        """Coordinates and their precision: the city's, else the country's, marked so."""
        found = self.city(city, country) if city else None
        if found:
            return found.lat, found.lng, Precision.CITY
        centre = self.centre(country) if country else None
        return (*centre, Precision.COUNTRY) if centre else (None, None, Precision.NONE)


def table_of_names(rows: Iterable[str]) -> bytes:
    """A line for each key of `rows`, sorted by its bytes: the key, a tab, the numbers of its rows, blanks between."""
    numbers: dict[bytes, list[str]] = {}
    for number, row in enumerate(rows):
        for name_key in filter(None, row.rpartition("\t")[2].split("|")):
            numbers.setdefault(name_key.encode(), []).append(str(number))
    return b"".join(b"%s\t%s\n" % (k, " ".join(own).encode()) for k, own in sorted(numbers.items()))


def table_of_centres(rows: Iterable[str]) -> list[str]:
    """A row for each country of `rows`, in the order of their codes: the code, latitude, longitude, tabs between.

    To walk a country's thousands of cities for one mean costs each process a tenth of what it resolves in a second.
    """
    lines = list(rows)
    places, countries = Places(text_of(lines)), sorted({row.split("\t", 2)[1] for row in lines})
    centres = ((country, places.centre(country)) for country in countries)
    return [f"{country}\t{found[0]!r}\t{found[1]!r}" for country, found in centres if found]


def text_of(rows: Iterable[str]) -> bytes:
    """The rows as `Places` wants them."""
    return "".join(f"{row}\n" for row in rows).encode()


def _blocks(names: bytes) -> tuple["array[int]", list[bytes]]:
    """Where blocks of whole lines begin, at the line end before each, and the end of the last; their first keys."""
    starts = array("I")
    firsts: list[bytes] = []
    at = 0
    while 0 <= at < len(names) - 1:
        starts.append(at)
        firsts.append(names[at + 1 : names.index(b"\t", at)])
        at = names.find(b"\n", at + BLOCK, len(names) - 1)
    starts.append(len(names))
    return starts, firsts


def _city(row: Sequence[str]) -> City:
    name, country, lat, lng, people, region, _ = row
    return City(name, country, float(lat), float(lng), int(people), region)


def key_of_place(name: str) -> str:
    """`text.key`, several times faster for the plain names that most cities have."""
    words = name.split()
    if not all(w.isascii() and w.isalpha() for w in words):
        return key(name)
    return " ".join(w for w in map(fold, words) if w not in STOP)


def distance(lat: float, lng: float, other_lat: float, other_lng: float) -> float:
    """Kilometres between two points on a sphere (haversine)."""
    a, b = math.radians(lat), math.radians(other_lat)
    half = math.sin((b - a) / 2) ** 2
    half += math.cos(a) * math.cos(b) * math.sin(math.radians(other_lng - lng) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


@lru_cache(maxsize=1)
def open_places() -> Places:
    """The places; read once a process."""
    _source, _, text = CITIES.read_bytes().partition(b"\n")
    return Places(text, CITY_NAMES.read_bytes(), CENTRES.read_text(encoding="ascii").splitlines())

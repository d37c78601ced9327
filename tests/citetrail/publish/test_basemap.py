"""What lies in a country, and what lies near one, whichever of its parts are looked at closely."""

import itertools
import math

from hypothesis import given
from hypothesis import strategies as st

from citetrail.publish.basemap import Country, _in_ring, _to_segment, countries

# On both sides of the 180th meridian, of many islands, with a hole.
CODES = ("FJ", "RU", "ID", "ZA", "DE", "NZ")
KM = 40.0


def lies_in(country: Country, lng: float, lat: float) -> bool:
    return any(
        _in_ring(polygon[0], x, lat) and not any(_in_ring(hole, x, lat) for hole in polygon[1:])
        for polygon in country.polygons
        for x in (lng, lng + 360, lng - 360)
    )


def nearest(country: Country, lng: float, lat: float) -> float:
    rings = [ring for polygon in country.polygons for ring in polygon]
    return min(
        _to_segment(x, lat, one, other, math.cos(math.radians(lat)))
        for ring in rings
        for one, other in itertools.pairwise(ring)
        for x in (lng, lng + 360 if lng < 0 else lng - 360)
    )


@st.composite
def places(draw: st.DrawFn) -> tuple[Country, float, float]:
    """Anywhere, or beside some point of the country's border."""
    country = countries()[draw(st.sampled_from(CODES))]
    if draw(st.booleans()):
        return country, draw(st.floats(-180, 180)), draw(st.floats(-90, 90))
    lng, lat = draw(st.sampled_from(draw(st.sampled_from(country.polygons))[0]))
    lng, lat = lng + draw(st.floats(-1, 1)), lat + draw(st.floats(-1, 1))
    return country, (lng + 180) % 360 - 180, max(-90.0, min(90.0, lat))


@given(places())
def test_every_part_that_matters_is_looked_at(place: tuple[Country, float, float]) -> None:
    country, lng, lat = place
    assert country.contains(lng, lat) is lies_in(country, lng, lat)
    assert country.is_near(lng, lat, KM) is (nearest(country, lng, lat) <= KM)

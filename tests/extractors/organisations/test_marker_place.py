"""Where an organisation was: as printed, else where its institute is, else its seat; never a country's middle."""

from dataclasses import replace
from typing import Any

import pytest

from citetrail.paths import RULES
from citetrail.records.organisations import Organisation, OrganisationMatch, Place
from citetrail.records.vocabulary import MatchMethod, PlaceBasis, Precision
from extractors.organisations.countries import Countries, open_countries
from extractors.organisations.marker_place import placed
from extractors.organisations.places import Places, open_places

# Invented organisations at real cities.
KILN = Organisation("ct:kiln", "Kiln Works", "DE", "Walldorf", 49.3, 8.64, Precision.CITY)
OPTICS = Organisation("ct:optics", "Optics Institute", "CN", "Hefei", 31.86, 117.28, Precision.CITY)
COAST = Organisation("ct:coast", "Coast University of Hong Kong", "HK", "Hong Kong", 22.28, 114.17, Precision.CITY)
HILLS = Organisation("ct:hills", "University of Washington", "US", "Seattle", 47.6, -122.3, Precision.CITY)
CENTROID = Organisation("ct:vague", "Vague Works", "FR", None, 46.6, 2.5, Precision.COUNTRY)


@pytest.fixture(scope="module")
def tables() -> tuple[Countries, Places]:
    return open_countries(RULES), open_places()


def match(organisation: Organisation | None, printed: str = "", **more: Any) -> OrganisationMatch:
    """A match as the resolver tells it."""
    told = f"printed as “{printed}”" if printed else "e-mail domain"
    return OrganisationMatch(organisation, MatchMethod.GAZETTEER, 1.0, explanation=told, **more)


def where(tables: tuple[Countries, Places], raw: str, *matches: OrganisationMatch) -> list[Place]:
    return [m.place for m in placed(raw, matches, *tables) if m.place]


@pytest.mark.parametrize(
    ("raw", "city", "country"),
    [
        ("Kiln Works Research and Innovation Singapore, Kiln Works Asia Pte Ltd", "Singapore", "SG"),
        ("Kiln Works R&D Center Singapore", "Singapore", "SG"),
        ("Kiln Works Hong Kong", "Hong Kong", "HK"),
        ("Kiln Works, Shatin, Hong Kong, China", "Hong Kong", "HK"),
        ("Kiln Works, Zurich", "Zürich", "CH"),
        ("Kiln Works, Xi'an 710071, Shaanxi, P.R. China", "Xi’an", "CN"),
        ("Kiln Works AI Center Cambridge, UK", "Cambridge", "GB"),
        ("Kiln Works, Cambridge, MA 02139", "Cambridge", "US"),
        ("Kiln Works, Toronto AI Lab", "Toronto", "CA"),
        ("Kiln Works, Haidian District, Beijing 100871, China", "Beijing", "CN"),
        ("Kiln Works, 7-3-1 Hongo, Bunkyo-ku, Tokyo, Japan", "Tokyo", "JP"),
        ("Kiln Works, Campinas, São Paulo, Brazil", "Campinas", "BR"),
        ("Kiln Works, D-80333 München, Germany", "Munich", "DE"),
    ],
)
def test_the_printed_city_and_country_win(
    raw: str, city: str, country: str, tables: tuple[Countries, Places]
) -> None:
    (found,) = where(tables, raw, match(KILN, "Kiln Works"))
    assert (found.city, found.country, found.basis) == (city, country, PlaceBasis.PRINTED)
    assert found.precision is Precision.CITY
    assert found.lat is not None


def test_two_cambridges_are_two_places(tables: tuple[Countries, Places]) -> None:
    one, other = (
        where(tables, f"Kiln Works, Cambridge, {state}", match(KILN, "Kiln Works"))[0] for state in ("UK", "MA")
    )
    assert (one.country, other.country) == ("GB", "US")
    assert one.lat != other.lat


@pytest.mark.parametrize("raw", ["Kiln Works, Sweden", "Kiln Works Research (USA)"])
def test_a_country_without_a_city_has_no_coordinates(raw: str, tables: tuple[Countries, Places]) -> None:
    """Neither the middle of the country nor the city of the seat elsewhere."""
    (found,) = where(tables, raw, match(KILN, "Kiln Works"))
    assert (found.city, found.lat, found.lng, found.precision) == (None, None, None, Precision.COUNTRY)
    assert found.country in ("SE", "US")


def test_the_seat_fills_in_only_where_it_lies_in_the_printed_country(tables: tuple[Countries, Places]) -> None:
    for raw in ("Kiln Works", "Kiln Works, Germany"):
        (found,) = where(tables, raw, match(KILN, "Kiln Works"))
        assert (found.city, found.basis) == ("Walldorf", PlaceBasis.SEAT), raw
    (found,) = where(tables, "Vague Works", match(CENTROID, "Vague Works"))
    assert (found.country, found.lat, found.precision) == ("FR", None, Precision.COUNTRY)


def test_the_institute_that_is_named_comes_before_the_seat(tables: tuple[Countries, Places]) -> None:
    (found,) = where(tables, "Optics Institute", match(KILN, "Optics Institute", unit=OPTICS))
    assert (found.city, found.country, found.basis) == ("Hefei", "CN", PlaceBasis.SITE)
    (found,) = where(tables, "Optics Institute, Lyon, France", match(KILN, "Optics Institute", unit=OPTICS))
    assert (found.city, found.basis) == ("Lyon", PlaceBasis.PRINTED)


def test_a_place_in_a_name_is_not_where_it_is(tables: tuple[Countries, Places]) -> None:
    (found,) = where(tables, "University of Washington", match(HILLS, "University of Washington"))
    assert (found.city, found.basis) == ("Seattle", PlaceBasis.SEAT)
    name = "Coast University of Hong Kong"
    (found,) = where(tables, f"{name}, Shenzhen", match(COAST, name))
    assert (found.city, found.country) == ("Shenzhen", "CN")
    (found,) = where(tables, f"{name}, China", match(COAST, name))
    assert (found.city, found.country) == ("Hong Kong", "HK"), "the larger state is printed as well"


def test_each_organisation_of_a_string_has_its_own_place(tables: tuple[Countries, Places]) -> None:
    raw = "Kiln Works, Hangzhou, China and Optics Institute, Singapore"
    first, second = where(tables, raw, match(KILN, "Kiln Works"), match(OPTICS, "Optics Institute"))
    assert (first.city, second.city) == ("Hangzhou", "Singapore")
    raw = "Kiln Works, Optics Institute, Lyon, France"
    first, second = where(tables, raw, match(KILN, "Kiln Works"), match(OPTICS, "Optics Institute"))
    assert (first.city, first.basis) == ("Walldorf", PlaceBasis.SEAT), "the city after another name is the other's"
    assert second.city == "Lyon"


@pytest.mark.parametrize(
    ("raw", "country"),
    [
        ("Kiln Works America", "US"),
        ("Kiln Works Research America, Inc.", "US"),
        ("Kiln Works US Research Lab", "US"),
        ("Kiln Works Laboratories of America", "US"),
        ("Kiln Works AI Lab, America", "US"),
        ("Kiln Works America B.V.", "US"),
        ("Kiln Works Asia Pacific", None),
        ("Kiln Works Research Africa", None),
        ("Kiln Works North America", None),
    ],
)
def test_a_branch_that_is_called_by_a_part_of_the_world_is_at_no_seat_elsewhere(
    raw: str, country: str | None, tables: tuple[Countries, Places]
) -> None:
    (found,) = where(tables, raw, match(KILN, "Kiln Works"))
    assert (found.country, found.city, found.lat, found.basis) == (country, None, None, PlaceBasis.PRINTED)


def test_a_seat_in_the_part_of_the_world_that_is_printed_stays(tables: tuple[Countries, Places]) -> None:
    (found,) = where(tables, "Kiln Works Europe", match(KILN, "Kiln Works"))
    assert (found.city, found.basis) == ("Walldorf", PlaceBasis.SEAT)
    (found,) = where(tables, "Kiln Works America", match(KILN, "Kiln Works America", unit=HILLS))
    assert (found.city, found.basis) == ("Seattle", PlaceBasis.SITE), "an institute of its own there is known"


@pytest.mark.parametrize(
    "raw", ["Kiln Works Center for Africa Studies", "Kiln Works, let us see", "Kiln Works for us"]
)
def test_words_that_only_hold_a_part_of_the_world_call_no_branch(raw: str, tables: tuple[Countries, Places]) -> None:
    (found,) = where(tables, raw, match(KILN, "Kiln Works"))
    assert (found.city, found.basis) == ("Walldorf", PlaceBasis.SEAT)


@pytest.mark.parametrize(
    ("raw", "city", "country"),
    [
        ("University of Washington, Monterey", "Monterey", "US"),  # 28,000 people
        ("University of Washington, Princeton", None, "US"),  # several at home: not the seat either
        ("University of Washington, Lannion", "Lannion", "FR"),  # none at home
    ],
)
def test_a_town_that_ends_the_string_wins_over_the_seat_whatever_its_size(
    raw: str, city: str | None, country: str, tables: tuple[Countries, Places]
) -> None:
    (found,) = where(tables, raw, match(HILLS, "University of Washington"))
    assert (found.city, found.country, found.basis) == (city, country, PlaceBasis.PRINTED)


@pytest.mark.parametrize(
    "raw", ["Noise Laboratory, Kiln Technologies Co., Ltd.", "Mobile, Sensing and Systems Laboratory", ""]
)
def test_words_that_are_no_address_are_no_city(raw: str, tables: tuple[Countries, Places]) -> None:
    (found,) = where(tables, raw, match(None))
    assert (found.city, found.country, found.precision) == (None, None, Precision.NONE)


def test_one_city_is_one_place_whichever_way_it_is_told(tables: tuple[Countries, Places]) -> None:
    """A printed city takes name and point of the seat that lies in it: one marker, not two side by side."""
    home = replace(KILN, country="US", city="New York", lat=40.71, lng=-74.0)
    (printed,) = where(tables, "Kiln Works, New York City, NY, USA", match(home, "Kiln Works"))
    (seat,) = where(tables, "Kiln Works", match(home, "Kiln Works"))
    assert (printed.city, printed.lat, printed.lng) == (seat.city, seat.lat, seat.lng)


def test_the_country_of_the_match_is_that_of_its_place(tables: tuple[Countries, Places]) -> None:
    (found,) = placed("Kiln Works R&D Center Singapore", [match(KILN, "Kiln Works", country="DE")], *tables)
    assert found.place
    assert found.country == found.place.country == "SG"
    assert found.organisation
    assert found.organisation.country == "DE", "the seat is a second fact"


@pytest.mark.parametrize(
    ("printed", "city", "country"), [("Kiln Works Zurich", "Zürich", "CH"), ("Kiln Works USA", None, "US")]
)
def test_a_branch_that_is_a_name_of_its_owner_is_not_at_the_seat(
    printed: str, city: str | None, country: str, tables: tuple[Countries, Places]
) -> None:
    """The gazetteer knows it as another name of the organisation: its last word is a place all the same."""
    (found,) = where(tables, printed, match(KILN, printed))
    assert (found.city, found.country, found.basis) == (city, country, PlaceBasis.PRINTED)


def test_a_place_that_ends_the_organisations_own_name_is_not_where_it_is(tables: tuple[Countries, Places]) -> None:
    (found,) = where(tables, "University of Washington", match(HILLS, "University of Washington"))
    assert (found.city, found.basis) == ("Seattle", PlaceBasis.SEAT)


@pytest.mark.parametrize(
    ("raw", "city", "country"),
    [
        ("Georgia Kiln Institute, Metz, France", "Metz", "FR"),
        ("China Kiln Research, Singapore", "Singapore", "SG"),
        ("Kiln Institute, Beijing 100084 China, Kiln Laboratory, Boston, USA", "Beijing", "CN"),
        ("Kiln Institute, Hong Kong SAR, China", "Hong Kong", "HK"),
    ],
)
def test_a_country_that_begins_a_name_is_not_where_it_is(
    raw: str, city: str, country: str, tables: tuple[Countries, Places]
) -> None:
    (found,) = where(tables, raw, match(None))
    assert (found.city, found.country) == (city, country)

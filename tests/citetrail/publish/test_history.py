"""Who took part in a dataset's challenges, and what its makers did with it: in tables, report and map.

Covers: citetrail.publish.history_rows, citetrail.publish.history_tables, citetrail.publish.map_participants.
"""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from citetrail.publish.release import Publisher, publish
from tests.citetrail.publish import invented
from tests.citetrail.publish.conftest import PUBLISHER, InventedStore
from tests.citetrail.publish.invented import NASTY

OPENED = ("https://example.org/list", "2026-03-01", "yes", "Sextant … Sextant Ltd")
UNOPENED = ("https://example.org/other", "", "unconfirmed", "")
SOURCED = ("source", "checked_on", "confirmed", "source_words")
CHALLENGE = "Challenge at a conference"
PLACE = ("name", "country", "city", "lat", "lng")
SEXTANT = ("Sextant", "NO", "Bergen", "60.39", "5.32")
COMPANY = ("Example Vision GmbH", "DE", "Berlin", "52.52", "13.405")
NOBODY = ("", "", "", "", "")


def _write(path: Path, columns: tuple[str, ...], *rows: tuple[str, ...]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([columns, *rows])


@pytest.fixture
def beside(tmp_path: Path) -> Path:
    folder = tmp_path / "beside"
    folder.mkdir()
    columns = ("event", "team", "affiliation", "organisation", *PLACE, "won", "standing", *SOURCED)
    _write(
        folder / "participants.csv",
        columns,
        (CHALLENGE, "Compass", "Sextant Ltd", "", *SEXTANT, "yes", "1 of 3", *OPENED),
        (CHALLENGE, "Lamp", NASTY, "ct:company", *COMPANY, "", "2 of 3", *UNOPENED),
        (CHALLENGE, "Hidden", "", "", *NOBODY, "", "3 of 3", *OPENED),
    )
    _write(folder / "makers.csv", ("organisation", "name", *SOURCED), ("ct:company", "Example Vision GmbH", *OPENED))
    _write(
        folder / "makers_uses.csv",
        ("date", "title", "text", "members", "organisation", *SOURCED),
        ("2016-07-29", "The first paper", "It measures a baseline.", "example-faces", "Example", *OPENED),
        ("2021-02", "A demonstration", "It is shown again.", "example-faces|example-model", "Example", *UNOPENED),
    )
    return folder


def table(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_tables_say_who_took_part_and_what_was_opened(store: InventedStore, tmp_path: Path, beside: Path) -> None:
    made = store.publish(tmp_path / "out", beside=beside, provisional=True).path
    told = {row["team"]: row for row in table(made, "participants")}
    event = next(row["event_id"] for row in table(made, "events") if row["title"] == CHALLENGE)
    assert {row["event_id"] for row in told.values()} == {event}
    assert [told[t]["won"] for t in ("Compass", "Lamp", "Hidden")] == ["true", "false", "false"]
    assert [told[t]["source_confirmed"] for t in ("Compass", "Lamp", "Hidden")] == ["true", "false", "true"]
    assert (told["Hidden"]["name"], told["Hidden"]["precision"]) == ("", "none")
    assert told["Compass"]["source_words"] == "Sextant … Sextant Ltd"


def test_a_verified_release_says_of_nobody_what_nobody_opened(
    store: InventedStore, tmp_path: Path, beside: Path
) -> None:
    made = store.publish(tmp_path / "out", beside=beside).path
    assert {row["team"] for row in table(made, "participants")} == {"Compass", "Hidden"}
    elsewhere = {row["title"] for row in table(made, "makers_uses") if not row["paper_id"]}
    assert elsewhere == {"The first paper"}
    for name in ("report.html", "map.html", "map.geojson"):
        page = (made / name).read_text(encoding="utf-8")
        assert "A demonstration" not in page, name
        assert "Lamp" not in page, name


def test_the_makers_uses_are_their_papers_and_what_is_known_from_elsewhere(
    store: InventedStore, tmp_path: Path, beside: Path
) -> None:
    made = store.publish(tmp_path / "out", beside=beside, provisional=True).path
    told = table(made, "makers_uses")
    papers = {row["paper_id"] for row in told if row["paper_id"]}
    there = {row["paper_id"] for row in table(made, "affiliations") if row["organisation_id"] == "ct:company"}
    published = {r["paper_id"] for r in table(made, "papers") if r["use_status"] in ("verified", "provisional")}
    assert papers == there & published
    assert papers
    after = {row["title"]: row["after_dataset_withdrawal"] for row in told if not row["paper_id"]}
    assert after == {"The first paper": "false", "A demonstration": "true"}
    assert all(row["status"] for row in told if row["paper_id"])
    report = (made / "report.html").read_text(encoding="utf-8")
    section = report[report.index('id="makers"') :]
    assert (
        section.index("A demonstration") < section.index("Before the withdrawal") < section.index("The first paper")
    )


def test_a_use_whose_source_is_a_paper_of_the_release_is_told_once(
    store: InventedStore, tmp_path: Path, beside: Path
) -> None:
    made = store.publish(tmp_path / "first", beside=beside, provisional=True).path
    paper = next(row for row in table(made, "makers_uses") if row["paper_id"] and row["source"])
    again = ("2020", "The same", "It is used.", "example-faces", "Example", paper["source"], "", "unconfirmed", "")
    _write(beside / "makers_uses.csv", ("date", "title", "text", "members", "organisation", *SOURCED), again)
    told = table(store.publish(tmp_path / "second", beside=beside, provisional=True).path, "makers_uses")
    assert paper["paper_id"] in {row["paper_id"] for row in told}
    assert "The same" not in {row["title"] for row in told}


def test_geojson_tells_the_kinds_apart_and_keeps_one_type_a_property(
    store: InventedStore, tmp_path: Path, beside: Path
) -> None:
    made = store.publish(tmp_path / "out", beside=beside, provisional=True).path
    features = json.loads((made / "map.geojson").read_text(encoding="utf-8"))["features"]
    assert [f["id"] for f in features] == sorted({f["id"] for f in features})
    assert len({tuple(f["properties"]) for f in features}) == 1, "the same properties, in one order"
    kinds: dict[str, set[str]] = {}
    for feature in features:
        for name, value in feature["properties"].items():
            kinds.setdefault(name, set()).add(type(value).__name__)
    assert {name for name, found in kinds.items() if len(found - {"NoneType"}) > 1} == set()
    sextant = next(f for f in features if f["properties"]["name"] == "Sextant")
    assert sextant["geometry"]["coordinates"] == [5.32, 60.39]
    assert sextant["properties"]["kind"] == "participant"
    assert (sextant["properties"]["won"], sextant["properties"]["papers"]) == (1, 0)
    assert sextant["properties"]["challenges"] == CHALLENGE
    both = [f["properties"]["kind"] for f in features if f["properties"]["organisation_id"] == "ct:company"]
    assert sorted(set(both)) == ["participant", "user"], "who wrote papers and took part is there as both"


def test_the_report_lists_the_teams_in_each_language(store: InventedStore, tmp_path: Path, beside: Path) -> None:
    publisher = Publisher(PUBLISHER.name, PUBLISHER.corrections, languages=("de",))
    place = tmp_path / "out"
    about = {"provisional": True, "publisher": publisher, "beside": beside}
    made = publish(store.engine, store.documents, invented.TARGET, place, **about).path
    for name, first, unopened in (
        ("report.html", "ranked first", "nobody has opened this source"),
        ("report.de.html", "auf dem ersten Platz", "niemand hat diese Quelle geöffnet"),
    ):
        page = (made / name).read_text(encoding="utf-8")
        section = page[page.index('id="participants"') : page.index('id="makers"')]
        assert section.index("Sextant") < section.index(first) < section.index("Hidden")
        assert unopened in section
        assert "<script>alert" not in section


def test_without_the_tables_no_page_speaks_of_them(verified: Path) -> None:
    for name in ("report.html", "map.html"):
        page = (verified / name).read_text(encoding="utf-8")
        assert 'id="participants"' not in page
        assert 'data-sector="participant"' not in page
    assert table(verified, "participants") == table(verified, "makers_uses") == []


@pytest.mark.browser
def test_the_map_shows_participants_as_a_kind_of_their_own(
    store: InventedStore, tmp_path: Path, beside: Path, open_page: Callable[..., Any]
) -> None:
    made = store.publish(tmp_path / "out", beside=beside, provisional=True).path
    page = open_page(made / "map.html")
    assert page.locator("#summary").inner_text().endswith("· 2 challenge participants")
    page.get_by_role("button", name="Challenge participant", exact=True).click()
    assert page.evaluate("location.hash") == "#sector=participant"
    assert page.locator("#summary").inner_text() == "2 challenge participants"
    labels = sorted(m.get_attribute("aria-label") for m in page.locator(".marker").all())
    assert labels == ["Example Vision GmbH, Berlin: Challenge participant", "Sextant, Bergen: Challenge participant"]
    page.get_by_role("button", name="Sextant, Bergen").click()
    told = page.locator("#panel").inner_text()
    for part in ("Took part in a challenge", "Compass", "1 of 3", "ranked first", "Sextant Ltd"):
        assert part in told
    page.get_by_role("button", name="Example Vision GmbH, Berlin").click()
    assert "nobody has opened this source" in page.locator("#panel").inner_text()
    page.get_by_role("button", name="Its papers in this release").click()
    assert "Its papers in this release" not in page.locator("#panel").inner_text()
    page.get_by_role("button", name="Table").click()
    rows = page.locator("#table-body tr").all_inner_texts()
    assert len(rows) == 2
    assert all("Challenge participant" in row and "2017" in row for row in rows)


@pytest.mark.browser
@pytest.mark.parametrize(
    ("fragment", "shown"),
    [
        ("q=compass", "1 challenge participant"),
        ("sector=participant&from=2018", "Nothing matches these filters"),
        ("sector=participant&member=example-faces", "2 challenge participants"),
        ("sector=participant&status=verified", "Nothing matches these filters"),
        ("sector=participant&country=NO", "1 challenge participant"),
    ],
)
def test_filters_of_the_map_hold_for_participants_too(
    store: InventedStore, tmp_path: Path, beside: Path, open_page: Callable[..., Any], fragment: str, shown: str
) -> None:
    made = store.publish(tmp_path / "out", beside=beside, provisional=True).path
    page = open_page(made / "map.html", fragment)
    assert page.locator("#summary").inner_text() == shown

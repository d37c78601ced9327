"""Map, report and tables in a real browser, opened from disk with networking blocked.

Covers: citetrail.publish.page_files, citetrail.publish.rows_page.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from citetrail.store.engine import writing
from citetrail.store.tables import affiliations, claims, organisations
from tests.citetrail.publish.conftest import InventedStore
from tests.citetrail.publish.invented import NASTY

pytestmark = pytest.mark.browser
Open = Callable[..., Any]
SIZES = ((390, 844), (1440, 900))


def markers(page: Any) -> list[str]:
    return sorted(m.get_attribute("aria-label") for m in page.locator(".marker").all())


def test_the_map_shows_each_place_and_what_is_known_of_it(provisional: Path, open_page: Open) -> None:
    page = open_page(provisional / "map.html")
    assert markers(page) == [
        "Berlin: 2 papers, 2 organisations (Commercial, Academic)",
        "Example Naval Laboratory, Norfolk: 1 paper (Military)",
        "Example Vision GmbH, Singapore: 1 paper (Commercial)",
    ]
    assert page.locator("#summary").inner_text() == "5 papers · 6 organisations · 4 countries"
    beside = page.locator("#lost button")
    assert beside.inner_text() == "3 without a known city, not drawn on the map"
    beside.click()
    told = page.locator("#panel .organisation").all_inner_texts()
    assert any("Border Guard of Examplia" in t and "France" in t for t in told), "listed beside the map"
    assert len(told) == 3
    assert page.locator(".mark.military").count() == 2, "in the legend and on the map"


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_every_marker_is_in_sight_at_first(store: InventedStore, tmp_path: Path, open_page: Open, width: int) -> None:
    """Also those at the world's edges, east and west."""
    with writing(store.engine) as connection:
        far = update(organisations).where(organisations.c.id == "ct:navy")
        connection.execute(far.values(country="NZ", city="Dunedin", lat=-45.8742, lng=170.5036))
        mine = update(affiliations).where(affiliations.c.organisation_id == "ct:navy")
        connection.execute(mine.values(country="NZ", raw="Example Naval Laboratory, Dunedin"))
        west = {"country": "US", "city": "Honolulu", "lat": 21.3069, "lng": -157.8583}
        connection.execute(update(affiliations).where(affiliations.c.country == "SG").values(**west))
    page = open_page(store.publish(tmp_path / "out", provisional=True).path / "map.html", width=width)
    frame = page.locator("#map").bounding_box()
    shown = page.locator("#map .marker").all()
    assert shown
    for marker in shown:
        box = marker.bounding_box()
        assert frame["x"] <= box["x"]
        assert box["x"] + box["width"] <= frame["x"] + frame["width"]
        assert frame["y"] <= box["y"]
        assert box["y"] + box["height"] <= frame["y"] + frame["height"]


def test_a_map_without_anything_confirmed_says_so(undecided: Path, open_page: Open) -> None:
    page = open_page(undecided / "map.html")
    assert page.locator("#summary").inner_text() == "This release shows no organisation yet: nobody has confirmed one"
    assert markers(page) == []
    page = open_page(undecided / "report.html")
    assert "None in this release" in page.locator("main").inner_text()


def test_a_click_opens_the_organisation_with_papers_and_quotations(verified: Path, open_page: Open) -> None:
    page = open_page(verified / "map.html")
    page.get_by_role("button", name="Example Naval Laboratory").click()
    panel = page.locator("#panel")
    assert panel.locator("h2").inner_text() == "Example Naval Laboratory"
    told = panel.inner_text()
    for part in (
        "Military",
        "verified",
        "Norfolk, United States",
        "M3: defence laboratory",
        "Example List 2022-01-01",
        "the source was opened and says so",
    ):
        assert part in told
    assert panel.locator("blockquote").inner_text() == "ExampleNet features are used as they are."
    assert panel.locator("mark").inner_text() == "Example"
    assert "page 2" in panel.locator("figcaption, .where, p").filter(has_text="experiments").first.inner_text()
    source = panel.get_by_role("link", name="open the source")
    assert source.get_attribute("href") == "https://example.org/e.pdf#page=2"
    assert "org=ct:navy" in page.evaluate("location.hash")


def test_the_panel_says_where_nothing_but_an_unchecked_row_calls_it_military(
    store: InventedStore, tmp_path: Path, open_page: Open
) -> None:
    with writing(store.engine) as connection:
        mine = organisations.c.id == "ct:navy"
        connection.execute(update(organisations).where(mine).values(source_confirmed=False))
        sector = (claims.c.organisation_id == "ct:navy") & (claims.c.kind == "sector")
        connection.execute(update(claims).where(sector).values(state="open", decided_hash=""))
    page = open_page(store.publish(tmp_path / "out", provisional=True).path / "map.html")
    page.get_by_role("button", name="Example Naval Laboratory").click()
    told = page.locator("#panel").inner_text()
    assert "nothing yet: the row’s source was not opened" in told
    assert "our gazetteer, whose source nobody confirmed" in told


def test_a_city_opens_the_list_of_its_organisations(verified: Path, open_page: Open) -> None:
    page = open_page(verified / "map.html")
    page.get_by_role("button", name="Berlin").click()
    assert page.locator("#panel .organisation").count() == 2
    page.locator("#panel .organisation", has_text="Example Vision").click()
    assert NASTY in page.locator("#panel h3 a").inner_text(), "markup in a title is text"


def test_the_panel_prints_the_affiliation_with_its_authors_and_the_page_of_the_quotation(
    provisional: Path, open_page: Open
) -> None:
    page = open_page(provisional / "map.html")
    page.get_by_role("button", name="Example Vision GmbH, Singapore").click()
    panel = page.locator("#panel")
    assert panel.locator(".printed q").all_inner_texts() == ["Example Vision Asia, Singapore"], "no other branch"
    assert panel.locator(".printed").inner_text().startswith("Ada Example:")
    assert "Bo “Quote” O'Neil" in panel.locator(".authors").inner_text()
    assert "as the papers print it" in panel.inner_text()
    assert "Seat" in panel.locator("dl").inner_text()
    assert "Berlin, Germany" in panel.locator("dl").inner_text()
    panel.get_by_role("button", name="Berlin, Germany").click()
    assert "the organisation’s seat" in panel.inner_text()


def test_the_clicked_marker_stays_in_sight(verified: Path, open_page: Open) -> None:
    for width, height in SIZES:
        page = open_page(verified / "map.html", width=width, height=height)
        page.locator(".marker[aria-label*=Norfolk]").dispatch_event("click")
        marker = page.locator(".marker[aria-label*=Norfolk]").bounding_box()
        stage, panel = page.locator("#map").bounding_box(), page.locator("#panel").bounding_box()
        middle = marker["x"] + marker["width"] / 2, marker["y"] + marker["height"] / 2
        assert stage["x"] < middle[0] < stage["x"] + stage["width"]
        assert stage["y"] < middle[1] < stage["y"] + stage["height"]
        inside = panel["x"] < middle[0] < panel["x"] + panel["width"] and panel["y"] < middle[1]
        assert not inside, f"under the panel at {width} pixels"


def test_the_map_pans_where_the_panel_would_cover_the_clicked_marker(verified: Path, open_page: Open) -> None:
    """On a wide screen too: the marker is brought under the panel's place first, and then clicked."""
    opened = open_page(verified / "map.html", width=1440, height=900)
    opened.locator(".marker[aria-label*=Norfolk]").dispatch_event("click")
    panel = opened.locator("#panel").bounding_box()
    page = open_page(verified / "map.html", width=1440, height=900)
    marker = page.locator(".marker[aria-label*=Norfolk]")

    def middle() -> tuple[float, float]:
        box = marker.bounding_box()
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    for _ in range(4):  # nearer, so that there is map to drag
        page.mouse.move(*middle())
        page.mouse.wheel(0, -240)
        page.wait_for_timeout(400)
    target = panel["x"] + panel["width"] / 2, panel["y"] + panel["height"] / 2
    stage = page.locator("#map").bounding_box()
    for _ in range(6):  # a drag begins and ends on the map
        x, y = middle()
        away = target[0] - x, target[1] - y
        if max(map(abs, away)) < 40:
            break
        step = max(-400.0, min(400.0, away[0])), max(-200.0, min(200.0, away[1]))
        start = stage["x"] + stage["width"] / 2 - step[0] / 2, stage["y"] + stage["height"] * 0.75 - step[1] / 2
        page.mouse.move(*start)
        page.mouse.down()
        page.mouse.move(start[0] + step[0], start[1] + step[1], steps=8)
        page.mouse.up()
        page.wait_for_timeout(400)
    x, y = middle()
    assert panel["x"] < x < panel["x"] + panel["width"], "the marker lies where the panel opens"
    marker.click()
    page.wait_for_timeout(600)
    shown = page.locator("#panel").bounding_box()
    x, y = middle()
    assert not (shown["x"] < x < shown["x"] + shown["width"] and shown["y"] < y < shown["y"] + shown["height"])
    assert stage["x"] < x < stage["x"] + stage["width"]


def test_the_panel_closes_when_a_filter_takes_its_marker_away(verified: Path, open_page: Open) -> None:
    page = open_page(verified / "map.html")
    page.get_by_role("button", name="Example Naval Laboratory").click()
    page.get_by_role("combobox", name="Country", exact=True).select_option("DE")
    assert page.locator("#panel").is_hidden()
    assert "org=" not in page.evaluate("location.hash")


@pytest.mark.parametrize(
    "words", ["recognising people at sea", "ada example", "features are used as they are", "vision asia"]
)
def test_find_looks_through_titles_authors_quotations_and_printed_words(
    words: str, provisional: Path, open_page: Open
) -> None:
    page = open_page(provisional / "map.html")
    page.get_by_label("Find").fill("no such words at all")
    assert page.locator("#summary").inner_text() == "Nothing matches these filters"
    page.get_by_label("Find").fill(words)
    assert "paper" in page.locator("#summary").inner_text(), words


def test_a_cluster_is_named_by_its_places(store: InventedStore, tmp_path: Path, open_page: Open) -> None:
    near = {"country": "DE", "city": "Potsdam", "lat": 52.4, "lng": 13.06}
    with writing(store.engine) as connection:
        connection.execute(update(affiliations).where(affiliations.c.country == "SG").values(**near))
    page = open_page(store.publish(tmp_path / "out").path / "map.html", "at=1,20,0")
    assert any(label.startswith("Berlin, Potsdam: 2 papers, 3 organisations") for label in markers(page))
    page.get_by_role("button", name="Berlin, Potsdam").click()
    told = page.locator("#panel .organisation").all_inner_texts()
    assert sum("Potsdam, Germany" in t for t in told) == 1, "each with its own city"


def test_a_ring_of_claims_that_nobody_confirmed_is_dashed_as_lone_markers_are(
    verified: Path, store: InventedStore, tmp_path: Path, open_page: Open
) -> None:
    page = open_page(verified / "map.html")
    assert page.locator(".slice").count() >= 2
    assert page.locator(".slice.doubt").count() == 0
    with writing(store.engine) as connection:
        connection.execute(update(claims).values(state="open", decided_hash=""))
    page = open_page(store.publish(tmp_path / "out", provisional=True).path / "map.html")
    assert page.locator(".slice").count() == page.locator(".slice.doubt").count() >= 2


def test_what_goes_on_beyond_the_edge_of_a_phone_casts_a_shadow_there(provisional: Path, open_page: Open) -> None:
    page = open_page(provisional / "report.html", width=390)
    beyond = "[...document.querySelectorAll('.scroll, .bibtex')].filter((e) => e.scrollWidth > e.clientWidth)"
    drawn = page.evaluate(f"{beyond}.map((e) => getComputedStyle(e).backgroundImage)")
    assert len(drawn) > 3
    assert all(image.count("linear-gradient") == 4 for image in drawn)


def test_filters_are_kept_in_the_address(provisional: Path, open_page: Open) -> None:
    page = open_page(provisional / "map.html")
    page.get_by_role("button", name="Military", exact=True).click()
    assert page.evaluate("location.hash") == "#sector=military"
    assert markers(page) == ["Example Naval Laboratory, Norfolk: 1 paper (Military)"]
    page.get_by_role("button", name="Government", exact=True).click()
    assert page.evaluate("location.hash") == "#sector=military,government"
    page.get_by_role("button", name="Clear filters").click()
    for name, value, papers in (
        ("Country", "DE", 2),
        ("Used", "example-model", 1),
        ("How", "trained_on", 1),
        ("Status", "provisional", 2),
        ("From", "2021", 2),
        ("To", "2018", 1),
    ):
        field = page.get_by_role("combobox", name=name, exact=True)
        field.select_option(value)
        assert page.locator("#summary").inner_text().startswith(f"{papers} paper"), name
        assert value in page.evaluate("location.hash")
        field.select_option("")
    page.get_by_label("Find").fill("norfolk")
    assert page.locator("#summary").inner_text().startswith("1 paper")


def test_an_address_opens_the_same_view(provisional: Path, open_page: Open) -> None:
    page = open_page(provisional / "map.html", "sector=government&country=FR&status=provisional")
    assert markers(page) == []
    assert page.locator("#lost button").inner_text().startswith("1 without a known city")
    assert page.get_by_role("combobox", name="Country").input_value() == "FR"
    assert page.get_by_role("button", name="Military", exact=True).get_attribute("aria-pressed") == "false"
    page = open_page(provisional / "map.html", "org=ct:university")
    assert page.locator("#panel h2").inner_text() == "University of Examples"
    page = open_page(provisional / "map.html", "org=ct:nobody&member=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E")
    assert page.locator("#panel h2").inner_text() == "Not in this release"
    assert page.locator("#summary").inner_text() == "Nothing matches these filters"


def test_the_map_is_usable_by_keyboard_alone(verified: Path, open_page: Open) -> None:
    page = open_page(verified / "map.html")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.ariaLabel || ''").startswith("Example Naval"):
            break
    else:
        pytest.fail("the marker was never reached")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "panel-title"
    page.keyboard.press("Escape")
    assert page.locator("#panel").is_hidden()
    assert page.evaluate("document.activeElement.ariaLabel").startswith("Example Naval"), "focus goes back"


def test_the_table_holds_the_same_rows(provisional: Path, open_page: Open) -> None:
    page = open_page(provisional / "map.html")
    page.get_by_role("button", name="Table", exact=True).click()
    names = page.locator("#table tbody th").all_inner_texts()
    assert len(names) == 7, "also what has no place; an organisation at two places stands twice"
    page.get_by_role("button", name="Organisation", exact=True).click()
    names = page.locator("#table tbody th").all_inner_texts()
    assert names == sorted(names)
    assert "view=table" in page.evaluate("location.hash")
    page.get_by_role("button", name="Military", exact=True).click()
    assert page.locator("#table tbody tr").count() == 1
    page.locator("#table tbody button").click()
    assert page.locator("#panel h2").inner_text() == "Example Naval Laboratory"


def test_the_papers_of_the_report_can_be_searched_and_downloaded(provisional: Path, open_page: Open) -> None:
    page = open_page(provisional / "report.html")
    assert page.locator("#citations-body tr").count() == 5
    page.get_by_label("Search").fill("border guard")
    assert page.locator("#citations-body tr").count() == 1
    assert "machine claim" in page.locator("#citations-body").inner_text()
    page.get_by_label("Search").fill("=cmd")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download these rows").click()
    lines = Path(waiting.value.path()).read_bytes().decode("utf-8").split("\r\n")
    assert lines[0].startswith("paper_id,title,")
    assert "\"'=cmd(" in lines[1], "a formula is neutralised here too"


def test_a_number_leads_to_its_rows(verified: Path, open_page: Open) -> None:
    page = open_page(verified / "report.html")
    link = page.locator(".finding a.num").first
    count = int(link.inner_text())
    link.click()
    page.wait_for_selector("html[data-ready]", state="attached")
    assert page.locator("#body tr").count() == count
    assert page.locator("#filters").inner_text().startswith("use_status: verified")
    page.locator("#filters button").click()
    page.wait_for_function("document.querySelectorAll('#body tr').length === 9")
    page.locator("nav a", has_text="Evidence").click()
    page.wait_for_function("document.getElementById('title').textContent === 'Evidence'")


def test_the_tables_name_what_identifiers_point_at(provisional: Path, open_page: Open) -> None:
    page = open_page(provisional / "rows.html", "affiliations")
    told = page.locator("#body").inner_text()
    assert "Example Naval Laboratory" in told
    assert "Recognising People at Sea" in told
    assert "ct:navy" not in told
    assert page.locator("#body a[title='ct:navy']").first.inner_text() == "Example Naval Laboratory"
    page = open_page(provisional / "rows.html", "uses")
    assert "quotation 1" in page.locator("#body").inner_text()


def test_the_report_can_be_read_without_scripts(verified: Path, browser: Any) -> None:
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto((verified / "report.html").as_uri())
    assert page.locator("svg.chart").count() >= 4
    assert page.locator("#citations-body tr").count() == 4
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize(
    ("name", "fragment"),
    [
        ("map.html", ""),
        ("map.html", "org=ct:navy"),
        ("map.html", "view=table"),
        ("report.html", ""),
        ("rows.html", "uses"),
    ],
)
def test_pages_are_accessible_and_fit(
    name: str, fragment: str, width: int, height: int, scheme: str, provisional: Path, open_page: Open
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = open_page(provisional / name, fragment, width=width, height=height, scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth") <= width, "nothing stands out at the side"
    found = Axe().run(page)
    told = [f"{v['id']} ({v['impact']}): {v['nodes'][0]['html'][:120]}" for v in found.response["violations"]]
    assert told == []

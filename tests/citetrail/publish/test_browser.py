"""Map, report and tables in a real browser, opened from disk with networking blocked."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

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
        "Example Naval Laboratory: 1 paper (Military)",
        "Somewhere in France: 1 paper, 1 organisation (Government) · machine claim, not confirmed",
    ]
    assert page.locator("#summary").inner_text() == "5 papers · 5 organisations · 3 countries"
    assert "1 organisation has no known place" in page.locator("#lost").inner_text()
    assert page.locator(".mark.hollow").count() == 1, "hollow where only the country is known"
    assert page.locator(".mark.military").count() == 2, "in the legend and on the map"


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
    ):
        assert part in told
    assert panel.locator("blockquote").inner_text() == "ExampleNet features are used as they are."
    assert panel.locator("mark").inner_text() == "Example"
    source = panel.get_by_role("link", name="open the source")
    assert source.get_attribute("href") == "https://example.org/e.pdf#page=2"
    assert "org=ct:navy" in page.evaluate("location.hash")


def test_a_city_opens_the_list_of_its_organisations(verified: Path, open_page: Open) -> None:
    page = open_page(verified / "map.html")
    page.get_by_role("button", name="Berlin").click()
    assert page.locator("#panel .organisation").count() == 2
    page.locator("#panel .organisation", has_text="Example Vision").click()
    assert NASTY in page.locator("#panel h3 a").inner_text(), "markup in a title is text"


def test_filters_are_kept_in_the_address(provisional: Path, open_page: Open) -> None:
    page = open_page(provisional / "map.html")
    page.get_by_role("button", name="Military", exact=True).click()
    assert page.evaluate("location.hash") == "#sector=military"
    assert markers(page) == ["Example Naval Laboratory: 1 paper (Military)"]
    page.get_by_role("button", name="Government", exact=True).click()
    assert page.evaluate("location.hash") == "#sector=military,government"
    page.get_by_role("button", name="Clear filters").click()
    for name, value, papers in (
        ("Country", "DE", 2),
        ("Used", "example-model", 1),
        ("How", "trained_on", 1),
        ("Status", "provisional", 1),
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
    assert len(markers(page)) == 1
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
    assert len(names) == 5, "also the organisation without a place"
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

"""Reviewing by paper, the list, the analysts' pages and the API's documentation in real Chromium, at three sizes.

Covers: citetrail.review.analyst_routes, citetrail.review.paper_routes, citetrail.review.list_routes.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.citetrail.review.conftest import Queue
from tests.citetrail.review.test_browser import address, browser, log, page, press, shown, violations, watched
from tests.citetrail.review.test_card_file_routes import PDF, without_text
from tests.synthetic import paper_id

__all__ = ["address", "browser", "page"]
pytestmark = [pytest.mark.browser, pytest.mark.slow]
PAGES = (
    *("/", "/?together=paper", "/claims", "/conflicts", "/progress", "/criteria"),
    *("/overview", "/papers", f"/papers/{paper_id(1)}"),
)


@pytest.fixture(params=[390, 768, 1280])
def sized(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": request.param, "height": 844}, has_touch=request.param < 1000)
    made = watched(context)
    made.goto(address)
    yield made
    assert made.wrong == []  # type: ignore[attr-defined]
    context.close()


def test_nothing_is_wider_than_the_screen(sized: Page, address: str) -> None:
    for _ in range(4):
        press(sized, "u")
    for path in PAGES:
        sized.goto(address + path)
        wide = sized.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{path} is {wide} px too wide"


EDGES = """() => {
  const edges = (selector) => document.querySelector(selector).getBoundingClientRect();
  const box = edges("#remarks"), words = edges("#remarks .words"), field = edges("#remarks textarea");
  const form = [words, field].flatMap((one) => [one.left - box.left, box.right - one.right]);
  return {
    window: Math.min(box.left, document.documentElement.clientWidth - box.right),
    inside: Math.min(...form),
    above: box.top - Math.max(edges(".claim").bottom, edges(".side").bottom),
    line: words.width,
    covered: document.documentElement.scrollHeight - (box.bottom + window.scrollY) - edges(".decide").height,
  };
}"""


def test_remarks_have_room_around_them_and_are_covered_by_nothing(sized: Page, address: str) -> None:
    claim = shown(sized)
    press(sized, "u")
    sized.goto(f"{address}/claims/{claim}")
    discuss = sized.locator("#remarks summary")
    if not sized.locator("#remarks textarea").is_visible():
        discuss.click()
    sized.locator("#remarks textarea").fill("Row three is their model. " * 12)
    sized.locator("#remarks button").click()
    expect(sized.locator("#remarks .words")).to_have_count(1)
    room = sized.evaluate(EDGES)
    assert room["window"] >= 8, "from the window's edge"
    assert room["inside"] >= 12, "from the box's own edge"
    assert 8 <= room["above"] <= 48, "below the card"
    assert room["line"] <= 720, "a line that can be read"
    assert room["covered"] >= 0, "the bar of buttons lies below it at the end"


def test_a_pdf_for_a_paper_without_text_has_its_place_below_the_card(
    sized: Page, address: str, queue: Queue, tmp_path: Path
) -> None:
    claim, _ = without_text(queue)
    sized.goto(f"{address}/claims/{claim}")
    box = EDGES.replace("#remarks .words", ".add-file h2").replace("textarea", "input[type=file]")
    room = sized.evaluate(box.replace("#remarks", ".add-file"))
    assert room["window"] >= 8
    assert room["inside"] >= 12
    assert room["covered"] >= 0
    (tmp_path / "mine.pdf").write_bytes(PDF)
    sized.locator(".add-file input[type=file]").set_input_files(tmp_path / "mine.pdf")
    sized.locator(".add-file button").click()
    expect(sized.locator("main")).to_contain_text("mine.pdf")
    assert sized.url.endswith("/added")


def test_every_page_passes_axe(page: Page, address: str) -> None:
    for path in PAGES:
        page.goto(address + path)
        assert violations(page) == [], path


def test_one_key_keeps_a_papers_claims_together(page: Page, queue: Queue) -> None:
    press(page, "p")
    expect(page.locator("#paper-claims h2")).to_contain_text("This paper")
    of_paper = page.locator("#card").get_attribute("data-of-paper")
    seen = []
    while page.locator("#card").get_attribute("data-of-paper") == of_paper:
        seen.append(shown(page))
        press(page, "a")
    assert len(seen) >= 2
    assert [d.claim_id for d in log(queue)] == seen
    page.reload()
    expect(page.locator("#paper-claims h2")).to_contain_text("This paper")


def test_one_key_says_the_same_of_the_rest(page: Page, queue: Queue) -> None:
    press(page, "p")
    for _ in range(12):
        kind = page.locator(".tags .tag").first.inner_text()
        rest = page.locator("#paper-claims li:has(.waits)").count()
        press(page, "x")
        if page.locator("[data-key=s]").count():
            break
    else:
        pytest.fail("no paper of this store has two claims of a kind")
    assert kind
    assert rest
    before = len(log(queue))
    press(page, "s")
    assert len(log(queue)) > before
    assert {d.vote for d in log(queue)} == {"reject"}
    press(page, "Backspace")
    assert {d.vote for d in log(queue)[-1:]} == {"undo"}


def test_ticked_claims_are_decided_by_mouse(page: Page, address: str, queue: Queue) -> None:
    page.goto(f"{address}/claims?kind=use&state=waiting")
    for box in page.locator("input[data-waits]").all()[:3]:
        box.check()
    page.get_by_label("Reason").select_option("related_work")
    page.get_by_role("button", name="Reject").click()
    expect(page.get_by_text("3 decided")).to_be_visible()
    assert [(d.vote, d.reason) for d in log(queue)] == [("reject", "related_work")] * 3
    page.get_by_role("button", name="Take the last lot back").click()
    expect(page.get_by_text("3 taken back")).to_be_visible()


def test_the_apis_documentation_shows_and_asks_nobody_else(page: Page, address: str) -> None:
    page.goto(f"{address}/api/docs")
    expect(page.get_by_text("/api/decisions", exact=True)).to_be_visible()

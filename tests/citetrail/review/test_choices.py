"""Keys, text size and swipes that a reviewer chose: kept for the person, checked, and in force on the pages.

Covers: citetrail.review.choices, citetrail.review.choice_routes.
"""

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from citetrail.review.choices import KEYS, KeysRefused, keys_of, read_keys
from tests.citetrail.review.conftest import Queue, csrf_of
from tests.citetrail.review.test_browser import address, browser, log, page, press, shown, until_decided, watched

__all__ = ["address", "browser", "page"]


def test_only_what_differs_is_kept_and_the_rest_stays_usual() -> None:
    kept = read_keys({"accept": "y", "skip": "space", "undo": "⌫"})
    assert kept == {"accept": "y"}
    keys = keys_of({"keys": kept})
    assert keys["accept"] == "y"
    assert keys["reject"] == KEYS["reject"][0]


@pytest.mark.parametrize(
    "told", [{"accept": "x"}, {"accept": "1"}, {"accept": "-"}, {"accept": "Enter"}, {"note": "ab"}]
)
def test_keys_that_clash_or_are_none_are_refused(told: dict[str, str]) -> None:
    with pytest.raises(KeysRefused):
        read_keys(told)


def test_choices_are_kept_for_the_person_and_can_be_given_up(client: httpx.Client) -> None:
    token = csrf_of(client.get("/choices").text)
    client.post("/choices", data={"csrf": token, "key_accept": "y", "text_size": "125"})
    page = client.get("/").text
    assert 'data-text="125"' in page
    assert 'data-does="accept" data-key="y"' in page
    assert client.post("/choices", data={"csrf": token, "key_accept": "x"}).status_code == 422
    client.post("/choices", data={"csrf": token, "usual": "1"})
    assert 'data-does="accept" data-key="a"' in client.get("/").text


@pytest.mark.browser
@pytest.mark.slow
def test_a_changed_key_decides_and_the_usual_one_does_nothing(page: Page, address: str, queue: Queue) -> None:
    page.goto(f"{address}/choices")
    page.locator("#key_accept").fill("y")
    page.get_by_role("button", name="Keep").click()
    page.goto(address)
    first = shown(page)
    page.keyboard.press("a")
    page.wait_for_timeout(300)
    assert shown(page) == first
    press(page, "y")
    assert [(d.claim_id, d.vote) for d in log(queue)] == [(first, "accept")]
    page.keyboard.press("?")
    expect(page.locator("#help")).to_contain_text("y")


SWIPE = """([dx, dy, where]) => {
    const element = document.querySelector(where);
    const box = element.getBoundingClientRect();
    const at = { clientX: innerWidth / 2, clientY: Math.max(20, box.top + 8) };
    const touch = (x, y) => new Touch({ identifier: 1, target: element, clientX: x, clientY: y });
    const tell = (kind, list, changed) => element.dispatchEvent(new TouchEvent(kind,
        { touches: list, changedTouches: changed, bubbles: true }));
    tell("touchstart", [touch(at.clientX, at.clientY)], [touch(at.clientX, at.clientY)]);
    tell("touchend", [], [touch(at.clientX + dx, at.clientY + dy)]);
}"""


@pytest.mark.browser
@pytest.mark.slow
def test_swipes_decide_where_the_reviewer_chose_them(browser: Browser, address: str, queue: Queue) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    page = watched(context)
    page.goto(address)
    page.evaluate(SWIPE, [200, 0, "#claim-text"])
    page.wait_for_timeout(300)
    assert log(queue) == []  # not chosen
    page.goto(f"{address}/choices")
    page.get_by_label("Swiping a card decides").check()
    page.get_by_role("button", name="Keep").click()
    for dx, dy, where in ((200, 0, "#claim-text"), (-200, 0, "#claim-text"), (0, -120, ".decide .buttons")):
        page.goto(address)
        before = len(log(queue))
        page.evaluate(SWIPE, [60, 0, "#claim-text"])  # too short
        page.evaluate(SWIPE, [dx, dy, where])
        until_decided(page, queue, before + 1)
        assert len(log(queue)) == before + 1
    assert [d.vote for d in log(queue)] == ["accept", "reject", "unsure"]
    context.close()

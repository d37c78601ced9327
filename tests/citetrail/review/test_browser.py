"""The queue in real Chromium: by keyboard alone, for two people, reloaded, without a connection, in the dark.

Covers: citetrail.review.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect, sync_playwright
from sqlalchemy import delete, func, insert, select, update

from citetrail.store import accounts
from citetrail.store.engine import writing
from citetrail.store.tables import claim_evidence, claims, decisions, evidence, sessions
from tests.citetrail.review.conftest import PASSWORD, ROOT, Queue

pytestmark = [pytest.mark.browser, pytest.mark.slow]
ARTEFACTS = ROOT / "test-artefacts" / "review"
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
]


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    ARTEFACTS.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=chromium, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def address(queue: Queue) -> Iterator[str]:
    with queue.serving() as served:
        yield served


def watched(context: BrowserContext) -> Page:
    """A page whose console errors and failed requests to elsewhere fail the test."""
    page = context.new_page()
    page.set_default_timeout(10_000)
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if "Content Security" in message.text else None)
    page.on("request", lambda r: None if "//127.0.0.1:" in r.url else wrong.append(r.url))
    page.wrong = wrong  # type: ignore[attr-defined]
    return page


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1366, "height": 768}, color_scheme="light")
    made = watched(context)
    made.goto(address)
    yield made
    assert made.wrong == []  # type: ignore[attr-defined]
    context.close()


def shoot(page: Page, name: str) -> None:
    # Hiding the caret, Playwright's default, injects a style, which the page's policy rightly forbids.
    page.screenshot(path=ARTEFACTS / name, caret="initial")


def key_to_card(page: Page, key: str) -> float:
    """Milliseconds from the key to the next card's paint, at a reader's pace: the card after it is there by then."""
    took: float = page.evaluate(
        """key => new Promise(done => {
            const began = performance.now();
            new MutationObserver((_, seen) => {
                if (!document.getElementById("card")) return;
                seen.disconnect();
                requestAnimationFrame(() => {
                    const painted = new MessageChannel();
                    painted.port1.onmessage = () => done(performance.now() - began);
                    painted.port2.postMessage(0);
                });
            }).observe(document.getElementById("main"), { childList: true });
            document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
        })""",
        key,
    )
    page.wait_for_function("() => !document.body.classList.contains('busy')")
    page.wait_for_timeout(250)
    return took


def shown(page: Page) -> str:
    return str(page.locator("#card").get_attribute("data-claim"))


def press(page: Page, key: str) -> None:
    """A key that moves on: returns when another card stands there."""
    before = page.locator('input[name="token"]').first.get_attribute("value")
    page.keyboard.press(key)
    page.wait_for_function(
        "before => document.querySelector('#card-form input[name=token]')?.value !== before"
        " && !document.body.classList.contains('busy')",
        arg=before,
    )


def log(queue: Queue) -> list[Any]:
    with queue.engine.connect() as connection:
        return list(connection.execute(select(decisions).order_by(decisions.c.id)))


def until(page: Page, arrived: Callable[[], bool]) -> None:
    """Wait for what a busy machine does late, some fifteen seconds at most; what comes next tells what is missing."""
    for _ in range(300):
        if arrived():
            return
        page.wait_for_timeout(50)


def until_decided(page: Page, queue: Queue, decided: int) -> None:
    """Wait until the log has so many entries."""
    until(page, lambda: len(log(queue)) >= decided)


def violations(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in found if v["impact"] in ("serious", "critical")]


def test_thirty_cards_by_keyboard_alone(page: Page, queue: Queue) -> None:
    keys = ["a", "x", "a", "u", "a"] * 6
    seen = []
    for key in keys:
        seen.append(shown(page))
        press(page, key)
    assert len(set(seen)) == 30
    votes = {"a": "accept", "x": "reject", "u": "unsure"}
    assert [(d.claim_id, d.vote) for d in log(queue)] == [(c, votes[k]) for c, k in zip(seen, keys, strict=True)]
    assert page.locator(".recent li").count() == 10
    shoot(page, "after-thirty.png")


def test_the_next_card_is_shown_before_the_decision_is_answered(page: Page, queue: Queue) -> None:
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(500)  # a reader's pace: the card after this one is there by then
    held: list[Route] = []
    page.route("**/decide", lambda route: held.append(route))
    first = shown(page)
    page.keyboard.press("a")
    expect(page.locator("#card")).not_to_have_attribute("data-claim", first)
    assert len(held) == 1
    assert log(queue) == []
    held[0].continue_()
    page.wait_for_function("() => !document.body.classList.contains('busy')")
    assert [d.claim_id for d in log(queue)] == [first]


def test_a_rejection_takes_a_reason_with_one_more_key(page: Page, address: str, queue: Queue) -> None:
    page.goto(f"{address}/?kind=use")
    press(page, "x")
    expect(page.locator("#reasons")).to_contain_text("Why?")
    page.keyboard.press("3")
    expect(page.locator("#reasons")).to_contain_text("Rejected: says it is not used")
    assert [(d.vote, d.reason) for d in log(queue)] == [("reject", ""), ("reject", "negated")]


def test_undo_brings_the_card_back(page: Page, queue: Queue) -> None:
    first = shown(page)
    press(page, "a")
    press(page, "Backspace")
    assert shown(page) == first
    press(page, "x")
    assert [d.vote for d in log(queue)] == ["accept", "undo", "reject"]


def test_correct_a_member_and_a_role_from_searchable_lists(page: Page, queue: Queue) -> None:
    page.goto(page.url + "?kind=use&role=trained_on")
    page.keyboard.press("e")
    search = page.get_by_label("Search members")
    expect(search).to_be_focused()
    search.fill("racial")
    page.locator("#members li:visible label").first.click()
    page.locator("#roles label", has_text="evaluated on it").click()
    shoot(page, "correct.png")
    page.get_by_role("button", name="Record the correction").click()
    expect(page.locator("#said")).to_contain_text("Corrected.")
    assert log(queue)[0].correction == {"member": "rfw", "role": "evaluated_on"}


def test_correct_an_organisation_by_searching_for_it(page: Page, queue: Queue) -> None:
    page.goto(page.url + "?kind=resolution")
    page.keyboard.press("e")
    page.get_by_label("Search organisations").press_sequentially("univ")
    page.locator("#organisation-options label").first.click()
    page.get_by_role("button", name="Record the correction").click()
    expect(page.locator("#said")).to_contain_text("Corrected.")
    assert log(queue)[0].correction == {"organisation_id": "ct:x0"}


def test_keys_do_nothing_while_typing(page: Page, queue: Queue) -> None:
    page.keyboard.press("n")
    expect(page.locator("#note")).to_be_focused()
    page.keyboard.type("axuf jk? e")
    assert page.locator("#note").input_value() == "axuf jk? e"
    assert log(queue) == []
    page.keyboard.press("Escape")
    press(page, "a")
    assert [(d.vote, d.note) for d in log(queue)] == [("accept", "axuf jk? e")]


def test_skip_flag_help_pages_and_evidence(page: Page, queue: Queue) -> None:
    first = shown(page)
    press(page, "Space")
    assert shown(page) != first
    press(page, "f")
    expect(page.locator(".tag.flag")).to_be_visible()
    page.keyboard.press("?")
    expect(page.locator("#help")).to_be_visible()
    shoot(page, "help.png")
    page.keyboard.press("Escape")
    expect(page.locator("#help")).to_be_hidden()
    assert [d.vote for d in log(queue)] == ["flag"]


def test_the_page_image_shows_the_span_and_turns(page: Page, queue: Queue) -> None:
    page.goto(page.url + "?paper=p000000000000001&kind=use")
    image = page.locator("#page img")
    expect(image).to_have_js_property("complete", True)
    assert image.evaluate("i => i.naturalWidth") > 1000
    assert page.locator(".sheet").evaluate("s => s.scrollTop") > 0  # the quote stands low on the page
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#page")).to_contain_text("page 1")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#page")).to_contain_text("page 2")
    with queue.engine.connect() as connection:
        assert connection.scalar(select(claims.c.state).where(claims.c.id == shown(page))) == "open"
    shoot(page, "laptop-light.png")


def test_reloading_in_mid_card_shows_the_same_card(page: Page) -> None:
    press(page, "a")
    here = shown(page)
    page.reload()
    assert shown(page) == here


def test_a_lost_connection_keeps_the_decision_and_sends_it_again(page: Page, queue: Queue) -> None:
    page.context.set_offline(True)
    first = shown(page)
    page.keyboard.press("a")
    expect(page.locator("#offline")).to_contain_text("kept in this browser")
    shoot(page, "offline.png")
    assert log(queue) == []
    page.context.set_offline(False)
    expect(page.locator("#offline")).to_be_hidden(timeout=15_000)
    page.wait_for_function("first => document.getElementById('card').dataset.claim !== first", arg=first)
    assert [(d.claim_id, d.vote) for d in log(queue)] == [(first, "accept")]
    page.wrong.clear()  # type: ignore[attr-defined]


def test_what_is_decided_without_a_connection_is_sent_in_order(page: Page, queue: Queue) -> None:
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    first = shown(page)
    press(page, "a")  # the card fetched ahead is there without a connection
    second = shown(page)
    page.keyboard.press("x")
    expect(page.locator("#offline")).to_contain_text("2 decisions are kept in this browser")
    assert log(queue) == []
    page.context.set_offline(False)
    expect(page.locator("#offline")).to_be_hidden(timeout=15_000)
    assert [(d.claim_id, d.vote) for d in log(queue)] == [(first, "accept"), (second, "reject")]
    page.wait_for_function("second => document.getElementById('card').dataset.claim !== second", arg=second)
    page.wrong.clear()  # type: ignore[attr-defined]


def test_a_window_closed_before_the_answer_sends_its_decision_when_opened_again(page: Page, queue: Queue) -> None:
    page.wait_for_load_state("networkidle")
    page.context.route("**/decide", lambda route: route.abort())
    first = shown(page)
    press(page, "a")
    page.context.unroute("**/decide")
    page.reload()
    expect(page.locator("#offline")).to_be_hidden(timeout=15_000)
    assert [(d.claim_id, d.vote) for d in log(queue)] == [(first, "accept")]


def test_a_refused_decision_puts_its_card_back_and_says_why(page: Page, queue: Queue) -> None:
    page.wait_for_load_state("networkidle")
    first = shown(page)
    page.evaluate("document.querySelector('#card-form input[name=token]').value = 'short'")
    page.keyboard.press("a")
    expect(page.locator("#offline")).to_contain_text("A token has 8 to 100 characters")
    assert shown(page) == first
    assert log(queue) == []


def test_a_correction_that_changes_nothing_is_refused_and_the_keys_go_on(page: Page, queue: Queue) -> None:
    page.goto(page.url + "?kind=use")
    page.wait_for_load_state("networkidle")
    first = shown(page)
    page.keyboard.press("e")
    page.get_by_role("button", name="Record the correction").click()
    expect(page.locator("#offline")).to_contain_text("Nothing was changed")
    assert shown(page) == first
    press(page, "a")
    assert [(d.claim_id, d.vote) for d in log(queue)] == [(first, "accept")]


def test_j_and_k_go_through_the_evidence_of_a_claim(page: Page, queue: Queue) -> None:
    with writing(queue.engine) as connection:
        three = connection.scalars(select(func.min(evidence.c.id)).group_by(evidence.c.quote).limit(3)).all()
        claim = shown(page)
        connection.execute(delete(claim_evidence).where(claim_evidence.c.claim_id == claim))
        for rank, proof in enumerate(three):
            connection.execute(insert(claim_evidence).values(claim_id=claim, evidence_id=proof, rank=rank))
    page.reload()
    current = page.locator(".quotes > li.current .said")
    said = [current.inner_text()]
    for key in "jjjk":
        page.keyboard.press(key)
        said.append(current.inner_text())
    assert len(set(said)) == 3
    assert said[3] == said[0]  # round
    assert said[4] == said[2]
    expect(page.locator("#said")).to_have_text(said[4])  # and read aloud
    assert log(queue) == []


def test_a_conflict_of_two_people_is_settled_by_a_third(browser: Browser, queue: Queue) -> None:
    queue.add_people(ada="reviewer", bo="adjudicator", cy="adjudicator")
    with writing(queue.engine) as connection:
        connection.execute(update(claims).values(sensitive=True))
    with queue.serving(open_here=False) as address:
        people = {}
        for name, scheme in (("ada", "light"), ("bo", "dark"), ("cy", "dark")):
            context = browser.new_context(viewport={"width": 1366, "height": 768}, color_scheme=scheme)
            people[name] = watched(context)
            people[name].goto(address)
            people[name].get_by_label("Name").fill(name)
            people[name].get_by_label("Password").fill(PASSWORD)
            assert violations(people[name]) == []
            shoot(people[name], "sign-in.png")
            people[name].keyboard.press("Enter")
            people[name].wait_for_selector("#card-form")
        ada, bo = people["ada"], people["bo"]
        claim = shown(ada)
        press(ada, "a")
        bo.goto(f"{address}/claims/{claim}")
        expect(bo.locator(".tag", has_text="blind")).to_be_visible()
        expect(bo.locator(".machine")).not_to_contain_text("score")
        press(bo, "x")
        cy = people["cy"]
        cy.get_by_role("link", name="Conflicts").click()
        cy.locator(f'a[href="/claims/{claim}"]').last.click()
        expect(cy.locator(".votes")).to_contain_text("The votes to settle")
        expect(cy.locator(".votes tbody tr")).to_have_count(2)
        assert violations(cy) == []
        shoot(cy, "adjudicate.png")
        press(cy, "a")
        with queue.engine.connect() as connection:
            assert connection.scalar(select(claims.c.state).where(claims.c.id == claim)) == "accepted"
        for each in people.values():
            each.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_serious_barrier_on_any_page(browser: Browser, address: str, scheme: Any) -> None:
    context = browser.new_context(viewport={"width": 1366, "height": 768}, color_scheme=scheme)
    page = watched(context)
    page.goto(address)
    press(page, "x")
    for path in ("/", "/claims", "/conflicts", "/progress", "/criteria", "/?kind=sector", "/?kind=resolution"):
        if path != "/":
            page.goto(address + path)
        assert violations(page) == [], path
    page.goto(address)
    for key in ("?", "e"):
        page.keyboard.press(key)
        assert violations(page) == [], key
        page.keyboard.press("Escape")
    context.close()


@pytest.mark.parametrize(
    ("name", "width", "height", "scheme"),
    [
        ("laptop-dark", 1366, 768, "dark"),
        ("wide-light", 1920, 1080, "light"),
        ("tablet-light", 834, 1112, "light"),
        ("tablet-dark", 1112, 834, "dark"),
    ],
)
def test_it_fits_laptop_and_tablet_light_and_dark(
    browser: Browser, address: str, name: str, width: int, height: int, scheme: Any
) -> None:
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
    page = watched(context)
    page.goto(f"{address}/?paper=p000000000000001&kind=use")
    expect(page.locator("#page img")).to_have_js_property("complete", True)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    shade = sum(int(n) for n in re.findall(r"\d+", dark)[:3])
    assert (shade < 200) == (scheme == "dark")
    shoot(page, f"{name}.png")
    context.close()


@pytest.mark.parametrize("path", ["", "claims", "conflicts", "progress", "criteria"])
def test_no_page_is_wider_than_a_telephone(browser: Browser, address: str, path: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = watched(context)
    page.goto(f"{address}/{path}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    for link in page.locator(".bar nav a").all():
        box = link.bounding_box()
        assert box
        assert box["x"] + box["width"] <= 390
    context.close()


def test_shortcuts_can_be_switched_off(page: Page, queue: Queue) -> None:
    page.keyboard.press("?")
    page.get_by_label("Use single keys").uncheck()
    page.get_by_role("button", name="Close").click()
    page.keyboard.press("a")
    page.get_by_role("button", name=re.compile("Unsure")).click()
    expect(page.locator("#said")).to_contain_text("Unsure.")
    assert [d.vote for d in log(queue)] == ["unsure"]


@pytest.mark.parametrize("gap", [0, 20, 60])
def test_no_key_is_swallowed_while_a_decision_travels(page: Page, queue: Queue, gap: int) -> None:
    page.wait_for_load_state("networkidle")
    page.context.route("**/decide", lambda route: (page.wait_for_timeout(40), route.continue_()))
    keys = "axuaxaauxaaxa"
    for key in keys:
        page.keyboard.press(key)
        page.wait_for_timeout(gap)
    page.wait_for_function("() => !document.body.classList.contains('busy')")
    until(page, lambda: len([d for d in log(queue) if not d.reason]) == len(keys))
    page.context.unroute("**/decide")
    votes = {"a": "accept", "x": "reject", "u": "unsure"}
    made = [d for d in log(queue) if not d.reason]
    assert [d.vote for d in made] == [votes[k] for k in keys]
    assert len({d.claim_id for d in made}) == len(keys), "each for a card of its own"


def test_a_reason_pressed_at_once_follows_its_rejection(page: Page, address: str, queue: Queue) -> None:
    page.goto(f"{address}/?kind=use")
    page.wait_for_load_state("networkidle")
    page.keyboard.press("x")
    page.keyboard.press("3")
    expect(page.locator("#reasons")).to_contain_text("Rejected: says it is not used")
    assert [(d.vote, d.reason) for d in log(queue)] == [("reject", ""), ("reject", "negated")]


@pytest.mark.parametrize("status", [401, 403, 429, 500, 503])
@pytest.mark.parametrize("ahead", [True, False])
def test_a_decision_survives_an_answer_that_judges_nothing(
    page: Page, queue: Queue, status: int, ahead: bool
) -> None:
    page.wait_for_load_state("networkidle")
    if not ahead:
        page.context.route("**/ahead*", lambda route: route.abort())
        page.reload()
        page.wait_for_load_state("networkidle")
    page.context.route("**/decide", lambda route: route.fulfill(status=status, body="no"))
    first = shown(page)
    page.keyboard.press("a")
    page.wait_for_timeout(500)
    assert log(queue) == []
    page.context.unroute("**/decide")
    page.goto(page.url.split("/login")[0])
    until_decided(page, queue, 1)
    assert [(d.claim_id, d.vote) for d in log(queue)] == [(first, "accept")]
    page.wrong.clear()  # type: ignore[attr-defined]


@pytest.mark.parametrize("status", [404, 409, 422])
def test_a_refusal_that_judges_is_told_and_never_sent_again(page: Page, queue: Queue, status: int) -> None:
    page.wait_for_load_state("networkidle")
    sent: list[str] = []

    def refuse(route: Route) -> None:
        sent.append(str(route.request.post_data))
        route.fulfill(status=status, content_type="text/plain", body="It was judged.")

    page.context.route("**/decide", refuse)
    first = shown(page)
    page.keyboard.press("a")
    expect(page.locator("#offline")).to_contain_text("It was judged.")
    assert shown(page) == first, "the card is back"
    assert page.evaluate("unsent.count()") == 0
    page.reload()
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(500)
    assert len(sent) == 1
    assert log(queue) == []


def sign_in(page: Page, name: str) -> None:
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("#card")
    page.wait_for_load_state("networkidle")


def kept(page: Page) -> str:
    return str(page.evaluate("JSON.stringify({...localStorage}) + JSON.stringify({...sessionStorage})"))


@pytest.mark.parametrize("ended", ["session", "password"])
def test_what_is_kept_waits_for_its_reviewer_and_is_closed_to_the_next(
    browser: Browser, queue: Queue, ended: str
) -> None:
    queue.add_people(rosalind="reviewer", bo="reviewer")
    with queue.serving(open_here=False) as address:
        page = watched(browser.new_context())
        page.goto(address)
        sign_in(page, "rosalind")
        first = shown(page)
        with writing(queue.engine) as connection:
            if ended == "password":
                accounts.set_password(connection, "rosalind", PASSWORD)
            else:
                connection.execute(delete(sessions))
        page.keyboard.press("n")
        page.keyboard.type("a note of mine")
        page.keyboard.press("Escape")
        page.keyboard.press("a")
        page.wait_for_url("**/login")
        assert log(queue) == []
        assert "unsent" in kept(page)
        # A shorter name, or one of a to f, comes up in random digits and in what is sealed.
        for secret in ("a note of mine", first, "rosalind"):
            assert secret not in kept(page)
        sign_in(page, "bo")
        page.wait_for_timeout(500)
        assert log(queue) == []
        assert page.evaluate("unsent.count()") == 0
        page.get_by_role("button", name="Sign out").click()
        page.wait_for_url("**/login")
        sign_in(page, "rosalind")
        until(page, lambda: bool(log(queue)) and "unsent" not in kept(page))
        assert [(d.claim_id, d.vote, d.reviewer, d.note) for d in log(queue)] == [
            (first, "accept", "rosalind", "a note of mine")
        ]
        assert "unsent" not in kept(page)
        page.context.close()

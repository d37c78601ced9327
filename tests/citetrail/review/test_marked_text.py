"""The text of a paper: every name marked, the quotation found again, nothing lost and nothing run.

Covers: citetrail.review.marked_text, citetrail.review.text_routes.
"""

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page, expect
from sqlalchemy import select

from citetrail.review.marked_text import marked_pages
from citetrail.store.tables import claim_evidence, evidence
from tests.citetrail.review.conftest import Queue, csrf_of
from tests.citetrail.review.test_browser import address, browser, page
from tests.synthetic import NAMES

__all__ = ["address", "browser", "page"]


def marks(text: str, names: list[str], **told: object) -> list[tuple[str, str]]:
    made = marked_pages([text], names, told.get("words", []), told.get("quote"))  # type: ignore[arg-type]
    return [(piece.text, piece.mark) for piece in made[0].pieces if piece.mark]


def test_names_are_found_however_their_words_are_joined() -> None:
    text = "MS-Celeb-1M, ms celeb 1m and MS\nCeleb 1M; not MS-Celeb-1MX."
    found = [("MS-Celeb-1M", "name"), ("ms celeb 1m", "name"), ("MS\nCeleb 1M", "name")]
    assert marks(text, ["MS-Celeb-1M"]) == found


def test_the_longest_name_counts_and_own_words_come_after() -> None:
    assert marks("MS1M-IBUG faces", ["MS1M", "MS1M-IBUG"], words=["faces"]) == [
        ("MS1M-IBUG", "name"),
        ("faces", "word"),
    ]


def test_the_quotation_is_marked_around_the_names_in_it() -> None:
    text = "Before. We train on RFW only. After."
    start = text.index("We")
    found = marks(text, ["RFW"], quote=(1, start, start + 21))
    assert found == [("We train on ", "quote"), ("RFW", "name"), (" only.", "quote")]


@given(
    st.text(max_size=200),
    st.lists(st.text(max_size=8), max_size=5),
    st.tuples(st.just(1), st.integers(-5, 250), st.integers(-5, 250)),
)
def test_no_letter_is_lost_or_added(text: str, names: list[str], quote: tuple[int, int, int]) -> None:
    made = marked_pages([text], names, names, quote)
    assert "".join(piece.text for piece in made[0].pieces) == text


def first_evidence(queue: Queue) -> str:
    """A quotation with a real text behind it, which names a member."""
    with queue.engine.connect() as connection:
        rows = connection.execute(select(evidence).where(evidence.c.page.is_not(None)).order_by(evidence.c.id)).all()
    return next(r.id for r in rows if r.boxes and any(n in " ".join(r.quote.split()) for n in NAMES.values()))


def test_the_text_is_shown_with_its_marks_and_own_words_are_kept(client: httpx.Client, queue: Queue) -> None:
    where = f"/evidence/{first_evidence(queue)}/text"
    told = client.get(where).text
    assert 'class="name"' in told
    assert 'class="quote"' in told
    form = {"csrf": csrf_of(told), "words": "epochs, <b>", "evidence": where.split("/")[2]}
    marked = client.post("/words", data=form, follow_redirects=True).text
    assert 'value="epochs, &lt;b&gt;"' in marked
    assert client.get("/evidence/none/text").status_code == 404


@pytest.mark.browser
@pytest.mark.slow
def test_hits_are_gone_to_and_the_page_grows(page: Page, address: str, queue: Queue) -> None:
    key = first_evidence(queue)
    page.goto(f"{address}/evidence/{key}/text")
    page.get_by_role("button", name="Next hit").click()
    expect(page.locator("#hit-1")).to_be_focused()
    with queue.engine.connect() as connection:
        claim = connection.scalar(select(claim_evidence.c.claim_id).where(claim_evidence.c.evidence_id == key))
    page.goto(f"{address}/claims/{claim}")
    image = page.locator(".sheet img")
    before = image.bounding_box()
    page.get_by_role("button", name="Larger").click()
    after = image.bounding_box()
    assert before is not None
    assert after is not None
    assert after["width"] > 1.3 * before["width"]

"""Words for narrow places, and what the pages do not say of people."""

import httpx
import pytest

from citetrail.review.texts import BRIEF, brief
from tests.citetrail.review.conftest import card_of, decide

LONG = "Authors of this paper are affiliated with Institute for the Study of Long Denominations of Other Institutes."


@pytest.mark.parametrize("text", [LONG, "This paper trained a model on " + "Some-Faces " * 9, "A short claim."])
def test_words_stay_whole_in_a_narrow_place(text: str) -> None:
    told = brief(text)
    assert len(told) <= BRIEF
    assert set(told.removesuffix(" …").split()) <= set(text.split())
    assert told.endswith(" …") or text.endswith(told)


def test_only_what_has_no_spaces_is_cut() -> None:
    told = brief("“" + "机构" * 60 + "”")
    assert len(told) == BRIEF
    assert told.endswith("…")


def test_no_page_shows_how_fast_anybody_decides(client: httpx.Client) -> None:
    """The criteria promise it; what is left may still be estimated."""
    card = card_of(client)
    for _ in range(8):
        card = decide(client, card).json()["next"]
    told = client.get("/progress").text + client.get("/").text
    assert "left" in told
    assert "an hour." not in told
    assert "per hour" not in told

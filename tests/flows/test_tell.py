"""When a run speaks, and when it is silent.

Covers: flows.steps.tell.
"""

from pathlib import Path

from citetrail.records.settings import Settings
from flows.steps.tell import messages
from tests.citetrail.publish.conftest import provisional

__all__ = ["provisional"]


def test_a_run_that_found_nothing_and_lost_nothing_is_silent() -> None:
    assert messages(Settings(), "MS-Celeb-1M", None, []) == []


def test_what_is_new_comes_with_the_address_of_the_review(provisional: Path) -> None:
    (message,) = messages(Settings(review_port=9999), "Example-Faces", provisional, [])
    assert (message.kind, message.key) == ("info", "news")
    assert message.title == "Example-Faces: 1 found, 4 confirmed"
    assert "http://127.0.0.1:9999/claims/" in message.text
    assert "<script>" not in message.text


def test_what_could_not_be_had_is_another_message(provisional: Path) -> None:
    faults = [f"query {number}: <b>503</b>" for number in range(30)]
    found = messages(Settings(), "Example-Faces", provisional, faults)
    assert [message.kind for message in found] == ["info", "warning"]
    assert found[1].title == "Example-Faces: 30 could not be had"
    assert "and 10 more" in found[1].text
    assert "<b>" not in found[1].text

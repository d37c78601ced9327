"""What is new in a release, and how it is told to people in whose programs a title might act."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import update

from citetrail.publish.news import LONGEST_TITLE, MOST_LINES, News, NewUse, news_of, quiet, text_of, title_of
from citetrail.records.vocabulary import ClaimState
from citetrail.store.engine import writing
from citetrail.store.tables import claims
from tests.citetrail.publish.conftest import InventedStore
from tests.citetrail.publish.invented import pid

QUEUE = "http://127.0.0.1:8765"


def use(number: int, sector: str = "academic", title: str = "A title") -> NewUse:
    return NewUse(f"u{number}", f"c{number}", title, 2021, "MS1MV2", "trained_on", "provisional", sector)


def test_a_release_with_the_same_uses_is_no_news(store: InventedStore, tmp_path: Path) -> None:
    store.publish(tmp_path / "out", provisional=True)
    with writing(store.engine) as connection:
        connection.execute(update(claims).values(score=0.123))
    again = store.publish(tmp_path / "out", provisional=True)
    assert not again.unchanged
    assert not news_of(again.path)


def test_found_confirmed_and_gone_are_told_apart(store: InventedStore, tmp_path: Path) -> None:
    first = news_of(store.publish(tmp_path / "out", provisional=True).path)
    assert [each.status for each in first.found] == ["provisional"]
    assert len(first.confirmed) == 4, "the first release tells all of them"
    with writing(store.engine) as connection:
        of_g = (claims.c.paper_id == pid("g")) & (claims.c.kind == "use")
        connection.execute(update(claims).where(of_g).values(state=ClaimState.REJECTED, decided_hash=""))
    (tmp_path / "rules.toml").write_text("[previous]\nuses = 0.5\n")  # one of five may go
    second = news_of(store.publish(tmp_path / "out", provisional=True, assertions=tmp_path / "rules.toml").path)
    assert (second.found, second.confirmed, second.gone) == ([], [], 1)


def test_the_message_counts_by_sector_and_links_to_the_cards() -> None:
    news = News("v1", [use(1, "military"), use(2), use(3)], [use(4, "commercial")], 2)
    assert title_of(news, "MS-Celeb-1M") == "MS-Celeb-1M: 3 found, 1 confirmed, 2 no longer told"
    text = text_of(news, QUEUE)
    assert "1 military, 2 academic" in text
    assert f"- A title (2021): trained on MS1MV2 {QUEUE}/claims/c1" in text
    assert "confirmed by nobody" in text


def test_many_uses_are_counted_and_a_few_told() -> None:
    text = text_of(News("v1", [use(n) for n in range(MOST_LINES + 5)]), QUEUE)
    assert text.count("/claims/") == MOST_LINES
    assert "and 5 more" in text


@pytest.mark.parametrize(
    "title",
    [
        "<!channel> look",
        "@everyone look",
        "[free](https://evil.example/x)",
        "**bold** `code`",
        "<img src=x onerror=alert(1)>",
        "one\nTwo: header",
        "a\u202egnihtemos",
        "<https://evil.example|here>",
    ],
)
def test_a_title_acts_in_no_service(title: str) -> None:
    told = quiet(title)
    assert not set(told) & set("<>@[]`*|&\n\r\u202e")
    assert "://" not in told.replace(":// ", "")


@given(st.text())
def test_a_quiet_title_is_one_line_of_bounded_length(title: str) -> None:
    told = quiet(title)
    assert len(told.splitlines()) <= 1
    assert len(told) <= LONGEST_TITLE
    json.dumps(told).encode()

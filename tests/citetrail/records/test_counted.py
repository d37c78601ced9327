"""Numbers with what they count; and no page or message counts "1 papers".

Covers: citetrail.records.counted.
"""

import re
from pathlib import Path

import pytest

from citetrail.records.counted import counted

ROOT = Path(__file__).parents[3]
# A number right before a plural in a page of the queue; what is always several (people in a list, bytes of a limit)
# stands elsewhere.
BARE = re.compile(
    r"\{\{[^{}]*(?<!\")\}\} (?:papers|pages|files|claims|bytes|attempts|votes|decisions|copies|cards|marks)\b"
)


@pytest.mark.parametrize(
    ("number", "words", "told"),
    [
        (0, ("paper",), "0 papers"),
        (1, ("paper",), "1 paper"),
        (2_000, ("paper",), "2,000 papers"),
        (1, ("row is", "rows are"), "1 row is"),
        (3, ("row is", "rows are"), "3 rows are"),
    ],
)
def test_one_is_singular(number: int, words: tuple[str, ...], told: str) -> None:
    assert counted(number, *words) == told


@pytest.mark.parametrize(
    "page", sorted((ROOT / "citetrail" / "review" / "templates").glob("*.html")), ids=lambda path: path.name
)
def test_pages_of_the_queue_count_in_singular_and_plural(page: Path) -> None:
    assert BARE.findall(page.read_text(encoding="utf-8")) == []

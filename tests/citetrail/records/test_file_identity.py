"""Whose paper a file is: two things must say so, and nothing gainsay it."""

from typing import Any

import pytest

from citetrail.records.file_identity import match, printed

TITLE = "On the Doors of Large Libraries and Their Readers"
PAPER: dict[str, Any] = {
    "id": "p1",
    "title": TITLE,
    "doi": "10.1000/doors_1",
    "arxiv_id": "1801.00002",
    "authors": [{"name": "Hans Müllerström"}, {"name": "Ilva Oddsen"}],
}
OTHER = PAPER | {"id": "p2", "doi": None, "arxiv_id": None}


def page(*lines: str) -> str:
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("text", "certain"),
    [
        (page(TITLE, "Hans Müllerström", "Abstract. We count."), True),
        (page("On the Doors of Large Libra-", "ries and Their Readers", "H. Müllerström"), True),
        (page("https://doi.org/10.1000/doors_1.", TITLE), True),
        (page("arXiv:1801.00002v2 [cs.CV] 3 Jan 2018", TITLE), True),
        (page(TITLE, "Abstract. Nobody is named."), False),
        (page("DOI 10.1000/doors_1", "A paper of quite another title", "Hans Müllerström"), False),
        (page("arXiv:1802.99999v1 [cs.CV] 3 Jan 2018", TITLE, "Hans Müllerström"), False),
        (page("Corrigendum to", TITLE, "Hans Müllerström", "10.1000/doors_1"), False),
        (page("Supplementary Material", TITLE, "Hans Müllerström"), False),
        (page("A paper of another title", "Jo Nobody", "word " * 400, f"as in “{TITLE}” by Müllerström"), False),
    ],
)
def test_certain_is_what_two_things_say(text: str, certain: bool) -> None:
    (found,) = match(printed([text], ""), [PAPER])
    assert found.certain is certain
    assert found.reason


def test_a_page_that_fits_nothing_proposes_nothing() -> None:
    text = page("Windows, Counted", "Hans Müllerström", "We follow arXiv:1801.00002 and others.")
    assert match(printed([text], ""), [PAPER]) == []


def test_two_papers_that_fit_are_both_asked_about() -> None:
    found = match(printed([page(TITLE, "Ilva Oddsen")], ""), [PAPER, OTHER])
    assert [m.certain for m in found] == [False, False]


def test_the_first_page_with_words_counts_and_the_stamp_tells_the_version() -> None:
    told = printed(["  \n", page("arXiv:1801.00002v2  [cs.CV]  3 Jan 2018", TITLE, "(doi: 10.1000/x.)")], TITLE)
    assert (told.arxiv_id, told.version) == ("1801.00002", 2)
    assert "10.1000/x" in told.dois


def test_a_short_title_or_surname_tells_nothing() -> None:
    short = PAPER | {"title": "Faces", "doi": None, "arxiv_id": None, "authors": [{"name": "Bo Li"}]}
    assert match(printed([page("Faces", "Bo Li")], "Faces"), [short]) == []

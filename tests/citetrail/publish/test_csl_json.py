"""CSL-JSON as its schema wants it; what a citation processor makes of it is asked by `make interop`."""

import json
from pathlib import Path
from typing import Any

import pytest

from citetrail.publish.csl_json import item
from citetrail.publish.reference_files import PROVISIONAL
from tests.citetrail.publish.invented import NASTY, pid

PAPER: dict[str, Any] = {
    "paper_id": "p1", "title": "Kilns", "authors": "Ada Marl;et al.", "published_on": None, "year": None,
    "venue": None, "doi": None, "url": None, "arxiv_id": None, "s2_id": None, "document": None,
    "use_status": "verified", "members": "example-faces", "roles": "trained_on",
}  # fmt: skip


@pytest.mark.parametrize(
    ("published_on", "year", "expected"),
    [
        ("2018-06-03", 2018, [2018, 6, 3]),
        ("2020-02", 2020, [2020, 2]),
        (None, 2019, [2019]),
        ("soon", 2019, [2019]),
        (None, None, None),
    ],
)
def test_a_date_is_told_as_far_as_it_is_known(published_on: str | None, year: int | None, expected: Any) -> None:
    told = item(PAPER | {"published_on": published_on, "year": year})
    assert told.get("issued") == (expected and {"date-parts": [expected]})


def test_an_arxiv_id_keeps_its_noughts() -> None:
    told = item(PAPER | {"arxiv_id": "2101.00010"})
    assert (told["archive"], told["archive_location"]) == ("arXiv", "2101.00010")
    assert told["custom"]["arxiv_id"] == "2101.00010"
    assert told["URL"] == "https://arxiv.org/abs/2101.00010"


def test_nobody_is_called_et_al_and_no_name_is_taken_apart() -> None:
    assert item(PAPER)["author"] == [{"literal": "Ada Marl"}]


def test_a_machine_claim_says_so_where_readers_look() -> None:
    told = item(PAPER | {"use_status": "provisional"})
    assert told["note"] == PROVISIONAL
    assert told["keyword"].startswith(PROVISIONAL)
    assert PROVISIONAL not in str(item(PAPER))


def test_the_file_holds_each_published_paper_once_in_the_order_of_ids(verified: Path) -> None:
    items = json.loads((verified / "papers.json").read_text(encoding="utf-8"))
    assert [each["id"] for each in items] == sorted(pid(key) for key in "abeh")
    assert next(each for each in items if each["id"] == pid("b"))["title"] == NASTY

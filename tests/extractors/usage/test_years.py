"""When a paper was written, by its own text."""

import pytest

from citetrail.records.text import DocumentText, PageText, Reference
from citetrail.records.vocabulary import Outcome
from extractors.usage.years import ANY_TIME, Written, when_written, written_in


def document(head: str, *references: str) -> DocumentText:
    listed = tuple(Reference(str(n), text, 1, 0, 0) for n, text in enumerate(references))
    return DocumentText(Outcome.OK, (PageText(1, 612, 792, head),), (), listed, page_count=1)


def test_the_arxiv_stamp_tells_the_month() -> None:
    assert when_written(document("A title\narXiv:2307.01234v2 [cs.CV] 9 Jul 2023")) == Written("2023-07", "2023-07")


def test_a_bibliography_tells_the_earliest_year() -> None:
    found = when_written(document("A title", "A. In CVPR, 2019.", "B. In ICCV, 2021.", "C. 2021, pages 11-20."))
    assert found == Written(earliest="2021")


@pytest.mark.parametrize("reference", ["pages 2024-2031.", "doi 10.1109/2029.100", "arXiv 2055.00001"])
def test_numbers_are_no_years(reference: str) -> None:
    assert when_written(document("A title", "A. 2017.", "B. 2018.", reference)) == Written(earliest="2017")


def test_one_year_alone_may_be_a_misprint() -> None:
    assert when_written(document("A title", "A. In CVPR, 2091.")) == ANY_TIME


@pytest.mark.parametrize(
    ("written", "since", "until", "may"),
    [
        (written_in(2021), "2021-09-21", "", True),
        (written_in(2021), "", "2021-05-15", True),
        (written_in(2022), "", "2021-09-21", False),
        (written_in(2020), "2021-05-15", "", False),
        (Written("2021-07", "2021-07"), "2021-06-19", "2021-09-21", True),
        (Written("2021-07", "2021-07"), "2021-09-21", "", False),
        (Written(earliest="2023"), "", "2021-09-21", False),
        (Written(earliest="2015"), "2021-09-21", "", True),
        (ANY_TIME, "2021-09-21", "", True),
    ],
)
def test_whether_a_default_may_have_held(written: Written, since: str, until: str, may: bool) -> None:
    assert written.may_be_within(since, until) is may

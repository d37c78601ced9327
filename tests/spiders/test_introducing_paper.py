"""What Semantic Scholar has of an introducing paper completes what a person gave, and overwrites none of it."""

from collections.abc import Sequence
from typing import Any

from citetrail.records.settings import Settings
from citetrail.records.targets import IntroducingPaper
from citetrail.sample.server import SampleServer
from spiders.introducing_paper import look_up
from spiders.semantic_scholar import Scholar

TOYS = IntroducingPaper("Toys: a million photographs", arxiv="2001.00001", corpus_id="4711", year=2020)


class Answers:
    """Stands in for the client: one answer an id."""

    def __init__(self, **answers: dict[str, Any] | None) -> None:
        self.answers = answers

    def papers(self, ids: Sequence[str], fields: str) -> list[dict[str, Any] | None]:
        return [self.answers.get(i.partition(":")[0]) for i in ids]


def test_over_the_stand_in() -> None:
    with SampleServer(also=[TOYS]) as server:
        scholar = Scholar(Settings(s2_url=server.url))
        found = look_up(scholar, IntroducingPaper("", arxiv="2001.00001"))
        unknown = look_up(scholar, IntroducingPaper("", arxiv="1901.99999"))
        scholar.service.close()
    assert found is not None
    assert found.title == TOYS.title
    assert found.arxiv == "2001.00001"
    assert unknown is None


def test_what_a_person_gave_stays() -> None:
    row = {"title": "TOYS", "year": 2020, "corpusId": 7, "externalIds": {"DOI": "10.1000/ABC", "ArXiv": "2001.00001"}}
    found = look_up(Answers(DOI=row), IntroducingPaper("Toys", doi="10.1000/own", year=2019))
    assert found == IntroducingPaper("Toys", arxiv="2001.00001", doi="10.1000/own", corpus_id="7", year=2019)


def test_answers_of_other_shapes_add_nothing() -> None:
    row = {"title": None, "year": "2020", "corpusId": "7", "externalIds": ["DOI"]}
    paper = IntroducingPaper("", arxiv="2001.00001")
    assert look_up(Answers(ARXIV=row), paper) == paper


def test_a_further_id_is_tried_when_the_first_is_unknown() -> None:
    found = look_up(Answers(DOI={"title": "Toys"}), IntroducingPaper("", arxiv="2001.00001", doi="10.1000/x"))
    assert found is not None
    assert found.title == "Toys"

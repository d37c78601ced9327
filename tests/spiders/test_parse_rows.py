"""What the services send becomes our nouns, whatever it is."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from citetrail.records.papers import Sighting
from citetrail.records.titles import LONGEST_TITLE
from citetrail.records.vocabulary import Source
from spiders.parse_rows import ABSTRACT, scholar_paper, with_edge

SEEN = Sighting(Source.S2_CITATIONS, "ms1mv2")
# As Semantic Scholar sends it.
ROW: dict[str, Any] = {
    "paperId": "649def34f8be52c8b66281af98ae884c09aef38b",
    "corpusId": 910001189,
    "externalIds": {"ArXiv": "2113.00101v2", "DOI": "10.1109/CVPR.2019.00482", "MAG": "1"},
    "title": "  Margin\u0000 schedules\nfor compact encoders ",
    "year": 2021,
    "publicationDate": "2021-06-01",
    "venue": "",
    "openAccessPdf": {"url": "https://arxiv.org/pdf/2113.00101", "status": "GREEN"},
    "authors": [{"authorId": "1", "name": "Ada Quillmoor", "affiliations": ["Exemplar University"]}, {"name": None}],
}


def test_a_row_of_the_service() -> None:
    paper = scholar_paper(ROW, SEEN)
    assert paper is not None
    assert paper.title == "Margin schedules for compact encoders"
    assert (paper.arxiv_id, paper.doi, paper.corpus_id) == ("2113.00101", "10.1109/cvpr.2019.00482", "910001189")
    assert [(a.name, a.affiliations) for a in paper.authors] == [("Ada Quillmoor", ("Exemplar University",))]
    assert (paper.venue, paper.abstract, paper.published_on) == (None, None, "2021-06-01")


def test_a_row_without_a_title_names_no_paper() -> None:
    assert scholar_paper({"paperId": "x", "title": None}, SEEN) is None


def test_an_address_that_is_empty_is_none() -> None:
    paper = scholar_paper(ROW | {"openAccessPdf": {"url": "", "status": "CLOSED"}}, SEEN)
    assert paper is not None
    assert paper.pdf_urls == ()


def test_what_is_endless_is_cut() -> None:
    paper = scholar_paper(ROW | {"title": "x" * 10**6, "abstract": "y " * 10**6}, SEEN)
    assert paper is not None
    assert (len(paper.title), len(paper.abstract or "")) <= (LONGEST_TITLE, ABSTRACT)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from(sorted(ROW)), ANYTHING))
def test_no_row_is_too_odd(odd: dict[str, Any]) -> None:
    paper = scholar_paper(ROW | odd, with_edge(SEEN, odd))
    if paper is not None:
        assert "\x00" not in repr(paper)
        assert paper.title.strip() == paper.title
        paper.title.encode()


@given(ANYTHING, ANYTHING, ANYTHING)
def test_no_edge_is_too_odd(contexts: Any, intents: Any, influential: Any) -> None:
    edge = with_edge(SEEN, {"contexts": contexts, "intents": intents, "isInfluential": influential})
    assert all(isinstance(c, str) and c for c in (*edge.contexts, *edge.intents))
    assert isinstance(edge.is_influential, bool)

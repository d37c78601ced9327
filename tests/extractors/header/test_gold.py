"""Real first pages, labelled by hand: the floor below which no change may fall.

Covers: extractors.header.
"""

from pathlib import Path

import pytest

from citetrail.evaluation.header_scores import read_gold_papers, score_header, total
from extractors.header import pages_wanted, read_header
from extractors.text.document import read_document
from extractors.text.layout import read_layout


@pytest.mark.gold
@pytest.mark.slow
def test_labelled_headers(shared: Path) -> None:
    scores = []
    for paper in read_gold_papers(shared)[::3]:
        if not paper.is_paper:
            continue
        data = (shared / "corpus" / "pdf" / f"{paper.sha}.pdf").read_bytes()
        document = read_document(data, max_bytes=100_000_000, max_pages=500)
        scores.append(score_header(paper, read_header(read_layout(data, pages_wanted(document)), document)))
    summed = total(scores)
    assert summed.links.f1 >= 0.92, list(summed.lines())
    assert summed.organisations.f1 >= 0.95, list(summed.lines())
    assert summed.authors.f1 >= 0.97, list(summed.lines())

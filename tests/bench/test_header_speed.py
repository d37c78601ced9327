"""The header step on small compiled papers, with and without the layout of page 1: at least 15 a second (issue 4).

Covers: extractors.header.
"""

import time

from extractors.header import read_header
from extractors.text.document import read_document
from extractors.text.layout import read_layout
from tests.extractors.header.papers import compiled
from tests.extractors.header.test_printed import LAYOUTS

PAPERS_A_SECOND = 15
ROUNDS = 5


def test_header_speed() -> None:
    data = [compiled(source) for source, _ in LAYOUTS.values()]
    papers = [(read_layout(d, (1,)), read_document(d, max_bytes=10**8, max_pages=100)) for d in data]
    read_header(*papers[0])  # the word lists are read once a process
    started = time.process_time()
    for _ in range(ROUNDS):
        for layout, document in papers:
            read_header(layout, document)
    rate = ROUNDS * len(papers) / (time.process_time() - started)
    print(f"\nheaders: {rate:.0f} papers/s a core over {len(papers)} layouts")
    assert rate > PAPERS_A_SECOND


def test_header_speed_from_bytes() -> None:
    data = [compiled(source) for source, _ in LAYOUTS.values()]
    documents = [read_document(d, max_bytes=10**8, max_pages=100) for d in data]
    read_header(read_layout(data[0], (1,)), documents[0])
    started = time.process_time()
    for d, document in zip(data, documents, strict=True):
        read_header(read_layout(d, (1,)), document)
    rate = len(data) / (time.process_time() - started)
    # Real first pages carry more fonts, objects and drawings than these: they take about twice as long.
    print(f"\nheaders with the layout of page 1: {rate:.0f} papers/s a core over {len(data)} small compiled papers")
    assert rate > PAPERS_A_SECOND

"""The header step, after the layout has been read: at least 15 papers a second on one core (issue 4)."""

import time

from extractors.header import read_header
from extractors.layout import read_layout
from extractors.pdf import read_document
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

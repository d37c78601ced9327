"""Papers a second and core, on extracted text; beside it what parsing the whole paper would cost.

Covers: extractors.usage.
"""

import time

import pytest

from citetrail.records.target_files import load_target
from citetrail.records.text import DocumentText, PageText, Part
from citetrail.records.vocabulary import Outcome, Section, Zone
from extractors.usage import read_usage
from extractors.usage.language_model import load_language

PAGES, WORDS_A_PAGE = 10, 800
ENOUGH = 20  # papers a second
PLAIN = (
    "The network has several layers and each of them is followed by a normalisation, as described in Section 3. "
    "We compare the results with those of other methods [4, 7] and find that larger pictures help in most cases. "
)
HITS = (
    "We train our network on the refined MS-Celeb-1M [1] with 5.8M images.",
    "Large datasets such as MS-Celeb-1M [1] are noisy.",
    "Identity features are extracted with a pretrained ArcFace model [2].",
    "The network is trained with the ArcFace loss [2].",
)


def paper(number: int) -> DocumentText:
    """8,000 words with two members' names; no two papers alike, so that nothing is remembered."""
    pages, parts = [], []
    sections = [Section.INTRODUCTION, Section.RELATED_WORK, *[Section.METHOD] * 3, *[Section.EXPERIMENTS] * 5]
    for index in range(PAGES):
        text = (PLAIN * 60)[: WORDS_A_PAGE * 6]
        if index in (0, 1, 4, 6):
            text += f"Case {number}. " + HITS[(0, 1, 4, 6).index(index)] + "\n"
        pages.append(PageText(index + 1, 612, 792, text))
        parts.append(Part(index + 1, 0, len(text), sections[index], Zone.PROSE))
    return DocumentText(Outcome.OK, tuple(pages), tuple(parts), page_count=PAGES)


def test_twenty_papers_a_second_and_core(capsys: pytest.CaptureFixture[str]) -> None:
    target = load_target("ms-celeb-1m")
    papers = [paper(n) for n in range(40)]
    read_usage(papers[0], target)  # loads the language once
    start = time.process_time()
    for document in papers:
        assert read_usage(document, target).members
    ours = len(papers) / (time.process_time() - start)
    whole = "".join(p.text for p in papers[0].pages)
    start = time.process_time()
    load_language()(whole)
    parsed = 1 / (time.process_time() - start)
    with capsys.disabled():
        print(f"\nusage: {ours:.0f} papers/s a core; parsing the whole paper alone: {parsed:.1f} papers/s")
    assert ours >= ENOUGH

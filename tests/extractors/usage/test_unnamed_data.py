"""Data without a name, marks below tables, and sentences of other languages.

Covers: extractors.usage.described_data, extractors.usage.table_marks, extractors.usage.languages.
"""

import pytest

from citetrail.records.targets import Target
from citetrail.records.text import Link, PageText
from citetrail.records.vocabulary import Section, Verdict, Zone
from extractors.usage import read_usage
from extractors.usage.described_data import linked
from extractors.usage.languages import other_language
from extractors.usage.table_marks import OTHERS, OURS, bearers
from tests.extractors.usage.conftest import paper


@pytest.mark.parametrize(
    ("sentence", "member"),
    [
        ("Our network is trained on the celebrity dataset of [1].", "ms-celeb-1m"),
        ("We train on the pictures collected by Guo et al. [1].", "ms-celeb-1m"),
        ("We train our network on the MS-Celib-1M [1] with one card.", "ms-celeb-1m"),
        ("We train on the refined celebrity images of Deng et al. [2].", "ms1mv2"),
        ("The network is trained on the data of www.msceleb.org for ten epochs.", "ms-celeb-1m"),
    ],
)
def test_described_data_is_used(sentence: str, member: str, family: Target) -> None:
    usage = read_usage(paper(sentence), family)
    assert usage.verdict is Verdict.USES
    assert member in {u.member for u in usage.members}


def test_the_citation_of_a_loss_is_no_data(family: Target) -> None:
    usage = read_usage(paper("We train on the images of our cameras with the loss of [2]."), family)
    assert not usage.members


def test_a_mark_speaks_of_the_rows_that_bear_it() -> None:
    legend = "† means trained on MS1MV2."
    for row, whose in (("SomeNet [4]† 99.1\nOurs 99.2\n", OTHERS), ("SomeNet [4] 99.1\nOurs† 99.2\n", OURS)):
        page = f"{row}Table 1. {legend}"
        start, at = page.index("†", len(row)), page.index("MS1MV2")
        assert bearers(page, start, at, at + 6) == whose


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("Wir haben das Netz auf der Sammlung trainiert und nicht verändert.", "de"),
        ("Le réseau est entraîné sur une collection de visages.", "fr"),
        ("我们在该数据集上训练网络。", "another script"),
        ("We train the network on the collection of El Pais and Le Monde.", ""),
        ("ResNet-50 99.8", ""),
    ],
)
def test_language(sentence: str, code: str) -> None:
    assert other_language(sentence) == code


def test_what_is_not_read_is_unclear(family: Target) -> None:
    said = ("Unser Netz wurde auf MS1MV2 trainiert und mit der Sammlung nicht getestet.", Section.BODY, Zone.PROSE)
    assert read_usage(paper(said), family).verdict is Verdict.UNCLEAR


@pytest.mark.parametrize("ending", ["from its makers.3", "from the challenge3.", "as it was in 2018.3"])
def test_a_footnote_with_the_address_explains_the_word_before_its_mark(ending: str, family: Target) -> None:
    note = ("\n3http://www.msceleb.org\n", Section.BODY, Zone.FOOTNOTE)
    usage = read_usage(paper(f"The network is trained on the list {ending}", note), family)
    assert usage.verdict is Verdict.USES


@pytest.mark.parametrize(
    ("url", "words", "found"),
    [
        ("http://msceleb.org/download", "this set of faces", True),
        ("http://msceleb.org.example/", "this set of faces", False),
        ("https://www.msceleb.org/", "this page", False),
    ],
)
def test_words_for_data_that_lead_to_its_address_are_it(url: str, words: str, found: bool, family: Target) -> None:
    text = f"Our network is trained on {words}."
    start = text.index(words)
    page = PageText(1, 600, 800, text, links=(Link(start, start + len(words), url),))
    assert [h.member for h in linked(page, family)] == (["ms-celeb-1m"] if found else [])


def test_what_serves_as_training_data_is_used(family: Target) -> None:
    usage = read_usage(paper("As training material serve the faces of MS-Celeb-1M."), family)
    assert usage.verdict is Verdict.USES

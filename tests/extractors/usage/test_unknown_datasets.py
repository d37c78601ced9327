"""Names beside the family that no file knows.

Covers: extractors.usage.unknown_datasets, citetrail.commands.status.
"""

import pytest

from citetrail.commands.status import show
from citetrail.records.readings import Reading
from citetrail.records.targets import Target
from citetrail.records.vocabulary import Outcome, Section, Zone
from citetrail.store.readings import dump, load
from extractors.usage import read_usage
from extractors.usage.unknown_datasets import LONGEST_SENTENCE, MOST_NAMES
from tests.extractors.usage.conftest import paper


def names(family: Target, *sentences: str) -> list[str]:
    return [u.name for u in read_usage(paper(*sentences), family).unknown_datasets]


@pytest.mark.parametrize(
    ("sentence", "unknown"),
    [
        ("We merge MS1MV2, Asian-Celeb and Harbour-4M and train on all three.", ["Harbour-4M"]),
        ("Our network is trained on MS-Celeb-1M [1], VGGFace2 [4] and PierFaces [9].", ["PierFaces"]),
        ("We train on MS1MV3 and on the new QuayID dataset.", ["QuayID"]),
        ("MS1MV2 and, for children, a set of ten families are what we train on; it runs on two V100s.", []),
        ("We train on MS1MV2 and report LFW, AgeDB-30, CFP-FP and IJB-C.", []),
        ("A ResNet-100 with CosFace and PyTorch was trained on MS1MV2 by us.", []),
        ("We train QuayNet on MS1MV2.", []),
        ("Unlike Harbour-4M, MS1MV2 is known to everybody.", []),
        ("We do not train on MS1MV2 and Harbour-4M.", []),
        ("We train on Harbour-4M.", []),
    ],
)
def test_what_is_used_beside_the_family(sentence: str, unknown: list[str], family: Target) -> None:
    assert names(family, sentence) == unknown


def test_a_name_comes_once_with_its_first_sentence(family: Target) -> None:
    first = "We train on MS1MV2 and Harbour-4M."
    usage = read_usage(paper(first, "Then MS1MV2 and Harbour4M are joined for training."), family)
    assert [(u.name, u.page, u.quote) for u in usage.unknown_datasets] == [("Harbour-4M", 1, first)]


def test_their_number_and_length_are_bounded(family: Target) -> None:
    many = ", ".join(f"Harbour{n}-4M" for n in range(300))
    usage = read_usage(paper(f"We train on MS1MV2, {many}."), family)
    assert 0 < len(usage.unknown_datasets) <= MOST_NAMES
    assert all(len(u.quote) <= LONGEST_SENTENCE for u in usage.unknown_datasets)


def test_rows_of_tables_tell_none(family: Target) -> None:
    row = ("Ours | MS1MV2 + Harbour-4M | 99.8", Section.EXPERIMENTS, Zone.TABLE)
    usage = read_usage(paper(row), family)
    assert usage.unknown_datasets == ()


def test_a_reading_keeps_them(family: Target) -> None:
    usage = read_usage(paper("We train on MS1MV2 and Harbour-4M."), family)
    reading = Reading("0" * 64, Outcome.OK, usage=usage)
    assert load(dump(reading)) == reading


def test_a_terminal_gets_no_signs_to_obey(capsys: pytest.CaptureFixture[str]) -> None:
    row = {"name": "[red]Ha\x1b]8", "papers": 2, "paper_id": "p1", "page": 3, "quote": "We \x1b[31m train"}
    empty = {"funnel": {"collected": 0}, "beside_the_funnel": {}, "target": "t", "audit": {}, "claims": {}}
    lists = ("fetch_failures", "read_failures", "verdicts", "due", "doubtful_pairs", "incomplete_queries")
    found = {**empty, **dict.fromkeys((*lists, "unknown_to_source"), ()), "withdrawn": 0, "is_complete": True}
    found |= {name: {} for name in ("fetch_failures", "read_failures", "verdicts", "due")}
    found |= {"beside_the_funnel": {"using_it_without_text": 0, "reviewed_in_all": 0}, "held_by": None}
    show({**found, "unknown_datasets": [row]})
    told = capsys.readouterr().out
    assert "\x1b" not in told
    assert "[red]Ha?]8: 2 papers, as in p1, p. 3" in told

"""What a decision says of the sentence on the card, and weights that move no further than decisions ask."""

import json
from dataclasses import dataclass
from typing import Any

import pytest

from citetrail.evaluation.decided_sentences import Comparison, decided_sentences, moved
from citetrail.evaluation.sentence_training import LONGEST, examples
from citetrail.records.vocabulary import MemberKind, Section
from extractors.usage.sentence_model import WEIGHTS, from_json

QUOTE = "The encoder was trained on the Quillfaces images for a week."


@dataclass(frozen=True)
class Use:
    """A settled use as the store tells it."""

    accepted: bool
    role: str = "trained_on"
    reason: str = ""
    quote: str = QUOTE
    section: str = "4.1 Experimental Setup"
    claim_id: str = "c"
    paper_id: str = "p"
    member: str = "quillfaces"
    match_start: int = QUOTE.index("Quillfaces")
    match_end: int = QUOTE.index("Quillfaces") + len("Quillfaces")
    before: str = ""
    after: str = ""


def labels(*uses: Use) -> list[str]:
    return [row.label for row in decided_sentences(uses, lambda _: MemberKind.DATASET)]


@pytest.mark.parametrize(
    ("use", "label"),
    [
        (Use(True), ["trained_on"]),
        (Use(True, role="compared"), []),  # accepted as a use, of which role nobody said
        (Use(False), ["mentioned"]),
        (Use(False, reason="negated"), ["mentioned"]),
        (Use(False, reason="others_work"), ["compared"]),
        (Use(False, reason="wrong_member"), []),
        (Use(False, reason="extraction_error"), []),
    ],
)
def test_what_a_decision_teaches(use: Use, label: list[str]) -> None:
    assert labels(use) == label


def test_members_that_the_target_has_no_more_teach_nothing() -> None:
    assert not list(decided_sentences([Use(True)], lambda _: None))


def test_the_section_follows_from_the_heading() -> None:
    rows = list(decided_sentences([Use(True), Use(True, section="abstract")], lambda _: MemberKind.DATASET))
    assert [row.sentence.section for row in rows] == [Section.EXPERIMENTS, Section.ABSTRACT]
    assert rows[0].sentence.masked.text == "The encoder was trained on the DATA images for a week."


def shipped() -> dict[str, Any]:
    held: dict[str, Any] = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return held


def test_no_decision_moves_nothing() -> None:
    assert moved(shipped(), []) == shipped()


def test_rejected_sentences_lower_their_kind_and_leave_models_alone() -> None:
    uses = [Use(False, claim_id=str(i), paper_id=f"p{i}") for i in range(20)]
    given = examples(list(decided_sentences(uses, lambda _: MemberKind.DATASET)))
    before, after = shipped(), moved(shipped(), given)
    told = [from_json(w, "").predict(given[0].row.sentence).use for w in (before, after)]
    assert told[1] < told[0]
    assert after["kinds"]["model"] == before["kinds"]["model"]
    new = after["kinds"]["dataset"]["weights"].keys() - before["kinds"]["dataset"]["weights"].keys()
    assert all(len(name.partition(":")[2].split()) <= LONGEST for name in new)


def test_a_feature_of_few_papers_is_not_learnt() -> None:
    given = examples(list(decided_sentences([Use(False, paper_id="one")] * 9, lambda _: MemberKind.DATASET)))
    after = moved(shipped(), given)["kinds"]["dataset"]["weights"]
    assert after.keys() <= shipped()["kinds"]["dataset"]["weights"].keys()


@pytest.mark.parametrize(
    ("compared", "better"),
    [
        (Comparison(20, 10, 12, 8, 8), True),
        (Comparison(20, 10, 10, 8, 8), False),
        (Comparison(20, 12, 11, 8, 12), False),  # roles must not be bought with uses
        (Comparison(5, 1, 5, 1, 5), False),
    ],
)
def test_when_new_weights_may_be_taken(compared: Comparison, better: bool) -> None:
    assert compared.better is better
